/** What a reader must be told of goods: the rules that warn and contradict, no more and no fewer. */
export interface Expectation {
  /** Where the file has it. */
  readonly path: string;
  /** Ids of the rules that find a contradiction, such as "customs-agrees". */
  readonly contradiction: readonly string[];
  /** Ids of the rules that warn, such as "recorded-in-time". */
  readonly warning: readonly string[];
}
