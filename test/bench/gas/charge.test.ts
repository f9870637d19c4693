import { expect } from "chai";
import { getBytes, zeroPadValue } from "ethers";

import { chargeOf, floorOf, type Charge } from "../../../bench/gas/charge.js";
import { traceOf } from "../../../bench/gas/trace.js";
import { ethers, networkHelpers } from "../../support/chain.js";

const CONTRACT = "0x1000000000000000000000000000000000000001";
const OTHER = "0x1000000000000000000000000000000000000002";

/** Runs code as a contract's and sorts what it was charged. */
async function chargedFor(code: string, data = "0x"): Promise<Charge> {
  await networkHelpers.setCode(CONTRACT, `0x${code}`);
  const [sender] = await ethers.getSigners();
  const receipt = await (await sender!.sendTransaction({ to: CONTRACT, data })).wait();
  return chargeOf(await traceOf(receipt!));
}

describe("Gas: where it goes", () => {
  beforeEach(async () => {
    await networkHelpers.setStorageAt(CONTRACT, 0, zeroPadValue("0x", 32));
  });

  it("counts a slot once: its first access and its first write are needed, a second reading is not", async () => {
    // PUSH0 SLOAD POP, twice; PUSH1 1 PUSH0 SSTORE; STOP
    const charge = await chargedFor("5f54505f545060015f5500");
    expect(charge).to.include({ base: 21_000, calldata: 0, storage: 2_100 + 20_000, again: 100, computation: 13 });
    expect(floorOf(charge)).to.equal(21_000 + 22_100);
  });

  it("takes refunds off what was written", async () => {
    await networkHelpers.setStorageAt(CONTRACT, 0, zeroPadValue("0x01", 32));
    // PUSH0 PUSH0 SSTORE STOP: 5,000 to clear a cold slot, 4,800 of them back
    expect((await chargedFor("5f5f5500")).storage).to.equal(200);
  });

  it("counts a log with its topic and data", async () => {
    // PUSH0 PUSH0 MSTORE, so that memory is there; topic 0, 32 bytes: LOG1
    expect((await chargedFor("5f5f525f60205fa100")).logs).to.equal(375 + 375 + 32 * 8);
  });

  it("charges calldata by the byte, and by EIP-7623 where a transaction does little else", async () => {
    // A loop that burns enough to stay above the floor: PUSH1 100 JUMPDEST PUSH1 1 SWAP1 SUB DUP1 PUSH1 2 JUMPI STOP
    const burning = "60645b6001900380600257" + "00";
    expect((await chargedFor(burning, "0x00ff")).calldata).to.equal(4 + 16);
    expect((await chargedFor("00", "0x00ff")).calldata).to.equal(10 * (1 + 4));
  });

  it("tells a precompile's price from the code of another contract", async () => {
    // PUSH0 PUSH0 MSTORE; STATICCALL of SHA-256 (2) over 32 bytes: 60, and 12 a word
    const sha256 = await chargedFor("5f5f52" + "60205f60205f60025afa5000");
    expect(sha256).to.include({ precompiles: 60 + 12, again: 100, code: 0 });
    await networkHelpers.setCode(OTHER, "0x00");
    const call = await chargedFor(`5f5f5f5f5f73${OTHER.slice(2)}5af15000`);
    expect(call).to.include({ precompiles: 0, again: 0, code: 2_600 });
  });

  it("refuses a trace that does not account for the gas used", () => {
    const sent = { steps: [], data: getBytes("0x"), gasUsed: 21_001 };
    expect(() => chargeOf(sent)).to.throw("The trace accounts for 21000 gas, and the chain says that 21001 was used.");
  });
});
