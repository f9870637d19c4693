import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import fc from "fast-check";

import { checkDigitOf } from "../../../sdk/gs1/checkDigit.js";
import { formatEpcUri } from "../../../sdk/gs1/epcUri.js";

import { requireFields } from "../../../sdk/disclosure/fieldTree.js";
import { DocumentRefused, type DocumentProblem } from "../../../sdk/documents/problem.js";
import type { LedgerOperation } from "../../../sdk/epcis/operations.js";
import { readEpcis } from "../../../sdk/epcis/readEpcis.js";
import { OFF_CHAIN_STEPS } from "../../../sdk/epcis/eventTable.js";
import { glnUri, lotUri, partyUris, readLot, readSite, readSscc, ssccUri } from "../../../sdk/epcis/uris.js";
import { parseGln } from "../../../sdk/gs1/gln.js";
import { parseGtin } from "../../../sdk/gs1/gtin.js";
import { parseLot } from "../../../sdk/gs1/lot.js";
import { batchId, consignmentId, consignmentKey, lotKey } from "../../../sdk/ids.js";
import { parseSscc } from "../../../sdk/gs1/sscc.js";
import { parseUnlocode } from "../../../sdk/places/place.js";
import { detailName } from "../../../sdk/trace/detailName.js";
import {
  CARRIER,
  CONTAINER,
  DIRECTORY,
  documentOf,
  eventFor,
  LOT,
  OTHER,
  PALLET,
  PALLET_ID,
  ROWS,
  SITE,
  type EventJson,
} from "./profile.js";
import { schemaErrors } from "./schema.js";
import { text82 } from "../gs1/arbitraries.js";

const BATCH = batchId(9520123456788n, lotKey("NZ2611A"));
const read = (...events: readonly EventJson[]): readonly LedgerOperation[] =>
  readEpcis(documentOf(...events), DIRECTORY).operations;
const rowOf = (act: string, detail?: string) => ROWS.find((row) => row.act === act && row.detail === detail)!;

function problemsOf(document: unknown): readonly DocumentProblem[] {
  try {
    readEpcis(document, DIRECTORY);
  } catch (error) {
    if (error instanceof DocumentRefused) return error.problems;
    throw error;
  }
  return [];
}

