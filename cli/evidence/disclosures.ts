import { parseDisclosure, type Disclosure } from "../../sdk/disclosure/disclosure.js";
import { readJson } from "../files.js";
import type { Io } from "../io.js";

/**
 * The disclosures in files, of which each has one or a list.
 *
 * @throws UsageError when a file cannot be read.
 * @throws DocumentRefused when a document in it is no disclosure.
 */
export async function disclosuresIn(io: Io, files: readonly string[] = []): Promise<Disclosure[]> {
  const documents = await Promise.all(files.map((file) => readJson(io, file)));
  return documents.flat().map(parseDisclosure);
}
