import { expect } from "chai";
import fc from "fast-check";

import { checkDigitOf } from "../../../sdk/gs1/checkDigit.js";
import { companyPrefixOf, formatCompanyPrefix, parseCompanyPrefix } from "../../../sdk/gs1/companyPrefix.js";
import { parseGtin } from "../../../sdk/gs1/gtin.js";
import { shouldRefuse } from "../../support/refusal.js";

describe("sdk/gs1: companyPrefixOf", () => {
  it("takes the digits after the indicator", () => {
    expect(companyPrefixOf(parseGtin("19520123456785"), 7)).to.deep.equal({ value: 9520123n, length: 7 });
  });

  it("finds every prefix of 4 to 12 digits again, under every indicator", () => {
    const prefixes = fc.stringMatching(/^[0-9]{4,12}$/).filter((prefix) => !prefix.startsWith("0000"));
    fc.assert(
      fc.property(prefixes, fc.stringMatching(/^[0-9]{8}$/), fc.nat(9), (prefix, references, indicator) => {
        const body = `${indicator}${(prefix + references).slice(0, 12)}`;
        const found = companyPrefixOf(parseGtin(`${body}${checkDigitOf(body)}`), prefix.length);
        expect(formatCompanyPrefix(found)).to.equal(prefix);
        expect(found).to.deep.equal(parseCompanyPrefix(prefix));
      }),
    );
  });

  it("refuses a GTIN-8, which carries none", () => {
    shouldRefuse(() => companyPrefixOf(parseGtin("96385074"), 7), "GTIN 00000096385074 carries no company prefix");
  });

  for (const length of [3, 13, 7.5, NaN]) {
    it(`refuses a length of ${length}`, () => {
      shouldRefuse(
        () => companyPrefixOf(parseGtin("9520123456788"), length),
        `A GS1 Company Prefix cannot have ${length} digits: it has 4 to 12.`,
      );
    });
  }
});

describe("sdk/gs1: parseCompanyPrefix", () => {
  it("keeps leading zeros in the length", () => {
    expect(parseCompanyPrefix("0614141")).to.deep.equal({ value: 614141n, length: 7 });
  });

  it("refuses other characters", () => {
    shouldRefuse(() => parseCompanyPrefix("95201-23"), '"95201-23" is no GS1 Company Prefix');
  });

  it("refuses another number of digits", () => {
    shouldRefuse(() => parseCompanyPrefix("952"), "cannot have 3 digits");
  });
});
