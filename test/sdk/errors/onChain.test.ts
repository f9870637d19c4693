import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { expect } from "chai";
import { FetchRequest, type Interface, JsonRpcProvider } from "ethers";
import { network } from "hardhat";

import type { WaymarkError } from "../../../sdk/errors.js";
import { decodeError, FatalError, InvalidValueError, RefusedError, RetryableError } from "../../../sdk/errors.js";
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

/** What a node answers to every request, and what is made of it. */
const ANSWERS: readonly { answer: object; name: string; class: typeof WaymarkError; says: string }[] = [
  ...[
    { code: 3, message: "execution reverted" },
    { code: 3, message: "execution reverted", data: "0x" },
    { code: -32000, message: "execution reverted" },
    { code: -32015, message: "VM execution error." },
    { code: -32000, message: "VM Exception while processing transaction: revert" },
    { code: -32000, message: "gas estimation: transaction may fail or may always fail" },
    { code: -32603, message: "Internal JSON-RPC error.", data: { code: -32000, message: "execution reverted" } },
  ].map((answer) => ({
    answer,
    name: "RevertWithoutReason",
    class: RefusedError,
    says: "The contract refused and gave no reason.",
  })),
  ...[
    { code: -32000, message: "server overloaded" },
    { code: -32603, message: "Internal error" },
    { code: -32603, message: "Internal JSON-RPC error.", data: { code: -32000, message: "upstream closed" } },
    { code: -32099, message: "backend is gone" },
  ].map((answer) => ({
    answer,
    name: "NodeFailed",
    class: RetryableError,
    says: `The node failed at METHOD: it answered "${(answer.data ?? answer).message}".`,
  })),
  {
    answer: { code: -32601, message: "the method is not available" },
    name: "MethodMissing",
    class: FatalError,
    says: 'The node does not offer METHOD: it answered "the method is not available".',
  },
  {
    answer: { code: -32602, message: "invalid argument 0" },
    name: "RequestInvalid",
    class: FatalError,
    says: 'The node does not take the request METHOD as it is: it answered "invalid argument 0".',
  },
];

/** Requests of ethers, by the method that they ask for: of calls it makes reverts, of others something that it cannot read. */
const REQUESTS: Record<string, (provider: JsonRpcProvider) => Promise<unknown>> = {
  eth_call: (provider) => provider.call({ to: ECHO.address, data: HELD }),
  eth_estimateGas: (provider) => provider.estimateGas({ to: ECHO.address, data: HELD }),
  eth_getLogs: (provider) => provider.getLogs({}),
  eth_getProof: (provider) => provider.send("eth_getProof", [ECHO.address, [], "latest"]),
};

describe("sdk/errors: what a node answers without data", () => {
  for (const { answer, name, class: kind, says } of ANSWERS) {
    it(`${JSON.stringify(answer)} is ${name}`, async () => {
      for (const [method, request] of Object.entries(REQUESTS)) {
        const error = await madeOf(answer, request);
        expect(error).to.be.instanceOf(kind).with.property("name", name);
        expect(error.message).to.equal(says.replace("METHOD", method));
      }
    });
  }

  it("takes a call that reverted without an answer of a node for a revert", () => {
    const mined = { code: "CALL_EXCEPTION", message: "transaction execution reverted", data: null, receipt: {} };
    expect(decodeError(mined, LEDGER)).to.be.instanceOf(RefusedError).with.property("name", "RevertWithoutReason");
  });

  it("names the value that the library beneath does not take", () => {
    for (const [value, text] of [
      ["0x12", '"0x12"'],
      [1.5, "1.5"],
    ] as const) {
      let caught: unknown;
      try {
        const untyped: Interface = LEDGER;
        untyped.encodeFunctionData("setManager", [1n, value]);
      } catch (error) {
        caught = error;
      }
      const error = decodeError(caught);
      expect(error).to.be.instanceOf(InvalidValueError);
      expect(error.message).to.include(`${text} cannot be given`);
      expect(error.values).to.deep.equal({ value });
    }
  });

  it("takes no error of the platform for a node's", () => {
    const error = decodeError(new DOMException("No such thing.", "NotFoundError"), LEDGER);
    expect(error.name).to.equal("UnexpectedError");
  });
});

/** What is made of a request that a node answers so. */
async function madeOf(answer: object, request: (provider: JsonRpcProvider) => Promise<unknown>): Promise<WaymarkError> {
  const server = await listening(
    createServer((incoming, response) => {
      void text(incoming).then((body) => {
        const { id } = JSON.parse(body) as { id: number };
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ jsonrpc: "2.0", id, error: answer }));
      });
    }),
  );
  const options = { staticNetwork: true, batchMaxCount: 1 };
  const provider = new JsonRpcProvider(`http://127.0.0.1:${addressOf(server).port}`, 31337, options);
  try {
    return await caught(() => request(provider));
  } finally {
    provider.destroy();
    server.close();
  }
}

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