describe("sdk/epcis: readEpcis", () => {
  it("reads every row of the table as what it says, from an event that GS1's schema takes", () => {
    const document = documentOf(...ROWS.map(eventFor));
    expect(schemaErrors(document)).to.equal(undefined);
    const { operations } = readEpcis(document, DIRECTORY);
    expect(operations).to.have.length(ROWS.length);
    for (const [index, row] of ROWS.entries()) {
      const operation = operations[index]!;
      expect(operation.source.path).to.equal(`$.epcisBody.eventList[${index}]`);
      if (!("kind" in operation)) {
        const creation = row.what === "lines" ? "CreateConsignment" : "CreateContainer";
        expect(operation.type).to.equal(row.act === "Batch" ? "RegisterBatch" : creation);
        continue;
      }
      expect(operation.kind).to.equal(row.act);
      if (row.detail !== undefined) expect(detailName(operation.kind, operation.detail)).to.equal(row.detail);
    }
  });

  it("puts a record in the ledger's words", () => {
    const event = eventFor(rowOf("Departed"));
    expect(read(event)).to.deep.equal([
      {
        type: "Record",
        source: {
          path: "$.epcisBody.eventList[0]",
          eventId: event.eventID,
          eventTime: "2026-11-04T20:00:00Z",
          eventTimeZoneOffset: "+13:00",
          recordTime: undefined,
        },
        party: 7n,
        consignment: PALLET_ID,
        kind: "Departed",
        role: "Carrier",
        place: "NZTRG",
        occurredAt: Date.UTC(2026, 10, 4, 20) / 1000,
        detail: 1,
        basedOn: id("paper"),
        next: 9n,
        principal: 11n,
        fields: [
          { path: "place.gln", value: "9520123000011" },
          { path: "epcis.eventId", value: event.eventID },
          { path: "commerce.invoice[0]", value: "urn:uuid:5f5a2d2e-4a55-4a5e-8f1f-0f4b4c7f2b02" },
          { path: "transport.vesselName", value: "Kea Trader" },
        ],
      },
    ]);
  });

  it("reads goods: a batch, a consignment of it, what is packed, split and taken out", () => {
    const acts = [rowOf("Batch"), rowOf("Creation"), rowOf("Packed"), rowOf("Split"), rowOf("Adjusted", "Sample")];
    const [batch, creation, packed, split, sample] = read(...acts.map(eventFor));
    expect(batch).to.deep.include({ gtin: "09520123456788", lot: "NZ2611A", product: 9520123456788n, batch: BATCH });
    expect(batch).to.deep.include({ quantity: 480n, unit: "KGM", origin: "NZ", expiry: 20280501 });
    const key = consignmentKey(parseSscc("109520123000000012"));
    expect(creation).to.deep.include({ key, consignment: PALLET_ID, place: "NZTRG", destination: "CN" });
    const lines = [{ batch: BATCH, quantity: 40n, items: ZeroHash }];
    expect(creation).to.have.deep.property("lines", lines);
    expect(packed).to.deep.include({
      type: "Pack",
      children: [PALLET_ID, consignmentId(7n, consignmentKey(parseSscc("109520123000000029")))],
    });
    expect(split).to.deep.include({ type: "Split", sscc: "109520123000000029", leaving: lines });
    expect(sample).to.deep.include({ type: "RecordByLines", consignment: PALLET_ID, leaving: lines, detail: 1 });
  });

  it("reads an event about several consignments as a record of each, and a correction as what it declares wrong", () => {
    const both = { ...eventFor(rowOf("Arrived")), epcList: [PALLET, OTHER] };
    expect(read(both)).to.have.length(2);
    const corrective = ["urn:uuid:1c2b8f0a-2f9e-4a1a-8c49-6a1f3b1b7c04"];
    const errorDeclaration = {
      declarationTime: "2026-11-05T03:00:00Z",
      reason: "incorrect_data",
      correctiveEventIDs: corrective,
    };
    const [correction] = read({ ...eventFor(rowOf("Arrived")), errorDeclaration });
    expect(correction).to.deep.include({
      type: "Correct",
      about: eventFor(rowOf("Arrived")).eventID,
      reason: "IncorrectData",
      declaredAt: Date.UTC(2026, 10, 5, 3) / 1000,
      correctiveEventIds: corrective,
      fields: [{ path: "epcis.correctiveEventId[0]", value: corrective[0] }],
    });
    // What the event repeats was written with the record that is corrected.
    expect(correction).to.have.deep.nested.property("mistaken.fields", read(eventFor(rowOf("Arrived")))[0]?.fields);
    const withdrawn = { declarationTime: errorDeclaration.declarationTime, reason: "did_not_occur" };
    const [bare] = read({ ...eventFor(rowOf("Arrived")), errorDeclaration: withdrawn });
    expect(bare).to.deep.include({ reason: "DidNotOccur", fields: [], correctiveEventIds: [] });
    expect(correction).to.have.nested.property("mistaken.kind", "Arrived");
  });

  it("reads a correction with as many events that tell it right as a document may have", () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `urn:x:right-${index}`);
    const errorDeclaration = {
      declarationTime: "2026-11-06T00:00:00Z",
      reason: "incorrect_data",
      correctiveEventIDs: ids,
    };
    const [correction] = read({ ...eventFor(rowOf("Arrived")), errorDeclaration });
    expect(correction).to.deep.include({ correctiveEventIds: ids });
    expect(correction!.fields.at(-1)).to.deep.equal({ path: "epcis.correctiveEventId[999]", value: "urn:x:right-999" });
    expect(() => {
      requireFields(correction!.fields);
    }).not.to.throw();
  });

  it("reads EPC URIs as the Digital Links of the same keys", () => {
    const epc: Readonly<Record<string, string>> = {
      [PALLET]: "urn:epc:id:sscc:0952012.1300000001",
      [OTHER]: "urn:epc:id:sscc:0952012.1300000002",
      [CONTAINER]: "urn:epc:id:sscc:095201230.10000003",
      [LOT]: "urn:epc:class:lgtin:9520123.045678.NZ2611A",
      [SITE]: "urn:epc:id:sgln:9520123.00001.0",
      [CARRIER]: "urn:epc:id:pgln:9520300.00001",
    };
    const older = (event: EventJson): EventJson =>
      JSON.parse(JSON.stringify(event), (_, value: unknown) => epc[String(value)] ?? value) as EventJson;
    const events = ROWS.map(eventFor);
    const document = documentOf(...events.map(older));
    expect(schemaErrors(document)).to.equal(undefined);
    const { operations } = readEpcis(document, DIRECTORY);
    expect(inText(operations)).to.equal(inText(read(...events)));

    const [arrived, both] = [eventFor(rowOf("Arrived")), { epcList: [PALLET, epc[PALLET]] }];
    expect(read({ ...arrived, bizLocation: { id: epc[SITE] } })).to.deep.equal(read(arrived));
    expect(problemsOf(documentOf({ ...arrived, ...both }))).to.deep.equal([
      { path: "$.epcisBody.eventList[0].epcList[1]", reason: "is there twice" },
    ]);
  });

  for (const [name, uri, path, reason] of [
    ["readPoint", "urn:epc:id:sgln:9520123.00001.A1", ".readPoint.id", "names no GLN or UN/LOCODE"],
    ["readPoint", "urn:epc:id:sgln:9520123.0001.0", ".readPoint.id", "is no EPC URI of goods, a place or a party"],
    ["readPoint", "urn:epc:id:pgln:9520123.00001", ".readPoint.id", "names no GLN or UN/LOCODE"],
    ["epc", "urn:epc:id:sgtin:9520123.045678.1", ".epcList[0]", "names no SSCC"],
    ["epc", "urn:epc:id:sscc:95201.123000000001", ".epcList[0]", "cannot have a company prefix of 5 digits"],
    ["party", "urn:epc:id:pgln:9520300.0001", ".destinationList[0].destination", "is no EPC URI"],
    [
      "party",
      "urn:epc:id:pgln:9520300.00002",
      ".destinationList[0].destination",
      "is no party that the directory knows",
    ],
  ] as const) {
    it(`refuses ${uri} as a ${name}`, () => {
      const change = {
        readPoint: { readPoint: { id: uri } },
        epc: { epcList: [uri] },
        party: { destinationList: [{ type: "possessing_party", destination: uri }] },
      }[name];
      const [problem, ...others] = problemsOf(documentOf({ ...eventFor(rowOf("Arrived")), ...change }));
      expect(others).to.deep.equal([]);
      expect(problem?.path).to.equal(`$.epcisBody.eventList[0]${path}`);
      expect(problem?.reason).to.include(reason);
    });
  }

  it("reads Digital Links of any resolver, by http or https, as those of the same keys", () => {
    const events = ROWS.map(eventFor);
    const elsewhere = (event: EventJson): EventJson =>
      JSON.parse(JSON.stringify(event), (_, value: unknown) =>
        typeof value === "string" ? value.replace("https://id.gs1.org/", "http://Trace.example:8080/a/") : value,
      ) as EventJson;
    const document = documentOf(...events.map(elsewhere));
    expect(schemaErrors(document)).to.equal(undefined);
    const { operations } = readEpcis(document, DIRECTORY);
    // What a party is called is kept as its writer has it.
    const called = inText(operations).replaceAll("http://Trace.example:8080/a/", "https://id.gs1.org/");
    expect(called).to.equal(inText(read(...events)));
  });

  it("asks for a party by its own URI first, and by the Digital Link of its GLN", () => {
    expect(partyUris("https://trace.example/417/9520300000018")).to.deep.equal([
      "https://trace.example/417/9520300000018",
      CARRIER,
    ]);
    for (const uri of [
      CARRIER,
      "https://trace.example/417/9520300000019",
      `${CARRIER}?a=b`,
      SITE,
      "did:web:a.example",
    ]) {
      expect(partyUris(uri)).to.deep.equal([uri]);
    }
  });

  it("finds a consignment that the document creates before", () => {
    const nobody = { ...DIRECTORY, consignmentOf: () => undefined };
    const [creation, origin] = [eventFor(rowOf("Creation")), eventFor(rowOf("Origin"))];
    expect(readEpcis(documentOf(creation, origin), nobody).operations[1]).to.deep.include({ consignment: PALLET_ID });
    expect(() => readEpcis(documentOf(origin, creation), nobody)).to.throw(
      DocumentRefused,
      "$.epcisBody.eventList[0].epcList[0]: SSCC 109520123000000012 is of no consignment that is known",
    );
  });

  it("refuses the same event twice, with both paths", () => {
    const departed = eventFor(rowOf("Departed"));
    const second = (event: EventJson): DocumentProblem => ({
      path: "$.epcisBody.eventList[1].eventID",
      reason: `is that of $.epcisBody.eventList[0] too: ${String(event.eventID)}`,
    });
    expect(problemsOf(documentOf(departed, departed))).to.deep.equal([second(departed)]);
    const other = { ...eventFor(rowOf("Arrived")), eventID: departed.eventID };
    expect(problemsOf(documentOf(departed, other))).to.deep.equal([second(departed)]);
    // Also of those that the ledger has no record for.
    const stored = { ...departed, bizStep: "storing" };
    expect(problemsOf(documentOf(stored, stored))).to.deep.equal([second(departed)]);
    // Events without an id say nothing of whether they are one.
    const nameless = Object.fromEntries(Object.entries(departed).filter(([name]) => name !== "eventID"));
    expect(read(nameless, nameless)).to.have.length(2);
  });

  it("takes an event again that declares it erroneous, and that declaration once", () => {
    const departed = eventFor(rowOf("Departed"));
    const declared = (declarationTime: string): EventJson => ({
      ...departed,
      errorDeclaration: { declarationTime, reason: "incorrect_data" },
    });
    const [day, next] = [declared("2026-11-05T00:00:00Z"), declared("2026-11-06T00:00:00Z")];
    expect(read(departed, day).map(({ type }) => type)).to.deep.equal(["Record", "Correct"]);
    expect(read(day, departed).map(({ type }) => type)).to.deep.equal(["Correct", "Record"]);
    // The first declaration may have been of no avail on the ledger.
    expect(read(departed, day, next)).to.have.length(3);
    expect(problemsOf(documentOf(departed, day, day))).to.deep.equal([
      {
        path: "$.epcisBody.eventList[2].errorDeclaration",
        reason: `is that of $.epcisBody.eventList[1] too: ${String(departed.eventID)}`,
      },
    ]);
  });

  it("refuses a batch, a consignment, a container and a part that are made twice, with both paths", () => {
    const named = (act: string, index: number, changes: EventJson = {}): EventJson => ({
      ...eventFor(act === "Creation" ? ROWS.find((row) => row.act === act)! : rowOf(act), index),
      ...changes,
    });
    const container = ROWS.find((row) => row.act === "Creation" && row.what === "consignments")!;
    const cases: [first: EventJson, second: EventJson, at: string, before: string, what: string][] = [
      [named("Batch", 1), named("Batch", 2), ".quantityList[0].epcClass", ".quantityList[0].epcClass", "lot NZ2611A"],
      [named("Creation", 1), named("Creation", 2), ".parentID", ".parentID", "SSCC 109520123000000012"],
      // By another name of the same SSCC.
      [
        named("Creation", 1),
        named("Creation", 2, { parentID: "urn:epc:id:sscc:0952012.1300000001" }),
        ".parentID",
        ".parentID",
        "SSCC 109520123000000012",
      ],
      [eventFor(container, 1), eventFor(container, 2), ".epcList[0]", ".epcList[0]", "SSCC 109520123000000036"],
      [named("Creation", 1, { parentID: OTHER }), named("Split", 2), "['waymark:part']", ".parentID", "SSCC 10952"],
    ];
    for (const [first, second, at, before, what] of cases) {
      const [problem, ...more] = problemsOf(documentOf(first, second));
      expect(more).to.deep.equal([]);
      expect(problem?.path).to.equal(`$.epcisBody.eventList[1]${at}`);
      expect(problem?.reason).to.include(what).and.include(`$.epcisBody.eventList[0]${before}`);
    }
    const twice = { ...eventFor(container), epcList: [CONTAINER, CONTAINER] };
    expect(problemsOf(documentOf(twice)).map(({ path }) => path)).to.deep.equal([
      "$.epcisBody.eventList[0].epcList[1]",
    ]);
    // What a declaration of error repeats was not made by it.
    const split = named("Split", 1);
    const declaration = { declarationTime: "2026-11-05T00:00:00Z", reason: "did_not_occur" };
    expect(read(split, { ...split, errorDeclaration: declaration })).to.have.length(2);
  });

  it("gives back what the ledger has no record for, as it came", () => {
    const arrived = rowOf("Arrived");
    const events = OFF_CHAIN_STEPS.map((bizStep, index) => ({ ...eventFor(arrived, index), bizStep, anything: [1] }));
    const { operations, offChain } = readEpcis(documentOf(...events, eventFor(arrived, 99)), DIRECTORY);
    expect(operations).to.have.length(1);
    expect(offChain).to.deep.equal(
      events.map((event, index) => ({ path: `$.epcisBody.eventList[${index}]`, bizStep: event.bizStep, event })),
    );
  });

  it("takes a place as UN/LOCODE has it, and tells where another may be meant", () => {
    const at = (code: string): EventJson => ({
      readPoint: { id: `https://vocabulary.uncefact.org/unlocode#${code}` },
    });
    const [arrived, departed] = [rowOf("Arrived"), rowOf("Departed")];
    const document = documentOf(
      { ...eventFor(arrived, 0), ...at("CNSHA") },
      { ...eventFor(arrived, 1), ...at("CNSHG") },
      { ...eventFor(departed, 2), ...at("CNSZX"), "waymark:detail": "Air" },
      { ...eventFor(departed, 3), ...at("CNSZX") },
    );
    const { operations, notes } = readEpcis(document, DIRECTORY);
    const places = operations.map((operation) => "place" in operation && operation.place);
    expect(places).to.deep.equal(["CNSHA", "CNSHG", "CNSZX", "CNSZX"]);
    expect(notes.map(({ path, code }) => [path, code])).to.deep.equal([
      ["$.epcisBody.eventList[0].readPoint.id", "CNSHA"],
      ["$.epcisBody.eventList[3].readPoint.id", "CNSZX"],
    ]);
    expect(notes[0]?.meaning).to.equal(
      "CNSHA is Shanghai Hongqiao International Apt in UN/LOCODE, and Shanghai Pt CNSHG may be meant: carriers mean Shanghai's seaport by it, but UN/LOCODE gives it to Hongqiao airport.",
    );
  });

  it("takes a place that this release does not know, by its form, and tells of it", () => {
    const arrived = eventFor(rowOf("Arrived"));
    const uri = (code: string): string => `https://vocabulary.uncefact.org/unlocode#${code}`;
    const directory = { ...DIRECTORY, placeOf: () => parseUnlocode("CNXMN") };
    for (const readPoint of [{ id: uri("CNXMN") }, { id: SITE }]) {
      const { operations, notes } = readEpcis(documentOf({ ...arrived, readPoint }), directory);
      expect(operations[0]).to.include({ place: "CNXMN" });
      expect(notes).to.deep.equal([
        {
          path: "$.epcisBody.eventList[0].readPoint.id",
          code: "CNXMN",
          meaning: "CNXMN is not among the 95 places that this release knows.",
        },
      ]);
    }
    for (const code of ["ZZXMN", "CNXM1", "CN", "cnxmn"]) {
      expect(() => readEpcis(documentOf({ ...arrived, readPoint: { id: uri(code) } }), DIRECTORY)).to.throw(
        DocumentRefused,
        "cannot be a UN/LOCODE",
      );
    }
  });

  it("takes the time of an event in whatever zone it is written, which need not be that of where it happened", () => {
    const arrived = rowOf("Arrived");
    const instants = [
      ["2026-11-04T20:00:00+13:00", "-05:00"],
      ["2026-11-04T07:00:00Z", "+13:00"],
      ["2026-11-04T20:00:00+13:00", "+13:00"],
      ["2026-11-04T07:00:00.000Z", "+00:00"],
    ].map(([eventTime, eventTimeZoneOffset], index) => ({
      ...eventFor(arrived, index),
      ...{ eventTime, eventTimeZoneOffset },
    }));
    for (const [index, operation] of read(...instants).entries()) {
      expect(operation).to.deep.include({ occurredAt: Date.UTC(2026, 10, 4, 7) / 1000 });
      expect(operation.source).to.deep.include({ eventTimeZoneOffset: instants[index]?.eventTimeZoneOffset });
    }
  });

  it("tells of a time what is wrong with it, and nothing else", () => {
    const arrived = eventFor(rowOf("Arrived"));
    const form = "must be a time of ISO 8601 with its offset";
    const fraction = "must be a whole second: the ledger keeps no fractions";
    for (const [eventTime, ...reasons] of [
      ["2026-11-04T20:00:00+13", form],
      ["2026-11-04T20:00:00", form],
      ["yesterday", form],
      ["2026-11-04T20:00:00.05+13:00", fraction],
      ["2026-11-04T20:00:00.5+13", form, fraction],
    ] as const) {
      expect(problemsOf(documentOf({ ...arrived, eventTime })), eventTime).to.deep.equal(
        reasons.map((reason) => ({ path: "$.epcisBody.eventList[0].eventTime", reason })),
      );
    }
  });

  it("refuses a member __proto__, which copies leave out, wherever it stands", () => {
    const [arrived, stored] = [eventFor(rowOf("Arrived")), { ...eventFor(rowOf("Arrived")), bizStep: "storing" }];
    const text = JSON.stringify(documentOf(arrived, stored));
    const hiding = (before: string): unknown => JSON.parse(text.replaceAll(before, `"__proto__":{"x":1},${before}`));
    for (const [before, ...paths] of [
      ['"schemaVersion":', "$"],
      ['"eventID":', "$.epcisBody.eventList[0]", "$.epcisBody.eventList[1]"],
      ['"id":"https://id.gs1.org/', "$.epcisBody.eventList[0].readPoint", "$.epcisBody.eventList[1].readPoint"],
    ] as const) {
      expect(problemsOf(hiding(before))).to.deep.equal(
        paths.map((path) => ({ path: `${path}.__proto__`, reason: "is not known here" })),
      );
    }
  });

  it("refuses what is no EPCIS event, though the ledger had no record for its step", () => {
    const whole = { ...eventFor(rowOf("Arrived")), bizStep: "storing" };
    const wrong: readonly [change: EventJson, path: string, reason: RegExp][] = [
      [{ eventTime: undefined }, ".eventTime", /^invalid input/],
      [{ eventTime: "yesterday" }, ".eventTime", /^invalid ISO datetime/],
      [{ eventTimeZoneOffset: undefined }, ".eventTimeZoneOffset", /^invalid input/],
      [{ type: undefined }, ".type", /^invalid/],
      [{ type: "Anything" }, ".type", /^(invalid|must)/],
      [{ action: undefined }, ".action", /^must be one of ADD, OBSERVE, DELETE$/],
    ];
    for (const [change, path, reason] of wrong) {
      const [problem, ...others] = problemsOf(documentOf({ ...whole, ...change }));
      expect(problem?.path).to.equal(`$.epcisBody.eventList[0]${path}`);
      expect(problem?.reason).to.match(reason);
      expect(others).to.deep.equal([]);
    }
    expect(problemsOf(documentOf({ bizStep: "storing" })).map(({ path }) => path)).to.deep.equal(
      ["type", "eventTime", "eventTimeZoneOffset"].map((name) => `$.epcisBody.eventList[0].${name}`),
    );
    const made = { ...whole, type: "TransformationEvent", action: undefined };
    expect(problemsOf(documentOf(made))).to.deep.equal([]);
    expect(problemsOf(documentOf({ ...whole, type: "https://brand.example/StoringEvent" }))).to.deep.equal([]);
  });

  it("refuses goods of no country, and goods to none", () => {
    const reason = "must be the two capital letters of a country of ISO 3166-1";
    for (const country of ["XX", "EU", "UK", "nz"]) {
      const batch = { ...eventFor(rowOf("Batch")), ilmd: { "cbvmda:countryOfOrigin": country } };
      const creation = { ...eventFor(rowOf("Creation")), "waymark:destination": country };
      expect(problemsOf(documentOf(batch, creation))).to.deep.equal([
        { path: "$.epcisBody.eventList[0].ilmd['cbvmda:countryOfOrigin']", reason },
        { path: "$.epcisBody.eventList[1]['waymark:destination']", reason },
      ]);
    }
  });

  it("refuses everything that is wrong at once, each with its path and the reason, and takes nothing", () => {
    const arrived = eventFor(rowOf("Arrived"));
    const wrong: readonly [change: EventJson, path: string, reason: string][] = [
      [{ bizStep: "teleporting" }, ".bizStep", "is no business step of the profile"],
      [{ disposition: "stolen" }, ".disposition", "does not go with Sighted GateIn, Arrived"],
      [
        { "waymark:kind": undefined, disposition: undefined },
        "['waymark:kind']",
        "invalid input: expected string, received undefined",
      ],
      [
        { eventTime: "2026-11-04T20:00:00.250Z" },
        ".eventTime",
        "must be a whole second: the ledger keeps no fractions",
      ],
      [
        { eventTime: "0001-01-01T00:00:00Z" },
        ".eventTime",
        "must be of 1970 or later: the ledger counts seconds from then on",
      ],
      [
        { readPoint: { id: "https://id.gs1.org/414/9520123000012" } },
        ".readPoint.id",
        "9520123000012 is no GLN: its last digit is 2, but the check digit of the others is 1",
      ],
      [
        { readPoint: { id: "https://id.gs1.org/414/9520123000028" } },
        ".readPoint.id",
        "GLN 9520123000028 is of no place that the directory knows",
      ],
      [{ readPoint: { id: "geo:-37.65,176.18" } }, ".readPoint.id", '"geo:-37.65,176.18" names no GLN or UN/LOCODE'],
      [
        { bizLocation: { id: "https://id.gs1.org/414/9520123000042" } },
        ".bizLocation.id",
        "is not the readPoint: a record has one place",
      ],
      [
        { epcList: ["https://id.gs1.org/01/09520123456788/21/A00003"] },
        ".epcList[0]",
        '"https://id.gs1.org/01/09520123456788/21/A00003" names no SSCC',
      ],
      [{ epcList: [PALLET, PALLET] }, ".epcList[1]", "is there twice"],
      [
        { destinationList: [{ type: "possessing_party", destination: "did:web:x.example" }] },
        ".destinationList[0].destination",
        "did:web:x.example is no party that the directory knows",
      ],
      [{ "waymark:about": "urn:x" }, "['waymark:about']", "does not go with Arrived"],
      [{ "waymark:detail": "Road" }, "['waymark:detail']", "does not go with Arrived"],
      [
        { "waymark:role": "King" },
        "['waymark:role']",
        'invalid option: expected one of "Brand"|"Seller"|"Factory"|"Carrier"|"Port"|"Customs"|"Inspector"|"Broker"|"Warehouse"|"Retailer"|"Regulator"',
      ],
      [
        { "waymark:fields": [{ path: "colour", value: 1 }] },
        "['waymark:fields']",
        '"colour" is no path of a field: the vocabulary has no such field',
      ],
      [{ sensorElementList: [] }, ".sensorElementList", "does not go with Arrived"],
      [
        { bizTransactionList: [{ type: "prodorder", bizTransaction: "urn:x:1" }] },
        ".bizTransactionList[0].type",
        "is none of bol, cert, desadv, inv, po, rma, testres, urn:waymark:cbv:btt-customs_declaration",
      ],
    ];
    const found = problemsOf(documentOf(...wrong.map(([change]) => ({ ...arrived, ...change }))));
    for (const [index, [, path, reason]] of wrong.entries()) {
      expect(found, path).to.deep.include({ path: `$.epcisBody.eventList[${index}]${path}`, reason });
    }
  });

  it("refuses what no event can ask for: a recall, and units that come back after their release", () => {
    const recalled = { ...eventFor(rowOf("Held")), disposition: "recalled", "waymark:kind": "Held" };
    const back = { ...eventFor(rowOf("Creation")), bizStep: "repackaging", "waymark:kind": "Derivation" };
    for (const event of [recalled, back]) {
      const paths = problemsOf(documentOf(event)).map(({ path }) => path);
      expect(paths).not.to.deep.equal([]);
      for (const path of paths) expect(path).to.match(/^\$\.epcisBody\.eventList\[0\]/);
    }
  });

  it("asks which is meant where two rows have the same words", () => {
    const { "waymark:kind": kind, ...untold } = eventFor(rowOf("Arrived"));
    expect(kind).to.equal("Arrived");
    expect(problemsOf(documentOf(untold))).to.deep.equal([
      {
        path: "$.epcisBody.eventList[0]['waymark:kind']",
        reason: "must tell which is meant, with waymark:detail where it has one: Sighted GateIn, Arrived",
      },
    ]);
    const plain = eventFor(rowOf("Held"));
    Reflect.deleteProperty(plain, "waymark:kind");
    expect(read(plain)[0]).to.include({ kind: "Held" });
  });

  const GS1_CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
  const LATEST = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";
  const PREFIXES = { waymark: "urn:waymark:cbv:", cbvmda: "urn:epcglobal:cbv:mda:" };
  for (const context of [
    GS1_CONTEXT,
    LATEST,
    [LATEST],
    [GS1_CONTEXT, PREFIXES],
    ["https://ref.gs1.org/standards/epcis/2.0.1/epcis-context.jsonld", { cbvmda: "urn:epcglobal:cbv:mda" }],
    [{ cbvmda: PREFIXES.cbvmda }, LATEST, { waymark: PREFIXES.waymark }],
  ]) {
    it(`takes the context ${JSON.stringify(context)}, which gives the words of the profile their meaning`, () => {
      const document = { ...documentOf(...ROWS.map(eventFor)), "@context": context };
      expect(schemaErrors(document)).to.equal(undefined);
      expect(readEpcis(document, DIRECTORY).operations).to.have.length(ROWS.length);
    });
  }

  for (const context of [
    undefined,
    [],
    PREFIXES,
    [PREFIXES],
    "https://ref.gs1.org/standards/epcis/1.2.0/epcis-context.jsonld",
    "https://ref.gs1.org.evil.example/standards/epcis/epcis-context.jsonld",
    [GS1_CONTEXT, LATEST],
    [GS1_CONTEXT, "https://brand.example/context.jsonld"],
    [GS1_CONTEXT, { waymark: "https://other.example/" }],
    [GS1_CONTEXT, { cbvmda: "urn:other:" }],
    [GS1_CONTEXT, { urn: "https://other.example/" }],
    [GS1_CONTEXT, { "waymark:steps": "urn:other:" }],
    [GS1_CONTEXT, { toString: "urn:other:" }],
    [GS1_CONTEXT, null],
    [GS1_CONTEXT, [PREFIXES]],
  ]) {
    it(`refuses the context ${JSON.stringify(context)}`, () => {
      const problems = problemsOf({ ...documentOf(eventFor(rowOf("Arrived"))), "@context": context });
      expect(problems.map(({ path }) => path)).to.deep.equal(["$['@context']"]);
    });
  }

  it("says of events that a ledger has already what they are, and what reads them", () => {
    const told = { ...eventFor(rowOf("Arrived")), "waymark:party": "urn:waymark:party:4", "waymark:steps": [] };
    expect(problemsOf(documentOf(told))).to.deep.equal([
      {
        path: "$.epcisBody.eventList[0]['waymark:steps']",
        reason: "tells what a ledger has already, so there is nothing to write: headsOfDocument checks it",
      },
    ]);
  });

  it("refuses another envelope, another context, and documents beyond their bounds", () => {
    const event = eventFor(rowOf("Arrived"));
    const document = documentOf(event);
    expect(problemsOf({ ...document, schemaVersion: "1.2" })[0]?.path).to.equal("$.schemaVersion");
    expect(problemsOf({ ...document, "@context": { waymark: "https://other.example/" } })[0]?.path).to.equal(
      "$['@context']",
    );
    expect(problemsOf({ ...document, more: 1 })[0]).to.deep.equal({ path: "$.more", reason: "is not known here" });
    expect(problemsOf(documentOf())[0]?.path).to.equal("$.epcisBody.eventList");
    expect(problemsOf(documentOf(...Array<EventJson>(1_001).fill({ bizStep: "storing" })))[0]?.path).to.equal(
      "$.epcisBody.eventList",
    );
    expect(problemsOf({ ...document, id: "x".repeat(16_000_001) })).to.deep.equal([
      { path: "$", reason: "has more than 16000000 characters" },
    ]);
    for (const nothing of [undefined, null, 5, "text", []]) expect(problemsOf(nothing)).not.to.have.length(0);
  });

  it("reads an altered event as altered, or refuses it with path and reason: 1,000 times, never as it was", () => {
    const events = ROWS.map(eventFor);
    const leaves = events.map((event) => leavesOf(event));
    const unaltered = events.map((event) => inText(read(event)));
    const alteration = fc
      .nat(events.length - 1)
      .chain((at) =>
        fc.record({ at: fc.constant(at), path: fc.constantFrom(...leaves[at]!), change: fc.constantFrom(...CHANGES) }),
      );
    let [altered, refused] = [0, 0];
    fc.assert(
      fc.property(alteration, ({ at, path, change }) => {
        const event = structuredClone(events[at]!);
        change(event, path);
        if (JSON.stringify(event) === JSON.stringify(events[at])) return;
        const document = documentOf(event);
        const problems = problemsOf(document);
        if (problems.length > 0) {
          refused++;
          for (const problem of problems) {
            expect(problem.path).to.match(/^\$/);
            expect(problem.reason).not.to.equal("");
          }
          return;
        }
        altered++;
        const { operations, offChain } = readEpcis(document, DIRECTORY);
        if (offChain.length === 0 && !isSpelling(event, path)) {
          expect(inText(operations), path.join(".")).not.to.equal(unaltered[at]);
        }
      }),
      { numRuns: 1_000 },
    );
    // Both happen, or the property says nothing.
    expect(altered).to.be.above(50);
    expect(refused).to.be.above(50);
  });
});

