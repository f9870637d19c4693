import { getAddress, isHexString } from "ethers";

import { InvalidValueError } from "../../sdk/errors.js";
import { p256Signer } from "../../sdk/signing/p256Signer.js";
import type { Waymark } from "../../sdk/waymark.js";
import { isRightAddress } from "./address.js";

/** A key as it is given on the command line, before the ledger's verifiers are known. */
export type SignerTerm =
  | { readonly kind: "account" | "bytes" | "id"; readonly bytes: string }
  | { readonly kind: "p256" | "passkey"; readonly publicKey: string };

/** How a key is written. */
export const SIGNERS = "an address, p256:PUBLIC_KEY, passkey:PUBLIC_KEY, or the 84 bytes of ERC-7913";

/**
 * A key that may write for a party: an account or contract wallet by its address; a P-256 key or a passkey by its public key
 * (x and y, 64 bytes); or ERC-7913 bytes.
 *
 * @throws InvalidValueError when it is none of these.
 */
export function signerTerm(text: string): SignerTerm {
  if (isRightAddress(text)) return { kind: "account", bytes: getAddress(text) };
  if (isHexString(text, 84)) return { kind: "bytes", bytes: text };
  const [, kind, publicKey] = /^(p256|passkey):(.+)$/.exec(text) ?? [];
  if ((kind === "p256" || kind === "passkey") && isHexString(publicKey, 64)) return { kind, publicKey };
  throw new InvalidValueError(
    `"${text}" is no key that the ledger takes.`,
    `Give ${SIGNERS}; public keys are x and y, 64 bytes, 0x and hexadecimal digits.`,
    text,
  );
}

/** A key to be revoked: as it was added, or its id (32 bytes). */
export function knownSignerTerm(text: string): SignerTerm {
  return isHexString(text, 32) ? { kind: "id", bytes: text } : signerTerm(text);
}

/** The ERC-7913 bytes of a key, or its id. */
export async function signerBytes({ ledger }: Pick<Waymark, "ledger">, term: SignerTerm): Promise<string> {
  if ("bytes" in term) return term.bytes;
  const { p256, webAuthn } = await ledger.verifiers();
  return p256Signer(term.kind === "p256" ? p256 : webAuthn, term.publicKey);
}

/** The id of a key in words: of an account its address. */
export function signerWords(id: string): string {
  return id.startsWith(`0x${"0".repeat(24)}`) ? getAddress(`0x${id.slice(26)}`) : id;
}
