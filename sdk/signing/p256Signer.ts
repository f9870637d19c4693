import { concat, getAddress, getBytes, hexlify, isAddress, type BytesLike } from "ethers";

import { InvalidValueError } from "../errors/waymarkError.js";

const UNCOMPRESSED = 0x04;

/**
 * The signer (ERC-7913 bytes) of a P-256 key, as `addSigner` and every `Authorization` take it: the verifier's address and the
 * public key, 84 bytes.
 *
 * @param verifier One of the two that the ledger's `verifiers()` names: `p256` for keys that sign digests, `webAuthn` for
 * passkeys and for WebCrypto keys.
 * @param publicKey x and y, 64 bytes; or 65 with the 0x04 in front, as WebCrypto exports a key as "raw".
 * @throws InvalidValueError when one of the two is not that.
 * @example const signer = p256Signer((await waymark.ledger.verifiers()).webAuthn, publicKey);
 */
export function p256Signer(verifier: string, publicKey: BytesLike): string {
  const isRight: boolean = isAddress(verifier);
  if (!isRight) {
    throw new InvalidValueError(
      `"${verifier}" is no address of a verifier.`,
      "Ask the ledger for its verifiers().",
      verifier,
    );
  }
  const bytes = getBytes(publicKey);
  const key = bytes.length === 65 && bytes[0] === UNCOMPRESSED ? bytes.subarray(1) : bytes;
  if (key.length !== 64) {
    throw new InvalidValueError(
      `${hexlify(bytes)} is no public key of P-256.`,
      "Give x and y, 64 bytes, or 65 with 0x04 in front; a compressed key must be expanded first.",
      publicKey,
    );
  }
  return concat([getAddress(verifier), key]);
}
