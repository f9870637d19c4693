import { derivedId } from "../hashing/derivedId.js";
import { hashChildren } from "../hashing/hashChildren.js";
import { hashPart } from "../hashing/hashPart.js";
import { hashParticulars } from "../hashing/hashParticulars.js";
import type { Line } from "../line.js";
import type { Journey, KindName, TraceRecord } from "../trace/journey.js";
import { subjectOf } from "../trace/readJourney.js";
import { remainingLines } from "../trace/remainingLines.js";
import type { Problems } from "./problems.js";
import { sameData } from "./sameData.js";

/** Kinds that may come with lines, and those that must; and those that come with children. */
const TAKE_LINES: readonly KindName[] = ["ImportCleared", "Adjusted", "Voided"];
const NEED_LINES: readonly KindName[] = ["Adjusted", "Voided"];
const TAKE_CHILDREN: readonly KindName[] = ["Packed", "Unpacked"];

/**
 * Checks what the records of a journey say beside their checkpoints: lines, parts, children, and earlier records.
 *
 * @returns What the records leave in the consignment.
 */
export function checkParticulars(journey: Journey, problems: Problems): readonly Line[] {
  const { creation, records } = journey;
  const replay = remainingLines(creation.lines, records);
  for (const sequence of replay.impossible) {
    problems.add(sequence, `Record ${sequence} takes out goods that were not there.`);
  }
  records.forEach((record, index) => {
    const contents = replay.before[index] ?? [];
    checkLines(record, contents, problems);
    checkPart(journey, record, contents, problems);
    checkChildren(record, problems);
    checkSubject(journey, record, problems);
  });
  return replay.after;
}

function checkLines(
  { sequence, kind, particulars, basedOn }: TraceRecord,
  contents: readonly Line[],
  problems: Problems,
): void {
  if (particulars === undefined) {
    if (NEED_LINES.includes(kind)) problems.add(sequence, `Record ${sequence} lacks its lines.`);
    return;
  }
  if (!TAKE_LINES.includes(kind)) {
    problems.add(sequence, `Record ${sequence} has lines, which a record of kind ${kind} cannot have.`);
    return;
  }
  const { lines: leaving, document, items } = particulars;
  const hash = problems.compute(sequence, `Record ${sequence}`, () =>
    hashParticulars({ contents, leaving, document, items }),
  );
  if (hash !== undefined && hash !== basedOn) {
    problems.add(sequence, `The lines or the document of record ${sequence} are not those it was written with.`);
  }
}

function checkPart(
  { creation }: Journey,
  { sequence, kind, party, part, basedOn }: TraceRecord,
  contents: readonly Line[],
  problems: Problems,
): void {
  if (part === undefined) {
    if (kind === "Split") problems.add(sequence, `Record ${sequence} does not say what went its own way.`);
    return;
  }
  if (kind !== "Split") {
    problems.add(sequence, `Record ${sequence} has a part, which a record of kind ${kind} cannot have.`);
    return;
  }
  const { key, lines: leaving, dataHash } = part;
  const what = `Record ${sequence}`;
  const hash = problems.compute(sequence, what, () => hashPart({ key, contents, leaving, dataHash }));
  const id = problems.compute(sequence, what, () => derivedId(creation.creator, party, key));
  if (hash === undefined || id === undefined) return;
  if (hash !== basedOn || id !== part.consignment) {
    problems.add(sequence, `The part of record ${sequence} is not the one it was written with.`);
  }
}

function checkChildren({ sequence, kind, children, basedOn }: TraceRecord, problems: Problems): void {
  if (!TAKE_CHILDREN.includes(kind)) {
    if (children !== undefined) {
      problems.add(sequence, `Record ${sequence} names consignments, which a record of kind ${kind} cannot.`);
    }
    return;
  }
  const ids = (children ?? []).map(({ consignment }) => consignment);
  const hash = problems.compute(sequence, `Record ${sequence}`, () => hashChildren(ids));
  if (hash !== undefined && hash !== basedOn) {
    problems.add(sequence, `The consignments of record ${sequence} are not those it was written with.`);
  }
}

/** Checks what a record says of an earlier one, and an earlier one of it. */
function checkSubject({ consignment, records }: Journey, record: TraceRecord, problems: Problems): void {
  const { sequence, about, undoes, undoneBy } = record;
  const subject = problems.compute(sequence, `Record ${sequence}`, () => subjectOf(consignment, record, records));
  if (about !== subject) {
    problems.add(sequence, `Record ${sequence} is about ${nameOf(subject)}, not about ${nameOf(about)}.`);
  }
  const past = records.find((earlier) => earlier.sequence === about);
  if (undoes !== undefined) {
    if (past?.undoneBy !== sequence) {
      problems.add(sequence, `Record ${sequence} took back what another had set, and that one does not say so.`);
    }
    if (!sameData(undoes.lines, past?.particulars?.lines ?? [])) {
      problems.add(sequence, `Record ${sequence} did not put back what had been taken out.`);
    }
  }
  const by = records.find((later) => later.sequence === undoneBy);
  if (undoneBy !== undefined && (by?.undoes === undefined || by.about !== sequence)) {
    problems.add(sequence, `Record ${sequence} was not undone by ${nameOf(undoneBy)}.`);
  }
}

function nameOf(sequence: number | undefined): string {
  return sequence === undefined ? "no earlier record" : `record ${sequence}`;
}
