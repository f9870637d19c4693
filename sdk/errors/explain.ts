import { RevertValues } from "./revertValues.js";
import { ADMISSION_SENTENCES } from "./sentences/admission.js";
import { BATCH_SENTENCES } from "./sentences/batches.js";
import { CHECKPOINT_SENTENCES } from "./sentences/checkpoints.js";
import { CONSIGNMENT_SENTENCES } from "./sentences/consignments.js";
import { PARTY_SENTENCES } from "./sentences/parties.js";
import { PRODUCT_SENTENCES } from "./sentences/products.js";
import type { Explanation } from "./sentences/sentence.js";
import { SOLIDITY_SENTENCES } from "./sentences/solidity.js";
import type { ErrorValues } from "./waymarkError.js";

const SENTENCES = new Map(
  [
    PARTY_SENTENCES,
    PRODUCT_SENTENCES,
    BATCH_SENTENCES,
    CONSIGNMENT_SENTENCES,
    CHECKPOINT_SENTENCES,
    ADMISSION_SENTENCES,
    SOLIDITY_SENTENCES,
  ].flatMap((sentences) => Object.entries(sentences)),
);

/**
 * A custom error in words.
 *
 * @param name Its name in Solidity, such as "NotCustodian".
 * @param values Its decoded parameters by name.
 * @returns undefined when there are no words for it: it is not one of the ledger's or the access manager's.
 */
export function explain(name: string, values: ErrorValues): Explanation | undefined {
  const explanation = SENTENCES.get(name)?.(new RevertValues(values));
  if (explanation === undefined) return undefined;

  const { message, toDo } = explanation;
  return { message: message.charAt(0).toUpperCase() + message.slice(1), toDo };
}
