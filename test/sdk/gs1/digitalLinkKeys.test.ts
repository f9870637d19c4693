import { expect } from "chai";

import { InvalidValueError } from "../../../sdk/errors.js";
import { parseDigitalLink } from "../../../sdk/gs1/digitalLink.js";
import { shouldRefuse } from "../../support/refusal.js";

/** What to do about a link that cannot be read. */
function toDoAbout(path: string): string {
  try {
    parseDigitalLink(`https://trace.example${path}`);
  } catch (error) {
    if (error instanceof InvalidValueError) return error.toDo;
    throw error;
  }
  throw new Error(`${path} can be read.`);
}

/** What may qualify each key, in this order (GS1 Digital Link Standard: URI Syntax, section 4.3). */
const QUALIFYING = [
  ["00", []],
  ["01", ["22", "10", "21"]],
  ["253", []],
  ["401", []],
  ["402", []],
  ["414", ["254"]],
  ["417", []],
] as const;

/** Keys of the standard that name no goods, places or parties, and what they name instead. */
const OTHERS = [
  ["255", "a coupon"],
  ["8003", "a returnable asset"],
  ["8004", "an asset"],
  ["8006", "a part of an item"],
  ["8010", "a component or part"],
  ["8013", "a model"],
  ["8017", "a service relation of its provider"],
  ["8018", "a service relation of its recipient"],
] as const;

describe("sdk/gs1: the keys of a Digital Link", () => {
  for (const [key, qualifiers] of QUALIFYING) {
    it(`(${key}) takes ${qualifiers.length === 0 ? "nothing" : qualifiers.join(", ")} behind it`, () => {
      expect(toDoAbout(`/${key}/1/99/A`)).to.equal(
        qualifiers.length === 0
          ? "Nothing follows this key in the path."
          : `After (${key}) the path may have (${qualifiers.join("), (")}), in this order, each at most once.`,
      );
    });
  }

  for (const [key, what] of OTHERS) {
    it(`(${key}) is told to be ${what}`, () => {
      shouldRefuse(
        () => parseDigitalLink(`https://trace.example/${key}/9520123456788`),
        `its key is (${key}), ${what}.`,
      );
    });
  }
});
