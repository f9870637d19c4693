import { expect } from "chai";

import { epcisDocumentOf } from "../../../sdk/epcis/epcisDocumentOf.js";
import { headsOfDocument } from "../../../sdk/epcis/headsOfDocument.js";
import type { EpcisDocument, EpcisEvent } from "../../../sdk/epcis/document.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { parseGln } from "../../../sdk/gs1/gln.js";
import type { Disclosure } from "../../../sdk/disclosure/disclosure.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { loadFixture } from "../../support/chain.js";
import { scenarioJourney } from "../../support/scenarioJourney.js";
import { disclosing } from "../../support/shownGoods.js";
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

  it("names the option that is none", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const wrong = [
      null,
      { ssccs: {} },
      { lots: [] },
      { siteOf: {} },
      { createdAt: new Date(NaN) },
      { disclosures: "x" },
    ];
    for (const given of wrong) {
      expect(() => epcisDocumentOf(south, given as never), JSON.stringify(given)).to.throw(InvalidValueError);
    }
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

  it("tells a correction as the same event, declared erroneous, and invents no event that corrects it", async () => {
    const document = await southDocument();
    const declared = document.epcisBody.eventList.filter(({ errorDeclaration }) => errorDeclaration !== undefined);
    expect(declared).to.have.length(1);
    const [wrong, right] = of(document, "ImportDeclared");
    const { errorDeclaration, recordTime, ...repeated } = declared[0]!;
    const { recordTime: first, ...original } = wrong!;
    expect(repeated).to.deep.equal(original);
    expect(recordTime > first).to.equal(true);
    expect(errorDeclaration).to.include({ declarationTime: recordTime, reason: "incorrect_data" });
    expect([wrong, right].map((event) => event?.["waymark:detail"])).to.deep.equal(["General", "Bonded"]);
    expect(errorDeclaration?.["waymark:kind"]).to.equal("Correction");
    // That a later record of its author has the same kind says nothing of that.
    expect(errorDeclaration).not.to.have.property("correctiveEventIDs");
  });

  it("names the events that correct it where their author discloses that, by the ids that the document has", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const correction = south.records.find(({ kind }) => kind === "Correction")!;
    const [, right] = south.records.filter(({ kind }) => kind === "ImportDeclared");
    const [ours, theirs] = ["urn:uuid:right", "urn:uuid:in-no-record"];
    const stated = disclosing(south, correction.sequence, {
      "epcis.correctiveEventId[0]": ours,
      "epcis.correctiveEventId[1]": theirs,
    });
    const both = disclosing(stated.trace, right!.sequence, { "epcis.eventId": ours });
    const told = (trace: Trace, disclosures: readonly Disclosure[]): unknown =>
      epcisDocumentOf(trace, { disclosures }).epcisBody.eventList.find(
        ({ errorDeclaration }) => errorDeclaration !== undefined,
      )?.errorDeclaration?.correctiveEventIDs;
    const { eventID } = of(epcisDocumentOf(both.trace), "ImportDeclared")[1]!;
    expect(told(both.trace, [stated.disclosure, both.disclosure])).to.deep.equal([eventID, theirs]);
    expect(told(both.trace, [stated.disclosure])).to.deep.equal([ours, theirs]);
    // What is not proved counts for nothing, nor does what nobody discloses.
    expect(told(south, [stated.disclosure])).to.equal(undefined);
    expect(told(stated.trace, [])).to.equal(undefined);
    const document = epcisDocumentOf(both.trace, { disclosures: [stated.disclosure, both.disclosure] });
    expect(schemaErrors(JSON.parse(JSON.stringify(document)))).to.equal(undefined);
  });

  it("names as many events as their author discloses, and headsOfDocument takes them all", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const { sequence } = south.records.find(({ kind }) => kind === "Correction")!;
    const ids = Array.from({ length: 40 }, (_, index) => `urn:x:${String(index).padEnd(900, "x")}`);
    const fields = Object.fromEntries(ids.map((id, index) => [`epcis.correctiveEventId[${index}]`, id]));
    const { trace, disclosure } = disclosing(south, sequence, fields);
    const document = epcisDocumentOf(trace, { disclosures: [disclosure] });
    const declared = document.epcisBody.eventList.find(({ errorDeclaration }) => errorDeclaration !== undefined)!;
    expect(declared.errorDeclaration!.correctiveEventIDs).to.deep.equal(ids);
    const heads = headsOfDocument(JSON.parse(JSON.stringify(document)));
    expect(heads.map(({ consignment }) => consignment)).to.include(south.consignment);
  });
});
