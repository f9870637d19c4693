import { expect } from "chai";

import { driftComplaint } from "./drift.js";

describe("The gate on gas", () => {
  const TO_DO = "when that is intended, run `UPDATE_SNAPSHOT=1 npm test -- --grep Gas` and commit snapshots/gas.json";

  it("lets a figure be 2 % above or below the committed one, and no gas more", () => {
    for (const figure of [49_000, 50_000, 51_000]) expect(driftComplaint("x", figure, 50_000)).to.equal(undefined);
    expect(driftComplaint("record Held", 51_001, 50_000)).to.equal(
      `"record Held" takes 51,001 gas, and snapshots/gas.json says 50,000 (+2.00 %, at most 2 %): ${TO_DO}.`,
    );
    expect(driftComplaint("record Held", 48_999, 50_000)).to.equal(
      `"record Held" takes 48,999 gas, and snapshots/gas.json says 50,000 (-2.00 %, at most 2 %): ${TO_DO}.`,
    );
  });

  it("is as narrow for small figures: 74 of 73 passes, 75 does not", () => {
    expect(driftComplaint("an item", 74, 73)).to.equal(undefined);
    expect(driftComplaint("an item", 75, 73)).to.contain("+2.74 %");
    expect(driftComplaint("an item", 71, 73)).to.contain("-2.74 %");
  });

  it("complains of what the snapshot does not hold", () => {
    expect(driftComplaint("new", 1, undefined)).to.equal(`"new" is not in snapshots/gas.json: ${TO_DO}.`);
  });
});
