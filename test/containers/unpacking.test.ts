import { expect } from "chai";
import { concat, keccak256, ZeroHash } from "ethers";

import { Adjustment, Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { headFromLogs, historyOf } from "../support/containerHistory.js";
import { ENTRY, hashChildren, HOME, toCountry, UNITS, yard } from "../support/containers.js";
import { flagSet } from "../../assurance/model/word.js";
import { at } from "../support/world.js";

describe("Containers: unpacking", () => {
  describe("unpack", () => {
    it("gives goods all that moving with the container made of them, and binds the heads", async () => {
      const y = await loadFixture(yard);
      const { ledger } = y;
      const { keeper } = y.parts;
      const [k, a, b] = await y.landed("k", "a", "b");
      await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal: keeper.id });
      const ids = [k, a!, b!];
      const words = await Promise.all(ids.map((id) => ledger.wordOf(id)));
      const heads = await Promise.all(ids.map((id) => ledger.headOf(id)));
      const before = await y.word(a!);
      const tx = await y.unpack(k, [a!, b!], { next: y.parts.stranger.id });
      const containerHead = await ledger.headOf(k);
      const container = await y.word(k);
      for (const i of [1, 2]) {
        const word = await ledger.wordOf(ids[i]!);
        await expect(tx)
          .to.emit(ledger, "ConsignmentUnpacked")
          .withArgs(ids[i], k, heads[i], containerHead, ZeroHash, words[i], word);
      }
      expect(await y.word(a!)).to.deep.equal({
        sequence: before.sequence + 1n,
        lastMove: before.sequence + 1n,
        lastMoveAt: container.lastMoveAt,
        offeredAt: 0n,
        custodian: keeper.id,
        // What is offered is the container.
        next: 0n,
        destination: "CN",
        place: ENTRY,
        holds: 0n,
        movement: "Arrived",
        customs: "Declared",
        flags: flagSet("exportCleared", "exportOwn", "travelled"),
      });
      expect(container.next).to.equal(y.parts.stranger.id);
      expect(await y.counts(k)).to.deep.equal([0, 0, 0, 0]);
      for (const id of ids) expect(await headFromLogs(y.w, id)).to.equal(await ledger.headOf(id));
      // The container's last step is the one that absorbed the heads.
      const last = (await historyOf(y.w, k)).at(-1)!;
      expect(containerHead).to.equal(keccak256(concat([heads[0]!, keccak256(last.encoded)])));
      await y.write(a!, "keeper", "Forwarded", "Carrier", { detail: 3 });
    });

    it("gives them the destination and the state of export that the container has", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const k = await y.loaded("k", [a!, b!]);
      await y.write(k, "office", "ExportCleared", "Customs");
      await y.unpack(k, [a!]);
      expect((await y.word(a!)).flags).to.deep.equal(flagSet("exportCleared", "exportOwn"));
      await y.write(k, "keeper", "Diverted", "Carrier", { basedOn: toCountry("SG") });
      await y.unpack(k, [b!]);
      const { destination, flags, movement } = await y.word(b!);
      expect([destination, movement, flags]).to.deep.equal(["SG", "Ready", []]);
    });

    it("takes their being domestic once the container left the territory", async () => {
      const y = await loadFixture(yard);
      const [a, b] = [await y.ready("a", { destination: "NZ" }), await y.ready("b", { destination: "NZ" })];
      const k = await y.loaded("k", [a, b]);
      await y.unpack(k, [a]);
      expect((await y.word(a)).flags).to.deep.equal(flagSet("domestic"));
      await y.write(k, "keeper", "Departed", "Carrier", { detail: 1 });
      await y.write(k, "keeper", "Transshipped", "Carrier", { place: "SGSIN" });
      expect((await y.effective(b)).flags).to.not.include("domestic");
      await y.unpack(k, [b]);
      expect((await y.word(b)).flags).to.deep.equal(flagSet("travelled"));
    });

    it("keeps the customs state of goods that stood apart", async () => {
      const y = await loadFixture(yard);
      const [k, a, b] = await y.landed("k", "a", "b");
      const principal = y.parts.maker.id;
      await y.write(a!, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
      await y.write(a!, "office", "ImportCleared", "Customs");
      await y.unpack(k, [a!, b!]);
      const cleared = await y.word(a!);
      expect([cleared.customs, cleared.flags]).to.deep.equal([
        "Cleared",
        flagSet("exportCleared", "exportOwn", "importOwn", "travelled"),
      ]);
      expect((await y.word(b!)).customs).to.equal("None");
      expect((await y.word(k)).flags).to.not.include("apartInside");
      await y.write(a!, "keeper", "Delivered", "Carrier");
    });

    it("leaves closed goods closed", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      await y.sendLines(a!, "keeper", "Adjusted", "Carrier", { leaving: UNITS }, { detail: Adjustment.Theft });
      await y.unpack(k, [a!]);
      expect((await y.word(a!)).movement).to.equal("Closed");
      await y.refuse(["MovementForbids", a!, Kind.Received, 7], a!, "keeper", "Received", "Carrier");
      expect(await y.counts(k)).to.deep.equal([1, 0, 0, 1]);
    });

    it("takes goods out after delivery, delivered", async () => {
      const y = await loadFixture(yard);
      const [k, a, b] = await y.landed("k", "a", "b");
      await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.write(k, "office", "ImportCleared", "Customs");
      await y.write(k, "keeper", "Delivered", "Carrier", { place: "CNHAZ" });
      await y.unpack(k, [a!]);
      const { movement, place, customs, custodian } = await y.word(a!);
      expect([movement, place, customs, custodian]).to.deep.equal(["Delivered", "CNHAZ", "Cleared", y.parts.keeper.id]);
      await y.write(a!, "keeper", "Returned", "Carrier", { basedOn: toCountry("CN") });
      await y.write(k, "keeper", "Returned", "Carrier", { basedOn: toCountry("CN") });
      expect((await y.effective(b!)).movement).to.equal("Arrived");
      // The emptied box is of use again where it is.
      await y.unpack(k, [b!]);
      await y.pack(k, [a!]);
    });

    it("is refused of what is not directly inside", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const p = await y.loaded("p", [a!]);
      const k = await y.loaded("k", [p]);
      const other = await y.loaded("other", [b!]);
      for (const id of [a!, b!, k, "0x".padEnd(66, "1")]) {
        await y.refused(["NotInside", id, k], [k, a!, b!], () => y.unpack(k, [id]));
      }
      await y.refused(["ConsignmentPacked", p, k], [p, a!], () => y.unpack(p, [a!]));
      await y.unpack(k, [p]);
      await y.unpack(p, [a!]);
      await y.refused(["NotInside", a!, p], [p, a!], () => y.unpack(p, [a!]));
      expect(await y.counts(other)).to.deep.equal([1, 0, 0, 1]);
    });

    it("is refused out of goods, and of what the record is not based on", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      await y.refused(["NotContainer", a!], [a!], () => y.unpack(a!, [b!]));
      const k = await y.loaded("k", [a!, b!]);
      await y.refused(["ChildCountInvalid", 0], [k], () => y.unpack(k, []));
      const keeper = y.ledger.connect(y.parts.keeper.account);
      const c = await y.checkpoint(k, "keeper", "Unpacked", "Carrier", { basedOn: hashChildren([a!]) });
      await y.refused(["ParticularsMismatch", hashChildren([b!]), hashChildren([a!])], [k, b!], () =>
        keeper.unpack(c, [b!]),
      );
      await y.refused(["ChildrenUnordered", b!, a!], [k, a!, b!], () => keeper.unpack(c, [b!, a!]));
      await y.refused(["ChildrenUnordered", a!, a!], [k, a!], () => keeper.unpack(c, [a!, a!]));
    });

    it("is for the custodian, where the container stands", async () => {
      const y = await loadFixture(yard);
      const { maker, stranger, keeper, boxer } = y.parts;
      const [k, a] = await y.landed("k", "a", "b");
      for (const by of ["maker", "stranger", "boxer"] as const) {
        const { id } = { maker, stranger, boxer }[by];
        await y.refused(["NotCustodian", k, id, keeper.id, 0], [k, a!], () => y.unpack(k, [a!], { by }));
      }
      // An authority may write the record, but unheld goods are the custodian's to take out.
      await y.refused(["NotCustodian", a!, y.parts.office.id, keeper.id, 0], [k, a!], () =>
        y.unpack(k, [a!], { by: "office", role: "Customs" }),
      );
      await y.refused(["NotThere", k, at(HOME), at(ENTRY)], [k, a!], () => y.unpack(k, [a!], { place: HOME }));
      await y.write(k, "keeper", "Forwarded", "Carrier", { detail: 3 });
      await y.refused(["NotThere", k, at(ENTRY), at("")], [k, a!], () => y.unpack(k, [a!]));
    });

    it("is refused on the way, and once all is closed", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      const k = await y.loaded("k", [a]);
      await y.write(k, "office", "ExportCleared", "Customs");
      await y.write(k, "keeper", "Departed", "Carrier", { detail: 1 });
      await y.refused(["MovementForbids", k, Kind.Unpacked, 3], [k, a], () => y.unpack(k, [a]));
      await y.write(k, "keeper", "Destroyed", "Carrier");
      await y.refused(["MovementForbids", k, Kind.Unpacked, 7], [k, a], () => y.unpack(k, [a]));
    });
  });

  describe("under holds", () => {
    it("unheld goods come out beside held ones", async () => {
      const y = await loadFixture(yard);
      const [k, a, b] = await y.landed("k", "a", "b");
      await y.write(a!, "office", "Held", "Inspector");
      await y.refused(["ConsignmentHeld", a!, 1, false], [k, a!, b!], () => y.unpack(k, [a!, b!]));
      await y.unpack(k, [b!]);
      expect(await y.counts(k)).to.deep.equal([1, 1, 0, 1]);
      await y.write(b!, "keeper", "Received", "Carrier");
    });

    it("held goods come out by the placer of their only hold, and stay held", async () => {
      const y = await loadFixture(yard);
      const { keeper, boxer } = y.parts;
      const [k, a] = await y.landed("k", "a", "b");
      await y.write(k, "keeper", "Received", "Carrier", { next: boxer.id });
      await y.write(a!, "office", "Held", "Inspector");
      await y.write(a!, "office2", "Held", "Customs");
      const asOffice = { by: "office", role: "Inspector" } as const;
      for (const by of ["office", "office2"] as const) {
        await y.refused(["ConsignmentHeld", a!, 2, false], [k, a!], () => y.unpack(k, [a!], { by, role: "Inspector" }));
      }
      await y.write(a!, "office2", "HoldLifted", "Customs", { basedOn: await y.holdOf(a!, "office2") });
      await y.refused(["ConsignmentHeld", a!, 1, false], [k, a!], () =>
        y.unpack(k, [a!], { by: "office2", role: "Inspector" }),
      );
      await y.refused(["NextNotAllowed", Kind.Unpacked, boxer.id], [k, a!], () =>
        y.unpack(k, [a!], { ...asOffice, next: boxer.id }),
      );
      const before = await y.word(k);
      await y.unpack(k, [a!], asOffice);
      const after = await y.word(k);
      expect(after).to.deep.equal({
        ...before,
        sequence: before.sequence + 1n,
        lastMove: before.sequence + 1n,
        lastMoveAt: after.lastMoveAt,
        // What the custodian offered was the whole.
        next: 0n,
        offeredAt: 0n,
        flags: before.flags.filter((flag) => flag !== "stoppedInside"),
      });
      const { holds, custodian, next, place } = await y.word(a!);
      expect([holds, custodian, next, place]).to.deep.equal([1n, keeper.id, 0n, ENTRY]);
      await y.refuse(["ConsignmentHeld", a!, 1n, false], a!, "keeper", "Received", "Carrier");
      await y.write(a!, "office", "HoldLifted", "Inspector", { basedOn: await y.holdOf(a!, "office") });
      for (const id of [k, a!]) expect(await headFromLogs(y.w, id)).to.equal(await y.ledger.headOf(id));
    });

    it("nothing comes out of a held container but by the placer of its only hold", async () => {
      const y = await loadFixture(yard);
      const [k, a, b] = await y.landed("k", "a", "b");
      await y.write(a!, "office", "Held", "Inspector");
      await y.write(k, "office", "Held", "Inspector");
      await y.refused(["ConsignmentHeld", k, 1, false], [k, b!], () => y.unpack(k, [b!]));
      const asOffice = { by: "office", role: "Inspector" } as const;
      await y.refused(["NotCustodian", b!, y.parts.office.id, y.parts.keeper.id, 0], [k, b!], () =>
        y.unpack(k, [b!], asOffice),
      );
      await y.write(k, "office2", "Held", "Inspector");
      await y.refused(["ConsignmentHeld", k, 2, false], [k, a!], () => y.unpack(k, [a!], asOffice));
      await y.write(k, "office2", "HoldLifted", "Inspector", { basedOn: await y.holdOf(k, "office2") });
      await y.unpack(k, [a!], asOffice);
      expect((await y.word(a!)).holds).to.equal(1n);
    });

    it("a pallet with held goods on it comes out with them, and is stopped where it stands", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const p = await y.loaded("p", [a!]);
      const k = await y.loaded("k", [p, b!]);
      await y.write(a!, "office", "Held", "Inspector");
      await y.unpack(k, [p]);
      expect(await y.counts(k)).to.deep.equal([1, 0, 0, 2]);
      expect(await y.counts(p)).to.deep.equal([1, 1, 0, 1]);
      await y.refuse(["ConsignmentHeld", p, 0n, true], p, "keeper", "Received", "Carrier");
      await y.refused(["ConsignmentHeld", a!, 1, false], [p, a!], () => y.unpack(p, [a!]));
      await y.write(a!, "office", "HoldLifted", "Inspector", { basedOn: await y.holdOf(a!, "office") });
      await y.write(p, "keeper", "Received", "Carrier");
    });

    it("refused goods come out refused, and are sent back or destroyed", async () => {
      const y = await loadFixture(yard);
      const [k, a, b] = await y.landed("k", "a", "b");
      await y.write(a!, "office", "Refused", "Customs");
      await y.unpack(k, [a!]);
      expect((await y.word(a!)).customs).to.equal("Refused");
      expect(await y.counts(k)).to.deep.equal([1, 0, 0, 1]);
      await y.refuse(["CustomsForbids", a!, Kind.Received, 4], a!, "keeper", "Received", "Carrier");
      await y.write(a!, "keeper", "Returned", "Carrier", { basedOn: toCountry("NZ") });
      await y.write(k, "keeper", "Received", "Carrier");
      expect((await y.effective(b!)).customs).to.equal("None");
    });
  });
});
