import { expect } from "chai";
import { hexlify } from "ethers";
import fc from "fast-check";

import { InvalidValueError } from "../../../sdk/errors.js";
import type { Gs1Element } from "../../../sdk/gs1/applicationIdentifiers.js";
import { checkDigitOf } from "../../../sdk/gs1/checkDigit.js";
import { formatDigitalLink, parseDigitalLink } from "../../../sdk/gs1/digitalLink.js";
import { formatElementString, parseElementString } from "../../../sdk/gs1/elementString.js";
import vectors from "../vectors/gs1.json" with { type: "json" };
import { shouldRefuse } from "../../support/refusal.js";
import { text82 } from "./arbitraries.js";

const GTIN = "09520123456788";
const SALT = `0x${"c3".repeat(32)}`;

describe("sdk/gs1: parseDigitalLink", () => {
  for (const { uri, accepted, elementString, canonical } of vectors.digitalLink) {
    it(`${accepted ? "reads" : "refuses"} ${uri}, as the GS1 Barcode Syntax Engine does`, () => {
      if (!accepted) {
        shouldRefuse(() => parseDigitalLink(uri), `"${uri}" is no GS1 Digital Link`);
        return;
      }
      const { elements } = parseDigitalLink(uri);
      expect(formatElementString(elements)).to.equal(elementString);
      expect(formatDigitalLink({ resolver: "https://id.gs1.org", elements })).to.equal(canonical);
    });
  }

  it("takes the resolver, the elements, the salt and all else apart", () => {
    const uri = `HTTPS://trace.example/some/01/${GTIN}/22/2A/10/a%2Fb/21/1?linkType=all&17=271231&s=w8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8M&7003=x&05=y#k=1`;
    expect(parseDigitalLink(uri)).to.deep.equal({
      resolver: "HTTPS://trace.example/some",
      elements: [
        { ai: "01", value: GTIN },
        { ai: "22", value: "2A" },
        { ai: "10", value: "a/b" },
        { ai: "21", value: "1" },
        { ai: "17", value: "271231" },
        { ai: "7003", value: "x" },
      ],
      salt: SALT,
      parameters: [
        ["linkType", "all"],
        ["05", "y"],
      ],
    });
  });

  it("leaves slashes before the key out of the resolver, so that it can be written again", () => {
    for (const [stem, resolver] of [
      ["https://t.example/", "https://t.example"],
      ["https://t.example///", "https://t.example"],
      ["https://t.example//a/", "https://t.example//a"],
    ] as const) {
      const link = parseDigitalLink(`${stem}/01/${GTIN}`);
      expect(link.resolver).to.equal(resolver);
      expect(formatDigitalLink(link)).to.equal(`${resolver}/01/${GTIN}`);
    }
  });

  it("finds the key where a serial looks like one", () => {
    expect(parseDigitalLink(`https://t.example/01/${GTIN}/21/00`).elements).to.deep.equal([
      { ai: "01", value: GTIN },
      { ai: "21", value: "00" },
    ]);
  });

  it("takes a semicolon between parameters, empty ones, and a value with equals signs", () => {
    const { elements, parameters } = parseDigitalLink(`http://t.example/01/${GTIN}?;17=271231&&a=b==;c`);
    expect(elements.slice(1)).to.deep.equal([{ ai: "17", value: "271231" }]);
    expect(parameters).to.deep.equal([
      ["a", "b=="],
      ["c", ""],
    ]);
  });

  it("hands on a parameter whose name only holds a number", () => {
    const { parameters } = parseDigitalLink(`https://t.example/01/${GTIN}?x12345=1&12345x=2`);
    expect(parameters).to.deep.equal([
      ["x12345", "1"],
      ["12345x", "2"],
    ]);
  });

  it("says what may follow a key, and which keys there are", () => {
    const told = (path: string): unknown => {
      try {
        return parseDigitalLink(`https://trace.example${path}`);
      } catch (error) {
        return error instanceof InvalidValueError ? error.toDo : error;
      }
    };
    expect(told(`/01/${GTIN}/21/1/10/A`)).to.equal(
      "After (01) the path may have (22), (10), (21), in this order, each at most once.",
    );
    expect(told("/00/106141412345678908/10/A")).to.equal("Nothing follows this key in the path.");
    expect(told("/01/96385074")).to.equal("Fill it up with zeros on the left: 00000096385074.");
    expect(told("/8004/9520123456788")).to.equal(
      "Give a link to goods, a place or a party: (00), (01), (253), (401), (402), (414), (417).",
    );
  });

  const REFUSED = [
    ["a URL before other text", `/01/${GTIN} of a pack`, "it is no http or https URL with a path"],
    ["a URL within other text", ` https://trace.example/01/${GTIN}`, "it is no http or https URL with a path"],
    ["a GTIN of 8 digits", "/01/96385074", "its GTIN has 8 digits instead of 14"],
    ["a GTIN of 11 digits", "/01/95201234567", "95201234567 is no GTIN-14"],
    ["a path too short for a key", "/01", "its path does not end in a key"],
    ["a path that only ends as a compressed link may", "/a+AQnYUc1gmiERBQ", "its path does not end in a key"],
    ["a path that only begins as a compressed link may", "/AQnYUc1gmiERBQ+a", "its path does not end in a key"],
    ["a path of other signs", "/what+is+this", "its path does not end in a key"],
    ["a GTIN of 13 digits", "/01/9520123456788", "its GTIN has 13 digits instead of 14"],
    ["a wrong check digit", "/01/09520123456789", "09520123456789 is no GTIN-14"],
    ["a GTIN of zeros alone", "/01/00000000000000", "00000000000000 is no GTIN: zeros alone name no product"],
    ["the serial before the lot", `/01/${GTIN}/21/1/10/A`, "(10) does not come in its place"],
    ["the variant twice", `/01/${GTIN}/22/A/22/B`, "(22) does not come in its place"],
    ["the variant behind the lot", `/01/${GTIN}/10/A/22/B`, "(22) does not come in its place"],
    ["the lot twice", `/01/${GTIN}/10/A/10/B`, "(10) does not come in its place"],
    ["the lot in the query", `/01/${GTIN}?10=A`, "(10) is in the query and not in the path"],
    ["the serial in the query", `/01/${GTIN}/10/A?21=1`, "(21) is in the query and not in the path"],
    ["what does not qualify its key", `/00/106141412345678908/10/A`, "(10) does not qualify (00)"],
    ["an extension without its place", `/254/A`, "its path does not end in a key"],
    ["an asset", "/8004/9520123456788", "its key is (8004), an asset"],
    ["a compressed link", "/AQnYUc1gmiERBQ", "it may be a compressed link, which is not read here"],
    ["a slash at the end", `/01/${GTIN}/`, "its path does not end in a key"],
    ["an empty lot", `/01/${GTIN}/10//21/1`, `"" is no lot`],
    ["a lot of 21 characters", `/01/${GTIN}/10/${"A".repeat(21)}`, "is no lot"],
    ["a sign outside the character set", `/01/${GTIN}/10/%23`, `"#" is no lot`],
    ["a lot that browsers drop", `/01/${GTIN}/10/..`, `".." cannot be in a Digital Link`],
    ["a broken escape", `/01/${GTIN}/10/%2`, `"%2" is not escaped as URLs are`],
    ["a date that is none", `/01/${GTIN}?17=270230`, `"270230" is no date`],
    ["an attribute twice", `/01/${GTIN}?17=271231&17=271231`, "(17) is there twice"],
    ["a parameter that looks like an identifier", `/01/${GTIN}?12345=1`, `"12345" can be no application identifier`],
    ["a salt cut off", `/01/${GTIN}/10/A?s=w8PD`, `its salt "w8PD" is not the base64url of 32 bytes`],
    ["a salt of other signs", `/01/${GTIN}/10/A?s=${"*".repeat(43)}`, "is not the base64url of 32 bytes"],
    ["two salts", `/01/${GTIN}?s=${"A".repeat(43)}&s=${"A".repeat(43)}`, "it has two salts"],
  ] as const;
  for (const [what, path, why] of REFUSED) {
    it(`refuses ${what}`, () => {
      shouldRefuse(() => parseDigitalLink(`https://trace.example${path}`), why);
    });
  }

  for (const uri of [
    "",
    "trace.example/01/09520123456788",
    "ftp://trace.example/01/09520123456788",
    "https://t.example",
    "https://[/00/106141412345678908",
    "https://t.example:99999/00/106141412345678908",
  ]) {
    it(`refuses "${uri}", which is no URL with a path`, () => {
      shouldRefuse(() => parseDigitalLink(uri), "it is no http or https URL with a path");
    });
  }
});

