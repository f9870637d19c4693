import { expect } from "chai";
import fc from "fast-check";

import {
  APPLICATION_IDENTIFIERS,
  applicationIdentifier,
  requireElement,
} from "../../../sdk/gs1/applicationIdentifiers.js";
import { encodeElementString, formatElementString, parseElementString } from "../../../sdk/gs1/elementString.js";
import { shouldRefuse } from "../../support/refusal.js";
import { text82 } from "./arbitraries.js";

const ELEMENTS = [
  { ai: "01", value: "09520123456788" },
  { ai: "10", value: "LOT(7)" },
  { ai: "17", value: "271231" },
  { ai: "422", value: "036" },
  { ai: "21", value: "12345" },
];

describe("sdk/gs1: element strings", () => {
  it("are read and written in brackets", () => {
    const text = String.raw`(01)09520123456788(10)LOT\(7)(17)271231(422)036(21)12345`;
    expect(parseElementString(text)).to.deep.equal(ELEMENTS);
    expect(formatElementString(ELEMENTS)).to.equal(text);
  });

  it("are read and written as a scanner sends them: a separator after each value of no predefined length but the last", () => {
    const text = "010952012345678810LOT(7)\u001d17271231422036\u001d2112345";
    expect(parseElementString(text)).to.deep.equal(ELEMENTS);
    expect(encodeElementString(ELEMENTS)).to.equal(text);
  });

  for (const prefix of ["]C1", "]d2", "]Q3", "]e0", "]J1", "\u001d", "]d2\u001d"]) {
    it(`are read behind ${JSON.stringify(prefix)}`, () => {
      expect(parseElementString(`${prefix}${encodeElementString(ELEMENTS)}`)).to.deep.equal(ELEMENTS);
    });
  }

  it("may have a separator where none is needed, and at the end", () => {
    expect(parseElementString("17271231\u001d2112345\u001d")).to.deep.equal([ELEMENTS[2], ELEMENTS[4]]);
  });

  it("come back as they went, in both forms", () => {
    const texts = fc.tuple(text82(20), text82(20), text82(30), fc.stringMatching(/^[0-9]{1,8}$/));
    fc.assert(
      fc.property(texts, ([lot, serial, order, count]) => {
        const elements = [
          { ai: "10", value: lot },
          { ai: "21", value: serial },
          { ai: "37", value: count },
          { ai: "400", value: order },
          // These two are handed on as they are.
          { ai: "240", value: order },
          { ai: "12", value: "271231" },
        ];
        expect(parseElementString(formatElementString(elements))).to.deep.equal(elements);
        expect(parseElementString(encodeElementString(elements))).to.deep.equal(elements);
      }),
    );
  });

  const REFUSED = [
    ["", "is no GS1 element string"],
    ["(01)", "is no GS1 element string"],
    ["(1)A", "is no GS1 element string"],
    ["10A]C1B", '"A]C1B" is no lot'],
    ["x(10)A", "is no GS1 element string"],
    ["\u001d\u001d10A", "is no GS1 element string"],
    ["(10)A(B)C", 'at "(B)C" no GS1 application identifier'],
    ["(05)A", "(05) is no GS1 application identifier"],
    ["(310)012345", "(310) is no GS1 application identifier"],
    ["(240)A(0)", 'at "(0)" no GS1 application identifier begins'],
    ["05A", 'at "05A" no GS1 application identifier begins'],
    ["24", 'at "24" no GS1 application identifier begins'],
    ["24x1", 'at "24x1" no GS1 application identifier begins'],
    ["(3120)A12345", '"A12345" is not 6 digits'],
    ["(12)2712", '"2712" is not 6 digits'],
    ["(240)a b", '"a b" is no text for a GS1 code'],
    ["(91)" + "A".repeat(91), "is no text for a GS1 code"],
    ["(10)A(10)A", "(10) is there twice"],
    ["(01)9520123456788", "9520123456788 is no GTIN-14: it has 13 digits instead of 14"],
    ["(02)09520123456789", "09520123456789 is no GTIN-14"],
    ["(00)106141412345678901", "106141412345678901 is no SSCC"],
    ["(417)9520123456783", "9520123456783 is no GLN"],
    ["(402)12345678901234567", "12345678901234567 is no GSIN"],
    ["(402)09520123456788", "09520123456788 is no GSIN: it has 14 digits instead of 17"],
    ["(253)9520123456783A", "9520123456783 is no GDTI"],
    ["(253)9520123456788#", '"#" is no text for a GS1 code'],
    ["(17)271301", '"271301" is no date'],
    ["(30)123456789", '"123456789" is not 1 to 8 digits'],
    ["(3102)12345", '"12345" is not 6 digits'],
    ["(422)36", '"36" is not 3 digits'],
    ["(422)999", '"999" is no country number'],
    ["(423)0369", '"9" is no country number'],
    ["(421)999AB", '"999" is no country number'],
    ["(421)036", '"" is no text for a GS1 code'],
    ["(21)" + "A".repeat(21), "is no serial number"],
    ["010952012345678", "is no GTIN-14"],
  ] as const;
  for (const [text, why] of REFUSED) {
    it(`"${text}" is refused`, () => {
      shouldRefuse(() => parseElementString(text), why);
    });
  }

  const ACCEPTED = [
    "(253)9520123456788",
    "(402)95201230000000011",
    "(253)9520123456788A1",
    "(423)036554",
    "(421)036AB12",
    "(3302)012345",
    "(20)01",
    "(240)SKU-7",
    "(8008)2711231400",
    "(12)271231",
    `(98)${"A".repeat(90)}`,
  ];
  for (const text of ACCEPTED) {
    it(`"${text}" is read`, () => {
      expect(formatElementString(parseElementString(text))).to.equal(text);
    });
  }
});

