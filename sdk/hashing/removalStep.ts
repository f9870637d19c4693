import type { ConsignmentId } from "../ids.js";
import { hashTyped } from "./encode.js";

/** Type of the step by which a container loses goods, as in `contracts/libraries/Steps.sol`. */
export const REMOVAL_TYPE =
  "WaymarkRemoval(bytes32 container,bytes32 consignment,bytes32 head,uint256 before,uint256 word)";

/** A container loses goods that their creator took back. */
export interface RemovalStep {
  readonly container: ConsignmentId;
  readonly consignment: ConsignmentId;
  /** Head of the goods before they came out. */
  readonly head: string;
  readonly before: bigint;
  /** The container's word after it. */
  readonly word: bigint;
}

/** The hash of the step by which a container loses goods that their creator took back. */
export function removalStep(step: RemovalStep): string {
  return hashTyped(REMOVAL_TYPE, [step.container, step.consignment, step.head, step.before, step.word]);
}
