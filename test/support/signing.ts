import type { Key } from "../../bench/support/signers.js";
import type { AuthorizationStruct, CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { callDigest, recordsDigest, type SigningFrame } from "./typedData.js";
import { FOREVER, type World } from "./world.js";

export { accountKey, chipKey, passkey, walletKey, type Key } from "../../bench/support/signers.js";

/** The chain of the tests. */
export const CHAIN_ID = 31_337n;

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
