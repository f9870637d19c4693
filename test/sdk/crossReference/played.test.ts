import { expect } from "chai";
import { id } from "ethers";

import { RULES } from "../../../sdk/crossReference/rules.js";
import { batchId, lotKey, type ConsignmentId } from "../../../sdk/ids.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { InspectionResult, Mishap, Sighting } from "../../../sdk/vocabulary.js";
import { decodeWord } from "../../../sdk/word.js";
import { expectBothLanguages, namesIn } from "../../support/bothLanguages.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { toCountry, yard, type Yard } from "../../support/containers.js";
import { proofOf } from "../../support/proofs.js";
import { batchDetails, country, createConsignment, line } from "../../support/world.js";

const DAY = 24 * 3600;
const BY_SEA = { detail: 1 };
const [PASS, FAIL] = [{ detail: InspectionResult.Pass }, { detail: InspectionResult.Fail }];

/** What a rule finds in a journey as the ledger has it now: a line for each finding, with the records it rests on. */
async function found({ w }: Yard, consignment: ConsignmentId, id: string): Promise<string[]> {
  const client = await clientOf(w);
  const trace = await traceConsignment(client, consignment);
  const rules = RULES.filter((rule) => rule.id === id);
  const { head, crossReference } = await verifyTrace(client, trace, { rules });
  expect(head.holds, head.sentence.en).to.equal(true);
  return crossReference!.findings.map(({ verdict, steps, sentence }) => {
    expectBothLanguages(sentence, namesIn(trace));
    const records = steps.map((step) => `${step.consignment === consignment ? "" : "other's "}${step.sequence}`);
    return `${verdict}, of ${records.join(", ") || "none"}: ${sentence.en}`;
  });
}

/** Seconds before now, as the chain has it. */
async function ago(seconds: number): Promise<{ occurredAt: number }> {
  return { occurredAt: (await networkHelpers.time.latest()) - seconds };
}

