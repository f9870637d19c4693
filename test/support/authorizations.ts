import { keccak256, TypedDataEncoder, zeroPadValue, type TypedDataField } from "ethers";

import { ACT_TYPES, CHECKPOINT_TYPES } from "../../sdk/signing/typedData.js";
import { Kind, nameIn, Role } from "../../sdk/vocabulary.js";
import type {
  AuthorizationStruct,
  CheckpointStruct,
  IWaymark,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "./chain.js";
import type { DigestKey } from "./labelKeys.js";
import { FOREVER } from "./world.js";

/** Where a signature is meant for, if not for the ledger it is made for. */
export interface Elsewhere {
  chainId?: bigint;
  verifyingContract?: string;
}

/** The id by which the ledger knows a signer given as ERC-7913 bytes. */
export function idOf({ signer }: DigestKey): string {
  return signer.length === 42 ? zeroPadValue(signer, 32) : keccak256(signer);
}

/** A key's signature of any call of the ledger but a record. */
export async function signAct(
  ledger: IWaymark,
  key: DigestKey,
  party: bigint,
  call: string,
  { nonce = 0n, ...elsewhere }: Elsewhere & { nonce?: bigint } = {},
): Promise<AuthorizationStruct> {
  const digest = await actDigest(ledger, idOf(key), party, call, { nonce, ...elsewhere });
  return { signer: key.signer, nonce, deadline: FOREVER, signature: key.sign(digest) };
}

/** What is signed for any call of the ledger but a record. */
export async function actDigest(
  ledger: IWaymark,
  signer: string,
  party: bigint,
  call: string,
  { nonce = 0n, ...elsewhere }: Elsewhere & { nonce?: bigint } = {},
): Promise<string> {
  return await digestOf(ledger, ACT_TYPES, { signer, party, call, nonce }, elsewhere);
}

/** A key's signature of one record without particulars. */
export async function signRecord(
  ledger: IWaymark,
  key: DigestKey,
  c: CheckpointStruct,
  { nonce = 0n, ...elsewhere }: Elsewhere & { nonce?: bigint } = {},
): Promise<AuthorizationStruct> {
  const digest = await recordDigest(ledger, idOf(key), c, { nonce, ...elsewhere });
  return { signer: key.signer, nonce, deadline: FOREVER, signature: key.sign(digest) };
}

/** What is signed for one record without particulars. */
export async function recordDigest(
  ledger: IWaymark,
  signer: string,
  c: CheckpointStruct,
  { nonce = 0n, ...elsewhere }: Elsewhere & { nonce?: bigint } = {},
): Promise<string> {
  // The tests' checkpoints give numbers and hexadecimal text, as `checkpoint` makes them.
  const words = {
    ...c,
    kind: nameIn(Kind, c.kind as number),
    role: nameIn(Role, c.role as number),
    place: letters(c.place as string),
    scope: letters(c.scope as string),
    particulars: false,
  };
  return await digestOf(ledger, CHECKPOINT_TYPES, { signer, records: [words], nonce }, elsewhere);
}

async function digestOf(
  ledger: IWaymark,
  types: Record<string, TypedDataField[]>,
  message: Record<string, unknown>,
  elsewhere: Elsewhere,
): Promise<string> {
  const { chainId } = await ethers.provider.getNetwork();
  const domain = { name: "Waymark", version: "1", chainId, verifyingContract: await ledger.getAddress(), ...elsewhere };
  return TypedDataEncoder.hash(domain, types, { ...message, deadline: FOREVER });
}

/** A place or scope in letters again. */
function letters(place: string): string {
  return ethers.toUtf8String(place).replaceAll("\0", "");
}
