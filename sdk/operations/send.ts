import type { Signer, TransactionReceipt } from "ethers";

import { requireBytes32 } from "../bytes32.js";
import type { WaymarkClient } from "../client.js";
import {
  decodeError,
  FatalError,
  InvalidValueError,
  RefusedError,
  RetryableError,
  type WaymarkError,
} from "../errors.js";
import { shown } from "../errors/shown.js";
import { requireObject, requireSignal } from "../given.js";
import { LEDGER_ABIS } from "./abis.js";
import type { Call } from "./call.js";
import { unlessStopped } from "../unlessStopped.js";
import { senderOf, type OperationClient } from "./operationClient.js";
import { submit } from "./submit.js";
import { waitFor, type WaitOptions } from "./wait.js";

/** How an operation is sent. */
export interface SendOptions extends WaitOptions {
  /** Gas units that it may use; unless said what the node estimates and a fifth more. */
  readonly gasLimit?: bigint;
}

/** The most gas that one transaction may use (EIP-7825). */
const TRANSACTION_GAS_CAP = 16_777_216n;

/**
 * Sends a call and waits for it. Nothing is sent that the node's estimate finds refused, after the caller's signal has said to
 * end it, or by a wallet that has gone to another chain meanwhile.
 *
 * @throws FatalError with the ledger's refusal, also where the call is refused only when it is mined: then
 * `values.transaction` is its hash; "SignerMissing".
 * @throws RetryableError "SendAborted" when the caller's signal ended it before anything was sent; "SendUncertain" when the
 * connection is lost while it is sent; as `waitFor` once it is; and when the
 * chain is not reached before.
 */
export async function sendCall(
  client: OperationClient,
  call: Call,
  options: SendOptions = {},
): Promise<TransactionReceipt> {
  requireOptions(options);
  const sender = senderOf(client);
  const receipt = await withRefusals(async () => {
    const [gasLimit, sentIn] = await unlessAborted(options.signal, async () => [
      options.gasLimit ?? withMargin(await estimateGas(sender, call)),
      await client.provider.getBlockNumber(),
    ]);
    // By its chain's number a wallet refuses what is not for the chain that it is on.
    const sent = await submit(sender, { to: call.to, data: call.data, gasLimit, chainId: client.chainId });
    return await waitFor(client.provider, sent, sentIn, options);
  });
  if (receipt.status === 0) throw await refusalOf(client, call, receipt);
  return receipt;
}

/**
 * The receipt of a transaction that was sent before; undefined when the node has none.
 *
 * @throws FatalError with the ledger's refusal when it was mined and failed: `values.transaction` is its hash.
 * @throws InvalidValueError when the hash is none.
 * @throws WaymarkError when the chain cannot be read.
 */
export async function minedReceipt(
  client: WaymarkClient,
  transaction: string,
): Promise<TransactionReceipt | undefined> {
  const hash = requireBytes32("hash of a transaction", transaction);
  const [sent, receipt] = await withRefusals(() =>
    Promise.all([client.provider.getTransaction(hash), client.provider.getTransactionReceipt(hash)]),
  );
  if (sent === null || receipt === null) return undefined;
  if (receipt.status === 0) throw await refusalOf(client, { to: sent.to ?? client.address, data: sent.data }, receipt);
  return receipt;
}

/**
 * The gas that a call would use now, gas units.
 *
 * @throws FatalError with the refusal that it would meet.
 */
export function estimateGas(sender: Signer, { to, data }: Call): Promise<bigint> {
  return withRefusals(() => sender.estimateGas({ to, data }));
}

/** @throws InvalidValueError when an option would never end the wait, or is refused only when it is too late. */
function requireOptions(options: SendOptions): void {
  requireObject("set of options", options);
  requireSignal(options.signal);
  const { confirmations = 1, timeout = Infinity, gasLimit = 0n } = options;
  const [wrong] = [
    ...(Number.isSafeInteger(confirmations) && confirmations >= 0 ? [] : [["number of confirmations", confirmations]]),
    ...(typeof timeout === "number" && timeout >= 0 ? [] : [["time-out in milliseconds", timeout]]),
    ...(typeof gasLimit === "bigint" && gasLimit >= 0n ? [] : [["gas limit, a bigint", gasLimit]]),
  ];
  if (wrong === undefined) return;
  const [what, value] = wrong;
  throw new InvalidValueError(`${shown(value)} is no ${what}.`, "Correct the option, or leave it out.", value);
}

/** What is asked before anything is sent, unless the caller ends it, even while the node does not answer. */
async function unlessAborted<Result>(signal: AbortSignal | undefined, ask: () => Promise<Result>): Promise<Result> {
  if (signal === undefined) return await ask();
  try {
    const answer = await unlessStopped(signal, ask());
    signal.throwIfAborted();
    return answer;
  } catch (caught) {
    throw signal.aborted ? sendAborted(signal.reason) : caught;
  }
}

function sendAborted(reason: unknown): RetryableError {
  return new RetryableError({
    name: "SendAborted",
    message: "Sending was ended by the caller before anything was sent.",
    toDo: "Send it when it is wanted.",
    cause: reason,
  });
}

/** What a node estimates holds for the block it looked at; a record in between may cost a cold slot more. */
function withMargin(estimate: bigint): bigint {
  const margin = (estimate * 6n) / 5n;
  if (margin <= TRANSACTION_GAS_CAP) return margin;
  return estimate > TRANSACTION_GAS_CAP ? estimate : TRANSACTION_GAS_CAP;
}

/** Why a call was refused when it was mined: it is tried again on the state after its block. */
async function refusalOf(
  { provider }: WaymarkClient,
  { to, data }: Pick<Call, "to" | "data">,
  receipt: TransactionReceipt,
): Promise<WaymarkError> {
  try {
    await provider.call({ from: receipt.from, to, data, blockTag: receipt.blockNumber });
  } catch (caught) {
    const reason = decodeError(caught, ...LEDGER_ABIS);
    return reason instanceof RefusedError ? minedRefusal(receipt, reason) : reasonUntold(receipt, reason);
  }
  return new FatalError({
    name: "RevertWithoutReason",
    message: `The transaction ${receipt.hash} was mined and failed, and would be taken now.`,
    toDo: "Send it again; if its gas was used up, with a higher gasLimit.",
    values: { transaction: receipt.hash, gasUsed: receipt.gasUsed },
  });
}

/** A refusal that cost gas: with the transaction that met it. */
function minedRefusal(
  { hash }: TransactionReceipt,
  { name, message, toDo, values, cause }: RefusedError,
): RefusedError {
  return new RefusedError({ name, message, toDo, values: { ...values, transaction: hash }, cause });
}

/** The transaction failed for sure, and the node fails to tell why. */
function reasonUntold({ hash, gasUsed }: TransactionReceipt, fault: WaymarkError): FatalError {
  return new FatalError({
    name: "RevertWithoutReason",
    message: `The transaction ${hash} was mined and failed, and the node did not tell why. ${fault.message}`,
    toDo: "Look for that transaction, and try the operation as a dry run to see the reason before sending it again.",
    values: { ...fault.values, transaction: hash, gasUsed },
    cause: fault,
  });
}

/** Does something on the chain, whose refusals and faults are told in words. */
export async function withRefusals<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (caught) {
    throw decodeError(caught, ...LEDGER_ABIS);
  }
}
