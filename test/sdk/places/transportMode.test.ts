import { expect } from "chai";

import { InvalidValueError } from "../../../sdk/errors.js";
import { chinaCustomsCodeOf, TransportMode, transportModesOfChinaCustoms } from "../../../sdk/places/transportMode.js";

describe("sdk/places: transport modes at China Customs", () => {
  const CODES = [
    { mode: TransportMode.Maritime, code: "2" },
    { mode: TransportMode.Rail, code: "3" },
    { mode: TransportMode.Road, code: "4" },
    { mode: TransportMode.Air, code: "5" },
    { mode: TransportMode.Mail, code: "6" },
    { mode: TransportMode.FixedInstallation, code: "G" },
    { mode: TransportMode.InlandWater, code: "2" },
  ];
  for (const { mode, code } of CODES) {
    it(`declares mode ${mode} as ${code}, which means it again`, () => {
      expect(chinaCustomsCodeOf(mode)).to.equal(code);
      expect(transportModesOfChinaCustoms(code)).to.include(mode);
    });
  }

  for (const mode of [TransportMode.NotSpecified, TransportMode.Multimodal, TransportMode.NotApplicable]) {
    it(`has no code for mode ${mode} alone`, () => {
      expect(chinaCustomsCodeOf(mode)).to.equal(undefined);
    });
  }

  it("reads a move in or out of a bonded area as no mode", () => {
    for (const code of "0178HTWXYZ") {
      expect(transportModesOfChinaCustoms(code)).to.deep.equal([TransportMode.NotApplicable]);
    }
  });

  it("refuses a code that it does not know", () => {
    for (const code of ["Q", "", "22", "constructor", "toString", "__proto__"]) {
      expect(() => transportModesOfChinaCustoms(code)).to.throw(InvalidValueError, `"${code}" is no mode of transport`);
    }
  });
});
