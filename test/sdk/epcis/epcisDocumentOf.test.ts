import { expect } from "chai";
import fc from "fast-check";

import { epcisDocumentOf } from "../../../sdk/epcis/epcisDocumentOf.js";
import type { EpcisDocument, EpcisEvent } from "../../../sdk/epcis/document.js";
import { DocumentRefused } from "../../../sdk/documents/problem.js";
import { headsOfDocument } from "../../../sdk/epcis/headsOfDocument.js";
import { parseGln } from "../../../sdk/gs1/gln.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { bondedJourney } from "../../support/journey.js";
import { scenarioJourney } from "../../support/scenarioJourney.js";
import { schemaErrors } from "./schema.js";

const SOUTH = "https://id.gs1.org/00/195201240000000024";
const CONTAINER = "https://id.gs1.org/00/195201240000000031";
const LOT = "https://id.gs1.org/01/09520123456788/10/NZ2611A";

/** The document of the south pallet, as its reader gets it. */
async function southDocument(): Promise<EpcisDocument> {
  const { south, ssccs, lots } = await loadFixture(scenarioJourney);
  return epcisDocumentOf(south, { ssccs, lots });
}

/** The events of a kind; those that declare an error apart. */
function of(document: EpcisDocument, kind: string): EpcisEvent[] {
  return document.epcisBody.eventList.filter(
    (event) => event["waymark:kind"] === kind && event.errorDeclaration === undefined,
  );
}

describe("sdk/epcis: epcisDocumentOf", () => {
  it("is valid against GS1's schema, for goods, for their container and for goods released by lines", async () => {
    const { south, north, container, ssccs, lots } = await loadFixture(scenarioJourney);
    for (const trace of [south, north, container]) {
      // Named and unnamed.
      for (const names of [{ ssccs, lots, siteOf: () => parseGln("9520123000011") }, {}]) {
        const document: unknown = JSON.parse(JSON.stringify(epcisDocumentOf(trace, names)));
        expect(schemaErrors(document)).to.equal(undefined);
      }
    }
    expect(schemaErrors({ ...epcisDocumentOf(south), type: "EPCISDocument", schemaVersion: 2 })).to.be.a("string");
  });

  it("tells a step an event, in the order of the chain, with the kind always among what it says", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const { eventList } = (await southDocument()).epcisBody;
    const records = [south, ...south.inside].flatMap((journey) => journey.records);
    expect(eventList).to.have.length(records.length + 1 + south.inside.length);
    const times = eventList.map(({ recordTime }) => recordTime);
    expect(times).to.deep.equal(times.toSorted());
    expect(eventList.every((event) => event["waymark:kind"] !== "")).to.equal(true);
    expect(eventList.slice(0, 6).map((event) => event["waymark:kind"])).to.deep.equal([
      ...["Creation", "Creation", "Origin", "ExportCleared", "Packed", "Sighted"],
    ]);
  });

  it("tells what, when, where and why in the words of EPCIS", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const document = await southDocument();
    const [departed] = of(document, "Departed");
    const record = south.inside[0]!.records.find(({ kind }) => kind === "Departed")!;
    const { "waymark:steps": steps, eventID, ...said } = departed!;
    expect(said).to.deep.equal({
      type: "ObjectEvent",
      eventTime: new Date(record.occurredAt * 1000).toISOString(),
      eventTimeZoneOffset: "+00:00",
      recordTime: new Date(record.recordedAt * 1000).toISOString(),
      epcList: [CONTAINER],
      action: "OBSERVE",
      bizStep: "departing",
      disposition: "in_transit",
      readPoint: { id: "https://vocabulary.uncefact.org/unlocode#NZTRG" },
      "waymark:kind": "Departed",
      "waymark:detail": "Maritime",
      "waymark:role": "Carrier",
      "waymark:basis": "own",
      "waymark:party": "https://id.gs1.org/417/9520300000018",
    });
    expect(eventID).to.match(/^urn:waymark:step:[0-9a-f]{64}$/);
    expect(steps).to.have.length(1);
  });

  it("tells packing and unpacking as aggregation, units that leave as quantities of their lot", async () => {
    const document = await southDocument();
    const [[packed], [unpacked], [sampled], creations] = [
      of(document, "Packed"),
      of(document, "Unpacked"),
      of(document, "Adjusted"),
      of(document, "Creation"),
    ];
    expect(packed).to.include({ type: "AggregationEvent", action: "ADD", bizStep: "packing", parentID: CONTAINER });
    expect(packed?.childEPCs).to.have.length(2).and.to.include(SOUTH);
    expect(packed?.destinationList).to.deep.equal([
      { type: "possessing_party", destination: "https://id.gs1.org/417/9520300000018" },
    ]);
    expect(unpacked).to.include({
      type: "AggregationEvent",
      action: "DELETE",
      bizStep: "unpacking",
      parentID: CONTAINER,
    });
    expect(sampled).to.include({ type: "AggregationEvent", action: "DELETE", bizStep: "sampling", parentID: SOUTH });
    expect(sampled?.childQuantityList).to.deep.equal([{ epcClass: LOT, quantity: 1 }]);
    expect(creations.map(({ type, parentID, epcList }) => ({ type, what: parentID ?? epcList?.[0] }))).to.deep.equal([
      { type: "AggregationEvent", what: SOUTH },
      { type: "ObjectEvent", what: CONTAINER },
    ]);
  });

  it("tells a correction as the same event, declared erroneous, with the id of the one that corrects it", async () => {
    const document = await southDocument();
    const declared = document.epcisBody.eventList.filter(({ errorDeclaration }) => errorDeclaration !== undefined);
    expect(declared).to.have.length(1);
    const [wrong, right] = of(document, "ImportDeclared");
    const { errorDeclaration, recordTime, ...repeated } = declared[0]!;
    const { recordTime: first, ...original } = wrong!;
    expect(repeated).to.deep.equal(original);
    expect(recordTime > first).to.equal(true);
    expect(errorDeclaration).to.include({ declarationTime: recordTime, reason: "incorrect_data" });
    expect(errorDeclaration?.correctiveEventIDs).to.deep.equal([right?.eventID]);
    expect([wrong, right].map((event) => event?.["waymark:detail"])).to.deep.equal(["General", "Bonded"]);
    expect(errorDeclaration?.["waymark:kind"]).to.equal("Correction");
  });
});

