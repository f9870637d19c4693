import * as z from "zod/mini";

import { problemsOf } from "../documents/problem.js";
import { safeParse } from "../documents/schema.js";
import type { ConsignmentId } from "../ids.js";
import { en, zh } from "../text.js";
import type { Trace } from "../trace/trace.js";
import { Problems, type HeadProblem } from "./problems.js";

/**
 * The types that reading and checking lean on before anything is compared. It says no more: a value that is of its type and
 * that the ledger cannot have recorded is found where it is compared, and told in the trade's own words.
 */
const log = z.looseObject({ block: z.number(), index: z.number(), transaction: z.string() });
const step = z.looseObject({ type: z.string(), sequence: z.number(), log });
const journey = {
  consignment: z.string(),
  steps: z.array(step),
  // None, or one without lines, where the journey has no step or begins with another: that is told in its own words.
  creation: z.optional(z.looseObject({ lines: z.optional(z.array(z.looseObject({}))) })),
  records: z.array(z.looseObject({ sequence: z.number() })),
};
const TRACE = z.looseObject({
  ...journey,
  chainId: z.bigint(),
  ledger: z.string(),
  inside: z.array(z.looseObject(journey)),
  parts: z.array(z.string()),
  batches: z.map(z.string(), z.looseObject({ product: z.bigint() })),
  products: z.map(z.bigint(), z.looseObject({})),
  recalls: z.array(
    z.looseObject({ kind: z.string(), subject: z.string(), placer: z.bigint(), country: z.string(), log }),
  ),
  parties: z.map(z.bigint(), z.looseObject({ uri: z.string(), controller: z.string() })),
});

/** Problems that are told; of a trace that is none there may be one for every value. */
const TOLD = 5;

/**
 * Where a trace has another form than the SDK gives it; empty when it can be read and held against the chain.
 *
 * @example formProblems({ ...told, parties: {} }).map(({ sentence }) => sentence.en)
 */
export function formProblems(trace: Trace): HeadProblem[] {
  const { error } = safeParse(TRACE, trace);
  if (error === undefined) return [];
  const problems = new Problems(nameIn(trace));
  const places = error.issues.flatMap((issue) => problemsOf({ issues: [issue] }).map((place) => ({ ...place, issue })));
  for (const { path, reason, issue } of places.slice(0, TOLD)) {
    problems.add(
      undefined,
      en`The trace has another form than the SDK gives it at ${path}: ${reason}.`,
      zh`追溯数据的格式在${path}处与本软件给出的不同：${expectedThere(issue)}。`,
    );
  }
  return [...problems.found];
}

/** What zod calls the types of a trace. */
const TYPES: Readonly<Record<string, string>> = {
  number: "数值",
  string: "文本",
  bigint: "整数",
  array: "列表",
  map: "映射表",
  object: "对象",
};

/** In Chinese what must be there; zod has its reasons in English. */
function expectedThere(issue: z.core.$ZodIssue): string {
  const type = issue.code === "invalid_type" ? TYPES[issue.expected] : undefined;
  return type === undefined ? "其值无效" : `应为${type}`;
}

/** Whose trace it says it is; "" when it does not say that either. */
function nameIn(trace: unknown): ConsignmentId {
  const { data } = safeParse(z.looseObject({ consignment: z.string() }), trace);
  return data?.consignment ?? "";
}
