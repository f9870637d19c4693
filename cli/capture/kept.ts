import { concat, keccak256, toUtf8Bytes } from "ethers";

import type { DisclosureSubject } from "../../sdk/disclosure/disclosure.js";
import type { KeptRecord } from "../../sdk/disclosure/disclose.js";
import { fieldTree } from "../../sdk/disclosure/fieldTree.js";
import { canonicalJson } from "../../sdk/disclosure/jsonValue.js";
import type { RecordSecret } from "../../sdk/disclosure/recordSecret.js";
import type { LedgerOperation } from "../../sdk/epcis/operations.js";

/**
 * The secret with which the fields of a record are salted: made of one that is kept for the whole document and of what is said,
 * so that a second run finds the same.
 */
export function recordSecret(master: string, operation: LedgerOperation): RecordSecret {
  const { fields, source } = operation;
  const about = subjectIn(operation);
  const said = canonicalJson([about, source.eventTime, fields.map(({ path, value }) => [path, value])]);
  return keccak256(concat([master, keccak256(toUtf8Bytes(said))]));
}

/** The root of what an operation says beside the ledger's own fields; undefined when that is nothing. */
export function dataHashOf(master: string, operation: LedgerOperation): string | undefined {
  if (operation.fields.length === 0) return undefined;
  return fieldTree(operation.fields, recordSecret(master, operation)).dataHash;
}

/** What its writer keeps of a record, to show fields of it later. */
export function keptRecord(master: string, operation: LedgerOperation, about: DisclosureSubject): KeptRecord {
  return { about, fields: operation.fields, secret: recordSecret(master, operation) };
}

/** What an operation is about: a batch, or a consignment. */
export function subjectIn(operation: LedgerOperation): string {
  if (operation.type === "RegisterBatch") return operation.batch;
  return operation.type === "Correct" ? operation.mistaken.consignment : operation.consignment;
}
