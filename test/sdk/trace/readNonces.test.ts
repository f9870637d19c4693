import { expect } from "chai";
import type { Log } from "ethers";

import type { TraceStep } from "../../../sdk/trace/journey.js";
import type { LogReader } from "../../../sdk/trace/logReader.js";
import { topicOf } from "../../../sdk/trace/readGoods.js";
import { readNonces } from "../../../sdk/trace/readNonces.js";

const [HERE, ELSEWHERE] = ["0xaa", "0xbb"] as const;
const [KEY, OTHER_KEY] = ["0x01", "0x02"] as const;
const BRAND = 3n;

/** A log that says who used a nonce, or of another event. */
function used(block: number, index: number, args: object | undefined, transactionHash: string = HERE): Log {
  return { blockNumber: block, index, transactionHash, args } as never;
}

/** A reader of these logs, and what it is asked. */
function reading(...logs: readonly Log[]): { reader: LogReader; asked: unknown[] } {
  const asked: unknown[] = [];
  const reader = {
    events: { NonceUsed: "NonceUsed" },
    read: (events: unknown, indexed: unknown, range: { from: number; to: number }) => {
      asked.push([events, indexed, range]);
      return Promise.resolve(logs.filter(({ blockNumber }) => blockNumber >= range.from && blockNumber <= range.to));
    },
    decode: (_: unknown, log: { args: object | undefined }) => log.args,
  };
  return { reader: reader as never, asked };
}

function step(block: number, index: number, changes: object = {}): TraceStep {
  const log = { block, index, transaction: HERE, nonce: undefined };
  return { type: "Record", party: BRAND, signer: KEY, log, ...changes } as never;
}

async function noncesOf(steps: readonly TraceStep[], ...logs: readonly Log[]): Promise<(bigint | undefined)[]> {
  return (await readNonces(reading(...logs).reader, steps)).map(({ log }) => log.nonce);
}

describe("sdk/trace: by which nonce a step was signed", () => {
  const mine = { party: BRAND, signer: KEY };

  it("is the last that its writer's key used before it in its transaction", async () => {
    const logs = [
      used(7, 0, { ...mine, nonce: 1n }),
      used(7, 2, { ...mine, nonce: 2n }),
      used(7, 4, { ...mine, nonce: 3n }),
    ];
    expect(await noncesOf([step(7, 1), step(7, 3), step(7, 5)], ...logs)).to.deep.equal([1n, 2n, 3n]);
    // Not that of the log itself.
    expect(await noncesOf([step(7, 2), step(7, 0)], ...logs)).to.deep.equal([1n, undefined]);
  });

  it("is nobody else's, and no other transaction's", async () => {
    for (const log of [
      used(7, 0, { ...mine, party: 4n, nonce: 1n }),
      used(7, 0, { ...mine, signer: OTHER_KEY, nonce: 1n }),
      used(7, 0, { ...mine, nonce: 1n }, ELSEWHERE),
      used(8, 0, { ...mine, nonce: 1n }),
      // What the node gave beside it.
      used(7, 0, undefined),
    ]) {
      expect(await noncesOf([step(7, 1)], log)).to.deep.equal([undefined]);
    }
  });

  it("is of whoever stands for a first step too, and of no step of a container", async () => {
    const log = used(7, 0, { ...mine, nonce: 9n });
    const creation = step(7, 1, { type: "Creation", party: undefined, creator: BRAND });
    const derivation = step(7, 1, { type: "Derivation", creator: 4n });
    expect(await noncesOf([creation], log)).to.deep.equal([9n]);
    expect(await noncesOf([derivation], log)).to.deep.equal([9n]);
    const steps = ["Packing", "Unpacking", "Removal"].map((type) => step(7, 1, { type, creator: BRAND }));
    const { reader } = reading(log);
    expect(await readNonces(reader, steps)).to.deep.equal(steps);
  });

  it("is asked once a block, for those parties", async () => {
    const { reader, asked } = reading();
    const steps = [step(7, 1), step(7, 2, { party: 4n }), step(9, 1), step(9, 2, { type: "Packing" })];
    expect(await readNonces(reader, steps)).to.deep.equal(steps);
    const parties = [[topicOf(BRAND), topicOf(4n)]];
    expect(asked).to.deep.equal([
      [["NonceUsed"], parties, { from: 7, to: 7 }],
      [["NonceUsed"], parties, { from: 9, to: 9 }],
    ]);
  });
});
