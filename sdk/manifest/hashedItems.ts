import { HASH, LEAF, ROW, SERIAL_HASH } from "./hashItem.js";
import { nodeOfLeaf } from "./nodes.js";
import { requireUnlike } from "./requireUnlike.js";
import { sortedOrder, type SortedOrder } from "./sortedOrder.js";
import { WORD, wordsOf } from "./words.js";

/** Rows of hashed items in the order in which the items came, in pieces of equal length; the last may be shorter. */
export class HashedItems {
  readonly count: number;
  readonly #pieces: readonly DataView[];
  readonly #words: readonly Uint32Array[];
  readonly #perPiece: number;

  /** @param perPiece Items in every piece but the last. */
  constructor(pieces: readonly Uint8Array[], perPiece: number) {
    this.#pieces = pieces.map(({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength));
    this.#words = pieces.map((piece) => wordsOf(piece));
    this.#perPiece = perPiece;
    this.count = pieces.reduce((sum, { length }) => sum + length, 0) / ROW;
  }

  /**
   * Items by the hash of their serial.
   *
   * @throws InvalidValueError when two have the same serial.
   */
  bySerial(): Uint32Array {
    const sorted = this.#sortedBy(SERIAL_HASH);
    requireUnlike(sorted);
    return sorted.order;
  }

  /** Items by their leaf: the first has rank 0. */
  byLeaf(): Uint32Array {
    return this.#sortedBy(LEAF).order;
  }

  /** Copies so many bytes of an item's row, from there on, to a word of the target; all are multiples of a {@link WORD}. */
  copy(item: number, from: number, bytes: number, target: Uint32Array, at: number): void {
    const piece = pieceAt(this.#words, Math.floor(item / this.#perPiece));
    const start = (this.#startOf(item) + from) / WORD;
    for (let word = 0; word < bytes / WORD; word++) target[at + word] = piece[start + word] ?? 0;
  }

  /** Puts the leaves, in this order, where the tree has them. */
  fillLeaves(order: Uint32Array, nodes: Uint8Array): void {
    const target = wordsOf(nodes);
    order.forEach((item, rank) => {
      this.copy(item, LEAF, HASH, target, (nodeOfLeaf(rank, this.count) * HASH) / WORD);
    });
  }

  #sortedBy(column: number): SortedOrder {
    return sortedOrder(
      this.count,
      (item) => this.#pieceOf(item).getUint32(this.#startOf(item) + column),
      (a, b) => this.#compare(a, b, column),
    );
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
