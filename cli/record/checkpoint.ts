import type { Command } from "commander";

import { KIND_DETAILS } from "../../sdk/kindDetails.js";
import { KIND_TABLE } from "../../sdk/kindTable.js";
import type { NewCheckpoint, Said } from "../../sdk/operations/newCheckpoint.js";
import type { NewLine } from "../../sdk/operations/lines.js";
import { numberOf, uncapitalized, type WordOf } from "../../sdk/operations/words.js";
import { decodeRule } from "../../sdk/rule.js";
import type { KindName } from "../../sdk/trace/journey.js";
import { Kind, namesOf, type Vocabulary } from "../../sdk/vocabulary.js";
import type { Waymark } from "../../sdk/waymark.js";
import { InvalidValueError } from "../../sdk/errors.js";
import { countryTerm } from "../terms/country.js";
import { hashTerm } from "../terms/hash.js";
import { lineTerm, linesFrom, LINES, type LineTerm } from "../terms/line.js";
import { listTerm } from "../terms/list.js";
import { wholeTerm } from "../terms/whole.js";
import { UsageError } from "../usageError.js";
import { saidOf, type SaidOptions } from "./said.js";

/** What only some kinds of record say. */
export interface ParticularOptions {
  readonly detail?: string;
  readonly document?: string;
  readonly destination?: string;
  readonly hold?: number;
  readonly unit?: readonly LineTerm[];
  readonly items?: string;
  readonly about?: number;
}

export interface CheckpointOptions extends SaidOptions, ParticularOptions {}

/** Kinds with a command of their own, for they come with other consignments. */
const ELSEWHERE: Partial<Record<KindName, string>> = {
  Packed: "consignment pack",
  Unpacked: "consignment unpack",
  Split: "consignment split",
};

/** A kind that is written by itself. */
export type PlainKind = Exclude<KindName, "Packed" | "Unpacked" | "Split">;

const KINDS: readonly PlainKind[] = namesOf(Kind).filter(
  (name): name is PlainKind => name !== "None" && !(name in ELSEWHERE),
);

/**
 * A kind of record as it is given on the command line, in any case of letters, with or without hyphens: "import-cleared".
 *
 * @throws InvalidValueError when there is no such kind, or it has a command of its own.
 */
export function kindTerm(text: string): PlainKind {
  const plain = (name: string): string => name.replaceAll("-", "").toLowerCase();
  const kind = KINDS.find((name) => plain(name) === plain(text));
  if (kind !== undefined) return kind;
  const own = Object.entries(ELSEWHERE).find(([name]) => plain(name) === plain(text))?.[1];
  throw new InvalidValueError(
    own === undefined ? `"${text}" is no kind of record.` : `"${text}" is written by a command of its own.`,
    own === undefined ? `Give one of ${KINDS.join(", ")}.` : `Use \`waymark ${own}\`.`,
    text,
  );
}

/** Adds the options that only some kinds of record take. */
export function withParticulars(command: Command): Command {
  return command
    .option(
      "--detail <word>",
      "its detail: mode of transport (maritime), sighting, regime, result, mishap, cause, reason",
    )
    .option("--document <hash>", "hash of the document that it rests on", hashTerm("hash of a document"))
    .option("--destination <country>", "of Diverted and Returned: where the goods go now, as in CN", countryTerm)
    .option(
      "--hold <sequence>",
      "of HoldLifted: the Held that it lifts; unless said it is looked up",
      wholeTerm("sequence", 1),
    )
    .option("--unit <units>", `of records by lines: what leaves, ${LINES}; may be repeated`, listTerm(lineTerm))
    .option("--items <root>", "of records by lines: Merkle root of the items that leave", hashTerm("root of items"))
    .option("--about <sequence>", "the earlier record that it is about", wholeTerm("sequence", 1));
}

/**
 * A record of a kind, as the options say it.
 *
 * @throws UsageError when an option is missing, or the kind does not take one.
 * @throws InvalidValueError when a detail is no word of the kind.
 */
export async function checkpointFor(
  waymark: Waymark,
  kind: PlainKind,
  goods: string,
  options: CheckpointOptions,
): Promise<NewCheckpoint> {
  refuseForeign(kind, options);
  const said = await saidOf(waymark, kind, goods, options);
  const units = options.unit === undefined ? undefined : await linesFrom(waymark, options.unit);
  return recordOf(kind, said, options, units);
}

/**
 * A record of a kind, of what is said and of what only this kind says.
 *
 * @throws UsageError "OptionMissing" when it lacks what its kind needs.
 */
