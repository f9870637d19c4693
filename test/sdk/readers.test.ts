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

    it(`tells of a long text no more than a reader wants to know: ${name}`, () => {
      for (const text of ["9", "A", "https://x.example/01/9", "\u001b[31m"].map((part) => part.repeat(200_000))) {
        let refusal: unknown;
        try {
          read(text);
        } catch (error) {
          refusal = error;
        }
        // Some take text of any length, such as the serial numbers of others.
        if (refusal === undefined) continue;
        expect(refusal).to.be.instanceOf(sdk.WaymarkError);
        const { message, toDo } = refusal as sdk.WaymarkError;
        expect(message).to.have.property("length").that.is.below(700);
        expect(toDo).to.have.property("length").that.is.below(700);
        expect(message + toDo).not.to.include("\u001b");
      }
    });
  }

  it("keeps the whole value beside the sentence", () => {
    const text = "9".repeat(2_000);
    expect(() => sdk.parseGtin(text))
      .to.throw(sdk.InvalidValueError, `${"9".repeat(299)}… is no GTIN`)
      .and.deep.include({
        values: { value: text },
      });
  });
});
