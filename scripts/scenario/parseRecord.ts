import { parsePlace } from "../../sdk/places/place.js";
import { Kind, namesOf, type RoleName } from "../../sdk/vocabulary.js";
import { detailOf } from "./details.js";
import type { Field } from "./field.js";
import { partyIn, type Parties } from "./parseParties.js";
import { commitmentIn, roleIn, secondsAgoIn } from "./parseTerms.js";
import type { ScenarioParty, ScenarioRecord } from "./scenario.js";

type KindName = ScenarioRecord["kind"];

const KINDS = namesOf(Kind).filter((name): name is KindName => name !== "None");
const DETAIL_KEYS = ["mode", "seen", "regime", "result", "cause", "mishap"] as const;

export function parseRecord(field: Field, parties: Parties): ScenarioRecord {
  const fields = field.only("kind", "by", "as", "for", "place", "at", "next", "document", "units", ...DETAIL_KEYS);
  const kind = fields.kind.oneOf(KINDS);
  const by = partyIn(fields.by, parties);
  return {
    path: field.path,
    kind,
    by,
    role: fields.as.isPresent ? roleIn(fields.as) : onlyRoleOf(by, field),
    place: fields.place.as(parsePlace),
    secondsAgo: secondsAgoIn(fields.at),
    detail: detailIn(kind, fields, field),
    ...(fields.next.isPresent ? { next: partyIn(fields.next, parties) } : {}),
    ...(fields.for.isPresent ? { principal: partyIn(fields.for, parties) } : {}),
    ...(fields.document.isPresent ? { document: commitmentIn(fields.document) } : {}),
    ...(fields.units.isPresent ? { units: fields.units.count() } : {}),
  };
}

/** The role of a party that has one alone; otherwise the record has to say in which it is written. */
function onlyRoleOf(party: ScenarioParty, record: Field): RoleName {
  const roles = new Set(party.grants.flatMap((grant) => grant.roles));
  const [role] = roles;
  if (role === undefined || roles.size > 1) {
    throw record.wrong(
      `"${party.key}" is granted ${roles.size === 0 ? "no role" : [...roles].join(" and ")}`,
      "Say in which role it writes, as in `as: Carrier`.",
    );
  }
  return role;
}

/** The number of the record's detail. */
function detailIn(kind: KindName, fields: Record<(typeof DETAIL_KEYS)[number], Field>, record: Field): number {
  const detail = detailOf(kind);
  for (const key of DETAIL_KEYS) {
    if (fields[key].isPresent && key !== detail?.key) {
      const toDo = detail === undefined ? "Leave it out." : `Write \`${detail.key}\` instead.`;
      throw record.wrong(`${kind} has no \`${key}\``, toDo);
    }
  }
  if (detail === undefined) return 0;
  const names = Object.keys(detail.vocabulary).filter((name) => detail.vocabulary[name] !== 0);
  // The name is one of the vocabulary's own.
  return detail.vocabulary[fields[detail.key].oneOf(names)] ?? 0;
}
