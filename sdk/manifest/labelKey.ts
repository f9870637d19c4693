import { computeAddress, computeHmac, concat, getBytes, hexlify, isHexString, toUtf8Bytes } from "ethers";

import { requireBytes32 } from "../bytes32.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import type { BatchId } from "../ids.js";

/** Says what the keys are for, so that the same secret gives other keys for any other purpose. */
const PURPOSE = toUtf8Bytes("waymark label key 1");

/**
 * The keys hidden in the labels of a batch, all made again from one secret, so that none has to be kept: HKDF (RFC 5869) with
 * SHA-256, the secret as key material, the batch as salt and purpose and serial as info; the 32 bytes are a secp256k1 key.
 * HKDF, because it is the standard way to make many keys of one, and every platform has it: a printer can do without this code.
 *
 * @param secret 32 random bytes, 0x and 64 hexadecimal digits. Who has it can activate every item of the batch.
 * @returns The private key for a serial, 0x and 64 hexadecimal digits.
 * @throws InvalidValueError when secret or batch do not have 32 bytes, or, when it is asked for, a serial is no text.
 * @example const keyOf = labelKeys(secret, batch); const key = keyOf("7Q0X5ZK2M9D1RAYC8VNB");
 */
export function labelKeys(secret: string, batch: BatchId): (serial: string) => string {
  requireLabelSecret(secret);
  requireBytes32("batch", batch);
  const pseudoRandomKey = computeHmac("sha256", getBytes(batch), getBytes(secret));
  // One block of HKDF's expansion is as long as the key. That it is zero or above the order of the curve has a chance of 2^-128.
  return (serial) => {
    requireText("serial number", serial);
    return computeHmac("sha256", pseudoRandomKey, concat([PURPOSE, toUtf8Bytes(serial), "0x01"]));
  };
}

/**
 * Refuses what cannot be the secret of a batch's label keys.
 *
 * @throws InvalidValueError when it does not have 32 bytes.
 */
export function requireLabelSecret(secret: string): void {
  if (!isHexString(secret, 32)) {
    // The secret is not repeated in the error, which may end in a log.
    throw new InvalidValueError(
      "The manifest secret does not have 32 bytes.",
      "Give 0x and 64 hexadecimal digits, as from generateManifestSecret().",
      "(not shown)",
    );
  }
}

/** Order of the curve secp256k1 (SEC 2, section 2.4.1). */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Whether it is a private key of secp256k1, 0x and 64 hexadecimal digits: from 1 to below the order of the curve. */
export function isLabelKey(text: string): boolean {
  return isHexString(text, 32) && BigInt(text) > 0n && BigInt(text) < ORDER;
}

/**
 * The signer by which the ledger knows a label's key: the address of its account, 20 bytes in small letters.
 *
 * @throws InvalidValueError when it is no private key.
 */
export function labelSignerOf(privateKey: string): string {
  requireLabelKey("label key", privateKey);
  return computeAddress(privateKey).toLowerCase();
}

/**
 * Refuses what cannot be the private key of a label.
 *
 * @param what Which key it should be.
 * @throws InvalidValueError when it does not have 32 bytes, is zero or not below the order of the curve.
 */
export function requireLabelKey(what: string, key: string): void {
  if (isLabelKey(key)) return;
  // The key is not repeated in the error, which may end in a log.
  throw new InvalidValueError(
    `The ${what} ${isHexString(key, 32) ? "is no private key of secp256k1" : "does not have 32 bytes"}.`,
    "Give 0x and 64 hexadecimal digits, as from labelKeys().",
    "(not shown)",
  );
}

/** A new secret for the labels of a batch: 32 bytes of the platform's secure randomness. */
export function generateManifestSecret(): string {
  return hexlify(crypto.getRandomValues(new Uint8Array(32)));
}
