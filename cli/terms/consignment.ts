import { InvalidValueError } from "../../sdk/errors.js";
import { findUnit } from "../../sdk/goods/findGoods.js";
import { consignmentId, consignmentKey, type ConsignmentId, type PartyId } from "../../sdk/ids.js";
import { latestBlock } from "../../sdk/latestBlock.js";
import type { Waymark } from "../../sdk/waymark.js";
import { subjectOf, subjectTerm } from "./subject.js";

/** How consignments are named on the command line. */
export const CONSIGNMENTS = "a consignment's id, its SSCC, or a Digital Link with its SSCC and salt";

/**
 * A consignment as it is given on the command line: its id, the SSCC of one's own or of who holds its company prefix, or a
 * code with the SSCC, and with its salt where it has one.
 *
 * @throws InvalidValueError when it is none of these.
 */
export function consignmentTerm(text: string): string {
  const term = subjectTerm(text);
  if (subjectOf(term).type !== "goods") return term;
  throw new InvalidValueError(
    `"${text}" names goods, and no consignment of them.`,
    `Give ${CONSIGNMENTS}; \`waymark trace\` shows the consignments of goods.`,
    text,
  );
}

/**
 * The id of a consignment. An SSCC is looked for among those of one's own party, then of the holder of its prefix and of who
 * belongs to it.
 *
 * @param party One's own; unless said the one that writes.
 * @throws FatalError "UnitNotFound" when none has it, "UnitAmbiguous" when several of the holder's controller have.
 */
export async function consignmentOf(
  waymark: Waymark,
  term: string,
  party: PartyId | undefined = waymark.party,
): Promise<ConsignmentId> {
  const subject = subjectOf(term);
  if (subject.type === "consignment") return subject.consignment;
  if (subject.type === "goods") throw new Error("A consignment term names no goods.");
  const { sscc, salt } = subject;
  const own = party === undefined ? undefined : consignmentId(party, consignmentKey(sscc, salt));
  if (own !== undefined && (await waymark.ledger.wordOf(own)) !== 0n) return own;
  const range = { from: waymark.deploymentBlock ?? 0, to: await latestBlock(waymark) };
  return await findUnit(waymark, sscc, salt, range);
}
