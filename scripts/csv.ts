/**
 * Reads comma-separated values with a line of names on top (RFC 4180, without line breaks inside fields).
 *
 * @returns One record a line, by column name.
 * @throws Error naming the line that has more or fewer fields than there are names.
 */
export function parseCsv<Column extends string>(text: string, columns: readonly Column[]): Record<Column, string>[] {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  if (header !== columns.join(",")) throw new Error(`Columns are "${header ?? ""}" instead of "${columns.join(",")}".`);
  return lines.map((line) => {
    const fields = fieldsOf(line);
    if (fields.length !== columns.length) {
      throw new Error(`${fields.length} fields instead of ${columns.length}: ${line}`);
    }
    // Every column has its field, as just checked.
    return Object.fromEntries(columns.map((column, index) => [column, fields[index]])) as Record<Column, string>;
  });
}

/** A field is quoted, with quotes inside doubled, or runs to the next comma. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}