function recordOf(
  kind: PlainKind,
  said: Said,
  options: ParticularOptions,
  units: readonly NewLine[] | undefined,
): NewCheckpoint {
  const { document, items, about } = options;
  const onDocument = { ...said, ...(document === undefined ? {} : { document }) };
  const byLines = { ...onDocument, ...(items === undefined ? {} : { items }) };
  switch (kind) {
    case "Departed":
    case "Forwarded":
      return { ...onDocument, kind, mode: word(kind, KIND_DETAILS[kind], options) };
    case "Sighted":
      return { ...onDocument, kind, seen: word(kind, KIND_DETAILS[kind], options) };
    case "ImportDeclared":
      return { ...onDocument, kind, regime: word(kind, KIND_DETAILS[kind], options) };
    case "Inspected":
      return { ...onDocument, kind, result: word(kind, KIND_DETAILS[kind], options) };
    case "Incident":
      return { ...onDocument, kind, mishap: word(kind, KIND_DETAILS[kind], options) };
    case "Adjusted":
      return { ...byLines, kind, cause: word(kind, KIND_DETAILS[kind], options), units: needed(kind, "unit", units) };
    case "ImportCleared":
      return units === undefined ? { ...onDocument, kind } : { ...byLines, kind, units };
    case "Voided":
      return units === undefined ? { ...byLines, kind } : { ...byLines, kind, units };
    case "HoldLifted":
      return { ...said, kind, ...(options.hold === undefined ? {} : { hold: options.hold }) };
    case "Diverted":
    case "Returned":
      return { ...said, kind, destination: needed(kind, "destination", options.destination) };
    case "Correction": {
      const reason = word(kind, KIND_DETAILS[kind], options);
      return { ...said, kind, reason, about: needed(kind, "about", about) };
    }
    case "Confirmed":
    case "Contradicted":
      return { ...said, kind, about: needed(kind, "about", about) };
    case "Disputed":
    case "TakenBack":
      return about === undefined ? { ...onDocument, kind } : { ...said, kind, about };
    case "Origin":
    case "ExportCleared":
    case "Transshipped":
    case "Arrived":
    case "Held":
    case "Refused":
    case "Received":
    case "Delivered":
    case "Destroyed":
      return { ...onDocument, kind };
  }
}

/** The word of a detail, as the SDK names it. */
function word<Words extends Vocabulary>(kind: KindName, words: Words, { detail }: ParticularOptions): WordOf<Words> {
  const known = namesOf(words).filter((name) => name !== "None" && name !== "NotSpecified");
  // The function refuses any other word.
  const given = needed(
    kind,
    "detail",
    detail,
    `Give one of ${known.map((name) => uncapitalized(name)).join(", ")}.`,
  ) as WordOf<Words>;
  numberOf(`detail of ${kind}`, words, given);
  return given;
}

function needed<Value>(kind: KindName, option: string, value: Value | undefined, toDo?: string): Value {
  if (value !== undefined) return value;
  throw new UsageError(
    "OptionMissing",
    `${kind} needs --${option}, and it is not said.`,
    toDo ?? `See \`waymark checkpoint record --help\` for --${option}.`,
  );
}

/** Refuses options that a kind does not take: what is said would be lost. */
function refuseForeign(kind: PlainKind, options: ParticularOptions): void {
  const { flags } = decodeRule(KIND_TABLE[kind]);
  const isAbout =
    options.about !== undefined || kind === "Confirmed" || kind === "Contradicted" || kind === "Correction";
  const takes: Readonly<Record<keyof ParticularOptions, boolean>> = {
    detail: kind in KIND_DETAILS && kind !== "ImportCleared",
    document: !isAbout && !flags.has("liftsHold") && !flags.has("namesCountry"),
    destination: flags.has("namesCountry"),
    hold: flags.has("liftsHold"),
    unit: flags.has("takesLines"),
    items: flags.has("takesLines") && (options.unit !== undefined || kind === "Voided"),
    about: flags.has("takesProof"),
  };
  for (const [name, isTaken] of Object.entries(takes)) {
    if (isTaken || options[name as keyof ParticularOptions] === undefined) continue;
    throw new UsageError(
      "OptionForeign",
      `${kind} does not take --${name}${isAbout && name === "document" ? " when it is about a record" : ""}.`,
      "Leave it out: what it says would not be recorded.",
      { values: { kind, option: name } },
    );
  }
}
