import { expect } from "chai";
import { concat, dataSlice, toBeHex } from "ethers";

import { revertDataIn } from "../../sdk/errors/revertData.js";
import { ethers, loadFixture } from "../support/chain.js";
import { checkpoint, createConsignment, world } from "../support/world.js";

/** Where the role stands among the words of a record. */
const ROLE = 3;

describe("Fields.requireClean of a stranger's record", () => {
  it("comes before anything is said of the key", async () => {
    const w = await loadFixture(world);
    const record = await checkpoint(await createConsignment(w), w.cast.factory, "Origin", "Factory", "NZTRG");
    const data = w.ledger.interface.encodeFunctionData("record", [record]);
    const to = await w.ledger.getAddress();
    const meets = async (call: string): Promise<string | undefined> =>
      await ethers.provider.call({ to, from: w.outsider.address, data: call }).then(
        () => undefined,
        (error: unknown) => [...revertDataIn(error)][0] ?? "0x",
      );
    const unknown = w.ledger.interface.getError("SignerUnknown")?.selector;
    expect((await meets(data))?.slice(0, 10)).to.equal(unknown);
    const start = 4 + 32 * ROLE;
    const dirty = concat([dataSlice(data, 0, start), toBeHex(256, 32), dataSlice(data, start + 32)]);
    expect(await meets(dirty)).to.equal("0x");
  });
});
