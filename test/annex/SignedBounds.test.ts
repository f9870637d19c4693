import { expect } from "chai";
import { dataLength, dataSlice, keccak256 } from "ethers";

import { revertDataIn } from "../../sdk/errors/revertData.js";
import { signerIdOf } from "../../sdk/ids.js";
import { roleSet } from "../../sdk/vocabulary.js";
import { keyOf } from "../../bench/support/keys.js";
import { ethers, loadFixture } from "../support/chain.js";
import { authorizeRecords, chipKey, passkey } from "../support/signing.js";
import { at, checkpoint, deployLedger, FOREVER, world } from "../support/world.js";

/** What `tryMulticall` wants to have before each call: a million units of gas by the rule of EIP-150, and a reserve. */
const NEEDED = BigInt(Math.floor((1_000_000 * 64) / 63) + 50_000);
/** From so many units below it, one unit at a time. */
const NEAR = 8n;
/** Most calls, and most records, that one call takes. */
const MOST = 256;

/** What a transaction that asked twice how much gas is left was told first. */
async function gasAsked(hash: string): Promise<bigint> {
  const options = { disableMemory: true, disableStack: true, disableStorage: true };
  const { structLogs } = (await ethers.provider.send("debug_traceTransaction", [hash, options])) as {
    structLogs: readonly { op: string; gas: number }[];
  };
  const told = structLogs.flatMap(({ op }, at) => (op === "GAS" ? [structLogs[at + 1]?.gas ?? 0] : []));
  return BigInt(told.at(-2) ?? 0);
}

describe("SignedAffairs: bounds", () => {
  it("tryMulticall and multicall refuse an array without calls, and one of 257", async () => {
    const { ledger } = await loadFixture(world);
    const call = ledger.interface.encodeFunctionData("verifiers");
    for (const count of [0, MOST + 1]) {
      const calls = Array.from({ length: count }, () => call);
      for (const many of [ledger.tryMulticall, ledger.multicall] as const) {
        await expect(many.staticCall(calls)).to.be.revertedWithCustomError(ledger, "CallCountInvalid").withArgs(count);
      }
    }
  });

  it("tryMulticall begins a call with exactly the gas that it needs, and not with a unit less", async () => {
    const { ledger, outsider } = await loadFixture(world);
    const data = ledger.interface.encodeFunctionData("tryMulticall", [
      [ledger.interface.encodeFunctionData("verifiers")],
    ]);
    const wallet = keyOf(outsider.address).connect(ethers.provider);
    const to = await ledger.getAddress();
    /** What is left when it is asked whether that is enough, if it is too little. */
    const left = async (gasLimit: bigint): Promise<bigint | undefined> => {
      // Sent raw: nobody between here and the chain may round what is given.
      const request = { to, data, gasLimit, nonce: await wallet.getNonce() };
      const raw = await wallet.signTransaction(await wallet.populateTransaction(request));
      const error: unknown = await ethers.provider.send("eth_sendRawTransaction", [raw]).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      const [revert] = revertDataIn(error);
      const parsed = revert === undefined ? null : ledger.interface.parseError(revert);
      if (parsed?.name !== "GasTooLow") return undefined;
      expect([...parsed.args]).to.deep.equal([0n, parsed.args[1], NEEDED]);
      // The error names what is left a little later.
      return await gasAsked(keccak256(raw));
    };

    let gas = 200_000n;
    let last = 0n;
    for (let now = await left(gas); now !== undefined; now = await left(gas)) {
      last = now;
      gas += NEEDED - now > NEAR ? NEEDED - now - NEAR : 1n;
    }
    expect(last).to.equal(NEEDED - 1n);
  });

  it("multicall, relay and dryRun make a call of four bytes, and none of three", async () => {
    const { ledger, outsider } = await loadFixture(world);
    const call = ledger.interface.encodeFunctionData("verifiers");
    const short = call.slice(0, -2);
    const signer = signerIdOf(outsider.address);
    const { p256, webAuthn } = await ledger.verifiers();
    const answer = ledger.interface.encodeFunctionResult("verifiers", [p256, webAuthn]);
    expect(await ledger.multicall.staticCall([call])).to.deep.equal([answer]);
    expect(await ledger.tryMulticall.staticCall([call])).to.deep.equal([]);
    await expect(ledger.dryRun.staticCall(call, signer))
      .to.be.revertedWithCustomError(ledger, "DryRun")
      .withArgs(true, answer);
    for (const sent of [
      () => ledger.multicall.staticCall([short]),
      () => ledger.tryMulticall.staticCall([short]),
      () => ledger.dryRun.staticCall(short, signer),
    ]) {
      await expect(sent()).to.be.revertedWithCustomError(ledger, "CallInvalid").withArgs(short);
    }
  });

  it("multicall hands a call on as it is: one that was cut short is not filled up", async () => {
    const { ledger, cast } = await loadFixture(world);
    const { id, account } = cast.carrier;
    const data = ledger.interface.encodeFunctionData("burnNonces", [id, 0, 1]);
    const cut = dataSlice(data, 0, dataLength(data) - 32);
    const by = ledger.connect(account);
    await by.multicall.staticCall([data]);
    await expect(by.multicall.staticCall([cut])).to.be.revertedWithoutReason(ethers);
    expect(await by.tryMulticall.staticCall([cut])).to.deep.equal([[0n, "0x"]]);
  });

  it("recordMany tries 256 records, and no more", async () => {
    const w = await loadFixture(world);
    const { ledger, cast } = w;
    const id = ethers.id("unknown");
    const c = await checkpoint(id, cast.carrier, "Departed", "Carrier", "NZTRG");
    const many = (count: number) =>
      ledger.connect(cast.carrier.account).recordMany.staticCall(Array.from({ length: count }, () => c));
    await expect(many(MOST)).to.be.revertedWithCustomError(ledger, "ConsignmentUnknown").withArgs(id);
    await expect(many(MOST + 1))
      .to.be.revertedWithCustomError(ledger, "RecordCountInvalid")
      .withArgs(MOST + 1);
  });
});

describe("SignedAffairs: verifiers", () => {
  it("are those that the ledger was deployed with, also for its own checks", async () => {
    // Deployed here, not in a fixture: what is tested is how it is made.
    const { ledger, admin } = await deployLedger();
    const { p256, webAuthn } = await ledger.verifiers();
    expect(new Set([p256, webAuthn, ethers.ZeroAddress]).size).to.equal(3);

    const uri = "did:web:factory.example";
    await (await ledger.admitParty(uri, uri, admin.address)).wait();
    await (await ledger.setGrant(1, at(""), roleSet(["Carrier"]))).wait();
    for (const key of [await chipKey({ ledger }, "chip"), await passkey({ ledger }, "device")]) {
      await (await ledger.addSigner(1, key.signer, roleSet(["Carrier"]), at(""), 0, FOREVER, 1)).wait();
      const party = { id: 1n, account: admin };
      const c = await checkpoint(ethers.id("unknown"), party, "Departed", "Carrier", "NZTRG");
      // The signature is checked before the goods: they are all that is missing.
      await expect(ledger.recordSigned.staticCall(c, await authorizeRecords({ ledger }, key, [c])))
        .to.be.revertedWithCustomError(ledger, "ConsignmentUnknown")
        .withArgs(ethers.id("unknown"));
    }
  });
});
