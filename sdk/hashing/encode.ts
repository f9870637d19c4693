import { AbiCoder, id, keccak256 } from "ethers";

/** The parameters in a type string such as "WaymarkGenesis(uint256 chainId,address ledger)". */
function parameterTypes(type: string): string[] {
  const list = type.slice(type.indexOf("(") + 1, -1);
  return list.split(",").map((parameter) => parameter.slice(0, parameter.indexOf(" ")));
}

/** `keccak256(abi.encode(keccak256(type), …values))`: the values in the order and with the types of the type string. */
export function hashTyped(type: string, values: readonly unknown[]): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", ...parameterTypes(type)], [id(type), ...values]));
}
