import type { Mutant } from "./mutant.js";

/** A test, and what it comes by. */
export interface Reach {
  readonly title: string;
  readonly milliseconds: number;
  /** A bit for each point of the build, in the order of `pointsOf`, in base64. */
  readonly points: string;
}

/** The suite that compares every row of the table of kinds, bit by bit, with what it must be. */
const ROWS_SUITE = "test/types/KindTable.test.ts";

/**
 * Whether a suite tries a mutant that its tests reach. The bits of the table are thousands, and every record reaches some:
 * only the suite that looks at each of them tries them.
 */
export function isTriedBy(suite: string, { operator }: Mutant): boolean {
  return operator !== "table" || suite === ROWS_SUITE;
}

/** Everything in a build that can report being reached, in a fixed order. */
export function pointsOf(mutants: readonly Mutant[]): number[] {
  return [...new Set(mutants.map(({ point }) => point))].sort((a, b) => a - b);
}

export function packPoints(reached: ReadonlySet<number>, points: readonly number[]): string {
  const bits = Buffer.alloc(Math.ceil(points.length / 8));
  for (const [index, point] of points.entries()) {
    if (reached.has(point)) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return bits.toString("base64");
}

/** In milliseconds, while what is reached was recorded: a test that takes longer only tries what no quicker one reaches. */
const SLOW = 10_000;

interface Sized {
  readonly title: string;
  readonly isSlow: boolean;
  readonly bits: Buffer;
  readonly size: number;
}

/** The tests of a suite by the point that they reach, the most telling first: those that reach least besides. */
export class Reached {
  readonly #tests: readonly Sized[];
  readonly #indices: ReadonlyMap<number, number>;

  constructor(tests: readonly Reach[], points: readonly number[]) {
    this.#indices = new Map(points.map((point, index) => [point, index]));
    this.#tests = tests
      .map(({ title, milliseconds, points: packed }) => {
        const bits = Buffer.from(packed, "base64");
        const isSlow = milliseconds > SLOW;
        return { title, isSlow, bits, size: bits.reduce((sum, byte) => sum + ones(byte), 0) };
      })
      .sort((a, b) => a.size - b.size);
  }

  /** How much the most telling test that reaches a point reaches in all; nothing when none does. */
  least(point: number): number | undefined {
    return this.#reaching(point)[0]?.size;
  }

  /**
   * Titles of tests that reach a point: at most `limit`, half the most telling ones, the others spread over the rest; and
   * those of the `likely` ones that do.
   */
  reaching(point: number, limit: number, likely: ReadonlySet<string> = new Set()): Set<string> {
    const all = this.#reaching(point);
    const telling = all.slice(0, Math.ceil(limit / 2));
    const rest = all.slice(telling.length);
    const step = Math.max(1, rest.length / (limit - telling.length));
    const spread = Array.from({ length: limit - telling.length }, (_, nth) => rest[Math.floor(nth * step)]);
    const liked = all.filter(({ title }) => likely.has(title));
    return new Set([...telling, ...spread, ...liked].flatMap((each) => (each === undefined ? [] : [each.title])));
  }

  #reaching(point: number): readonly Sized[] {
    const index = this.#indices.get(point);
    if (index === undefined) return [];
    const all = this.#tests.filter(({ bits }) => ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0);
    const quick = all.filter(({ isSlow }) => !isSlow);
    return quick.length > 0 ? quick : all;
  }
}

function ones(byte: number): number {
  let count = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
