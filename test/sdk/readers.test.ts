import { expect } from "chai";

import * as sdk from "../../sdk/index.js";

/** Readers of text from outside whose names do not say so. */
const OTHERS = new Set([
  ...["consignmentKey", "countryOfNumber", "dossierTextIn", "labelKeyIn", "lotKey", "numberOfCountry", "resolvePlace"],
  ...["serialHashOf", "transportModesOfChinaCustoms"],
]);

/** What reads text that comes from outside, by the form of its name or by name. */
const READERS = Object.entries(sdk).filter(
  ([name, value]) => typeof value === "function" && (name.startsWith("parse") || OTHERS.has(name)),
) as [string, (text: unknown) => unknown][];

describe("sdk: what reads text", () => {
  it("is all there is", () => {
    expect(READERS.map(([name]) => name)).to.include.members(["parseGtin", "parseDisclosure", ...OTHERS]);
  });

  for (const [name, read] of READERS) {
    it(`refuses what is no text: ${name}`, () => {
      for (const value of [undefined, null, 5, 5n, true, {}, [], ["NZ"], Symbol("s"), () => "NZ", new Date()]) {
        expect(() => read(value), typeof value)
          .to.throw(sdk.WaymarkError)
          .with.property("name")
          .not.equal("UnexpectedError");
      }
    });
  }
});
