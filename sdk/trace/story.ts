import type { ConsignmentId } from "../ids.js";
import { once } from "../once.js";
import type { Absorbed, Journey, TraceDerivation, TracePacking, TraceRecord, TraceStep } from "./journey.js";
import { journeysOf } from "./journeys.js";
import { requireTrace } from "./requireTrace.js";
import { headsOf, recordHash } from "./stepHash.js";
import type { Trace } from "./trace.js";

/** A record, and whose journey it is from. */
export interface StoryStep {
  readonly consignment: ConsignmentId;
  readonly record: TraceRecord;
}

/** What of a journey is told: the steps after one and up to another, and what the chain saw by a time. */
interface Stretch {
  readonly of: ConsignmentId;
  readonly after: number;
  readonly upTo: number;
  readonly until: number;
  /** Where the story leaves the containers around, when the goods were taken out of the innermost. */
  readonly outer: readonly Absorbed[];
  /** What tells of others than these goods. */
  readonly isOfOthers: (record: TraceRecord) => boolean;
}

const WHOLE = { after: 0, upTo: Infinity, until: Infinity, outer: [], isOfOthers: () => false };

/**
 * All records that tell of the goods, in the order in which the chain saw them: their own, those of the containers they were
 * in while they were in them, and those of what they were split off or came back from, until then. Of that, what is told of
 * units that went another way is left out. Verify the trace first.
 *
 * @throws InvalidValueError when it is no trace.
 * @example storyOf(trace).map(({ record }) => record.kind)
 */
export function storyOf(trace: Trace): StoryStep[] {
  requireTrace(trace);
  const told = tell(toldIn(trace), trace.consignment);
  return told.sort((a, b) => a.record.recordedAt - b.record.recordedAt);
}

/** Whether a derived consignment was split off; otherwise it is units that came back after their release. */
export function isSplitOff(from: Journey | undefined, part: ConsignmentId): boolean {
  return from?.records.some((record) => record.part?.consignment === part) === true;
}

/** A journey and its heads. */
class Told {
  readonly journey: Journey;
  readonly #heads: readonly string[];

  constructor({ chainId, ledger }: Trace, journey: Journey) {
    this.journey = journey;
    this.#heads = headsOf({ chainId, address: ledger }, journey);
  }

  /** The step after which the journey had this head. */
  sequenceOf(head: string): number {
    return this.#heads.indexOf(head) + 1;
  }
}

type Journeys = ReadonlyMap<ConsignmentId, Told>;

/** Hashing is most of the work of telling, and one trace's story is told for its facts and for each rule. */
const toldIn = once((trace: Trace): Journeys => {
  return new Map(journeysOf(trace).map((journey) => [journey.consignment, new Told(trace, journey)]));
});

/** Tells the goods' own journey, and where it rests on another one's that one's. It may rest on thousands, one on the next. */
function tell(journeys: Journeys, goods: ConsignmentId): StoryStep[] {
  const told: StoryStep[] = [];
  const begin = (stretch: Stretch) => ({ of: stretch.of, parts: partsOf(journeys, stretch) });
  const telling = [begin({ ...WHOLE, of: goods })];
  for (let current = telling.at(-1); current !== undefined; current = telling.at(-1)) {
    const { value: part, done } = current.parts.next();
    if (done === true) telling.pop();
    else if ("record" in part) told.push(part);
    // No journey of the ledger's rests on itself.
    else if (!telling.some(({ of }) => of === part.of)) telling.push(begin(part));
  }
  return told;
}

/** What is told of a stretch, in its order: its records, and stretches of other journeys. */
function* partsOf(journeys: Journeys, stretch: Stretch): Generator<StoryStep | Stretch, undefined> {
  const { of, after, upTo, until, isOfOthers } = stretch;
  const steps = (journeys.get(of)?.journey.steps ?? []).filter(({ sequence }) => sequence <= upTo);
  for (const [index, step] of steps.entries()) {
    if (step.type === "Derivation") yield* beforeOrigin(journeys, of, step, until);
    if (step.type === "Packing") yield* insideContainer(journeys, step, steps.slice(index + 1), stretch);
    if (step.type !== "Record" || step.sequence <= after || step.recordedAt > until || isOfOthers(step)) continue;
    yield { consignment: of, record: step };
  }
}

/** What a container tells of goods that were in it. */
function* insideContainer(
  journeys: Journeys,
  { container: id, containerHead }: TracePacking,
  later: readonly TraceStep[],
  { after, until, outer }: Stretch,
): Generator<Stretch, undefined> {
  const container = journeys.get(id);
  const out = later.find((step) => step.type === "Unpacking");
  if (container === undefined || (out !== undefined && out.sequence <= after)) return;
  // Goods that are still in go where the container goes, until they are taken out of what is in it.
  const end = out?.containerHead ?? outer.find(({ consignment }) => consignment === id)?.head;
  yield {
    ...WHOLE,
    of: id,
    after: container.sequenceOf(containerHead),
    upTo: end === undefined ? Infinity : container.sequenceOf(end),
    until,
    outer: out?.outer ?? outer,
  };
}

/** What was told before the goods went their own way. */
function* beforeOrigin(
  journeys: Journeys,
  id: ConsignmentId,
  { from, fromHead, release, recordedAt }: TraceDerivation,
  until: number,
): Generator<Stretch, undefined> {
  const origin = journeys.get(from);
  if (origin === undefined) return;
  if (isSplitOff(origin.journey, id)) {
    yield {
      ...{ ...WHOLE, of: from, upTo: origin.sequenceOf(fromHead), until: Math.min(until, recordedAt) },
      // Units that were released, went missing or were sampled before then are others.
      isOfOthers: ({ particulars }) => particulars !== undefined,
    };
    return;
  }
  // Released units went their own way with their release: what came after it until they returned is told of the rest.
  // A head binds bytes, in whatever digits they are told.
  const hash = release.toLowerCase();
  const released = origin.journey.records.find((record) => recordHash(from, record) === hash);
  if (released === undefined) return;
  yield {
    ...{ ...WHOLE, of: from, upTo: released.sequence, until: Math.min(until, released.recordedAt) },
    isOfOthers: ({ sequence, particulars }) => sequence !== released.sequence && particulars !== undefined,
  };
}
