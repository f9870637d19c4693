import type { WaymarkClient } from "../client.js";
import { toPlain } from "../documents/plain.js";
import { parseDocument } from "../documents/problem.js";
import { FatalError } from "../errors/waymarkError.js";
import type { ConsignmentId } from "../ids.js";
import { latestBlock } from "../latestBlock.js";
import { LogReader } from "../trace/logReader.js";
import type { BlockRange } from "../trace/readLogs.js";
import { requireTrace } from "../trace/requireTrace.js";
import type { Trace } from "../trace/trace.js";
import { TRACE_SCHEMA } from "../trace/traceSchema.js";

/**
 * A trace that somebody handed over, when it is of the consignment that was asked for and names the parts that the chain has.
 * Its `parts` are the chain's up to the end of the range, or to its own block where that is later: they decide which
 * consignments are told, and no step of the trace speaks of released units that came back.
 *
 * @param asked In small hexadecimal digits.
 * @param range Which blocks to read; from before the consignment was made.
 * @throws InvalidValueError when it is no trace at all, DocumentRefused where it has another form than a trace.
 * @throws FatalError "OtherGoods" when it is of another consignment, "OtherParts" when up to its block other consignments
 * were made from this one than it names.
 */
export async function handedOver(
  client: WaymarkClient,
  asked: ConsignmentId,
  told: Trace,
  range: BlockRange,
): Promise<Trace> {
  requireTrace(told);
  // It may come from a function of the caller's own, which read it as it likes.
  parseDocument("trace", TRACE_SCHEMA, toPlain(told));
  if (told.consignment.toLowerCase() !== asked) throw otherGoods(asked, told.consignment);
  // A server may be ahead of the range, and the node behind the server.
  const to = told.block > range.to ? Math.max(range.to, Math.min(told.block, await latestBlock(client))) : range.to;
  const derived = await readDerived(client, asked, { from: range.from, to });
  const then = derived.flatMap(({ consignment, block }) => (block <= told.block ? [consignment] : []));
  const named = told.parts.map((id) => id.toLowerCase());
  const [missing, added] = [without(then, named), without(named, then)];
  if (missing.length > 0 || added.length > 0) throw otherParts(asked, missing, added);
  return { ...told, parts: derived.map(({ consignment }) => consignment) };
}

/** The consignments made from one, each with the block of that, in the order of the chain. */
async function readDerived(
  client: WaymarkClient,
  id: ConsignmentId,
  range: BlockRange,
): Promise<{ readonly consignment: ConsignmentId; readonly block: number }[]> {
  const reader = new LogReader(client);
  const event = reader.events.ConsignmentDerived;
  const logs = await reader.read([event], [null, id], range);
  return logs.flatMap((log) => {
    const consignment = reader.decode(event, log)?.consignment;
    return consignment === undefined ? [] : [{ consignment, block: log.blockNumber }];
  });
}

/** Those of `ids` that are not among `others`. */
function without(ids: readonly ConsignmentId[], others: readonly ConsignmentId[]): ConsignmentId[] {
  const those = new Set(others);
  return ids.filter((id) => !those.has(id));
}

function otherGoods(asked: ConsignmentId, told: ConsignmentId): FatalError {
  return new FatalError({
    name: "OtherGoods",
    message: `The trace of consignment ${asked} was asked for, and that of ${told} was handed over.`,
    toDo: "Ask another server, or read the story from the chain: leave `from` out.",
    values: { asked, told },
  });
}

function otherParts(asked: ConsignmentId, missing: ConsignmentId[], added: ConsignmentId[]): FatalError {
  const [leftOut, strange] = [missing.length, added.length];
  return new FatalError({
    name: "OtherParts",
    message: `The trace of consignment ${asked} names other consignments as made from it than the chain does: left out ${leftOut}, not made from it ${strange}.`,
    toDo: "Ask another server, or again in a little while where the node is behind; or read the story from the chain: leave `from` out.",
    values: { asked, missing, added },
  });
}
