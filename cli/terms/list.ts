/**
 * Reads an option that may be said several times.
 *
 * @param parse Reads one of its values.
 * @example command.option("--manifest <file>", "…", listTerm((file) => file))
 */
export function listTerm<Value>(
  parse: (text: string) => Value,
): (text: string, before?: readonly Value[]) => readonly Value[] {
  return (text, before = []) => [...before, parse(text)];
}
