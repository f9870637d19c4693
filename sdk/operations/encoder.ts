import { AbiCoder, type Interface, type ParamType } from "ethers";

import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";

/** What encodes the calls of a contract. */
export type Encoder<Abi extends Interface = IWaymark["interface"]> = Pick<Abi, "encodeFunctionData">;

/**
 * Encodes calls, and says of one that cannot be which argument is wrong: the library beneath names it only at times.
 *
 * @example encoderOf(ledger.interface).encodeFunctionData("suspendParty", [party])
 */
export function encoderOf<Abi extends Interface>(abi: Abi): Encoder<Abi> {
  const encode = (name: string, values: readonly unknown[]): string => {
    const untyped: Interface = abi;
    try {
      return untyped.encodeFunctionData(name, values);
    } catch (caught) {
      const inputs = untyped.getFunction(name)?.inputs ?? [];
      for (const [index, input] of inputs.entries()) requireArgument(input.name, input, values[index]);
      throw caught;
    }
  };
  // The types of each function's arguments are those of the bindings: they go through as they are.
  return { encodeFunctionData: encode as Abi["encodeFunctionData"] };
}

/** @throws InvalidValueError that names the innermost argument that cannot be encoded. */
function requireArgument(name: string, input: ParamType, value: unknown): void {
  if (isRight(input, value)) return;
  if (input.isArray() && Array.isArray(value)) {
    for (const element of value as unknown[]) requireArgument(name, input.arrayChildren, element);
  }
  if (input.isTuple() && typeof value === "object" && value !== null) {
    // What is no tuple of the ABI may have any fields, or none.
    const fields = value as Record<string, unknown>;
    for (const component of input.components) requireArgument(component.name, component, fields[component.name]);
  }
  throw new InvalidValueError(
    `${shown(value)} is no ${name}: that is ${inWords(input)}.`,
    "Correct it and say the operation again: nothing was sent.",
    value,
  );
}

function isRight(input: ParamType, value: unknown): boolean {
  try {
    AbiCoder.defaultAbiCoder().encode([input], [value]);
    return true;
  } catch {
    return false;
  }
}

function inWords({ type }: ParamType): string {
  const [, kind = type, size = ""] = /^(uint|bytes)(\d*)$/.exec(type) ?? [];
  if (kind === "uint") return `a whole number from 0 on of at most ${size} bits`;
  if (kind === "bytes") return `${size === "" ? "" : `${size} `}bytes, 0x and two hexadecimal digits each`;
  if (kind === "address") return "an address, 0x and 40 hexadecimal digits with a right checksum";
  if (kind === "string") return "text";
  if (kind === "bool") return "true or false";
  return type.endsWith("]") ? "a list" : "an object with its fields";
}
