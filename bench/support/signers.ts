import { signerIdOf, type SignerId } from "../../sdk/ids.js";
import { p256Signer } from "../../sdk/signing/p256Signer.js";
import { signerIdOfKey } from "../../sdk/signing/signerIdOfKey.js";
import { Authenticator, Chip, keyOf } from "./keys.js";
import type { World } from "./world.js";

/** A key that signs for parties, whatever it is made of. */
export interface Key {
  /** ERC-7913 bytes. */
  readonly signer: string;
  readonly id: SignerId;
  sign(digest: string): Promise<string>;
}

/** The key of an account of the test chain. */
export function accountKey(address: string): Key {
  const sign = (digest: string) => Promise.resolve(keyOf(address).signingKey.sign(digest).serialized);
  return { signer: address, id: signerIdOf(address), sign };
}

/** A contract wallet that takes what an account of the test chain signed. */
export function walletKey(wallet: string, owner: string): Key {
  return { ...accountKey(owner), signer: wallet, id: signerIdOf(wallet) };
}

/** A key in a chip, by its name. */
export async function chipKey({ ledger }: Pick<World, "ledger">, name: string): Promise<Key> {
  const chip = new Chip(name);
  const signer = p256Signer((await ledger.verifiers()).p256, chip.publicKey);
  return { signer, id: signerIdOfKey(signer), sign: (digest) => chip.sign(digest) };
}

/** A passkey, by its name. */
export async function passkey({ ledger }: Pick<World, "ledger">, name: string): Promise<Key> {
  const device = new Authenticator(name);
  const signer = p256Signer((await ledger.verifiers()).webAuthn, device.publicKey);
  return { signer, id: signerIdOfKey(signer), sign: (digest) => device.sign(digest) };
}
