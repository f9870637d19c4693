import { expect } from "chai";
import { AbiCoder, concat, id as hash, keccak256, toBeHex, ZeroHash } from "ethers";

import { signerIdOf, type ConsignmentId } from "../../sdk/ids.js";
import { Kind } from "../../sdk/vocabulary.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { headFromLogs } from "../support/containerHistory.js";
import { ENTRY, hashChildren, HOME, yard } from "../support/containers.js";
import { flagSet } from "../../assurance/model/word.js";
import { at } from "../support/world.js";

const PACKING =
  "WaymarkPacking(bytes32 consignment,bytes32 container,bytes32 containerHead,uint256 before,uint256 word)";
const ABSORPTION = "WaymarkAbsorption(bytes32 checkpoint,bytes32 heads)";

function hashed(types: string[], values: unknown[]): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, values));
}

describe("Containers: packing", () => {
  describe("pack", () => {
    it("puts goods in: the container absorbs their heads, and they its head", async () => {
      const y = await loadFixture(yard);
      const { ledger } = y;
      const children = await y.several("a", "b", "c");
      const k = await y.container("k");
      const before = await Promise.all([k, ...children].map((id) => ledger.wordOf(id)));
      const heads = await Promise.all([k, ...children].map((id) => ledger.headOf(id)));
      const c = await y.checkpoint(k, "keeper", "Packed", "Carrier", { basedOn: hashChildren(children) });
      const tx = await ledger.connect(y.parts.keeper.account).pack(c, children);
      const recordedAt = await networkHelpers.time.latest();

      const signer = signerIdOf(y.parts.keeper.account.address);
      const told = [c.role, c.place, c.occurredAt, c.basedOn, 0, c.dataHash, 0, 0, signer, recordedAt, before[0]];
      await expect(tx)
        .to.emit(ledger, "CheckpointRecorded")
        .withArgs(k, c.party, Kind.Packed, ...told);
      const record = hashed(
        ["bytes32", "bytes32", "uint32", "uint8", "uint8", "bytes5", "uint40", "bytes32", "uint8", "bytes32"].concat([
          "uint32",
          "uint32",
          "bytes32",
          "uint40",
          "uint256",
        ]),
        [
          hash(
            "WaymarkCheckpoint(bytes32 consignment,uint32 party,uint8 kind,uint8 role,bytes5 place," +
              "uint40 occurredAt,bytes32 basedOn,uint8 detail,bytes32 dataHash,uint32 next,uint32 principal," +
              "bytes32 signer,uint40 recordedAt,uint256 before)",
          ),
          k,
          c.party,
          Kind.Packed,
          ...told,
        ],
      );
      const absorbed = hashed(
        ["bytes32", "bytes32", "bytes32"],
        [hash(ABSORPTION), record, hashed(["bytes32[]"], [heads.slice(1)])],
      );
      const containerHead = keccak256(concat([heads[0]!, absorbed]));
      expect(await ledger.headOf(k)).to.equal(containerHead);
      for (const [i, id] of children.entries()) {
        const word = await ledger.wordOf(id);
        await expect(tx)
          .to.emit(ledger, "ConsignmentPackedInto")
          .withArgs(id, k, heads[i + 1], containerHead, before[i + 1], word);
        const step = hashed(
          ["bytes32", "bytes32", "bytes32", "bytes32", "uint256", "uint256"],
          [hash(PACKING), id, k, containerHead, before[i + 1], word],
        );
        expect(await ledger.headOf(id)).to.equal(keccak256(concat([heads[i + 1]!, step])));
        expect(await headFromLogs(y.w, id)).to.equal(await ledger.headOf(id));
      }
      expect(await headFromLogs(y.w, k)).to.equal(containerHead);
      expect(await y.counts(k)).to.deep.equal([3, 0, 0, 1]);
    });

    it("ends the custody and offers of goods, and names their container in their word", async () => {
      const y = await loadFixture(yard);
      const { stranger, keeper, boxer } = y.parts;
      const a = await y.ready("a");
      await y.write(a, "keeper", "Received", "Carrier", { next: stranger.id });
      const before = await y.word(a);
      expect(before.next).to.equal(stranger.id);
      const k = await y.container("k");
      await y.pack(k, [a], { next: boxer.id });
      const { number } = await y.ledger.containerOf(k);
      const { lastMoveAt } = await y.word(k);
      expect(await y.word(a)).to.deep.equal({
        ...before,
        sequence: before.sequence + 1n,
        lastMove: before.sequence + 1n,
        lastMoveAt,
        offeredAt: 0n,
        next: 0n,
        // While packed, the field of the custodian holds the container's number.
        custodian: number,
        flags: flagSet("packed"),
      });
      const state = await y.ledger.consignmentOf(a);
      expect([state.custodian, state.next, state.container]).to.deep.equal([keeper.id, boxer.id, k]);
      await y.refuse(["ConsignmentPacked", a, k], a, "stranger", "Received", "Carrier");
    });

    it("gives an empty container the state of its first consignment", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a", { destination: "SG" });
      await y.write(a, "office", "ExportCleared", "Customs");
      const k = await y.container("k");
      const before = await y.word(k);
      await y.pack(k, [a]);
      expect(await y.word(k)).to.deep.equal({
        ...before,
        sequence: before.sequence + 1n,
        lastMove: before.sequence + 1n,
        lastMoveAt: (await y.word(a)).lastMoveAt,
        destination: "SG",
        flags: flagSet("container", "exportCleared", "exportOwn"),
      });
    });

    it("gives an empty container that has not been declared ready the state of goods that have arrived", async () => {
      const y = await loadFixture(yard);
      const { keeper } = y.parts;
      const a = await y.ready("a");
      await y.sail(a);
      const id = hashed(["uint32", "bytes32"], [keeper.id, hash("own")]);
      await (
        await y.ledger.connect(keeper.account).createContainer(keeper.id, hash("own"), at(ENTRY), ZeroHash)
      ).wait();
      await y.pack(id, [a]);
      const { movement, destination, flags } = await y.word(id);
      expect([movement, destination]).to.deep.equal(["Arrived", "CN"]);
      expect(flags).to.deep.equal(flagSet("container", "exportCleared", "exportOwn", "travelled"));
    });

    it("uses an emptied container again, for goods in another state", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a");
      await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.unpack(k, [a!]);
      expect(await y.counts(k)).to.deep.equal([0, 0, 0, 0]);
      const b = await y.ready("b", { place: ENTRY, destination: "SG" });
      await y.pack(k, [b]);
      const { movement, customs, destination, flags } = await y.word(k);
      expect([movement, customs, destination]).to.deep.equal(["Ready", "None", "SG"]);
      expect(flags).to.deep.equal(flagSet("container"));
      expect(await y.counts(k)).to.deep.equal([1, 0, 0, 1]);
    });

    it("takes up to 200 at once, and at least one", async () => {
      const y = await loadFixture(yard);
      const k = await y.container("k");
      await y.refused(["ChildCountInvalid", 0], [k], () => y.pack(k, []));
      const many = Array.from({ length: 201 }, (_, i) => toBeHex(i + 1, 32));
      await y.refused(["ChildCountInvalid", 201], [k], () => y.pack(k, many));
      await y.refused(["ConsignmentUnknown", many[0]!], [k], () => y.pack(k, many.slice(0, 200)));
    });

    it("takes them in ascending order, each once, and on what the record is based", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const k = await y.container("k");
      const pack = async (list: ConsignmentId[], basedOn = hashChildren(list)) =>
        y.ledger
          .connect(y.parts.keeper.account)
          .pack(await y.checkpoint(k, "keeper", "Packed", "Carrier", { basedOn }), list);
      await y.refused(["ChildrenUnordered", b!, a!], [k, a!, b!], () => pack([b!, a!]));
      await y.refused(["ChildrenUnordered", a!, a!], [k, a!], () => pack([a!, a!]));
      await y.refused(["ParticularsMismatch", hashChildren([a!]), hashChildren([a!, b!])], [k, a!], () =>
        pack([a!], hashChildren([a!, b!])),
      );
    });

    it("is written through its own function, and that takes nothing else", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      const k = await y.loaded("k", [a]);
      for (const kind of ["Packed", "Unpacked"] as const) {
        await y.refuse(["ParticularsMissing", Kind[kind]], k, "keeper", kind, "Carrier");
      }
      const basedOn = hashChildren([a]);
      const ledger = y.ledger.connect(y.parts.keeper.account);
      const unpacked = await y.checkpoint(k, "keeper", "Unpacked", "Carrier", { basedOn });
      const packed = await y.checkpoint(k, "keeper", "Packed", "Carrier", { basedOn });
      await y.refused(["ParticularsNotTaken", Kind.Unpacked], [k, a], () => ledger.pack(unpacked, [a]));
      await y.refused(["ParticularsNotTaken", Kind.Packed], [k, a], () => ledger.unpack(packed, [a]));
    });

    it("honours what the writer relies on", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      const k = await y.container("k");
      const { lastMove } = await y.word(k);
      await y.refused(["MoveChanged", k, lastMove + 1n, lastMove], [k, a], () =>
        y.pack(k, [a], { expectedMove: lastMove + 1n }),
      );
      await y.pack(k, [a], { expectedMove: lastMove });
    });

    it("is refused into goods, and of what is unknown", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      await y.refused(["NotContainer", a!], [a!, b!], () => y.pack(a!, [b!]));
      const k = await y.container("k");
      await y.refused(["ConsignmentUnknown", hash("x")], [k], () => y.pack(k, [hash("x")]));
      await y.refused(["ConsignmentUnknown", hash("x")], [a!], () => y.pack(hash("x"), [a!], { place: HOME }));
    });

    it("is refused of goods that are packed already, here or elsewhere", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      const k = await y.loaded("k", [a]);
      const l = await y.container("l");
      await y.refused(["ConsignmentPacked", a, k], [k, a], () => y.pack(k, [a]));
      await y.refused(["ConsignmentPacked", a, k], [k, l, a], () => y.pack(l, [a]));
    });

    it("is refused while the container is packed itself", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const p = await y.loaded("p", [a!]);
      const k = await y.loaded("k", [p]);
      await y.refused(["ConsignmentPacked", p, k], [p, k, b!], () => y.pack(p, [b!]));
      await y.refused(["ConsignmentPacked", p, k], [p, k, a!], () => y.unpack(p, [a!]));
    });

    it("is for who has the container and the goods", async () => {
      const y = await loadFixture(yard);
      const { keeper, maker, stranger } = y.parts;
      const a = await y.ready("a");
      const theirs = await y.created("theirs");
      await y.write(theirs, "maker", "Origin", "Factory", { next: keeper.id });
      const k = await y.container("k");
      // Named next is not having it.
      await y.refused(["NotCustodian", theirs, keeper.id, maker.id, keeper.id], [k, theirs], () => y.pack(k, [theirs]));
      await y.refused(["NotCustodian", k, stranger.id, keeper.id, 0], [k, a], () => y.pack(k, [a], { by: "stranger" }));
      await y.refused(["RoleMayNotWrite", Kind.Packed, 6], [k, a], () => y.pack(k, [a], { role: "Customs" }));
      await y.refused(["PrincipalNotAllowed", Kind.Packed, keeper.id], [k, a], () =>
        y.pack(k, [a], { by: "agent", role: "Broker", principal: keeper.id }),
      );
    });

    it("is refused under a hold, of the container or of the goods, also to its placer", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const k = await y.container("k");
      await y.write(a!, "office", "Held", "Inspector");
      await y.refused(["ConsignmentHeld", a!, 1, false], [k, a!], () => y.pack(k, [a!]));
      await y.write(k, "office", "Held", "Inspector");
      await y.refused(["ConsignmentHeld", k, 1, false], [k, b!], () => y.pack(k, [b!]));
      const own = await y.ready("own");
      await y.write(own, "keeper", "Held", "Inspector");
      const l = await y.container("l");
      await y.refused(["ConsignmentHeld", own, 1, false], [l, own], () => y.pack(l, [own]));
    });

    it("is refused of a container that has something held inside, and into it", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const p = await y.loaded("p", [a!]);
      await y.write(a!, "office", "Held", "Inspector");
      const k = await y.container("k");
      await y.refused(["ConsignmentHeld", p, 0, true], [k, p], () => y.pack(k, [p]));
      await y.refused(["ConsignmentHeld", p, 0, true], [p, b!], () => y.pack(p, [b!]));
    });

    it("is refused of refused goods, and into a refused container", async () => {
      const y = await loadFixture(yard);
      const [k, a, b] = await y.landed("k", "a", "b");
      await y.write(k, "office", "Refused", "Customs");
      await y.unpack(k, [a!, b!]);
      const l = await y.container("l", ENTRY);
      await y.refused(["CustomsForbids", a!, Kind.Packed, 4], [l, a!], () => y.pack(l, [a!]));
      await y.refused(["CustomsForbids", k, Kind.Packed, 4], [k, l], () => y.pack(k, [l]));
    });

    it("is refused on the way, after delivery and of what is closed", async () => {
      const y = await loadFixture(yard);
      const [a, b, d] = await y.several("a", "b", "d");
      const away = [a!, b!, d!];
      for (const id of away) {
        await y.write(id, "office", "ExportCleared", "Customs");
        await y.write(id, "keeper", "Departed", "Carrier", { detail: 1 });
      }
      const k = await y.container("k", ENTRY);
      await y.refused(["MovementForbids", a!, Kind.Packed, 3], [k, a!], () => y.pack(k, [a!]));
      await y.write(b!, "keeper", "Arrived", "Carrier", { place: ENTRY });
      await y.write(b!, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.maker.id });
      await y.write(b!, "office", "ImportCleared", "Customs");
      await y.write(b!, "keeper", "Delivered", "Carrier");
      await y.refused(["MovementForbids", b!, Kind.Packed, 6], [k, b!], () => y.pack(k, [b!]));
      await y.write(d!, "keeper", "Destroyed", "Carrier");
      await y.refused(["MovementForbids", d!, Kind.Packed, 7], [k, d!], () => y.pack(k, [d!]));
    });

    it("is refused of containers on the way, delivered or closed", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const k = await y.loaded("k", [a!]);
      await y.write(k, "office", "ExportCleared", "Customs");
      await y.write(k, "keeper", "Departed", "Carrier", { detail: 1 });
      await y.refused(["MovementForbids", k, Kind.Packed, 3], [k, b!], () => y.pack(k, [b!], { place: HOME }));
      await y.write(k, "keeper", "Destroyed", "Carrier");
      await y.refused(["MovementForbids", k, Kind.Packed, 7], [k, b!], () => y.pack(k, [b!], { place: HOME }));
    });

    it("is refused elsewhere than where the container stands", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      const k = await y.container("k");
      await y.refused(["NotThere", k, at("NZAKL"), at(HOME)], [k, a], () => y.pack(k, [a], { place: "NZAKL" }));
    });

    it("is refused at a time before the goods or the container moved last", async () => {
      const y = await loadFixture(yard);
      const k = await y.container("k");
      const a = await y.ready("a");
      const [containerAt, goodsAt] = [(await y.word(k)).lastMoveAt, (await y.word(a)).lastMoveAt];
      await y.refused(["TimeBeforeLastMove", containerAt - 1n, containerAt], [k, a], () =>
        y.pack(k, [a], { occurredAt: containerAt - 1n }),
      );
      await y.refused(["TimeBeforeLastMove", goodsAt - 1n, goodsAt], [k, a], () =>
        y.pack(k, [a], { occurredAt: goodsAt - 1n }),
      );
      await y.pack(k, [a], { occurredAt: goodsAt });
    });

    it("is refused of a container into itself", async () => {
      const y = await loadFixture(yard);
      const k = await y.container("k");
      await y.refused(["PackedIntoItself", k], [k], () => y.pack(k, [k]));
    });
  });
});
