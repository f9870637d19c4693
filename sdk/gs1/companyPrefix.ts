import { InvalidValueError } from "../errors/waymarkError.js";
import { requireText } from "../given.js";
import type { Gtin } from "./gtin.js";

/** A GS1 Company Prefix as the ledger keeps it: without leading zeros, which its length brings back. */
export interface CompanyPrefix {
  /** Its digits as a number. */
  readonly value: bigint;
  /** How many digits it has, leading zeros included: 4 to 12. */
  readonly length: number;
}

/**
 * The company prefix of so many digits in a GTIN: digits 2 to 1 + length of its 14; the first is the indicator of
 * packaging, the rest is the item reference and the check digit (GS1 General Specifications, sections 1.4.1 and 3.3.2).
 * How long a firm's prefix is cannot be seen from the GTIN: GS1 tells the firm.
 *
 * @param length Digits of the prefix, 4 to 12.
 * @throws InvalidValueError for another length, and for a GTIN-8 and a number of restricted circulation, which carry no
 * company prefix (five zeros after the indicator; GS1 General Specifications, figure 1.4.2-1).
 * @example companyPrefixOf(parseGtin("9520123456788"), 7) // { value: 9520123n, length: 7 }
 */
export function companyPrefixOf(gtin: Gtin, length: number): CompanyPrefix {
  requirePrefixLength(length);
  if (gtin.startsWith("00000", 1)) {
    throw new InvalidValueError(
      `GTIN ${gtin} carries no company prefix: it is a GTIN-8 or a number of restricted circulation.`,
      "Let a seller register it as claimed, or register the product under a GTIN-12, GTIN-13 or GTIN-14.",
      gtin,
    );
  }
  return { value: BigInt(gtin.slice(1, 1 + length)), length };
}

/**
 * Reads a company prefix written as digits, leading zeros included.
 *
 * @throws InvalidValueError when it has other characters or not 4 to 12 digits.
 * @example parseCompanyPrefix("0614141") // { value: 614141n, length: 7 }
 */
export function parseCompanyPrefix(text: string): CompanyPrefix {
  requireText("GS1 Company Prefix", text);
  if (!/^[0-9]+$/.test(text)) {
    throw new InvalidValueError(
      `"${text}" is no GS1 Company Prefix: it has characters other than the digits 0 to 9.`,
      "Give the digits alone, as on the certificate of the GS1 organisation.",
      text,
    );
  }
  requirePrefixLength(text.length);
  return { value: BigInt(text), length: text.length };
}

/** The digits of a company prefix, leading zeros included. */
export function formatCompanyPrefix(prefix: CompanyPrefix): string {
  return prefix.value.toString().padStart(prefix.length, "0");
}

function requirePrefixLength(length: number): void {
  if (!Number.isInteger(length) || length < 4 || length > 12) {
    throw new InvalidValueError(
      `A GS1 Company Prefix cannot have ${length} digits: it has 4 to 12.`,
      "Look up its length on the certificate of the GS1 organisation.",
      length,
    );
  }
}
