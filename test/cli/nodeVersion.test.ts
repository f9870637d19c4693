import { expect } from "chai";

import { nodeProblem } from "../../cli/nodeVersion.js";

describe("the Node.js of the command", () => {
  for (const version of ["22.13.0", "22.20.1", "24.0.0"]) {
    it(`may be ${version}`, () => {
      expect(nodeProblem(version)).to.equal(undefined);
    });
  }

  for (const version of ["22.12.9", "20.20.2", "18.0.0"]) {
    it(`may not be ${version}, as one sentence says`, () => {
      expect(nodeProblem(version))
        .to.match(/^waymark needs Node\.js 22\.13 or newer, and this is [\d.]+: install /)
        .and.include(version);
    });
  }
});
