import { expect } from "chai";

import { InvalidValueError } from "../../../sdk/errors.js";
import { digitalProductPassport } from "../../../sdk/untp/digitalProductPassport.js";
import { digitalTraceabilityEvent } from "../../../sdk/untp/digitalTraceabilityEvent.js";
import type { TraceabilityOptions } from "../../../sdk/untp/digitalTraceabilityEvent.js";
import { productionPlace } from "../../../sdk/untp/product.js";
import { parseScope } from "../../../sdk/places/scope.js";
import type { Disclosure } from "../../../sdk/disclosure/disclosure.js";
import { shownIn } from "../../../sdk/disclosure/shownIn.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { loadFixture } from "../../support/chain.js";
import { retold } from "../../support/matter.js";
import { ofBatches } from "../../support/mixedGoods.js";
import { scenarioJourney, type ScenarioJourney } from "../../support/scenarioJourney.js";
import { disclosing, disclosingBatch } from "../../support/shownGoods.js";
import { PASSPORT, TRACEABILITY } from "./profile.js";

function options({ ssccs, lots }: ScenarioJourney): TraceabilityOptions {
  return {
    id: "https://kowhai.example/credentials/1",
    issuer: { id: "did:web:kowhai.example", name: "Kowhai Nutrition" },
    validFrom: new Date("2026-11-25T06:00:00.500Z"),
    productNames: new Map([["09520123456788", "Kowhai Stage 1 infant formula, 800 g"]]),
    ssccs,
    lots,
  };
}

/** A credential as its reader gets it. */
const sent = (credential: object): unknown => JSON.parse(JSON.stringify(credential));

