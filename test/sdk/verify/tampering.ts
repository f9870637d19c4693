import { id as hash, toBeHex } from "ethers";

import type { TraceStep } from "../../../sdk/trace/journey.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { copyOf, forge, type Forgeable, tamper } from "./forging.js";
import { leavesOf, unboundLeavesOf, viewLeavesOf, type Leaf } from "./leaves.js";

/** Whoever tampers: makes random choices, and has other traces at hand. */
export interface Forger {
  /** A number below the limit. */
  readonly below: (limit: number) => number;
  readonly others: readonly Trace[];
}

type Change = (trace: Forgeable, forger: Forger) => void;

const WAYS = ["drop", "repeat", "swap", "move", "invent"] as const;
/** The number of steps so far, in the lowest bits of a consignment's word. */
const STEPS = (1n << 24n) - 1n;

/** What is done to a trace, by name; each is then told as a trace is, its records and creation taken from the steps. */
const CHANGES: Readonly<Record<string, Change>> = {
  "another value": (trace, { below }) => {
    pick(leavesOf(trace), below).change(1 + below(1_000));
  },
  "several other values": (trace, { below }) => {
    for (let left = 2 + below(4); left > 0; left--) pick(leavesOf(trace), below).change(1 + below(1_000));
  },
  "a value from elsewhere in the trace": (trace, { below }) => {
    const [to, from] = alike(leavesOf(trace), below);
    to.put(from.value);
  },
  "two values exchanged": (trace, { below }) => {
    const [a, b] = alike(leavesOf(trace), below);
    a.put(b.value);
    b.put(a.value);
  },
  "a value from another trace": (trace, { below, others }) => {
    const from = pick(leavesOf(copyOf(pick(others, below))), below);
    const fitting = leavesOf(trace).filter((leaf) => differs(leaf, from));
    if (fitting.length > 0) pick(fitting, below).put(from.value);
  },
  "another head": (trace, { below }) => {
    const heads = leavesOf(trace).filter(({ path }) => /[hH]ead$|\.(around|release)$/.test(path));
    const known = [...heads.map(({ value }) => value), trace.consignment, hash("a head that nobody has")];
    if (heads.length > 0) pick(heads, below).put(pick(known, below));
  },
  "a truncated journey": (trace, { below }) => {
    const { steps } = pick(journeys(trace), below);
    steps.splice(below(steps.length));
  },
  "a journey without its beginning": (trace, { below }) => {
    const { steps } = pick(journeys(trace), below);
    steps.splice(0, 1 + below(steps.length));
  },
  "a step left out, and the others renumbered": (trace, { below }) => {
    const { steps } = pick(journeys(trace), below);
    steps.splice(below(steps.length), 1);
    renumber(steps);
  },
  "a forged step, and the others renumbered": (trace, { below }) => {
    const { steps } = pick(journeys(trace), below);
    const at = 1 + below(steps.length);
    const forged = copyOf(pick(steps, below));
    steps.splice(at, 0, Object.assign(forged, { dataHash: hash(`${below(1_000)}`) }));
    renumber(steps);
  },
  "a step of another trace": (trace, { below, others }) => {
    const { steps } = pick(journeys(trace), below);
    const foreign = copyOf(pick(pick(others, below).steps, below));
    steps.splice(below(steps.length + 1), below(2), foreign);
    if (below(2) === 0) renumber(steps);
  },
  "the whole history of another consignment": (trace, { below, others }) => {
    const other = copyOf(pick(others, below));
    trace.steps.splice(0, Infinity, ...other.steps);
  },
  "another consignment's number": (trace, { below, others }) => {
    Object.assign(trace, { consignment: pick(others, below).consignment });
  },
  "another ledger": (trace, { below }) => {
    if (below(2) === 0) Object.assign(trace, { chainId: BigInt(below(100)) });
    else Object.assign(trace, { ledger: toBeHex(below(1_000), 20) });
  },
  "a journey less, or told twice": ({ inside }, { below }) => {
    if (inside.length > 0) tamper(inside, below(2) === 0 ? "drop" : "repeat", below(100), below(100), copyOf);
  },
  "the steps of two journeys exchanged": (trace, { below }) => {
    const a = pick(journeys(trace), below);
    const others = journeys(trace).filter((other) => other !== a);
    const b = others.length > 0 ? pick(others, below) : a;
    [a.steps, b.steps] = [b.steps, a.steps];
  },
  "a journey of others": ({ inside }, { below, others }) => {
    const { consignment, steps, creation, records } = copyOf(pick(others, below));
    inside.push({ consignment, steps: [...steps], creation, records });
  },
  "a part less, or one more": ({ parts }, { below }) => {
    if (parts.length > 0 && below(2) === 0) parts.splice(below(parts.length), 1);
    else parts.push(parts.length > 0 && below(2) === 0 ? pick(parts, below) : hash(`${below(1_000)}`));
  },
  "other recalls": ({ recalls, consignment }, { below, others }) => {
    const all = others.flatMap((other) => other.recalls);
    const [first = pick(all, below)] = recalls;
    if (recalls.length > 0 && below(2) === 0) list(recalls, below, copyOf);
    else recalls.push({ ...first, subject: consignment, placer: BigInt(1 + below(9)) });
  },
  "a batch, product or party less": ({ batches, products, parties }, { below }) => {
    const maps = ([batches, products, parties] as Map<unknown, object>[]).filter(({ size }) => size > 0);
    const map = pick(maps, below);
    map.delete(pick([...map.keys()], below));
  },
  "a batch, product or party under another's number": ({ batches, products, parties }, { below, others }) => {
    const other = copyOf(pick(others, below));
    // A container holds none of the first two itself.
    const which = batches.size > 0 && other.batches.size > 0 ? below(3) : 2;
    const map = [batches, products, parties][which] as Map<unknown, object>;
    const theirs = [other.batches, other.products, other.parties][which] as Map<unknown, object>;
    map.set(pick([...map.keys(), ...theirs.keys()], below), pick([...map.values(), ...theirs.values()], below));
  },
  "the same in another order": ({ batches, products, parties, inside, recalls, parts }) => {
    for (const map of [batches, products, parties] as Map<unknown, unknown>[]) {
      const entries = [...map].reverse();
      map.clear();
      for (const [key, value] of entries) map.set(key, value);
    }
    for (const each of [inside, recalls, parts]) each.reverse();
  },
  "the ledger's address in small letters": (trace) => {
    Object.assign(trace, { ledger: trace.ledger.toLowerCase() });
  },
  "what the ledger does not keep": (trace, { below }) => {
    pick(unboundLeavesOf(trace), below).change(1 + below(1_000));
  },
};

