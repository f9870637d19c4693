import { shownIn, type Shown } from "../disclosure/shownIn.js";
import type { StepRef } from "../facts.js";
import type { ConsignmentId, PartyId } from "../ids.js";
import { once } from "../once.js";
import { isPlace, placeEntry } from "../places/place.js";
import type { Scope } from "../places/scope.js";
import type { KindName } from "../trace/journey.js";
import { standingSteps } from "../trace/standing.js";
import { storyOf, type StoryStep } from "../trace/story.js";
import type { Trace } from "../trace/trace.js";
import type { Standings } from "../standing/standings.js";
import { en, zh, type Text } from "../text.js";

/** What the ledger knows of one item beyond its consignments. */
export interface ItemState {
  /** Chain time of its activation, seconds; 0 = never. */
  readonly activatedAt: number;
  /** Whether it is proved that its label hides a key, which can be used once. */
  readonly hasKey: boolean;
  /** The roots of the batch that it was proved under. */
  readonly provedUnder: readonly string[];
  /** Labels put on later under roots that hold the same item, one a root. */
  readonly labellings: readonly { readonly root: string; readonly labeller: PartyId; readonly place: Scope }[];
  /** Lines of exact items that hold it, in the consignments that it may be in: their roots. Two roots were loaded apart. */
  readonly loadings: readonly { readonly root: string; readonly consignment: ConsignmentId }[];
}

/** All that the rules judge: a verified trace, and what came with it. */
export interface Matter {
  readonly trace: Trace;
  /** The records that tell of the goods and still stand, in the order in which the chain saw them. */
  readonly story: readonly StoryStep[];
  /** Those, and the ones that were taken back or contradicted. */
  readonly told: readonly StoryStep[];
  /** The chain's time at which it was asked, seconds. */
  readonly at: number;
  /** What was shown of the data behind the records, and proved. */
  readonly shown: Shown;
  /** What the parties were allowed, over time; undefined when that was not read. */
  readonly standings: Standings | undefined;
  /** The word that the ledger has of each consignment of the trace: see `decodeWord`. Empty when that was not read. */
  readonly words: ReadonlyMap<ConsignmentId, bigint>;
  /** Undefined when the question is about a consignment, not about one item. */
  readonly item: ItemState | undefined;
}

/** What may come with a trace. */
export type MatterOptions = Partial<Pick<Matter, "at" | "shown" | "standings" | "words" | "item">>;

/** Puts together what the rules judge. */
export function matterOf(trace: Trace, options: MatterOptions = {}): Matter {
  const told = storyOf(trace);
  return {
    trace,
    told,
    story: standingSteps(trace, told),
    at: options.at ?? Math.max(0, ...told.map(({ record }) => record.recordedAt)),
    shown: options.shown ?? shownIn(trace, []),
    standings: options.standings,
    words: options.words ?? new Map(),
    item: options.item,
  };
}

/** How far two clocks, or a gate and a quay, may be apart, seconds. */
export const TOLERANCE = 7_200;

/* ASKING A MATTER */

/**
 * The records of some kinds that tell of the goods and still stand, of the goods themselves and of what they were in, in the
 * order in which the chain saw them.
 *
 * @example ofKind(matter, "Sighted", "Inspected").map(({ record }) => record.place)
 */
export function ofKind({ story }: Matter, ...kinds: readonly KindName[]): StoryStep[] {
  return story.filter(({ record }) => kinds.includes(record.kind));
}

/**
 * A step as outcomes name it: whose journey it is from, and its number there. `pass` and the others take both.
 *
 * @example refOf(legsOf(matter)[0].departure) // { consignment: "0x…", sequence: 6 }
 */
export function refOf({ consignment, record }: StoryStep): StepRef {
  return { consignment, sequence: record.sequence };
}

/** Who owns a party, as it was admitted: its own number stands for one that the trace does not name. */
export function controllerOf({ trace }: Matter, party: PartyId): string {
  return trace.parties.get(party)?.controller ?? `party ${party}`;
}

/**
 * What two spellings of one owner have in common: neither width, case and spaces (UAX #15, NFKC), nor characters that show
 * nothing, make an owner two.
 */
export function ownerKey(controller: string): string {
  return controller
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, "");
}

/**
 * Whether two parties are two witnesses: nobody owns both. Owners are told apart by the controllers with which the parties
 * were admitted, whatever their spelling; a party that the trace does not name stands by itself.
 *
 * @example independent(matter, arrival.record.party, seen.record.party)
 */
export function independent(matter: Matter, one: PartyId, other: PartyId): boolean {
  return ownerOf(matter, one) !== ownerOf(matter, other);
}

function ownerOf(matter: Matter, party: PartyId): string {
  return ownersIn(matter.trace.parties).get(party) ?? ownerKey(controllerOf(matter, party));
}

const ownersIn = once(
  (parties: Trace["parties"]): ReadonlyMap<PartyId, string> =>
    new Map([...parties].map(([party, { controller }]) => [party, ownerKey(controller)])),
);

/**
 * What a party is called: the URI with which it was admitted, or its number when the trace does not name it.
 *
 * @param told What has the trace: a matter, or a dossier.
 * @example nameOf(matter, 3n) // { en: "did:web:carrier.example", zh: "did:web:carrier.example" }
 */
export function nameOf(told: Pick<Matter, "trace">, party: PartyId): Text {
  return toldOr(told.trace.parties.get(party)?.uri, party);
}

/** What the owner of a party is called. */
export function ownerName({ trace }: Matter, party: PartyId): Text {
  return toldOr(trace.parties.get(party)?.controller, party);
}

/** A name as it was admitted, or the party's number where the trace does not name it. */
function toldOr(name: string | undefined, party: PartyId): Text {
  return name === undefined ? { en: en`party ${party}`, zh: zh`参与方${party}` } : { en: name, zh: name };
}

/**
 * What a place is called: its name where this release knows it, and its code.
 *
 * @example placeName(parseScope("CNSHG")) // { en: "Shanghai Pt CNSHG", zh: "上海港（CNSHG）" }
 */
export function placeName(place: Scope): Text {
  if (!isPlace(place)) return { en: place, zh: place };
  const { name, chinese } = placeEntry(place);
  return { en: `${name} ${place}`, zh: `${chinese}（${place}）` };
}

/** A date that a maker registered, YYYYMMDD, as ISO 8601 has it. */
export function dateOf(day: number): string {
  return String(day).replace(/(\d{4})(\d{2})/, "$1-$2-");
}

/**
 * A time for people: UTC, to the minute.
 *
 * @param seconds Since 1970, as the ledger has it.
 * @example timeOf(1_795_003_200) // "2026-11-18 12:00 UTC"
 */
export function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
