import type { Provider, TransactionReceipt, TransactionResponse } from "ethers";

import { decodeError, FatalError, RetryableError, type WaymarkError } from "../errors.js";
import { requireSignal } from "../given.js";
import { sleep } from "../sleep.js";
import { timerOf } from "../timer.js";
import { unlessStopped } from "../unlessStopped.js";
import { LEDGER_ABIS } from "./abis.js";

/** How long to wait for a transaction. */
export interface WaitOptions {
  /** Blocks on top of which it counts as done, its own included: 1 (default) = mined. */
  readonly confirmations?: number;
  /**
   * Milliseconds after which waiting ends, a second later where the node does not answer; unless said there is no end. The
   * transaction may still be mined.
   */
  readonly timeout?: number;
  /** Ends sending and waiting early; once it was sent, the transaction may still be mined. */
  readonly signal?: AbortSignal;
}

/** What identifies a transaction that was sent. */
export type Sent = Pick<TransactionResponse, "hash" | "from" | "nonce" | "to" | "data">;

/** Milliseconds between two looks at the chain: soon at first, for fast chains, then as slow as slow ones. */
const PAUSES = [50, 100, 250, 500, 1_000, 2_000, 4_000];

/** Milliseconds that the last look has in any case: what was mined in time is told, also when there is hardly time left. */
const LAST_LOOK = 1_000;

/** Looks at which neither the pool nor the chain knows a transaction until it counts as dropped: about half a minute. */
const UNSEEN_LOOKS = 12;

/** Looks in a row at which the node fails until waiting ends, where no time-out says when: about two minutes. */
const FAULTY_LOOKS = 36;

/**
 * Waits until a transaction is as deep as asked for, whatever becomes of it on the way: a reorganisation that takes it out
 * again, the same call with a higher fee in its place, another transaction with its nonce, nodes that forget it or fail for
 * a while.
 *
 * @param sentIn Block that was the latest when it was sent: a transaction in its place is looked for from there.
 * @returns The receipt; of the one in its place when that does the same.
 * @throws RetryableError "WaitTimedOut" or "WaitAborted" when it is not known how it ends; "TransactionDropped" when the
 * node has it no more; "WaitFailed" when the node fails for good, or for two minutes where there is no time-out. Each names
 * the transaction in `values.transaction`.
 * @throws FatalError "TransactionReplaced" when another transaction of the account took its nonce.
 * @throws InvalidValueError when the signal is none.
 */
export async function waitFor(
  provider: Provider,
  sent: Sent,
  sentIn: number,
  options: WaitOptions = {},
): Promise<TransactionReceipt> {
  const { confirmations = 1, timeout = Infinity, signal } = options;
  requireSignal(signal);
  const end = Date.now() + timeout;
  let hash = sent.hash;
  let unseen = 0;
  let faulty = 0;
  for (let look = 0; ; look += 1) {
    const seen = await seenBy(lookFor(provider, { ...sent, hash }, sentIn), end, signal);
    const fault = seen.state === "untold" ? seen.fault : undefined;
    faulty = fault === undefined ? 0 : faulty + 1;
    if (fault !== undefined && isForGood(fault, faulty, timeout)) throw waitFailed(hash, fault);
    if (seen.state === "replaced") throw replaced(sent, seen.by);
    if (seen.state === "repriced") hash = seen.hash;
    if (seen.state === "mined" && seen.depth >= confirmations) return seen.receipt;
    // A look that told nothing does not say that it was seen either.
    if (seen.state !== "untold") unseen = seen.state === "unseen" ? unseen + 1 : 0;
    if (unseen >= UNSEEN_LOOKS) throw dropped(hash);

    const pause = PAUSES[Math.min(look, PAUSES.length - 1)] ?? 0;
    if (signal?.aborted === true) throw aborted(hash, signal.reason);
    if (Date.now() >= end) throw timedOut(hash, timeout, fault);
    await sleep(Math.min(pause, end - Date.now()), signal);
  }
}

/** What one look at the chain tells of a transaction. */
type Seen =
  | { readonly state: "mined"; readonly receipt: TransactionReceipt; readonly depth: number }
  | { readonly state: "pending" | "unseen" }
  | { readonly state: "repriced"; readonly hash: string }
  | { readonly state: "replaced"; readonly by: string }
  | { readonly state: "untold"; readonly fault: WaymarkError };

