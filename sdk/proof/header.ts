import { encodeRlp, decodeRlp, keccak256, type JsonRpcApiProvider } from "ethers";

import { FatalError, InvalidValueError, RetryableError } from "../errors/waymarkError.js";

/** A block as JSON-RPC gives it (Ethereum execution APIs, `eth_getBlockByHash`). */
type RpcBlock = Readonly<Record<string, unknown>>;

/** The fields of a header in the order in which they are hashed; later forks appended theirs. */
const FIELDS = [
  ...["parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"],
  ...["difficulty", "number", "gasLimit", "gasUsed", "timestamp", "extraData", "mixHash", "nonce"],
  // London, Shanghai, Cancun, Prague.
  ...["baseFeePerGas", "withdrawalsRoot", "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot", "requestsHash"],
] as const;

/** Fields that are numbers: hashed without leading zeros. */
const NUMBERS: ReadonlySet<string> = new Set([
  ...["difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas", "blobGasUsed", "excessBlobGas"],
]);

/** What a proof needs of a header. */
export interface Header {
  readonly hash: string;
  readonly number: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly stateRoot: string;
}

/**
 * Reads a header from its RLP encoding. The hash is of these very bytes, so whoever knows the hash of a block needs to trust
 * nobody for what is in it.
 *
 * @param rlp As `fetchHeader` gives it.
 * @throws InvalidValueError when it is no header.
 */
export function readHeader(rlp: string): Header {
  const fields = decode(rlp);
  const at = (name: (typeof FIELDS)[number]): string => {
    const field = fields[FIELDS.indexOf(name)];
    if (typeof field !== "string") throw noHeader(rlp);
    return field;
  };
  const number = (name: (typeof FIELDS)[number]): number => Number(BigInt(at(name) === "0x" ? 0 : at(name)));
  return { hash: keccak256(rlp), number: number("number"), timestamp: number("timestamp"), stateRoot: at("stateRoot") };
}

function decode(rlp: string): readonly unknown[] {
  try {
    const fields: unknown = decodeRlp(rlp);
    if (Array.isArray(fields) && fields.length >= 15) return fields;
  } catch {
    // Said below, with the value.
  }
  throw noHeader(rlp);
}

function noHeader(rlp: string): InvalidValueError {
  return new InvalidValueError(
    `"${rlp.slice(0, 40)}…" is no block header.`,
    "Give the header's RLP encoding, as the dossier that it came with has it.",
    rlp,
  );
}

/**
 * Fetches the header of a block, as the bytes that its hash is of.
 *
 * @throws RetryableError "BlockUnknown" when the node does not have the block, or not yet.
 * @throws FatalError "HeaderUnknown" when they do not give the hash: the chain has fields that this release does not know,
 * and no proof against its blocks can be checked.
 */
export async function fetchHeader(provider: JsonRpcApiProvider, hash: string): Promise<string> {
  // JSON-RPC gives null for a block it does not have.
  const block = (await provider.send("eth_getBlockByHash", [hash, false])) as RpcBlock | null;
  if (block === null) {
    // A node that is late has it soon: only one of another chain, or one that the chain has left, never does.
    throw new RetryableError({
      name: "BlockUnknown",
      message: `The node has no block ${hash}.`,
      toDo: "Try again in a little while, for the node may be late; else ask another node of the same chain.",
      values: { hash },
    });
  }
  const rlp = encodeRlp(
    FIELDS.flatMap((name) => {
      const value = block[name];
      if (typeof value !== "string") return [];
      return NUMBERS.has(name) ? bare(value) : value;
    }),
  );
  if (keccak256(rlp) === hash.toLowerCase()) return rlp;
  throw new FatalError({
    name: "HeaderUnknown",
    message: `The fields that the node gives of block ${hash} do not hash to it.`,
    toDo: "Verify by calls instead of proofs: this chain's headers have fields that this release does not know, or the node lies.",
    values: { hash, fields: Object.keys(block) },
  });
}

/** A number as RLP has it: no leading zeros, and nothing for zero. */
function bare(quantity: string): string {
  const digits = BigInt(quantity).toString(16);
  if (digits === "0") return "0x";
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
}