describe("sdk/untp: digitalProductPassport", () => {
  it("has the batch as its subject, in the shape of UNTP", async () => {
    const journey = await loadFixture(scenarioJourney);
    const [batch] = journey.lots.keys();
    const passport = digitalProductPassport(journey.south, batch!, options(journey));
    expect(PASSPORT.parse(sent(passport))).to.deep.equal(passport);
    expect(passport).to.include({ validFrom: "2026-11-25T06:00:00Z", name: "DPP 09520123456788 / NZ2611A" });
    expect(passport["@context"]).to.deep.equal([
      "https://www.w3.org/ns/credentials/v2",
      "https://vocabulary.uncefact.org/untp/0.7.0/context/",
    ]);
    expect(passport.credentialSubject).to.deep.include({
      id: "https://id.gs1.org/01/09520123456788/10/NZ2611A",
      modelNumber: "09520123456788",
      batchNumber: "NZ2611A",
      idGranularity: "batch",
      countryOfProduction: { countryCode: "NZ" },
    });
    // Where the goods stood when they were ready to leave is not where they were made.
    expect(passport.credentialSubject.producedAtFacility).to.deep.equal({
      type: ["Facility"],
      id: `urn:waymark:batch:${batch!.slice(2)}:facility`,
      name: "Not disclosed",
    });
    expect(passport.credentialSubject.productCategory[0]).to.include({ code: "190110" });
    expect(passport).not.to.have.property("proof");
  });

  it("refuses a beginning that is no moment", async () => {
    const journey = await loadFixture(scenarioJourney);
    const [batch] = journey.lots.keys();
    const never = { ...options(journey), validFrom: new Date("soon") };
    expect(() => digitalProductPassport(journey.south, batch!, never))
      .to.throw(InvalidValueError)
      .with.property("message", "NaN is no moment: those are milliseconds since 1970.");
  });

  it("names the version of UNTP that it is asked for, and no lot that it is not told", async () => {
    const journey = await loadFixture(scenarioJourney);
    const [batch] = journey.lots.keys();
    const untold = { ...options(journey), lots: new Map<string, never>() };
    const passport = digitalProductPassport(journey.south, batch!, { ...untold, untpVersion: "0.7.1" });
    expect(PASSPORT.parse(sent(passport))).to.deep.equal(passport);
    expect(passport["@context"][1]).to.equal("https://vocabulary.uncefact.org/untp/0.7.1/context/");
    expect(passport.credentialSubject).to.include({
      id: "https://id.gs1.org/01/09520123456788",
      idGranularity: "model",
    });
  });

  it("names the place of making that its maker discloses of the batch, else of the origin", async () => {
    const journey = await loadFixture(scenarioJourney);
    const [batch] = journey.lots.keys();
    const { sequence } = journey.south.records.find(({ kind }) => kind === "Origin")!;
    const placeIn = (trace: Trace, disclosures: readonly Disclosure[]): string | undefined => {
      const passport = digitalProductPassport(trace, batch!, { ...options(journey), disclosures });
      expect(PASSPORT.parse(sent(passport))).to.deep.equal(passport);
      return passport.credentialSubject.producedAtFacility.registeredId;
    };
    const ofOrigin = disclosing(journey.south, sequence, { "goods.productionPlace": "NZAKL" });
    expect(placeIn(ofOrigin.trace, [ofOrigin.disclosure])).to.equal("NZAKL");
    const ofBatch = disclosingBatch(ofOrigin.trace, batch!, { "goods.productionPlace": "NZHLZ" });
    expect(placeIn(ofBatch.trace, [ofOrigin.disclosure, ofBatch.disclosure])).to.equal("NZHLZ");
    expect(placeIn(ofBatch.trace, [])).to.equal(undefined);
    expect(placeIn(journey.south, [ofOrigin.disclosure, ofBatch.disclosure])).to.equal(undefined);
    // Nor does an origin count that its author called wrong, though nothing was taken back.
    const last = ofOrigin.trace.records.at(-1)!.sequence;
    const corrected = retold(ofOrigin.trace, { [last]: { kind: "Correction", about: sequence } });
    expect(placeIn(corrected, [ofOrigin.disclosure])).to.equal(undefined);
    // Unless it calls that word wrong.
    const withdrawn = retold(ofOrigin.trace, {
      [last - 1]: { kind: "Correction", about: sequence },
      [last]: { kind: "Correction", about: last - 1, detailName: "DidNotOccur" },
    });
    expect(placeIn(withdrawn, [ofOrigin.disclosure])).to.equal("NZAKL");
  });

  it("takes an origin's place of making for goods of one batch alone, and where statements differ none", async () => {
    const journey = await loadFixture(scenarioJourney);
    const [batch] = journey.lots.keys();
    const { sequence } = journey.south.records.find(({ kind }) => kind === "Origin")!;
    const placeIn = (trace: Trace, ...disclosures: readonly Disclosure[]): string | undefined =>
      productionPlace(trace, batch!, shownIn(trace, disclosures));
    const ofOrigin = disclosing(journey.south, sequence, { "goods.productionPlace": "NZAKL" });
    expect(placeIn(ofOrigin.trace, ofOrigin.disclosure)).to.equal("NZAKL");
    const mixed = ofBatches(ofOrigin.trace, {}, {});
    expect(placeIn(mixed, ofOrigin.disclosure)).to.equal(undefined);
    const ofBatch = disclosingBatch(mixed, batch!, { "goods.productionPlace": "NZHLZ" });
    expect(placeIn(ofBatch.trace, ofOrigin.disclosure, ofBatch.disclosure)).to.equal("NZHLZ");
    // Two origins, of which each says another place.
    const later = ofOrigin.trace.records.find((record) => record.sequence > sequence)!.sequence;
    const second = disclosing(ofOrigin.trace, later, { "goods.productionPlace": "NZHLZ" });
    const twice = retold(second.trace, { [later]: { kind: "Origin" } });
    expect(placeIn(twice, ofOrigin.disclosure, second.disclosure)).to.equal(undefined);
  });

  it("refuses an id or an issuer that is no URI, an issuer without a name, and a version of other shapes", async () => {
    const journey = await loadFixture(scenarioJourney);
    const [batch] = journey.lots.keys();
    const issuer = { id: "did:web:kowhai.example", name: "Kowhai" };
    const wrong: [Partial<TraceabilityOptions>, string][] = [
      [{ id: "not a uri" }, 'The id of the credential is "not a uri", which is no URI.'],
      [{ id: "" }, 'The id of the credential is "", which is no URI.'],
      [{ id: 7 as never }, "The id of the credential is 7, which is no URI."],
      [{ issuer: { ...issuer, id: "" } }, 'The id of the issuer is "", which is no URI.'],
      [{ issuer: { ...issuer, name: " " } }, "The issuer has no name."],
      [{ untpVersion: "../../evil 9" }, 'UNTP "../../evil 9" is no version that this release writes.'],
      [{ untpVersion: "0.5.0" }, 'UNTP "0.5.0" is no version that this release writes.'],
      [{ untpVersion: "0.7" }, 'UNTP "0.7" is no version that this release writes.'],
    ];
    for (const [change, message] of wrong) {
      for (const make of [
        () => digitalProductPassport(journey.south, batch!, { ...options(journey), ...change }),
        () => digitalTraceabilityEvent(journey.south, { ...options(journey), ...change }),
      ]) {
        expect(make).to.throw(InvalidValueError).with.property("message", message);
      }
    }
  });

  it("names the option that is none", async () => {
    const journey = await loadFixture(scenarioJourney);
    const [batch] = journey.lots.keys();
    const right = options(journey);
    const wrong: readonly unknown[] = [
      ...[undefined, null, {}, { ...right, productNames: undefined }],
      // As JSON has it, and not as a Map.
      ...[
        { ...right, productNames: { "09520123456788": "Formula" } },
        { ...right, lots: {} },
      ],
    ];
    for (const given of wrong as TraceabilityOptions[]) {
      expect(() => digitalProductPassport(journey.south, batch!, given)).to.throw(InvalidValueError);
      expect(() => digitalTraceabilityEvent(journey.south, given)).to.throw(InvalidValueError);
    }
    const ssccs = {} as NonNullable<TraceabilityOptions["ssccs"]>;
    expect(() => digitalTraceabilityEvent(journey.south, { ...right, ssccs })).to.throw(
      InvalidValueError,
      "An object is no map of SSCCs: that is a Map.",
    );
  });

  it("refuses a batch that the trace does not have, and a product without a name", async () => {
    const journey = await loadFixture(scenarioJourney);
    const [batch] = journey.lots.keys();
    const other = `0x${"1".repeat(64)}`;
    expect(() => digitalProductPassport(journey.south, other, options(journey))).to.throw(
      InvalidValueError,
      `The trace has no batch ${other}.`,
    );
    const nameless = { ...options(journey), productNames: new Map<string, string>() };
    expect(() => digitalProductPassport(journey.south, batch!, nameless)).to.throw(
      InvalidValueError,
      "The product 09520123456788 has no name.",
    );
  });
});

