import { Kind, Movement, namesOf } from "../../sdk/vocabulary.js";
import { number, table } from "../differential/report.js";

/** What one run of the invariants has reached. */
export interface Reached {
  /** Times that each action of the handlers succeeded, in the order of `Action` in `handlers/Acting.sol`. */
  readonly actions: readonly number[];
  /** Times that each kind was recorded, from Origin on, in each of the eight movements before it. */
  readonly kinds: readonly number[];
}

/** Part of the campaign that passed. */
export interface Slice {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly reached: readonly Reached[];
}

/** The actions of the handlers, as `handlers/Acting.sol` numbers them. */
const ACTIONS = [
  ...["registerBatch", "registerBatchFrom", "voidBatch", "createConsignment", "createContainer", "everyday record"],
  ...["pack", "unpack", "split", "adjust", "release by lines", "void", "divert", "return", "take back", "confirm"],
  ...["contradict", "correct", "dispute", "take back after a dispute", "return released units", "place recall"],
  ...["lift recall", "label", "activate", "suspend", "reinstate", "revoke key", "set mandate", "signed record"],
  ...["many signed records", "relayed call", "burnt nonces", "record undone"],
];
const MOVEMENTS = namesOf(Movement);

/** What passed, and what was reached, in Markdown. */
export function reportOf(slices: readonly Slice[], runs: number, depth: number, fuzzRuns: number): string {
  const invariants = slices.filter(({ reached }) => reached.length > 0);
  const others = slices.filter(({ reached }) => reached.length === 0);
  // Hardhat plays the last run once more when it has ended, which tells of nothing new.
  const all = invariants.flatMap(({ reached }) => reached.slice(0, runs));
  return `## Invariants

${number(all.length)} runs of ${number(depth)} calls each, in ${String(invariants.length)} parts of ${String(runs)} runs with seeds of
their own. After each call [all invariants](../../test/invariants/README.md) held, and all histories led to their heads at the
end of each run. **None was violated.**

Times that each action of the handlers succeeded:

${table(
  ["action", "times"],
  totals(all.map(({ actions }) => actions)).map((times, i) => [ACTIONS[i] ?? String(i), number(times)]),
)}

Times that each kind was recorded, by the movement of the goods before it:

${kinds(totals(all.map(({ kinds: times }) => times)))}

## Fuzz tests

With ${number(fuzzRuns)} runs of each test that takes random values:

${table(
  ["file", "tests passed"],
  others.map(({ name, passed }) => [name, number(passed)]),
)}`;
}

function totals(lists: readonly (readonly number[])[]): number[] {
  return (lists[0] ?? []).map((_, i) => lists.reduce((sum, list) => sum + (list[i] ?? 0), 0));
}

function kinds(times: readonly number[]): string {
  const rows = namesOf(Kind)
    .slice(1)
    .map((kind, k) => [
      kind,
      ...MOVEMENTS.slice(1).map((_, m) => {
        const count = times[k * MOVEMENTS.length + m + 1] ?? 0;
        return count === 0 ? "–" : number(count);
      }),
    ]);
  return table(["kind", ...MOVEMENTS.slice(1)], rows);
}
