import type { ConsignmentId } from "../ids.js";
import { hashTyped } from "./encode.js";

/** Type of the step by which goods go into a container, as in `contracts/libraries/Steps.sol`. */
export const PACKING_TYPE =
  "WaymarkPacking(bytes32 consignment,bytes32 container,bytes32 containerHead,uint256 before,uint256 word)";

/** Goods go into a container. */
export interface PackingStep {
  readonly consignment: ConsignmentId;
  readonly container: ConsignmentId;
  /** Head of the container after its record, which holds the goods' own head before. */
  readonly containerHead: string;
  readonly before: bigint;
  /** The goods' word after it. */
  readonly word: bigint;
}

/** The hash of the step by which goods go into a container. */
export function packingStep(step: PackingStep): string {
  return hashTyped(PACKING_TYPE, [step.consignment, step.container, step.containerHead, step.before, step.word]);
}
