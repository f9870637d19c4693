import type { ConsignmentId } from "../ids.js";
import type { Absorbed, Journey } from "./journey.js";

/**
 * What is directly inside a container at the end of its journey: what went in and did not come out.
 *
 * @returns Empty for goods, which hold lines. In the order in which they went in.
 * @example childrenOf(trace).length
 */
export function childrenOf({ steps }: Pick<Journey, "steps">): ConsignmentId[] {
  const inside = new Set<ConsignmentId>();
  for (const step of steps) {
    if (step.type === "Removal") inside.delete(step.consignment);
    if (step.type !== "Record") continue;
    const children: readonly Absorbed[] = step.children ?? [];
    for (const { consignment } of children) {
      if (step.kind === "Packed") inside.add(consignment);
      else inside.delete(consignment);
    }
  }
  return [...inside];
}
