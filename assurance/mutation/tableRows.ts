/** The bits of a row of the table of kinds, as laid out in contracts/types/Rule.sol. */
export const rowBits: readonly { readonly bit: number; readonly meaning: string }[] = [
  ...bits(0, 15, "witnesses"),
  ...bits(16, 31, "custodians"),
  ...bits(32, 47, "nexts"),
  ...bits(48, 63, "agents"),
  ...bits(64, 71, "movements"),
  ...bits(72, 79, "customs"),
  ...bits(80, 95, "details"),
  ...bits(96, 99, "toMovement"),
  ...bits(100, 103, "toCustoms"),
  ...bits(104, 125, "flags"),
  ...bits(244, 254, "sets"),
];

function bits(first: number, last: number, field: string) {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    bit: first + index,
    meaning: `bit ${index} of its ${field} flipped`,
  }));
}
