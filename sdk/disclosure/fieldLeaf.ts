import { concat, id, keccak256 } from "ethers";

import { canonicalJson, type JsonValue } from "./jsonValue.js";

/**
 * The leaf of one field, hashed twice so that no inner node passes for a leaf:
 * `keccak256(keccak256(abi.encode(keccak256(path), keccak256(canonical JSON), salt)))`, which is the leaf of OpenZeppelin's
 * `StandardMerkleTree` for values of the types bytes32, bytes32, bytes32. Text is hashed as UTF-8.
 *
 * @param salt 32 bytes.
 * @throws InvalidValueError when the value is no JSON.
 */
export function fieldLeaf(path: string, value: JsonValue, salt: string): string {
  // Of values of 32 bytes each, abi.encode is one after the other.
  return keccak256(keccak256(concat([id(path), id(canonicalJson(value)), salt])));
}
