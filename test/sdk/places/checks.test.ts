import { expect } from "chai";
import fc from "fast-check";

import { InvalidValueError } from "../../../sdk/errors.js";
import { containerCheckDigit, parseContainerNumber } from "../../../sdk/places/containerNumber.js";
import { parseShipNumber, shipCheckDigit } from "../../../sdk/places/shipNumber.js";
import vectors from "../vectors/transport.json" with { type: "json" };

/** The same text with two neighbours swapped. */
function swapped(text: string, at: number): string {
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

/** The same text with the digit there raised by 1 to 9, after 9 from 0 on. */
function mistyped(text: string, at: number, by: number): string {
  return `${text.slice(0, at)}${(Number(text.charAt(at)) + by) % 10}${text.slice(at + 1)}`;
}

describe("sdk/places: parseContainerNumber", () => {
  for (const { value, valid } of vectors.container) {
    it(`${valid ? "accepts" : "refuses"} ${value}`, () => {
      if (valid) expect(parseContainerNumber(value)).to.equal(value);
      else expect(() => parseContainerNumber(value)).to.throw(InvalidValueError, `${value} is no container number`);
    });
  }

  it("understands it as painted", () => {
    expect(parseContainerNumber("csqu 305438-3")).to.equal("CSQU3054383");
  });

  /** Bodies whose remainder is not the 10 that is written as 0: those ISO 6346 advises not to use. */
  const bodies = fc.stringMatching(/^[A-Z]{3}[UJZ][0-9]{6}$/).filter((body) => containerCheckDigit(body) !== 0);

  it("finds every digit that is wrong", () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 4, max: 10 }), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const wrong = mistyped(`${body}${containerCheckDigit(body)}`, at, by);
        fc.pre(containerCheckDigit(wrong.slice(0, 10)) !== 0 || wrong.charAt(10) !== "0");
        expect(() => parseContainerNumber(wrong)).to.throw(InvalidValueError, wrong);
      }),
    );
  });

  it("finds every two digits that are swapped", () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 4, max: 8 }), (body, at) => {
        const wrong = swapped(`${body}${containerCheckDigit(body)}`, at);
        fc.pre(wrong.slice(0, 10) !== body);
        expect(() => parseContainerNumber(wrong)).to.throw(InvalidValueError, wrong);
      }),
    );
  });

  for (const text of ["", "CSQU305438", "CSQA3054383", "CSQU30543833", "1SQU3054383"]) {
    it(`refuses "${text}", which has another form`, () => {
      expect(() => parseContainerNumber(text)).to.throw(InvalidValueError, `"${text}" is no container number`);
    });
  }
});

describe("sdk/places: parseShipNumber", () => {
  for (const { value, valid } of vectors.ship) {
    it(`${valid ? "accepts" : "refuses"} ${value}`, () => {
      if (valid) expect(parseShipNumber(value)).to.equal(value);
      else expect(() => parseShipNumber(value)).to.throw(InvalidValueError, `${value} is no IMO ship number`);
    });
  }

  it("understands it with IMO before it", () => {
    expect(parseShipNumber("1000007"), "the first that there can be").to.equal("1000007");
    for (const none of ["0000000", "0999999", "IMO 0000000"]) {
      expect(() => parseShipNumber(none)).to.throw(InvalidValueError, "the first is not 0");
    }
    expect(parseShipNumber("IMO 9074729")).to.equal("9074729");
    expect(parseShipNumber("imo9074729")).to.equal("9074729");
  });

  const bodies = fc.stringMatching(/^[0-9]{6}$/);

  it("finds every two neighbours that are swapped, for their weights differ by one", () => {
    fc.assert(
      fc.property(bodies, fc.nat(4), (body, at) => {
        const wrong = swapped(body, at);
        fc.pre(wrong !== body);
        expect(() => parseShipNumber(`${wrong}${shipCheckDigit(body)}`)).to.throw(InvalidValueError, wrong);
      }),
    );
  });

  it("finds every digit that is wrong where its weight shares nothing with ten, and in the check digit", () => {
    // Weights 7 and 3; the others let some through, which is the scheme's own weakness.
    fc.assert(
      fc.property(bodies, fc.constantFrom(0, 4, 6), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const wrong = mistyped(`${body}${shipCheckDigit(body)}`, at, by);
        expect(() => parseShipNumber(wrong)).to.throw(InvalidValueError, wrong);
      }),
    );
  });

  for (const text of ["", "907472", "90747290", "MMSI 907472900", "IMO"]) {
    it(`refuses "${text}", which has another form`, () => {
      expect(() => parseShipNumber(text)).to.throw(InvalidValueError, `"${text}" is no IMO ship number`);
    });
  }
});
