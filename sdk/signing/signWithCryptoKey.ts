import { concat, getBytes, sha256, toUtf8Bytes } from "ethers";

import { requireBytes32 } from "../bytes32.js";
import { base64Url } from "../base64Url.js";
import { signWithPasskey } from "./signWithPasskey.js";

/** A key of WebCrypto, in Node.js and in browsers: ECDSA on P-256, private, for signing. */
export type P256CryptoKey = Parameters<typeof globalThis.crypto.subtle.sign>[1];

/** User present and verified: whoever may use the key. */
const FLAGS = 0x05;

/**
 * Signs a digest with a WebCrypto key, whose private part need not be extractable: a server's, or a browser's own. WebCrypto
 * signs only what it has hashed with SHA-2, which is what a passkey signs too; so the key's signer names the ledger's WebAuthn
 * verifier (see `p256Signer`), and what is signed looks like an assertion of the origin given.
 *
 * @param digest 0x and 64 hexadecimal digits: of `checkpointsDigest`, `actDigest` or `activationDigest`.
 * @param origin Where the key is used, shown to readers of the transaction, such as "https://gateway.example".
 * @throws InvalidValueError when the digest is none; what WebCrypto throws when the key may not sign.
 * @example const signature = await signWithCryptoKey(pair.privateKey, actDigest(waymark, act, terms), location.origin);
 */
export async function signWithCryptoKey(key: P256CryptoKey, digest: string, origin: string): Promise<string> {
  const challenge = base64Url(getBytes(requireBytes32("digest", digest)));
  const clientDataJSON = toUtf8Bytes(JSON.stringify({ type: "webauthn.get", challenge, origin }));
  // Hash of the relying party's name, flags, and a signature counter that is not kept (WebAuthn, section 6.1).
  const authenticatorData = concat([
    sha256(toUtf8Bytes(new URL(origin).hostname)),
    new Uint8Array([FLAGS, 0, 0, 0, 0]),
  ]);
  const signed = getBytes(concat([authenticatorData, sha256(clientDataJSON)]));
  const signature = await globalThis.crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, signed.slice());
  return signWithPasskey(digest, { authenticatorData, clientDataJSON, signature: new Uint8Array(signature) });
}
