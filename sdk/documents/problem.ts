import type * as z from "zod/mini";

import { FatalError } from "../errors/waymarkError.js";
import { safeParse } from "./schema.js";

/** Something in a document that is not as it must be. */
export interface DocumentProblem {
  /** Where it is: a JSONPath (RFC 9535) such as `$.epcisBody.eventList[3].bizStep`. */
  readonly path: string;
  /** What is wrong there, in a few words. */
  readonly reason: string;
}

/** Problems that the message of an error names; all of them are in its values. */
const NAMED = 5;

/** A document that was refused as a whole. `values.problems` are all of its {@link DocumentProblem}s. */
export class DocumentRefused extends FatalError {
  readonly problems: readonly DocumentProblem[];

  constructor(what: string, problems: readonly DocumentProblem[]) {
    const named = problems.slice(0, NAMED).map(({ path, reason }) => `${path}: ${reason}`);
    const more = problems.length > NAMED ? `; and ${problems.length - NAMED} more` : "";
    super({
      name: "DocumentRefused",
      message: `The ${what} was refused: ${named.join("; ")}${more}.`,
      toDo: "Correct what is named and give the whole document again; nothing of it was taken.",
      values: { problems },
    });
    this.problems = problems;
  }
}

/**
 * A document as a schema says it is.
 *
 * @param what What it should be, such as "disclosure".
 * @throws DocumentRefused with everything that is wrong.
 */
export function parseDocument<Output>(what: string, schema: z.core.$ZodType<Output>, document: unknown): Output {
  const parsed = safeParse(schema, document);
  if (!parsed.success) throw new DocumentRefused(what, problemsOf(parsed.error));
  return parsed.data;
}

/** What a schema found wrong; of a choice, what is wrong with the alternative that comes nearest. */
export function problemsOf(
  { issues }: Pick<z.core.$ZodError, "issues">,
  within: readonly PropertyKey[] = [],
): DocumentProblem[] {
  return issues.flatMap((issue) => {
    const path = [...within, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: jsonPath([...path, key]), reason: "is not known here" }));
    }
    if (issue.code === "invalid_union") {
      const [nearest] = issue.errors.toSorted((a, b) => a.length - b.length);
      if (nearest !== undefined) return problemsOf({ issues: nearest }, path);
    }
    return [{ path: jsonPath(path), reason: lowered(issue.message) }];
  });
}

/**
 * A place in a JSON document (RFC 9535, normalized where a name is no identifier).
 *
 * @example jsonPath(["epcisBody", "eventList", 3, "waymark:kind"]) // "$.epcisBody.eventList[3]['waymark:kind']"
 */
export function jsonPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((path, segment) => {
    if (typeof segment === "number") return `${path}[${segment}]`;
    const name = String(segment);
    return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}['${name.replace(/[\\']/g, "\\$&")}']`;
  }, "$");
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
