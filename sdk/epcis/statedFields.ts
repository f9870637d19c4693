import { requireFields, type Field } from "../disclosure/fieldTree.js";
import type { EventReader } from "./eventReader.js";
import { EVENT_SHAPES } from "./incoming.js";

/** Business transactions (CBV 2.0, section 7.3) by the fields that they become; those of a name that repeats are numbered. */
export const TRANSACTION_FIELDS: Readonly<Record<string, string>> = {
  bol: "transport.billOfLading",
  cert: "inspection.certificate",
  desadv: "commerce.despatchAdvice",
  inv: "commerce.invoice",
  po: "commerce.purchaseOrder",
  rma: "commerce.returnAuthorisation",
  testres: "inspection.certificate",
  "urn:waymark:cbv:btt-customs_declaration": "customs.declarationNumber",
};

/** Fields of the vocabulary that there is one of. */
const SINGLE: readonly string[] = ["commerce.returnAuthorisation", "customs.declarationNumber"];

/**
 * What an event says that the ledger has no field for: its id, its business transactions, sender and recipient, and
 * `waymark:fields`.
 *
 * @param known Fields that were read elsewhere in the event.
 */
export function statedFields(reader: EventReader, known: readonly Field[]): Field[] {
  const fields = [...known];
  const eventId = reader.optional("eventID", EVENT_SHAPES.eventID);
  if (eventId !== undefined) fields.push({ path: "epcis.eventId", value: eventId });
  addTransactions(reader, fields);
  const [source] = reader.optional("sourceList", EVENT_SHAPES.sources) ?? [];
  if (source !== undefined) fields.push({ path: "party.consignor", value: source.source });
  fields.push(...(reader.optional("waymark:fields", EVENT_SHAPES.fields) ?? []));
  if (fields.length > 0) {
    reader.convert(["waymark:fields"], () => {
      requireFields(fields);
    });
  }
  return fields;
}

function addTransactions(reader: EventReader, fields: Field[]): void {
  const counts = new Map<string, number>();
  for (const [index, { type, bizTransaction }] of (
    reader.optional("bizTransactionList", EVENT_SHAPES.transactions) ?? []
  ).entries()) {
    const name = Object.hasOwn(TRANSACTION_FIELDS, type) ? TRANSACTION_FIELDS[type] : undefined;
    if (name === undefined) {
      reader.refuse(["bizTransactionList", index, "type"], `is none of ${Object.keys(TRANSACTION_FIELDS).join(", ")}`);
      continue;
    }
    const number = counts.get(name) ?? 0;
    counts.set(name, number + 1);
    fields.push({ path: SINGLE.includes(name) ? name : `${name}[${number}]`, value: bizTransaction });
  }
}
