import { en } from "zod/locales";
import * as z from "zod/mini";

/** zod/mini has no words of its own. Ours go with each reading: how zod is configured is for the program around us to say. */
const { localeError: error } = en();

/** What a schema reads in a value or, in English, what is wrong with it. */
export function safeParse<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): z.core.util.SafeParseResult<z.output<Schema>> {
  return z.safeParse(schema, value, { error });
}

/**
 * What a schema would read as a value.
 *
 * @throws when there is no such thing, with what is wrong with the value in English.
 */
export function encode<Schema extends z.core.$ZodType>(schema: Schema, value: z.output<Schema>): z.input<Schema> {
  return z.encode(schema, value, { error });
}
