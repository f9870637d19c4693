import { derivedId } from "../hashing/derivedId.js";
import { hashChildren } from "../hashing/hashChildren.js";
import { hashPart } from "../hashing/hashPart.js";
import { hashParticulars } from "../hashing/hashParticulars.js";
import type { Line } from "../line.js";
import { en, zh, type Text } from "../text.js";
import type { Journey, KindName, TraceRecord } from "../trace/journey.js";
import { subjectsIn } from "../trace/readJourney.js";
import { remainingLines } from "../trace/remainingLines.js";
import { KIND_WORDS, wordsFor } from "../vocabularyWords.js";
import { recordName } from "./checkJourney.js";
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
    const which = recordName(sequence);
    problems.add(sequence, en`${which} takes out goods that were not there.`, zh`${which}取出了其中没有的货物。`);
  }
  const subjectOf = subjectsIn(journey.consignment, records);
  records.forEach((record, index) => {
    const contents = replay.before[index] ?? [];
    checkLines(record, contents, problems);
    checkPart(journey, record, contents, problems);
    checkChildren(record, problems);
    checkSubject(record, { records, subjectOf }, problems);
  });
  return replay.after;
}

function checkLines(
  { sequence, kind, particulars, basedOn }: TraceRecord,
  contents: readonly Line[],
  problems: Problems,
): void {
  const which = recordName(sequence);
  if (particulars === undefined) {
    if (NEED_LINES.includes(kind)) problems.add(sequence, en`${which} lacks its lines.`, zh`${which}缺少明细行。`);
    return;
  }
  if (!TAKE_LINES.includes(kind)) {
    const what = wordsFor(KIND_WORDS, kind);
    problems.add(
      sequence,
      en`${which} has lines, which a record of the ${what} cannot have.`,
      zh`${which}带有明细行，而${what}的记录不能带有明细行。`,
    );
    return;
  }
  const { lines: leaving, document, items } = particulars;
  const hash = problems.compute(sequence, which, () => hashParticulars({ contents, leaving, document, items }));
  if (hash !== undefined && hash !== basedOn) {
    problems.add(
      sequence,
      en`The lines or the document of record ${sequence} are not those it was written with.`,
      zh`${which}的明细行或单证与写入时不符。`,
    );
  }
}

function checkPart(
  { creation }: Journey,
  { sequence, kind, party, part, basedOn }: TraceRecord,
  contents: readonly Line[],
  problems: Problems,
): void {
  const which = recordName(sequence);
  if (part === undefined) {
    if (kind === "Split") {
      problems.add(sequence, en`${which} does not say what went its own way.`, zh`${which}未说明拆分出了什么。`);
    }
    return;
  }
  if (kind !== "Split") {
    const what = wordsFor(KIND_WORDS, kind);
    problems.add(
      sequence,
      en`${which} has a part, which a record of the ${what} cannot have.`,
      zh`${which}带有拆分部分，而${what}的记录不能带有拆分部分。`,
    );
    return;
  }
  const { key, lines: leaving, dataHash } = part;
  const hash = problems.compute(sequence, which, () => hashPart({ key, contents, leaving, dataHash }));
  const id = problems.compute(sequence, which, () => derivedId(creation.creator, party, key));
  if (hash === undefined || id === undefined) return;
  if (hash !== basedOn || id !== part.consignment) {
    problems.add(
      sequence,
      en`The part of record ${sequence} is not the one it was written with.`,
      zh`${which}的拆分部分与写入时不符。`,
    );
  }
}

function checkChildren({ sequence, kind, children, basedOn }: TraceRecord, problems: Problems): void {
  const which = recordName(sequence);
  if (!TAKE_CHILDREN.includes(kind)) {
    if (children !== undefined) {
      const what = wordsFor(KIND_WORDS, kind);
      problems.add(
        sequence,
        en`${which} names consignments, which a record of the ${what} cannot.`,
        zh`${which}列有其他各票货物，而${what}的记录不能列有。`,
      );
    }
    return;
  }
  const ids = (children ?? []).map(({ consignment }) => consignment);
  const hash = problems.compute(sequence, which, () => hashChildren(ids));
  if (hash !== undefined && hash !== basedOn) {
    problems.add(
      sequence,
      en`The consignments of record ${sequence} are not those it was written with.`,
      zh`${which}所列的其他各票货物与写入时不符。`,
    );
  }
}

/** Checks what a record says of an earlier one, and an earlier one of it. */
function checkSubject(
  record: TraceRecord,
  { records, subjectOf }: Pick<Journey, "records"> & { readonly subjectOf: ReturnType<typeof subjectsIn> },
  problems: Problems,
): void {
  const { sequence, about, undoes, undoneBy } = record;
  const which = recordName(sequence);
  const subject = problems.compute(sequence, which, () => subjectOf(record));
  if (about !== subject) {
    const [is, said] = [earlier(subject), earlier(about)];
    problems.add(
      sequence,
      en`${which} is about ${is}, not about ${said}.`,
      zh`${which}所针对的先前记录应为${is}，而所列为${said}。`,
    );
  }
  const past = records.find((earlier) => earlier.sequence === about);
  if (undoes !== undefined) {
    if (past?.undoneBy !== sequence) {
      problems.add(
        sequence,
        en`${which} took back what another had set, and that one does not say so.`,
        zh`${which}撤回了另一记录所设的内容，而那条记录未作说明。`,
      );
    }
    if (!sameData(undoes.lines, past?.particulars?.lines ?? [])) {
      problems.add(
        sequence,
        en`${which} did not put back what had been taken out.`,
        zh`${which}没有恢复先前取出的货物。`,
      );
    }
  }
  const by = records.find((later) => later.sequence === undoneBy);
  if (undoneBy !== undefined && (by?.undoes === undefined || by.about !== sequence)) {
    const undoer = earlier(undoneBy);
    problems.add(sequence, en`${which} was not undone by ${undoer}.`, zh`${which}并未被${undoer}撤销。`);
  }
}

function earlier(sequence: number | undefined): Text {
  if (sequence === undefined) return { en: "no earlier record", zh: "“无”" };
  return { en: en`record ${sequence}`, zh: recordName(sequence).zh };
}