describe("sdk/crossReference: journeys as the ledger took them", () => {
  describe("goods that were to stay at home", () => {
    const AT_HOME = "pass, of none: The goods have not left their territory.";
    const NO_BORDER = "pass, of none: The goods have crossed no border.";
    const UNCLEARED = "The goods left, and no export clearance is told.";
    const NOT_YET = "not checkable, of none: The goods are not cleared yet.";

    async function expectHome(y: Yard, id: ConsignmentId): Promise<void> {
      expect(await found(y, id, "export-cleared")).to.deep.equal([AT_HOME]);
      expect(await found(y, id, "import-cleared")).to.deep.equal([NO_BORDER]);
    }

    async function expectAbroad(y: Yard, id: ConsignmentId, left: string): Promise<void> {
      expect(await found(y, id, "export-cleared")).to.deep.equal([`warning, of ${left}: ${UNCLEARED}`]);
      expect(await found(y, id, "import-cleared")).to.deep.equal([NOT_YET]);
    }

    it("are abroad when their last record says so", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods", { destination: "NZ" });
      await y.write(goods, "keeper", "Departed", "Carrier", BY_SEA);
      await expectHome(y, goods);
      await y.write(goods, "keeper", "Transshipped", "Carrier", { place: "AUSYD" });
      await expectAbroad(y, goods, "4");
    });

    it("are abroad when their container is, and after they came out of it", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods", { destination: "NZ" });
      const box = await y.loaded("box", [goods]);
      await expectHome(y, goods);
      await y.write(box, "keeper", "Departed", "Carrier", BY_SEA);
      await expectHome(y, goods);
      await y.write(box, "keeper", "Transshipped", "Carrier", { place: "AUSYD" });
      await expectAbroad(y, goods, "other's 5");
      await expectAbroad(y, box, "5");
      await y.write(goods, "office", "Inspected", "Customs", PASS);
      await expectAbroad(y, goods, "other's 5");
      await y.write(box, "keeper", "Departed", "Carrier", BY_SEA);
      await y.write(box, "keeper", "Transshipped", "Carrier", { place: "SGSIN" });
      await expectAbroad(y, goods, "other's 5");
      await y.unpack(box, [goods]);
      await expectAbroad(y, goods, "other's 5");
    });

    it("are at home in every country of their territory", async () => {
      const y = await loadFixture(yard);
      const { factory } = y.w.cast;
      const details = batchDetails({ lotKey: lotKey("DE1"), origin: country("DE") });
      await (await y.ledger.connect(factory.account).registerBatch(factory.id, details)).wait();
      const lines = [line(batchId(y.w.product, lotKey("DE1")), 4)];
      const terms = { by: y.parts.maker, lines, place: "DEHAM", destination: "FR" };
      const goods = await createConsignment(y.w, terms);
      await y.write(goods, "maker", "Origin", "Factory", { next: y.parts.keeper.id });
      await y.write(goods, "keeper", "Departed", "Carrier", BY_SEA);
      await y.write(goods, "keeper", "Transshipped", "Carrier", { place: "FRLEH" });
      await expectHome(y, goods);
      await y.write(goods, "keeper", "Departed", "Carrier", BY_SEA);
      await expectHome(y, goods);
      await y.write(goods, "keeper", "Transshipped", "Carrier", { place: "GBFXT" });
      await expectAbroad(y, goods, "5");
    });

    it("are neither uncleared nor abroad when they were delivered at home, and are to be sent away then", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods", { destination: "NZ" });
      await y.write(goods, "keeper", "Departed", "Carrier", BY_SEA);
      await y.write(goods, "keeper", "Arrived", "Carrier", { place: "NZAKL" });
      await y.write(goods, "keeper", "Delivered", "Retailer");
      await expectHome(y, goods);
      await y.write(goods, "keeper", "Returned", "Retailer", { basedOn: toCountry("CN") });
      await y.write(goods, "office", "Sighted", "Port", { detail: Sighting.GateIn });
      expect(await found(y, goods, "export-cleared")).to.deep.equal([
        "not checkable, of none: The goods have not left yet.",
      ]);
      expect(await found(y, goods, "import-cleared")).to.deep.equal([NOT_YET]);
    });
  });

  describe("goods that were cleared, and then headed for another territory", () => {
    it("are not let in there by the clearance that they had before", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods");
      await y.write(goods, "office", "ExportCleared", "Customs");
      await y.write(goods, "keeper", "Departed", "Carrier", BY_SEA);
      await y.write(goods, "keeper", "Arrived", "Carrier", { place: "CNSHG" });
      await y.write(goods, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.write(goods, "office", "ImportCleared", "Customs", { place: "CNSHG" });
      const cleared = await found(y, goods, "import-cleared");
      expect(cleared).to.have.lengthOf(1);
      expect(cleared[0]).to.match(/^pass/);
      await y.write(goods, "keeper", "Delivered", "Retailer");
      expect(await found(y, goods, "import-cleared")).to.deep.equal(cleared);
      await y.write(goods, "keeper", "Returned", "Retailer", { basedOn: toCountry("NZ") });
      const notYet = ["not checkable, of none: The goods are not cleared yet."];
      expect(await found(y, goods, "import-cleared")).to.deep.equal(notYet);
      await y.write(goods, "office", "Sighted", "Port", { detail: Sighting.GateIn });
      expect(await found(y, goods, "import-cleared")).to.deep.equal(notYet);
    });

    it("keep what was said where the way back ends in the same territory", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods");
      await y.write(goods, "office", "ExportCleared", "Customs");
      await y.write(goods, "keeper", "Departed", "Carrier", BY_SEA);
      await y.write(goods, "keeper", "Arrived", "Carrier", { place: "CNSHG" });
      await y.write(goods, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.write(goods, "office", "ImportCleared", "Customs", { place: "CNSHG" });
      await y.write(goods, "keeper", "Delivered", "Retailer");
      const cleared = await found(y, goods, "import-cleared");
      await y.write(goods, "keeper", "Returned", "Retailer", { basedOn: toCountry("CN") });
      expect(await found(y, goods, "import-cleared")).to.deep.equal(cleared);
    });
  });

  describe("a handover", () => {
    const OFFERED = "did:web:maker.example offered the goods to did:web:keeper.example, who has not accepted them.";

    it("is not accepted by a party that only sees the goods", async () => {
      const y = await loadFixture(yard);
      const goods = await y.created("goods");
      await y.write(goods, "maker", "Origin", "Factory", { next: y.parts.keeper.id });
      await y.write(goods, "keeper", "Sighted", "Port", { detail: Sighting.GateIn });
      expect(decodeWord(await y.ledger.wordOf(goods)).custodian).to.equal(y.parts.maker.id);
      expect(await found(y, goods, "custody-accepted")).to.deep.equal([`not checkable, of 2: ${OFFERED}`]);
      await y.write(goods, "keeper", "Received", "Carrier");
      expect(await found(y, goods, "custody-accepted")).to.deep.equal([
        "pass, of 2: All 1 handovers were named by the giver and accepted.",
      ]);
    });

    it("is not accepted by a party that was named again later", async () => {
      const y = await loadFixture(yard);
      const { keeper, boxer } = y.parts;
      const goods = await y.created("goods");
      await y.write(goods, "maker", "Origin", "Factory", { next: keeper.id });
      await y.write(goods, "maker", "Received", "Factory", { next: boxer.id });
      await y.write(goods, "boxer", "Received", "Carrier", { next: keeper.id });
      await y.write(goods, "keeper", "Received", "Carrier");
      expect(await found(y, goods, "custody-accepted")).to.deep.equal([
        "pass, of 3, 4: All 2 handovers were named by the giver and accepted.",
      ]);
    });

    it("of a container is not accepted by a party that only sees it", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods");
      const box = await y.loaded("box", [goods]);
      await y.write(box, "keeper", "Received", "Carrier", { next: y.parts.boxer.id });
      await y.write(box, "boxer", "Sighted", "Port", { detail: Sighting.GateIn });
      const offered = "did:web:keeper.example offered the goods to did:web:boxer.example, who has not accepted them.";
      expect(await found(y, goods, "custody-accepted")).to.deep.equal([
        "pass, of 2: All 1 handovers were named by the giver and accepted.",
        `not checkable, of other's 5: ${offered}`,
      ]);
      await y.write(box, "boxer", "Received", "Carrier");
      expect(await found(y, goods, "custody-accepted")).to.deep.equal([
        "pass, of 2, other's 5: All 2 handovers were named by the giver and accepted.",
      ]);
    });
  });

  describe("an inspection", () => {
    it("that failed the goods is not made good by one that passed their container, nor the reverse", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods");
      const box = await y.loaded("box", [goods]);
      await y.write(goods, "office", "Inspected", "Customs", FAIL);
      await y.write(box, "office", "Inspected", "Customs", PASS);
      const failed = "The goods failed inspection by did:web:office.example.";
      expect(await found(y, goods, "inspections-passed")).to.deep.equal([`warning, of 5: ${failed}`]);

      await y.write(box, "office", "Inspected", "Customs", FAIL);
      await y.write(goods, "office", "Inspected", "Customs", PASS);
      expect(await found(y, goods, "inspections-passed")).to.deep.equal([`warning, of other's 6: ${failed}`]);

      await y.write(box, "office", "Inspected", "Customs", PASS);
      expect(await found(y, goods, "inspections-passed")).to.deep.equal([
        "pass, of 6, other's 7: The goods passed inspection by did:web:office.example.",
      ]);
    });

    it("of the goods does not contradict another inspector's of their container", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods");
      const box = await y.loaded("box", [goods]);
      await y.write(goods, "office", "Inspected", "Customs", PASS);
      await y.write(box, "office2", "Inspected", "Customs", FAIL);
      expect(await found(y, goods, "inspections-passed")).to.deep.equal([
        "warning, of other's 5: The goods failed inspection by did:web:office2.example.",
      ]);
    });

    it("of a part makes good what failed before it was split off", async () => {
      const y = await loadFixture(yard);
      const whole = await y.ready("whole");
      await y.write(whole, "office", "Inspected", "Customs", FAIL);
      await y.split(whole, "part", 3);
      const part = y.part("part");
      expect(await found(y, part, "inspections-passed")).to.deep.equal([
        "warning, of other's 4: The goods failed inspection by did:web:office.example.",
      ]);
      await y.write(part, "office", "Inspected", "Customs", PASS);
      expect(await found(y, part, "inspections-passed")).to.deep.equal([
        "pass, of 2: The goods passed inspection by did:web:office.example.",
      ]);
      expect(await found(y, whole, "inspections-passed")).to.deep.equal([
        "warning, of 4: The goods failed inspection by did:web:office.example.",
      ]);
    });

    it("of a container does not make good what happened to the goods in it", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods");
      const box = await y.loaded("box", [goods]);
      await y.write(goods, "office", "Incident", "Port", { detail: Mishap.Damage });
      await y.write(box, "office2", "Inspected", "Customs", PASS);
      expect(await found(y, goods, "no-incident")).to.deep.equal([
        "warning, of 5: did:web:office.example records an incident: damage.",
      ]);
      await y.write(goods, "office2", "Inspected", "Customs", PASS);
      expect(await found(y, goods, "no-incident")).to.deep.equal([
        "pass, of 5, 6: did:web:office.example recorded an incident (damage); did:web:office2.example passed the goods afterwards.",
      ]);
    });
  });

  describe("holds", () => {
    const ORDERED = "All claimed times fit each other.";

    it("are each compared with their own lifting", async () => {
      const y = await loadFixture(yard);
      const goods = await y.created("goods");
      await y.write(goods, "maker", "Origin", "Factory", await ago(200_000));
      await y.write(goods, "office", "Held", "Customs", await ago(100_000));
      const first = await y.holdOf(goods, "office");
      await y.write(goods, "office", "HoldLifted", "Customs", { ...(await ago(90_000)), basedOn: first });
      await y.write(goods, "office", "Held", "Customs", await ago(10_000));
      const second = await y.holdOf(goods, "office");
      await y.write(goods, "office", "HoldLifted", "Customs", { ...(await ago(80_000)), basedOn: second });
      const findings = await found(y, goods, "times-in-order");
      expect(findings).to.have.length(1);
      expect(findings[0]).to.match(/^contradiction, of 5, 6: The hold is said by did:web:office\.example to have been/);
    });

    it("of two parties may be lifted in any order", async () => {
      const y = await loadFixture(yard);
      const goods = await y.created("goods");
      await y.write(goods, "office", "Held", "Customs", await ago(10_000));
      await y.write(goods, "office2", "Held", "Inspector", await ago(100_000));
      const basedOn = await y.holdOf(goods, "office2");
      await y.write(goods, "office2", "HoldLifted", "Inspector", { ...(await ago(90_000)), basedOn });
      expect(await found(y, goods, "times-in-order")).to.deep.equal([`pass, of 3, 4: ${ORDERED}`]);
    });
  });

  describe("a hold", () => {
    it("comes with a contradiction, as long as nobody lifts it", async () => {
      const y = await loadFixture(yard);
      const { keeper, office } = y.parts;
      const goods = await y.ready("goods");
      await y.write(goods, "agent", "ExportCleared", "Broker", { principal: keeper.id, basedOn: id("export note") });
      const { proof, step } = await proofOf(y.w, goods, 4);
      const contradicted = await y.checkpoint(goods, "office", "Contradicted", "Customs", { basedOn: step });
      await (await y.ledger.connect(office.account).recordProved(contradicted, proof)).wait();
      expect(await found(y, goods, "holds-lifted")).to.deep.equal([
        "warning, of 5: did:web:office.example holds the goods.",
      ]);
      await y.write(goods, "office", "HoldLifted", "Customs", { basedOn: await y.holdOf(goods, "office") });
      expect(await found(y, goods, "holds-lifted")).to.deep.equal([
        "pass, of 5, 6: did:web:office.example held the goods, and the hold was lifted.",
      ]);
    });
  });

  describe("a second departure from a place", () => {
    it("is not witnessed by who saw the goods before the first", async () => {
      const y = await loadFixture(yard);
      const goods = await y.ready("goods");
      await y.write(goods, "office", "Sighted", "Port", { detail: Sighting.GateIn });
      await y.write(goods, "office", "ExportCleared", "Customs");
      const legs = [
        ["Departed", "NZTRG"],
        ["Transshipped", "AUSYD"],
        ["Departed", "AUSYD"],
        ["Transshipped", "NZTRG"],
      ] as const;
      for (const [kind, place] of legs) {
        await y.write(goods, "keeper", kind, "Carrier", { place, ...(kind === "Departed" ? BY_SEA : {}) });
        await networkHelpers.time.increase(10 * DAY);
      }
      const alone = (port: string) => `Only did:web:keeper.example says that the goods left ${port}.`;
      const seen =
        "did:web:office.example recorded the sighting at Tauranga NZTRG before did:web:keeper.example left with the goods.";
      await y.write(goods, "keeper", "Departed", "Carrier", BY_SEA);
      expect(await found(y, goods, "departure-witnessed")).to.deep.equal([
        `pass, of 6, 4: ${seen}`,
        `not checkable, of 8: ${alone("Sydney AUSYD")}`,
        `not checkable, of 10: ${alone("Tauranga NZTRG")}`,
      ]);
      const arrived = await ago(DAY);
      await y.write(goods, "office", "Sighted", "Port", { detail: Sighting.Discharged, place: "NZTRG", ...arrived });
      expect(await found(y, goods, "departure-witnessed")).to.deep.equal([
        `pass, of 6, 4: ${seen}`,
        `pass, of 10, 11: ${seen}`,
        `not checkable, of 8: ${alone("Sydney AUSYD")}`,
      ]);
    });
  });
});
