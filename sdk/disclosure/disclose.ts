import { InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireObject } from "../given.js";
import {
  subjectInDocument,
  type DisclosureSubject,
  type PartialDisclosure,
  type WholeDisclosure,
} from "./disclosure.js";
import { FieldTree, requireFieldList, type Field } from "./fieldTree.js";
import type { RecordSecret } from "./recordSecret.js";

/** What a party keeps of something it wrote: its fields, and the secret that they are salted with. */
export interface KeptRecord {
  /** What has the `dataHash`; the ledger's address and ids in letters of any size. */
  readonly about: DisclosureSubject;
  readonly fields: readonly Field[];
  readonly secret: RecordSecret;
}

/**
 * Shows some fields of a record, each with its salt and proof. The reader learns nothing of the others, whatever it guesses.
 *
 * @param paths Fields of the record, at least one, each once.
 * @throws InvalidValueError when the record has no such field, or is none, no field is named, or one is named twice.
 * @throws DocumentRefused when what it is about is not in the form that its readers take.
 * @example JSON.stringify(discloseSome(kept, ["transport.vesselName", "transport.vesselImo"]))
 */
export function discloseSome(kept: KeptRecord, paths: readonly string[]): PartialDisclosure {
  requirePaths(paths);
  const tree = treeOf(kept);
  return {
    type: "WaymarkDisclosure",
    version: 1,
    about: subjectInDocument(kept.about),
    dataHash: tree.dataHash,
    shows: "some",
    fields: paths.map((path) => tree.show(path)),
  };
}

/** Refuses paths of which no reader would take the document. */
function requirePaths(paths: readonly string[]): void {
  requireList("set of paths", paths);
  if (paths.length === 0) {
    throw new InvalidValueError("A disclosure cannot show no field.", "Name at least one field to show.", paths);
  }
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice === undefined) return;
  throw new InvalidValueError(`The field "${twice}" is to be shown twice.`, "Name each field once.", twice);
}

/**
 * Shows all fields of a record, by giving its secret. The reader then knows that there is nothing more, and can show what
 * it likes to others.
 *
 * @throws InvalidValueError when the record is none.
 * @throws DocumentRefused when what it is about is not in the form that its readers take.
 */
export function discloseAll(kept: KeptRecord): WholeDisclosure {
  const { dataHash, fields } = treeOf(kept);
  const [about, secret] = [subjectInDocument(kept.about), kept.secret.toLowerCase()];
  return { type: "WaymarkDisclosure", version: 1, about, dataHash, shows: "all", fields, secret };
}

function treeOf(kept: KeptRecord): FieldTree {
  requireObject("record that is kept", kept);
  requireFieldList(kept.fields);
  return new FieldTree(kept.fields, kept.secret);
}
