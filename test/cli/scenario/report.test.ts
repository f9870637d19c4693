import { expect } from "chai";

import { stepInWords } from "../../../cli/scenario/report.js";
import type { Landed } from "../../../cli/scenario/playSteps.js";

/** A step at a place, with what is told of it. */
function seenAt(place: string): Landed {
  const step = { type: "Record", kind: "Sighted", role: "Customs", detail: 0, goods: ["pallet"], place };
  const actor = { party: { name: "Customs" }, writer: { how: "account" } };
  // Nothing else of a step is told.
  return { step, actor, occurredAt: 0, sequences: new Map([["pallet", 2]]) } as unknown as Landed;
}

describe("stepInWords", () => {
  for (const [place, told] of [
    ["CNSHG", "Shanghai Pt CNSHG"],
    ["CNXMN", "CNXMN"],
    ["", "on the road"],
  ] as const) {
    it(`tells "${place}" as ${told}`, () => {
      expect(stepInWords(seenAt(place)).about).to.deep.equal(["pallet 2", told, "Customs (Customs)"]);
    });
  }
});
