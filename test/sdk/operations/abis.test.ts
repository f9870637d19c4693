import { expect } from "chai";
import type { Interface } from "ethers";

import { ACCESS_MANAGER } from "../../../sdk/operations/abis.js";
import { AccessManager__factory } from "../../../typechain-types/index.js";

/** What an interface says, in types, a line for each thing, in no order, without its constructor, which only a deployment calls. */
function saysOf(abi: Interface): string[] {
  return abi.fragments
    .filter(({ type }) => type !== "constructor")
    .map((fragment) => fragment.format("minimal"))
    .sort();
}

describe("sdk/operations: the access manager's interface", () => {
  it("is that of the contract which is deployed", () => {
    expect(saysOf(ACCESS_MANAGER)).to.deep.equal(saysOf(AccessManager__factory.createInterface()));
  });
});
