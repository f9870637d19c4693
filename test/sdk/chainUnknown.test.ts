import { expect } from "chai";

import { chainUnknown } from "../../sdk/chainUnknown.js";
import { FatalError } from "../../sdk/errors.js";

const address = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const BOOK = [
  { network: "base", chainId: 8453n, address, block: 1 },
  { network: "sepolia", chainId: 11_155_111n, address, block: 2 },
];

describe("sdk/chainUnknown", () => {
  it("names the chains of the address book, and what to do", () => {
    const error = chainUnknown(1n, BOOK);
    expect(error).to.be.instanceOf(FatalError).with.property("name", "ChainUnknown");
    expect(error.message).to.equal("This release knows no ledger on chain 1.");
    expect(error.toDo).to.equal(
      "Give the ledger's address, or connect to a chain with a known one: base (8453), sepolia (11155111).",
    );
    expect(error.values).to.deep.equal({ chainId: 1n, known: [8453n, 11_155_111n] });
  });

  it("says that an empty book has none", () => {
    const { toDo, values } = chainUnknown(1n, []);
    expect(toDo).to.equal("Give the ledger's address: this release knows none on any public chain.");
    expect(values).to.deep.equal({ chainId: 1n, known: [] });
  });
});
