import type { Sentences } from "./sentence.js";

/** Words for the two errors of Solidity itself, whose one parameter has no name but its position. */
export const SOLIDITY_SENTENCES: Sentences = {
  Error: (v) => ({
    message: `The contract refused: ${v.text("0")}.`,
    toDo: "Check the address: the ledger itself does not refuse in this form.",
  }),
  Panic: (v) => ({
    message: `The contract broke off with panic 0x${v.number("0").toString(16)}.`,
    toDo: "Check that every number fits its type; if all do, please report it as a bug.",
  }),
};
