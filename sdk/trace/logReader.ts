import type { Log } from "ethers";

import type { TypedContractEvent, TypedEventLog } from "../../typechain-types/common.js";
import type { WaymarkClient } from "../client.js";
import { readLogs, type BlockRange } from "./readLogs.js";

/** Reads and decodes logs of one ledger. */
export class LogReader {
  readonly #client: WaymarkClient;

  constructor(client: WaymarkClient) {
    this.#client = client;
  }

  get events(): WaymarkClient["ledger"]["filters"] {
    return this.#client.ledger.filters;
  }

  /** Logs of some events whose indexed parameters are as said, in the order of the chain. */
  async read(
    events: readonly TypedContractEvent[],
    indexed: readonly (string | string[] | null)[],
    range: BlockRange,
  ): Promise<Log[]> {
    // A provider takes an empty list for "any".
    if (indexed.some((values) => Array.isArray(values) && values.length === 0)) return [];
    const topics = [events.map(({ fragment }) => fragment.topicHash), ...indexed];
    return await readLogs(this.#client.provider, { address: this.#client.address, topics }, range);
  }

  /** The parameters of a log, when it is of this event. */
  decode<Event extends TypedContractEvent>(event: Event, log: Log): TypedEventLog<Event>["args"] | undefined {
    if (log.topics[0] !== event.fragment.topicHash) return undefined;
    // The bindings describe exactly what this fragment decodes to.
    return this.#client.ledger.interface.decodeEventLog(
      event.fragment,
      log.data,
      log.topics,
    ) as unknown as TypedEventLog<Event>["args"];
  }
}
