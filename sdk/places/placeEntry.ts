/** What UN/LOCODE says of a place. */
export interface PlaceEntry {
  /** UN/LOCODE: two letters of the country, three characters of the location. */
  readonly code: string;
  /** As UN/LOCODE has it, in Latin letters. */
  readonly name: string;
  /** What Chinese call it. */
  readonly chinese: string;
  /** Second part of the ISO 3166-2 code of its subdivision; empty when UN/LOCODE names none. */
  readonly subdivision: string;
  /**
   * Its functions, the digit n or `-` at the n-th of eight characters: 1 port, 2 rail terminal, 3 road terminal, 4 airport,
   * 5 postal exchange, 6 multimodal, 7 fixed transport, 8 border crossing (UN/LOCODE manual, section 3.5).
   */
  readonly functions: string;
  /** Decimal degrees (WGS 84), north positive, good to about two kilometres. */
  readonly latitude: number;
  /** Decimal degrees (WGS 84), east positive, good to about two kilometres. */
  readonly longitude: number;
}

/** A code that many write for another place than UN/LOCODE gives it to. */
export interface HabitCode {
  /** The code as it is written. */
  readonly habit: string;
  /** The code of the place that is meant. */
  readonly published: string;
  /** Why, as half a sentence. */
  readonly reason: string;
}
