import { hexlify, isHexString, randomBytes } from "ethers";

import { InvalidValueError } from "../errors/waymarkError.js";

/** 32 random bytes, as 0x and 64 hexadecimal digits. Who has it can check a guess at any field of its record. */
export type RecordSecret = string;

/**
 * A new secret, for one record. It is the only thing to keep, and to delete: every salt is derived from it, and nothing can
 * be derived without it.
 *
 * @example const secret = newRecordSecret();
 */
export function newRecordSecret(): RecordSecret {
  return hexlify(randomBytes(32));
}

/** Whether a secret has the form of one: 32 bytes. */
export function isRecordSecret(secret: unknown): secret is RecordSecret {
  return isHexString(secret, 32);
}

/** @throws InvalidValueError when it does not have 32 bytes. The error does not repeat it. */
export function requireSecret(secret: RecordSecret): RecordSecret {
  if (isRecordSecret(secret)) return secret;
  throw new InvalidValueError(
    "The record secret does not have 32 bytes.",
    "Give what newRecordSecret returned for this record: 0x and 64 hexadecimal digits.",
    "(not shown)",
  );
}
