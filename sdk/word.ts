import { toBeHex } from "ethers";

import { asciiFromBytes } from "./ascii.js";
import { FatalError } from "./errors/waymarkError.js";
import type { PartyId } from "./ids.js";
import { fromBytes5, type Scope } from "./places/scope.js";
import { Customs, Movement, nameIn } from "./vocabulary.js";

/** Everything about a consignment that gates a rule, as its packed word says it. */
export interface WordState {
  /** Number of steps taken so far. */
  readonly sequence: number;
  /** Sequence of the last step that moved the goods or their custody. */
  readonly lastMove: number;
  /** When that is said to have happened, seconds since 1970; 0 before the first move. */
  readonly lastMoveAt: number;
  /** The chain's time in seconds, rounded down to the hour, when `next` was named; 0 = none. */
  readonly offeredAt: number;
  /** Who has the goods; 0 while they are packed. */
  readonly custodian: PartyId;
  /** Number of the container the goods are packed in; 0 = not packed. */
  readonly parent: number;
  /** The party whose first record accepts custody; 0 = none. */
  readonly next: PartyId;
  /** ISO 3166-1 alpha-2 country. */
  readonly destination: string;
  /** Where the goods stand or stood last. */
  readonly place: Scope;
  /** Whether they stand there, or have left it. */
  readonly stands: boolean;
  /** Open holds. */
  readonly holds: number;
  readonly movement: keyof typeof Movement;
  /** Import customs. */
  readonly customs: keyof typeof Customs;
  readonly exportCleared: boolean;
  /** The export clearance is customs' own record, not a reported one. */
  readonly exportOwn: boolean;
  /** Customs itself has written on the import axis. */
  readonly importOwn: boolean;
  /** Place, destination and every origin share a territory, from creation on. */
  readonly domestic: boolean;
  /** Has departed at least once. */
  readonly travelled: boolean;
  /** On an inland leg after arrival. */
  readonly inland: boolean;
  /** Created empty; holds consignments, not lines. */
  readonly container: boolean;
  readonly packed: boolean;
  /** Has import customs records of its own since it was packed. */
  readonly apart: boolean;
  /** At least one consignment inside is held or refused. */
  readonly stoppedInside: boolean;
  /** At least one consignment inside is apart. */
  readonly apartInside: boolean;
  /** Returned after a refusal. */
  readonly sentBack: boolean;
}

const HOUR = 3600;

/**
 * Reads the packed word of a consignment; its layout is the table in `contracts/types/Word.sol`.
 *
 * @param word As `wordOf` or the events give it.
 * @throws FatalError when it is no word of this ledger.
 * @example decodeWord(await waymark.ledger.wordOf(consignment)).movement // "Arrived"
 */
export function decodeWord(word: bigint): WordState {
  const bits = (shift: number, width: number): bigint => BigInt.asUintN(width, word >> BigInt(shift));
  const number = (shift: number, width: number): number => Number(bits(shift, width));
  const flag = (shift: number): boolean => bits(shift, 1) === 1n;

  const movement = nameIn(Movement, bits(236, 3)) ?? unknown(word);
  const inland = flag(249);
  const packed = flag(239);
  return {
    sequence: number(0, 24),
    lastMove: number(24, 24),
    lastMoveAt: number(48, 40),
    offeredAt: number(88, 24) * HOUR,
    custodian: packed ? 0n : bits(112, 32),
    parent: packed ? number(112, 32) : 0,
    next: bits(144, 32),
    destination: asciiFromBytes(toBeHex(bits(176, 16), 2)),
    place: fromBytes5(toBeHex(bits(192, 40), 5)),
    stands: movement !== "InTransit" && !inland,
    holds: number(232, 4),
    movement,
    customs: nameIn(Customs, bits(240, 4)) ?? unknown(word),
    exportCleared: flag(244),
    exportOwn: flag(245),
    importOwn: flag(246),
    domestic: flag(247),
    travelled: flag(248),
    inland,
    container: flag(250),
    packed,
    apart: flag(252),
    stoppedInside: flag(253),
    apartInside: flag(254),
    sentBack: flag(255),
  };
}

function unknown(word: bigint): never {
  throw new FatalError({
    name: "WordUnknown",
    message: `0x${word.toString(16)} is no state of a consignment that this release knows.`,
    toDo: "Check that it comes from the ledger, and that the SDK has the version of the ledger.",
    values: { word },
  });
}
