import { KIND_TABLE } from "../../sdk/kindTable.js";
import { parseSscc } from "../../sdk/gs1/sscc.js";
import { parseScope, type Scope } from "../../sdk/places/scope.js";
import { decodeRule, type KindRule } from "../../sdk/rule.js";
import { Customs, Kind, Movement, namesOf, type RoleName } from "../../sdk/vocabulary.js";
import { unlocodeTerm } from "../terms/place.js";
import { detailOf } from "./details.js";
import type { Field } from "./field.js";
import { doneIn, type Declared, type SoFar } from "./soFar.js";
import { linesIn } from "./parseGoods.js";
import { partyIn } from "./parseParties.js";
import { commitmentIn, countryIn, oneIn, refusalIn, roleIn, secondsAgoIn } from "./parseTerms.js";
import type { ScenarioParty } from "./scenario.js";
import { subjectsOf, type ScenarioPart, type ScenarioRecord, type StateName } from "./steps.js";

type KindName = ScenarioRecord["kind"];

const KINDS = namesOf(Kind).filter((name): name is KindName => name !== "None");
const STATES: readonly StateName[] = [...namesOf(Movement), ...namesOf(Customs)];
const DETAIL_KEYS = ["mode", "seen", "regime", "result", "cause", "mishap", "reason"] as const;
const KEYS = [
  ...(["kind", "id", "goods", "by", "as", "for", "place", "at", "written", "next", "document", "units"] as const),
  ...(["about", "container", "to", "part", "sscc", "offline", "withRevokedKey", "leadsTo", "refused"] as const),
  ...DETAIL_KEYS,
] as const;
type Fields = Record<(typeof KEYS)[number], Field>;

/** Reads a record. Which kinds come with what, the table of kinds says. */
export function parseRecord(field: Field, declared: Declared, soFar: SoFar): ScenarioRecord {
  const { parties } = declared;
  const fields = field.only(...KEYS);
  const kind = fields.kind.oneOf(KINDS);
  const rule = decodeRule(KIND_TABLE[kind]);
  const by = partyIn(fields.by, parties);
  const secondsAgo = secondsAgoIn(fields.at);
  const record: ScenarioRecord = {
    type: "Record",
    path: field.path,
    kind,
    by,
    role: fields.as.isPresent ? roleIn(fields.as) : onlyRoleOf(by, field),
    place: placeIn(fields.place, rule),
    secondsAgo,
    ...(declared.clockMoves ? { doneAgo: secondsAgo } : {}),
    ...doneIn(fields.written, declared),
    detail: detailIn(kind, fields, field),
    ...(fields.next.isPresent ? { next: partyIn(fields.next, parties) } : {}),
    ...(fields.for.isPresent ? { principal: partyIn(fields.for, parties) } : {}),
    ...(fields.document.isPresent ? { document: commitmentIn(fields.document) } : {}),
    ...particularsIn(kind, rule, fields, declared, soFar),
    offline: fields.offline.flag(),
    withRevokedKey: fields.withRevokedKey.flag(),
    leadsTo: fields.leadsTo.isPresent ? statesIn(fields.leadsTo) : [],
    ...refusalIn(fields.refused),
  };
  requireSense(record, fields, field, soFar);
  if (record.offline) remember(fields.id, record, soFar.kept, soFar);
  else if (record.refused === undefined) {
    if (fields.id.isPresent) remember(fields.id, record, soFar.records, soFar);
    soFar.land(record);
  }
  return record;
}

/** What a record is about, and what its kind alone comes with. */
function particularsIn(
  kind: KindName,
  { flags }: KindRule,
  fields: Fields,
  declared: Declared,
  soFar: SoFar,
): Pick<ScenarioRecord, "goods" | "container" | "units" | "about" | "destination" | "part"> {
  const only = (key: keyof Fields, allowed: boolean): boolean => {
    if (fields[key].isPresent && !allowed) throw fields[key].wrong(`${kind} has no \`${key}\``, "Leave it out.");
    return allowed;
  };
  only("units", flags.has("takesLines") || flags.has("takesPart"));
  only("part", flags.has("takesPart"));
  only("sscc", flags.has("takesPart"));
  only("container", flags.has("takesChildren"));
  only("about", flags.has("takesProof"));
  only("to", flags.has("namesCountry"));
  const needsUnits = (kind === "Adjusted" || kind === "Split") && !fields.units.isPresent;
  if (needsUnits) throw fields.units.wrong("nothing is written", "Say how many units leave.");

  const container = flags.has("takesChildren") ? containerIn(fields.container, declared) : undefined;
  const needsAbout = flags.has("takesProof") && flags.has("needsParticulars");
  return {
    goods: goodsIn(fields.goods, kind, container, soFar),
    ...(container === undefined ? {} : { container }),
    ...(fields.units.isPresent ? { units: linesIn(fields.units, declared.batches) } : {}),
    ...(needsAbout || fields.about.isPresent ? { about: recordIn(fields.about, soFar) } : {}),
    ...(flags.has("namesCountry") ? { destination: countryIn(fields.to) } : {}),
    ...(flags.has("takesPart") ? { part: partIn(fields, soFar) } : {}),
  };
}

