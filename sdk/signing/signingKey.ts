import { getBytes } from "ethers";

import { requireFunction, requireMethod, type GivenBytes } from "../given.js";
import { digestOf } from "./digestOf.js";
import { p256Signer } from "./p256Signer.js";
import { signWithAccount, type SigningAccount } from "./signWithAccount.js";
import { requireCryptoKey, requireOrigin, signWithCryptoKey, type P256CryptoKey } from "./signWithCryptoKey.js";
import { signWithP256, type P256Key } from "./signWithP256.js";
import { signWithPasskey, type PasskeyAssertion } from "./signWithPasskey.js";
import type { TypedData } from "./typedData.js";

/** A key that signs for a party, of whatever make: an account, a contract wallet, a chip, a passkey. */
export interface SigningKey {
  /** ERC-7913 bytes, by which the ledger knows the key: what `parties.addSigner` takes. */
  readonly signer: string;
  /** Signs typed data; what the key makes of it is what the ledger checks. */
  sign(data: TypedData): Promise<string>;
}

/**
 * The key of an account: a wallet in memory, in a browser or in hardware.
 *
 * @throws InvalidValueError when it is no account; also what the wallet throws.
 * @example const signed = await operation.sign(await accountKey(wallet));
 */
export async function accountKey(account: SigningAccount): Promise<SigningKey> {
  requireMethod("account", account, "signTypedData");
  return { signer: await account.getAddress(), sign: (data) => signWithAccount(account, data) };
}

/**
 * A P-256 key in a chip, a card or a key service that signs digests.
 *
 * @param verifier The `p256` of the ledger's `verifiers()`.
 * @param publicKey x and y, or a form of them that {@link p256Signer} takes.
 * @throws InvalidValueError when one of these is not that.
 */
export function p256SigningKey(verifier: string, publicKey: GivenBytes, key: P256Key): SigningKey {
  requireMethod("P-256 key", key, "signDigest");
  return { signer: p256Signer(verifier, publicKey), sign: (data) => signWithP256(key, digestOf(data)) };
}

/**
 * A key of WebCrypto, whose private part need not be extractable.
 *
 * @param verifier The `webAuthn` of the ledger's `verifiers()`.
 * @param origin Where the key is used, shown to readers, such as "https://gateway.example".
 * @throws InvalidValueError when one of these is not that, such as a key pair in place of its private key.
 */
export function cryptoSigningKey(
  verifier: string,
  publicKey: GivenBytes,
  privateKey: P256CryptoKey,
  origin: string,
): SigningKey {
  requireCryptoKey(privateKey);
  requireOrigin(origin);
  return {
    signer: p256Signer(verifier, publicKey),
    sign: (data) => signWithCryptoKey(privateKey, digestOf(data), origin),
  };
}

/**
 * A passkey of an officer's device.
 *
 * @param verifier The `webAuthn` of the ledger's `verifiers()`.
 * @param assert Asks the device: the challenge is 32 bytes, and `userVerification` must be "required".
 * @throws InvalidValueError when one of these is not that.
 * @example
 * const key = passkeySigningKey(webAuthn, publicKey, async (challenge) => {
 *   const credential = await navigator.credentials.get({ publicKey: { challenge, userVerification: "required" } });
 *   return credential.response;
 * });
 */
export function passkeySigningKey(
  verifier: string,
  publicKey: GivenBytes,
  assert: (challenge: Uint8Array) => Promise<PasskeyAssertion>,
): SigningKey {
  requireFunction("way to ask a passkey", assert);
  return {
    signer: p256Signer(verifier, publicKey),
    async sign(data) {
      const digest = digestOf(data);
      return signWithPasskey(digest, await assert(getBytes(digest)));
    },
  };
}
