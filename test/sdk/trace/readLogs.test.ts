import { expect } from "chai";
import { id as hash, type Filter, type FilterByBlockHash, type Log, type Provider } from "ethers";

import { FatalError, RetryableError } from "../../../sdk/errors.js";
import { readLogs } from "../../../sdk/trace/readLogs.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyHead } from "../../../sdk/verify/verifyHead.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { bondedJourney } from "../../support/journey.js";

type Request = Filter | FilterByBlockHash;

/** The chain's provider, whose `getLogs` asks `refuse` first. */
function withLogs(refuse: (from: number, to: number) => Error | undefined): {
  provider: Provider;
  requests: [number, number][];
} {
  const requests: [number, number][] = [];
  const getLogs = async (filter: Request): Promise<Log[]> => {
    const { fromBlock, toBlock } = filter as { fromBlock: number; toBlock: number };
    requests.push([fromBlock, toBlock]);
    const refusal = refuse(fromBlock, toBlock);
    if (refusal !== undefined) throw refusal;
    return await ethers.provider.getLogs(filter);
  };
  const provider = new Proxy<Provider>(ethers.provider, {
    get: (target, name) => {
      if (name === "getLogs") return getLogs;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  return { provider, requests };
}

/** A provider without logs, whose `getLogs` asks `refuse` first: no test chain has so many blocks. */
function emptyLogs(refuse: () => Error | undefined): { provider: Provider; requests: [number, number][] } {
  const requests: [number, number][] = [];
  const getLogs = (filter: Request): Promise<Log[]> => {
    const { fromBlock, toBlock } = filter as { fromBlock: number; toBlock: number };
    requests.push([fromBlock, toBlock]);
    const refusal = refuse();
    return refusal === undefined ? Promise.resolve([]) : Promise.reject(refusal);
  };
  // Nothing else is asked of it.
  return { provider: { getLogs } as unknown as Provider, requests };
}

/** How an ethers error carries what a node said. */
function said(code: number, message: string, data?: unknown): Error {
  return Object.assign(new Error(`could not coalesce error (error={ "code": ${code} })`), {
    code: "UNKNOWN_ERROR",
    error: { code, message, data },
  });
}

const WORDINGS: Record<string, Error> = {
  "a limit of 10,000 results": said(-32005, "query returned more than 10000 results"),
  "a range above 2,000 blocks": said(-32602, "block range is too wide, max is 2000"),
  "a range above 10 blocks on a free plan": said(
    -32600,
    "Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range.",
  ),
  "an exceeded limit": said(-32000, "exceed maximum block range: 5000"),
  "an answer too large": said(-32008, "Response size exceeded. Try with this block range [0x1, 0x2]."),
  "a query that takes too long": said(-32000, "query timeout exceeded"),
  "a limited range": said(
    -32701,
    "Please specify an address in your request or, to remove restrictions, order a dedicated full node",
  ),
  "an HTTP status": Object.assign(new Error("server response 413 Request Entity Too Large"), {
    code: "SERVER_ERROR",
    responseStatus: "413 Request Entity Too Large",
  }),
  "nothing but words": new Error("eth_getLogs is limited to a 10,000 range"),
};

describe("sdk/trace: readLogs", () => {
  for (const [wording, error] of Object.entries(WORDINGS)) {
    it(`splits the range when it is refused for ${wording}`, async () => {
      const journey = await loadFixture(bondedJourney);
      const client = await clientOf(journey);
      const whole = await traceConsignment(client, journey.consignment);
      const { provider, requests } = withLogs((from, to) => (to - from + 1 > 10 ? error : undefined));
      const trace = await traceConsignment({ ...client, provider }, journey.consignment);
      expect(trace).to.deep.equal(whole);
      expect(requests.some(([from, to]) => to - from + 1 > 10)).to.equal(true);
      expect((await verifyHead(client, trace)).holds).to.equal(true);
    });
  }

  it("reads every block once, in order, and does not try large ranges again", async () => {
    const { provider, requests } = withLogs((from, to) => (to - from >= 7 ? WORDINGS["an exceeded limit"] : undefined));
    await readLogs(provider, { topics: [hash("Nothing()")] }, { from: 3, to: 60 });
    const refused = requests.filter(([from, to]) => to - from >= 7);
    const taken = requests.filter(([from, to]) => to - from < 7);
    expect(refused.map(([from, to]) => [from, to])).to.deep.equal([
      [3, 60],
      [3, 31],
      [3, 17],
      [3, 10],
    ]);
    expect(
      taken.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
    ).to.deep.equal(Array.from({ length: 58 }, (_, index) => 3 + index));
  });

  it("widens the range again after refusals that passed", async () => {
    const asked: number[] = [];
    const { provider, requests } = emptyLogs(() => (asked.push(0) <= 15 ? said(-32000, "something") : undefined));
    await readLogs(provider, {}, { from: 0, to: 25_000_000 });
    expect(requests.length).to.be.at.most(16 * 18);
    const taken = requests.slice(15);
    expect(taken[0]).to.deep.equal([0, 762]);
    taken.reduce((before, [from, to]) => (expect(from).to.equal(before + 1), to), -1);
    expect(taken.at(-1)![1]).to.equal(25_000_000);
  });

  for (const [wording, error] of [
    ["HTTP 429", Object.assign(new Error("server response 429 Too Many Requests"), { code: "SERVER_ERROR" })],
    ["a limit of requests", said(-32005, "daily request count exceeded, request rate limited")],
  ] as const) {
    it(`waits for a node that is busy, and asks for the same range again: ${wording}`, async () => {
      let refusals = 2;
      const { provider, requests } = emptyLogs(() => (refusals-- > 0 ? error : undefined));
      await readLogs(provider, {}, { from: 0, to: 25_000_000 });
      expect(requests).to.deep.equal(Array.from({ length: 3 }, () => [0, 25_000_000]));
    });
  }

  it("reads all after a long burst of a busy node too, in few requests", async () => {
    let refusals = 15;
    const { provider, requests } = emptyLogs(() =>
      refusals-- > 0 ? Object.assign(new Error("Too Many Requests"), { code: 429 }) : undefined,
    );
    await readLogs(provider, {}, { from: 0, to: 25_000_000 });
    expect(requests.length).to.be.at.most(300);
    expect(requests.at(-1)![1]).to.equal(25_000_000);
  });

  it("tells that a node stays busy, after few requests", async () => {
    const { provider, requests } = emptyLogs(() => said(429, "Too Many Requests"));
    const error: unknown = await readLogs(provider, {}, { from: 0, to: 25_000_000 }).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(RetryableError).with.property("name", "RpcBusy");
    expect(requests.length).to.be.at.most(30);
  });

  it("ends when its caller says so, also while it waits for a busy node", async () => {
    const stop = new AbortController();
    const { provider, requests } = emptyLogs(() => {
      stop.abort("enough");
      return said(429, "Too Many Requests");
    });
    const ended = async (): Promise<unknown> =>
      await readLogs(provider, {}, { from: 0, to: 9 }, { signal: stop.signal }).catch((caught: unknown) => caught);
    for (const error of [await ended(), await ended()]) {
      expect(error).to.be.instanceOf(RetryableError).with.property("name", "Aborted");
    }
    // The second asked nothing, and tells why.
    expect(requests).to.have.length(1);
    expect(await ended())
      .to.have.property("cause")
      .that.includes({ message: "Reading logs was ended.", cause: "enough" });
  });

  it("gives all in the order of the chain, in whatever order the node does, and however many", async () => {
    const at = (blockNumber: number, index: number): Log => ({ blockNumber, index }) as never;
    const given = [at(2, 1), at(1, 5), at(2, 0), at(1, 3), at(0, 9)];
    const provider = { getLogs: () => Promise.resolve(given) } as unknown as Provider;
    expect(await readLogs(provider, {}, { from: 0, to: 2 })).to.deep.equal([
      at(0, 9),
      at(1, 3),
      at(1, 5),
      at(2, 0),
      at(2, 1),
    ]);
    const many = Array.from({ length: 300_000 }, () => at(0, 0));
    const large = { getLogs: () => Promise.resolve(many) } as unknown as Provider;
    expect(await readLogs(large, {}, { from: 0, to: 2 })).to.have.lengthOf(many.length);
  });

  it("reads a single block, and none when the range is empty", async () => {
    const { provider, requests } = withLogs(() => undefined);
    await readLogs(provider, {}, { from: 5, to: 5 });
    expect(await readLogs(provider, {}, { from: 6, to: 5 })).to.deep.equal([]);
    expect(requests).to.deep.equal([[5, 5]]);
  });

  it("gives up with the provider's reason when it refuses a single block, after few requests", async () => {
    const { provider, requests } = withLogs(() =>
      Object.assign(new Error("server response 401 Unauthorized"), {
        code: "SERVER_ERROR",
        responseStatus: "401 Unauthorized",
      }),
    );
    const error: unknown = await readLogs(provider, {}, { from: 0, to: 25_000_000 }).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(FatalError).with.property("name", "RpcFailed");
    expect(requests.length).to.be.at.most(26);
    expect(requests.at(-1)).to.deep.equal([0, 0]);
  });

  it("lets a lost connection be retried", async () => {
    const { provider } = withLogs(() => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
    const error: unknown = await readLogs(provider, {}, { from: 0, to: 9 }).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(RetryableError).with.property("name", "RpcUnreachable");
  });
});
