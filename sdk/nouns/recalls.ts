import { toBeHex } from "ethers";

import { requireObject } from "../given.js";
import { productNumber, type BatchId, type ConsignmentId, type ProductId } from "../ids.js";
import { ofParty } from "../operations/ledgerOperation.js";
import { linesOf, type NewLine } from "../operations/lines.js";
import type { Operation } from "../operations/operation.js";
import type { ByParty, OperationClient } from "../operations/operationClient.js";
import { withRefusals } from "../operations/send.js";
import { territoryBytes, hashOrNone } from "../operations/words.js";
import { SubjectKind } from "../vocabulary.js";
import { requireBytes32 } from "../bytes32.js";

/** What is recalled: one of the three. */
export type RecallOf =
  { readonly product: ProductId } | { readonly batch: BatchId } | { readonly consignment: ConsignmentId };

/** A recall, by who may place it. */
export type RecallNamed = ByParty &
  RecallOf & {
    /** Where, by a regulator of that country, ISO 3166-1 alpha-2; unless said everywhere, by the brand. */
    readonly country?: string;
  };

/** A recall to place. */
export type NewRecall = RecallNamed & {
  /** For a brand's recall of a consignment that it did not create: what it holds, of which one line is of its products. */
  readonly lines?: readonly NewLine[];
  /** Root of the recall's disclosed data, 32 bytes; unless said none. */
  readonly dataHash?: string;
};

/** What must come back, said by its brand or a regulator; it blocks no record: `waymark.recalls`. */
export class Recalls {
  readonly #client: OperationClient;

  constructor(client: OperationClient) {
    this.#client = client;
  }

  /**
   * How many recalls of exactly this are open.
   *
   * @throws WaymarkError when the chain is not reached.
   */
  async open(subject: RecallOf): Promise<number> {
    return Number(await withRefusals(() => this.#client.ledger.openRecalls(...subjectOf(subject))));
  }

  /** Recalls a product, a batch or a consignment. */
  place(recall: NewRecall): Operation<{ readonly subject: string }> {
    return ofParty(
      this.#client,
      recall,
      (abi, party) =>
        abi.encodeFunctionData("placeRecall", [
          party,
          ...subjectOf(recall),
          countryOrAll(recall.country),
          linesOf(recall.lines ?? []),
          hashOrNone("root of the recall's data", recall.dataHash),
        ]),
      (logs) => ({ subject: logs.one(this.#client.ledger.filters.RecallPlaced).subject }),
    );
  }

  /** Lifts a recall of the party's own. */
  lift(recall: RecallNamed): Operation<{ readonly subject: string }> {
    return ofParty(
      this.#client,
      recall,
      (abi, party) => abi.encodeFunctionData("liftRecall", [party, ...subjectOf(recall), countryOrAll(recall.country)]),
      (logs) => ({ subject: logs.one(this.#client.ledger.filters.RecallLifted).subject }),
    );
  }
}

function subjectOf(subject: RecallOf): [kind: number, subject: string] {
  requireObject("subject of a recall", subject);
  if ("product" in subject) return [SubjectKind.Product, toBeHex(productNumber(subject.product), 32)];
  if ("batch" in subject) return [SubjectKind.Batch, requireBytes32("batch", subject.batch)];
  return [SubjectKind.Consignment, requireBytes32("consignment", subject.consignment)];
}

function countryOrAll(country: string | undefined): string {
  return country === undefined ? "0x0000" : territoryBytes(country);
}
