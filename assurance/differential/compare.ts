import { contentsOf } from "../../sdk/hashing/contentsOf.js";
import type { ConsignmentId, PartyId } from "../../sdk/ids.js";
import { SubjectKind } from "../../sdk/vocabulary.js";
import { countsOf } from "../model/packed.js";
import { bytes2 } from "../model/places.js";
import { openRecalls } from "../model/recalls.js";
import type { Consignment, State } from "../model/state.js";
import { pack } from "../model/word.js";
import type { Contract } from "./contract.js";
import { LEDGER } from "./encodeOperation.js";

/** Something that both sides can be asked. */
interface Question {
  readonly view: string;
  readonly args: readonly unknown[];
  /** What the model answers; of a struct the fields that it knows. */
  readonly expected: unknown;
}

/** What the contract knows otherwise than the model, of all that differs between two states of the model; "" = nothing. */
export async function differences(contract: Contract, before: State, after: State): Promise<string> {
  const questions = questionsOf(before, after);
  const wrong: string[] = [];
  for (let first = 0; first < questions.length; first += 200) {
    const some = questions.slice(first, first + 200);
    const calls = some.map(({ view, args }) => LEDGER.encodeFunctionData(view as "wordOf", args as never));
    const answers = await contract.views(calls);
    for (const [index, { view, args, expected }] of some.entries()) {
      const [actual] = LEDGER.decodeFunctionResult(view as "wordOf", answers[index] ?? "0x") as unknown as [unknown];
      const told = pick(actual, expected);
      if (told !== JSON.stringify(expected, plain)) {
        wrong.push(`${view}(${args.map(String).join(", ")}): ${told}, expected ${JSON.stringify(expected, plain)}`);
      }
    }
  }
  return wrong.join("\n");
}

/** The fields of an answer that are expected, as text. */
function pick(actual: unknown, expected: unknown): string {
  if (typeof expected !== "object" || expected === null) return JSON.stringify(actual, plain);
  // A struct is an object with its fields' names.
  const struct = actual as Record<string, unknown>;
  return JSON.stringify(Object.fromEntries(Object.keys(expected).map((name) => [name, struct[name]])), plain);
}

function plain(_: string, value: unknown): unknown {
  return typeof value === "bigint" || typeof value === "number" ? value.toString() : value;
}

function questionsOf(before: State, after: State): Question[] {
  const questions: Question[] = [];
  const ask = (view: string, args: readonly unknown[], expected: unknown): void => {
    questions.push({ view, args, expected });
  };
  for (const [id, goods] of changed(before.consignments, after.consignments)) {
    askGoods(ask, after, id, before.consignments.get(id), goods);
  }
  for (const [id, { product, maker, quantity, loaded, origin, statement, labelled }] of changed(
    before.batches,
    after.batches,
  )) {
    ask("batchOf", [id], { product, maker, quantity, loaded, origin: bytes2(origin), statement });
    ask("labelledUnits", [id], labelled);
  }
  for (const [key, units] of changed(before.credits, after.credits)) ask("creditOf", key.split(":"), units);
  for (const [step, { cameBack }] of changed(before.releases, after.releases)) {
    for (const [key, units] of cameBack) ask("cameBack", [step, ...key.split(":")], units);
  }
  for (const [key, at] of changed(before.activations, after.activations)) ask("activatedAt", key.split(":"), at);
  for (const key of new Set([...before.recalls.keys(), ...after.recalls.keys()])) {
    const at = after.recalls.get(key) ?? 0;
    if (before.recalls.get(key) === at) continue;
    const [number, subject = "", party, country = ""] = key.split(":");
    const kind = number === "1" ? SubjectKind.Product : number === "2" ? SubjectKind.Batch : SubjectKind.Consignment;
    ask("recallOf", [kind, subject, party, bytes2(country)], at);
    ask("openRecalls", [kind, subject], openRecalls(after, { kind, subject }));
  }
  return questions;
}

function askGoods(
  ask: (view: string, args: readonly unknown[], expected: unknown) => void,
  state: State,
  id: ConsignmentId,
  before: Consignment | undefined,
  goods: Consignment,
): void {
  const { creator, word, head, lines, container, holds } = goods;
  ask("wordOf", [id], pack(word));
  ask("headOf", [id], head);
  const contents = container === undefined ? { contents: contentsOf(lines) } : {};
  ask("consignmentOf", [id], { creator, ...contents });
  if (container !== undefined) ask("containerOf", [id], countsOf(state, goods));
  const placers = new Set<PartyId>([...holds.keys(), ...(before?.holds.keys() ?? [])]);
  for (const party of placers) {
    const { sequence, placedAt } = holds.get(party) ?? { sequence: 0n, placedAt: 0 };
    ask("holdOf", [id, party], { sequence, placedAt });
  }
}

/** The entries of a map that another one has not, or has otherwise. */
function changed<Key, Value>(before: ReadonlyMap<Key, Value>, after: ReadonlyMap<Key, Value>): [Key, Value][] {
  return before === after ? [] : [...after].filter(([key, value]) => before.get(key) !== value);
}
