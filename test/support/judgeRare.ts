import { dataSlice, toUtf8String } from "ethers";

import { territory, type Cell } from "./judge.js";
import type { Row } from "./kindTable.js";
import type { Refusal } from "./records.js";
import { flagSet, type Flag, type WordFields } from "./word.js";
import { country } from "./world.js";

const HOUR = 3600n;
/** How long an offer may wait for who is next (design, 4.7). */
export const ACCEPTANCE_WINDOW = 14n * 24n * HOUR;

const EXPORT: readonly Flag[] = ["exportCleared", "exportOwn"];

/** What the design asks of the kinds with work of their own beyond their rows, about goods that are not packed. */
export function refusalOfRare(cell: Cell, row: Row): Refusal | undefined {
  const { kind, consignment, before, party, creator } = cell;
  if (kind === "Disputed" && party !== before.custodian && party !== creator) {
    return ["NotCustodian", consignment, party, before.custodian, before.next];
  }
  if (kind === "TakenBack") return refusalOfTakingBack(cell);
  if (kind === "Voided") {
    if (party !== creator) return ["NotCreator", consignment, party, creator];
    if (before.flags.includes("travelled")) return ["HasLeft", consignment];
  }
  return row.namesCountry === true ? refusalOfCountry(cell) : undefined;
}

/** Only the creator takes back, from somebody else, and what was offered too long ago; nobody is suspended here. */
function refusalOfTakingBack({ consignment, before, party, creator, now }: Cell): Refusal | undefined {
  if (party !== creator || party === before.custodian) return ["NotCreator", consignment, party, creator];
  // Offers are kept by the hour: the one of 10:59 counts from 11:00.
  const due = before.next === 0n ? 0n : (before.offeredAt + 1n) * HOUR + ACCEPTANCE_WINDOW;
  return due !== 0n && BigInt(now) > due ? undefined : ["NotYetTakeable", consignment, before.custodian, due];
}

function refusalOfCountry({ kind, consignment, before, basedOn }: Cell): Refusal | undefined {
  const code = dataSlice(basedOn, 0, 2);
  const to = named(basedOn);
  if (to === undefined) return ["CountryInvalid", code];
  const here = territory(to) === territory(before.place);
  if (kind === "Diverted") {
    if (before.flags.includes("sentBack")) return ["DiversionAfterRefusal", consignment];
    const leaves = before.movement !== "Ready" && !here && territory(to) !== territory(before.destination);
    return leaves && !before.flags.includes("exportCleared") ? ["ExportNotCleared", consignment] : undefined;
  }
  const delivered = before.movement === "Delivered";
  const allowed = delivered || (!here && before.customs !== "Cleared");
  return allowed ? undefined : ["ReturnNotAllowed", consignment, country(to)];
}

/** The word after a kind that changes more than its row says. */
export function wordAfterRare({ kind, before, basedOn, party }: Cell, after: WordFields): WordFields {
  const to = named(basedOn);
  if (to === undefined || (kind !== "Diverted" && kind !== "Returned")) return after;
  const here = territory(to) === territory(before.place);
  // What the custodian offered was for the old way: an authority that sends goods back ends it.
  const offer = before.custodian === party ? {} : { next: 0n, offeredAt: 0n };
  const headed = { ...after, destination: to, ...offer };
  if (kind === "Returned") {
    if (here) return { ...headed, movement: "Arrived" };
    const again = without(headed, ...EXPORT, "importOwn", "domestic");
    const sentBack: readonly Flag[] = before.customs === "Refused" ? ["sentBack"] : [];
    return { ...again, movement: "Ready", customs: "None", flags: flagSet(...again.flags, ...sentBack) };
  }
  if (territory(to) === territory(before.destination)) return headed;
  const lost: readonly Flag[] = before.movement === "Ready" ? EXPORT : [];
  const elsewhere: WordFields = { ...without(headed, "importOwn", "domestic", ...lost), customs: "None" };
  return here && before.movement === "AtTransit" ? { ...elsewhere, movement: "Arrived" } : elsewhere;
}

/** The country that a record is based on, in letters; undefined when it is none. */
function named(basedOn: string): string | undefined {
  if (!/^0x[0-9a-f]{4}0{60}$/.test(basedOn)) return undefined;
  const code = toUtf8String(dataSlice(basedOn, 0, 2), () => 0);
  return /^[A-Z]{2}$/.test(code) ? code : undefined;
}

function without(word: WordFields, ...lost: Flag[]): WordFields {
  return { ...word, flags: word.flags.filter((flag) => !lost.includes(flag)) };
}
