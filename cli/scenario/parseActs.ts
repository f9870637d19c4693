import { parseSscc } from "../../sdk/gs1/sscc.js";
import { unlocodeTerm } from "../terms/place.js";
import type { Field } from "./field.js";
import { doneIn, type Declared, type SoFar } from "./soFar.js";
import { expectationIn } from "./parseExpected.js";
import { linesIn } from "./parseGoods.js";
import { partyIn } from "./parseParties.js";
import { recordIn } from "./parseRecord.js";
import { countryIn, oneIn, refusalIn, secondsAgoIn } from "./parseTerms.js";
import type { ScenarioBatch } from "./scenario.js";
import type {
  ScenarioAct,
  ScenarioActivation,
  ScenarioComeback,
  ScenarioRecall,
  ScenarioRelay,
  ScenarioRevocation,
  ScenarioScan,
} from "./steps.js";

/** Reads an act of one sort; the field is the whole step. */
type Parse = (field: Field, declared: Declared, soFar: SoFar) => ScenarioAct;

/** Acts by the key that tells them from each other. */
const ACTS: Readonly<Record<string, Parse>> = {
  activate: parseActivation,
  scan: parseScan,
  relay: parseRelay,
  recall: (field, declared, soFar) => parseRecall(field, "recall", declared, soFar),
  lift: (field, declared, soFar) => parseRecall(field, "lift", declared, soFar),
  endorse: (field, declared) => {
    const { endorse, by, at, refused } = field.only("endorse", "by", "at", "refused");
    const product = oneIn(endorse, declared.products, "products");
    return { type: "Endorsement", product, by: partyIn(by, declared.parties), ...endsIn(field, at, refused, declared) };
  },
  suspend: (field, declared) => {
    const { suspend, at, refused } = field.only("suspend", "at", "refused");
    return { type: "Suspension", party: partyIn(suspend, declared.parties), ...endsIn(field, at, refused, declared) };
  },
  successor: (field, declared) => {
    const { successor, of, at, refused } = field.only("successor", "of", "at", "refused");
    const [party, before] = [partyIn(successor, declared.parties), partyIn(of, declared.parties)];
    return { type: "Succession", party, of: before, ...endsIn(field, at, refused, declared) };
  },
  revoke: parseRevocation,
  return: parseComeback,
};

export function parseAct(field: Field, declared: Declared, soFar: SoFar): ScenarioAct {
  const [[, parse] = []] = Object.entries(ACTS).filter(([key]) => field.entries().some(([written]) => written === key));
  if (parse !== undefined) return parse(field, declared, soFar);
  throw field.wrong(
    "this is neither a record nor an act",
    `Write a record with its \`kind\`, or one of ${Object.keys(ACTS).join(", ")}.`,
  );
}

/** What all acts say: where they stand, when they are done, and how they must end. */
function endsIn(field: Field, at: Field, refused: Field, declared: Declared) {
  return { path: field.path, ...doneIn(at, declared), ...refusalIn(refused) };
}

function parseActivation(field: Field, declared: Declared): ScenarioActivation {
  const fields = field.only("activate", "batch", "copied", "at", "refused");
  const { activate, at, refused } = fields;
  const ends = endsIn(field, at, refused, declared);
  const batch = oneIn(fields.batch, declared.batches, "batches");
  const copied = fields.copied.flag();
  // A counterfeit may show any number, and must be refused.
  return { type: "Activation", batch, item: itemIn(activate, batch, ends.refused !== undefined), copied, ...ends };
}

function parseScan(field: Field, declared: Declared): ScenarioScan {
  const { scan, batch: name, tells, at } = field.only("scan", "batch", "tells", "at");
  const batch = oneIn(name, declared.batches, "batches");
  const told = expectationIn(tells);
  // What a counterfeit shows warns.
  const item = itemIn(scan, batch, told.warning.length > 0);
  return { type: "Scan", batch, item, tells: told, path: field.path, ...doneIn(at, declared) };
}

function itemIn(field: Field, { items, path }: ScenarioBatch, mayBeForged: boolean): string {
  const item = field.text();
  if (!items.includes(item) && !mayBeForged) {
    throw field.wrong(`"${item}" is none of the batch's items`, `Write one of those that ${path}.items lists.`);
  }
  return item;
}

function parseRelay(field: Field, declared: Declared, soFar: SoFar): ScenarioRelay {
  const { relay, at, refused } = field.only("relay", "at", "refused");
  const id = relay.text();
  const record = soFar.kept.get(id);
  if (record === undefined) {
    throw relay.wrong(
      `no record that was kept has the id "${id}"`,
      `Give one before this both: \`id: ${id}\` and \`offline: true\`.`,
    );
  }
  const ends = endsIn(field, at, refused, declared);
  if (ends.refused === undefined) {
    soFar.kept.delete(id);
    soFar.records.set(id, record);
    soFar.land(record);
  }
  return { type: "Relay", record, ...ends };
}

function parseRecall(field: Field, verb: "recall" | "lift", declared: Declared, soFar: SoFar): ScenarioRecall {
  const fields = field.only(...([verb, "by", "in", "at", "refused"] as const));
  const subject = fields[verb];
  const name = subject.text();
  return {
    type: verb === "recall" ? "Recall" : "RecallLift",
    name,
    subject: subjectIn(subject, declared, soFar),
    by: partyIn(fields.by, declared.parties),
    ...(fields.in.isPresent ? { country: countryIn(fields.in) } : {}),
    ...endsIn(field, fields.at, fields.refused, declared),
  };
}

/** A product, a batch, or goods: no two have one name. */
function subjectIn(field: Field, { products, batches }: Declared, soFar: SoFar): ScenarioRecall["subject"] {
  const name = field.text();
  const [product, batch] = [products.get(name), batches.get(name)];
  if (product !== undefined) return { product };
  if (batch !== undefined) return { batch };
  const [goods = name] = soFar.goodsIn(field);
  return { goods };
}

function parseRevocation(field: Field, declared: Declared, { revoked }: SoFar): ScenarioRevocation {
  const { revoke, compromised, at, refused } = field.only("revoke", "compromised", "at", "refused");
  const party = partyIn(revoke, declared.parties);
  const ends = endsIn(field, at, refused, declared);
  if (ends.refused === undefined) revoked.add(party);
  return {
    type: "Revocation",
    party,
    ...(compromised.isPresent ? { compromisedAgo: secondsAgoIn(compromised) } : {}),
    ...ends,
  };
}

function parseComeback(field: Field, declared: Declared, soFar: SoFar): ScenarioComeback {
  const fields = field.only("return", "sscc", "release", "units", "by", "place", "at", "refused");
  const ends = endsIn(field, fields.at, fields.refused, declared);
  const name = soFar.make(fields.return);
  const release = recordIn(fields.release, soFar);
  if (release.kind !== "ImportCleared" || release.units === undefined) {
    throw fields.release.wrong(`it names ${release.kind}`, "Name an ImportCleared with `units`, which released them.");
  }
  const place = fields.place.as(unlocodeTerm);
  if (ends.refused === undefined) soFar.goods.add(name);
  return {
    type: "Comeback",
    name,
    sscc: fields.sscc.as(parseSscc),
    by: partyIn(fields.by, declared.parties),
    place,
    // They stay in the country where they were bought.
    destination: place.slice(0, 2),
    lines: linesIn(fields.units, declared.batches),
    release,
    ...ends,
  };
}
