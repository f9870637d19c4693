import { parseSubject, type Subject } from "../../sdk/goods/subject.js";
import { parseSscc } from "../../sdk/gs1/sscc.js";
import { labelKeyIn } from "../../sdk/labels/label.js";
import { UsageError } from "../usageError.js";

/** How goods are named on the command line. */
export const SUBJECTS = "a code such as (01)09520123456788(10)LOT7, a Digital Link, an SSCC or a consignment's id";

/**
 * What somebody asks about, as it is given on the command line: whatever `parseSubject` reads, or the 18 digits of an SSCC.
 *
 * @returns The text that `parseSubject` reads.
 * @throws InvalidValueError when it names no goods.
 * @throws UsageError when it is the hidden code of a label.
 */
export function subjectTerm(text: string): string {
  refuseHiddenCode(text);
  const subject = /^[0-9]{18}$/.test(text) ? `(00)${parseSscc(text)}` : text;
  parseSubject(subject);
  return subject;
}

/** What a subject term names. */
export function subjectOf(term: string): Subject {
  return parseSubject(term);
}

function refuseHiddenCode(text: string): void {
  if (!text.includes("#k=")) return;
  // One that is damaged may still show most of the key.
  const isWhole = labelKeyIsIn(text);
  throw new UsageError(
    "KeyOnCommandLine",
    `This is the ${isWhole ? "" : "damaged "}hidden code of a label, which holds its key: other programs can read it on the command line.`,
    "Leave out what begins with #k=; to use the key, give the code to `waymark item activate` by a file.",
  );
}

function labelKeyIsIn(text: string): boolean {
  try {
    return labelKeyIn(text) !== undefined;
  } catch {
    return false;
  }
}
