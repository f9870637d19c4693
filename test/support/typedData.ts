import { AbiCoder, concat, dataSlice, id as hash, keccak256 } from "ethers";

import { namesOf, Kind, Role } from "../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";

/**
 * EIP-712 written out from its text, for comparison with the ledger's hashes, the SDK's and ethers': the types as a wallet's
 * user reads them.
 */
const DOMAIN = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
const CHECKPOINT =
  "Checkpoint(string kind,string role,string place,uint40 occurredAt,bytes32 consignment,uint32 party,uint8 detail," +
  "bytes32 basedOn,bool particulars,bytes32 dataHash,uint32 next,uint32 principal,string scope,uint24 expectedMove)";
const CHECKPOINTS = "Checkpoints(bytes32 signer,Checkpoint[] records,uint256 nonce,uint40 deadline)";
const ACT = "Act(bytes32 signer,uint32 party,bytes call,uint256 nonce,uint40 deadline)";
const ACTIVATION = "Activation(bytes32 batch,bytes32 serial)";

/** What is signed with: where it is good for, whose key, which nonce, until when. */
export interface SigningFrame {
  readonly chainId: bigint;
  readonly ledger: string;
  readonly signer: string;
  readonly nonce: bigint;
  readonly deadline: bigint;
}

type Where = Pick<SigningFrame, "chainId" | "ledger">;

/** Every value is one word: a hash, or a number or address filled up with zeros. */
function words(types: string, values: readonly unknown[]): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(types.split(" "), values));
}

function digest({ chainId, ledger }: Where, struct: string): string {
  const domain = words("bytes32 bytes32 bytes32 uint256 address", [
    hash(DOMAIN),
    hash("Waymark"),
    hash("1"),
    chainId,
    ledger,
  ]);
  return keccak256(concat(["0x1901", domain, struct]));
}

/** A place as its letters: five, two or none. The ledger judges afterwards whether it is a place at all. */
function hashOfPlace(place: string): string {
  if (BigInt(place) === 0n) return hash("");
  return keccak256(BigInt(dataSlice(place, 2)) === 0n ? dataSlice(place, 0, 2) : place);
}

function hashOfRecord(c: CheckpointStruct, particulars: boolean): string {
  const kind = namesOf(Kind)[Number(c.kind)];
  const role = namesOf(Role)[Number(c.role)];
  if (kind === undefined || role === undefined) throw new Error("The record has a kind or role without a name.");
  return words(
    "bytes32 bytes32 bytes32 bytes32 uint40 bytes32 uint32 uint8 bytes32 bool bytes32 uint32 uint32 bytes32 uint24",
    [
      hash(CHECKPOINT),
      hash(kind),
      hash(role),
      hashOfPlace(String(c.place)),
      c.occurredAt,
      c.consignment,
      c.party,
      c.detail,
      c.basedOn,
      particulars,
      c.dataHash,
      c.next,
      c.principal,
      hashOfPlace(String(c.scope)),
      c.expectedMove,
    ],
  );
}

/** The digest of records under one signature. */
export function recordsDigest(frame: SigningFrame, records: readonly CheckpointStruct[], particulars = false): string {
  const { signer, nonce, deadline } = frame;
  const hashes = keccak256(concat(records.map((record) => hashOfRecord(record, particulars))));
  const type = hash(CHECKPOINTS + CHECKPOINT);
  return digest(frame, words("bytes32 bytes32 bytes32 uint256 uint40", [type, signer, hashes, nonce, deadline]));
}

/** The digest of any other call. */
export function callDigest(frame: SigningFrame, party: bigint, call: string): string {
  const { signer, nonce, deadline } = frame;
  const values = [hash(ACT), signer, party, keccak256(call), nonce, deadline];
  return digest(frame, words("bytes32 bytes32 uint32 bytes32 uint256 uint40", values));
}

/** The digest that a label's key signs. */
export function labelDigest(where: Where, batch: string, serial: string): string {
  return digest(where, words("bytes32 bytes32 bytes32", [hash(ACTIVATION), batch, serial]));
}
