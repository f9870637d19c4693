import type { TypedDataDomain, TypedDataField } from "ethers";

/**
 * What keys sign: EIP-712 typed data, as `contracts/libraries/TypedData.sol` hashes it. A device that shows typed data shows
 * a record in words: "ImportCleared" by "Customs" at "CNSHG".
 */

const field = (text: string): TypedDataField => {
  const [type = "", name = ""] = text.split(" ");
  return { name, type };
};

/** Records, one or many, under one signature. The primary type is `Checkpoints`. */
export const CHECKPOINT_TYPES: Record<"Checkpoints" | "Checkpoint", TypedDataField[]> = {
  Checkpoints: ["bytes32 signer", "Checkpoint[] records", "uint256 nonce", "uint40 deadline"].map(field),
  Checkpoint: [
    "string kind",
    "string role",
    "string place",
    "uint40 occurredAt",
    "bytes32 consignment",
    "uint32 party",
    "uint8 detail",
    "bytes32 basedOn",
    "bool particulars",
    "bytes32 dataHash",
    "uint32 next",
    "uint32 principal",
    "string scope",
    "uint24 expectedMove",
  ].map(field),
};

/** Any other call of the ledger. */
export const ACT_TYPES: Record<"Act", TypedDataField[]> = {
  Act: ["bytes32 signer", "uint32 party", "bytes call", "uint256 nonce", "uint40 deadline"].map(field),
};

/** The one activation of a labelled item, signed by the key hidden in its label. */
export const ACTIVATION_TYPES: Record<"Activation", TypedDataField[]> = {
  Activation: ["bytes32 batch", "bytes32 serial"].map(field),
};

/** Typed data as ethers and wallets take it. */
export interface TypedData {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly value: Record<string, unknown>;
}
