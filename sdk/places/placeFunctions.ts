import { placeEntry, type Place } from "./place.js";

/** What goods can do at a place: the digits of UN/LOCODE by name (UN/LOCODE manual, section 3.5). */
export const PlaceFunction = {
  Port: "1",
  RailTerminal: "2",
  RoadTerminal: "3",
  Airport: "4",
  PostalExchange: "5",
  Multimodal: "6",
  FixedTransport: "7",
  BorderCrossing: "B",
} as const;
export type PlaceFunction = keyof typeof PlaceFunction;

/**
 * The functions that UN/LOCODE gives a place: Hangzhou, for one, has no port, so no ship arrives there.
 *
 * @example functionsOf(parsePlace("CNHAZ")) // ["RailTerminal", "Airport", "PostalExchange"]
 */
export function functionsOf(place: Place): readonly PlaceFunction[] {
  // The border crossing is written B, or 8 for its column.
  const digits = placeEntry(place).functions.replace("8", PlaceFunction.BorderCrossing);
  // The names of a constant object.
  return (Object.keys(PlaceFunction) as PlaceFunction[]).filter((name) => digits.includes(PlaceFunction[name]));
}
