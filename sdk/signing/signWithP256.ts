import { concat, getBytes, type BytesLike } from "ethers";

import { requireBytes32 } from "../bytes32.js";
import { p256Signature } from "./p256Signature.js";

/**
 * A P-256 key that signs 32 bytes as they are: a secure element, a smart card (PKCS #11 `CKM_ECDSA`), a cloud key service
 * ("digest" mode). It answers with 64 bytes (r, s) or DER.
 */
export interface P256Key {
  signDigest(digest: Uint8Array): Promise<BytesLike>;
}

/**
 * Signs a digest with a P-256 key whose signer names the ledger's P-256 verifier: 64 bytes, with the low s.
 *
 * WebCrypto's keys cannot do this: `subtle.sign` always hashes with SHA-2 first. They sign through the ledger's WebAuthn
 * verifier instead: see {@link signWithCryptoKey}.
 *
 * @param digest 0x and 64 hexadecimal digits: of `checkpointsDigest`, `actDigest` or `activationDigest`.
 * @throws InvalidValueError when the digest is none, before the key is asked, and when the key answers no signature on P-256.
 * @example const signature = await signWithP256(card, checkpointsDigest(waymark, [checkpoint], terms));
 */
export async function signWithP256(key: P256Key, digest: string): Promise<string> {
  const { r, s } = p256Signature(await key.signDigest(getBytes(requireBytes32("digest", digest))));
  return concat([r, s]);
}
