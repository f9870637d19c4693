/**
 * A table in Markdown.
 *
 * @param aligned One letter a column: l for left, r for right.
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[], aligned: string): string {
  const rule = Array.from(aligned, (side) => (side === "r" ? "--:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
