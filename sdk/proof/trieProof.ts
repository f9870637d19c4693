import { dataLength, decodeRlp, keccak256, type RlpStructuredData } from "ethers";

/**
 * Reads what a Merkle Patricia trie has under a key, from the nodes on the way there (Yellow Paper, appendix D). Every node
 * must hash to what the one above names, from the root down; so whoever knows the root needs to trust nobody for the value.
 *
 * @param root Hash of the trie, 32 bytes.
 * @param key Before hashing: Ethereum's state and storage tries hash their keys.
 * @param nodes RLP of the nodes from the root down, as `eth_getProof` gives them (EIP-1186).
 * @returns The value; undefined when the nodes prove that there is none.
 * @throws Error saying which node does not fit, or that they end too early.
 */
export function readTrie(root: string, key: string, nodes: readonly string[]): string | undefined {
  // The trie of nothing has no nodes.
  if (root === EMPTY && nodes.length === 0) return undefined;
  let path = keccak256(key).slice(2);
  let expected: RlpStructuredData = root;
  let read = 0;
  for (;;) {
    const node: readonly RlpStructuredData[] = typeof expected === "string" ? open(expected, nodes[read++]) : expected;
    let next: RlpStructuredData | undefined;
    if (node.length === BRANCH) {
      // A hashed key has 64 nibbles, and no two keys of the trie one length: a branch has no value of its own.
      next = node[Number.parseInt(path.charAt(0), 16)];
      path = path.slice(1);
    } else {
      const [encoded, below] = node;
      if (node.length !== 2 || typeof encoded !== "string") throw new Error("a node has neither 2 nor 17 items");
      const { leaf, nibbles } = decodePath(encoded);
      if (leaf) {
        if (read !== nodes.length) throw new Error("there are nodes behind the leaf");
        if (nibbles !== path) return undefined;
        if (typeof below !== "string" || below === "0x") throw new Error("a leaf has no value");
        return below;
      }
      // Of what branches off before it, the trie has nothing.
      next = path.startsWith(nibbles) ? below : "0x";
      path = path.slice(nibbles.length);
    }
    if (next === undefined) throw new Error("a node has nothing where the key leads");
    if (next === "0x") {
      if (read !== nodes.length) throw new Error("there are nodes behind the end of the way");
      return undefined;
    }
    expected = next;
  }
}

/** Items of a branch: one for each nibble, and a value. */
const BRANCH = 17;

/** Hash of a trie with nothing in it. */
const EMPTY = keccak256("0x80");

/** The items of a node, when it is the one that the hash names. A node shorter than its hash stands in the one above itself. */
function open(hash: string, node: string | undefined): readonly RlpStructuredData[] {
  if (node === undefined) throw new Error("the nodes end before the key does");
  if (dataLength(hash) !== 32 || keccak256(node) !== hash.toLowerCase()) throw new Error("a node is not the one named");
  const items = decodeRlp(node);
  if (typeof items === "string") throw new Error("a node is no list");
  return items;
}

/** The nibbles of a leaf or an extension, from their hex-prefix encoding (Yellow Paper, appendix C). */
function decodePath(encoded: string): { readonly leaf: boolean; readonly nibbles: string } {
  const flags = Number.parseInt(encoded.charAt(2), 16);
  if (!(flags <= 3)) throw new Error("the path of a node is not encoded as hex-prefix");
  return { leaf: flags >= 2, nibbles: encoded.slice(flags % 2 === 1 ? 3 : 4) };
}
