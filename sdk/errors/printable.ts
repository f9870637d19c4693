/**
 * Text from outside as it may stand in a sentence: in one line, without what steers a terminal or turns the direction of
 * writing, and no longer than asked for.
 *
 * @param length Characters at most.
 * @example printable("\u001b[31mall\nwell", 300) // " [31mall well"
 */
export function printable(text: string, length: number): string {
  // So many at least are read as may be told, and not all of what may be long.
  const start = text.slice(0, 4 * length);
  const characters = Array.from(start.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " "));
  const isWhole = start.length === text.length && characters.length <= length;
  return isWhole ? characters.join("") : `${characters.slice(0, length - 1).join("")}…`;
}
