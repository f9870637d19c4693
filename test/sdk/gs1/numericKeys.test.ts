import { expect } from "chai";
import fc from "fast-check";

import { InvalidValueError } from "../../../sdk/errors.js";
import { checkDigitOf } from "../../../sdk/gs1/checkDigit.js";
import { parseGln } from "../../../sdk/gs1/gln.js";
import { gtinFromBigInt, gtinToBigInt, parseGtin } from "../../../sdk/gs1/gtin.js";
import { parseSscc } from "../../../sdk/gs1/sscc.js";
import vectors from "../vectors/gs1.json" with { type: "json" };
import { shouldRefuse } from "../../support/refusal.js";

const KEYS = [
  { key: "GTIN", parse: parseGtin, lengths: [8, 12, 13, 14], either: "8, 12, 13 or 14", rows: vectors.gtin14 },
  { key: "GLN", parse: parseGln, lengths: [13], either: "13", rows: vectors.gln },
  { key: "SSCC", parse: parseSscc, lengths: [18], either: "18", rows: vectors.sscc },
];

/** A key of so many digits with its right check digit, not of zeros alone. */
function keyOf(length: number): fc.Arbitrary<string> {
  return fc
    .stringMatching(new RegExp(`^[0-9]{${length - 1}}$`))
    .filter((body) => !/^0+$/.test(body))
    .map((body) => `${body}${checkDigitOf(body)}`);
}

for (const { key, parse, lengths, either, rows } of KEYS) {
  describe(`sdk/gs1: ${key}`, () => {
    for (const { value, valid } of rows) {
      it(`${valid ? "accepts" : "refuses"} ${value}, as the GS1 Barcode Syntax Engine does`, () => {
        if (valid) expect(parse(value)).to.equal(value);
        else shouldRefuse(() => parse(value), value);
      });
    }

    for (const length of lengths) {
      it(`accepts every number of ${length} digits with its check digit`, () => {
        fc.assert(fc.property(keyOf(length), (text) => BigInt(parse(text)) === BigInt(text)));
      });

      it(`refuses every number of ${length} digits in which one digit was mistyped`, () => {
        fc.assert(
          fc.property(keyOf(length), fc.nat(length - 1), fc.integer({ min: 1, max: 9 }), (text, at, shift) => {
            const mistyped = text.slice(0, at) + `${(Number(text[at]) + shift) % 10}` + text.slice(at + 1);
            shouldRefuse(() => parse(mistyped), mistyped);
          }),
        );
      });
    }

    it("refuses every number in which two neighbours were swapped, unless they differ by five", () => {
      // Five times three and five times one leave the same to ten: the scheme cannot tell.
      const length = Math.max(...lengths);
      fc.assert(
        fc.property(keyOf(length), fc.nat(length - 2), (text, at) => {
          const [left = "", right = ""] = text.slice(at, at + 2);
          fc.pre(![0, 5].includes(Math.abs(Number(left) - Number(right))));
          const swapped = text.slice(0, at) + right + left + text.slice(at + 2);
          shouldRefuse(() => parse(swapped), swapped);
        }),
      );
    });

    it("refuses other characters and says what to do", () => {
      expect(() => parse("0952 0123456788"))
        .to.throw(InvalidValueError, `"0952 0123456788" is no ${key}: it has characters other than the digits 0 to 9.`)
        .with.property(
          "toDo",
          "Give the digits alone, without spaces, hyphens or an application identifier such as (01).",
        );
    });

    it("refuses empty text", () => {
      shouldRefuse(() => parse(""), `"" is no ${key}`);
    });

    it("refuses another length and names the right ones", () => {
      shouldRefuse(() => parse("12345"), `12345 is no ${key}: it has 5 digits instead of ${either}.`);
      shouldRefuse(() => parse("1"), `1 is no ${key}: it has 1 digit instead of ${either}.`);
    });
  });
}

describe("sdk/gs1: checkDigitOf", () => {
  it("gives 3 for 629104150021, the worked example of GS1", () => {
    expect(checkDigitOf("629104150021")).to.equal(3);
  });

  it("refuses what is no key without its check digit", () => {
    for (const body of ["", "95201234567x", "1".repeat(18), "-1"]) shouldRefuse(() => checkDigitOf(body), body);
    shouldRefuse(() => checkDigitOf(952012345678 as never), "952012345678");
  });
});

describe("sdk/gs1: GTIN as a number", () => {
  it("names the digit that it should be", () => {
    expect(() => parseGtin("09520123456789")).to.throw(
      "09520123456789 is no GTIN: its last digit is 9, but the check digit of the others is 8.",
    );
  });

  it("refuses zeros alone", () => {
    shouldRefuse(() => parseGtin("00000000"), "zeros alone name no product");
  });

  it("brings GTINs of all lengths into one form", () => {
    expect(parseGtin("96385074")).to.equal("00000096385074");
    expect(parseGtin("614141007349")).to.equal("00614141007349");
    expect(parseGtin("9520123456788")).to.equal("09520123456788");
  });

  it("goes to the chain and back", () => {
    fc.assert(fc.property(keyOf(14), (text) => gtinFromBigInt(gtinToBigInt(parseGtin(text))) === text));
  });

  it("comes back from the chain with the zeros that it begins with", () => {
    for (const text of ["00012345678905", "00000000000017"]) expect(gtinFromBigInt(BigInt(text))).to.equal(text);
  });

  it("refuses a number of more than 14 digits and a negative one", () => {
    shouldRefuse(() => gtinFromBigInt(10n ** 14n), "it has 15 digits");
    shouldRefuse(() => gtinFromBigInt(-1n), "characters other than the digits");
  });
});
