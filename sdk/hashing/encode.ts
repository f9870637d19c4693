import { AbiCoder, id, keccak256, ParamType } from "ethers";

/** Types by their names, and what type strings say: each read once, for that takes longer than to hash a value. */
const types = new Map<string, ParamType>();
const layouts = new Map<string, Layout>();

interface Layout {
  readonly typeHash: string;
  /** The types of the hash and of the values. */
  readonly names: readonly string[];
}

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
  const { typeHash, names } = layoutOf(type);
  return hashEncoded(names, [typeHash, ...values]);
}

/** What a type string such as "WaymarkGenesis(uint256 chainId,address ledger)" says. */
function layoutOf(type: string): Layout {
  const known = layouts.get(type);
  if (known !== undefined) return known;
  const parameters = type.slice(type.indexOf("(") + 1, -1).split(",");
  const names = parameters.map((parameter) => parameter.slice(0, parameter.indexOf(" ")));
  const layout = { typeHash: id(type), names: ["bytes32", ...names] };
  layouts.set(type, layout);
  return layout;
}

function typeOf(name: string): ParamType {
  const known = types.get(name);
  if (known !== undefined) return known;
  const type = ParamType.from(name);
  types.set(name, type);
  return type;
}
