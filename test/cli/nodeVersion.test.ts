import { expect } from "chai";
import { config } from "hardhat";

import { findRepository } from "../../cli/deployment/findRepository.js";
import { nodeProblem } from "../../cli/nodeVersion.js";
import { UsageError } from "../../cli/usageError.js";

describe("the Node.js of the command", () => {
  for (const version of ["20.19.0", "22.13.1", "24.0.0"]) {
    it(`may be ${version}`, () => {
      expect(nodeProblem(version)).to.equal(undefined);
    });
  }

  for (const version of ["20.18.9", "18.20.2", "16.0.0"]) {
    it(`may not be ${version}, as one sentence says`, () => {
      expect(nodeProblem(version)).to.equal(`waymark needs Node.js 20.19 or newer, and this is ${version}.`);
    });
  }

  it("must be newer to deploy, which Hardhat does", () => {
    expect(() => findRepository(config.paths.root, "20.20.2"))
      .to.throw(UsageError, "Hardhat, which deploys, needs Node.js 22.13 or newer, and this is 20.20.2.")
      .with.property("toDo")
      .that.includes("npm run waymark");
    expect(findRepository(config.paths.root, "22.13.0")).to.have.property("folder", config.paths.root);
  });
});
