import { InvalidValueError, RefusedError } from "../../sdk/errors.js";
import type { PartyId } from "../../sdk/ids.js";
import type { Parties } from "../../sdk/nouns/parties.js";

/**
 * A party as it is given on the command line: its number, or the URI under which it was admitted.
 *
 * @throws InvalidValueError when it is neither.
 */
export function partyTerm(text: string): string {
  if (/^[1-9][0-9]{0,9}$/.test(text) ? BigInt(text) < 2n ** 32n : /^[a-z][a-z0-9+.-]*:\S+$/i.test(text)) return text;
  throw new InvalidValueError(
    `"${text}" names no party.`,
    "Give its number, such as 3, or its URI, such as did:web:port.example; `waymark party list` shows both.",
    text,
  );
}

/**
 * The number of a party.
 *
 * @throws RefusedError "PartyUnknown" when nobody was admitted under the URI.
 */
export async function partyNumber(parties: Pick<Parties, "find">, term: string): Promise<PartyId> {
  if (/^[0-9]+$/.test(term)) return BigInt(term);
  const found = await parties.find(term);
  if (found !== undefined) return found;
  throw new RefusedError({
    name: "PartyUnknown",
    message: `No party was admitted as ${term}.`,
    toDo: "Copy its URI again: `waymark party list` shows all.",
    values: { uri: term },
  });
}
