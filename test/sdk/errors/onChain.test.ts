import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";
import { FetchRequest, JsonRpcProvider } from "ethers";
import { network } from "hardhat";

import type { WaymarkError } from "../../../sdk/errors.js";
import { decodeError, RetryableError } from "../../../sdk/errors.js";
import { LEDGER, HELD, HELD_MESSAGE } from "./samples.js";

/** A call that reverts with the calldata it was given. */
const ECHO = { address: "0x00000000000000000000000000000000000ec400", code: "0x3660008037366000fd" };

describe("sdk/errors: against a chain", () => {
  it("decodes what Hardhat's own network answers to a dry run and to a transaction", async () => {
    const { ethers } = await network.create();
    await ethers.provider.send("hardhat_setCode", [ECHO.address, ECHO.code]);
    const [account] = await ethers.getSigners();
    const transaction = { to: ECHO.address, data: HELD };
    for (const send of [() => account!.call(transaction), () => account!.sendTransaction(transaction)]) {
      expect((await caught(send)).message).to.equal(HELD_MESSAGE);
    }
  });

  it("decodes what a node answers over HTTP", async () => {
    const node = await network.createServer();
    const { port } = await node.listen();
    const provider = new JsonRpcProvider(`http://127.0.0.1:${port}`, 31337, { staticNetwork: true });
    try {
      await provider.send("hardhat_setCode", [ECHO.address, ECHO.code]);
      const account = await provider.getSigner();
      const transaction = { to: ECHO.address, data: HELD };
      for (const send of [
        () => account.call(transaction),
        () => account.sendTransaction(transaction),
        () => account.sendTransaction({ ...transaction, gasLimit: 100_000 }),
      ]) {
        expect((await caught(send)).message).to.equal(HELD_MESSAGE);
      }
    } finally {
      provider.destroy();
      await node.close();
    }
  });

  it("says that nobody answers", async () => {
    const server = await listening(createServer());
    const { port } = addressOf(server);
    server.close();
    const error = await answerOf(`http://127.0.0.1:${port}`);
    expect(error).to.be.instanceOf(RetryableError);
    expect(error.name).to.equal("RpcUnreachable");
  });

  it("says that the answer did not come in time", async () => {
    const server = await listening(createServer());
    const { port } = addressOf(server);
    const request = new FetchRequest(`http://127.0.0.1:${port}`);
    request.timeout = 50;
    const error = await answerOf(request);
    server.closeAllConnections();
    server.close();
    expect(error).to.be.instanceOf(RetryableError);
    expect(error.name).to.equal("RpcTimeout");
  });

  it("says that the node fails", async () => {
    const server = await listening(createServer((_, response) => response.writeHead(500).end("down")));
    const { port } = addressOf(server);
    const error = await answerOf(`http://127.0.0.1:${port}/secret`);
    server.close();
    expect(error).to.be.instanceOf(RetryableError);
    expect(error.message).to.equal(`The node answered with HTTP status 500 at http://127.0.0.1:${port}.`);
  });
});

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

function addressOf(server: Server): AddressInfo {
  // A server that listens on a host has an address with a port.
  return server.address() as AddressInfo;
}

/** What becomes of asking a node at this address for the block number. */
async function answerOf(address: string | FetchRequest): Promise<WaymarkError> {
  const provider = new JsonRpcProvider(address, 31337, { staticNetwork: true });
  const error = await caught(() => provider.getBlockNumber());
  provider.destroy();
  return error;
}

async function caught(action: () => Promise<unknown>): Promise<WaymarkError> {
  try {
    await action();
  } catch (error) {
    return decodeError(error, LEDGER);
  }
  throw new Error("Nothing was thrown.");
}
