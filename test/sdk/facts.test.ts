import { expect } from "chai";
import { id as hash } from "ethers";

import { factsOf, type Facts, type StepRef } from "../../sdk/facts.js";
import { TransportMode } from "../../sdk/places/transportMode.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { InspectionResult, Regime } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { clientOf } from "../support/client.js";
import { bondedJourney, type Journey } from "../support/journey.js";
import {
  checkpoint,
  createConsignment,
  world,
  type CastName,
  type RecordChanges,
  type World,
} from "../support/world.js";

/** Steps of one journey as facts name them. */
function stepsOf(consignment: string, ...sequences: readonly number[]): StepRef[] {
  return sequences.map((sequence) => ({ consignment, sequence }));
}

/** The facts of a consignment as the logs tell them. */
async function factsIn(w: World, consignment: string): Promise<Facts> {
  return factsOf(await traceConsignment(await clientOf(w), consignment));
}

/** The facts of the bonded journey after its step of this number. */
async function factsAfter(journey: Journey, sequence: number): Promise<Facts> {
  const client = await clientOf(journey);
  const whole = await traceConsignment(client, journey.consignment);
  const { log } = [whole.creation, ...whole.records][sequence - 1]!;
  return factsOf(await traceConsignment(client, journey.consignment, { toBlock: log.block }));
}

/** Plays records of a general import by sea, that are the same up to its arrival. */
async function arrived(w: World): Promise<{ consignment: string; write: (...step: Write) => Promise<void> }> {
  const consignment = await createConsignment(w);
  const write = async (...[by, kind, role, place, changes]: Write): Promise<void> => {
    const member = w.cast[by];
    await w.ledger.connect(member.account).record(await checkpoint(consignment, member, kind, role, place, changes));
  };
  await write("factory", "Origin", "Factory", "NZTRG", { scope: "NZ", next: w.cast.carrier.id });
  await write("broker", "ExportCleared", "Broker", "NZTRG", { principal: w.cast.factory.id, basedOn: hash("export") });
  await write("carrier", "Departed", "Carrier", "NZTRG", { detail: TransportMode.Maritime });
  await write("carrier", "Arrived", "Carrier", "CNSHG");
  return { consignment, write };
}

type Write = [
  by: CastName,
  kind: Parameters<typeof checkpoint>[2],
  role: Parameters<typeof checkpoint>[3],
  place: string,
  changes?: RecordChanges,
];

