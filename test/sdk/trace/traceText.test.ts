import { isDeepStrictEqual } from "node:util";

import { expect } from "chai";
import fc from "fast-check";

import { DocumentRefused, type DocumentProblem } from "../../../sdk/documents/problem.js";
import { InvalidValueError } from "../../../sdk/errors/waymarkError.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { formatTrace, parseTrace } from "../../../sdk/trace/traceText.js";
import { verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { bondedJourney } from "../../support/journey.js";
import { copyOf } from "../verify/forging.js";
import { leavesOf, unboundLeavesOf, viewLeavesOf } from "../verify/leaves.js";

/** Goods that were in containers, split and released; between them every type of step. */
async function insideOthers() {
  const journey = await containerJourney();
  const client = await clientOf(journey);
  const [whole, part, returned] = [
    await traceConsignment(client, journey.whole),
    await traceConsignment(client, journey.part),
    await traceConsignment(client, journey.returned),
  ];
  return { client, traces: [whole, part, returned] };
}

async function bonded() {
  const journey = await bondedJourney();
  return await traceConsignment(await clientOf(journey), journey.consignment);
}

/** What is wrong with a text. */
function problemsIn(text: string): readonly DocumentProblem[] {
  try {
    parseTrace(text);
  } catch (caught) {
    if (caught instanceof DocumentRefused) return caught.problems;
    throw caught;
  }
  return [];
}

/** The text of a trace with another value at some places of its JSON. */
function changed(trace: Trace, changes: readonly (readonly [place: string, value: unknown])[]): string {
  const document = JSON.parse(formatTrace(trace)) as object;
  for (const [place, value] of changes) {
    const names = place.split(".");
    const last = names.pop()!;
    const within = names.reduce((inner, name) => Reflect.get(inner, name) as object, document);
    Reflect.set(within, last, value);
  }
  return JSON.stringify(document);
}

describe("sdk/trace: a trace as text", () => {
  it("is read as the trace that was written, to the last member", async () => {
    const { client, traces } = await loadFixture(insideOthers);
    for (const trace of traces) {
      const read = parseTrace(formatTrace(trace));
      expect(isDeepStrictEqual(read, trace)).to.equal(true, trace.consignment);
      expect(await verifyTrace(client, read)).to.deep.equal(await verifyTrace(client, trace));
    }
    const steps = traces.flatMap(({ steps, inside }) => [...steps, ...inside.flatMap((one) => one.steps)]);
    expect([...new Set(steps.map(({ type }) => type))].sort()).to.deep.equal([
      ...["Creation", "Derivation", "Packing", "Record", "Removal", "Unpacking"],
    ]);
  });

  it("is read as it was written whatever values are in it", async () => {
    const { traces } = await loadFixture(insideOthers);
    const told = [...traces, await loadFixture(bonded)];
    const values = fc.record({
      which: fc.nat(told.length - 1),
      bigints: fc.array(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), { minLength: 1, maxLength: 7 }),
      numbers: fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 7 }),
      texts: fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 7 }),
      omitted: fc.nat(40),
    });
    fc.assert(
      fc.property(values, ({ which, bigints, numbers, texts, omitted }) => {
        const trace = copyOf(told[which]!);
        const leaves = [...leavesOf(trace), ...viewLeavesOf(trace), ...unboundLeavesOf(trace)];
        for (const [index, { path, value, put }] of leaves.entries()) {
          const isFirst = /\.?(steps\.0|creation)\.sequence$/.test(path);
          if (typeof value === "bigint") put(bigints[index % bigints.length]);
          if (typeof value === "number" && !isFirst) put(numbers[index % numbers.length]);
          if (/\.(uri|controller|unit|origin|place|country|gtin)$/.test(path)) put(texts[index % texts.length]);
          const mayLack = /\.(about|undoneBy|nonce|detailName)$/.test(path);
          if (mayLack && index % (omitted + 1) === 0) put(undefined);
        }
        expect(isDeepStrictEqual(parseTrace(formatTrace(trace)), trace)).to.equal(true);
      }),
      { numRuns: 20 },
    );
  });

  it("names of a list the first that is wrong, however many are", async () => {
    const trace = await loadFixture(bonded);
    const wrong = changed(trace, [
      ["trace.steps", Array(100_000).fill({ type: "Record" })],
      ["trace.parts", Array(100_000).fill("0x12")],
    ]);
    const paths = problemsIn(wrong).map(({ path }) => path);
    expect(paths).to.include("$.trace.steps[0].sequence").and.include("$.trace.parts[0]");
    expect(paths.filter((path) => !path.includes("[0]"))).to.deep.equal([]);
  });

  it("has no object with more members than any form", async () => {
    const trace = await loadFixture(bonded);
    const members = Array.from({ length: 1_001 }, (_, index): [string, unknown] => [`trace.extra${index}`, 1]);
    expect(problemsIn(changed(trace, members))).to.deep.equal([
      { path: "$", reason: "has an object with more than 1000 members" },
    ]);
  });

  it("says which places have another form, and why", async () => {
    const trace = await loadFixture(bonded);
    const wrong = changed(trace, [
      ["trace.chainId", 31_337],
      ["trace.ledger", "0x12"],
      ["trace.creation.lines.0.quantity.bigint", "1.5"],
      ["trace.steps.1.kind", "Vanished"],
      ["trace.steps.2.type", "Rumour"],
      ["trace.records.0.before.bigint", "-1"],
      ["trace.records.0.recordedAt", undefined],
      ["trace.parties.map.0.1.uri", 7],
      ["trace.batches", []],
      ["trace.extra", true],
    ]);
    const found = problemsIn(wrong);
    expect(found.find(({ path }) => path === "$.trace.steps[1].kind")?.reason).to.match(/^invalid option: .*"Origin"/);
    expect(Object.fromEntries(found.map(({ path, reason }) => [path, reason]))).to.deep.include({
      "$.trace.chainId": "invalid input: expected object, received number",
      "$.trace.ledger": "must be 0x and 40 hexadecimal digits",
      "$.trace.creation.lines[0].quantity.bigint": "must be decimal digits, at most 78",
      "$.trace.records[0].before.bigint": "must be decimal digits, at most 78",
      "$.trace.records[0].recordedAt": "invalid input: expected number, received undefined",
      "$.trace.parties.map[0][1].uri": "invalid input: expected string, received number",
      "$.trace.batches": "invalid input: expected object, received array",
      "$.trace.extra": "is not known here",
    });
    expect(found).to.have.length(9);
  });

  it("is refused when it is of another type or version, cut off, or no JSON at all", async () => {
    const text = formatTrace(await loadFixture(bonded));
    for (const [broken, path, reason] of [
      ["", "$", /no JSON/],
      [text.slice(0, -20), "$", /no JSON, or not all of it/],
      ["null", "$", /expected object/],
      [text.replace("WaymarkTrace", "WaymarkEvidence"), "$.type", /WaymarkTrace/],
      [text.replace('"version": 1', '"version": 2'), "$.version", /expected 1/],
    ] as const) {
      expect(() => parseTrace(broken)).to.throw(DocumentRefused, /^The trace was refused: /);
      const [problem] = problemsIn(broken);
      expect(problem?.path).to.equal(path, broken.slice(0, 40));
      expect(problem?.reason).to.match(reason);
    }
  });

  it("is not made of what is no trace", () => {
    expect(() => formatTrace(7 as never)).to.throw(InvalidValueError, "7 is no trace");
  });

  it("is refused when it is bigger or deeper than any story, before it is worked on", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(() => parseTrace(deep)).to.throw(DocumentRefused, /^The trace .*deeper than/);
    expect(() => parseTrace(`[${"0,".repeat(1_000_000)}0]`)).to.throw(DocumentRefused, /more than 1000000 values/);
  });
});
