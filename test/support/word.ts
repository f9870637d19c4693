import { Customs, Movement } from "../../sdk/vocabulary.js";

/** The flags of a word, from bit 244 up; restated here from the design, so that a moved bit fails. */
export const FLAGS = [
  "exportCleared",
  "exportOwn",
  "importOwn",
  "domestic",
  "travelled",
  "inland",
  "container",
  "packed",
  "apart",
  "heldInside",
  "apartInside",
  "sentBack",
] as const;
export type Flag = (typeof FLAGS)[number];
export const FIRST_FLAG = 244n;

export type MovementName = keyof typeof Movement;
export type CustomsName = keyof typeof Customs;

/** Everything that gates a rule, as it is packed in one word. */
export interface WordFields {
  sequence: bigint;
  lastMove: bigint;
  lastMoveAt: bigint;
  /** Whole hours since 1970. */
  offeredAt: bigint;
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
    movement: named(Movement, field(236n, 4n)),
    customs: named(Customs, field(240n, 4n)),
    flags: FLAGS.filter((_, bit) => ((word >> (FIRST_FLAG + BigInt(bit))) & 1n) === 1n),
  };
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
