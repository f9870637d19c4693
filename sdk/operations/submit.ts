import { BaseWallet, keccak256, NonceManager, type Provider, type Signer, type TransactionRequest } from "ethers";

import { decodeError, FatalError, RefusedError, RetryableError, type WaymarkError } from "../errors.js";
import { unreadable } from "../errors/answers.js";
import { layersOf, propertyOf } from "../errors/revertData.js";
import { LEDGER_ABIS } from "./abis.js";
import type { Sent } from "./wait.js";

/** What a node or a wallet answers that does not take a transaction, beside refusals: after anything else it may have it. */
const NOT_SENT: ReadonlySet<string> = new Set([
  ...["InsufficientFunds", "FeeTooLow", "GasLimitTooHigh", "GasLimitTooLow"],
  ...["TransactionOvertaken", "ReplacementUnderpriced", "NonceTooHigh"],
  ...["WrongChain", "SigningDeclined", "MethodMissing", "RequestInvalid"],
]);

/**
 * Hands a transaction to the chain.
 *
 * @throws RetryableError "SendUncertain" when it is not known whether the chain has it.
 * @throws WaymarkError when it was not sent.
 */
export async function submit(sender: Signer, request: TransactionRequest): Promise<Sent> {
  const { provider } = sender;
  if (sender instanceof BaseWallet && provider !== null) return await signAndSubmit(sender, provider, request);
  try {
    return await sender.sendTransaction(request);
  } catch (caught) {
    // It counts a nonce for what was not sent too, and all that follows would wait for that one: the chain is to be asked anew.
    if (sender instanceof NonceManager) sender.reset();
    throw await failed(caught, sender);
  }
}

/** What a wallet does by itself, in two steps: so the hash is known before anything can be lost. */
async function signAndSubmit(wallet: BaseWallet, provider: Provider, request: TransactionRequest): Promise<Sent> {
  const signed = await wallet.signTransaction(await wallet.populateTransaction(request));
  try {
    return await provider.broadcastTransaction(signed);
  } catch (caught) {
    throw await failed(caught, wallet, keccak256(signed));
  }
}

/** The hash that signers of ethers leave in an error when the node has answered with it and then failed. */
function hashIn(error: unknown): string | undefined {
  for (const layer of layersOf(error)) {
    const hash = propertyOf(layer, "sendTransactionHash");
    if (typeof hash === "string") return hash;
  }
  return undefined;
}

/** What to tell of a fault: that it is open what was sent, unless what answered did not take it, and told no hash either. */
async function failed(caught: unknown, sender: Signer, signed?: string): Promise<WaymarkError> {
  const fault = decodeError(caught, ...LEDGER_ABIS);
  const answered = hashIn(caught);
  if (answered === undefined && isNotSent(caught, fault)) return fault;
  // What is signed is right: what then is not understood is the answer, such as a hash of another transaction.
  const isUnread = signed !== undefined && ["UnexpectedError", "InvalidValueError"].includes(fault.name);
  const told = isUnread ? decodeError(unreadable("The answer is not the hash of what was sent.", caught)) : fault;
  return uncertain(told, await sender.getAddress(), answered ?? signed);
}

/** Whether nothing was sent for sure; a signer that throws a fatal error of the SDK says itself what it did. */
function isNotSent(caught: unknown, fault: WaymarkError): boolean {
  return caught instanceof FatalError || fault instanceof RefusedError || NOT_SENT.has(fault.name);
}

function uncertain(fault: WaymarkError, account: string, hash: string | undefined): RetryableError {
  const known = hash === undefined ? {} : { transaction: hash };
  return new RetryableError({
    name: "SendUncertain",
    message: `It is not known whether the transaction ${hash ?? `of ${account}`} was sent; it may still be mined. ${fault.message}`,
    toDo:
      hash === undefined
        ? "Look for the account's latest transaction, and whether the record is on the ledger, before sending it again."
        : "Look for that transaction, and whether the record is on the ledger, before sending it again.",
    values: { ...fault.values, account, ...known },
    cause: fault,
  });
}
