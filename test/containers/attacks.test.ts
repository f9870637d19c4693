import { expect } from "chai";
import { id as hash } from "ethers";

import { Adjustment, Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { ENTRY, HOME, toCountry, UNITS, yard } from "../support/containers.js";
import { flagSet } from "../../assurance/model/word.js";
import { at, checkpoint } from "../support/world.js";

describe("Containers: attacks", () => {
  describe("on customs", () => {
    it("goods do not get a clearance by going into a cleared container", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a");
      await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.write(k, "office", "ImportCleared", "Customs");
      const b = await y.ready("b");
      await y.sail(b);
      await y.differ(k, b);
      // Emptied, the container has the clearance of nothing: it takes the state of what is put in.
      await y.unpack(k, [a!]);
      expect((await y.word(k)).customs).to.equal("Cleared");
      await y.pack(k, [b]);
      expect([(await y.word(k)).customs, (await y.effective(b)).customs]).to.deep.equal(["None", "None"]);
      await y.refuse(["CustomsForbids", k, Kind.Delivered, 0], k, "keeper", "Delivered", "Carrier");
      await y.unpack(k, [b]);
      expect((await y.word(b)).customs).to.equal("None");
    });

    it("goods do not get the clearance of an empty container", async () => {
      const y = await loadFixture(yard);
      const k = await y.container("k");
      await y.write(k, "office", "ExportCleared", "Customs");
      await y.write(k, "keeper", "Departed", "Carrier", { detail: 1 });
      await y.write(k, "keeper", "Diverted", "Carrier", { basedOn: toCountry("CN"), place: "" });
      await y.write(k, "keeper", "Arrived", "Carrier", { place: ENTRY });
      const principal = y.parts.keeper.id;
      await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
      await y.write(k, "agent", "ImportCleared", "Broker", { principal, basedOn: hash("forged") });
      const b = await y.ready("b");
      await y.sail(b);
      await y.pack(k, [b]);
      expect((await y.effective(b)).customs).to.equal("None");
    });

    it("a container declared and cleared as a whole does not clear goods that stand apart", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      const principal = y.parts.keeper.id;
      await y.write(a!, "agent", "ImportDeclared", "Broker", { detail: 2, principal });
      const declare = { detail: 1, principal };
      await y.refuse(["ApartInside", k, Kind.ImportDeclared], k, "agent", "ImportDeclared", "Broker", declare);
      await y.unpack(k, [a!]);
      await y.write(k, "agent", "ImportDeclared", "Broker", declare);
      await y.write(k, "office", "ImportCleared", "Customs");
      expect((await y.word(a!)).customs).to.equal("Declared");
      await y.differ(k, a!);
    });

    for (const [kind, role, by, changes] of [
      ["ImportCleared", "Customs", "office", {}],
      ["Refused", "Customs", "office", {}],
      ["Delivered", "Carrier", "keeper", {}],
      ["Returned", "Carrier", "keeper", { basedOn: toCountry("NZ") }],
    ] as const) {
      it(`a container with goods apart in it is not the subject of ${kind}`, async () => {
        const y = await loadFixture(yard);
        const [k, a] = await y.landed("k", "a", "b");
        const principal = y.parts.keeper.id;
        await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
        if (kind === "Delivered") {
          await y.write(k, "agent", "ImportCleared", "Broker", { principal, basedOn: hash("note") });
        }
        await y.write(a!, "office", "ImportCleared", "Customs");
        await y.refuse(["ApartInside", k, Kind[kind]], k, by, kind, role, changes);
      });
    }

    it("a declaration in advance does not follow goods into another territory", async () => {
      const y = await loadFixture(yard);
      const [a, b] = await y.several("a", "b");
      const k = await y.loaded("k", [a!, b!]);
      await y.write(k, "office", "ExportCleared", "Customs");
      await y.write(k, "keeper", "Departed", "Carrier", { detail: 1 });
      await y.write(a!, "agent", "ImportDeclared", "Broker", {
        detail: 1,
        principal: y.parts.maker.id,
        place: ENTRY,
      });
      await y.write(k, "keeper", "Diverted", "Carrier", { basedOn: toCountry("DE"), place: "" });
      expect((await y.effective(a!)).customs).to.equal("None");
    });

    it("goods are not cleared where they are not, be their container or their own word elsewhere", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      await y.write(a!, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.write(k, "keeper", "Received", "Carrier", { place: "CNHAZ" });
      for (const place of [ENTRY, HOME]) {
        await y.refuse(["NotThere", a!, at(place), at("CNHAZ")], a!, "office", "ImportCleared", "Customs", { place });
      }
      const { customs2 } = y.w.cast;
      const c = await checkpoint(a!, customs2, "ImportCleared", "Customs", "CNHAZ", { scope: "DE" });
      await y.refused(["OutOfScope", at("DE"), at("CNHAZ")], [a!], () => y.ledger.connect(customs2.account).record(c));
      await y.write(a!, "office", "ImportCleared", "Customs");
    });

    it("a refusal is not washed by packing, unpacking, splitting or a broker's report", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      const principal = y.parts.maker.id;
      const report = { principal, basedOn: hash("forged release") };
      await y.write(a!, "office", "Refused", "Customs");
      const washed = async (id: string) => {
        for (const [kind, detail] of [
          ["ImportDeclared", 1],
          ["ImportCleared", 0],
        ] as const) {
          await y.refuse(["CustomsForbids", id, Kind[kind], 4], id, "agent", kind, "Broker", { ...report, detail });
        }
      };
      await washed(a!);
      await y.unpack(k, [a!]);
      await washed(a!);
      const l = await y.container("l", ENTRY);
      await y.refused(["CustomsForbids", a!, Kind.Packed, 4], [l, a!], () => y.pack(l, [a!]));
      await y.split(a!, "part", 1);
      await washed(y.part("part"));
    });

    it("a refused container refuses all in it, wherever it is unpacked", async () => {
      const y = await loadFixture(yard);
      const [k, a, b] = await y.landed("k", "a", "b");
      await y.write(k, "office", "Refused", "Customs");
      await y.refuse(["CustomsForbids", a!, Kind.ImportDeclared, 4], a!, "agent", "ImportDeclared", "Broker", {
        detail: 1,
        principal: y.parts.maker.id,
      });
      await y.unpack(k, [a!]);
      await y.write(k, "keeper", "Returned", "Carrier", { basedOn: toCountry("NZ") });
      await y.unpack(k, [b!]);
      expect([(await y.word(a!)).customs, (await y.word(b!)).flags]).to.deep.equal([
        "Refused",
        flagSet("travelled", "sentBack"),
      ]);
    });

    it("goods are not domestic again by going into a domestic container", async () => {
      const y = await loadFixture(yard);
      const home = await y.ready("home", { destination: "NZ" });
      const k = await y.loaded("k", [home]);
      const a = await y.ready("a");
      await y.write(a, "keeper", "Diverted", "Carrier", { basedOn: toCountry("NZ") });
      expect((await y.word(a)).flags).to.deep.equal([]);
      await y.differ(k, a);
      await y.unpack(k, [home]);
      expect((await y.word(k)).flags).to.include("domestic");
      await y.pack(k, [a]);
      expect((await y.word(k)).flags).to.deep.equal(flagSet("container"));
      await y.differ(k, home);
      await y.refuse(["ExportNotCleared", k], k, "keeper", "Departed", "Carrier", { detail: 1 });
    });
  });

  describe("on holds", () => {
    it("held goods do not move by going into a container", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      await y.write(a, "office", "Held", "Customs");
      const k = await y.container("k");
      await y.refused(["ConsignmentHeld", a, 1, false], [k, a], () => y.pack(k, [a]));
    });

    for (const [kind, changes] of [
      ["Departed", { detail: 1 }],
      ["Received", {}],
      ["Diverted", { basedOn: toCountry("SG") }],
      ["Destroyed", {}],
    ] as const) {
      it(`a container with held goods in it before it left is not the subject of ${kind}`, async () => {
        const y = await loadFixture(yard);
        const [a, b] = await y.several("a", "b");
        const k = await y.loaded("k", [a!, b!]);
        await y.write(k, "office", "ExportCleared", "Customs");
        await y.write(a!, "office", "Held", "Customs");
        await y.refuse(["ConsignmentHeld", k, 0n, true], k, "keeper", kind, "Carrier", changes);
        // Not even by the placer: the hold is not on the container.
        if (kind === "Destroyed") await y.refuse(["ConsignmentHeld", k, 0n, true], k, "office", kind, "Customs");
      });
    }

    for (const [kind, changes] of [
      ["Received", { place: "CNHAZ" }],
      ["Forwarded", { detail: 3 }],
      ["Delivered", {}],
      ["Returned", { basedOn: toCountry("NZ") }],
    ] as const) {
      it(`a container with held goods in it after it arrived is not the subject of ${kind}`, async () => {
        const y = await loadFixture(yard);
        const [k, a] = await y.landed("k", "a", "b");
        const principal = y.parts.keeper.id;
        if (kind !== "Returned") {
          await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
          await y.write(k, "office", "ImportCleared", "Customs");
        }
        await y.write(a!, "office", "Held", "Customs");
        await y.refuse(["ConsignmentHeld", k, 0n, true], k, "keeper", kind, "Carrier", changes);
      });
    }

    it("goods beside held ones are declared, cleared, unpacked and delivered", async () => {
      const y = await loadFixture(yard);
      const [k, a, b] = await y.landed("k", "a", "b");
      const principal = y.parts.maker.id;
      await y.write(a!, "office", "Held", "Customs");
      await y.refuse(["ConsignmentHeld", a!, 1n, false], a!, "agent", "ImportDeclared", "Broker", {
        detail: 1,
        principal,
      });
      await y.write(b!, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
      await y.write(b!, "office", "ImportCleared", "Customs");
      await y.unpack(k, [b!]);
      await y.write(b!, "keeper", "Delivered", "Carrier");
      expect((await y.word(a!)).holds).to.equal(1n);
    });

    it("a hold that relies on where goods are is not dodged unseen by unpacking first", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      const goods = await y.checkpoint(a!, "office", "Held", "Customs", { expectedMove: (await y.word(a!)).lastMove });
      const box = await y.checkpoint(k, "office", "Held", "Customs", { expectedMove: (await y.word(k)).lastMove });
      const moves = [(await y.word(a!)).lastMove, (await y.word(k)).lastMove];
      await y.unpack(k, [a!]);
      const office = y.ledger.connect(y.parts.office.account);
      for (const [i, c] of [goods, box].entries()) {
        const id = i === 0 ? a! : k;
        const { lastMove } = await y.word(id);
        await y.refused(["MoveChanged", id, moves[i], lastMove], [id], () => office.record(c));
      }
      // The goods are reached all the same: their id is the same inside and outside.
      await y.write(a!, "office", "Held", "Customs");
      await y.refuse(["ConsignmentHeld", a!, 1n, false], a!, "keeper", "Received", "Carrier");
    });

    it("a hold is not shed by splitting, packing or unpacking", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      await y.write(a!, "office", "Held", "Customs");
      await y.refused(["ConsignmentPacked", a!, k], [a!], () => y.split(a!, "part", 1));
      await y.refused(["ConsignmentHeld", a!, 1, false], [k, a!], () => y.unpack(k, [a!]));
      await y.unpack(k, [a!], { by: "office", role: "Customs" });
      await y.refused(["ConsignmentHeld", a!, 1, false], [a!], () => y.split(a!, "part", 1));
      await y.refused(["ConsignmentHeld", a!, 1, false], [a!, k], () => y.pack(k, [a!]));
    });

    it("a hold inside is lifted by its placer alone, whoever has the container", async () => {
      const y = await loadFixture(yard);
      const { office, office2, keeper } = y.parts;
      const [k, a] = await y.landed("k", "a", "b");
      await y.write(a!, "office", "Held", "Customs");
      const basedOn = await y.holdOf(a!, "office");
      for (const [by, id] of [
        ["office2", office2.id],
        ["keeper", keeper.id],
      ] as const) {
        await y.refuse(["HoldNotOpen", a!, id, basedOn, 0], a!, by, "HoldLifted", "Customs", { basedOn });
      }
      await y.refuse(["HoldNotOpen", k, office.id, basedOn, 0], k, "office", "HoldLifted", "Customs", { basedOn });
    });
  });

  describe("on custody", () => {
    it("nobody packs a stranger's goods", async () => {
      const y = await loadFixture(yard);
      const { stranger, keeper } = y.parts;
      const a = await y.ready("a");
      const k = await y.container("k");
      await y.write(k, "keeper", "Received", "Carrier", { next: stranger.id });
      await y.write(k, "stranger", "Received", "Carrier");
      await y.refused(["NotCustodian", a, stranger.id, keeper.id, 0], [k, a], () => y.pack(k, [a], { by: "stranger" }));
      // Nor does the custodian of goods put them into a stranger's container.
      await y.refused(["NotCustodian", k, keeper.id, stranger.id, 0], [k, a], () => y.pack(k, [a]));
    });

    it("an offer made before the goods were packed takes neither them nor the container", async () => {
      const y = await loadFixture(yard);
      const { stranger, keeper } = y.parts;
      const a = await y.ready("a");
      const k = await y.container("k");
      for (const id of [a, k]) await y.write(id, "keeper", "Received", "Carrier", { next: stranger.id });
      await y.pack(k, [a]);
      await y.refuse(["NotCustodian", k, stranger.id, keeper.id, 0n], k, "stranger", "Received", "Carrier");
      await y.refuse(["ConsignmentPacked", a, k], a, "stranger", "Received", "Carrier");
      await y.unpack(k, [a]);
      await y.refuse(["NotCustodian", a, stranger.id, keeper.id, 0n], a, "stranger", "Received", "Carrier");
    });

    it("who had the goods before they were packed is their custodian no more", async () => {
      const y = await loadFixture(yard);
      const { stranger, keeper } = y.parts;
      const [k, a] = await y.landed("k", "a", "b");
      await y.write(k, "keeper", "Received", "Carrier", { next: stranger.id });
      await y.write(k, "stranger", "Received", "Carrier");
      await y.refused(["NotCustodian", a, keeper.id, stranger.id, 0], [a!], () =>
        y.sendLines(a!, "keeper", "Adjusted", "Carrier", { leaving: 1 }, { detail: Adjustment.Theft }),
      );
      await y.refused(["NotCustodian", k, keeper.id, stranger.id, 0], [k, a!], () => y.unpack(k, [a!]));
      await y.refuse(["PrincipalUnrelated", a!, keeper.id], a!, "agent", "ImportDeclared", "Broker", {
        detail: 1,
        principal: keeper.id,
      });
      await y.unpack(k, [a!], { by: "stranger" });
      expect((await y.word(a!)).custodian).to.equal(stranger.id);
    });

    it("a party whose number is a container's has no hand in what is inside", async () => {
      const y = await loadFixture(yard);
      const [k, a] = await y.landed("k", "a", "b");
      const { number } = await y.ledger.containerOf(k);
      const { brand } = y.w.cast;
      expect(brand.id).to.equal(number);
      const { keeper } = y.parts;
      const c = await checkpoint(a!, brand, "Disputed", "Brand", ENTRY);
      await y.refused(["NotCustodian", a!, brand.id, keeper.id, 0], [a!], () =>
        y.ledger.connect(brand.account).record(c),
      );
    });

    it("containers do not hold each other", async () => {
      const y = await loadFixture(yard);
      const [k, l] = [await y.container("k"), await y.container("l")];
      await y.pack(k, [l]);
      await y.refused(["ConsignmentPacked", l, k], [k, l], () => y.pack(l, [k]));
      await y.refused(["PackedIntoItself", k], [k], () => y.pack(k, [k]));
    });
  });

  it("units consumed inside a container are credited to who has it, and only once they are free", async () => {
    const y = await loadFixture(yard);
    const { keeper } = y.parts;
    const [k, a] = await y.landed("k", "a", "b");
    const consume = (by: "keeper" | "maker") =>
      y.sendLines(a!, by, "Adjusted", "Carrier", { leaving: UNITS }, { detail: Adjustment.Transformation });
    await y.refused(["TransformationNotCleared", a!], [a!], () => consume("keeper"));
    await y.write(k, "agent", "ImportDeclared", "Broker", { detail: 1, principal: keeper.id });
    await y.write(k, "office", "ImportCleared", "Customs");
    await consume("keeper");
    expect(await y.ledger.creditOf(keeper.id, y.w.batch)).to.equal(BigInt(UNITS));
  });
});
