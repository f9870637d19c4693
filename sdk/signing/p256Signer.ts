import { concat } from "ethers";

import { parseAddress } from "../address.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { givenBytes, type GivenBytes } from "../given.js";

/** What goes before x and y in the uncompressed form (SEC 1, section 2.3.3). */
const UNCOMPRESSED = "0x04";
/** And before that in the SubjectPublicKeyInfo of a key on P-256 (RFC 5480, section 2): nothing in it varies. */
const SPKI = "0x3059301306072a8648ce3d020106082a8648ce3d03010703420004";

/** The curve y² = x³ − 3x + b over the numbers below p (SEC 2, section 2.4.2). */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/**
 * The signer (ERC-7913 bytes) of a P-256 key, as `addSigner` and every `Authorization` take it: the verifier's address and the
 * public key, 84 bytes.
 *
 * @param verifier One of the two that the ledger's `verifiers()` names: `p256` for keys that sign digests, `webAuthn` for
 * passkeys and for WebCrypto keys.
 * @param publicKey x and y, 64 bytes; or 65 with the 0x04 in front, as WebCrypto exports a key as "raw"; or the 91 of "spki", as
 * a passkey's `getPublicKey()` gives it.
 * @throws InvalidValueError when one of the two is not that, or no point of the curve has this x and y: no key signs for it.
 * @example const signer = p256Signer((await waymark.ledger.verifiers()).webAuthn, publicKey);
 */
export function p256Signer(verifier: string, publicKey: GivenBytes): string {
  const address = parseAddress(verifier, "verifier");
  const bytes = givenBytes("public key of P-256", publicKey);
  const front = [SPKI, UNCOMPRESSED].find((form) => bytes.startsWith(form) && bytes.length === form.length + 128);
  const key = front === undefined ? bytes : `0x${bytes.slice(front.length)}`;
  if (key.length !== 2 + 128) {
    throw new InvalidValueError(
      `${bytes} is no public key of P-256.`,
      "Give x and y, 64 bytes; 65 with 0x04 in front; or the 91 of a SubjectPublicKeyInfo. A compressed key must be expanded first.",
      publicKey,
    );
  }
  if (!isOnCurve(BigInt(key.slice(0, 66)), BigInt(`0x${key.slice(66)}`))) {
    throw new InvalidValueError(
      `${bytes} is no public key of P-256: it is no point of that curve.`,
      "Copy it again from the key, and look whether the key is on another curve.",
      publicKey,
    );
  }
  return concat([address, key]);
}

/** Public, so that it need not take the same time for every key. */
function isOnCurve(x: bigint, y: bigint): boolean {
  return x < P && y < P && (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}