describe("sdk/gs1: the characters of a Digital Link", () => {
  it("are those of a URI, with all else escaped: no other writer or reader has it otherwise", () => {
    for (const sign of ['"', "<", ">", "\\", "^", "`", "{", "|", "}", "é", "中", "\ud800", "\u0007"]) {
      for (const rest of [
        `/01/${GTIN}/10/A${sign}B`,
        `/${sign}/01/${GTIN}`,
        `/01/${GTIN}?x=${sign}`,
        `/01/${GTIN}#${sign}`,
      ]) {
        shouldRefuse(() => parseDigitalLink(`https://trace.example${rest}`), "which stands in no URL as it is");
      }
    }
    shouldRefuse(
      () => parseDigitalLink(`https://bücher.example/01/${GTIN}`),
      'it has "ü", which stands in no URL as it is',
    );
    const elements = [{ ai: "01", value: GTIN }];
    shouldRefuse(() => formatDigitalLink({ resolver: "https://trace.example/{brand}", elements }), 'it has "{"');
  });

  it("may be those of the character set that have a meaning in a URI too, where they have none", () => {
    const { elements } = parseDigitalLink(`https://xn--bcher-kva.example/01/${GTIN}/10/A!&'()*+,-.:;=_`);
    expect(elements[1]).to.deep.equal({ ai: "10", value: "A!&'()*+,-.:;=_" });
    const escaped = parseDigitalLink(`https://trace.example/01/${GTIN}/10/%22%25%2f%3C%3e%3F`);
    expect(escaped.elements[1]).to.deep.equal({ ai: "10", value: '"%/<>?' });
  });
});