describe("sdk/gs1: writing element strings", () => {
  for (const write of [formatElementString, encodeElementString]) {
    it(`${write.name} refuses an element that cannot hold its value, or is there twice`, () => {
      shouldRefuse(() => write([{ ai: "17", value: "271301" }]), '"271301" is no date');
      shouldRefuse(() => write([ELEMENTS[0]!, ELEMENTS[0]!]), "(01) is there twice");
    });
  }
});

/** Data titles of the GS1 General Specifications, section 3.2, of the identifiers that are judged. */
const TITLES = {
  ...{ "00": "SSCC", "01": "GTIN", "02": "CONTENT", "10": "BATCH/LOT", "11": "PROD DATE", "13": "PACK DATE" },
  ...{ "15": "BEST BEFORE or BEST BY", "16": "SELL BY", "17": "USE BY or EXPIRY", "20": "VARIANT", "21": "SERIAL" },
  ...{ "22": "CPV", "30": "VAR. COUNT", "37": "COUNT", "253": "GDTI", "254": "GLN EXTENSION COMPONENT" },
  ...{ "400": "ORDER NUMBER", "401": "GINC", "402": "GSIN", "410": "SHIP TO LOC", "412": "PURCHASE FROM" },
  ...{ "413": "SHIP FOR LOC", "414": "LOC No.", "416": "PROD/SERV LOC", "417": "PARTY", "420": "SHIP TO POST" },
  ...{ "421": "SHIP TO POST", "422": "ORIGIN", "423": "COUNTRY - INITIAL PROCESS", "424": "COUNTRY - PROCESS" },
  ...{ "425": "COUNTRY - DISASSEMBLY", "426": "COUNTRY - FULL PROCESS" },
  ...Object.fromEntries([0, 1, 2, 3, 4, 5].map((decimals) => [`310${decimals}`, "NET WEIGHT (kg)"])),
  ...Object.fromEntries([0, 1, 2, 3, 4, 5].map((decimals) => [`330${decimals}`, "GROSS WEIGHT (kg)"])),
};

describe("sdk/gs1: application identifiers", () => {
  it("have the data titles of the General Specifications", () => {
    expect(Object.fromEntries(APPLICATION_IDENTIFIERS.map(({ ai, title }) => [ai, title]))).to.deep.equal(TITLES);
  });

  it("are asked for where one is none", () => {
    expect(() => requireElement({ ai: "05", value: "A" }))
      .to.throw("(05) is no GS1 application identifier")
      .with.property("toDo")
      .that.matches(/^Give one that GS1 lists/);
    shouldRefuse(() => requireElement({ ai: 1, value: "A" } as never), "1");
  });

  it("are told apart by what they begin with", () => {
    const codes = APPLICATION_IDENTIFIERS.map(({ ai }) => ai);
    for (const code of codes) expect(codes.filter((other) => other.startsWith(code))).to.deep.equal([code]);
  });

  it("have a predefined length exactly where GS1 lists their first two digits", () => {
    const listed = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/;
    for (const { ai, predefinedLength } of APPLICATION_IDENTIFIERS) {
      expect(predefinedLength !== undefined, ai).to.equal(listed.test(ai));
    }
  });

  it("are found by code", () => {
    expect(applicationIdentifier("10")?.title).to.equal("BATCH/LOT");
    expect(applicationIdentifier("98")).to.equal(undefined);
  });
});
