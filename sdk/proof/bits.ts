/** A field of a packed slot: `shift` and `width` in bits, from the low end as Solidity packs. */
export function bitsOf(value: bigint, shift: number, width: number): bigint {
  return BigInt.asUintN(width, value >> BigInt(shift));
}
