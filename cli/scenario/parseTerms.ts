import { isHexString } from "ethers";

import { LEDGER_ABIS } from "../../sdk/operations/abis.js";
import { parseScope, type Scope } from "../../sdk/places/scope.js";
import { namesOf, Role, type RoleName } from "../../sdk/vocabulary.js";
import { unlocodeTerm } from "../terms/place.js";
import type { Field } from "./field.js";

const [LEDGER] = LEDGER_ABIS;
const ROLES = namesOf(Role).filter((name): name is RoleName => name !== "None");

/** ISO 3166-1 alpha-2 by syntax, or the two letters of a customs territory. */
export function countryIn(field: Field): string {
  const text = field.text();
  if (!/^[A-Z]{2}$/.test(text)) {
    throw field.wrong(`"${text}" is no country or territory`, 'Write two capital letters, as in "NZ".');
  }
  return text;
}

/** A role. */
export function roleIn(field: Field): RoleName {
  return field.oneOf(ROLES);
}

/** One role or more. */
export function rolesIn(field: Field): RoleName[] {
  const roles = field.items().map(roleIn);
  if (roles.length === 0) throw field.wrong("no role is named", `Name at least one of ${ROLES.join(", ")}.`);
  return roles;
}

/** One name or more, none of them twice. */
export function namesIn(field: Field): string[] {
  const names = new Set<string>();
  for (const item of field.items()) {
    const name = item.text();
    if (names.has(name)) throw item.wrong(`"${name}" stands here twice`, "Name each once.");
    names.add(name);
  }
  if (names.size === 0) throw field.wrong("nothing is named", "Name at least one, or leave it out.");
  return [...names];
}

/** A scope as the key of a mapping: "anywhere", a country, or a UN/LOCODE as `placeTerm` has it. */
export function scopeOf(text: string): Scope {
  if (text === "anywhere") return parseScope("");
  return text.length === 2 ? parseScope(text) : unlocodeTerm(text);
}

/** A year: a time since 1970 remains, which the ledger can judge. */
const LONGEST_AGO = 365 * 86_400;

/** A time that counts back from the present, in seconds. */
export function secondsAgoIn(field: Field): number {
  const text = field.text();
  const [matched, days = "0", hours = "0", minutes = "0"] =
    /^(?:(\d+)d ?)?(?:(\d+)h ?)?(?:(\d+)m )?ago$/.exec(text) ?? [];
  if (matched === undefined || text === "ago") {
    throw field.wrong(`"${text}" is no time`, 'Write days, hours and minutes before the play, as in "4d 23h 30m ago".');
  }
  const seconds = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60;
  if (seconds > LONGEST_AGO)
    throw field.wrong(`"${text}" is too long ago`, "The ledger takes nothing older than 60 days.");
  return seconds;
}

/** The commitment to a document: 32 bytes. */
export function commitmentIn(field: Field): string {
  const text = field.text();
  if (!isHexString(text, 32)) {
    throw field.wrong(
      `"${text}" is no commitment`,
      "Write the 32 bytes of its salted hash: 0x and 64 hexadecimal digits.",
    );
  }
  return text;
}

/** The thing that a field names; where there is one alone, it need not be named. */
export function oneIn<Thing>(field: Field, things: ReadonlyMap<string, Thing>, what: string): Thing {
  const names = [...things.keys()].join(", ");
  const [only, ...others] = things.values();
  if (!field.isPresent && only !== undefined && others.length === 0) return only;
  if (!field.isPresent && only !== undefined) {
    throw field.wrong(`which of the ${what} is not said`, `Write one of ${names}.`);
  }
  const thing = things.get(field.text());
  if (thing === undefined) throw field.wrong(`"${field.text()}" is none of the ${what}`, `Write one of ${names}.`);
  return thing;
}

/** A date written as 2028-05-01, or as days after the end of the journey, such as `in 540d`. */
export function dateIn(field: Field): string | number {
  const text = field.text();
  const [, days] = /^in ([1-9]\d{0,4})d$/.exec(text) ?? [];
  if (days !== undefined) return Number(days);
  const date = new Date(`${text}T00:00:00Z`);
  // A day that the month does not have is no date, or another one.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
    throw field.wrong(
      `"${text}" is no date`,
      "Write year, month and day as in 2028-05-01, or days from the end of the journey on, as in `in 540d`.",
    );
  }
  return text;
}

/** The error that something must meet. */
export function refusalIn(field: Field): { refused?: string } {
  if (!field.isPresent) return {};
  const name = field.text();
  if (LEDGER.getError(name) === null) {
    throw field.wrong(`"${name}" is none of the ledger's errors`, "Write its name as in docs/errors.md.");
  }
  return { refused: name };
}
