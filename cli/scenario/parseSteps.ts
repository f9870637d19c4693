import { parsePlace } from "../../sdk/places/place.js";
import { Kind, namesOf, type RoleName } from "../../sdk/vocabulary.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { detailOf } from "./details.js";
import type { Field } from "./field.js";
import type { Consignments } from "./parseGoods.js";
import { partyIn, type Parties } from "./parseParties.js";
import { commitmentIn, namesIn, roleIn, secondsAgoIn } from "./parseTerms.js";
import {
  CONTAINER,
  subjectsOf,
  type ScenarioBatch,
  type ScenarioContainer,
  type ScenarioParty,
  type ScenarioRecord,
  type ScenarioStep,
} from "./scenario.js";

type KindName = ScenarioRecord["kind"];

/** What the steps may name. */
export interface Named {
  readonly parties: Parties;
  readonly batch: ScenarioBatch;
  readonly consignments: Consignments;
  readonly container: ScenarioContainer | undefined;
}

/** What the steps read so far tell. */
interface SoFar {
  /** Records that have an id, by it. */
  readonly records: Map<string, ScenarioRecord>;
  /** What is in the container. */
  readonly inside: Set<string>;
}

/** Those that a scenario can write; the others need what a file has no words for. */
const KINDS = namesOf(Kind).filter(
  (name): name is KindName =>
    !["None", "Confirmed", "Contradicted", "Disputed", "Diverted", "Returned", "Split", "TakenBack"].includes(name),
);
const DETAIL_KEYS = ["mode", "seen", "regime", "result", "cause", "mishap", "reason"] as const;
const LEDGER = IWaymark__factory.createInterface();

export function parseSteps(field: Field, named: Named): ScenarioStep[] {
  const soFar: SoFar = { records: new Map(), inside: new Set() };
  return field.items().map((item): ScenarioStep => {
    const activation = item.entries().some(([key]) => key === "activate");
    return activation ? parseActivation(item, named) : parseRecord(item, named, soFar);
  });
}

function parseActivation(field: Field, { batch }: Named): ScenarioStep {
  const { activate, refused } = field.only("activate", "refused");
  const item = activate.text();
  if (!batch.items.includes(item)) {
    throw activate.wrong(`"${item}" is none of the batch's items`, "Write one of those that batch.items lists.");
  }
  return { type: "Activation", path: field.path, item, ...refusalIn(refused) };
}

function parseRecord(field: Field, named: Named, soFar: SoFar): ScenarioRecord {
  const { parties } = named;
  const fields = field.only(
    ...(["kind", "id", "goods", "by", "as", "for", "place", "at", "next", "document", "units"] as const),
    ...(["corrects", "refused"] as const),
    ...DETAIL_KEYS,
  );
  const kind = fields.kind.oneOf(KINDS);
  const by = partyIn(fields.by, parties);
  const record: ScenarioRecord = {
    type: "Record",
    path: field.path,
    kind,
    goods: goodsIn(fields.goods, field, kind, named, soFar),
    by,
    role: fields.as.isPresent ? roleIn(fields.as) : onlyRoleOf(by, field),
    place: fields.place.as(parsePlace),
    secondsAgo: secondsAgoIn(fields.at),
    detail: detailIn(kind, fields, field),
    ...(fields.next.isPresent ? { next: partyIn(fields.next, parties) } : {}),
    ...(fields.for.isPresent ? { principal: partyIn(fields.for, parties) } : {}),
    ...(fields.document.isPresent ? { document: commitmentIn(fields.document) } : {}),
    ...(fields.units.isPresent ? { units: fields.units.count() } : {}),
    ...(kind === "Correction" || fields.corrects.isPresent
      ? { corrects: correctedIn(fields.corrects, kind, soFar) }
      : {}),
    ...refusalIn(fields.refused),
  };
  requireOne(record, field);
  const { corrects } = record;
  if (corrects !== undefined && !record.goods.every((name) => subjectsOf(corrects).includes(name))) {
    throw field.wrong(
      `what it corrects is about ${subjectsOf(corrects).join(" and ")}`,
      `Name that, as in \`goods: ${subjectsOf(corrects)[0] ?? CONTAINER}\`.`,
    );
  }
  if (record.refused === undefined) {
    if (fields.id.isPresent) remember(fields.id, record, soFar);
    move(record, soFar);
  }
  return record;
}

/** What a record is about: as it says, else the container while something is in it, else all that travels. */
function goodsIn(field: Field, record: Field, kind: KindName, named: Named, { inside }: SoFar): readonly string[] {
  const { consignments, container } = named;
  const packs = kind === "Packed" || kind === "Unpacked";
  if (packs && container === undefined) {
    throw record.wrong("there is no container", "Describe it, as in `container: { sscc: …, creator: …, place: … }`.");
  }
  if (!field.isPresent) {
    if (kind === "Unpacked") return [...inside];
    return inside.size > 0 && !packs ? [CONTAINER] : [...consignments.keys()];
  }
  const names = field.isList ? namesIn(field) : [field.text()];
  const known = [...consignments.keys(), ...(container === undefined || packs ? [] : [CONTAINER])];
  for (const name of names) {
    if (!known.includes(name)) throw field.wrong(`"${name}" is none of the goods`, `Write one of ${known.join(", ")}.`);
  }
  return names;
}

/** The record that a correction is about. */
function correctedIn(field: Field, kind: KindName, { records }: SoFar): ScenarioRecord {
  if (kind !== "Correction")
    throw field.wrong(`${kind} corrects nothing`, "Write it in a Correction, or leave it out.");
  const id = field.text();
  const record = records.get(id);
  if (record === undefined) {
    throw field.wrong(`no record before this one has the id "${id}"`, `Give the record one, as in \`id: ${id}\`.`);
  }
  return record;
}

/** Records by lines and corrections are about one consignment. */
function requireOne({ kind, goods, units, corrects }: ScenarioRecord, field: Field): void {
  if (goods.length === 1 || (units === undefined && corrects === undefined)) return;
  const one = corrects === undefined ? `${kind} with \`units\`` : kind;
  throw field.wrong(`${one} is about one consignment`, "Name it, as in `goods: …`.");
}

function remember(field: Field, record: ScenarioRecord, { records }: SoFar): void {
  const id = field.text();
  if (records.has(id)) throw field.wrong(`another record has the id "${id}"`, "Use another one.");
  records.set(id, record);
}

/** Keeps in mind what is in the container. */
function move({ kind, goods }: ScenarioRecord, { inside }: SoFar): void {
  for (const name of goods) {
    if (kind === "Packed") inside.add(name);
    if (kind === "Unpacked") inside.delete(name);
  }
}

/** The error that a step must meet. */
function refusalIn(field: Field): { refused?: string } {
  if (!field.isPresent) return {};
  const name = field.text();
  if (LEDGER.getError(name) === null) {
    throw field.wrong(`"${name}" is none of the ledger's errors`, "Write its name as in contracts/interfaces.");
  }
  return { refused: name };
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
