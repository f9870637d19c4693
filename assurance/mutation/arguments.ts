import { hexlify, type ParamType } from "ethers";
import fc, { type Arbitrary } from "fast-check";

/** Arguments for a function with these parameters: any value of each type, those at the borders more often. */
export function argumentsOf(inputs: readonly ParamType[]): Arbitrary<unknown[]> {
  return fc.tuple(...inputs.map(argumentOf));
}

function argumentOf({ type, baseType, components }: ParamType): Arbitrary<unknown> {
  const bits = /^uint(\d+)$/.exec(type)?.[1];
  if (bits !== undefined) {
    const whole = fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
    // Most of the numbers below a power of two are close to it: smaller ones need a chance.
    return fc.oneof(
      whole,
      fc.tuple(whole, fc.nat(Number(bits) - 1)).map(([number, by]) => number >> BigInt(by)),
    );
  }
  const length = /^bytes(\d+)$/.exec(type)?.[1];
  if (length !== undefined) {
    return fc.uint8Array({ minLength: Number(length), maxLength: Number(length) }).map((bytes) => hexlify(bytes));
  }
  if (type === "bool") return fc.boolean();
  if (baseType === "tuple" && components !== null) return argumentsOf(components);
  throw new Error(`No arguments are known for ${type}: add the type to assurance/mutation/arguments.ts.`);
}
