import type { Log, TransactionReceipt } from "ethers";

import type { TypedContractEvent, TypedEventLog } from "../../typechain-types/common.js";
import type { WaymarkClient } from "../client.js";
import { LogReader } from "../trace/logReader.js";
import { eventInWords, type LedgerEvent } from "./eventWords.js";

/** What is known of any operation that was mined. */
export interface Mined {
  /** Hash of the transaction. */
  readonly transaction: string;
  readonly block: number;
  /** Gas units. */
  readonly gasUsed: bigint;
  /** What the sender paid for it, wei; fees that a rollup charges beside are not in it. */
  readonly fee: bigint;
  /** What the ledger logged, in its order. */
  readonly events: readonly LedgerEvent[];
}

/** What an operation did, and what is known of its transaction. */
export type Receipt<Outcome> = Outcome & Mined;

/** What is known of a mined transaction, and of what the ledger logged in it. */
export function minedAs({ hash, blockNumber, gasUsed, fee }: TransactionReceipt, logs: ReceiptLogs): Mined {
  return { transaction: hash, block: blockNumber, gasUsed, fee, events: logs.inWords() };
}

/** The ledger's logs of one transaction. */
export class ReceiptLogs {
  readonly block: number;
  readonly logs: readonly Log[];
  readonly #client: WaymarkClient;
  readonly #reader: LogReader;

  constructor(client: WaymarkClient, { logs, blockNumber }: Pick<TransactionReceipt, "logs" | "blockNumber">) {
    this.#client = client;
    this.#reader = new LogReader(client);
    this.block = blockNumber;
    this.logs = logs;
  }

  /** The parameters of every log of an event of the ledger. */
  all<Event extends TypedContractEvent>(event: Event): TypedEventLog<Event>["args"][] {
    const found: TypedEventLog<Event>["args"][] = [];
    for (const log of this.#own()) {
      const args = this.#reader.decode(event, log);
      if (args !== undefined) found.push(args);
    }
    return found;
  }

  /** The parameters of the one log of an event that the operation always leaves. */
  one<Event extends TypedContractEvent>(event: Event): TypedEventLog<Event>["args"] {
    const [args] = this.all(event);
    if (args === undefined) throw new Error(`The ledger did not log ${event.name}.`);
    return args;
  }

  inWords(): LedgerEvent[] {
    return this.#own().flatMap((log) => {
      const parsed = this.#client.ledger.interface.parseLog(log);
      return parsed === null ? [] : [eventInWords(parsed)];
    });
  }

  #own(): Log[] {
    return this.logs.filter(({ address }) => address === this.#client.address);
  }
}
