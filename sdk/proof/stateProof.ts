import { decodeRlp, toBeHex, type JsonRpcApiProvider } from "ethers";

import type { WaymarkClient } from "../client.js";
import { decodeError } from "../errors.js";
import { FatalError } from "../errors/waymarkError.js";
import { fetchHeader, readHeader, type Header } from "./header.js";
import type { Slot } from "./slots.js";
import { readTrie } from "./trieProof.js";

/** What the ledger had in some slots at a block, with the proof of it (EIP-1186). */
export interface StateProof {
  /** The block's header, RLP. */
  readonly header: string;
  /** From the state root to the ledger's account. */
  readonly account: readonly string[];
  /** From the account's storage root to each slot. */
  readonly slots: readonly { readonly slot: Slot; readonly proof: readonly string[] }[];
}

/** Slots whose values are proved. */
export interface ProvenState {
  readonly header: Header;
  /**
   * The value of a slot.
   *
   * @throws FatalError "SlotUnproved" when the proof does not cover it.
   */
  readonly read: (slot: Slot) => bigint;
}

/** Slots asked for in one request: providers bound its size. */
const SLOTS_A_REQUEST = 64;

/**
 * Fetches the proof of some slots of the ledger at a block.
 *
 * @param provider Must answer `eth_getProof` for that block: a full node has the last ones, an archive node all.
 * @throws WaymarkError when it does not.
 */
export async function fetchStateProof(
  provider: JsonRpcApiProvider,
  ledger: string,
  slots: readonly Slot[],
  blockHash: string,
): Promise<StateProof> {
  try {
    const header = await fetchHeader(provider, blockHash);
    const number = toBeHex(readHeader(header).number).replace(/^0x0(?=.)/, "0x");
    const wanted = [...new Set(slots)];
    const parts: Slot[][] = [];
    for (let from = 0; from < wanted.length || from === 0; from += SLOTS_A_REQUEST) {
      parts.push(wanted.slice(from, from + SLOTS_A_REQUEST));
    }
    const answers = await Promise.all(
      parts.map(async (part) => (await provider.send("eth_getProof", [ledger, part, number])) as RpcProof),
    );
    const [first] = answers;
    return {
      header,
      account: first?.accountProof ?? [],
      // A node may write a slot without its leading zeros: it answers in the order of the question.
      slots: answers.flatMap(({ storageProof }, part) =>
        storageProof.map(({ proof }, index) => ({ slot: parts[part]?.[index] ?? "0x", proof })),
      ),
    };
  } catch (caught) {
    throw decodeError(caught);
  }
}

/** What `eth_getProof` answers, as far as it is used (EIP-1186). */
interface RpcProof {
  readonly accountProof: readonly string[];
  readonly storageProof: readonly { readonly proof: readonly string[] }[];
}

/**
 * Checks a proof, reading nothing: every node of it must hash to what the one above names, up to the block's hash.
 *
 * @param blockHash The one that the reader trusts, such as one that several nodes agree on.
 * @throws FatalError "BlockMismatch" when the header is another block's, "ProofInvalid" when a node does not fit.
 */
export function openStateProof(proof: StateProof, ledger: string, blockHash: string): ProvenState {
  const header = readHeader(proof.header);
  if (header.hash !== blockHash.toLowerCase()) {
    throw new FatalError({
      name: "BlockMismatch",
      message: `The proof is of block ${header.hash}, and block ${blockHash} was asked for.`,
      toDo: "Give the hash of the block that the proof was made at, or fetch a proof at the other one.",
      values: { proved: header.hash, expected: blockHash },
    });
  }
  const account = leafOf(header.stateRoot, ledger, proof.account);
  const fields: unknown = account === undefined ? undefined : decodeRlp(account);
  // An account is nonce, balance, storage root, code hash (Yellow Paper, section 4.1).
  const storageRoot: unknown = Array.isArray(fields) ? fields[2] : undefined;
  if (typeof storageRoot !== "string") throw invalid(ledger, "there is no contract at it");
  const values = new Map<Slot, bigint>();
  for (const { slot, proof: nodes } of proof.slots) {
    const leaf = leafOf(storageRoot, slot, nodes);
    const value: unknown = leaf === undefined ? "0x" : decodeRlp(leaf);
    if (typeof value !== "string") throw invalid(slot, "its value is none");
    values.set(slot, value === "0x" ? 0n : BigInt(value));
  }
  return {
    header,
    read: (slot) => {
      const value = values.get(slot);
      if (value !== undefined) return value;
      throw new FatalError({
        name: "SlotUnproved",
        message: `The proof says nothing of slot ${slot}.`,
        toDo: "Make the evidence again: it lacks something that its own trace names.",
        values: { slot },
      });
    },
  };
}

/** What a trie has under a key; undefined when it has nothing there. */
function leafOf(root: string, key: string, nodes: readonly string[]): string | undefined {
  try {
    return readTrie(root, key, nodes);
  } catch (cause) {
    throw invalid(key, cause instanceof Error ? cause.message : "a node is none");
  }
}

function invalid(of: string, reason: string): FatalError {
  return new FatalError({
    name: "ProofInvalid",
    message: `The proof of ${of} does not hold: ${reason}.`,
    toDo: "Fetch it from another node: this one was altered or is of another block.",
    values: { of, reason },
  });
}

/** The provider of a client, when it speaks JSON-RPC, as proofs need. */
export function rpcOf({ provider }: WaymarkClient): JsonRpcApiProvider {
  if ("send" in provider) return provider as JsonRpcApiProvider;
  throw new FatalError({
    name: "NoRpc",
    message: "Proofs need a provider that sends JSON-RPC requests, and this one does not.",
    toDo: "Connect by rpcUrl, or with a JsonRpcProvider or BrowserProvider of ethers.",
    values: {},
  });
}
