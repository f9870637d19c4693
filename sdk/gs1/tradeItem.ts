import { requireObject } from "../given.js";
import type { Gs1Element } from "./applicationIdentifiers.js";
import { parseGtin, type Gtin } from "./gtin.js";
import { parseLot, type Lot } from "./lot.js";
import { parseSerial, type Serial } from "./serial.js";

/** Goods as a code on the pack names them: all of a GTIN, one lot of it, or one item (an SGTIN: GTIN and serial). */
export interface TradeItem {
  readonly gtin: Gtin;
  readonly lot?: Lot;
  readonly serial?: Serial;
}

/**
 * The goods that elements name; undefined when they name none, as those of a pallet or a place do.
 *
 * @throws InvalidValueError when GTIN, lot or serial are none.
 * @example tradeItemOf(parseDigitalLink("https://trace.example/01/09520123456788/21/12345").elements)
 */
export function tradeItemOf(elements: readonly Gs1Element[]): TradeItem | undefined {
  const value = (ai: string): string | undefined => elements.find((element) => element.ai === ai)?.value;
  const [gtin, lot, serial] = ["01", "10", "21"].map(value);
  if (gtin === undefined) return undefined;
  return {
    gtin: parseGtin(gtin),
    ...(lot === undefined ? {} : { lot: parseLot(lot) }),
    ...(serial === undefined ? {} : { serial: parseSerial(serial) }),
  };
}

/**
 * The elements that name goods, in the order of the standards.
 *
 * @throws InvalidValueError when it is no object with its fields.
 * @example elementsOf({ gtin: parseGtin("09520123456788"), lot: parseLot("LOT7") })
 */
export function elementsOf(item: TradeItem): readonly Gs1Element[] {
  requireObject("trade item", item);
  const { gtin, lot, serial } = item;
  return [
    { ai: "01", value: gtin },
    ...(lot === undefined ? [] : [{ ai: "10", value: lot }]),
    ...(serial === undefined ? [] : [{ ai: "21", value: serial }]),
  ];
}
