import { expect } from "chai";
import { z } from "zod";

import { requireBounded } from "../../../sdk/documents/bounds.js";
import { DocumentRefused, jsonPath, parseDocument } from "../../../sdk/documents/problem.js";

const SCHEMA = z.strictObject({
  list: z.array(z.strictObject({ name: z.string("must be text"), "own:word": z.optional(z.number()) })),
  place: z.optional(
    z.union([z.strictObject({ a: z.literal(1), b: z.literal(2) }), z.strictObject({ c: z.literal(3) })]),
  ),
});

/** What is refused in a document. */
function refusal(run: () => unknown): DocumentRefused {
  try {
    run();
  } catch (error) {
    if (error instanceof DocumentRefused) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("sdk/documents: parseDocument", () => {
  it("gives the document when it is as it must be", () => {
    const document = { list: [{ name: "a" }] };
    expect(parseDocument("list", SCHEMA, document)).to.deep.equal(document);
  });

  it("names every problem by its JSONPath, with what to do", () => {
    const document = {
      list: [
        { name: "a", "own:word": "x" },
        { name: 5, more: true },
      ],
      place: { c: 4 },
    };
    const error = refusal(() => parseDocument("list", SCHEMA, document));
    expect(error.problems).to.deep.equal([
      { path: "$.list[0]['own:word']", reason: "invalid input: expected number, received string" },
      { path: "$.list[1].name", reason: "must be text" },
      { path: "$.list[1].more", reason: "is not known here" },
      { path: "$.place.c", reason: "invalid input: expected 3" },
    ]);
    expect(error.message).to.equal(
      "The list was refused: $.list[0]['own:word']: invalid input: expected number, received string; " +
        "$.list[1].name: must be text; $.list[1].more: is not known here; $.place.c: invalid input: expected 3.",
    );
    expect(error.toDo).to.contain("nothing of it was taken");
    expect(error.values).to.deep.equal({ problems: error.problems });
  });

  it("keeps the message short when there are many", () => {
    const error = refusal(() => parseDocument("list", SCHEMA, { list: Array(9).fill(0) }));
    expect(error.name).to.equal("DocumentRefused");
    expect(error.problems).to.have.length(9);
    expect(error.message.match(/\$\.list\[/g)).to.have.length(5);
    expect(error.message).to.match(/; and 4 more\.$/);
    expect(refusal(() => parseDocument("list", SCHEMA, { list: Array(5).fill(0) })).message).not.to.contain("more");
  });
});

describe("sdk/documents: jsonPath", () => {
  it("quotes what is no identifier (RFC 9535)", () => {
    expect(jsonPath([])).to.equal("$");
    expect(jsonPath(["a", 0, "b:c", "d'e\\f"])).to.equal("$.a[0]['b:c']['d\\'e\\\\f']");
  });
});

describe("sdk/documents: requireBounded", () => {
  const bounds = { values: 10, characters: 20 };
  const reasonFor = (document: unknown): string | undefined =>
    refusal(() => {
      requireBounded("list", document, bounds);
    }).problems[0]?.reason;

  it("takes what is within the bounds, and refuses one more", () => {
    requireBounded("list", Array(9).fill(0), bounds);
    expect(reasonFor(Array(10).fill(0))).to.equal("has more than 10 values");
    requireBounded("list", { ["n".repeat(10)]: "v".repeat(10) }, bounds);
    expect(reasonFor({ ["n".repeat(10)]: "v".repeat(11) })).to.equal("has more than 20 characters");
  });

  it("refuses an object with more members than any form has", () => {
    const members = (count: number): unknown => Object.fromEntries(Array.from({ length: count }, (_, at) => [at, 0]));
    const roomy = { values: 10_000, characters: 10_000 };
    requireBounded("list", members(1_000), roomy);
    const error = refusal(() => {
      requireBounded("list", [members(1_001)], roomy);
    });
    expect(error.problems).to.deep.equal([{ path: "$", reason: "has an object with more than 1000 members" }]);
  });

  it("refuses what is too deep, however deep", () => {
    const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));
    const roomy = { values: 10_000, characters: 0 };
    requireBounded("list", nested(33), roomy);
    for (const depth of [34, 5_000]) {
      const error = refusal(() => {
        requireBounded("list", nested(depth), roomy);
      });
      expect(error.problems).to.deep.equal([{ path: "$", reason: "is deeper than 32" }]);
    }
  });
});
