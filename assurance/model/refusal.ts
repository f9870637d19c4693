/** An error of the ledger: its name, then its arguments, numbers as bigints and bytes as hexadecimal digits. */
export type Refusal = readonly [name: string, ...args: readonly (bigint | string | boolean)[]];

/** Thrown where a rule forbids an operation, and caught where the operation began. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.join(" "));
  }
}

/** Ends the operation with an error of the ledger. */
export function refuse(name: string, ...args: (bigint | number | string | boolean)[]): never {
  throw new Refused([name, ...args.map((arg) => (typeof arg === "number" ? BigInt(arg) : arg))]);
}
