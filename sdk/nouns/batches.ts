import { FatalError } from "../errors/waymarkError.js";
import { requireList, requireObject } from "../given.js";
import { batchStatement } from "../hashing/batchStatement.js";
import { batchId, lotKey, productNumber, type BatchId, type PartyId, type ProductId } from "../ids.js";
import { latestBlock } from "../latestBlock.js";
import { ofParty } from "../operations/ledgerOperation.js";
import { many } from "../operations/many.js";
import { Operation } from "../operations/operation.js";
import { writerOf, type ByParty, type OperationClient } from "../operations/operationClient.js";
import { withRefusals } from "../operations/send.js";
import { countryBytes, dateNumber, hashOrNone, unitBytes, unitsOf } from "../operations/words.js";
import { LogReader } from "../trace/logReader.js";
import { readBatches } from "../trace/readGoods.js";
import type { TraceBatch } from "../trace/trace.js";
import { requireBytes32 } from "../bytes32.js";

/** A batch (lot) to register. */
export interface NewBatch extends ByParty {
  readonly product: ProductId;
  /** Batch or lot number as on the pack: 1 to 20 characters. The ledger has its hash alone. */
  readonly lot: string;
  /** 32 random bytes that travel in the code on the pack; unless said whoever guesses the lot finds its batch. */
  readonly salt?: string;
  /** Whole units that were made. */
  readonly quantity: bigint | number;
  /** UN/CEFACT Recommendation 20, such as "H87" (piece). */
  readonly unit: string;
  /** Country of origin, ISO 3166-1 alpha-2. */
  readonly origin: string;
  /** Best before or expiry, "2028-05-01" or a Date (UTC); unless said none. */
  readonly expiry?: Date | string;
  /** Merkle root of the batch's items, 32 bytes; unless said they are not listed. */
  readonly itemsRoot?: string;
  /** Root of the batch's disclosed data, 32 bytes; unless said none. */
  readonly dataHash?: string;
  /** What it was made from: units that the party had in custody and consumed (an Adjusted for transformation). */
  readonly inputs?: readonly BatchInput[];
}

/** Units of another batch that went into a new one. */
export interface BatchInput {
  readonly batch: BatchId;
  readonly quantity: bigint | number;
}

/** A batch that was registered. */
export interface RegisteredBatch {
  readonly batch: BatchId;
  readonly product: ProductId;
  readonly maker: PartyId;
  readonly quantity: bigint;
}

/** What was made, how much of it and from what: `waymark.batches`. */
export class Batches {
  readonly #client: OperationClient;

  constructor(client: OperationClient) {
    this.#client = client;
  }

  /** The id that a lot has, or will have, whoever registers it. */
  idOf(product: ProductId, lot: string, salt?: string): BatchId {
    return batchId(product, lotKey(lot, salt));
  }

  /**
   * A batch as it was registered, from the ledger's logs.
   *
   * @throws FatalError "BatchUnknown" when there is none.
   * @throws WaymarkError when the chain is not reached.
   */
  async find(batch: BatchId): Promise<TraceBatch> {
    // As the logs have it.
    const id = requireBytes32("batch", batch).toLowerCase();
    const client = this.#client;
    const range = { from: client.deploymentBlock ?? 0, to: await latestBlock(client) };
    const found = (await readBatches(new LogReader(client), new Set([id]), range)).get(id);
    if (found !== undefined) return found;
    throw new FatalError({
      name: "BatchUnknown",
      message: `Batch ${batch} is not registered on this ledger.`,
      toDo: "Check the product and the lot, and the salt if the code on the pack has one.",
      values: { batch },
    });
  }

  /**
   * Whether a batch is on the ledger already, and just as it is to be registered: who runs a registration again, after it was
   * interrupted, need not do it twice.
   *
   * @returns "absent", "same", or "other" when the lot was registered otherwise, or by another party.
   * @throws InvalidValueError when something of the batch cannot be right.
   */
  async compare(batch: NewBatch): Promise<"absent" | "same" | "other"> {
    requireObject("batch", batch);
    const client = this.#client;
    const maker = writerOf(client, batch);
    const { quantity, origin, expiry, itemsRoot, dataHash } = detailsOf(batch);
    const kept = await withRefusals(() => client.ledger.batchOf(this.idOf(batch.product, batch.lot, batch.salt)));
    if (kept.maker === 0n) return "absent";
    const isSame =
      kept.maker === maker &&
      kept.quantity === quantity &&
      kept.origin === origin &&
      kept.statement === batchStatement({ unit: batch.unit, expiry, itemsRoot, dataHash });
    return isSame ? "same" : "other";
  }

  /**
   * Registers a batch, as the product's registrant or a maker it appointed.
   *
   * @example
   * const { batch } = await waymark.batches
   *   .register({ product, lot: "NZ2611A", quantity: 1_000, unit: "H87", origin: "NZ", expiry: "2028-05-01" })
   *   .send();
   */
  register(batch: NewBatch): Operation<RegisteredBatch> {
    return ofParty(
      this.#client,
      batch,
      (abi, party) => {
        const details = detailsOf(batch);
        if (batch.inputs === undefined) return abi.encodeFunctionData("registerBatch", [party, details]);
        requireList("set of inputs", batch.inputs);
        const inputs = batch.inputs.map((input) => {
          requireObject("input", input);
          return { batch: input.batch, quantity: unitsOf(input.quantity) };
        });
        return abi.encodeFunctionData("registerBatchFrom", [party, details, inputs]);
      },
      (logs) => registered(logs.one(this.#client.ledger.filters.BatchRegistered)),
    );
  }

  /** Registers 1 to 256 batches in one transaction, all or none. */
  registerMany(batches: readonly NewBatch[]): Operation<{ readonly batches: readonly RegisteredBatch[] }> {
    return new Operation(this.#client, {
      prepare: () => {
        requireList("set of batches", batches);
        return many(
          this.#client,
          batches.map((batch) => this.register(batch)),
        ).call();
      },
      read: (logs) => ({ batches: logs.all(this.#client.ledger.filters.BatchRegistered).map(registered) }),
    });
  }

  /** Voids a batch of which nothing is loaded: it was not made after all. By a key of the party that registered it. */
  void(batch: BatchId, by: ByParty = {}): Operation<{ readonly batch: BatchId }> {
    return ofParty(
      this.#client,
      by,
      (abi, party) => abi.encodeFunctionData("voidBatch", [party, batch]),
      () => ({ batch }),
    );
  }
}

/** The batch as the ledger takes it. */
function detailsOf(batch: NewBatch) {
  return {
    product: productNumber(batch.product),
    lotKey: lotKey(batch.lot, batch.salt),
    quantity: unitsOf(batch.quantity),
    unit: unitBytes(batch.unit),
    origin: countryBytes(batch.origin),
    expiry: dateNumber(batch.expiry),
    itemsRoot: hashOrNone("root of the items", batch.itemsRoot),
    dataHash: hashOrNone("root of the batch's data", batch.dataHash),
  };
}

function registered({ batch, product, maker, quantity }: RegisteredBatch): RegisteredBatch {
  return { batch, product, maker, quantity };
}
