import type { WaymarkClient } from "../../../sdk/client.js";
import type { ConsignmentId } from "../../../sdk/ids.js";
import { journeysOf } from "../../../sdk/trace/journeys.js";
import { subjectsOf } from "../../../sdk/trace/readRecalls.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { isProduct, readLedgerState, subjectKey, type LedgerState } from "../../../sdk/verify/ledgerState.js";

/** Traces of one ledger, and all that it keeps of what they name, read once. */
export interface Captured {
  readonly client: WaymarkClient;
  readonly traces: readonly Trace[];
  readonly state: LedgerState;
}

/** Traces consignments of one ledger, and reads what the ledger keeps of them, at a block, or the latest. */
export async function capture(
  client: WaymarkClient,
  consignments: readonly ConsignmentId[],
  toBlock?: number,
): Promise<Captured> {
  const block = toBlock ?? (await client.provider.getBlockNumber());
  const traces: Trace[] = [];
  for (const id of consignments) traces.push(await traceConsignment(client, id, { toBlock: block }));
  const states: LedgerState[] = [];
  for (const trace of traces) states.push(await readLedgerState(client, trace, block));
  const all = <Key, Value>(map: (state: LedgerState) => ReadonlyMap<Key, Value>): Map<Key, Value> =>
    new Map(states.flatMap((state) => [...map(state)]));
  const state = {
    ...states[0]!,
    consignments: all((one) => one.consignments),
    existing: new Set(states.flatMap((one) => [...one.existing, ...one.consignments.keys()])),
    batches: all((one) => one.batches),
    products: all((one) => one.products),
    openRecalls: all((one) => one.openRecalls),
    placedAt: all((one) => one.placedAt),
    parties: all((one) => one.parties),
  };
  return { client, traces, state };
}

/** What the ledger answers when it is asked about a trace, which may be forged: of what it does not know, that there is none. */
export function answered({ state }: Captured, trace: Trace): LedgerState {
  const subjects = subjectsOf({
    products: [...trace.products.keys()].filter(isProduct),
    batches: trace.batches.keys(),
    consignments: journeysOf(trace).map(({ consignment }) => consignment),
  }).flatMap(([kind, ids]) => ids.map((id) => subjectKey(kind, id)));
  return { ...state, openRecalls: new Map(subjects.map((key) => [key, state.openRecalls.get(key) ?? 0n])) };
}
