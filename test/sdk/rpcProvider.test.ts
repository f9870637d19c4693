import type { RequestListener } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

import { expect } from "chai";
import type { JsonRpcProvider } from "ethers";

import { decodeError, RetryableError, type WaymarkError } from "../../sdk/errors.js";
import { rpcProvider } from "../../sdk/rpcProvider.js";
import { busy, silent, withNode } from "../support/node.js";

/** How a request to the node ends that is not answered. */
async function faultOf(
  provider: JsonRpcProvider,
  ask: (provider: JsonRpcProvider) => Promise<unknown> = () => provider.send("eth_chainId", []),
): Promise<WaymarkError> {
  try {
    return await ask(provider).then(
      () => expect.fail("It was answered."),
      (caught: unknown) => decodeError(caught),
    );
  } finally {
    provider.destroy();
  }
}

describe("sdk/rpcProvider", () => {
  it("ends a request that is not answered, and names the node", async () => {
    await withNode(silent, async (rpcUrl) => {
      const fault = await faultOf(rpcProvider(`${rpcUrl}/v2/key`, { timeout: 100 }));
      expect(fault).to.be.instanceOf(RetryableError).with.property("name", "RpcTimeout");
      expect(fault.values).to.deep.equal({ endpoint: rpcUrl });
    });
  });

  it("ends a request whose answer trickles in without an end", async () => {
    const trickle = async (rpcUrl: string): Promise<void> => {
      expect(await faultOf(rpcProvider(rpcUrl, { timeout: 200 }))).to.have.property("name", "RpcTimeout");
    };
    await withNode((_, response) => {
      const drop = setInterval(() => response.write(" "), 20);
      response.on("close", () => {
        clearInterval(drop);
      });
    }, trickle);
  });

  it("asks a busy node seven times and no more", async () => {
    let asked = 0;
    await withNode(
      (request, response) => {
        asked += 1;
        busy(request, response);
      },
      async (rpcUrl) => {
        const fault = await faultOf(rpcProvider(rpcUrl));
        expect(fault).to.be.instanceOf(RetryableError).with.property("name", "RpcBusy");
        expect(asked).to.equal(7);
      },
    );
  });

  it("waits for a busy node the seconds it asks for, and not beyond the time of the request", async () => {
    for (const [seconds, timeout, times] of [
      ["1", 1_500, 2],
      ["8000", 5_500, 2],
      ["8000", 1_000, 1],
    ] as const) {
      let asked = 0;
      const slow: RequestListener = (_, response) => {
        asked += 1;
        response.writeHead(429, { "retry-after": seconds }).end();
      };
      await withNode(slow, async (rpcUrl) => {
        const started = Date.now();
        expect(await faultOf(rpcProvider(rpcUrl, { timeout }))).to.have.property("name", "RpcBusy");
        expect(Date.now() - started, seconds).to.be.lessThan(timeout);
        expect(asked, seconds).to.equal(times);
      });
    }
  });

  it("has one time for all it asks of a busy node, also where that hangs at last", async () => {
    let asked = 0;
    const tiring: RequestListener = (request, response) => {
      asked += 1;
      if (asked === 1) setTimeout(busy, 600, request, response);
    };
    await withNode(tiring, async (rpcUrl) => {
      const started = Date.now();
      expect(await faultOf(rpcProvider(rpcUrl, { timeout: 1_900 }))).to.have.property("name", "RpcTimeout");
      expect(asked).to.equal(2);
      expect(Date.now() - started).to.be.lessThan(2_300);
    });
  });

  it("follows no redirection: what is sent is for no other server", async () => {
    let stolen = 0;
    const thief: RequestListener = (_, response) => {
      stolen += 1;
      response.end();
    };
    await withNode(thief, async (location) => {
      for (const status of [301, 307, 308]) {
        const moved: RequestListener = (_, response) => response.writeHead(status, { location }).end();
        await withNode(moved, async (rpcUrl) => {
          const fault = await faultOf(rpcProvider(rpcUrl));
          expect(fault).to.be.instanceOf(RetryableError).with.property("name", "RpcUnreachable");
          expect(fault.values).to.deep.equal({ endpoint: rpcUrl });
        });
      }
    });
    expect(stolen).to.equal(0);
  });

  it("stops reading an answer without an end", async () => {
    const megabyte = Buffer.alloc(2 ** 20, " ");
    let sent = 0;
    const flood: RequestListener = (_, response) => {
      const pour = (): void => {
        do sent += 1;
        while (!response.destroyed && response.write(megabyte));
      };
      response.on("drain", pour);
      pour();
    };
    await withNode(flood, async (rpcUrl) => {
      const fault = await faultOf(rpcProvider(rpcUrl));
      expect(fault).to.be.instanceOf(RetryableError).with.property("name", "AnswerUnreadable");
      expect(fault.values).to.deep.equal({ endpoint: rpcUrl });
      // What the connection holds comes on top.
      expect(sent).to.be.within(128, 256);
    });
  });

  it("says of answers that are none of JSON-RPC that they cannot be read", async () => {
    const asking = [
      (provider: JsonRpcProvider) => provider.getNetwork(),
      (provider: JsonRpcProvider) => provider.send("eth_blockNumber", []),
    ];
    for (const answer of [{}, null, 5, [], [null], { id: 1 }, { id: 1, error: null }, { id: 1, error: "nope" }]) {
      await withNode(
        (_, response) => response.end(JSON.stringify(answer)),
        async (rpcUrl) => {
          for (const ask of asking) {
            const fault = await faultOf(rpcProvider(rpcUrl), ask);
            expect(fault, JSON.stringify(answer)).to.be.instanceOf(RetryableError);
            expect(fault, JSON.stringify(answer)).to.have.property("name", "AnswerUnreadable");
          }
        },
      );
    }
  });

  it("says that what answers is no node", async () => {
    await withNode(
      (_, response) => response.end("<html>Welcome</html>"),
      async (rpcUrl) => {
        expect(await faultOf(rpcProvider(rpcUrl)))
          .to.be.instanceOf(RetryableError)
          .with.property("name", "AnswerUnreadable");
      },
    );
  });

  it("sends a name and a password in the URL as a header, and tells them to nobody", async () => {
    const headers: (string | undefined)[] = [];
    await withNode(
      ({ headers: { authorization } }, response) => {
        headers.push(authorization);
        response.writeHead(401).end();
      },
      async (rpcUrl) => {
        const fault = await faultOf(rpcProvider(rpcUrl.replace("//", "//name:pass%20word@")));
        expect(headers).to.deep.equal([`Basic ${Buffer.from("name:pass word").toString("base64")}`]);
        expect(`${fault.message} ${JSON.stringify(fault.values)}`).not.to.include("pass");
      },
    );
  });

  it("says of a request under way that the caller ended it, when the provider is destroyed", async () => {
    await withNode(silent, async (rpcUrl) => {
      const provider = rpcProvider(rpcUrl);
      const fault = faultOf(provider);
      await pause(50);
      provider.destroy();
      expect(await fault)
        .to.be.instanceOf(RetryableError)
        .with.property("name", "Aborted");
    });
  });
});
