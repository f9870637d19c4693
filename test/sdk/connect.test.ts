import { expect } from "chai";
import { JsonRpcProvider, Wallet, ZeroAddress } from "ethers";

import { DEPLOYMENTS } from "../../sdk/addresses.js";
import { connect, type ConnectOptions } from "../../sdk/connect.js";
import { FatalError, InvalidValueError, RetryableError, type WaymarkError } from "../../sdk/errors.js";
import { ethers, loadFixture } from "../support/chain.js";
import { serve } from "../support/serve.js";
import { world } from "../support/world.js";

const { provider } = ethers;

async function failureOf(options: ConnectOptions): Promise<WaymarkError> {
  return await connect(options).then(
    () => expect.fail("It connected."),
    // connect throws nothing else: it decodes what it catches.
    (caught: unknown) => caught as WaymarkError,
  );
}

describe("sdk/connect", () => {
  it("reads the ledger through a provider", async () => {
    const { ledger } = await loadFixture(world);
    const address = await ledger.getAddress();
    const waymark = await connect({ provider, address: address.toLowerCase(), deploymentBlock: 3 });
    expect(waymark).to.include({ chainId: 31337n, address, deploymentBlock: 3, provider });
    expect(await waymark.ledger.partyCount()).to.equal(23n);
  });

  it("reads the ledger behind a URL, and does not know its block", async () => {
    const { ledger } = await loadFixture(world);
    const { rpcUrl, close } = await serve();
    try {
      const waymark = await connect({ rpcUrl, address: await ledger.getAddress() });
      expect(await waymark.ledger.partyCount()).to.equal(23n);
      expect(waymark.deploymentBlock).to.equal(undefined);
      waymark.provider.destroy();
    } finally {
      close();
    }
  });

  it("writes with a signer, connecting one that has no provider", async () => {
    const { ledger, admin } = await loadFixture(world);
    const address = await ledger.getAddress();
    const connected = await connect({ provider, address, signer: admin });
    await connected.ledger.admitParty("did:web:new.example", "did:web:new.example", admin.address);
    expect(await ledger.partyCount()).to.equal(24n);
    const wallet = Wallet.createRandom().connect(null);
    const offline = await connect({ provider, address, signer: wallet });
    expect(await (offline.ledger.runner as Wallet).getAddress()).to.equal(wallet.address);
    expect(offline.ledger.runner?.provider).to.equal(provider);
  });

  it("refuses a signer on another chain", async () => {
    const { ledger } = await loadFixture(world);
    const elsewhere = new JsonRpcProvider("http://127.0.0.1:1", 8453, { staticNetwork: true });
    const signer = Wallet.createRandom().connect(elsewhere);
    const error = await failureOf({ provider, address: await ledger.getAddress(), signer });
    expect(error).to.be.instanceOf(FatalError).with.property("name", "SignerElsewhere");
    expect(error.message).to.equal("The signer is connected to chain 8453, and the ledger is read on chain 31337.");
    elsewhere.destroy();
  });

  it("says that it knows no ledger on a chain, and where it does", async () => {
    const error = await failureOf({ provider });
    expect(error).to.be.instanceOf(FatalError).with.property("name", "ChainUnknown");
    expect(error.message).to.equal("This release knows no ledger on chain 31337.");
    expect(error.values).to.deep.equal({ chainId: 31337n, known: DEPLOYMENTS.map(({ chainId }) => chainId) });
    expect(error.toDo).to.match(/^Give the ledger's address/);
    for (const { network } of DEPLOYMENTS) expect(error.toDo).to.include(network);
  });

  it("says that there is no contract at the address", async () => {
    const error = await failureOf({ provider, address: ZeroAddress });
    expect(error).to.be.instanceOf(FatalError).with.property("name", "LedgerNotFound");
    expect(error.message).to.equal(`There is no contract at ${ZeroAddress} on chain 31337.`);
  });

  it("refuses what is no address", async () => {
    for (const address of ["0x12", "waymark.eth", "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266"]) {
      const error = await failureOf({ provider, address });
      expect(error).to.be.instanceOf(InvalidValueError);
      expect(error.message).to.equal(`"${address}" is no address, or its checksum is wrong.`);
    }
  });

  it("says that a chain is not reached, without waiting for it", async () => {
    const error = await failureOf({ rpcUrl: "http://127.0.0.1:1", address: ZeroAddress });
    expect(error).to.be.instanceOf(RetryableError).with.property("name", "RpcUnreachable");
  });
});
