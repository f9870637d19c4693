import { expect } from "chai";

import { InvalidValueError } from "../../sdk/errors.js";
import { offline } from "../../sdk/offline.js";

const address = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

describe("sdk/offline", () => {
  it("knows the ledger that it signs for, with its checksum", () => {
    expect(offline({ chainId: 8453n, address: address.toLowerCase(), party: 5n })).to.include({ address, party: 5n });
  });

  it("says of what is no address, and of what is no chain, that it is none", () => {
    expect(() => offline({ chainId: 1n, address: "0x12" })).to.throw(
      InvalidValueError,
      '"0x12" is no address, or its checksum is wrong.',
    );
    for (const chainId of [1, -1n, "1", undefined]) {
      expect(() => offline({ chainId: chainId as bigint, address })).to.throw(InvalidValueError, "is no chain");
    }
    for (const options of [undefined, null, address]) {
      expect(() => offline(options as never)).to.throw(InvalidValueError, "is no set of options of offline");
    }
  });
});