/** What a record is about: as it says, else all that is not packed in something else. */
function goodsIn(field: Field, kind: KindName, container: string | undefined, soFar: SoFar): readonly string[] {
  if (field.isPresent) return soFar.goodsIn(field);
  if (kind === "Unpacked" && container !== undefined) return soFar.inside(container);
  return kind === "Packed" ? soFar.loose : soFar.outermost;
}

function containerIn(field: Field, { containers }: Declared): string {
  if (containers.size === 0) {
    throw field.wrong("there is no container", "Describe it, as in `container: { sscc: …, creator: …, place: … }`.");
  }
  const names = new Map([...containers.keys()].map((name) => [name, name]));
  return oneIn(field, names, "containers");
}

/** The earlier record that a field names by its id. */
export function recordIn(field: Field, { records, kept }: SoFar): ScenarioRecord {
  const id = field.text();
  const record = records.get(id);
  if (record !== undefined) return record;
  throw kept.has(id)
    ? field.wrong(`the record "${id}" has not been sent yet`, `Send it first, as in \`- { relay: ${id} }\`.`)
    : field.wrong(`no record before this one has the id "${id}"`, `Give the record one, as in \`id: ${id}\`.`);
}

function partIn({ part, sscc }: Fields, soFar: SoFar): ScenarioPart {
  return { name: soFar.make(part), sscc: sscc.as(parseSscc) };
}

/** What no single field can tell. */
function requireSense(record: ScenarioRecord, fields: Fields, field: Field, { revoked }: SoFar): void {
  const { kind, goods, units, about, part, by } = record;
  if (goods.length !== 1 && (units ?? about ?? part) !== undefined) {
    const one = units === undefined || kind === "Split" ? kind : `${kind} with \`units\``;
    throw field.wrong(`${one} is about one consignment`, "Name it, as in `goods: …`.");
  }
  if (goods.length === 0) throw field.wrong("it is about nothing", "Name the goods, as in `goods: …`.");
  if (about !== undefined && !goods.every((name) => subjectsOf(about).includes(name))) {
    const subjects = subjectsOf(about);
    throw field.wrong(
      `the record it names is about ${subjects.join(" and ")}`,
      `Name that, as in \`goods: ${subjects[0] ?? ""}\`.`,
    );
  }
  if (record.doneAgo !== undefined && record.doneAgo > record.secondsAgo) {
    throw fields.written.wrong("that is before it happened", "Write a time that is less long ago than `at`.");
  }
  if (record.offline && (record.refused !== undefined || record.leadsTo.length > 0)) {
    throw field.wrong("nothing comes of a record that is not sent", "Say what to expect in the step that relays it.");
  }
  if (record.withRevokedKey && !revoked.has(by)) {
    throw fields.withRevokedKey.wrong(`no key of "${by.key}" is revoked`, `Revoke it first: - { revoke: ${by.key} }.`);
  }
}

function remember(field: Field, record: ScenarioRecord, where: SoFar["records"], { records, kept }: SoFar): void {
  const id = field.text();
  if (records.has(id) || kept.has(id)) throw field.wrong(`another record has the id "${id}"`, "Use another one.");
  where.set(id, record);
}

/** A UN/LOCODE; on the road, where a kind allows that, none. */
function placeIn(field: Field, rule: KindRule): Scope {
  const mayBeOnRoad = rule.place.includes("on the road");
  return !field.isPresent && mayBeOnRoad ? parseScope("") : field.as(unlocodeTerm);
}

function statesIn(field: Field): StateName[] {
  return (field.isList ? field.items() : [field]).map((item) => item.oneOf(STATES));
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
function detailIn(kind: KindName, fields: Fields, record: Field): number {
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
