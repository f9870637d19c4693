import { HASH, LEAF, ROW } from "./hashItem.js";
import { leavesBelow, rankOfNode } from "./nodes.js";
import { sortedOrder, type SortedOrder } from "./sortedOrder.js";
import { WORD, wordsOf } from "./words.js";

/** Rows of hashed items in the order in which the items came, in pieces of equal length; the last may be shorter. */
export interface Rows<Memory extends ArrayBufferLike = ArrayBufferLike> {
  readonly pieces: readonly Uint8Array<Memory>[];
  /** Items in every piece but the last. */
  readonly perPiece: number;
}

/** How many items these rows are of. */
export function countOf({ pieces }: Rows): number {
  return pieces.reduce((sum, { length }) => sum + length, 0) / ROW;
}

/** Reads the rows of hashed items. */
export class HashedItems {
  readonly count: number;
  readonly #pieces: readonly DataView[];
  readonly #words: readonly Uint32Array[];
  readonly #perPiece: number;

  constructor(rows: Rows) {
    this.count = countOf(rows);
    this.#pieces = rows.pieces.map(
      ({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength),
    );
    this.#words = rows.pieces.map((piece) => wordsOf(piece));
    this.#perPiece = rows.perPiece;
  }

  /**
   * Sorts the items by one of their hashes.
   *
   * @param column Where it stands in a row.
   * @param order Where the order goes: room for every item.
   */
  sortBy<Memory extends ArrayBufferLike>(column: number, order: Uint32Array<Memory>): SortedOrder<Memory> {
    return sortedOrder(
      order,
      (item) => this.#pieceOf(item).getUint32(this.#startOf(item) + column),
      (a, b) => this.#compare(a, b, column),
    );
  }

  /** Copies so many bytes of an item's row, from there on, to a word of the target; all are multiples of a {@link WORD}. */
  copy(item: number, from: number, bytes: number, target: Uint32Array, at: number): void {
    const piece = pieceAt(this.#words, Math.floor(item / this.#perPiece));
    const start = (this.#startOf(item) + from) / WORD;
    for (let word = 0; word < bytes / WORD; word++) target[at + word] = piece[start + word] ?? 0;
  }

  /**
   * Copies the leaves at and below `root` to their nodes.
   *
   * @param byLeaf All items in the order of their leaves.
   */
  fillLeaves(byLeaf: Uint32Array, nodes: Uint8Array, root: number): void {
    const target = wordsOf(nodes);
    for (const [first, last] of leavesBelow(root, this.count)) {
      for (let node = first; node <= last; node++) {
        this.copy(byLeaf[rankOfNode(node, this.count)] ?? 0, LEAF, HASH, target, (node * HASH) / WORD);
      }
    }
  }

  /** Orders two items by one of their hashes. */
  #compare(a: number, b: number, column: number): number {
    for (let at = column; at < column + HASH; at += WORD) {
      const difference =
        this.#pieceOf(a).getUint32(this.#startOf(a) + at) - this.#pieceOf(b).getUint32(this.#startOf(b) + at);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #pieceOf(item: number): DataView {
    return pieceAt(this.#pieces, Math.floor(item / this.#perPiece));
  }

  #startOf(item: number): number {
    return (item % this.#perPiece) * ROW;
  }
}

function pieceAt<Piece>(pieces: readonly Piece[], index: number): Piece {
  const piece = pieces[index];
  if (piece === undefined) throw new RangeError(`There is no piece ${index} among ${pieces.length}.`);
  return piece;
}