type Path = readonly (string | number)[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

function holder(event: EventJson, path: Path): EventJson {
  return path.slice(0, -1).reduce<unknown>((value, name) => (value as EventJson)[name], event) as EventJson;
}

/** What may befall a value. */
const CHANGES: readonly ((event: EventJson, path: Path) => void)[] = [
  // One more, or another character.
  (event, path) => {
    const [within, name] = [holder(event, path), path.at(-1)!];
    const value = within[name];
    within[name] =
      typeof value === "number" ? value + 1 : String(value).replace(/.$/, (last) => (last === "3" ? "4" : "3"));
  },
  // Another value that stands there elsewhere.
  (event, path) => {
    const others: Readonly<Record<string, unknown>> = {
      bizStep: "holding",
      disposition: "non_sellable_other",
      id: "https://id.gs1.org/414/9520123000042",
      "waymark:kind": "Held",
      "waymark:role": "Port",
      "waymark:detail": "Air",
      "waymark:principal": CARRIER,
      destination: "did:web:broker.example",
      eventTime: "2026-11-04T20:00:01Z",
      eventTimeZoneOffset: "+08:00",
      quantity: 39,
      parentID: OTHER,
      "0": OTHER,
      uom: "LTR",
      action: "ADD",
      type: "po",
      value: "Tui Trader",
      "waymark:destination": "KR",
      "waymark:document": ZeroHash,
    };
    const [within, name] = [holder(event, path), path.at(-1)!];
    if (String(name) in others) within[name] = others[String(name)];
  },
  // Gone.
  (event, path) => {
    const [within, name] = [holder(event, path), path.at(-1)!];
    if (Array.isArray(within)) within.splice(Number(name), 1);
    else Reflect.deleteProperty(within, name);
  },
  // Of another type.
  (event, path) => {
    holder(event, path)[path.at(-1)!] = [{ not: "this" }];
  },
  // Something more beside it.
  (event, path) => {
    const within = holder(event, path);
    if (Array.isArray(within)) within.push(SITE);
    else within.more = SITE;
  },
];

/** Words that say again what the others say already: without them the meaning is the same. */
const REDUNDANT: readonly unknown[] = ["waymark:kind", "waymark:detail", "disposition", "cbvmda:lotNumber"];

function isSpelling(event: EventJson, path: Path): boolean {
  return REDUNDANT.includes(path.at(-1)) && !(String(path.at(-1)) in holder(event, path));
}

function inText(operations: readonly LedgerOperation[]): string {
  return JSON.stringify(operations, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

describe("sdk/epcis: Digital Links and EPC URIs", () => {
  const digits = (count: number) =>
    fc.stringMatching(new RegExp(`^[0-9]{${count - 1}}[1-9]$`)).map((body) => `${body}${checkDigitOf(body)}`);
  const prefixLengths = fc.integer({ min: 6, max: 12 });

  it("name the same SSCC, place and party, whatever the company prefix", () => {
    fc.assert(
      fc.property(digits(17).map(parseSscc), digits(12).map(parseGln), prefixLengths, (sscc, gln, prefixLength) => {
        const epc = (ai: string, value: string): string => formatEpcUri({ elements: [{ ai, value }], prefixLength });
        expect(readSscc(epc("00", sscc))).to.equal(readSscc(ssccUri(sscc)));
        expect(readSite(epc("414", gln))).to.deep.equal(readSite(glnUri(gln)));
        expect(partyUris(epc("417", gln))[1]).to.equal(`https://id.gs1.org/417/${gln}`);
      }),
    );
  });

  it("name the same lot, whatever its characters", () => {
    fc.assert(
      fc.property(digits(13).map(parseGtin), text82(20).filter(isLot), prefixLengths, (gtin, text, prefixLength) => {
        const lot = parseLot(text);
        const elements = [
          { ai: "01", value: gtin },
          { ai: "10", value: lot },
        ];
        expect(readLot(formatEpcUri({ elements, prefixLength }))).to.deep.equal({ gtin, lot });
        expect(readLot(lotUri({ gtin, lot }))).to.deep.equal({ gtin, lot });
      }),
    );
  });
});

/** A Digital Link cannot carry the two that browsers take out of every URL. */
function isLot(text: string): boolean {
  return text !== "." && text !== "..";
}
