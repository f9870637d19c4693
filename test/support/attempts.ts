import { Interface } from "ethers";
import { artifacts } from "hardhat";

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
const senders = new Interface(abi);
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
  const data = senders.encodeFunctionData("tryAll", [attempts]);
  const answer: unknown = await connection.provider.request({
    method: "eth_call",
    params: [{ to: DESK, data }, "latest", overrides],
  });
  // `eth_call` answers with bytes, which are the outcomes that `tryAll` returns.
  const outcomes = senders.decodeFunctionResult("tryAll", answer as string)[0] as Outcome[];
  return outcomes.map(({ taken, answer }) => ({ taken, answer }));
}

/** Makes the call, in a block of its own. */
export async function send({ from, to, data }: Attempt): Promise<void> {
  await connection.provider.request({ method: "eth_sendTransaction", params: [{ from, to, data }] });
}
