import { expect } from "chai";
import fc from "fast-check";

import { DocumentRefused } from "../../../sdk/documents/problem.js";
import { epcisDocumentOf } from "../../../sdk/epcis/epcisDocumentOf.js";
import { headsOfDocument } from "../../../sdk/epcis/headsOfDocument.js";
import { parseGln } from "../../../sdk/gs1/gln.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { bondedJourney } from "../../support/journey.js";
import { scenarioJourney } from "../../support/scenarioJourney.js";
import { schemaErrors } from "./schema.js";

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
      expect(() => headsOfDocument(document)).to.throw(
        DocumentRefused,
        /The consignments of record \d+ are not those it was written with/,
      );
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
    refused(kind, `$.epcisBody.eventList[${at}]['waymark:kind']`, "is not Held, which its step says");
    const untold = list();
    Object.assign((untold[at]!["waymark:steps"] as { step: Mutable }[])[0]!.step, { kind: "Correction", detail: 2 });
    refused(untold, `$.epcisBody.eventList[${at}]['waymark:steps'][0]`, "is no step that has an event");
    const declared = list();
    const wrong = declared.findIndex((event) => event.errorDeclaration !== undefined);
    (declared[wrong]!["waymark:steps"] as { step: { detail: number } }[])[0]!.step.detail = 3;
    refused(declared, `$.epcisBody.eventList[${wrong}]['waymark:steps'][0]`, "is told otherwise before");
  });
});