describe("sdk/epcis: headsOfDocument", () => {
  it("gives the heads that the chain has, of all that still stands there", async () => {
    const { client, south, north, container, ssccs, lots } = await loadFixture(scenarioJourney);
    for (const trace of [south, north, container]) {
      const document: unknown = JSON.parse(JSON.stringify(epcisDocumentOf(trace, { ssccs, lots })));
      const found = headsOfDocument(document);
      const own = found.find(({ consignment }) => consignment === trace.consignment);
      expect(own?.heads.at(-1)).to.equal(await client.ledger.headOf(trace.consignment));
      expect(own?.heads).to.have.length(trace.steps.length);
      expect(found.map(({ consignment }) => consignment)).to.have.members(
        [trace, ...trace.inside].map(({ consignment }) => consignment),
      );
      expect(own?.chainId).to.equal(client.chainId);
    }
  });

  it("gives it for every kind of record by lines too", async () => {
    const journey = await loadFixture(bondedJourney);
    const client = await clientOf(journey);
    const document = epcisDocumentOf(await traceConsignment(client, journey.consignment));
    expect(schemaErrors(JSON.parse(JSON.stringify(document)))).to.equal(undefined);
    expect(headsOfDocument(JSON.parse(JSON.stringify(document)))[0]?.heads.at(-1)).to.equal(
      await client.ledger.headOf(journey.consignment),
    );
  });

  it("refuses a document of which anything that the heads are made of was changed", async () => {
    const { client, south } = await loadFixture(scenarioJourney);
    const written = JSON.stringify(epcisDocumentOf(south));
    const head = await client.ledger.headOf(south.consignment);
    const leaves = leavesOf(JSON.parse(written)).filter(
      (path) => path[0] === "epcisBody" && path.includes("waymark:steps") && !unbound(path),
    );
    expect(leaves).to.have.length.above(300);
    // What concerns the container alone shows in the container's head.
    const container = headsOfDocument(JSON.parse(written))
      .find(({ consignment }) => consignment !== south.consignment)
      ?.heads.at(-1);
    fc.assert(
      fc.property(fc.constantFrom(...leaves), (path) => {
        const document: unknown = JSON.parse(written);
        alter(document, path);
        let heads: (string | undefined)[] = [];
        try {
          heads = headsOfDocument(document).map((found) => found.heads.at(-1));
        } catch (error) {
          if (!(error instanceof DocumentRefused)) throw error;
        }
        expect(heads.includes(head) && heads.includes(container), path.join(".")).to.equal(false);
      }),
      { numRuns: 25 },
    );
  });

  it("refuses every other consignment as one of those that were packed or unpacked", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const written = JSON.stringify(epcisDocumentOf(south));
    const children = leavesOf(JSON.parse(written)).filter(
      (path) => path.includes("waymark:steps") && path.at(-1) === "consignment" && path.includes("children"),
    );
    expect(children).to.have.length.above(3);
    for (const path of children) {
      const document: unknown = JSON.parse(written);
      alter(document, path);
      expect(() => headsOfDocument(document)).to.throw(DocumentRefused, "are not those that the record names");
    }
  });

  it("names what is missing, what is told in two ways, and what the words of EPCIS say otherwise", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const list = (): Mutable[] => structuredClone(epcisDocumentOf(south).epcisBody.eventList) as unknown as Mutable[];
    const refused = (eventList: unknown, path: string, reason: string): void => {
      expect(() => headsOfDocument({ epcisBody: { eventList } }))
        .to.throw(DocumentRefused)
        .with.property("problems")
        .that.deep.includes({ path, reason });
    };
    const without = list();
    const at = without.findIndex((event) => event["waymark:kind"] === "Held");
    const { step } = (without[at]!["waymark:steps"] as { step: { sequence: number } }[])[0]!;
    refused(without.toSpliced(at, 1), "$.epcisBody.eventList", `lacks step ${step.sequence} of ${south.consignment}`);
    const words: [string, unknown, string][] = [
      ["bizStep", "inspecting", "is not holding, which its step says"],
      ["disposition", "conformant", "is not non_sellable_other, which its step says"],
      ["action", "ADD", "is not OBSERVE, which its step says"],
      ["type", "AggregationEvent", "is not ObjectEvent, which its step says"],
    ];
    for (const [name, value, reason] of words) {
      const changed = list().with(at, { ...list()[at], [name]: value });
      refused(changed, `$.epcisBody.eventList[${at}].${name}`, reason);
    }
    const kind = list().with(at, { ...list()[at], "waymark:kind": "Inspected" });
    refused(kind, `$.epcisBody.eventList[${at}]['waymark:kind']`, "is Inspected, and the step is Held");
    const untold = list();
    Object.assign((untold[at]!["waymark:steps"] as { step: Mutable }[])[0]!.step, { kind: "Correction", detail: 2 });
    refused(untold, `$.epcisBody.eventList[${at}]['waymark:steps'][0]`, "is no step that has an event");
    const declared = list();
    const wrong = declared.findIndex((event) => event.errorDeclaration !== undefined);
    (declared[wrong]!["waymark:steps"] as { step: { detail: number } }[])[0]!.step.detail = 3;
    refused(declared, `$.epcisBody.eventList[${wrong}]['waymark:steps'][0]`, "is told otherwise before");
  });
});

type Mutable = Record<string, unknown>;
type Path = readonly (string | number)[];

/** Where a document has values that hold no others. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

/** What the heads do not bind: where a log was found, and what is drawn from the rest for the convenience of readers. */
function unbound(path: Path): boolean {
  const drawn = ["log", "about", "undoneBy", "undoes", "particulars", "outer"];
  return path.some((name) => drawn.includes(String(name)));
}

/** Changes one value into another of its kind. */
function alter(document: unknown, path: Path): void {
  const within = path.slice(0, -1).reduce<unknown>((value, name) => (value as Mutable)[name], document) as Mutable;
  const name = path.at(-1)!;
  const value = within[name];
  if (typeof value === "number") within[name] = value + 1;
  else if (typeof value !== "string") within[name] = "1";
  else if (/[0-9a-f]$/.test(value)) within[name] = value.replace(/.$/, (last) => (last === "1" ? "2" : "1"));
  else within[name] = "Arrived";
}
