import { expect } from "chai";

import { InvalidValueError } from "../../../sdk/errors.js";
import { parseLot } from "../../../sdk/gs1/lot.js";
import { shouldRefuse } from "../../support/refusal.js";

describe("sdk/gs1: parseLot", () => {
  it("accepts all characters of GS1 character set 82", () => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const characters = `!"%&'()*+,-./0123456789:;<=>?_${letters}${letters.toLowerCase()}`;
    expect(characters).to.have.lengthOf(82);
    for (const character of characters) expect(parseLot(character)).to.equal(character);
  });

  it("refuses every other character of ASCII", () => {
    for (const character of "#$@[\\]^`{|}~ \t\n\0") {
      shouldRefuse(() => parseLot(`A${character}`), "is no lot");
    }
  });

  it("refuses an empty lot and one of 21 characters", () => {
    expect(parseLot("A".repeat(20))).to.have.lengthOf(20);
    expect(() => parseLot("A".repeat(21))).to.throw(InvalidValueError);
    expect(() => parseLot("")).to.throw(InvalidValueError);
  });
});
