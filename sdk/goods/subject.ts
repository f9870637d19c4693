import { isHexString } from "ethers";

import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import type { Gs1Element } from "../gs1/applicationIdentifiers.js";
import { parseDigitalLink } from "../gs1/digitalLink.js";
import { GS, parseElementString } from "../gs1/elementString.js";
import { parseSscc, type Sscc } from "../gs1/sscc.js";
import { tradeItemOf, type TradeItem } from "../gs1/tradeItem.js";
import { NO_SALT, type ConsignmentId } from "../ids.js";

/** What somebody asks about: goods by the code on their pack, a logistic unit by its SSCC, or a consignment by its id. */
export type Subject =
  | { readonly type: "goods"; readonly item: TradeItem; /** Of the lot; zeros = none. */ readonly salt: string }
  | { readonly type: "unit"; readonly sscc: Sscc; /** Of the key; zeros = none. */ readonly salt: string }
  | { readonly type: "consignment"; readonly consignment: ConsignmentId };

/** What a scanner may send before a code that holds a link: the symbology, such as QR Code's (ISO/IEC 15424). */
const SYMBOLOGY_OF_LINK = /^\][A-Za-z][0-9](?=https?:)/i;

/**
 * Reads what is asked about.
 *
 * @param text A GS1 Digital Link, an element string such as `(01)09520123456788(10)LOT7`, either as a scanner sends it, or a
 * consignment's id. Of what a scanner sends an element string is told by its symbology or a separator in it: digits alone may
 * be anything.
 * @throws InvalidValueError when it is none of these, or names neither goods with their lot nor a logistic unit.
 * @example parseSubject("https://trace.example/01/09520123456788/10/LOT7/21/12345")
 */
export function parseSubject(text: string): Subject {
  requireText("code of goods", text);
  if (isHexString(text, 32)) return { type: "consignment", consignment: text.toLowerCase() };
  const link = text.replace(SYMBOLOGY_OF_LINK, "");
  if (/^https?:/i.test(link)) {
    const { elements, salt } = parseDigitalLink(link);
    const [key] = elements;
    // What a link is of is the key in its path: what its query says besides, such as a pallet's contents, is of that.
    const named = key?.ai === "00" ? [key] : elements;
    return subjectOf(text, named, salt ?? NO_SALT);
  }
  if (/^[(\]]/.test(text) || text.includes(GS)) return subjectOf(text, parseElementString(text), NO_SALT);
  throw new InvalidValueError(
    `"${text}" names no goods.`,
    "Give the link in the code on the pack, its text such as (01)09520123456788(10)LOT7, or (00) and the SSCC of a logistic unit, or the 32 bytes of a consignment's id.",
    text,
  );
}

function subjectOf(text: string, elements: readonly Gs1Element[], salt: string): Subject {
  const item = tradeItemOf(elements);
  if (item?.lot !== undefined) return { type: "goods", item, salt };
  const sscc = elements.find(({ ai }) => ai === "00")?.value;
  if (sscc !== undefined) return { type: "unit", sscc: parseSscc(sscc), salt };
  throw new InvalidValueError(
    item === undefined
      ? `"${text}" names neither goods nor a logistic unit.`
      : `"${text}" names a product and no lot of it.`,
    item === undefined
      ? "Give a code with (01) and (10), or with (00)."
      : "Give a code with the lot, (10): what happened to goods is known lot by lot.",
    text,
  );
}
