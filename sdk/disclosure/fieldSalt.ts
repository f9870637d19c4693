import { computeHmac, concat, toUtf8Bytes } from "ethers";

import { requireSecret, type RecordSecret } from "./recordSecret.js";

const PURPOSE = "waymark/field-salt/1:";

/**
 * The salt of one field: one block of HKDF-Expand (RFC 5869, section 2.3) with SHA-256, that is
 * `HMAC-SHA256(secret, "waymark/field-salt/1:" ‖ path ‖ 0x01)`. HKDF's other half, Extract, makes a uniform key of an
 * uneven one; the secret is random bytes already. A shown salt tells nothing of the secret, nor of the other salts.
 *
 * @returns 32 bytes.
 * @throws InvalidValueError when the secret does not have 32 bytes.
 */
export function fieldSalt(secret: RecordSecret, path: string): string {
  return computeHmac("sha256", requireSecret(secret), concat([toUtf8Bytes(PURPOSE + path), "0x01"]));
}
