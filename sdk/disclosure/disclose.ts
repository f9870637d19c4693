import { InvalidValueError } from "../errors/waymarkError.js";
import type { PartialDisclosure, DisclosureSubject, WholeDisclosure } from "./disclosure.js";
import { FieldTree, type Field } from "./fieldTree.js";
import type { RecordSecret } from "./recordSecret.js";

/** What a party keeps of something it wrote: its fields, and the secret that they are salted with. */
export interface KeptRecord {
  readonly about: DisclosureSubject;
  readonly fields: readonly Field[];
  readonly secret: RecordSecret;
}

/**
 * Shows some fields of a record, each with its salt and proof. The reader learns nothing of the others, whatever it guesses.
 *
 * @param paths Fields of the record, at least one, each once.
 * @throws InvalidValueError when the record has no such field, or is none, no field is named, or one is named twice.
 * @example JSON.stringify(discloseSome(kept, ["transport.vesselName", "transport.vesselImo"]))
 */
export function discloseSome({ about, fields, secret }: KeptRecord, paths: readonly string[]): PartialDisclosure {
  requirePaths(paths);
  const tree = new FieldTree(fields, secret);
  return {
    type: "WaymarkDisclosure",
    version: 1,
    about,
    dataHash: tree.dataHash,
    shows: "some",
    fields: paths.map((path) => tree.show(path)),
  };
}

/** Refuses paths of which no reader would take the document. */
function requirePaths(paths: readonly string[]): void {
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
 */
export function discloseAll({ about, fields, secret }: KeptRecord): WholeDisclosure {
  const { dataHash } = new FieldTree(fields, secret);
  return { type: "WaymarkDisclosure", version: 1, about, dataHash, shows: "all", fields, secret };
}
