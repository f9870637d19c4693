import { expect } from "chai";
import fc from "fast-check";

import { fromPlain, toPlain } from "../../../sdk/documents/plain.js";

/** Values with what they are written as. */
const WRITTEN: readonly (readonly [value: unknown, plain: unknown])[] = [
  ["text", "text"],
  [1.5, 1.5],
  [false, false],
  [null, null],
  [undefined, null],
  [-7n, { bigint: "-7" }],
  [
    [1n, "a"],
    [{ bigint: "1" }, "a"],
  ],
  [new Map([[1n, new Map([["a", 2]])]]), { map: [[{ bigint: "1" }, { map: [["a", 2]] }]] }],
  [new Map(), { map: [] }],
  [{}, {}],
  [{ a: 1, b: undefined }, { a: 1 }],
  [
    { a: 1n, b: "x" },
    { a: { bigint: "1" }, b: "x" },
  ],
  // An object with the name of a mark for its only one is marked itself; beside others the name says nothing.
  [{ bigint: "1" }, { object: { bigint: "1" } }],
  [{ map: [] }, { object: { map: [] } }],
  [{ object: 1 }, { object: { object: 1 } }],
  [{ other: "1" }, { other: "1" }],
  [
    { bigint: "1", map: [] },
    { bigint: "1", map: [] },
  ],
];

/** What nothing is written as, and how it is read all the same: as it stands there. */
const AS_IT_STANDS: readonly unknown[] = [
  { bigint: 1 },
  { bigint: "" },
  { bigint: "0x1" },
  { bigint: "1 " },
  { bigint: "a1" },
  { bigint: "1".repeat(79) },
  { map: "no list" },
  { map: {}, more: 1 },
  { map: [], more: 1 },
  { other: "12" },
  { object: "no object" },
  { object: null },
  { object: {}, more: 1 },
];

/** Values of every form that a trace has. */
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.bigInt({ min: -(10n ** 70n), max: 10n ** 70n }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.bigInt({ min: 0n, max: 99n }), tie("value")), { maxLength: 3 })
      .map((entries) => new Map(entries)),
    fc.dictionary(fc.oneof(fc.constantFrom("bigint", "map", "object", "__proto__"), fc.string()), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

describe("sdk/documents: values as JSON can hold them", () => {
  it("are written in one way, and read back", () => {
    for (const [value, plain] of WRITTEN) {
      expect(toPlain(value)).to.deep.equal(plain);
      if (value !== undefined) expect(toPlain(fromPlain(plain))).to.deep.equal(plain);
    }
  });

  it("are read back as they were, whatever is in them", () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(toPlain(value));
        expect(fromPlain(JSON.parse(text))).to.deep.equal(value);
      }),
    );
  });

  it("are read as they stand where no value is written so", () => {
    for (const plain of AS_IT_STANDS) expect(fromPlain(plain)).to.deep.equal(plain);
    expect(fromPlain({ map: [1, [2]] })).to.deep.equal(
      new Map<unknown, unknown>([
        [undefined, undefined],
        [2, undefined],
      ]),
    );
  });
});
