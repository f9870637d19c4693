import { concat } from "ethers";

import { parseAddress } from "../address.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { givenBytes, type GivenBytes } from "../given.js";

/** What goes before x and y in the uncompressed form (SEC 1, section 2.3.3). */
const UNCOMPRESSED = "0x04";
/** And before that in the SubjectPublicKeyInfo of a key on P-256 (RFC 5480, section 2): nothing in it varies. */
const SPKI = "0x3059301306072a8648ce3d020106082a8648ce3d03010703420004";

/**
 * The signer (ERC-7913 bytes) of a P-256 key, as `addSigner` and every `Authorization` take it: the verifier's address and the
 * public key, 84 bytes.
 *
 * @param verifier One of the two that the ledger's `verifiers()` names: `p256` for keys that sign digests, `webAuthn` for
 * passkeys and for WebCrypto keys.
 * @param publicKey x and y, 64 bytes; or 65 with the 0x04 in front, as WebCrypto exports a key as "raw"; or the 91 of "spki", as
 * a passkey's `getPublicKey()` gives it.
 * @throws InvalidValueError when one of the two is not that.
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
  return concat([address, key]);
}
