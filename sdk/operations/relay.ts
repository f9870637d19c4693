import type { Interface } from "ethers";

import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { WaymarkClient } from "../client.js";
import { shown } from "../errors/shown.js";
import { FatalError, InvalidValueError } from "../errors/waymarkError.js";
import { givenBytes, requireObject, requireText } from "../given.js";
import { Operation } from "./operation.js";
import type { OperationClient } from "./operationClient.js";
import { readRecords, type RecordedMany } from "./recorded.js";
import type { SignedCall } from "./signCall.js";

/** The calls that `sign` makes: each carries the authorization of a key, and does nothing in the sender's own name. */
const SIGNED_CALLS: readonly string[] = ["recordSigned", "recordManySigned", "relay"];

/**
 * Sends what a key signed, whoever it was: no party need trust the sender, for nothing can be changed in it, and it is taken
 * once. Nor need the sender trust whoever gave it: a call that would be done in the sender's own name is refused.
 *
 * @throws InvalidValueError, from the operation, when it is no signed call.
 * @throws FatalError "SignedElsewhere", from the operation, when it was signed for another ledger or chain.
 */
export function relay(client: OperationClient, signed: SignedCall): Operation<RecordedMany> {
  return new Operation(client, {
    prepare: () => ({ to: client.address, data: signedHere(client, signed) }),
    read: (logs) => readRecords(client, logs),
  });
}

/**
 * The call that was signed for this ledger.
 *
 * @throws InvalidValueError when it is no signed call; FatalError "SignedElsewhere".
 */
export function signedHere(client: WaymarkClient, signed: SignedCall): string {
  requireObject("signed call", signed);
  const { chainId, ledger, data } = signed;
  requireText("number of a chain", chainId);
  requireText("ledger's address", ledger);
  const call = givenBytes("call", data);
  const isHere = chainId === client.chainId.toString() && ledger.toLowerCase() === client.address.toLowerCase();
  if (isHere) return requireSigned(client.ledger.interface, call);
  throw new FatalError({
    name: "SignedElsewhere",
    message: `This was signed for ${ledger} on chain ${chainId}, and the ledger here is ${client.address} on chain ${client.chainId}.`,
    toDo: "Connect to the ledger that it was signed for, or have it signed anew for this one.",
    values: { chainId, ledger },
  });
}

/** @throws InvalidValueError when a call is done in the name of who sends it, is cut, or longer than what was signed. */
function requireSigned(abi: IWaymark["interface"], call: string): string {
  if (SIGNED_CALLS.includes(calledBy(abi, call) ?? "")) return call;
  throw new InvalidValueError(
    `${shown(call)} is no call that a key signed, or not as it was signed.`,
    "Give what sign() of an operation gave, unchanged; send an operation of your own as such.",
    call,
  );
}

/**
 * The function of the ledger that a call is of; undefined when it is of none, or not just what its arguments take: bytes that
 * somebody has added would be paid for by who sends it.
 */
function calledBy(abi: IWaymark["interface"], call: string): string | undefined {
  // By names and values that are known only here: the bindings want each function's own.
  const untyped: Interface = abi;
  try {
    const parsed = untyped.parseTransaction({ data: call });
    if (parsed === null || untyped.encodeFunctionData(parsed.fragment, parsed.args) !== call) return undefined;
    return parsed.name;
  } catch {
    return undefined;
  }
}
