import type { Command } from "commander";

import { placeName, timeOf } from "../../sdk/crossReference/matter.js";
import { eventInWords, type LedgerEvent } from "../../sdk/operations/eventWords.js";
import { isScope } from "../../sdk/places/scope.js";
import { readLogs } from "../../sdk/trace/readLogs.js";
import type { Waymark } from "../../sdk/waymark.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { capital, inWords } from "../journey/inWords.js";
import { shortened } from "../journey/words.js";
import type { Terminal } from "../output/terminal.js";
import type { Cli } from "../program.js";
import { consignmentOf, CONSIGNMENTS, consignmentTerm } from "../terms/consignment.js";
import { wholeTerm } from "../terms/whole.js";
import { UsageError } from "../usageError.js";
import { interruptible } from "../interrupt.js";

interface WatchOptions {
  readonly consignment?: string;
  readonly fromBlock?: number;
  readonly untilBlock?: number;
  readonly every: number;
  readonly depth: number;
}

/** An event of the ledger, and where the chain has it. */
interface Seen extends LedgerEvent {
  readonly block: number;
  readonly transaction: string;
  /** The chain's time, seconds since 1970; undefined when the node would not say. */
  readonly at: number | undefined;
}

/** The live feed of a ledger. */
export function addWatchCommand(program: Command, cli: Cli): void {
  const command = program
    .command("watch")
    .description(
      "Show what is written to the ledger as it comes, until Ctrl-C: a line an event, with --json a JSON document a line.",
    )
    .option("--consignment <consignment>", `only of one: ${CONSIGNMENTS}`, consignmentTerm)
    .option("--from-block <n>", "first block; unless said the next", wholeTerm("block"))
    .option("--until-block <n>", "ends after this block; unless said at Ctrl-C", wholeTerm("block"))
    .option("--every <seconds>", "how often the chain is asked", wholeTerm("number of seconds", 1), 2)
    .option(
      "--depth <n>",
      "blocks on top of one before it is shown, for chains that are rewritten",
      wholeTerm("depth"),
      0,
    )
    .action(
      action(cli, async (session, options: WatchOptions) => {
        const client = await session.reader();
        const own = await session.party(client);
        const only =
          options.consignment === undefined ? undefined : await consignmentOf(client, options.consignment, own);
        const isJson = session.options.json === true;
        session.show.note(`Watching ${client.address} on chain ${client.chainId}; Ctrl-C ends it.`);
        try {
          await interruptible("", (signal) =>
            feed(client, options, signal, (seen) => {
              if (only !== undefined && seen.values.consignment !== only) return;
              if (isJson) session.io.stdout.write(`${JSON.stringify(seen, plainly)}\n`);
              else showSeen(session.show.out, seen);
            }),
          );
        } catch (error) {
          // To be ended is how it ends.
          if (!(error instanceof UsageError) || error.name !== "Stopped") throw error;
        }
      }),
    );
  withExamples(
    command,
    { what: "everything from now on", words: "" },
    {
      what: "one consignment from the beginning, for a program",
      words: "--consignment 395201230000000012 --from-block 0 --json",
    },
  );
}

/** Asks the chain again and again, and tells each event once, in its order. */
async function feed(
  client: Waymark,
  { fromBlock, untilBlock = Infinity, every, depth }: WatchOptions,
  signal: AbortSignal,
  tell: (seen: Seen) => void,
): Promise<void> {
  let next = fromBlock ?? (await client.provider.getBlockNumber()) + 1;
  while (next <= untilBlock) {
    const latest = Math.min(untilBlock, (await client.provider.getBlockNumber()) - depth);
    if (latest >= next) {
      for (const seen of await eventsIn(client, next, latest)) tell(seen);
      next = latest + 1;
    }
    if (next > untilBlock) return;
    await pause(every * 1_000, signal);
  }
}

async function eventsIn(client: Waymark, from: number, to: number): Promise<Seen[]> {
  const logs = await readLogs(client.provider, { address: client.address }, { from, to });
  const times = new Map<number, number | undefined>();
  for (const { blockNumber } of logs) {
    if (!times.has(blockNumber)) times.set(blockNumber, (await client.provider.getBlock(blockNumber))?.timestamp);
  }
  return logs.flatMap((log) => {
    const parsed = client.ledger.interface.parseLog(log);
    if (parsed === null) return [];
    const { blockNumber: block, transactionHash: transaction } = log;
    return [{ block, transaction, at: times.get(block), ...eventInWords(parsed) }];
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      // What `interruptible` stops with is an error.
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** Values that a person looks for first. */
const TOLD = ["kind", "role", "party", "place", "consignment", "container", "batch", "product", "subject", "quantity"];

function showSeen(out: Terminal, { name, values, at, block }: Seen): void {
  const kind = name === "CheckpointRecorded" && typeof values.kind === "string" ? values.kind : name;
  const parts = TOLD.flatMap((each) => {
    const value = values[each];
    if (value === undefined || value === "" || (each === "kind" && value === kind)) return [];
    return [valueInWords(each, value)];
  });
  const when = at === undefined ? "" : `${timeOf(at)}  `;
  out.line(
    `${when}${out.style("cyan", capital(inWords(kind)))} · ${parts.join(" · ")} ${out.style("dim", `(block ${block})`)}`,
  );
}

function valueInWords(name: string, value: unknown): string {
  const text = String(value);
  if (name === "place" && isScope(text)) return placeName(text).en;
  if (/^0x[0-9a-f]{64}$/.test(text)) return `${name} ${shortened(text)}`;
  return name === "kind" || name === "role" || name === "place" ? text : `${name} ${text}`;
}

function plainly(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
