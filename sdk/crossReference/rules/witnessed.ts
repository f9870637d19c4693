import { once } from "../../once.js";
import type { Scope } from "../../places/scope.js";
import { en, zh } from "../../text.js";
import type { KindName } from "../../trace/journey.js";
import type { StoryStep } from "../../trace/story.js";
import { KIND_WORDS, wordsFor } from "../../vocabularyWords.js";
import type { Outcome } from "../finding.js";
import { eachLeg, type Leg } from "../legs.js";
import { independent, nameOf, placeName, timeOf, TOLERANCE, type Matter } from "../matter.js";
import { contradiction, notCheckable, pass } from "../outcome.js";
import type { CrossRule } from "../rule.js";

/** Kinds that say nothing of where goods are: words about other records. */
const ABOUT_RECORDS: readonly KindName[] = ["Confirmed", "Contradicted", "Correction", "Disputed"];

const AUTHORITIES = ["Port", "Customs", "Inspector", "Regulator"];

/** What independent authorities wrote at a place. */
function witnessesAt(matter: Matter, place: Scope, of: StoryStep): StoryStep[] {
  // An authority that has the goods itself, as a terminal does, is no witness of its own moves.
  return (writtenAt(matter.story).get(place) ?? []).filter(({ record }) =>
    independent(matter, record.party, of.record.party),
  );
}

/** What authorities wrote, by place. */
const writtenAt = once((story: Matter["story"]): ReadonlyMap<Scope, readonly StoryStep[]> => {
  const written = new Map<Scope, StoryStep[]>();
  for (const step of story) {
    const { place, role, kind } = step.record;
    if (!AUTHORITIES.includes(role) || ABOUT_RECORDS.includes(kind)) continue;
    const there = written.get(place) ?? [];
    there.push(step);
    written.set(place, there);
  }
  return written;
});

export const departureWitnessed: CrossRule = {
  id: "departure-witnessed",
  question: { en: "Did anybody independent see the goods where they left?", zh: "启运地是否有独立方见证？" },
  method:
    "Each departure is compared with what authorities of other owners recorded at the same place since the goods last came " +
    `there. One that saw them there before agrees. One that still saw them there more than ${TOLERANCE / 3600} hours after they are said to have left contradicts, unless they only moved within it.`,
  needs: "records",
  check: (matter) => eachLeg(matter, departureOutcome),
};

function departureOutcome(matter: Matter, { previous, departure, arrival, next }: Leg): Outcome {
  const { record } = departure;
  const end = arrival ?? next;
  // Goods may come to a place more than once: what was seen on another visit says nothing of this one.
  const witnesses = witnessesAt(matter, record.place, departure).filter(
    ({ record: seen }) =>
      (previous === undefined || seen.occurredAt >= previous.record.occurredAt) &&
      (end === undefined || seen.occurredAt <= end.record.occurredAt),
  );
  const [carrier, place] = [nameOf(matter, record.party), placeName(record.place)];
  const late = witnesses.find(
    ({ record: seen }) => seen.kind === "Sighted" && seen.occurredAt > record.occurredAt + TOLERANCE,
  );
  // Goods that are moved within one place are there all the while.
  if (late !== undefined && record.place !== end?.record.place) {
    const who = nameOf(matter, late.record.party);
    return contradiction(
      [departure, late],
      en`${who} saw the goods at ${place} at ${timeOf(late.record.occurredAt)}, after ${carrier} says they had left at ${timeOf(record.occurredAt)}.`,
      zh`${who}于${timeOf(late.record.occurredAt)}在${place}见到货物，而${carrier}称货物已于${timeOf(record.occurredAt)}离开。`,
    );
  }
  const witness = witnesses.find(({ record: seen }) => seen.occurredAt <= record.occurredAt + TOLERANCE);
  if (witness === undefined) {
    return notCheckable(
      [departure],
      en`Only ${carrier} says that the goods left ${place}.`,
      zh`只有${carrier}称货物从${place}启运。`,
    );
  }
  const who = nameOf(matter, witness.record.party);
  return pass(
    [departure, witness],
    en`${who} recorded the ${wordsFor(KIND_WORDS, witness.record.kind)} at ${place} before ${carrier} left with the goods.`,
    zh`在${carrier}运走货物之前，${who}在${place}记录了${wordsFor(KIND_WORDS, witness.record.kind)}。`,
  );
}

export const arrivalWitnessed: CrossRule = {
  id: "arrival-witnessed",
  question: { en: "Did anybody independent see the goods where they arrived?", zh: "抵达地是否有独立方见证？" },
  method:
    "Each arrival, at a place of transit too, is compared with what authorities of other owners recorded at the same place from " +
    `then on. One that saw the goods there more than ${TOLERANCE / 3600} hours before they are said to have arrived contradicts.`,
  needs: "records",
  check: (matter) => eachLeg(matter, arrivalOutcome),
};

function arrivalOutcome(matter: Matter, { departure, arrival, next }: Leg): Outcome {
  if (arrival === undefined) {
    return notCheckable([departure], "The goods have not arrived yet.", "货物尚未抵达。");
  }
  const { record } = arrival;
  const [carrier, place] = [nameOf(matter, record.party), placeName(record.place)];
  const witnesses = witnessesAt(matter, record.place, arrival).filter(
    ({ record: seen }) =>
      seen.occurredAt >= departure.record.occurredAt &&
      (next === undefined || seen.occurredAt <= next.record.occurredAt + TOLERANCE),
  );
  const early = witnesses.find(
    ({ record: seen }) => seen.kind === "Sighted" && seen.occurredAt < record.occurredAt - TOLERANCE,
  );
  if (early !== undefined && record.place !== departure.record.place) {
    const who = nameOf(matter, early.record.party);
    return contradiction(
      [arrival, early],
      en`${who} saw the goods at ${place} at ${timeOf(early.record.occurredAt)}, before ${carrier} says they had arrived at ${timeOf(record.occurredAt)}.`,
      zh`${who}于${timeOf(early.record.occurredAt)}已在${place}见到货物，早于${carrier}所称的抵达时间${timeOf(record.occurredAt)}。`,
    );
  }
  const [witness] = witnesses;
  if (witness === undefined) {
    return notCheckable(
      [arrival],
      en`Only ${carrier} says that the goods came to ${place}.`,
      zh`只有${carrier}称货物抵达${place}。`,
    );
  }
  const who = nameOf(matter, witness.record.party);
  return pass(
    [arrival, witness],
    en`${who} recorded the ${wordsFor(KIND_WORDS, witness.record.kind)} at ${place}, where ${carrier} says that the goods arrived.`,
    zh`${who}在${place}记录了${wordsFor(KIND_WORDS, witness.record.kind)}，该地正是${carrier}所称的货物抵达地。`,
  );
}
