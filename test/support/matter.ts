import { ZeroHash } from "ethers";

import { matterOf, type Matter, type MatterOptions } from "../../sdk/crossReference/matter.js";
import { discloseAll } from "../../sdk/disclosure/disclose.js";
import type { JsonValue } from "../../sdk/disclosure/jsonValue.js";
import { newRecordSecret } from "../../sdk/disclosure/recordSecret.js";
import { shownIn } from "../../sdk/disclosure/shownIn.js";
import { consignmentId } from "../../sdk/ids.js";
import type { Journey as ToldJourney, TraceRecord, TraceStep } from "../../sdk/trace/journey.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { clientOf } from "./client.js";
import { bondedJourney, type Journey } from "./journey.js";

/** The bonded journey, as its trace tells it. */
export interface ToldWorld extends Journey {
  readonly trace: Trace;
}

const DAY = 24 * 3600;

/** Days after the first record at which each step of the bonded journey would happen in life. */
const DAYS = [0, 0, 1, 2, 3, 4, 13, 14, 27, 27.1, 27.2, 28, 28.5, 29, 29.2, 30, 30.5, 31, 31.2, 32, 33];

/** When it begins: the same for every run, for findings say when things happened. */
export const START_YEAR = 2040;
const START = Date.UTC(START_YEAR, 0, 4, 8) / 1000;

/** A container in which goods are told to have been. */
export const CONTAINER = consignmentId(1n, ZeroHash);

/** The bonded journey, told with the times that ships and lorries need. */
export async function toldWorld(): Promise<ToldWorld> {
  const journey = await bondedJourney();
  const trace = await traceConsignment(await clientOf(journey), journey.consignment);
  const times = Object.fromEntries(
    trace.records.map(({ sequence }) => {
      const occurredAt = START + Math.round((DAYS[sequence - 1] ?? 40) * DAY);
      return [sequence, { occurredAt, recordedAt: occurredAt + 60 }];
    }),
  );
  return { ...journey, trace: retold(trace, times) };
}

/** The trace with other words in some records, by their sequence; null leaves one out. What the rules read need not fold. */
export function retold(trace: Trace, changes: Readonly<Record<number, Partial<TraceRecord> | null>>): Trace {
  const steps = trace.steps.flatMap((step): TraceStep[] => {
    const change = changes[step.sequence];
    if (step.type !== "Record" || change === undefined) return [step];
    return change === null ? [] : [{ ...step, ...change }];
  });
  const journey: ToldJourney = { ...trace, steps, records: steps.filter((step) => step.type === "Record") };
  return { ...trace, ...journey };
}

/** The record of the told journey with this sequence. */
export function record({ trace }: ToldWorld, sequence: number): TraceRecord {
  return trace.records.find((one) => one.sequence === sequence)!;
}

/** When a record of the told journey is said to have happened. */
export function timeAt(w: ToldWorld, sequence: number): number {
  return record(w, sequence).occurredAt;
}

/** The told journey up to a record. */
export function upTo({ trace }: ToldWorld, last: number): Trace {
  const later = trace.records.filter(({ sequence }) => sequence > last);
  return retold(trace, Object.fromEntries(later.map(({ sequence }) => [sequence, null])));
}

/** The told journey with one more record at its end, made of an earlier one. */
export function followedBy(trace: Trace, like: number, changes: Partial<TraceRecord>): Trace {
  const last = trace.records.at(-1)!;
  const model = trace.records.find(({ sequence }) => sequence === like)!;
  const added = { ...model, sequence: last.sequence + 1, recordedAt: last.recordedAt + 60, ...changes };
  const records = [...trace.records, added];
  return { ...trace, steps: [trace.creation, ...records], records };
}

/** What the rules judge of a trace, with fields that are disclosed of its steps, by their sequence. */
export function matterWith(
  trace: Trace,
  disclosed: Readonly<Record<number, Readonly<Record<string, JsonValue>>>> = {},
  options: MatterOptions = {},
): Matter {
  const ledger = { chainId: trace.chainId.toString(), ledger: trace.ledger.toLowerCase() };
  const secret = newRecordSecret();
  const disclosures = Object.entries(disclosed).map(([sequence, values]) => {
    const fields = Object.entries(values).map(([path, value]) => ({ path, value }));
    return discloseAll({
      about: { ...ledger, consignment: trace.consignment, sequence: Number(sequence) },
      fields,
      secret,
    });
  });
  const hashes = Object.keys(disclosed).map((sequence, index) => [
    sequence,
    { dataHash: disclosures[index]!.dataHash },
  ]);
  const told = retold(trace, Object.fromEntries(hashes) as Record<number, Partial<TraceRecord>>);
  return matterOf(told, { shown: shownIn(told, disclosures), ...options });
}

/** The matter with these of its records in the journey of a container that the goods were in. */
export function inContainer(matter: Matter, ...sequences: readonly number[]): Matter {
  const moved = (steps: Matter["told"]): Matter["told"] =>
    steps.map((step) => (sequences.includes(step.record.sequence) ? { ...step, consignment: CONTAINER } : step));
  return { ...matter, told: moved(matter.told), story: moved(matter.story) };
}
