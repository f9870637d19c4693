import { hashEncoded, hashTyped } from "./encode.js";

/** Type of a container's record that absorbs heads, as in `contracts/libraries/Steps.sol`. */
export const ABSORPTION_TYPE = "WaymarkAbsorption(bytes32 checkpoint,bytes32 heads)";

/**
 * The hash of the step by which a container takes goods in or lets them out.
 *
 * @param checkpoint The hash of its record: `checkpointStep`.
 * @param heads The heads of the goods before, in the order in which the record names them.
 */
export function absorptionStep(checkpoint: string, heads: readonly string[]): string {
  return hashTyped(ABSORPTION_TYPE, [checkpoint, hashEncoded(["bytes32[]"], [heads])]);
}
