/** An outcome that no call can bring about, and why. */
export interface Impossible {
  readonly file: string;
  /** `Contract.function`. */
  readonly place: string;
  readonly condition: string;
  readonly outcome: boolean;
  readonly why: string;
}

/** Kept by text rather than line; an entry that is reached, or that fits nothing, is an error too. */
export const IMPOSSIBLE: readonly Impossible[] = [];
