import { asciiToBytes } from "../../sdk/ascii.js";
import type { State } from "./state.js";

/** A place or scope as errors name it. */
export function bytes5(place: string): string {
  return asciiToBytes(place, 5);
}

/** A country as errors name it. */
export function bytes2(country: string): string {
  return asciiToBytes(country, 2);
}

/** Two letters of a country, three characters of a location (UN/LOCODE manual, section 3.2: 0 and 1 are not used). */
export function isUnLocode(place: string): boolean {
  return /^[A-Z]{2}[A-Z2-9]{3}$/.test(place);
}

export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code);
}

export function countryOf(place: string): string {
  return place.slice(0, 2);
}

/** Anywhere covers all places, a country all its own, a place itself. */
export function covers(scope: string, place: string): boolean {
  return scope.length === 2 ? countryOf(place) === scope : scope === "" || scope === place;
}

/** The customs territory of a country: itself, unless governance put it into another. */
export function territoryOf(state: State, country: string): string {
  return state.territories.get(country) ?? country;
}

export function sameTerritory(state: State, a: string, b: string): boolean {
  return territoryOf(state, a) === territoryOf(state, b);
}