describe("sdk/facts: factsOf", () => {
  it("tells the facts of a bonded import, each with the records it rests on", async () => {
    const journey = await loadFixture(bondedJourney);
    const { broker, cnCustoms, inspector, nzCustoms, warehouse } = journey.cast;
    expect(await factsIn(journey, journey.consignment)).to.deep.equal({
      recalls: [],
      countryOfOrigin: { value: ["NZ"], steps: stepsOf(journey.consignment, 1) },
      shippingPort: { value: "NZTRG", steps: stepsOf(journey.consignment, 6) },
      transportMethod: { value: ["Maritime"], steps: stepsOf(journey.consignment, 6, 8) },
      arrivalPort: { value: "CNSHG", steps: stepsOf(journey.consignment, 9) },
      bondedWarehouse: { value: [{ party: warehouse.id, place: "CNHAZ" }], steps: stepsOf(journey.consignment, 16) },
      customsDeclaration: {
        value: { party: broker.id, place: "CNHAZ", regime: "Bonded" },
        steps: stepsOf(journey.consignment, 17),
      },
      exportClearance: {
        value: {
          party: nzCustoms.id,
          place: "NZTRG",
          outcome: "Cleared",
          basis: "own",
          sources: [{ party: nzCustoms.id, basis: "own", confirmedBy: undefined }],
        },
        steps: stepsOf(journey.consignment, 4),
      },
      importClearance: {
        value: {
          party: broker.id,
          place: "CNHAZ",
          outcome: "Cleared",
          basis: "reported",
          sources: [
            { party: cnCustoms.id, basis: "own", confirmedBy: undefined },
            { party: broker.id, basis: "reported", confirmedBy: undefined },
          ],
        },
        steps: stepsOf(journey.consignment, 20, 21),
      },
      inspections: {
        value: [{ party: inspector.id, place: "CNSHG", result: "Pass" }],
        steps: stepsOf(journey.consignment, 12),
      },
    });
  });

  it("tells nothing but the origin when nothing was written", async () => {
    const journey = await loadFixture(bondedJourney);
    const { recalls, countryOfOrigin, ...others } = await factsAfter(journey, 1);
    expect(recalls).to.deep.equal([]);
    expect(countryOfOrigin).to.deep.equal({ value: ["NZ"], steps: stepsOf(journey.consignment, 1) });
    expect(Object.values(others).filter((told) => told !== undefined)).to.deep.equal([]);
    expect(Object.keys(others)).to.have.length(8);
  });

  it("says that goods are cleared in part while some are left, and by whom that is known", async () => {
    const journey = await loadFixture(bondedJourney);
    expect((await factsAfter(journey, 20)).importClearance).to.deep.equal({
      value: {
        party: journey.cast.broker.id,
        place: "CNHAZ",
        outcome: "PartlyCleared",
        basis: "reported",
        sources: [{ party: journey.cast.broker.id, basis: "reported", confirmedBy: undefined }],
      },
      steps: stepsOf(journey.consignment, 20),
    });
  });

  it("does not call a terminal, or a warehouse after clearance, bonded", async () => {
    const w = await loadFixture(world);
    const { consignment, write } = await arrived(w);
    await write("carrier", "Received", "Carrier", "CNSHG", { next: w.cast.cnPort.id });
    await write("cnPort", "Received", "Port", "CNSHG", { scope: "CNSHG", next: w.cast.warehouse.id });
    await write("broker", "ImportDeclared", "Broker", "CNSHG", {
      detail: Regime.General,
      principal: w.cast.factory.id,
    });
    await write("cnCustoms", "ImportCleared", "Customs", "CNSHG", { scope: "CN" });
    await write("warehouse", "Received", "Warehouse", "CNHAZ", { scope: "CN" });
    const facts = await factsIn(w, consignment);
    expect(facts.bondedWarehouse).to.equal(undefined);
    expect(facts.customsDeclaration?.value.regime).to.equal("General");
    expect(facts.importClearance?.value).to.include({ outcome: "Cleared", basis: "own" });
    expect(facts.exportClearance?.value).to.deep.include({
      basis: "reported",
      sources: [{ party: w.cast.broker.id, basis: "reported", confirmedBy: undefined }],
    });
  });

  it("lets customs' own refusal stand against a clearance that was only reported, and shows every inspection", async () => {
    const w = await loadFixture(world);
    const { consignment, write } = await arrived(w);
    const principal = w.cast.factory.id;
    await write("broker", "ImportDeclared", "Broker", "CNSHG", { detail: Regime.General, principal });
    await write("broker", "ImportDeclared", "Broker", "CNSHG", { detail: Regime.DirectMail, principal });
    await write("broker", "ImportCleared", "Broker", "CNSHG", { basedOn: hash("release"), principal });
    expect((await factsIn(w, consignment)).importClearance?.value).to.include({
      outcome: "Cleared",
      basis: "reported",
    });
    await write("inspector", "Inspected", "Inspector", "CNSHG", { detail: InspectionResult.Pass, scope: "CN" });
    await write("cnCustoms", "Inspected", "Customs", "CNSHG", { detail: InspectionResult.Fail, scope: "CN" });
    await write("cnCustoms", "Refused", "Customs", "CNSHG", { scope: "CN" });
    const facts = await factsIn(w, consignment);
    expect(facts.importClearance).to.deep.equal({
      value: {
        party: w.cast.cnCustoms.id,
        place: "CNSHG",
        outcome: "Refused",
        basis: "own",
        sources: [{ party: w.cast.cnCustoms.id, basis: "own", confirmedBy: undefined }],
      },
      steps: stepsOf(consignment, 11),
    });
    expect(facts.customsDeclaration).to.deep.include({ steps: stepsOf(consignment, 7) });
    expect(facts.inspections?.value.map(({ result }) => result)).to.deep.equal(["Pass", "Fail"]);
  });

  it("tells where the ship was loaded and where the goods entered, not where lorries took them from and to", async () => {
    const w = await loadFixture(world);
    const consignment = await createConsignment(w, { place: "NZHLZ" });
    const { carrier } = w.cast;
    const write = async (by: CastName, kind: Write[1], role: Write[2], place: string, changes: RecordChanges = {}) => {
      const c = await checkpoint(consignment, w.cast[by], kind, role, place, changes);
      await w.ledger.connect(w.cast[by].account).record(c);
    };
    await write("factory", "Origin", "Factory", "NZHLZ", { scope: "NZ", next: carrier.id });
    await write("nzCustoms", "ExportCleared", "Customs", "NZHLZ", { scope: "NZ" });
    await write("carrier", "Departed", "Carrier", "NZHLZ", { detail: TransportMode.Road });
    expect(await factsIn(w, consignment)).to.include({ shippingPort: undefined, arrivalPort: undefined });
    await write("carrier", "Transshipped", "Carrier", "NZTRG");
    await write("carrier", "Departed", "Carrier", "NZTRG", { detail: TransportMode.Maritime });
    expect((await factsIn(w, consignment)).shippingPort).to.deep.equal({
      value: "NZTRG",
      steps: stepsOf(consignment, 6),
    });
    await write("carrier", "Transshipped", "Carrier", "CNSHG");
    await write("carrier", "Departed", "Carrier", "CNSHG", { detail: TransportMode.Road });
    await write("carrier", "Arrived", "Carrier", "CNHAZ");
    const { shippingPort, arrivalPort } = await factsIn(w, consignment);
    expect(shippingPort).to.deep.equal({ value: "NZTRG", steps: stepsOf(consignment, 6) });
    expect(arrivalPort).to.deep.equal({ value: "CNSHG", steps: stepsOf(consignment, 7) });
  });

  it("tells of goods that stay in their country where they left and arrived", async () => {
    const w = await loadFixture(world);
    const consignment = await createConsignment(w, { destination: "NZ" });
    const { carrier } = w.cast;
    for (const [by, kind, role, place, changes] of [
      ["factory", "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id }],
      ["carrier", "Departed", "Carrier", "NZTRG", { detail: TransportMode.Road }],
      ["carrier", "Arrived", "Carrier", "NZAKL", {}],
    ] as const) {
      const c = await checkpoint(consignment, w.cast[by], kind, role, place, changes);
      await w.ledger.connect(w.cast[by].account).record(c);
    }
    const { shippingPort, arrivalPort } = await factsIn(w, consignment);
    expect(shippingPort).to.deep.equal({ value: "NZTRG", steps: stepsOf(consignment, 3) });
    expect(arrivalPort).to.deep.equal({ value: "NZAKL", steps: stepsOf(consignment, 4) });
  });
});
