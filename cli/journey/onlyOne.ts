import type { GoodsTrace } from "../../sdk/goods/trace.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { UsageError } from "../usageError.js";

/**
 * The one consignment that is told: which of several is meant, only who asks can know.
 *
 * @throws UsageError "ConsignmentUnclear" when goods may be in several, or are in none.
 */
export function onlyOne({ consignments: [trace, ...others], of }: GoodsTrace, subject: string): Trace {
  if (trace !== undefined && others.length === 0 && of === 1) return trace;
  const ids = trace === undefined ? [] : [trace, ...others].map(({ consignment }) => consignment);
  throw new UsageError(
    "ConsignmentUnclear",
    trace === undefined
      ? `Nothing of "${subject}" was ever loaded into a consignment.`
      : `"${subject}" is in one of ${of} consignments: ${ids.join(", ")}.`,
    trace === undefined
      ? "There is no journey to prove."
      : "Name one of them, by its id; or prove with --manifest which it is.",
    { values: { subject, consignments: ids } },
  );
}
