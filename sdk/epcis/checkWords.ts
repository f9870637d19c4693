import * as z from "zod/mini";

import { jsonPath, type DocumentProblem } from "../documents/problem.js";
import { safeParse } from "../documents/schema.js";
import type { PartyId } from "../ids.js";
import type { TraceParty } from "../trace/trace.js";
import { isClassUri, isGlnUri, isSsccUri, URN } from "./uris.js";

/** Who is who, by the numbers that the ledger gives parties: such as the `parties` of a trace. */
export type KnownParties = ReadonlyMap<PartyId, Pick<TraceParty, "uri">>;

/**
 * Where an event may say what no step does, and in which shape: the steps themselves, which their hashes bind; the unit that a
 * batch is counted in; and which events tell rightly what a Correction calls wrong, of which its author may disclose any number.
 */
const UNSAID: ReadonlyMap<string, z.ZodMiniType> = new Map<string, z.ZodMiniType>([
  ["eventList.waymark:steps", z.unknown()],
  ["errorDeclaration.waymark:steps", z.unknown()],
  [
    "errorDeclaration.correctiveEventIDs",
    z.array(z.string().check(z.minLength(1), z.maxLength(2_048))).check(z.minLength(1)),
  ],
  ...["childQuantityList.uom", "inputQuantityList.uom"].map(
    (name) => [name, z.string().check(z.regex(/^[A-Z0-9]{2,3}$/))] as const,
  ),
]);

/** What the ledger has as hashes or numbers, and a document may call by another name than ours: that is its writer's word. */
const NAMED: readonly { readonly urn: string; readonly isName: (text: string) => boolean }[] = [
  { urn: URN.consignment, isName: isSsccUri },
  { urn: URN.batch, isName: isClassUri },
  { urn: URN.party, isName: (text) => text !== "" && !text.startsWith(URN.party) },
  ...URN.places.map((urn) => ({ urn, isName: isGlnUri })),
];

/** Holds what events say, word by word, against what their steps say. */
export class WordCheck {
  readonly #parties: KnownParties;
  readonly #problems: DocumentProblem[];
  /** How something was called before: nothing has two names. */
  readonly #names = new Map<string, string>();

  constructor(parties: KnownParties, problems: DocumentProblem[]) {
    this.#parties = parties;
    this.#problems = problems;
  }

  /**
   * @param said What the step says, in the words of EPCIS, with our own URNs as names.
   * @param told The event, or the part of it, that tells it.
   */
  check(said: unknown, told: unknown, path: readonly PropertyKey[]): void {
    if (isObject(said) && isObject(told) && Array.isArray(said) === Array.isArray(told)) {
      this.#members(said, told, path);
      return;
    }
    const kind = typeof said === "string" ? NAMED.find(({ urn }) => said.startsWith(urn)) : undefined;
    if (kind !== undefined && typeof said === "string" && typeof told === "string") {
      this.#name(said, told, kind.isName, path);
    } else if (told === undefined) this.#refuse(path, "is missing, and its step says it");
    else if (told !== said)
      this.#refuse(path, `is not ${JSON.stringify(said).replaceAll('"', "")}, which its step says`);
  }

  #members(said: object, told: object, path: readonly PropertyKey[]): void {
    const [expected, found] = [new Map<string, unknown>(Object.entries(said)), new Map(Object.entries(told))];
    for (const name of new Set([...expected.keys(), ...found.keys()])) {
      const at = [...path, Array.isArray(told) ? Number(name) : name];
      if (expected.has(name)) this.check(expected.get(name), found.get(name), at);
      else if (!isUnsaid(at, found.get(name))) this.#refuse(at, "is said by no step");
    }
  }

  #name(said: string, told: string, isName: (text: string) => boolean, path: readonly PropertyKey[]): void {
    const party = said.startsWith(URN.party) ? said.slice(URN.party.length) : undefined;
    const known = party === undefined ? undefined : this.#parties.get(BigInt(party))?.uri;
    if (known !== undefined) {
      if (told !== known) this.#refuse(path, `is not ${known}, which party ${party ?? ""} is`);
      return;
    }
    if (told !== said && !isName(told)) {
      this.#refuse(path, `is no name of ${said}`);
      return;
    }
    // A place has many sites; an event is at one of them.
    const key = URN.places.some((urn) => said.startsWith(urn)) ? `${String(path[2])} ${said}` : said;
    const before = this.#names.get(key) ?? told;
    this.#names.set(key, before);
    if (told !== before) this.#refuse(path, `is another name of ${said} than before`);
  }

  #refuse(path: readonly PropertyKey[], reason: string): void {
    this.#problems.push({ path: jsonPath(path), reason });
  }
}

/** Whether it is what an event may say there beside its step. */
function isUnsaid(path: readonly PropertyKey[], told: unknown): boolean {
  const names = path.filter((one) => typeof one === "string").slice(-2);
  const shape = UNSAID.get(names.join("."));
  return shape !== undefined && safeParse(shape, told).success;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