describe("sdk/gs1: parseDigitalLink of a link that names a user", () => {
  for (const user of ["u:p@", "u@", "@"]) {
    it(`refuses "${user}" before the host`, () => {
      const uri = `https://${user}id.gs1.org/00/106141412345678908`;
      shouldRefuse(() => parseDigitalLink(uri), "it names a user, for whom a Digital Link has no place");
    });
  }

  it("takes an @ in the path", () => {
    const uri = "https://t.example/@brand/00/106141412345678908";
    expect(parseDigitalLink(uri).resolver).to.equal("https://t.example/@brand");
  });
});

describe("sdk/gs1: formatDigitalLink", () => {
  const resolver = "https://trace.example";

  it("puts qualifiers into the order of the standard and the rest into the query", () => {
    const elements = parseElementString(`(01)${GTIN}(21)1(422)036(10)A/B`);
    expect(formatDigitalLink({ resolver, elements, salt: SALT, parameters: [["linkType", "gs1:dpp"]] })).to.equal(
      `https://trace.example/01/${GTIN}/10/A%2FB/21/1?422=036&linkType=gs1%3Adpp&s=w8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8M`,
    );
  });

  it("is read again as it was, and browsers leave it as it is", () => {
    const values = fc.record(
      {
        gtin: fc.stringMatching(/^[0-9]{12}[1-9]$/),
        variant: text82(20),
        lot: text82(20),
        serial: text82(20),
        salt: fc.uint8Array({ minLength: 32, maxLength: 32 }),
        order: text82(30),
        parameter: fc.string(),
      },
      { requiredKeys: ["gtin"] },
    );
    const isDots = (text: string | undefined): boolean => text === "." || text === "..";
    fc.assert(
      fc.property(values, ({ gtin, variant, lot, serial, salt, order, parameter }) => {
        fc.pre(![variant, lot, serial].some(isDots));
        const optional = { "22": variant, "10": lot, "21": serial, "400": order };
        const given: Gs1Element[] = ["22", "10", "21", "400"].flatMap((ai) => {
          const value = optional[ai as keyof typeof optional];
          return value === undefined ? [] : [{ ai, value }];
        });
        const link = {
          resolver,
          elements: [{ ai: "01", value: `${gtin}${checkDigitOf(gtin)}` }, ...given],
          ...(salt === undefined ? {} : { salt: hexlify(salt) }),
          ...(parameter === undefined ? {} : { parameters: [["x", parameter]] as const }),
        };
        const uri = formatDigitalLink(link);
        expect(new URL(uri).href).to.equal(uri);
        expect(parseDigitalLink(uri)).to.deep.equal(link);
      }),
    );
  });

  it("escapes all but what RFC 3986 leaves alone, in capitals", () => {
    const elements = parseElementString(`(01)${GTIN}(10)a-b_c.d*/?`);
    expect(formatDigitalLink({ resolver: "http://t.example", elements })).to.equal(
      `http://t.example/01/${GTIN}/10/a-b_c.d%2A%2F%3F`,
    );
  });

  it("refuses an element that cannot hold its value, or is there twice", () => {
    const element = { ai: "01", value: GTIN };
    shouldRefuse(() => formatDigitalLink({ resolver, elements: [{ ai: "01", value: "1" }] }), "1 is no GTIN-14");
    shouldRefuse(() => formatDigitalLink({ resolver, elements: [element, element] }), "(01) is there twice");
  });

  it("refuses elements without a key", () => {
    expect(() => formatDigitalLink({ resolver, elements: [{ ai: "10", value: "A" }] }))
      .to.throw(InvalidValueError, "A Digital Link needs a key")
      .with.property("toDo", "Give one of (00), (01), (253), (401), (402), (414), (417).");
  });

  for (const dots of [".", ".."]) {
    it(`refuses the lot "${dots}", which browsers take out of a URL`, () => {
      const elements = parseElementString(`(01)${GTIN}(10)${dots}`);
      shouldRefuse(() => formatDigitalLink({ resolver, elements }), `"${dots}" cannot be in`);
    });
  }

  for (const wrong of [
    "",
    "trace.example",
    "https://trace.example/",
    "https://trace.example?a",
    "at https://trace.example",
    "ftp://trace.example",
    "https://",
    "https:///trace.example",
    "https://[",
    "https://u:p@trace.example",
  ]) {
    it(`refuses "${wrong}" as a resolver`, () => {
      const elements = [{ ai: "01", value: GTIN }];
      shouldRefuse(() => formatDigitalLink({ resolver: wrong, elements }), `"${wrong}" is no resolver`);
    });
  }

  for (const [name, why] of [
    ["10", "(10) is in the query and not in the path"],
    ["17", '"x" is no date'],
    ["s", 'its salt "x" is not the base64url of 32 bytes'],
    ["12345", '"12345" can be no application identifier'],
  ] as const) {
    it(`refuses the parameter "${name}", which no reader would take`, () => {
      const link = { resolver, elements: [{ ai: "01", value: GTIN }], parameters: [[name, "x"]] as const };
      shouldRefuse(() => formatDigitalLink(link), why);
    });
  }

  it("takes a resolver with a path, and a parameter without a name", () => {
    const link = { resolver: "https://t.example/a//b", elements: [{ ai: "01", value: GTIN }] };
    const uri = formatDigitalLink({ ...link, parameters: [["", "x"]] });
    expect(uri).to.equal(`https://t.example/a//b/01/${GTIN}?=x`);
    expect(parseDigitalLink(uri)).to.deep.equal({ ...link, parameters: [["", "x"]] });
  });

  it("refuses a salt that does not have 32 bytes", () => {
    const elements = [{ ai: "01", value: GTIN }];
    shouldRefuse(() => formatDigitalLink({ resolver, elements, salt: "0x12" }), 'The salt "0x12"');
  });
});
