import type { IncomingMessage, RequestListener } from "node:http";
import { json } from "node:stream/consumers";

import { expect } from "chai";

import { remoteSigner } from "../../../cli/keys/remoteSigner.js";
import { FatalError, RetryableError, type WaymarkError, decodeError } from "../../../sdk/errors.js";
import { submit } from "../../../sdk/operations/submit.js";
import { ethers } from "../../support/chain.js";
import { silent, withNode } from "../../support/node.js";

const ACCOUNT = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const REQUEST = { to: ACCOUNT, data: "0x", gasLimit: 100_000n };

/** What is asked for at once: the library puts requests of one moment together. */
async function callsIn(request: IncomingMessage): Promise<readonly { readonly id: number; readonly method: string }[]> {
  return [await json(request)].flat() as { id: number; method: string }[];
}

/** Answers this to each method that is in it, and all else with what `others` does. */
function signing(others: RequestListener, known: Readonly<Record<string, unknown>> = {}): RequestListener {
  const results: Readonly<Record<string, unknown>> = { eth_accounts: [ACCOUNT], eth_chainId: "0x7a69", ...known };
  return (request, response) => {
    void (async () => {
      const calls = await callsIn(request);
      if (!calls.every(({ method }) => method in results)) {
        others(request, response);
        return;
      }
      const answers = calls.map(({ id, method }) => ({ jsonrpc: "2.0", id, result: results[method] }));
      response.end(JSON.stringify(answers.length === 1 ? answers[0] : answers));
    })();
  };
}

const failing: RequestListener = (_, response) => response.writeHead(500).end("out of order");
const hangingUp: RequestListener = (request) => request.socket.destroy();

async function faultOf(act: () => Promise<unknown>): Promise<WaymarkError> {
  return await act().then(
    () => expect.fail("It was done."),
    (caught: unknown) => decodeError(caught),
  );
}

const connected = (url: string) => remoteSigner({ source: "remote", url, account: ACCOUNT }, ethers.provider, 200);

describe("cli/keys: a remote signer that fails", () => {
  for (const [what, behave, name] of [
    ["is out of order", failing, "RpcFailed"],
    ["hangs up", hangingUp, "RpcUnreachable"],
    ["does not answer", silent, "RpcTimeout"],
    ["is a page", (_, response) => response.end("<html></html>"), "AnswerUnreadable"],
  ] as const satisfies readonly (readonly [string, RequestListener, string])[]) {
    it(`is named when it is looked for and ${what}`, async () => {
      await withNode(behave, async (url) => {
        const fault = await faultOf(() => connected(url));
        expect(fault).to.be.instanceOf(RetryableError).with.property("name", name);
      });
    });

    it(`leaves open whether it sent, when it ${what} while it sends`, async () => {
      await withNode(signing(behave), async (url) => {
        const signer = await connected(url);
        const fault = await faultOf(() => submit(signer, REQUEST));
        expect(fault).to.be.instanceOf(RetryableError).with.property("name", "SendUncertain");
        expect(fault.values).to.include({ account: ACCOUNT }).and.not.have.property("transaction");
        expect(fault.cause).to.have.property("name", name);
      });
    });

    it(`signs nothing, and says why, when it ${what}`, async () => {
      await withNode(signing(behave), async (url) => {
        const signer = await connected(url);
        const sign = () => signer.signTypedData({}, { Word: [{ name: "text", type: "string" }] }, { text: "a" });
        expect(await faultOf(sign))
          .to.be.instanceOf(RetryableError)
          .with.property("name", name);
      });
    });
  }

  const NONSENSE = [null, 5, "0x", "0x12", "sent", {}, ["0x12"]];
  const isUnreadable = (fault: WaymarkError) =>
    expect(fault).to.be.instanceOf(RetryableError).with.property("name", "AnswerUnreadable");

  for (const nonsense of NONSENSE) {
    it(`takes ${JSON.stringify(nonsense)} for no hash of a transaction, and leaves open whether it sent`, async () => {
      await withNode(signing(silent, { eth_sendTransaction: nonsense }), async (url) => {
        const signer = await connected(url);
        const fault = await faultOf(() => submit(signer, REQUEST));
        expect(fault).to.be.instanceOf(RetryableError).with.property("name", "SendUncertain");
        expect(fault.values).not.to.have.property("transaction");
      });
    });
  }

  // The compact form (ERC-2098) of a signature is none that the ledger takes.
  for (const nonsense of [...NONSENSE, `0x${"12".repeat(64)}`, `0x${"12".repeat(66)}`]) {
    it(`takes ${JSON.stringify(nonsense)} for no signature`, async () => {
      await withNode(signing(silent, { eth_signTypedData_v4: nonsense }), async (url) => {
        const signer = await connected(url);
        const sign = () => signer.signTypedData({}, { Word: [{ name: "text", type: "string" }] }, { text: "a" });
        isUnreadable(await faultOf(sign));
      });
    });
  }

  for (const nonsense of [...NONSENSE, [ACCOUNT, 5], [ACCOUNT, null]]) {
    it(`takes ${JSON.stringify(nonsense)} for no accounts`, async () => {
      await withNode(signing(silent, { eth_accounts: nonsense }), async (url) => {
        isUnreadable(await faultOf(() => connected(url)));
      });
    });
  }

  it("says that it has not the account that is meant", async () => {
    await withNode(signing(silent), async (url) => {
      const other = `0x${"12".repeat(20)}`;
      const fault = await faultOf(() => remoteSigner({ source: "remote", url, account: other }, ethers.provider, 200));
      expect(fault).to.be.instanceOf(FatalError).with.property("name", "RemoteAccountUnknown");
    });
  });
});
