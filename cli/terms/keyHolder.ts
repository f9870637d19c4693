import { numberOf, type WordOf } from "../../sdk/operations/words.js";
import { KeyHolder } from "../../sdk/vocabulary.js";

/**
 * Who keeps a key: officer, server or gateway.
 *
 * @throws InvalidValueError when it is none of these.
 */
export function keyHolderTerm(text: string): WordOf<typeof KeyHolder> {
  // The function refuses any other word.
  const word = text as WordOf<typeof KeyHolder>;
  numberOf("holder of a key", KeyHolder, word);
  return word;
}
