import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import { InvalidValueError } from "../../../sdk/errors.js";
import { parseSubject } from "../../../sdk/goods/subject.js";
import { shouldRefuse } from "../../support/refusal.js";

const SSCC = "095201230000000011";

describe("sdk/goods: parseSubject", () => {
  it("reads a consignment's id in any digits", () => {
    const consignment = id("one");
    expect(parseSubject(consignment.toUpperCase().replace("0X", "0x"))).to.deep.equal({
      type: "consignment",
      consignment,
    });
  });

  it("reads the link in a code, with the salt in it, over http too and in any letters", () => {
    const path = "/01/09520123456788/10/LOT7/21/12";
    for (const start of ["https://trace.example", "http://trace.example", "HTTPS://trace.example"]) {
      expect(parseSubject(`${start}${path}`)).to.deep.equal({
        type: "goods",
        item: { gtin: "09520123456788", lot: "LOT7", serial: "12" },
        salt: ZeroHash,
      });
    }
    const salt = id("salt");
    const salted = `https://trace.example/00/${SSCC}?s=${Buffer.from(salt.slice(2), "hex").toString("base64url")}`;
    expect(parseSubject(salted)).to.deep.equal({ type: "unit", sscc: SSCC, salt });
  });

  it("reads a code as a scanner sends it", () => {
    const item = { gtin: "09520123456788", lot: "LOT7", serial: "12" };
    for (const sent of [
      "]d2010952012345678810LOT7\u001d2112",
      "]Q3010952012345678810LOT7\u001d2112",
      "010952012345678810LOT7\u001d2112",
      "\u001d010952012345678810LOT7\u001d2112",
      "]Q1https://trace.example/01/09520123456788/10/LOT7/21/12",
      "]d1HTTPS://trace.example/01/09520123456788/10/LOT7/21/12",
    ]) {
      expect(parseSubject(sent), sent).to.deep.equal({ type: "goods", item, salt: ZeroHash });
    }
    expect(parseSubject(`]C100${SSCC}`)).to.deep.equal({ type: "unit", sscc: SSCC, salt: ZeroHash });
    shouldRefuse(() => parseSubject("]Q1hello"), "is no GS1 element string");
    shouldRefuse(() => parseSubject("01095201234567881010"), "names no goods");
  });

  it("takes a link that begins with something else for none", () => {
    shouldRefuse(() => parseSubject("see https://trace.example/01/09520123456788/10/LOT7"), "names no goods");
    shouldRefuse(() => parseSubject("https:"), "");
  });

  it("says of what kind of thing the code is that names no goods, and what would", () => {
    for (const [text, message, toDo] of [
      ["(414)9520123000004", "names neither goods nor a logistic unit", /^Give a code with \(01\) and \(10\), or/],
      ["(01)09520123456788", "names a product and no lot of it", /^Give a code with the lot, \(10\):/],
      ["goods", '"goods" names no goods', /^Give the link in the code on the pack/],
      ["395201230000000012", '"395201230000000012" names no goods', /, or \(00\) and the SSCC of a logistic unit/],
    ] as const) {
      let error: unknown;
      try {
        parseSubject(text);
      } catch (caught) {
        error = caught;
      }
      expect(error).to.be.instanceOf(InvalidValueError).and.have.property("message").that.includes(message);
      expect(error).to.have.property("toDo").that.matches(toDo);
    }
    shouldRefuse(() => parseSubject(5 as never), "5 is no code of goods");
  });
});
