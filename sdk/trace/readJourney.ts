import type { Log } from "ethers";

import { FatalError } from "../errors/waymarkError.js";
import type { ConsignmentId } from "../ids.js";
import type { Journey, TraceRecord, TraceStep } from "./journey.js";
import { JourneyBuilder } from "./journeyBuilder.js";
import type { LogReader } from "./logReader.js";
import type { BlockRange } from "./readLogs.js";
import { readNonces } from "./readNonces.js";
import { recordHash } from "./stepHash.js";

/** What the logs tell of one consignment. */
export interface FoundJourney {
  readonly journey: Journey;
  /** The consignments made from it. */
  readonly parts: readonly ConsignmentId[];
}

/**
 * Tells the steps of one consignment from its logs.
 *
 * @throws FatalError "ConsignmentNotFound" when its first step is not in the blocks read.
 */
export async function readJourney(reader: LogReader, id: ConsignmentId, range: BlockRange): Promise<FoundJourney> {
  const builder = new JourneyBuilder(reader, id);
  for (const log of await readSteps(reader, id, range)) builder.take(log);
  const [creation] = builder.steps;
  if (creation === undefined || (creation.type !== "Creation" && creation.type !== "Derivation")) {
    throw new FatalError({
      name: "ConsignmentNotFound",
      message: `The ledger did not create consignment ${id} between blocks ${range.from} and ${range.to}.`,
      toDo: "Check the consignment, the chain, and that the first block is not after its creation.",
      values: { consignment: id, ...range },
    });
  }
  const steps = await readNonces(reader, linked(id, builder.steps));
  return { journey: journeyOf(id, steps), parts: builder.parts };
}

/** A journey of these steps, of which the first is a first step. */
export function journeyOf(consignment: ConsignmentId, steps: readonly TraceStep[]): Journey {
  // Only what begins with a first step is made a journey.
  const creation = steps[0] as Journey["creation"];
  return { consignment, steps, creation, records: steps.filter(isRecord) };
}

/** Whether a step is a checkpoint. */
export function isRecord(step: TraceStep): step is TraceRecord {
  return step.type === "Record";
}

/** Every log that tells of the consignment's steps, in the order of the chain. */
async function readSteps(reader: LogReader, id: ConsignmentId, range: BlockRange): Promise<Log[]> {
  const { ConsignmentCreated, ContainerCreated, ConsignmentDerived, CheckpointRecorded, ParticularsRecorded } =
    reader.events;
  const { RecordUndone, ConsignmentPackedInto, ConsignmentUnpacked, ConsignmentRemoved } = reader.events;
  const { LineLoaded, LineReleased, LineAdjusted, LineUnloaded, LineRestored, LineSplit } = reader.events;
  const own = [
    ...[ConsignmentCreated, ContainerCreated, ConsignmentDerived, CheckpointRecorded, ParticularsRecorded],
    ...[RecordUndone, ConsignmentPackedInto, ConsignmentUnpacked, ConsignmentRemoved],
  ];
  const lines = [LineLoaded, LineReleased, LineAdjusted, LineUnloaded, LineRestored, LineSplit];
  const ofOthers = [ConsignmentPackedInto, ConsignmentUnpacked, ConsignmentDerived];
  const found = await Promise.all([
    reader.read(own, [id], range),
    // What went into it, or was made from it, stands second in the logs of those.
    reader.read([...lines, ...ofOthers], [null, id], range),
    reader.read([LineSplit], [null, null, id], range),
  ]);
  return found.flat().sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
}

/** Kinds that may rest on an earlier record, which they name by its hash. */
const RESTING: readonly TraceRecord["kind"][] = ["Confirmed", "Contradicted", "Correction", "Disputed", "TakenBack"];

/**
 * Tells of the records of a journey which earlier one each is about; undefined of one that names none. Each is hashed once,
 * however many name one.
 *
 * @param records In their order.
 * @returns A function that throws when a record holds a value that the ledger cannot have recorded.
 */
export function subjectsIn(
  id: ConsignmentId,
  records: readonly TraceRecord[],
): (record: TraceRecord) => number | undefined {
  const sequences = new Map<string, number>();
  let hashed = 0;
  return ({ kind, basedOn, sequence }) => {
    if (!RESTING.includes(kind)) return undefined;
    for (
      let earlier = records[hashed];
      earlier !== undefined && earlier.sequence < sequence;
      earlier = records[++hashed]
    )
      sequences.set(recordHash(id, earlier), earlier.sequence);
    // A head binds bytes, in whatever digits they are told.
    const subject = sequences.get(basedOn.toLowerCase());
    return subject !== undefined && subject < sequence ? subject : undefined;
  };
}

/** The steps, with what each record is about. */
function linked(id: ConsignmentId, steps: readonly TraceStep[]): TraceStep[] {
  const subjectOf = subjectsIn(id, steps.filter(isRecord));
  try {
    return steps.map((step) => (isRecord(step) ? { ...step, about: subjectOf(step) } : step));
  } catch {
    // The logs hold what the ledger cannot have logged, as verifying finds.
    return [...steps];
  }
}
