import { expect } from "chai";
import fc from "fast-check";

import { checkDigitOf } from "../../../sdk/gs1/checkDigit.js";
import { formatElementString, parseElementString } from "../../../sdk/gs1/elementString.js";
import { formatEpcUri, parseEpcUri } from "../../../sdk/gs1/epcUri.js";
import { shouldRefuse } from "../../support/refusal.js";
import { text82 } from "./arbitraries.js";

/** The examples of the EPC Tag Data Standard, and the same keys elsewhere. */
const EXAMPLES = [
  ["urn:epc:id:sgtin:0614141.812345.6789", "(01)80614141123458(21)6789", 7],
  ["urn:epc:id:sgtin:0614141.112345.32a%2Fb", "(01)10614141123459(21)32a/b", 7],
  ["urn:epc:class:lgtin:0614141.712345.ABC(1)", String.raw`(01)70614141123451(10)ABC\(1)`, 7],
  ["urn:epc:idpat:sgtin:9520123.045678.*", "(01)09520123456788", 7],
  ["urn:epc:id:sscc:0614141.1234567890", "(00)106141412345678908", 7],
  ["urn:epc:id:sgln:9520123.45678.0", "(414)9520123456788", 7],
  ["urn:epc:id:sgln:061414100777..A1", "(414)0614141007776(254)A1", 12],
  ["urn:epc:id:pgln:061414.100777", "(417)0614141007776", 6],
] as const;

describe("sdk/gs1: EPC URIs", () => {
  for (const [uri, text, prefixLength] of EXAMPLES) {
    it(`name ${text} by ${uri}`, () => {
      const elements = parseElementString(text);
      expect(formatEpcUri({ elements, prefixLength })).to.equal(uri);
      expect(parseEpcUri(uri)).to.deep.equal({ elements, prefixLength });
    });
  }

  it("name the item where lot and serial are known", () => {
    const elements = parseElementString("(01)09520123456788(10)LOT7(21)12345");
    expect(formatEpcUri({ elements, prefixLength: 7 })).to.equal("urn:epc:id:sgtin:9520123.045678.12345");
  });

  it("come back as they went, whatever the prefix and the serial", () => {
    const bodies = fc.stringMatching(/^[0-9]{12}[1-9]$/);
    fc.assert(
      fc.property(bodies, text82(20), fc.integer({ min: 6, max: 12 }), (body, serial, prefixLength) => {
        const elements = [
          { ai: "01", value: `${body}${checkDigitOf(body)}` },
          { ai: "21", value: serial },
        ];
        expect(parseEpcUri(formatEpcUri({ elements, prefixLength }))).to.deep.equal({ elements, prefixLength });
      }),
    );
  });

  for (const uri of [
    "",
    "urn:epc:id:grai:0614141.12345.400",
    "urn:epc:id:sgtin:0614141.81234.6789",
    "urn:epc:id:sgtin:x0614141.812345.6789",
    "urn:epc:id:sscc:0614141.1234567890\n",
    "urn:epc:id:sgtin:0614141.812345",
    "urn:epc:id:sscc:0614141.1234567890.1",
    "urn:epc:id:sgtin:0614141812345..1",
    "https://id.gs1.org/01/09520123456788",
  ]) {
    it(`"${uri}" is refused`, () => {
      shouldRefuse(() => parseEpcUri(uri), `"${uri.replace("\n", " ")}" is no EPC URI of goods, a place or a party.`);
    });
  }

  it("refuse a pattern other than all of a GTIN", () => {
    shouldRefuse(() => parseEpcUri("urn:epc:idpat:sgtin:9520123.045678.1"), "is a pattern");
  });

  it("refuse a serial that no code carries, and a broken escape", () => {
    shouldRefuse(() => parseEpcUri("urn:epc:id:sgtin:0614141.812345.%23"), '"#" is no serial');
    shouldRefuse(() => parseEpcUri("urn:epc:id:sgtin:0614141.812345.%2"), '"%2" in');
  });

  for (const sign of ['"', "&", "/", "<", ">", "?"]) {
    it(`refuse a serial with a ${sign} that is not escaped`, () => {
      const uri = `urn:epc:id:sgtin:0614141.812345.a${sign}b`;
      shouldRefuse(() => parseEpcUri(uri), `"a${sign}b" in "${uri}" has a "${sign}" that is not escaped.`);
    });
  }

  it("refuse a GTIN of zeros alone", () => {
    const elements = [{ ai: "01", value: "0".repeat(14) }];
    shouldRefuse(() => parseEpcUri("urn:epc:id:sgtin:0000000.000000.1"), "00000000000000 is no GTIN: zeros alone");
    shouldRefuse(() => parseEpcUri("urn:epc:idpat:sgtin:0000000.000000.*"), "00000000000000 is no GTIN: zeros alone");
    shouldRefuse(() => formatEpcUri({ elements, prefixLength: 7 }), "00000000000000 is no GTIN: zeros alone");
  });

  it("are not written of elements that cannot hold their values, and not read with a prefix of another length", () => {
    const wrong = [{ ai: "00", value: "106141412345678901" }];
    shouldRefuse(() => formatEpcUri({ elements: wrong, prefixLength: 7 }), "106141412345678901 is no SSCC");
    shouldRefuse(
      () => parseEpcUri("urn:epc:id:sgtin:06141.81234567.6789"),
      "An EPC URI cannot have a company prefix of 5 digits",
    );
  });

  it("refuse elements that they do not name, and a prefix of another length", () => {
    shouldRefuse(
      () => formatEpcUri({ elements: [{ ai: "10", value: "A" }], prefixLength: 7 }),
      "No EPC URI names these elements",
    );
    for (const prefixLength of [5, 13, 6.5]) {
      shouldRefuse(
        () => formatEpcUri({ elements: parseElementString("(01)09520123456788"), prefixLength }),
        `An EPC URI cannot have a company prefix of ${prefixLength} digits`,
      );
    }
  });

  it("write elements as people read them", () => {
    expect(formatElementString(parseEpcUri("urn:epc:id:sscc:0614141.1234567890").elements)).to.equal(
      "(00)106141412345678908",
    );
  });
});
