import { expect } from "chai";
import fc from "fast-check";

import { parseSerial } from "../../../sdk/gs1/serial.js";
import { elementsOf, tradeItemOf } from "../../../sdk/gs1/tradeItem.js";
import { parseElementString } from "../../../sdk/gs1/elementString.js";
import { shouldRefuse } from "../../support/refusal.js";
import { text82 } from "./arbitraries.js";

describe("sdk/gs1: parseSerial", () => {
  it("accepts 1 to 20 characters of GS1 character set 82", () => {
    fc.assert(fc.property(text82(20), (text) => parseSerial(text) === text));
  });

  for (const text of ["", "A".repeat(21), "A B", "A#", "é"]) {
    it(`refuses "${text}"`, () => {
      shouldRefuse(() => parseSerial(text), `"${text}" is no serial number`);
    });
  }
});

describe("sdk/gs1: tradeItemOf", () => {
  it("finds GTIN, lot and serial, and gives their elements again in the order of the standards", () => {
    const item = tradeItemOf(parseElementString("(21)12345(17)271231(10)LOT7(01)09520123456788"));
    expect(item).to.deep.equal({ gtin: "09520123456788", lot: "LOT7", serial: "12345" });
    expect(elementsOf(item!)).to.deep.equal(parseElementString("(01)09520123456788(10)LOT7(21)12345"));
  });

  it("finds a GTIN alone", () => {
    const item = tradeItemOf(parseElementString("(01)09520123456788"));
    expect(item).to.deep.equal({ gtin: "09520123456788" });
    expect(elementsOf(item!)).to.deep.equal(parseElementString("(01)09520123456788"));
  });

  it("finds nothing in a pallet", () => {
    expect(tradeItemOf(parseElementString("(00)106141412345678908"))).to.equal(undefined);
  });
});
