import { RevertValues } from "./revertValues.js";
import { ADMISSION_SENTENCES } from "./sentences/admission.js";
import { BATCH_SENTENCES } from "./sentences/batches.js";
import { CHECKPOINT_SENTENCES } from "./sentences/checkpoints.js";
import { CONSIGNMENT_SENTENCES } from "./sentences/consignments.js";
import { CONTAINER_SENTENCES } from "./sentences/containers.js";
import { ITEM_SENTENCES } from "./sentences/items.js";
import { PARTY_SENTENCES } from "./sentences/parties.js";
import { PRODUCT_SENTENCES } from "./sentences/products.js";
import { PROOF_SENTENCES } from "./sentences/proofs.js";
import { RECALL_SENTENCES } from "./sentences/recalls.js";
import type { Explanation } from "./sentences/sentence.js";
import { SIGNED_SENTENCES } from "./sentences/signed.js";
import { SOLIDITY_SENTENCES } from "./sentences/solidity.js";
import type { ErrorValues } from "./waymarkError.js";

const SENTENCES = new Map(
  [
    PARTY_SENTENCES,
    PRODUCT_SENTENCES,
    BATCH_SENTENCES,
    ITEM_SENTENCES,
    CONSIGNMENT_SENTENCES,
    CONTAINER_SENTENCES,
    CHECKPOINT_SENTENCES,
    PROOF_SENTENCES,
    SIGNED_SENTENCES,
    RECALL_SENTENCES,
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
