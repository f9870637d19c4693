import { toQuantity } from "ethers";

import { RECORDING, SWITCH } from "./switch.js";

/** Sets the balance that tells a chain which mutant is alive. */
type Tell = (params: [address: string, wei: string]) => Promise<void>;

const chains: Tell[] = [];
let alive = 0n;
let reached = new Set<number>();

/** Keeps a new chain told. */
export async function watch(tell: Tell): Promise<void> {
  chains.push(tell);
  await tell([SWITCH, toQuantity(alive)]);
}

/** Tells every chain again what is alive. */
export async function putAlive(): Promise<void> {
  for (const tell of chains) await tell([SWITCH, toQuantity(alive)]);
}

/** Makes one mutant the living one on every chain of this process; 0 kills it. */
export async function bringToLife(id: number | "recording"): Promise<void> {
  alive = id === "recording" ? RECORDING : BigInt(id);
  await putAlive();
}

/** Does work on the original code, whatever is alive around it, so that what it makes can be used again. */
export async function asOriginal<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = alive;
  alive = 0n;
  await putAlive();
  try {
    return await work();
  } finally {
    alive = before;
    await putAlive();
  }
}

export function noteReached(tags: readonly string[]): void {
  for (const tag of tags) reached.add(Number(`0x${tag}`));
}

/** The points reached since it was last asked. */
export function takeReached(): Set<number> {
  const taken = reached;
  reached = new Set();
  return taken;
}
