import type { DocumentBounds } from "../documents/bounds.js";

/** Events that a document may have. */
export const MAX_EVENTS = 1_000;

/** How big an EPCIS document may be, in either direction. */
export const EPCIS_BOUNDS: DocumentBounds = { values: 300_000, characters: 16_000_000 };
