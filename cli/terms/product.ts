import { gtinToBigInt, parseGtin } from "../../sdk/gs1/gtin.js";
import { splitProductId, type ProductId } from "../../sdk/ids.js";

/** How products are named on the command line. */
export const PRODUCTS = "its GTIN, or of a claimed one its number as `waymark product list --json` shows it";

/** More digits than a GTIN has. */
const NUMBER = /^[0-9]{15,29}$/;

/**
 * A product as it is given on the command line: the GTIN of one that its brand confirmed, or the number of any.
 *
 * @throws InvalidValueError when it is none.
 */
export function productTerm(text: string): ProductId {
  if (!NUMBER.test(text)) return gtinToBigInt(parseGtin(text));
  const product = BigInt(text);
  // Refuses a number that holds no GTIN.
  splitProductId(product);
  return product;
}
