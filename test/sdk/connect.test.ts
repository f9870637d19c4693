import { inspect } from "node:util";

import { expect } from "chai";
import { JsonRpcProvider, Wallet, ZeroAddress } from "ethers";

import { DEPLOYMENTS } from "../../sdk/addresses.js";
import { connect, type ConnectOptions } from "../../sdk/connect.js";
import { FatalError, InvalidValueError, RetryableError, type WaymarkError } from "../../sdk/errors.js";
import { ethers, loadFixture } from "../support/chain.js";
import { busy, silent, withNode } from "../support/node.js";
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

  it("names the option that is none", async () => {
    const { ledger } = await loadFixture(world);
    const address = await ledger.getAddress();
    const wrong: readonly (readonly [options: object, message: string])[] = [
      [{ provider: {} }, "An object is no provider: that is an object with getNetwork()."],
      [{ provider, signer: "me" }, "Text is no signer: that is an object with its fields."],
      [{ provider, signer: {} }, "An object is no signer: that is an object with getAddress()."],
      [{ provider, address, party: "x" }, '"x" is no party number: those have 32 bits.'],
      [{ provider, address, deploymentBlock: "5" }, '"5" is no number of a block.'],
      [{ provider, signal: new AbortController() }, "is no AbortSignal: that is an object with addEventListener()."],
    ];
    for (const [options, message] of wrong) {
      const error = await failureOf(options as ConnectOptions);
      expect(error, message).to.be.instanceOf(InvalidValueError);
      expect(error.message).to.include(message);
    }
    expect(await connect({ provider, address, party: 5 as never })).to.have.property("party", 5n);
  });

  it("does not tell a private key that stands where a signer belongs", async () => {
    const { privateKey } = Wallet.createRandom();
    const error = await failureOf({ provider, signer: privateKey } as never);
    expect(error).to.be.instanceOf(InvalidValueError);
    expect(inspect(error, { depth: null })).not.to.include(privateKey.slice(2));
  });

  it("names what is no URL of a node", async () => {
    for (const rpcUrl of ["", "localhost:8545", "127.0.0.1:8545", "ws://127.0.0.1:8545"]) {
      const error = await failureOf({ rpcUrl });
      expect(error).to.be.instanceOf(InvalidValueError);
      expect(error.message).to.equal(`"${rpcUrl}" is no URL of a node.`);
      expect(error.toDo).to.include("http://127.0.0.1:8545");
      expect(error.values).to.deep.equal({ value: rpcUrl });
    }
  });

  it("tells of what is no URL neither a password nor an access key", async () => {
    for (const [rpcUrl, told] of [
      ["wss://node.example/v3/secret", "wss://node.example…"],
      ["wss://user:secret@node.example", "wss://…"],
      ["wss://user:sec/ret@node.example/v3/secret", "wss://…"],
      ["node.example/v3/secret", "node.example…"],
      ["node.example?key=secret", "node.example…"],
      ["user:secret@node.example", "…"],
    ] as const) {
      const error = await failureOf({ rpcUrl });
      expect(error).to.be.instanceOf(InvalidValueError);
      expect(error.message).to.equal(`"${told}" is no URL of a node.`);
      expect(error.values).to.deep.equal({ value: told });
    }
  });

  it("repeats no text that stands for a signer, a provider or the options: it may be a key", async () => {
    const secret = Wallet.createRandom().privateKey;
    for (const options of [{ provider, signer: secret }, { provider: secret }, secret]) {
      const error = await failureOf(options as never);
      expect(error).to.be.instanceOf(InvalidValueError);
      expect(error.message).to.match(/^Text is no (signer|provider|set of options of connect): that is an object/);
      expect(JSON.stringify([error.message, error.toDo, error.values])).not.to.include(secret);
    }
  });

  it("names what are no options, and a name or password that is not escaped, without telling it", async () => {
    for (const options of [undefined, null, "http://127.0.0.1:8545", []]) {
      const error = await failureOf(options as never);
      expect(error).to.be.instanceOf(InvalidValueError);
      expect(error.message).to.match(/ is no set of options of connect: that is an object with its fields\.$/);
    }
    const error = await failureOf({ rpcUrl: "http://a%zz:secret@node.example" });
    expect(error).to.be.instanceOf(InvalidValueError);
    expect(error.message).to.match(
      /^The name or the password in the URL of the node at http:\/\/node\.example has a %/,
    );
    expect(JSON.stringify([error.message, error.toDo, error.values])).not.to.match(/secret|zz/);
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

  it("ends when a node takes the connection and does not answer, and names the node without its key", async () => {
    await withNode(silent, async (rpcUrl) => {
      const error = await failureOf({ rpcUrl: `${rpcUrl.replace("//", "//name:word@")}/key`, timeout: 100 });
      expect(error).to.be.instanceOf(RetryableError).with.property("name", "ConnectTimedOut");
      expect(error.message).to.equal(`The chain at ${rpcUrl} did not answer within 100 ms.`);
      expect(error.values).to.deep.equal({ endpoint: rpcUrl, timeout: 100 });
    });
  });

  it("ends when a provider, or a signer's, does not answer", async () => {
    const { ledger } = await loadFixture(world);
    const address = await ledger.getAddress();
    await withNode(silent, async (rpcUrl) => {
      const mute = new JsonRpcProvider(rpcUrl, 31337, { staticNetwork: true });
      const signer = Wallet.createRandom().connect(new JsonRpcProvider(rpcUrl));
      for (const options of [{ provider: mute }, { provider, signer }]) {
        const error = await failureOf({ ...options, address, timeout: 100 });
        expect(error).to.be.instanceOf(RetryableError).with.property("name", "ConnectTimedOut");
        expect(error.message).to.equal("The chain did not answer within 100 ms.");
      }
      // Asked again, it still is not destroyed: it is the caller's.
      expect(mute.destroyed).to.equal(false);
      mute.destroy();
      signer.provider?.destroy();
    });
  });

  it("says that a busy node is busy", async () => {
    await withNode(busy, async (rpcUrl) => {
      const error = await failureOf({ rpcUrl });
      expect(error).to.be.instanceOf(RetryableError).with.property("name", "RpcBusy");
      expect(error.values).to.deep.equal({ endpoint: rpcUrl });
    });
  });

  it("says of answers that cannot be read that they are the node's, and of no argument", async () => {
    await loadFixture(world);
    for (const method of ["eth_chainId", "eth_getCode"]) {
      for (const answer of [null, "0x1g", "banana", {}, []]) {
        const { rpcUrl, close } = await serve({ meddle: (asked, result) => (asked === method ? answer : result) });
        try {
          const error = await failureOf({ rpcUrl, address: ZeroAddress });
          expect(error, JSON.stringify(answer)).to.be.instanceOf(RetryableError);
          expect(error, JSON.stringify(answer)).to.have.property("name", "AnswerUnreadable");
        } finally {
          close();
        }
      }
    }
  });

  it("tells an abort as the caller's own wish, before and while it connects", async () => {
    await withNode(silent, async (rpcUrl) => {
      for (const signal of [AbortSignal.abort("enough"), AbortSignal.timeout(50)]) {
        const error = await failureOf({ rpcUrl, signal });
        expect(error).to.be.instanceOf(RetryableError).with.property("name", "ConnectAborted");
        expect(error.message).to.equal(`Connecting to the chain at ${rpcUrl} was ended by the caller.`);
        expect(error.cause).to.equal(signal.reason);
      }
    });
  });

  it("takes a long time-out, and refuses what is no length of time", async () => {
    const { ledger } = await loadFixture(world);
    const address = await ledger.getAddress();
    for (const timeout of [Infinity, 1e12])
      expect(await connect({ provider, address, timeout })).to.include({ address });
    for (const timeout of [0, -1, NaN]) {
      const error = await failureOf({ provider, address, timeout });
      expect(error).to.be.instanceOf(InvalidValueError);
      expect(error.message).to.equal(`${timeout} is no time-out: that is a number of milliseconds above 0.`);
    }
  });

  it("connects to no other contract, whatever that answers", async () => {
    const { ledger } = await loadFixture(world);
    const [verifier] = await ledger.verifiers();
    const address = "0x000000000000000000000000000000000000c0de";
    // Return one zero byte; revert; hand on what the ledger answers, which names its own address.
    const forward = `0x3660006000376000600036600073${(await ledger.getAddress()).slice(2)}5afa3d600060003e3d6000f3`;
    const { rpcUrl, close } = await serve();
    try {
      for (const code of ["0x60016000f3", "0x60006000fd", forward]) {
        await provider.send("hardhat_setCode", [address, code]);
        const error = await failureOf({ rpcUrl, address });
        expect(error, code).to.be.instanceOf(FatalError).with.property("name", "NotALedger");
      }
      const error = await failureOf({ rpcUrl, address: verifier });
      expect(error).to.be.instanceOf(FatalError).with.property("name", "NotALedger");
      expect(error.message).to.match(/^No Waymark ledger answers at that address/);
    } finally {
      close();
    }
  });

  it("says of what answers in the ledger's place later that it is none", async () => {
    const { ledger } = await loadFixture(world);
    const waymark = await connect({ provider, address: await ledger.getAddress() });
    // Returns one zero byte, whatever it is asked.
    await provider.send("hardhat_setCode", [waymark.address, "0x60016000f3"]);
    const asked = [() => waymark.parties.find("did:web:a.example"), () => waymark.governance.authority()];
    for (const ask of asked) {
      const error: unknown = await ask().catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(FatalError).with.property("name", "NotALedger");
      expect(error)
        .to.have.property("message")
        .that.matches(/^No Waymark ledger answers at that address/);
    }
  });

  it("says of a node that fails at that question that it is the node", async () => {
    const { ledger } = await loadFixture(world);
    const { rpcUrl, close } = await serve({ without: ["eth_call"] });
    try {
      const error = await failureOf({ rpcUrl, address: await ledger.getAddress() });
      expect(error).to.have.property("name", "MethodMissing");
    } finally {
      close();
    }
  });
});
