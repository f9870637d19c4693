import { signerIdOf, type SignerId } from "../../sdk/ids.js";
import { p256Signer } from "../../sdk/signing/p256Signer.js";
import { signerIdOfKey } from "../../sdk/signing/signerIdOfKey.js";
import type { AuthorizationStruct, CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { Authenticator, Chip, keyOf } from "./keys.js";
import { callDigest, recordsDigest, type SigningFrame } from "./typedData.js";
import { FOREVER, type World } from "./world.js";

/** The chain of the tests. */
export const CHAIN_ID = 31_337n;

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

/** What tests change of an authorization. */
export interface Terms {
  readonly nonce?: bigint;
  readonly deadline?: bigint;
  readonly particulars?: boolean;
  readonly chainId?: bigint;
}

let nonces = 0n;

/** A nonce that no key has used yet. */
export function freshNonce(): bigint {
  return nonces++;
}

/** An authorization, and the digest that was signed, which refusals name. */
export type Signed = AuthorizationStruct & { readonly digest: string };

/** Signs records as the ledger reads them, right or wrong. */
export async function authorizeRecords(
  w: Pick<World, "ledger">,
  key: Key,
  records: readonly CheckpointStruct[],
  terms: Terms = {},
): Promise<Signed> {
  const frame = await frameOf(w, key, terms);
  return signed(key, frame, recordsDigest(frame, records, terms.particulars));
}

/** Signs any other call. */
export async function authorizeAct(
  w: Pick<World, "ledger">,
  key: Key,
  party: bigint,
  call: string,
  terms: Terms = {},
): Promise<Signed> {
  const frame = await frameOf(w, key, terms);
  return signed(key, frame, callDigest(frame, party, call));
}

async function frameOf({ ledger }: Pick<World, "ledger">, key: Key, terms: Terms): Promise<SigningFrame> {
  const { nonce = freshNonce(), deadline = FOREVER, chainId = CHAIN_ID } = terms;
  return { chainId, ledger: await ledger.getAddress(), signer: key.id, nonce, deadline };
}

async function signed(key: Key, { nonce, deadline }: SigningFrame, digest: string): Promise<Signed> {
  return { signer: key.signer, nonce, deadline, signature: await key.sign(digest), digest };
}
