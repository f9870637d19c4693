import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { renderCountryNumbers } from "../../../scripts/generate-places.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { countryName, countryOfNumber, numberOfCountry } from "../../../sdk/places/country.js";
import { COUNTRY_NUMBERS } from "../../../sdk/places/countryNumbers.js";
import { PLACES } from "../../../sdk/places/list.js";

describe("sdk/places: countries", () => {
  const pairs = COUNTRY_NUMBERS.trim().split(/\s+/);

  it("are what data/ gives", async () => {
    const file = new URL("../../../sdk/places/countryNumbers.ts", import.meta.url);
    expect(await readFile(file, "utf8")).to.equal(await renderCountryNumbers());
  });

  it("are the 249 of ISO 3166-1, each with letters and digits of its own", () => {
    expect(pairs).to.have.lengthOf(249);
    for (const pair of pairs) expect(pair).to.match(/^[A-Z]{2}[0-9]{3}$/);
    for (const part of [0, 2])
      expect(new Set(pairs.map((pair) => pair.slice(part, part + 2 + part / 2))).size).to.equal(249);
  });

  it("are those of UN M49, as the Unicode CLDR keeps them", () => {
    // A numeric region is written with its letters in the canonical form of a locale (Unicode Technical Standard 35).
    const inCldr = pairs.map((pair) => Intl.getCanonicalLocales(`und-${pair.slice(2)}`)[0]);
    expect(inCldr).to.deep.equal(pairs.map((pair) => `und-${pair.slice(0, 2)}`));
  });

  it("go from letters to digits and back", () => {
    for (const pair of pairs) expect(countryOfNumber(numberOfCountry(pair.slice(0, 2)))).to.equal(pair.slice(0, 2));
  });

  for (const [alpha2, number, en, zh] of [
    ["CN", "156", "China", "中国"],
    ["NZ", "554", "New Zealand", "新西兰"],
    ["AU", "036", "Australia", "澳大利亚"],
    ["DE", "276", "Germany", "德国"],
    ["BE", "056", "Belgium", "比利时"],
    ["US", "840", "United States", "美国"],
  ] as const) {
    it(`have ${alpha2} as ${number}, ${en}, ${zh}`, () => {
      expect(numberOfCountry(alpha2)).to.equal(number);
      expect(countryOfNumber(number)).to.equal(alpha2);
      expect(countryName(alpha2)).to.equal(en);
      expect(countryName(alpha2, "zh")).to.equal(zh);
    });
  }

  it("have a name in both languages", () => {
    for (const pair of pairs) {
      const alpha2 = pair.slice(0, 2);
      expect(countryName(alpha2, "en"), alpha2).not.to.equal(alpha2);
      expect(countryName(alpha2, "zh"), alpha2).to.match(/\p{Script=Han}/u);
    }
  });

  it("hold every place of the list", () => {
    for (const { code } of PLACES) expect(() => numberOfCountry(code.slice(0, 2)), code).not.to.throw();
  });

  it("refuse what is none", () => {
    for (const alpha2 of ["", "EU", "UK", "cn", "CHN"]) {
      expect(() => numberOfCountry(alpha2)).to.throw(InvalidValueError, `"${alpha2}" is no country of ISO 3166-1.`);
      expect(() => countryName(alpha2)).to.throw(InvalidValueError, `"${alpha2}" is no country of ISO 3166-1.`);
    }
    for (const number of ["", "36", "0036", "999"]) {
      expect(() => countryOfNumber(number)).to.throw(InvalidValueError, `"${number}" is no country number`);
    }
  });
});
