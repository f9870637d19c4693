import { requireBytes32 } from "../bytes32.js";
import { propertyOf } from "../errors/revertData.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { requireMethod, requireObject } from "../given.js";
import { partyNumber, productNumber, type PartyId } from "../ids.js";
import { parseUnlocode } from "../places/place.js";
import { ROLE_NAMES } from "../vocabulary.js";
import type { EpcisDirectory } from "./directory.js";

const MUST: readonly (keyof EpcisDirectory)[] = ["placeOf", "partyOf", "consignmentOf"];

/**
 * A directory whose answers are judged before they are relied on: what it says is written to the ledger, where it stays.
 *
 * @throws InvalidValueError when it is no directory, or its writer is no party with a role; each of its functions when the answer
 * is not what it is asked for.
 */
export function checkedDirectory(directory: EpcisDirectory): EpcisDirectory {
  requireObject("directory", directory);
  for (const name of MUST) requireMethod("directory", directory, name);
  return {
    writer: writerIn(directory),
    placeOf: (gln) => judged("placeOf", directory.placeOf(gln), parseUnlocode),
    partyOf: (uri) => judged("partyOf", directory.partyOf(uri), someParty),
    consignmentOf: (sscc) => judged("consignmentOf", directory.consignmentOf(sscc), consignmentIn),
    productOf: (gtin) => judged("productOf", directory.productOf?.(gtin), productNumber),
    saltOfLot: (gtin, lot) => judged("saltOfLot", directory.saltOfLot?.(gtin, lot), saltIn),
    saltOfSscc: (sscc) => judged("saltOfSscc", directory.saltOfSscc?.(sscc), saltIn),
  };
}

function writerIn({ writer }: EpcisDirectory): EpcisDirectory["writer"] {
  requireObject("writer of a directory", writer);
  const party = someParty(writer.party);
  if (!ROLE_NAMES.includes(writer.role)) {
    throw new InvalidValueError(
      `The directory's writer has the role ${shown(writer.role)}, which is none.`,
      `Give one of ${ROLE_NAMES.join(", ")}.`,
      writer.role,
    );
  }
  return { party, role: writer.role };
}

/** An answer as it is used; null, as databases say it, is undefined. */
function judged<Answer>(
  name: keyof EpcisDirectory,
  answer: Answer | null | undefined,
  judge: (answer: Answer) => Answer,
): Answer | undefined {
  if (answer === undefined || answer === null) return undefined;
  if (typeof answer === "object" && typeof propertyOf(answer, "then") === "function") {
    throw new InvalidValueError(
      `The directory's ${name} gave a promise: look up before reading.`,
      "Ask for what the document names first, and let the directory answer from that.",
      answer,
    );
  }
  try {
    return judge(answer);
  } catch (error) {
    if (!(error instanceof InvalidValueError)) throw error;
    throw new InvalidValueError(`The directory's ${name} gave no answer: ${error.message}`, error.toDo, answer);
  }
}

function someParty(party: PartyId): PartyId {
  const number = partyNumber(party);
  if (number > 0n) return number;
  throw new InvalidValueError("0 is nobody, and no party.", "Give undefined where a party is not known.", party);
}

function consignmentIn(id: string): string {
  return requireBytes32("consignment", id).toLowerCase();
}

function saltIn(salt: string): string {
  return requireBytes32("salt", salt);
}