/** Lists that are dropped from, repeated in, exchanged, moved and added to, by what they are of. */
const LISTS: Readonly<Record<string, (step: TraceStep) => unknown[]>> = {
  lines: (step) => {
    if (step.type === "Creation" || step.type === "Derivation") return [step.lines];
    return step.type === "Record" ? [step.particulars?.lines, step.part?.lines, step.undoes?.lines] : [];
  },
  "packed consignments": (step) => (step.type === "Record" ? [step.children] : []),
  "containers around": (step) => (step.type === "Unpacking" ? [step.outer] : []),
};

/** Everything that can be done to a trace, by name. */
export const TAMPERINGS: Readonly<Record<string, (trace: Trace, forger: Forger) => Trace>> = {
  ...Object.fromEntries(
    Object.entries(CHANGES).map(([name, change]) => [
      name,
      (trace: Trace, forger: Forger): Trace =>
        forge(trace, (copy) => {
          change(copy, forger);
        }),
    ]),
  ),
  ...Object.fromEntries(
    WAYS.map((way) => [
      `steps: ${way}`,
      (trace: Trace, { below }: Forger): Trace =>
        forge(trace, (copy) => {
          const { steps } = pick(journeys(copy), below);
          const invented = { sequence: steps.length + 1, recordedAt: below(2 ** 31) };
          tamper(
            steps,
            steps.length > 1 ? way : "invent",
            below(100),
            below(100),
            (step) => ({ ...step, ...invented }) as TraceStep,
          );
        }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(LISTS).map(([name, listsOf]) => [
      name,
      (trace: Trace, { below }: Forger): Trace =>
        forge(trace, (copy) => {
          const found = journeys(copy).flatMap(({ steps }) => steps.flatMap(listsOf));
          const lists = found.filter((each): each is object[] => Array.isArray(each) && each.length > 0);
          if (lists.length > 0) list(pick(lists, below), below, (like) => pickInvention(like, below));
        }),
    ]),
  ),
  "told in two ways": (trace, { below }) => {
    const copy = copyOf(trace);
    // Where a log was found is no part of what is told.
    const told = viewLeavesOf(copy).filter(({ path }) => !path.includes(".log."));
    pick(told, below).change(1 + below(1_000));
    return copy;
  },
};

function pick<Item>(items: readonly Item[], below: Forger["below"]): Item {
  return items[below(items.length)]!;
}

/** Two values that stand under the same name, and differ where any do. */
function alike(leaves: readonly Leaf[], below: Forger["below"]): [Leaf, Leaf] {
  const one = pick(leaves, below);
  const others = leaves.filter((leaf) => differs(leaf, one));
  return [one, others.length > 0 ? pick(others, below) : one];
}

function differs(a: Leaf, b: Leaf): boolean {
  return nameOf(a.path) === nameOf(b.path) && a.value !== b.value;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** The goods' own journey and those that it rests on. */
function journeys(trace: Forgeable): { steps: TraceStep[] }[] {
  return [trace, ...trace.inside].filter(({ steps }) => steps.length > 0);
}

/** Gives the steps the numbers of their places, in the words before them too. */
function renumber(steps: TraceStep[]): void {
  steps.forEach((step, index) => {
    Object.assign(step, { sequence: index + 1 });
    if ("before" in step) Object.assign(step, { before: (step.before & ~STEPS) | BigInt(index) });
  });
}

function list<Item>(items: Item[], below: Forger["below"], invent: (like: Item) => Item): void {
  if (items.length === 0) return;
  tamper(items, items.length > 1 ? pick(WAYS, below) : pick(["drop", "invent"], below), below(100), below(100), invent);
}

/** One like it, with one other value. */
function pickInvention<Item extends object>(like: Item, below: Forger["below"]): Item {
  const name = pick(Object.keys(like), below);
  const value: unknown = Reflect.get(like, name);
  return { ...like, [name]: typeof value === "bigint" ? value + BigInt(1 + below(9)) : hash(`${below(1_000)}`) };
}
