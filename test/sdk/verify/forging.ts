import { AbiCoder } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import type { Journey, TraceRecord, TraceStep } from "../../../sdk/trace/journey.js";
import { journeyOf } from "../../../sdk/trace/readJourney.js";
import type { Trace } from "../../../sdk/trace/trace.js";

/** A trace whose lists can be changed, for a test to forge it. */
export interface Forgeable extends Omit<Trace, "steps" | "inside" | "parts" | "recalls"> {
  steps: TraceStep[];
  inside: (Omit<Journey, "steps"> & { steps: TraceStep[] })[];
  parts: string[];
  recalls: Trace["recalls"][number][];
}

/** A copy of a trace in which no two parts are one object, changed; what is told twice is told alike. */
export function forge(trace: Trace, change: (trace: Forgeable) => void): Trace {
  // A copy is nobody else's: what is readonly in the original may be changed in it.
  const copy = copyOf(trace) as unknown as Forgeable;
  change(copy);
  const inside = copy.inside.map((journey) => journeyOf(journey.consignment, journey.steps));
  return { ...copy, ...journeyOf(copy.consignment, copy.steps), inside };
}

/** A copy of plain data. */
export function copyOf<Data>(data: Data): Data {
  const copy = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(copy);
    if (value instanceof Map)
      return new Map([...(value as Map<unknown, unknown>)].map(([key, item]) => [key, copy(item)]));
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item)]));
  };
  // It has the shape of what it was copied from.
  return copy(data) as Data;
}

/** Changes a step of the goods' own. */
export function alter(sequence: number, changes: Partial<TraceRecord>): (trace: Forgeable) => void {
  return ({ steps }) => {
    steps[sequence - 1] = Object.assign({}, steps[sequence - 1], changes);
  };
}

/** Changes which items a list has, or their order. */
export function tamper<Item>(list: Item[], way: string, a: number, b: number, invent: (like: Item) => Item): void {
  const from = a % list.length;
  // Another place than `from`.
  const to = (from + 1 + (b % (list.length - 1))) % list.length;
  const item = list[from]!;
  if (way === "drop") list.splice(from, 1);
  if (way === "repeat") list.splice(to, 0, item);
  if (way === "swap") [list[from], list[to]] = [list[to]!, item];
  if (way === "move") list.splice(to, 0, ...list.splice(from, 1));
  if (way === "invent") list.splice(b % (list.length + 1), 0, invent(item));
}

const QUESTIONS = /Of$|^partyByUri$|^openRecalls$/;

/** The same client, asking the chain each question once: what it answers at a block does not change. */
export function remembering(client: WaymarkClient): WaymarkClient {
  const answers = new Map<string, unknown>();
  const ledger = new Proxy(client.ledger, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function" || !QUESTIONS.test(String(name))) return member;
      return (...args: unknown[]): unknown => {
        const question = JSON.stringify([name, ...args], (_, value: unknown) =>
          typeof value === "bigint" ? `${value}n` : value,
        );
        if (!answers.has(question)) answers.set(question, Reflect.apply(member, target, args));
        return answers.get(question);
      };
    },
  });
  return { ...client, ledger };
}

/**
 * Has ethers encode the same values but once: it takes most of the time of verifying, and of what is told only a little is
 * forged.
 *
 * @returns What ends that.
 */
export function rememberEncoding(): () => void {
  const coder = AbiCoder.defaultAbiCoder();
  const encode = coder.encode.bind(coder);
  const known = new Map<string, string>();
  coder.encode = (types, values) => {
    const key = JSON.stringify([types.map((type) => (typeof type === "string" ? type : type.type)), values], typed);
    const encoded = known.get(key) ?? encode(types, values);
    known.set(key, encoded);
    return encoded;
  };
  // Its own shadows that of its class.
  return () => {
    Reflect.deleteProperty(coder, "encode");
  };
}

/** A bigint as JSON can have it, and as no number or text is. */
function typed(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? { bigint: value.toString() } : value;
}

/** Milliseconds for hundreds of verifications: seconds, unless much else runs. */
export const BUSY_MACHINE = 600_000;