describe("sdk/epcis: headsOfDocument, of the words around the steps", () => {
  const USLAX = { id: "https://vocabulary.uncefact.org/unlocode#USLAX" };
  const FORGED: [string, unknown][] = [
    ["eventTime", "2001-01-01T00:00:00.000Z"],
    ["eventTimeZoneOffset", "+08:00"],
    ["recordTime", "1999-01-01T00:00:00.000Z"],
    ["eventID", "urn:uuid:1"],
    ["epcList", ["urn:waymark:consignment:1"]],
    ["readPoint", USLAX],
    ["readPoint", undefined],
    ["bizLocation", USLAX],
    ["bizLocation", undefined],
    ["waymark:role", "Carrier"],
    ["waymark:basis", "reported"],
    ["waymark:detail", "Maritime"],
    ["waymark:destination", "US"],
    ["waymark:principal", "did:web:evil.example"],
    ["waymark:party", "urn:waymark:party:9"],
    ["waymark:party", undefined],
    ["destinationList", [{ type: "possessing_party", destination: "did:web:evil.example" }]],
    ["sensorElementList", []],
    ["errorDeclaration", undefined],
    ["@context", { departing: "https://evil.example" }],
  ];

  for (const [name, value] of FORGED) {
    it(`refuses ${name} as ${value === undefined ? "absent" : JSON.stringify(value)}`, async () => {
      const { south } = await loadFixture(scenarioJourney);
      const list = eventsOf(south);
      const at = list.findIndex((event) =>
        name === "errorDeclaration" ? event[name] !== undefined : event["waymark:kind"] === "Held",
      );
      list[at]![name] = value;
      expect(pathsRefused(list).filter((path) => path.startsWith(`$.epcisBody.eventList[${at}]`))).not.to.deep.equal(
        [],
      );
    });
  }

  it("refuses every single word that was changed in a document that names nothing itself", async () => {
    const { south, north } = await loadFixture(scenarioJourney);
    for (const trace of [south, north]) {
      const words = leavesOf(eventsOf(trace)).filter((path) => !path.includes("waymark:steps") && !isName(path));
      // One of each.
      const distinct = new Map(words.map((path) => [path.slice(1).join(), path]));
      expect(distinct.size).to.be.above(20);
      for (const path of distinct.values()) {
        const list = eventsOf(trace);
        alter(list, path);
        expect(pathsRefused(list), path.join(".")).not.to.deep.equal([]);
      }
    }
  });

  it("refuses a declaration of error that says otherwise than its Correction", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const at = eventsOf(south).findIndex(({ errorDeclaration }) => errorDeclaration !== undefined);
    for (const [name, value] of [
      ["reason", "did_not_occur"],
      ["declarationTime", "2001-01-01T00:00:00.000Z"],
      ["waymark:kind", "Held"],
      ["waymark:role", "Customs"],
    ] as const) {
      const list = eventsOf(south);
      Object.assign(list[at]!.errorDeclaration as Mutable, { [name]: value });
      const member = name.includes(":") ? `['${name}']` : `.${name}`;
      expect(pathsRefused(list)).to.deep.equal([`$.epcisBody.eventList[${at}].errorDeclaration${member}`]);
    }
    // Of which event something is declared, the Correction says.
    const list = eventsOf(south);
    const held = list.findIndex((event) => event["waymark:kind"] === "Held");
    list[held] = { ...list[held], errorDeclaration: list[at]!.errorDeclaration };
    expect(pathsRefused(list)).to.include(`$.epcisBody.eventList[${held}].errorDeclaration['waymark:steps'][0]`);
  });

  it("refuses units that left as others, in the step and in the words alike", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const list = eventsOf(south);
    const sampled = list.find((event) => event["waymark:kind"] === "Adjusted")!;
    (sampled.childQuantityList as { quantity: number }[])[0]!.quantity = 7;
    const [{ step }] = sampled["waymark:steps"] as [{ step: { particulars: { lines: { quantity: string }[] } } }];
    step.particulars.lines[0]!.quantity = "7";
    expect(() => headsOfDocument({ epcisBody: { eventList: list } })).to.throw(
      DocumentRefused,
      /The lines or the document of record \d+ are not those it was written with/,
    );
  });

  it("refuses a record without an event of its own, and one with two", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const hidden = eventsOf(south);
    const at = hidden.findIndex((event) => event["waymark:kind"] === "Held");
    const [held] = hidden.splice(at, 1);
    (hidden[at - 1]!["waymark:steps"] as unknown[]).push(...(held!["waymark:steps"] as unknown[]));
    expect(() => headsOfDocument({ epcisBody: { eventList: hidden } })).to.throw(
      DocumentRefused,
      /waymark:steps'\]\[1\]: is a step that has an event of its own/,
    );
    const twice = eventsOf(south);
    twice.push(structuredClone(twice[at]!));
    expect(() => headsOfDocument({ epcisBody: { eventList: twice } })).to.throw(
      DocumentRefused,
      `$.epcisBody.eventList[${twice.length - 1}]: tells what $.epcisBody.eventList[${at}] tells`,
    );
    const undeclared = eventsOf(south);
    const wrong = undeclared.findIndex(({ errorDeclaration }) => errorDeclaration !== undefined);
    const original = undeclared.findIndex(({ eventID }) => eventID === undeclared[wrong]!.eventID);
    expect(original).to.be.below(wrong);
    undeclared.splice(original, 1);
    expect(() => headsOfDocument({ epcisBody: { eventList: undeclared } })).to.throw(
      DocumentRefused,
      "is declared erroneous, and no event before tells it",
    );
  });

  it("takes names as its writer has them, of their kind and always the same", async () => {
    const { south, ssccs, lots } = await loadFixture(scenarioJourney);
    const named = (): Mutable[] => eventsOf(south, { ssccs, lots, siteOf: () => parseGln("9520123000011") });
    expect(pathsRefused(named())).to.deep.equal([]);
    const OTHER_GLN = "https://id.gs1.org/414/9520123000028";
    const renamed: [kind: string, name: string, value: unknown, reason: string][] = [
      ["Adjusted", "parentID", "https://id.gs1.org/00/109520123000000012", "another name of"],
      ["Adjusted", "parentID", "https://id.gs1.org/414/9520123000011", "is no name of"],
      ["Adjusted", "parentID", `urn:waymark:consignment:${"1".repeat(64)}`, "is no name of"],
      ["Held", "bizLocation.id", { id: OTHER_GLN }, "another name of"],
      ["Held", "bizLocation.id", { id: "https://id.gs1.org/417/9520123000011" }, "is no name of"],
      ["Held", "epcList", { 0: "https://id.gs1.org/00/195201240000000024" }, "which its step says"],
    ];
    for (const [kind, name, value, reason] of renamed) {
      const list = named();
      const at = list.findIndex((event) => event["waymark:kind"] === kind);
      list[at]![name.split(".")[0]!] = value;
      const found = problemsIn(list);
      expect(found.map(({ path }) => path)).to.include(`$.epcisBody.eventList[${at}].${name}`);
      expect(found.map((problem) => problem.reason).join(), name).to.include(reason);
    }
    // A party has many sites at a place.
    const elsewhere = named();
    const held = elsewhere.find((event) => event["waymark:kind"] === "Held")!;
    Object.assign(held, { readPoint: { id: OTHER_GLN }, bizLocation: { id: OTHER_GLN } });
    expect(pathsRefused(elsewhere)).to.deep.equal([]);
  });

  it("takes the URI of a party as its writer has it, unless it is told who the parties are", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const { parties } = south;
    expect(problemsIn(eventsOf(south), { parties })).to.deep.equal([]);
    const evil = JSON.parse(
      JSON.stringify(eventsOf(south)).replaceAll("https://id.gs1.org/417/9520300000018", "did:web:evil.example"),
    ) as Mutable[];
    expect(problemsIn(evil)).to.deep.equal([]);
    const found = problemsIn(evil, { parties });
    expect(found).not.to.deep.equal([]);
    for (const { path, reason } of found) {
      expect(path).to.match(/(?:\['waymark:party'\]|\.destinationList\[0\]\.destination)$/);
      expect(reason).to.match(/^is not https:\/\/id\.gs1\.org\/417\/9520300000018, which party \d+ is$/);
    }
    // Nor is one party two.
    const at = evil.findIndex((event) => event["waymark:party"] === "did:web:evil.example");
    evil[at]!["waymark:party"] = "did:web:other.example";
    expect(
      problemsIn(evil)
        .map(({ reason }) => reason)
        .join(),
    ).to.match(/is another name of urn:waymark:party:\d+/);
  });

  it("refuses a context that could give words another meaning", async () => {
    const { south } = await loadFixture(scenarioJourney);
    const document: Mutable = { ...(JSON.parse(JSON.stringify(epcisDocumentOf(south))) as Mutable) };
    expect(headsOfDocument(document)).not.to.deep.equal([]);
    document["@context"] = [(document["@context"] as unknown[])[0], { departing: "https://evil.example/arriving" }];
    expect(() => headsOfDocument(document)).to.throw(DocumentRefused, /\$\['@context'\]/);
  });
});

/** The events of a document as its reader gets them. */
function eventsOf(trace: Trace, names: Parameters<typeof epcisDocumentOf>[1] = {}): Mutable[] {
  const { eventList } = epcisDocumentOf(trace, names).epcisBody;
  return JSON.parse(JSON.stringify(eventList)) as Mutable[];
}

type Problems = DocumentRefused["problems"];

function problemsIn(eventList: Mutable[], options?: Parameters<typeof headsOfDocument>[1]): Problems {
  try {
    headsOfDocument(JSON.parse(JSON.stringify({ epcisBody: { eventList } })), options);
  } catch (error) {
    if (error instanceof DocumentRefused) return error.problems;
    throw error;
  }
  return [];
}

const pathsRefused = (eventList: Mutable[]): string[] => problemsIn(eventList).map(({ path }) => path);

/** What is the word of a document's writer. */
function isName(path: Path): boolean {
  return ["epcClass", "uom", "waymark:party", "waymark:principal", "destination"].includes(String(path.at(-1)));
}

type Mutable = Record<string, unknown>;
type Path = readonly (string | number)[];

/** Where a document has values that hold no others. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

/** What nothing binds: where a log was found. */
function unbound(path: Path): boolean {
  return path.includes("log");
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
