import { expect } from "chai";
import { AbiCoder, concat, id as hash, keccak256, ZeroHash } from "ethers";

import { signerIdOf, type ConsignmentId } from "../../sdk/ids.js";
import { contentsOf } from "../../sdk/hashing/contentsOf.js";
import { Kind } from "../../sdk/vocabulary.js";
import type { LineStruct, PartStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { genesisOf, headFromLogs } from "../support/containerHistory.js";
import { ENTRY, hashPart, partId, toCountry, UNITS, yard, type Yard } from "../support/containers.js";
import { flagSet } from "../../assurance/model/word.js";
import { createConsignment, line } from "../support/world.js";

const LINES = ["tuple(bytes32 batch,uint64 quantity,bytes32 items)[]"];
const DERIVATION =
  "WaymarkDerivation(bytes32 consignment,uint32 creator,uint32 party,bytes32 key,bytes32 from,bytes32 fromHead," +
  "bytes32 release,bytes32 contents,bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)";

/** Units a consignment holds, when they are of the yard's batch alone. */
async function expectUnits(y: Yard, id: ConsignmentId, units: number): Promise<void> {
  const lines = [{ batch: y.w.batch, quantity: BigInt(units), items: ZeroHash }];
  expect((await y.ledger.consignmentOf(id)).contents).to.equal(contentsOf(lines));
}

describe("Containers: splitting", () => {
  describe("split", () => {
    it("lets a part go on by itself, and loses no unit", async () => {
      const y = await loadFixture(yard);
      const { ledger } = y;
      const { maker, keeper } = y.parts;
      const a = await y.ready("a");
      await y.write(a, "keeper", "Received", "Carrier", { next: y.parts.stranger.id });
      const [before, word] = [await y.word(a), await ledger.wordOf(a)];
      const id = y.part("part");
      const tx = await y.split(a, "part", 3, { next: y.parts.stranger.id });
      const recordedAt = await networkHelpers.time.latest();
      const [fromHead, partWord] = [await ledger.headOf(a), await ledger.wordOf(id)];
      const signer = signerIdOf(keeper.account.address);
      const said = [hash("part"), fromHead, ZeroHash, hash("data of part"), signer, recordedAt, partWord] as const;
      await expect(tx).to.emit(ledger, "LineSplit").withArgs(y.w.batch, id, a, 3, ZeroHash);
      await expect(tx)
        .to.emit(ledger, "ConsignmentDerived")
        .withArgs(id, a, keeper.id, maker.id, ...said);
      await expectUnits(y, a, UNITS - 3);
      await expectUnits(y, id, 3);

      const moved = { lastMoveAt: (await y.word(a)).lastMoveAt, sequence: before.sequence + 1n };
      expect(await y.word(a)).to.deep.equal({
        ...before,
        ...moved,
        lastMove: moved.sequence,
        offeredAt: BigInt(Math.floor(recordedAt / 3_600)),
      });
      expect(await y.word(id)).to.deep.equal({
        ...before,
        sequence: 1n,
        lastMove: 1n,
        lastMoveAt: moved.lastMoveAt,
        offeredAt: 0n,
        next: 0n,
      });
      expect(word).to.not.equal(await ledger.wordOf(a));
      const { creator, custodian } = await ledger.consignmentOf(id);
      expect([creator, custodian]).to.deep.equal([maker.id, keeper.id]);

      const contents = keccak256(AbiCoder.defaultAbiCoder().encode(LINES, [[y.line(3)]]));
      const [key, , release, dataHash] = said;
      const step = keccak256(
        AbiCoder.defaultAbiCoder().encode(
          [
            "bytes32",
            "bytes32",
            "uint32",
            "uint32",
            "bytes32",
            "bytes32",
            "bytes32",
            "bytes32",
            "bytes32",
            "bytes32",
            "bytes32",
          ].concat(["uint40", "uint256"]),
          [
            hash(DERIVATION),
            id,
            maker.id,
            keeper.id,
            key,
            a,
            fromHead,
            release,
            contents,
            dataHash,
            signer,
            recordedAt,
            partWord,
          ],
        ),
      );
      expect(await ledger.headOf(id)).to.equal(keccak256(concat([await genesisOf(y.w, id), step])));
      for (const one of [a, id]) expect(await headFromLogs(y.w, one)).to.equal(await ledger.headOf(one));
    });

    it("takes lines of several kinds, in any order, some whole and some in part", async () => {
      const y = await loadFixture(yard);
      const { maker } = y.parts;
      const marked = (units: number, items: string) => line(y.w.batch, units, hash(items));
      const lines = [y.line(5), marked(4, "x"), marked(3, "y")];
      const a = await createConsignment(y.w, { by: maker, key: hash("a"), lines });
      const part = {
        key: hash("part"),
        contents: lines,
        leaving: [marked(3, "y"), y.line(1), y.line(1), marked(1, "x")],
        dataHash: ZeroHash,
      };
      const tx = await y.splitPart(a, part, { by: "maker" });
      const id = partId(maker.id, maker.id, hash("part"));
      for (const { quantity, items } of part.leaving) {
        await expect(tx).to.emit(y.ledger, "LineSplit").withArgs(y.w.batch, id, a, quantity, items);
      }
      const stored = async (one: ConsignmentId) => (await y.ledger.consignmentOf(one)).contents;
      const encoded = (held: LineStruct[]) =>
        keccak256(AbiCoder.defaultAbiCoder().encode(LINES, [held])).slice(0, 2 + 56);
      expect(await stored(a)).to.equal(encoded([y.line(3), marked(3, "x")]));
      expect(await stored(id)).to.equal(encoded(part.leaving));
      expect(await headFromLogs(y.w, id)).to.equal(await y.ledger.headOf(id));
    });

    it("gives parts and parts of parts the first creator, each an id of its own", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      await y.split(a, "one", 6);
      const one = y.part("one");
      await y.split(one, "two", 2, { contents: 6 });
      const two = y.part("two");
      expect((await y.ledger.consignmentOf(two)).creator).to.equal(y.parts.maker.id);
      await expectUnits(y, one, 4);
      await expectUnits(y, two, 2);
      await y.refused(["ConsignmentExists", two], [a, two], () => y.split(a, "two", 1, { contents: 4 }));
    });

    it("cannot be kept from its key by others, nor take theirs", async () => {
      const y = await loadFixture(yard);
      const { maker, keeper, stranger } = y.parts;
      const a = await y.ready("a");
      const b = await y.created("b");
      await y.write(b, "maker", "Origin", "Factory", { next: stranger.id });
      await y.write(b, "stranger", "Received", "Carrier");
      await y.split(b, "part", 1, { by: "stranger" });
      await y.split(a, "part", 1);
      const ids = [partId(maker.id, stranger.id, hash("part")), partId(maker.id, keeper.id, hash("part"))];
      expect(new Set(ids).size).to.equal(2);
      for (const id of ids) await expectUnits(y, id, 1);
    });

    it("needs something to leave, and something to stay", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      await y.refused(["NothingStays", a], [a], () => y.split(a, "part", UNITS));
      await y.refused(["QuantityInvalid", 0], [a], () => y.split(a, "part", 0));
      const none = { key: hash("part"), contents: [y.line(UNITS)], leaving: [], dataHash: ZeroHash };
      await y.refused(["LineCountInvalid", 0], [a], () => y.splitPart(a, none));
      const many = { ...none, leaving: Array.from({ length: 65 }, () => y.line(1)) };
      await y.refused(["LineCountInvalid", 65], [a], () => y.splitPart(a, many));
    });

    it("takes no more than there is, of what is there", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      const held = ["LineNotHeld", a, y.w.batch] as const;
      await y.refused([...held, UNITS + 1, UNITS], [a], () => y.split(a, "part", UNITS + 1));
      const twice = {
        key: hash("part"),
        contents: [y.line(UNITS)],
        leaving: [y.line(6), y.line(6)],
        dataHash: ZeroHash,
      };
      await y.refused([...held, 6, 4], [a], () => y.splitPart(a, twice));
      const other = { ...twice, leaving: [line(y.w.batch, 1, hash("x"))] };
      await y.refused([...held, 1, 0], [a], () => y.splitPart(a, other));
      const claimed = [{ batch: y.w.batch, quantity: BigInt(UNITS + 1), items: ZeroHash }];
      const { contents } = await y.ledger.consignmentOf(a);
      await y.refused(["ContentsMismatch", a, contentsOf(claimed), contents], [a], () =>
        y.split(a, "part", 1, { contents: UNITS + 1 }),
      );
    });

    it("is based on its part, and written through its own function", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      const keeper = y.ledger.connect(y.parts.keeper.account);
      const part: PartStruct = {
        key: hash("part"),
        contents: [y.line(UNITS)],
        leaving: [y.line(1)],
        dataHash: ZeroHash,
      };
      const basedOn = hashPart(part);
      for (const change of [{ key: hash("x") }, { leaving: [y.line(2)] }, { dataHash: hash("x") }]) {
        const other = { ...part, ...change };
        const c = await y.checkpoint(a, "keeper", "Split", "Carrier", { basedOn });
        await y.refused(["ParticularsMismatch", hashPart(other), basedOn], [a], () => keeper.split(c, other));
      }
      await y.refuse(["ParticularsMissing", Kind.Split], a, "keeper", "Split", "Carrier", { basedOn });
      const received = await y.checkpoint(a, "keeper", "Received", "Carrier", { basedOn });
      await y.refused(["ParticularsNotTaken", Kind.Received], [a], () => keeper.split(received, part));
    });

    it("is for the custodian, where the goods stand", async () => {
      const y = await loadFixture(yard);
      const { maker, keeper } = y.parts;
      const a = await y.ready("a");
      await y.refused(["NotCustodian", a, maker.id, keeper.id, 0], [a], () => y.split(a, "part", 1, { by: "maker" }));
      await y.refused(["RoleMayNotWrite", Kind.Split, 6], [a], () =>
        y.split(a, "part", 1, { by: "office", role: "Customs" }),
      );
      await y.write(a, "office", "ExportCleared", "Customs");
      await y.write(a, "keeper", "Departed", "Carrier", { detail: 1 });
      await y.refused(["MovementForbids", a, Kind.Split, 3], [a], () => y.split(a, "part", 1, { place: ENTRY }));
    });

    it("is stopped by any hold, its placer's own too", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      await y.write(a, "keeper", "Held", "Inspector");
      await y.refused(["ConsignmentHeld", a, 1, false], [a], () => y.split(a, "part", 1));
      await y.write(a, "keeper", "HoldLifted", "Inspector", { basedOn: await y.holdOf(a, "keeper") });
      await y.split(a, "part", 1);
    });
  });

  describe("a part", () => {
    it("has the customs and export state of the whole, and who vouches for it", async () => {
      const y = await loadFixture(yard);
      const principal = y.parts.maker.id;
      const a = await y.ready("a");
      await y.sail(a);
      const expectLike = async (key: string, contents: number) => {
        await y.split(a, key, 1, { contents });
        const [whole, part] = [await y.word(a), await y.word(y.part(key))];
        const { sequence, lastMove } = part;
        expect(part).to.deep.equal({ ...whole, sequence, lastMove });
        return part;
      };
      await expectLike("undeclared", 10);
      await y.write(a, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
      await expectLike("declared", 9);
      await y.write(a, "agent", "ImportCleared", "Broker", { principal, basedOn: hash("note") });
      const reported = await expectLike("reported", 8);
      expect(reported.flags).to.deep.equal(flagSet("exportCleared", "exportOwn", "travelled"));
      await y.write(a, "office", "ImportCleared", "Customs");
      const cleared = await expectLike("cleared", 7);
      expect([cleared.customs, cleared.flags.includes("importOwn")]).to.deep.equal(["Cleared", true]);
      // What was split off before is as it was.
      expect((await y.word(y.part("undeclared"))).customs).to.equal("None");
      expect((await y.word(y.part("declared"))).customs).to.equal("Declared");
    });

    it("of refused goods is refused", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      await y.sail(a);
      await y.write(a, "office", "Refused", "Customs");
      await y.split(a, "part", 1);
      expect((await y.word(y.part("part"))).customs).to.equal("Refused");
      await y.refuse(
        ["CustomsForbids", y.part("part"), Kind.Received, 4],
        y.part("part"),
        "keeper",
        "Received",
        "Carrier",
      );
    });

    it("of goods sent back stays sent back", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      await y.sail(a);
      await y.write(a, "office", "Refused", "Customs");
      await y.write(a, "keeper", "Returned", "Carrier", { basedOn: toCountry("NZ") });
      await y.split(a, "part", 1);
      const part = y.part("part");
      expect((await y.word(part)).flags).to.deep.equal(flagSet("travelled", "sentBack"));
      await y.refuse(["DiversionAfterRefusal", part], part, "keeper", "Diverted", "Carrier", {
        basedOn: toCountry("DE"),
      });
    });

    it("is domestic only if the whole is", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a", { destination: "NZ" });
      await y.split(a, "part", 1);
      expect((await y.word(y.part("part"))).flags).to.deep.equal(flagSet("domestic"));
      await y.write(a, "keeper", "Departed", "Carrier", { detail: 1 });
      await y.write(a, "keeper", "Transshipped", "Carrier", { place: "SGSIN" });
      await y.split(a, "abroad", 1, { contents: UNITS - 1 });
      expect((await y.word(y.part("abroad"))).flags).to.deep.equal(flagSet("travelled"));
    });

    it("of delivered goods is what a consumer returns", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      await y.sail(a);
      await y.write(a, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.maker.id });
      await y.write(a, "office", "ImportCleared", "Customs");
      await y.write(a, "keeper", "Delivered", "Carrier");
      await y.split(a, "part", 2);
      const part = y.part("part");
      expect((await y.word(part)).movement).to.equal("Delivered");
      await y.write(part, "keeper", "Returned", "Retailer", { basedOn: toCountry("CN") });
      expect([(await y.word(part)).movement, (await y.word(a)).movement]).to.deep.equal(["Arrived", "Delivered"]);
    });

    it("is packed like any other goods", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      await y.split(a, "part", 2);
      const k = await y.loaded("k", [a, y.part("part")]);
      expect(await y.counts(k)).to.deep.equal([2, 0, 0, 1]);
    });
  });
});
