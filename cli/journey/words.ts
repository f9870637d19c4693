import type { ConsignmentId, PartyId } from "../../sdk/ids.js";
import type { Journey } from "../../sdk/trace/journey.js";
import type { Trace } from "../../sdk/trace/trace.js";

/** How URIs of parties begin that need no telling. */
const PREFIXES = [/^did:web:/, /^https:\/\/id\.gs1\.org\/417\//];

/**
 * A party as a reader is told it: by its URI, without what all of them begin with.
 *
 * @example partyInWords(trace, 5n) // "carrier.example"
 */
export function partyInWords({ parties }: Pick<Trace, "parties">, party: PartyId): string {
  const uri = parties.get(party)?.uri;
  if (uri === undefined) return `party ${party}`;
  return PREFIXES.reduce((text, prefix) => text.replace(prefix, ""), uri);
}

/**
 * What a journey is called beside the one that is told: a letter, which `showConsignment` explains.
 *
 * @returns "" for the goods' own.
 */
export function journeyInWords(trace: Trace, id: ConsignmentId): string {
  if (id === trace.consignment) return "";
  const index = journeysBeside(trace).findIndex((journey) => journey.consignment === id);
  return index < 0 ? shortened(id) : letterOf(index);
}

/** The journeys that a trace is incomplete without, in the order in which they began. */
export function journeysBeside({ inside }: Trace): Journey[] {
  return inside.toSorted(
    ({ creation: { log: a } }, { creation: { log: b } }) => a.block - b.block || a.index - b.index,
  );
}

/** A letter for each of several: A to Z, then AA and on. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

/** The beginning and the end of an id, by which people tell it from others. */
export function shortened(id: string): string {
  return `${id.slice(0, 10)}…${id.slice(-4)}`;
}

const SPANS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
] as const;

/**
 * How long something took, in its two greatest units.
 *
 * @param seconds Whole seconds, 0 or more.
 * @example durationInWords(273_600) // "3 d 4 h"
 */
export function durationInWords(seconds: number): string {
  let rest = seconds;
  const parts: string[] = [];
  for (const [span, unit] of SPANS) {
    const count = Math.floor(rest / span);
    rest -= count * span;
    if (count > 0) parts.push(`${count} ${unit}`);
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.length === 0 ? "less than a minute" : parts.join(" ");
}
