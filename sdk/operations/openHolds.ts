import type { WaymarkClient } from "../client.js";
import type { ConsignmentId } from "../ids.js";
import { latestBlock } from "../latestBlock.js";
import { LogReader } from "../trace/logReader.js";
import { topicOf } from "../trace/readGoods.js";
import { Kind } from "../vocabulary.js";
import { recordedOne, type RecordedOne } from "./recorded.js";
import { withRefusals } from "./send.js";

/** The kinds of record that place a hold. */
const PLACING = [Kind.Held, Kind.Contradicted].map((kind) => topicOf(BigInt(kind)));

/** The records whose holds on a consignment are open: the logs tell which there were, and the ledger's state which still are. */
export async function openHolds(client: WaymarkClient, consignment: ConsignmentId): Promise<RecordedOne[]> {
  return await withRefusals(async () => {
    const to = await latestBlock(client);
    const reader = new LogReader(client);
    const { CheckpointRecorded } = reader.events;
    const range = { from: client.deploymentBlock ?? 0, to };
    const logs = await reader.read([CheckpointRecorded], [consignment.toLowerCase(), null, PLACING], range);
    const placed = logs.flatMap((log) => {
      const args = reader.decode(CheckpointRecorded, log);
      return args === undefined ? [] : [recordedOne(args)];
    });
    const open = new Map<bigint, number>();
    for (const party of new Set(placed.map((record) => record.party))) {
      const { sequence } = await client.ledger.holdOf(consignment, party, { blockTag: to });
      open.set(party, Number(sequence));
    }
    return placed.filter(({ party, sequence }) => open.get(party) === sequence);
  });
}
