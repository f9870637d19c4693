import { asciiToBytes } from "../../sdk/ascii.js";
import { Customs, Movement } from "../../sdk/vocabulary.js";

/** The flags of a word and their bits; restated here from the design, so that a moved bit fails. */
const FLAG_BITS = {
  packed: 239n,
  exportCleared: 244n,
  exportOwn: 245n,
  importOwn: 246n,
  domestic: 247n,
  travelled: 248n,
  inland: 249n,
  container: 250n,
  apart: 252n,
  stoppedInside: 253n,
  apartInside: 254n,
  sentBack: 255n,
} as const;
export type Flag = keyof typeof FLAG_BITS;
// The keys of a constant object are exactly those it is written with.
const FLAGS = Object.keys(FLAG_BITS) as Flag[];

/** A word in which only this flag is set. */
export function flagBit(flag: Flag): bigint {
  return 1n << FLAG_BITS[flag];
}

export type MovementName = keyof typeof Movement;
export type CustomsName = keyof typeof Customs;

/** Everything that gates a rule, as it is packed in one word. */
export interface WordFields {
  sequence: bigint;
  lastMove: bigint;
  lastMoveAt: bigint;
  /** Whole hours since 1970. */
  offeredAt: bigint;
  /** Who has the goods; while they are packed the number of their container. */
  custodian: bigint;
  next: bigint;
  /** Letters. */
  destination: string;
  /** Letters. */
  place: string;
  holds: bigint;
  movement: MovementName;
  customs: CustomsName;
  flags: Flag[];
}

/** Reads the fields of a word. */
export function unpack(word: bigint): WordFields {
  const field = (from: bigint, bits: bigint) => BigInt.asUintN(Number(bits), word >> from);
  return {
    sequence: field(0n, 24n),
    lastMove: field(24n, 24n),
    lastMoveAt: field(48n, 40n),
    offeredAt: field(88n, 24n),
    custodian: field(112n, 32n),
    next: field(144n, 32n),
    destination: letters(field(176n, 16n)),
    place: letters(field(192n, 40n)),
    holds: field(232n, 4n),
    movement: named(Movement, field(236n, 3n)),
    customs: named(Customs, field(240n, 4n)),
    flags: FLAGS.filter((flag) => (word & flagBit(flag)) !== 0n),
  };
}

/** The word of these fields: the opposite of {@link unpack}. */
export function pack(w: WordFields): bigint {
  return (
    w.sequence |
    (w.lastMove << 24n) |
    (w.lastMoveAt << 48n) |
    (w.offeredAt << 88n) |
    (w.custodian << 112n) |
    (w.next << 144n) |
    (BigInt(asciiToBytes(w.destination, 2)) << 176n) |
    (BigInt(asciiToBytes(w.place, 5)) << 192n) |
    (w.holds << 232n) |
    (BigInt(Movement[w.movement]) << 236n) |
    (BigInt(Customs[w.customs]) << 240n) |
    w.flags.reduce((set, flag) => set | flagBit(flag), 0n)
  );
}

/** The flags in the order of their bits, each once. */
export function flagSet(...flags: Flag[]): Flag[] {
  return FLAGS.filter((flag) => flags.includes(flag));
}

function letters(value: bigint): string {
  let text = "";
  for (let rest = value; rest !== 0n; rest >>= 8n) text = String.fromCharCode(Number(rest & 0xffn)) + text;
  return text;
}

function named<Name extends string>(vocabulary: Record<Name, number>, value: bigint): Name {
  for (const name in vocabulary) if (BigInt(vocabulary[name]) === value) return name;
  throw new Error(`${value} has no name.`);
}

/** Whether one of the flags is set. */
export function has(w: WordFields, ...flags: Flag[]): boolean {
  return flags.some((flag) => w.flags.includes(flag));
}

/** The word with these flags set. */
export function withFlags(w: WordFields, ...flags: Flag[]): WordFields {
  return { ...w, flags: flagSet(...w.flags, ...flags) };
}

/** The word without these flags. */
export function without(w: WordFields, ...flags: Flag[]): WordFields {
  return { ...w, flags: w.flags.filter((flag) => !flags.includes(flag)) };
}

/** The word with the flag when `value`, else without it. */
export function withIf(w: WordFields, flag: Flag, value: boolean): WordFields {
  return value ? withFlags(w, flag) : without(w, flag);
}
