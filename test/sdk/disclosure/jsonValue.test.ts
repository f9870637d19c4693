import { expect } from "chai";
import fc from "fast-check";

import { canonicalJson, type JsonValue } from "../../../sdk/disclosure/jsonValue.js";
import { InvalidValueError } from "../../../sdk/errors.js";

describe("sdk/disclosure: canonicalJson", () => {
  it("spells as RFC 8785 does, sections 3.2.2 and 3.2.3", () => {
    const numbers = [333333333.33333329, 4.5, 2e-3, 0.000000000000000000000000001];
    expect(canonicalJson({ string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/", numbers })).to.equal(
      '{"numbers":[333333333.3333333,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    expect(
      canonicalJson({ "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 }),
    ).to.equal('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalJson(-0)).to.equal("0");
    expect(canonicalJson([null, true, false, ""])).to.equal('[null,true,false,""]');
  });

  it("is the same for the same value however its members are ordered, and for no other", () => {
    const value = fc.jsonValue({ maxDepth: 3 }).filter((one) => !hasInexact(one));
    fc.assert(
      fc.property(value, value, (a, b) => {
        // fast-check's values are JSON.
        const [left, right] = [canonicalJson(a as JsonValue), canonicalJson(b as JsonValue)];
        expect(JSON.parse(left)).to.deep.equal(JSON.parse(JSON.stringify(a)));
        expect(canonicalJson(JSON.parse(left) as JsonValue)).to.equal(left);
        if (left === right) expect(JSON.parse(right)).to.deep.equal(JSON.parse(left));
      }),
    );
  });

  it("keeps long digit strings as they are, so that neighbours differ", () => {
    expect(canonicalJson("223120261000012345")).to.equal('"223120261000012345"');
    expect(canonicalJson("223120261000012345")).not.to.equal(canonicalJson("223120261000012346"));
    expect(canonicalJson("00123")).to.equal('"00123"');
  });

  it("refuses numbers that are no longer exact, and takes the last that is", () => {
    expect(canonicalJson(9007199254740991)).to.equal("9007199254740991");
    for (const value of [9007199254740992, -9007199254740992, 1e30]) {
      expect(() => canonicalJson([{ value }])).to.throw(InvalidValueError, "no longer exact");
    }
  });

  it("refuses what JSON would tell as something else", () => {
    const values = [undefined, NaN, Infinity, 5n, new Date(0), new Map(), new Set(), () => 1, Symbol("s"), "\ud800"];
    for (const value of values) {
      // Callers in JavaScript, whom no type holds back.
      for (const given of [value, [value], { value }] as JsonValue[]) {
        expect(() => canonicalJson(given)).to.throw(InvalidValueError, "A value cannot be told in JSON");
      }
    }
    expect(() => canonicalJson({ "\udc00": 1 })).to.throw(InvalidValueError, '"\\udc00" holds half of a character');
    // Readers of JSON leave it out, or take it for something else: what it holds could never be shown.
    expect(() => canonicalJson([JSON.parse('{"__proto__":1}') as JsonValue])).to.throw(InvalidValueError, "__proto__");
    // A hole in an array.
    expect(() => canonicalJson(Array<JsonValue>(1))).to.throw(InvalidValueError);
  });

  it("bounds the length and the depth of a value", () => {
    expect(canonicalJson("x".repeat(8_190))).to.have.length(8_192);
    expect(() => canonicalJson("x".repeat(8_191))).to.throw(InvalidValueError, "8193 characters");
    const nested = (depth: number): JsonValue => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(canonicalJson(nested(16))).to.equal(`${"[".repeat(16)}1${"]".repeat(16)}`);
    expect(() => canonicalJson(nested(17))).to.throw(InvalidValueError, "deeper than 16");
  });
});

function hasInexact(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === "object" && value !== null && Object.values(value).some(hasInexact);
}
