import { expect } from "chai";

import { isClassUri, isGlnUri, isSsccUri, lotUri, readLot } from "../../../sdk/epcis/uris.js";
import { formatDigitalLink } from "../../../sdk/gs1/digitalLink.js";
import { parseGtin } from "../../../sdk/gs1/gtin.js";
import { parseLot } from "../../../sdk/gs1/lot.js";

describe("sdk/epcis: URIs", () => {
  const gtin = parseGtin("09520123456788");

  it("gives a lot the one URI that its canonical Digital Link is, whatever signs it has", () => {
    for (const lot of ["NZ2611A", "A!'(1)*", "a/b", '%&+,-.:;<=>?_"', "10", "0.x"].map(parseLot)) {
      const uri = lotUri({ gtin, lot });
      const elements = [
        { ai: "01", value: gtin },
        { ai: "10", value: lot },
      ];
      expect(uri).to.equal(formatDigitalLink({ resolver: "https://id.gs1.org", elements }));
      expect(readLot(uri)).to.deep.equal({ gtin, lot });
      expect(isClassUri(uri)).to.equal(true);
    }
    expect(lotUri({ gtin, lot: parseLot("A!'(1)*") })).to.equal(
      "https://id.gs1.org/01/09520123456788/10/A%21%27%281%29%2A",
    );
  });

  it("knows what it would write from what only names the same", () => {
    expect(isClassUri("https://id.gs1.org/01/09520123456788")).to.equal(true);
    expect(isClassUri("https://id.gs1.org/01/09520123456788/10/A!")).to.equal(false);
    expect(isClassUri("https://id.gs1.org/01/09520123456788/21/1")).to.equal(false);
    expect(isClassUri("urn:epc:class:lgtin:9520123.045678.NZ2611A")).to.equal(false);
    expect(isSsccUri("https://id.gs1.org/00/195201240000000024")).to.equal(true);
    expect(isSsccUri("https://id.gs1.org/00/195201240000000025")).to.equal(false);
    expect(isGlnUri("https://id.gs1.org/414/9520123000011")).to.equal(true);
    expect(isGlnUri("https://trace.example/414/9520123000011")).to.equal(false);
  });
});
