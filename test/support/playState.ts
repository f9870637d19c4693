import { Customs, Movement } from "../../sdk/vocabulary.js";
import type { CustomsName, MovementName, WordFields } from "../../assurance/model/word.js";

/** What a journey's table says of goods, in its own words. A container's "in" is what it is packed in, if anything. */
export interface State {
  movement: MovementName;
  customs: CustomsName;
  /** Whether customs vouch for the import state themselves. */
  customsOwn: boolean;
  exported: "not cleared" | "reported" | "own";
  place: string;
  custodian: string;
  next: string;
  destination: string;
  domestic: boolean;
  inland: boolean;
  holds: number;
  /** The container that they are in; "" when in none. */
  in: string;
  /** Whether they have customs records of their own inside it. */
  apart: boolean;
  /** Whether something around or inside is held or refused. */
  stoppedElsewhere: boolean;
  /** Whether something inside has customs records of its own. */
  apartInside: boolean;
}

export const NOBODY = "nobody";

/** Goods that were just made a consignment. */
export function created(custodian: string, place: string, destination: string, domestic = false): State {
  return {
    movement: "Created",
    customs: "None",
    customsOwn: false,
    exported: "not cleared",
    place,
    custodian,
    next: NOBODY,
    destination,
    domestic,
    inland: false,
    holds: 0,
    in: "",
    apart: false,
    stoppedElsewhere: false,
    apartInside: false,
  };
}

/** The state that "leads to" makes of one: what it names is so afterwards, all else as it was. */
export function led(before: State, leadsTo: string): State {
  const state = { ...before };
  for (const part of leadsTo.split(/[;·]/)) apply(state, part.trim());
  return state;
}

/** Whom "leads to" names next, or nobody. */
export function nextIn(leadsTo: string): string {
  return /(?:^|[;·] *)next ([^;·]+)/.exec(leadsTo)?.[1]?.trim() ?? NOBODY;
}

/** How many units "leads to" says are left; undefined when it does not say. */
export function leftIn(leadsTo: string): number | undefined {
  const units = /(\d+) left/.exec(leadsTo)?.[1];
  return units === undefined ? undefined : Number(units);
}

function apply(state: State, part: string): void {
  const [first, rest] = [part.split(" ")[0]!, part.slice(part.indexOf(" ") + 1)];
  if (first in Movement && first !== "None") state.movement = part as MovementName;
  else if (first in Customs) {
    state.customs = first as CustomsName;
    // Customs vouch for what they wrote; what a broker wrote, or what is only declared, nobody does.
    state.customsOwn = rest === "own" || (rest !== "reported" && state.customs !== "None" && first !== "Declared");
  } else if (first === "custody") [state.custodian, state.next] = [rest, NOBODY];
  else if (first === "next") state.next = rest;
  else if (first === "place") state.place = rest;
  else if (first === "destination") state.destination = rest;
  else if (first === "export") state.exported = rest as State["exported"];
  else if (part === "hold +1") ++state.holds;
  else if (part === "hold −1") --state.holds;
  else if (part === "inland leg") state.inland = true;
  else if (part === "inland leg ends") state.inland = false;
  else if (part === "not domestic") state.domestic = false;
  else if (part === "apart") state.apart = true;
  else if (part !== "record only" && !part.endsWith(" left")) throw new Error(`A table does not say "${part}".`);
}

/** Reads a state from the words of the ledger: what goods amount to, and what is stored of them. */
export function stateIn(
  effective: WordFields,
  stored: WordFields,
  partyName: (party: bigint) => string,
  container: string,
): State {
  const { movement, customs, place, destination, flags } = effective;
  const has = (flag: (typeof flags)[number]) => flags.includes(flag);
  return {
    movement,
    customs,
    customsOwn: has("importOwn"),
    exported: has("exportOwn") ? "own" : has("exportCleared") ? "reported" : "not cleared",
    place,
    custodian: partyName(effective.custodian),
    next: partyName(effective.next),
    destination,
    domestic: has("domestic"),
    inland: has("inland"),
    holds: Number(effective.holds),
    in: container,
    apart: stored.flags.includes("apart"),
    stoppedElsewhere: has("stoppedInside"),
    apartInside: has("apartInside"),
  };
}

/** What goods amount to: in a container they go where it goes. */
export function amounting(own: State, around: State | undefined): State {
  if (around === undefined) return own;
  const { movement, place, custodian, next, destination, inland, exported } = around;
  const { customs, customsOwn } = own.apart ? own : around;
  return {
    ...own,
    ...{ movement: own.movement === "Closed" ? own.movement : movement, customs, customsOwn },
    ...{ place, custodian, next, destination, inland, exported },
    domestic: own.domestic && around.domestic,
    stoppedElsewhere: around.holds > 0,
  };
}

/** An empty container with what it takes from the first goods in it. */
export function adopted(container: State, child: State): State {
  const { movement, customs, customsOwn, exported, destination, domestic } = child;
  return { ...container, movement, customs, customsOwn, exported, destination, domestic };
}

/** A container with what it counts of the goods in it. */
export function counted(container: State, children: readonly State[]): State {
  const open = children.filter(({ movement }) => movement !== "Closed");
  return {
    ...container,
    stoppedElsewhere: open.some(({ holds, customs, apart }) => holds > 0 || (apart && customs === "Refused")),
    apartInside: open.some(({ apart }) => apart),
  };
}
