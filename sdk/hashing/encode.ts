import { AbiCoder, id, keccak256, ParamType } from "ethers";

/** Types by their names, each read once: that takes longer than to hash a value, and a history has many steps. */
const types = new Map<string, ParamType>();

/**
 * `keccak256(abi.encode(…values))`.
 *
 * @param names The Solidity types of the values, tuples written out.
 */
export function hashEncoded(names: readonly string[], values: readonly unknown[]): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(names.map(typeOf), values));
}

/** `keccak256(abi.encode(keccak256(type), …values))`: the values in the order and with the types of the type string. */
export function hashTyped(type: string, values: readonly unknown[]): string {
  return hashEncoded(["bytes32", ...parameterTypes(type)], [id(type), ...values]);
}

/** The parameters in a type string such as "WaymarkGenesis(uint256 chainId,address ledger)". */
function parameterTypes(type: string): string[] {
  const list = type.slice(type.indexOf("(") + 1, -1);
  return list.split(",").map((parameter) => parameter.slice(0, parameter.indexOf(" ")));
}

function typeOf(name: string): ParamType {
  const type = types.get(name) ?? ParamType.from(name);
  types.set(name, type);
  return type;
}
