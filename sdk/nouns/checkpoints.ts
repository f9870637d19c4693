import { requireList } from "../given.js";
import { encoderOf } from "../operations/encoder.js";
import { scopeFinder } from "../operations/scopeFinder.js";
import { callsAtOnce } from "../operations/many.js";
import { Operation } from "../operations/operation.js";
import type { OperationClient } from "../operations/operationClient.js";
import type { NewCheckpoint, PlainCheckpoint } from "../operations/newCheckpoint.js";
import { prepareCheckpoint, prepareStruct } from "../operations/prepareCheckpoint.js";
import { readRecord, readRecords, type Recorded, type RecordedMany } from "../operations/recorded.js";

/** The journey, record by record: `waymark.checkpoints`. */
export class Checkpoints {
  readonly #client: OperationClient;

  constructor(client: OperationClient) {
    this.#client = client;
  }

  /**
   * Writes a record of any kind about a consignment: who may write which kind, when and where is the table of kinds.
   *
   * Records by lines (an ImportCleared with `units`, an Adjusted, a Voided) take the contents from the ledger's logs; those
   * about an earlier record (`about`) are proved from them.
   *
   * @example
   * const { sequence, head } = await waymark.checkpoints
   *   .record({ kind: "Departed", mode: "maritime", consignment, role: "Carrier", place: "NZTRG" })
   *   .send();
   */
  record(record: NewCheckpoint): Operation<Recorded> {
    const client = this.#client;
    return new Operation(client, {
      prepare: () => prepareCheckpoint(client, record),
      read: (logs) => readRecord(client, logs),
    });
  }

  /**
   * Writes 1 to 256 plain records in one transaction, all or none; signed, they are under one signature. Cheapest when
   * neighbours share party, role, scope and place. Records that come with more go into `client.many`, as does what may be
   * left out where it is refused.
   */
  recordMany(records: readonly PlainCheckpoint[]): Operation<RecordedMany> {
    const client = this.#client;
    return new Operation(client, {
      prepare: async () => {
        requireList("set of records", records);
        callsAtOnce(records.length);
        const scopeOf = scopeFinder(client);
        const structs = await Promise.all(records.map((record) => prepareStruct(client, record, scopeOf)));
        const [first] = structs;
        return {
          to: client.address,
          data: encoderOf(client.ledger.interface).encodeFunctionData("recordMany", [structs]),
          ...(first === undefined ? {} : { party: BigInt(first.party) }),
          records: structs,
        };
      },
      read: (logs) => readRecords(client, logs),
    });
  }
}
