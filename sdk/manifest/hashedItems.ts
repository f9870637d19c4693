import { HASH, LEAF, ROW, SERIAL_HASH } from "./hashItem.js";
import { nodeOfLeaf } from "./nodes.js";
import { sortedOrder } from "./sortedOrder.js";

/** Bytes of the numbers by which hashes are copied: millions of views of single hashes would cost more than hashing them. */
const WORD = 4;

/** Rows of hashed items in the order in which the items came, in pieces of equal length; the last may be shorter. */
export class HashedItems {
  readonly count: number;
  readonly #pieces: readonly DataView[];
  readonly #perPiece: number;

  /** @param perPiece Items in every piece but the last. */
  constructor(pieces: readonly Uint8Array[], perPiece: number) {
    this.#pieces = pieces.map(({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength));
    this.#perPiece = perPiece;
    this.count = pieces.reduce((sum, { length }) => sum + length, 0) / ROW;
  }

  /** Items by the hash of their serial. */
  bySerial(): Uint32Array {
    return this.#sortedBy(SERIAL_HASH);
  }

  /** Items by their leaf: the first has rank 0. */
  byLeaf(): Uint32Array {
    return this.#sortedBy(LEAF);
  }

  /** Whether two items have the same serial. */
  haveSameSerial(a: number, b: number): boolean {
    return this.#compare(a, b, SERIAL_HASH) === 0;
  }

  /** Copies so many bytes of an item's row, from there on. */
  copy(item: number, from: number, bytes: number, target: DataView, at: number): void {
    const piece = this.#pieceOf(item);
    const start = this.#startOf(item) + from;
    for (let done = 0; done < bytes; done += WORD) target.setUint32(at + done, piece.getUint32(start + done));
  }

  /** Puts the leaves, in this order, where the tree has them. */
  fillLeaves(order: Uint32Array, nodes: Uint8Array): void {
    const target = new DataView(nodes.buffer, nodes.byteOffset, nodes.byteLength);
    order.forEach((item, rank) => {
      this.copy(item, LEAF, HASH, target, nodeOfLeaf(rank, this.count) * HASH);
    });
  }

  #sortedBy(column: number): Uint32Array {
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
    const piece = this.#pieces[Math.floor(item / this.#perPiece)];
    if (piece === undefined) throw new RangeError(`There is no item ${item} among ${this.count}.`);
    return piece;
  }

  #startOf(item: number): number {
    return (item % this.#perPiece) * ROW;
  }
}
