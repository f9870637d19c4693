import { flagSet, type Flag, type WordFields } from "./word.js";

/** Some of what a word says, which passes from one word to another as a whole. */
export interface WordPart {
  readonly fields: readonly Exclude<keyof WordFields, "flags">[];
  readonly flags: readonly Flag[];
}

/** Where the goods are, who has them, and since when. */
const CARRIAGE = ["lastMoveAt", "offeredAt", "custodian", "next", "destination", "place", "movement"] as const;

/** The export axis. */
export const EXPORT: WordPart = { fields: [], flags: ["exportCleared", "exportOwn"] };

/** The import axis, as packed goods have it from what they are in or of their own. */
export const IMPORT: WordPart = { fields: ["customs"], flags: ["importOwn"] };

/** What packed goods have from the outermost container. */
export const MOVES_WITH: WordPart = {
  fields: CARRIAGE,
  flags: [...EXPORT.flags, "travelled", "inland", "sentBack"],
};

/** What an empty container takes from the first goods packed into it. */
export const ADOPTED: WordPart = {
  fields: ["destination", "movement", "customs"],
  flags: [...EXPORT.flags, "importOwn", "domestic", "travelled", "sentBack"],
};

/** What goods must have in common with the container that they go into. */
export const ALIKE: WordPart = {
  fields: [...ADOPTED.fields, "place", "custodian", "holds"],
  flags: [...ADOPTED.flags, "packed", "inland", "stoppedInside"],
};

/** What a record about packed goods may change of their own word, the import axis apart. */
export const OWN: WordPart = { fields: ["sequence", "holds"], flags: [] };

/** What a correction takes back of each axis. Being domestic is lost for good, and a hold is lifted by itself. */
export const TAKEN_BACK = {
  movement: { fields: [...CARRIAGE, "customs"], flags: [...MOVES_WITH.flags, "importOwn", "apart"] },
  export: EXPORT,
  import: { fields: ["customs"], flags: ["importOwn", "apart"] },
  contents: { fields: [], flags: [] },
} as const satisfies Record<string, WordPart>;

/** The word with this part as `other` has it. */
export function withPart(w: WordFields, other: WordFields, part: WordPart): WordFields {
  const taken: Partial<WordFields> = Object.fromEntries(part.fields.map((field) => [field, other[field]]));
  const kept = w.flags.filter((flag) => !part.flags.includes(flag));
  return { ...w, ...taken, flags: flagSet(...kept, ...other.flags.filter((flag) => part.flags.includes(flag))) };
}

/** Whether two words say the same of this part. */
export function samePart(a: WordFields, b: WordFields, part: WordPart): boolean {
  return (
    part.fields.every((field) => a[field] === b[field]) &&
    part.flags.every((flag) => a.flags.includes(flag) === b.flags.includes(flag))
  );
}
