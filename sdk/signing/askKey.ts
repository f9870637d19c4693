import { decodeError, FatalError, messageOf, RetryableError } from "../errors.js";
import { printable } from "../errors/printable.js";
import { givenBytes, requireMethod } from "../given.js";
import type { SigningKey } from "./signingKey.js";
import type { TypedData } from "./typedData.js";

/** Characters of a device's own words that are told. */
const LONGEST_WORDS = 300;

/**
 * Asks a key to sign. Devices and key services fail in words of their own, which say nothing of the chain, however much they
 * sound like a node's.
 *
 * @throws RetryableError "SigningFailed" when the key fails: nothing is sent before there is a signature.
 * @throws FatalError "SigningDeclined" when its user did not confirm; whatever error of the SDK it throws.
 * @throws InvalidValueError when it is no key, or what it gives is no bytes.
 */
export async function askKey(key: Pick<SigningKey, "sign">, data: TypedData): Promise<string> {
  requireMethod("signing key", key, "sign");
  return givenBytes("signature", await signatureOf(key, data));
}

async function signatureOf(key: Pick<SigningKey, "sign">, data: TypedData): Promise<string> {
  try {
    return await key.sign(data);
  } catch (caught) {
    const fault = decodeError(caught);
    const isTold = fault === caught || (fault instanceof FatalError && fault.name !== "UnexpectedError");
    throw isTold ? fault : signingFailed(caught);
  }
}

function signingFailed(cause: unknown): RetryableError {
  return new RetryableError({
    name: "SigningFailed",
    message: `The key did not sign: ${printable(messageOf(cause), LONGEST_WORDS)}.`,
    toDo: "See that the device or the key service answers, and sign again: nothing was sent.",
    cause,
  });
}
