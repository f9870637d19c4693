import { expect } from "chai";
import fc from "fast-check";

import { asciiFromBytes, asciiToBytes } from "../../sdk/ascii.js";
import { InvalidValueError } from "../../sdk/errors.js";

describe("sdk/ascii", () => {
  it("is left-aligned in the bytes", () => {
    expect(asciiToBytes("H87", 3)).to.equal("0x483837");
    expect(asciiToBytes("CN", 5)).to.equal("0x434e000000");
    expect(asciiToBytes("", 2)).to.equal("0x0000");
  });

  it("goes to the chain and back", () => {
    fc.assert(fc.property(fc.stringMatching(/^[ -~]{0,5}$/), (text) => asciiFromBytes(asciiToBytes(text, 5)) === text));
  });

  it("loses nothing of bytes that are no ASCII", () => {
    expect(asciiFromBytes("0xff004e")).to.equal("\u00ff\u0000N");
  });

  for (const text of ["H877", "Ä", "\n"]) {
    it(`refuses ${JSON.stringify(text)} in three bytes`, () => {
      expect(() => asciiToBytes(text, 3)).to.throw(InvalidValueError, "it is not at most 3 characters of plain ASCII");
    });
  }
});
