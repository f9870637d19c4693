import { getBytes, hexlify, toBeHex } from "ethers";

import { InvalidValueError } from "../errors/waymarkError.js";
import { givenBytes, type GivenBytes } from "../given.js";

/** Order of the curve P-256 (FIPS 186-5, NIST SP 800-186, section 3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** The two numbers of a signature, 0x and 64 hexadecimal digits each. */
export interface P256Signature {
  readonly r: string;
  readonly s: string;
}

/**
 * Reads an ECDSA signature on P-256 in either of the forms that keys give: 64 bytes r ‖ s (WebCrypto, PKCS #11), or DER
 * (WebAuthn, OpenSSL, cloud key services). Of the two signatures that are equally good, s and order − s, it gives the one
 * with the low s: the ledger takes no other, so that nobody can write one signature in two ways.
 *
 * @throws InvalidValueError when it is neither, or its numbers are not of the curve.
 * @example const { r, s } = p256Signature(assertion.response.signature);
 */
export function p256Signature(signature: GivenBytes): P256Signature {
  const bytes = getBytes(givenBytes("signature on P-256", signature));
  const [r, s] = bytes.length === 64 ? halves(bytes) : fromDer(bytes);
  if (r === undefined || s === undefined || r === 0n || s === 0n || r >= ORDER || s >= ORDER) {
    throw new InvalidValueError(
      `${hexlify(bytes)} is no signature on P-256.`,
      "Give 64 bytes (r, s) or the DER encoding that the key gave.",
      signature,
    );
  }
  return { r: toBeHex(r, 32), s: toBeHex(s > ORDER / 2n ? ORDER - s : s, 32) };
}

function halves(bytes: Uint8Array): readonly bigint[] {
  return [number(bytes.subarray(0, 32)), number(bytes.subarray(32))];
}

/** `SEQUENCE { INTEGER r, INTEGER s }` (RFC 3279, section 2.2.3); all lengths are below 128. Nothing when it is not that. */
function fromDer(bytes: Uint8Array): readonly bigint[] {
  const numbers: bigint[] = [];
  if (bytes[0] !== SEQUENCE || bytes[1] !== bytes.length - 2) return numbers;
  let at = 2;
  while (at < bytes.length) {
    const length = bytes[at + 1] ?? 0;
    const end = at + 2 + length;
    if (bytes[at] !== INTEGER || length === 0 || length > 33 || end > bytes.length || numbers.length === 2) return [];
    numbers.push(number(bytes.subarray(at + 2, end)));
    at = end;
  }
  return numbers;
}

function number(bytes: Uint8Array): bigint {
  return BigInt(hexlify(bytes));
}
