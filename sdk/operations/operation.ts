import type { BytesLike, TransactionReceipt } from "ethers";

import { decodeError, FatalError, RefusedError, type WaymarkError } from "../errors.js";
import { requireObject } from "../given.js";
import { LEDGER_ABIS } from "./abis.js";
import type { Call } from "./call.js";
import { senderOf, type OperationClient } from "./operationClient.js";
import { minedAs, ReceiptLogs, type Receipt } from "./receipt.js";
import { estimateGas, minedReceipt, sendCall, withRefusals, type SendOptions } from "./send.js";
import { signerGiven } from "./signerGiven.js";
import { notSignable, signCall, type SignedCall, type SignOptions } from "./signCall.js";
import type { SigningKey } from "../signing/signingKey.js";

/** In whose name an operation is tried. */
export interface DryRunOptions {
  /**
   * A key that would sign it: an account's address, the `signer` of a `SigningKey`, or its id on the ledger. Unless said the
   * client's signer, which would send it.
   */
  readonly as?: BytesLike;
}

/** What an operation calls, and how what it did is read. */
export interface Plan<Outcome> {
  /** Reads what it must from the chain and encodes the call. */
  readonly prepare: () => Promise<Call> | Call;
  readonly read: (logs: ReceiptLogs) => Promise<Outcome> | Outcome;
}

/**
 * Something that can be written to the ledger: said in the words of the trade, and not yet done. It is sent, tried without
 * being sent, or signed for somebody else to send.
 *
 * @example
 * const operation = waymark.checkpoints.record({ kind: "Departed", consignment, role: "Carrier", place: "NZTRG", mode: "maritime" });
 * const refusal = await operation.dryRun();
 * if (refusal === undefined) console.log((await operation.send({ confirmations: 3 })).sequence);
 */
export class Operation<Outcome> {
  protected readonly client: OperationClient;
  readonly #plan: Plan<Outcome>;
  #prepared: Promise<Call> | undefined;

  constructor(client: OperationClient, plan: Plan<Outcome>) {
    this.client = client;
    this.#plan = plan;
  }