describe("sdk/untp: digitalTraceabilityEvent", () => {
  it("tells the journey as events in the shape of UNTP: what was made, moved and modified", async () => {
    const journey = await loadFixture(scenarioJourney);
    for (const trace of [journey.south, journey.north]) {
      const credential = digitalTraceabilityEvent(trace, options(journey));
      expect(TRACEABILITY.parse(sent(credential))).to.deep.equal(credential);
    }
    const { credentialSubject: events } = digitalTraceabilityEvent(journey.south, options(journey));
    expect(events.map(({ name }) => name)).to.deep.equal([
      "Origin",
      "ExportCleared",
      "Maritime leg NZTRG-SGSIN",
      "Maritime leg SGSIN-CNSHG",
      // The wrong declaration was corrected.
      "ImportDeclared: Bonded",
      "Received",
      "Held",
      "Adjusted: Sample",
      "Inspected: Pass",
      "HoldLifted",
      "Received",
      "Road leg CNSHG-CNHAZ",
      "Received",
      "ImportCleared: Whole",
      "Road leg CNHAZ-CNHAZ",
      "Received",
      "Delivered",
    ]);
  });

  it("tells the origin as goods that are made only where it is disclosed where that was", async () => {
    const journey = await loadFixture(scenarioJourney);
    const [first] = digitalTraceabilityEvent(journey.south, options(journey)).credentialSubject;
    expect(first).to.deep.include({ type: ["ModifyEvent", "LifecycleEvent"], name: "Origin" });
    expect(first).to.have.nested.property("modifiedAtFacility.registeredId", "NZTRG");
    const [batch] = journey.lots.keys();
    const { trace, disclosure } = disclosingBatch(journey.south, batch!, { "goods.productionPlace": "NZHLZ" });
    const credential = digitalTraceabilityEvent(trace, { ...options(journey), disclosures: [disclosure] });
    expect(TRACEABILITY.parse(sent(credential))).to.deep.equal(credential);
    expect(credential.credentialSubject[0]).to.deep.include({ type: ["MakeEvent", "LifecycleEvent"], name: "Origin" });
    expect(credential.credentialSubject[0]).to.have.nested.property("madeAtFacility.registeredId", "NZHLZ");
    expect(credential.credentialSubject[0]).to.deep.include({ inputProduct: [] });
  });

  it("tells nothing of the road, where no facility is", async () => {
    const journey = await loadFixture(scenarioJourney);
    const { sequence } = journey.south.records.find(({ kind }) => kind === "Inspected")!;
    const damaged = retold(journey.south, {
      [sequence]: { kind: "Incident", detailName: "Damage", place: parseScope("") },
    });
    const credential = digitalTraceabilityEvent(damaged, options(journey));
    expect(TRACEABILITY.parse(sent(credential))).to.deep.equal(credential);
    expect(credential.credentialSubject.map(({ name }) => name)).not.to.include("Incident: Damage");
  });

  it("refuses a trace of which there is nothing to tell: a credential has a subject, and an event has goods", async () => {
    const journey = await loadFixture(scenarioJourney);
    const created = { ...journey.south, steps: [journey.south.creation], records: [], inside: [] };
    for (const trace of [journey.container, created]) {
      expect(() => digitalTraceabilityEvent(trace, options(journey)))
        .to.throw(InvalidValueError)
        .with.property(
          "message",
          `Of consignment ${trace.consignment} there is no event of goods that UNTP has a word for.`,
        );
    }
  });

  it("counts the goods as they were at each event", async () => {
    const journey = await loadFixture(scenarioJourney);
    const { credentialSubject: events } = digitalTraceabilityEvent(journey.south, options(journey));
    const counted = events.map((event) => {
      const [product] =
        "outputProduct" in event
          ? event.outputProduct
          : "movedProduct" in event
            ? event.movedProduct
            : event.modifiedProduct;
      return product?.quantity.value;
    });
    const at = (name: string): number => events.findIndex((event) => event.name === name);
    expect(counted[at("Origin")]).to.equal(240);
    expect(counted[at("Adjusted: Sample")]).to.equal(1);
    expect(counted[at("Inspected: Pass")]).to.equal(239);
    expect(counted.at(-1)).to.equal(239);
    const move = events[at("Maritime leg NZTRG-SGSIN")]!;
    expect(move).to.include({ consignmentId: "https://id.gs1.org/00/195201240000000031" });
    expect(move).to.have.nested.property("movedProduct[0].disposition", "inTransit");
  });
});
