import { expect } from "chai";
import { id as hash } from "ethers";

import { factsOf, type Facts, type StepRef } from "../../sdk/facts.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { loadFixture } from "../support/chain.js";
import { clientOf } from "../support/client.js";
import { containerJourney, type ContainerJourney } from "../support/containerJourney.js";
import { declaredGoods, DOCUMENT } from "../support/goods.js";
import { proofOf } from "../support/traceProof.js";
import { direct } from "../support/way.js";
import { checkpoint, country, world, type World } from "../support/world.js";

async function factsIn(w: World, consignment: string): Promise<Facts> {
  return factsOf(await traceConsignment(await clientOf(w), consignment));
}

function step(consignment: string, sequence: number): StepRef {
  return { consignment, sequence };
}

/** The names of the facts that somebody told. */
function toldIn(facts: Facts): string[] {
  return Object.entries(facts)
    .filter(([name, told]) => name !== "recalls" && told !== undefined)
    .map(([name]) => name);
}

describe("sdk/facts: factsOf goods that travelled in a container", () => {
  it("finds what the container's records tell, each with whose step it is", async () => {
    const journey = await loadFixture(containerJourney);
    const { part, container, whole } = journey;
    const { broker, inspector, nzCustoms, warehouse } = journey.cast;
    expect(await factsIn(journey, part)).to.deep.equal({
      recalls: [],
      countryOfOrigin: { value: ["NZ"], steps: [step(part, 1)] },
      shippingPort: { value: "NZTRG", steps: [step(container, 3)] },
      transportMethod: { value: ["Maritime"], steps: [step(container, 3)] },
      arrivalPort: { value: "CNSHG", steps: [step(container, 4)] },
      bondedWarehouse: { value: [{ party: warehouse.id, place: "CNHAZ" }], steps: [step(part, 9)] },
      customsDeclaration: {
        value: { party: broker.id, place: "CNSHG", regime: "Bonded" },
        steps: [step(part, 6)],
      },
      // The broker's report was undone: customs' own record is what counts.
      exportClearance: {
        value: {
          ...{ party: nzCustoms.id, place: "NZTRG", outcome: "Cleared", basis: "own" },
          sources: [{ party: nzCustoms.id, basis: "own", confirmedBy: undefined }],
        },
        steps: [step(whole, 5)],
      },
      importClearance: {
        value: {
          ...{ party: broker.id, place: "CNHAZ", outcome: "PartlyCleared", basis: "reported" },
          sources: [{ party: broker.id, basis: "reported", confirmedBy: undefined }],
        },
        steps: [step(part, 12)],
      },
      inspections: {
        value: [{ party: inspector.id, place: "CNSHG", result: "Pass" }],
        steps: [step(part, 4)],
      },
    });
  });

  it("tells units that came back what was told of them before, and that they were released", async () => {
    const journey = await loadFixture(containerJourney);
    const { part, returned, container } = journey;
    const facts = await factsIn(journey, returned);
    expect(facts.countryOfOrigin).to.deep.equal({ value: ["NZ"], steps: [step(returned, 1)] });
    expect(facts.arrivalPort).to.deep.equal({ value: "CNSHG", steps: [step(container, 4)] });
    expect(facts.importClearance?.value).to.include({ outcome: "Cleared", basis: "reported" });
    expect(facts.importClearance?.steps).to.deep.equal([step(part, 12)]);
  });

  it("does not tell the goods what happened to what they were split off from, or to other goods inside", async () => {
    const journey = await loadFixture(containerJourney);
    expect(toldIn(await factsIn(journey, journey.whole))).to.deep.equal(["countryOfOrigin", "exportClearance"]);
    expect(toldIn(await factsIn(journey, journey.parcel))).to.deep.equal([
      "countryOfOrigin",
      "shippingPort",
      "transportMethod",
      "arrivalPort",
      "exportClearance",
    ]);
  });

  it("tells an undone report of nobody: not before customs wrote, either", async () => {
    const journey = await loadFixture(containerJourney);
    const client = await clientOf(journey);
    const { steps } = await traceConsignment(client, journey.whole);
    const facts = async (sequence: number): Promise<Facts> =>
      factsOf(await traceConsignment(client, journey.whole, { toBlock: steps[sequence - 1]!.log.block }));
    expect((await facts(3)).exportClearance?.value).to.include({ basis: "reported" });
    expect((await facts(4)).exportClearance).to.equal(undefined);
  });

  it("names open recalls first", async () => {
    const journey: ContainerJourney = await loadFixture(containerJourney);
    const { brand, regulator } = journey.cast;
    const { ledger, batch, container } = journey;
    await ledger.connect(brand.account).placeRecall(brand.id, 2, batch, "0x0000", [], hash("batch"));
    await ledger
      .connect(regulator.account)
      .placeRecall(regulator.id, 3, container, country("CN"), [], hash("all in it"));
    const facts = await factsIn(journey, journey.part);
    expect(Object.keys(facts)[0]).to.equal("recalls");
    expect(facts.recalls.map(({ kind, subject, country: where }) => [kind, subject, where])).to.deep.equal([
      ["Batch", batch, ""],
      ["Consignment", container, "CN"],
    ]);
  });

  for (const [kind, outcome] of [
    ["Confirmed", "Cleared"],
    ["Contradicted", undefined],
  ] as const) {
    it(`${outcome === undefined ? "drops" : "calls customs' own"} a report that customs ${kind.toLowerCase()}`, async () => {
      const w = await loadFixture(world);
      const goods = await declaredGoods(w, direct);
      const { broker, cnCustoms, factory } = w.cast;
      const reported = { principal: factory.id, basedOn: DOCUMENT };
      await goods.take(broker, "ImportCleared", "Broker", "CNSHG", reported);
      const { sequence } = await w.ledger.consignmentOf(goods.id);
      const proof = await proofOf(w, goods.id, Number(sequence));
      const said = { scope: "CN", basedOn: proof.hash };
      const c = await checkpoint(goods.id, cnCustoms, kind, "Customs", "CNSHG", said);
      await w.ledger.connect(cnCustoms.account).recordProved(c, proof);
      const { importClearance } = await factsIn(w, goods.id);
      expect(importClearance?.value.outcome).to.equal(outcome);
      if (outcome === undefined) return;
      expect(importClearance?.value).to.deep.include({
        basis: "own",
        sources: [{ party: broker.id, basis: "reported", confirmedBy: cnCustoms.id }],
      });
    });
  }
});
