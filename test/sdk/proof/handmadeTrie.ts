import { encodeRlp, keccak256, type RlpStructuredDataish } from "ethers";

/** Items of a node of a trie, before they are encoded. */
export type Node = RlpStructuredDataish[];

/** The nibbles under which a trie has a key. */
export function nibblesOf(key: string): string {
  return keccak256(key).slice(2);
}

/** A leaf of these last nibbles (Yellow Paper, appendices C and D). */
export function leaf(nibbles: string, value: RlpStructuredDataish): Node {
  return [hexPrefixed(nibbles, 2), value];
}

/** An extension over these nibbles. */
export function extension(nibbles: string, below: RlpStructuredDataish): Node {
  return [hexPrefixed(nibbles, 0), below];
}

/** A branch with something under some nibbles, and no value of its own. */
export function branch(below: Readonly<Record<string, RlpStructuredDataish>>): Node {
  return [...Array.from({ length: 16 }, (_, nibble) => below[nibble.toString(16)] ?? "0x"), "0x"];
}

/** How a node is named in the one above. */
export function named(node: Node): string {
  return keccak256(encodeRlp(node));
}

/** A trie that has nothing but a value under one key, and the proof of it. */
export function trieOfOne(key: string, value: RlpStructuredDataish): { root: string; proof: string[] } {
  const node = leaf(nibblesOf(key), value);
  return { root: named(node), proof: [encodeRlp(node)] };
}

function hexPrefixed(nibbles: string, flags: number): string {
  return nibbles.length % 2 === 0 ? `0x${flags}0${nibbles}` : `0x${flags + 1}${nibbles}`;
}
