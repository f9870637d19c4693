import { Interface } from "ethers";
import { artifacts } from "hardhat";

import { hexWord } from "./callData.js";
import { connection } from "./chain.js";

/** A call, and the account it comes from. */
export interface Attempt {
  readonly from: string;
  readonly to: string;
  readonly data: string;
}

/** What became of a call: what it returned, or reverted with. */
export interface Outcome {
  readonly taken: boolean;
  readonly answer: string;
}

/** Attempts in one request: as many records as fit into the gas of an `eth_call`, which is that of a block. */
const BATCH = 200;

const { abi, deployedBytecode } = await artifacts.readArtifact("Senders");
// A function of the contract.
const tryAll = new Interface(abi).getFunction("tryAll")!;
/** Where the batch itself is called; belongs to nobody. */
const DESK = "0x".padEnd(42, "d");

/**
 * What each call would meet, sent now by its account, each on the state as it is: thousands of cells in the time in which
 * single requests ask for dozens. The accounts run code for the time of the request alone (see `Senders.sol`), and the
 * ledger sees each of them as the sender.
 */
export async function outcomesOf(attempts: readonly Attempt[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let start = 0; start < attempts.length; start += BATCH) {
    outcomes.push(...(await tryTogether(attempts.slice(start, start + BATCH))));
  }
  return outcomes;
}

async function tryTogether(attempts: readonly Attempt[]): Promise<Outcome[]> {
  const code = { code: deployedBytecode };
  const overrides = Object.fromEntries([DESK, ...attempts.map(({ from }) => from)].map((account) => [account, code]));
  const answer: unknown = await connection.provider.request({
    method: "eth_call",
    params: [{ to: DESK, data: encodeAttempts(attempts) }, "latest", overrides],
  });
  // `eth_call` answers with bytes, which are the outcomes that `tryAll` returns.
  return decodeOutcomes(answer as string);
}

/* The two below say what ethers' coder would, which takes most of the suites' time to say it. */

/** A call of `tryAll`. */
function encodeAttempts(attempts: readonly Attempt[]): string {
  const items = attempts.map(({ from, to, data }) => {
    const bytes = data.slice(2);
    const padded = bytes.padEnd(Math.ceil(bytes.length / 64) * 64, "0");
    return account(from) + account(to) + hexWord(96) + hexWord(bytes.length / 2) + padded;
  });
  let at = items.length * 32;
  const offsets = items.map((item) => {
    const offset = hexWord(at);
    at += item.length / 2;
    return offset;
  });
  return tryAll.selector + hexWord(32) + hexWord(items.length) + offsets.join("") + items.join("");
}

function account(address: string): string {
  return address.slice(2).toLowerCase().padStart(64, "0");
}

/** What `tryAll` returned. */
function decodeOutcomes(answer: string): Outcome[] {
  const numberAt = (byte: number): number => Number.parseInt(answer.slice(2 + byte * 2, 2 + (byte + 32) * 2), 16);
  const list = numberAt(0) + 32;
  return Array.from({ length: numberAt(list - 32) }, (_, i) => {
    const outcome = list + numberAt(list + i * 32);
    const bytes = outcome + numberAt(outcome + 32);
    const start = 2 + (bytes + 32) * 2;
    return { taken: numberAt(outcome) === 1, answer: `0x${answer.slice(start, start + numberAt(bytes) * 2)}` };
  });
}

/** Makes the call, in a block of its own. */
export async function send({ from, to, data }: Attempt): Promise<void> {
  await connection.provider.request({ method: "eth_sendTransaction", params: [{ from, to, data }] });
}
