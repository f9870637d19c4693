import { concat, getBytes, sha256, toUtf8Bytes } from "ethers";

import { requireBytes32 } from "../bytes32.js";
import { base64Url } from "../base64Url.js";
import { propertyOf } from "../errors/revertData.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireHolder } from "../given.js";
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
 * @throws InvalidValueError when the digest, the key or the origin is none.
 * @example const signature = await signWithCryptoKey(pair.privateKey, actDigest(waymark, act, terms), location.origin);
 */
export async function signWithCryptoKey(key: P256CryptoKey, digest: string, origin: string): Promise<string> {
  requireCryptoKey(key);
  requireOrigin(origin);
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

/** @throws InvalidValueError when it is not what WebCrypto signs with on P-256: the pair that it makes is none, nor its public key. */
export function requireCryptoKey(key: P256CryptoKey): void {
  requireHolder("private key of WebCrypto", key);
  const [type, algorithm, usages] = ["type", "algorithm", "usages"].map((name) => propertyOf(key, name));
  const [name, curve] = ["name", "namedCurve"].map((part) => propertyOf(Object(algorithm) as object, part));
  const maySign = type === "private" && Array.isArray(usages) && usages.includes("sign");
  if (maySign && name === "ECDSA" && curve === "P-256") return;
  throw new InvalidValueError(
    "This is no private key of WebCrypto that signs with ECDSA on P-256.",
    'Give the privateKey of a pair that was made with { name: "ECDSA", namedCurve: "P-256" } and the usage "sign".',
    // A JWK in its place is the secret itself.
    "(not shown)",
  );
}

/** @throws InvalidValueError when it is no origin, of which the name of the host is signed. */
export function requireOrigin(origin: string): void {
  if (URL.canParse(origin) && new URL(origin).hostname !== "") return;
  throw new InvalidValueError(
    `${shown(origin)} is no origin.`,
    'Give where the key is used as a URL, as in "https://gateway.example".',
    origin,
  );
}