  /**
   * The encoded call. What it takes from the chain, such as the grant it relies on, is read once: what was tried is what is
   * sent.
   *
   * @throws InvalidValueError when an argument cannot be right.
   * @throws WaymarkError when the chain is not reached.
   */
  call(): Promise<Call> {
    this.#prepared ??= withRefusals(async () => await this.#plan.prepare()).catch((caught: unknown) => {
      this.#prepared = undefined;
      throw caught;
    });
    return this.#prepared;
  }

  /**
   * Tries it without sending it.
   *
   * @returns The refusal it would meet now; undefined when it would be taken.
   * @throws RetryableError when the chain is not reached: nothing is known then.
   * @throws FatalError "SignerMissing" when neither a key is named nor a signer connected.
   * @throws InvalidValueError when an argument cannot be right.
   */
  async dryRun(options: DryRunOptions = {}): Promise<RefusedError | undefined> {
    requireObject("set of options", options);
    const { as } = options;
    const { to, data } = await this.call();
    if (as !== undefined && to !== this.client.address) throw notSignable();
    const key = as === undefined ? undefined : signerGiven(as);
    try {
      if (key === undefined) {
        const from = await senderOf(this.client).getAddress();
        await this.client.provider.call({ from, to, data });
      } else {
        // It always reverts, and says in the error how the call would end.
        await this.client.ledger.dryRun.staticCall(data, key);
      }
      return undefined;
    } catch (caught) {
      const error = decodeError(caught, ...LEDGER_ABIS);
      if (!(error instanceof RefusedError)) throw error;
      if (error.name !== "DryRun") return error;
      return error.values.taken === true ? undefined : refusalInside(error);
    }
  }

  /**
   * The gas that it would use now, gas units.
   *
   * @throws FatalError with the refusal that it would meet.
   */
  async estimateGas(): Promise<bigint> {
    return await estimateGas(senderOf(this.client), await this.call());
  }

  /**
   * Sends it and waits until it is as deep in the chain as asked for.
   *
   * @throws FatalError with the ledger's refusal, before anything is sent where the node finds it, else with the hash in
   * `values.transaction`; "SignerMissing";
   * "TransactionReplaced"; "OutcomeUnread" when it was done and what it did cannot be read.
   * @throws RetryableError when the chain is not reached, or it is not known how the transaction ends: then `values.transaction`
   * is its hash, where the signer tells it, and it is to be looked for before anything is sent again.
   * @throws InvalidValueError when an argument cannot be right.
   */
  async send(options: SendOptions = {}): Promise<Receipt<Outcome>> {
    return await this.#read(await sendCall(this.client, await this.call(), options));
  }

  /**
   * What it did in a transaction that was sent before, by whomever, as when waiting for it was ended, or the process that sent
   * it: so nothing need be sent twice. The operation may be said anew; only how its outcome is read counts.
   *
   * @param transaction Its hash, 32 bytes: that in `values.transaction` of an error.
   * @returns What `send` would have answered; undefined when the node has no such transaction, or it is not mined: it may be
   * yet.
   * @throws FatalError with the ledger's refusal when that is how it ended; "OutcomeUnread" when it was done and did something
   * else, or cannot be read.
   * @throws RetryableError when the chain is not reached.
   * @throws InvalidValueError when the hash is none.
   * @example
   * const done = await operation.receiptOf(transaction);
   * if (done !== undefined) console.log(`Record ${done.sequence} in block ${done.block}`);
   */
  async receiptOf(transaction: string): Promise<Receipt<Outcome> | undefined> {
    const receipt = await minedReceipt(this.client, transaction);
    return receipt === undefined ? undefined : await this.#read(receipt);
  }

  async #read(receipt: TransactionReceipt): Promise<Receipt<Outcome>> {
    const logs = new ReceiptLogs(this.client, receipt);
    return {
      ...(await this.#outcomeIn(logs, receipt.hash)),
      ...minedAs(receipt, logs),
    };
  }

  /** What it did. A fault here must not read as if nothing was done: the record is on the ledger for good. */
  async #outcomeIn(logs: ReceiptLogs, transaction: string): Promise<Outcome> {
    try {
      return await this.#plan.read(logs);
    } catch (caught) {
      throw outcomeUnread(transaction, decodeError(caught, ...LEDGER_ABIS));
    }
  }

  /**
   * Signs it with a key of its party, which needs no ether: whoever has the result can send it, and change nothing in it.
   * Relay it with `client.relay(signed)`.
   *
   * @throws FatalError "NotSignable" when it is not one call in a party's name: admitting one is none, nor are several operations.
   * @throws RetryableError "SigningFailed" when the key fails, or its device; FatalError "SigningDeclined" when its user did not
   * confirm.
   * @throws InvalidValueError when the key, an option or an argument is none.
   */
  async sign(key: SigningKey, options: SignOptions = {}): Promise<SignedCall> {
    const call = await this.call();
    return await withRefusals(() => signCall(this.client, call, key, options));
  }
}

/** What a dry run of the ledger was refused with. */
function refusalInside(dryRun: WaymarkError): RefusedError {
  const error = decodeError({ code: "CALL_EXCEPTION", data: dryRun.values.result }, ...LEDGER_ABIS);
  if (error instanceof RefusedError) return error;
  throw error;
}

function outcomeUnread(transaction: string, fault: WaymarkError): FatalError {
  return new FatalError({
    name: "OutcomeUnread",
    message: `The transaction ${transaction} was mined and taken, and what it did could not be read. ${fault.message}`,
    toDo: "Do not send it again: look for that transaction, and read the ledger when the node answers.",
    values: { ...fault.values, transaction },
    cause: fault,
  });
}
