import { requireBytes32 } from "../bytes32.js";
import type { WaymarkClient } from "../client.js";
import type { ConsignmentId } from "../ids.js";
import { blockRange, type TraceOptions } from "./blockRange.js";
import type { Journey, TraceStep } from "./journey.js";
import { LogReader } from "./logReader.js";
import { outerOf } from "./outerOf.js";
import { partiesIn } from "./partiesIn.js";
import { reachOf, upTo, type Find } from "./reach.js";
import { readBatches, readParties, readProducts } from "./readGoods.js";
import { journeyOf, readJourney, type FoundJourney } from "./readJourney.js";
import type { BlockRange } from "./readLogs.js";
import { readRecalls } from "./readRecalls.js";
import { headsOf } from "./stepHash.js";
import type { Trace } from "./trace.js";

/**
 * Tells the history of a consignment from the ledger's logs alone, with those of the containers it was packed in and of the
 * consignment it was made from. Whether the provider gave all logs, unaltered, is for `verifyHead` to find out.
 *
 * @throws FatalError "ConsignmentNotFound" when its creation, or that of one of the others, is not in the blocks read.
 * @throws InvalidValueError when the consignment is no id, or the blocks to read are none.
 * @throws RetryableError when the chain is not reached, "NodeBehind" when it has not the last block yet.
 * @example
 * const trace = await traceConsignment(waymark, consignment);
 * for (const { kind, place, party } of trace.records) console.log(kind, place, trace.parties.get(party)?.uri);
 */
export async function traceConsignment(
  client: WaymarkClient,
  consignment: ConsignmentId,
  options: TraceOptions = {},
): Promise<Trace> {
  const id = requireBytes32("consignment", consignment).toLowerCase();
  const range = await blockRange(client, options);
  const reader = new LogReader(client);
  const { journey, inside, parts } = await readStory(client, reader, id, range);

  const lines = [journey.creation.lines, ...journey.records.map(({ particulars }) => particulars?.lines ?? [])].flat();
  const batches = await readBatches(reader, new Set(lines.map(({ batch }) => batch)), range);
  const products = await readProducts(reader, new Set([...batches.values()].map(({ product }) => product)), range);
  const consignments = [journey, ...inside].map((told) => told.consignment);
  const subjects = { products: products.keys(), batches: batches.keys(), consignments };
  const recalls = await readRecalls(reader, subjects, range);
  const parties = await readParties(reader, partiesIn([journey, ...inside], batches, products, recalls), range);
  return {
    chainId: client.chainId,
    ledger: client.address,
    block: range.to,
    ...journey,
    inside,
    parts,
    batches,
    products,
    recalls,
    parties,
  };
}

/** Reads the journey of goods, and outwards all that it rests on. */
async function readStory(
  client: WaymarkClient,
  reader: LogReader,
  goods: ConsignmentId,
  range: BlockRange,
): Promise<FoundJourney & { readonly inside: readonly Journey[] }> {
  const found = new Map<ConsignmentId, { journey: Journey; heads: readonly string[] }>();
  const find: Find = (id) => found.get(id);
  const read = async (id: ConsignmentId): Promise<FoundJourney> => {
    const told = await readJourney(reader, id, range);
    found.set(id, { journey: told.journey, heads: headsIn(client, told.journey) });
    return told;
  };
  const { journey, parts } = await read(goods);
  for (;;) {
    const wanted = new Set<ConsignmentId>();
    for (const [id, one] of found) found.set(id, { ...one, journey: withOuter(one.journey, find, wanted) });
    const { extents, missing } = reachOf(goods, find);
    for (const { to } of missing) wanted.add(to);
    if (wanted.size > 0) {
      await Promise.all([...wanted].map(read));
      continue;
    }
    const inside = [...found]
      .filter(([id]) => id !== goods)
      .map(([id, one]) => upTo(one.journey, extents.get(id)?.steps ?? 0));
    return { journey: find(goods)?.journey ?? journey, inside: inside.filter(({ steps }) => steps.length > 0), parts };
  }
}

/** The heads that a journey folds to; none when the logs hold what the ledger cannot have logged, as verifying finds. */
function headsIn(client: WaymarkClient, journey: Journey): readonly string[] {
  try {
    return headsOf(client, journey);
  } catch {
    return [];
  }
}

/** The journey, with the containers around those that goods were taken out of; adds what must be read to tell. */
function withOuter(journey: Journey, find: Find, wanted: Set<ConsignmentId>): Journey {
  const steps = journey.steps.map((step): TraceStep => {
    if (step.type !== "Unpacking") return step;
    const outer = outerOf(step, find);
    if (typeof outer !== "string") return { ...step, outer };
    wanted.add(outer);
    return step;
  });
  return journeyOf(journey.consignment, steps);
}
