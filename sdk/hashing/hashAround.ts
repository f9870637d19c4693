import { ZeroHash } from "ethers";

import { hashEncoded } from "./encode.js";

/**
 * The heads of the containers around one, innermost first, as one hash. Containers nest three deep: there are two at most.
 *
 * @returns 32 zero bytes when there is none.
 * @example hashAround([headOfTheContainer, headOfTheVessel])
 */
export function hashAround(heads: readonly string[]): string {
  if (heads.length === 0) return ZeroHash;
  const [inner, outer = ZeroHash] = heads;
  return hashEncoded(["bytes32", "bytes32"], [inner, outer]);
}
