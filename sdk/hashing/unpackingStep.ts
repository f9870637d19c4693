import type { ConsignmentId } from "../ids.js";
import { hashTyped } from "./encode.js";

/** Type of the step by which goods come out of a container, as in `contracts/libraries/Steps.sol`. */
export const UNPACKING_TYPE =
  "WaymarkUnpacking(bytes32 consignment,bytes32 container,bytes32 containerHead,bytes32 around," +
  "uint256 before,uint256 word)";

/** Goods come out of a container. */
export interface UnpackingStep {
  readonly consignment: ConsignmentId;
  readonly container: ConsignmentId;
  /** Head of the container after it let go, which holds the goods' own head before. */
  readonly containerHead: string;
  /** The heads of the containers around that one, as one hash: `hashAround`. */
  readonly around: string;
  readonly before: bigint;
  /** The goods' word after it. */
  readonly word: bigint;
}

/** The hash of the step by which goods come out of a container. */
export function unpackingStep(step: UnpackingStep): string {
  return hashTyped(UNPACKING_TYPE, [
    step.consignment,
    step.container,
    step.containerHead,
    step.around,
    step.before,
    step.word,
  ]);
}
