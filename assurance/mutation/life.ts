import { setTimeout as sleep } from "node:timers/promises";

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

let running = 0;

/** Counts a request while it is answered. */
export async function counted<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
  running += 1;
  try {
    return await answer();
  } finally {
    running -= 1;
  }
}

/** In milliseconds: what a test still does between two requests takes less. */
const QUIET = 25;

/** Waits for what a test that failed had begun and left behind: the next one would meet it. */
export async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet = running === 0 ? quiet + 1 : 0) await sleep(QUIET);
}

/** Makes one mutant the living one on every chain of this process; 0 kills it. */
export async function bringToLife(id: number | "recording"): Promise<void> {
  alive = id === "recording" ? RECORDING : BigInt(id);
  await putAlive();
}

let originals = 0;

/** Whether what is done now is a test's own, and not what is set up for many. */
export function isTrying(): boolean {
  return originals === 0 && alive !== RECORDING;
}

/** Does work on the original code, whatever is alive around it, so that what it makes can be used again. */
export async function asOriginal<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = alive;
  alive = 0n;
  originals += 1;
  await putAlive();
  try {
    return await work();
  } finally {
    alive = before;
    originals -= 1;
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