async function lookFor(provider: Provider, sent: Sent, sentIn: number): Promise<Seen> {
  const receipt = await provider.getTransactionReceipt(sent.hash);
  const latest = await provider.getBlockNumber();
  if (receipt !== null) return { state: "mined", receipt, depth: latest - receipt.blockNumber + 1 };
  const isNonceUsed = (await provider.getTransactionCount(sent.from)) > sent.nonce;
  if (isNonceUsed) return await successorOf(provider, sent, sentIn, latest);
  return { state: (await provider.getTransaction(sent.hash)) === null ? "unseen" : "pending" };
}

/** What a look tells, and nothing when the node fails, or does not answer before waiting ends. */
async function seenBy(look: Promise<Seen>, end: number, signal: AbortSignal | undefined): Promise<Seen> {
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
  };
  const late = (): void => {
    stop.abort(new DOMException("The node did not answer in time.", "TimeoutError"));
  };
  const timer = end === Infinity ? undefined : setTimeout(late, timerOf(Math.max(end - Date.now(), LAST_LOOK)));
  signal?.addEventListener("abort", abort);
  if (signal?.aborted === true) abort();
  try {
    return await unlessStopped(stop.signal, look);
  } catch (caught) {
    return { state: "untold", fault: decodeError(caught, ...LEDGER_ABIS) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Whether looking further is of no use: trying again does not help, or has not helped for long and nobody set an end. */
function isForGood(fault: WaymarkError, faulty: number, timeout: number): boolean {
  return !(fault instanceof RetryableError) || (timeout === Infinity && faulty >= FAULTY_LOOKS);
}

/** The transaction on the chain that used the nonce. None may be found yet: nodes behind one address differ by blocks. */
async function successorOf(provider: Provider, sent: Sent, from: number, to: number): Promise<Seen> {
  for (let number = to; number >= from; number -= 1) {
    const block = await provider.getBlock(number, true);
    const found = block?.prefetchedTransactions.find(
      (candidate) => candidate.from === sent.from && candidate.nonce === sent.nonce,
    );
    if (found === undefined) continue;
    if (found.hash === sent.hash) return { state: "pending" };
    const isSame = found.to === sent.to && found.data === sent.data;
    return isSame ? { state: "repriced", hash: found.hash } : { state: "replaced", by: found.hash };
  }
  return { state: "pending" };
}

function replaced({ hash, from, nonce }: Sent, by: string): FatalError {
  return new FatalError({
    name: "TransactionReplaced",
    message: `Another transaction of ${from} (${by}) took the nonce ${nonce} of ${hash}, which will never be mined.`,
    toDo: "If it was not cancelled on purpose, look whether the record is on the ledger; if not, send it again.",
    values: { transaction: hash, replacement: by, nonce },
  });
}

function dropped(hash: string): RetryableError {
  return new RetryableError({
    name: "TransactionDropped",
    message: `The node does not know the transaction ${hash} any more, and its nonce is unused.`,
    toDo: "Send it again, with a higher fee if the chain is busy.",
    values: { transaction: hash },
  });
}

function waitFailed(hash: string, fault: WaymarkError): RetryableError {
  return new RetryableError({
    name: "WaitFailed",
    message: `The transaction ${hash} was sent and may still be mined, and the node fails to tell what becomes of it. ${fault.message}`,
    toDo: "Look for that transaction, and whether the record is on the ledger, before sending it again.",
    values: { ...fault.values, transaction: hash },
    cause: fault,
  });
}

function timedOut(hash: string, timeout: number, fault: WaymarkError | undefined): RetryableError {
  return new RetryableError({
    name: "WaitTimedOut",
    message: `The transaction ${hash} was not as deep in the chain as asked for after ${timeout} ms; it may still be mined.`,
    toDo: "Look whether the record is on the ledger before sending it again.",
    values: { transaction: hash, timeout },
    cause: fault,
  });
}

function aborted(hash: string, reason: unknown): RetryableError {
  return new RetryableError({
    name: "WaitAborted",
    message: `Waiting for the transaction ${hash} was ended by the caller; it may still be mined.`,
    toDo: "Look whether the record is on the ledger before sending it again.",
    values: { transaction: hash },
    cause: reason,
  });
}
