import { getBytes, hexlify, keccak256, type BytesLike } from "ethers";

import { InvalidValueError } from "../errors/waymarkError.js";
import { givenBytes } from "../given.js";
import { signerIdOf, type SignerId } from "../ids.js";

/**
 * The id of any signer, given as ERC-7913 bytes: of 20 bytes the address right-aligned, of more their hash.
 *
 * @param signer 20 bytes, or what {@link p256Signer} gives.
 * @throws InvalidValueError when it is shorter, or no bytes.
 * @example const signer = signerIdOfKey(p256Signer(verifier, publicKey));
 */
export function signerIdOfKey(signer: BytesLike): SignerId {
  const bytes = getBytes(givenBytes("signer", signer));
  if (bytes.length === 20) return signerIdOf(hexlify(bytes));
  if (bytes.length < 20) {
    throw new InvalidValueError(
      `${hexlify(bytes)} is no signer: it has less than 20 bytes.`,
      "Give the 20 bytes of an account, or a verifier's address and the key.",
      signer,
    );
  }
  return keccak256(bytes);
}
