import type { ConsignmentId } from "../ids.js";
import type { Absorbed, Journey, TraceDerivation, TraceRecord } from "./journey.js";
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
  readonly after: number;
  readonly upTo: number;
  readonly until: number;
  /** Where the story leaves the containers around, when the goods were taken out of the innermost. */
  readonly outer: readonly Absorbed[];
}

const WHOLE: Stretch = { after: 0, upTo: Infinity, until: Infinity, outer: [] };

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
  const journeys = new Map(journeysOf(trace).map((journey) => [journey.consignment, new Told(trace, journey)]));
  const told = tell(journeys, trace.consignment, WHOLE);
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

function tell(journeys: ReadonlyMap<ConsignmentId, Told>, id: ConsignmentId, stretch: Stretch): StoryStep[] {
  const { journey } = journeys.get(id) ?? {};
  if (journey === undefined) return [];
  const { after, upTo, until, outer } = stretch;
  const steps = journey.steps.filter(({ sequence }) => sequence <= upTo);
  return steps.flatMap((step, index): StoryStep[] => {
    if (step.type === "Derivation") return tellOrigin(journeys, id, step, until);
    if (step.type === "Record") {
      return step.sequence > after && step.recordedAt <= until ? [{ consignment: id, record: step }] : [];
    }
    if (step.type !== "Packing") return [];
    const container = journeys.get(step.container);
    const out = steps.slice(index + 1).find(({ type }) => type === "Unpacking");
    if (container === undefined || (out !== undefined && out.sequence <= after)) return [];
    const left = out?.type === "Unpacking" ? out : undefined;
    // Goods that are still in go where the container goes, until they are taken out of what is in it.
    const end = left?.containerHead ?? outer.find(({ consignment }) => consignment === step.container)?.head;
    return tell(journeys, step.container, {
      after: container.sequenceOf(step.containerHead),
      upTo: end === undefined ? Infinity : container.sequenceOf(end),
      until,
      outer: left?.outer ?? outer,
    });
  });
}

/** What was told before the goods went their own way. */
function tellOrigin(
  journeys: ReadonlyMap<ConsignmentId, Told>,
  id: ConsignmentId,
  { from, fromHead, release, recordedAt }: TraceDerivation,
  until: number,
): StoryStep[] {
  const origin = journeys.get(from);
  if (origin === undefined) return [];
  // Units that were released, went missing or were sampled before then are others.
  const isOfUnits = ({ consignment, record }: StoryStep): boolean =>
    consignment === from && record.particulars !== undefined;
  if (isSplitOff(origin.journey, id)) {
    const upTo = origin.sequenceOf(fromHead);
    const told = tell(journeys, from, { ...WHOLE, upTo, until: Math.min(until, recordedAt) });
    return told.filter((step) => !isOfUnits(step));
  }
  // Released units went their own way with their release: what came after it until they returned is told of the rest.
  // A head binds bytes, in whatever digits they are told.
  const hash = release.toLowerCase();
  const released = origin.journey.records.find((record) => recordHash(from, record) === hash);
  if (released === undefined) return [];
  const told = tell(journeys, from, { ...WHOLE, upTo: released.sequence, until: Math.min(until, released.recordedAt) });
  return told.filter((step) => step.record.sequence === released.sequence || !isOfUnits(step));
}
