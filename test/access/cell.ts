import type { Interface } from "ethers";

import type { Outcome } from "../support/attempts.js";
import { expectOutcome, type Expected } from "../support/outcome.js";
import { bytesOf } from "../support/records.js";
import type { Cell, Question, Row } from "./row.js";

/** What a cell must come to, and the number of the question that decides: as many as there are when none refuses. */
export function expectedOf(
  abi: Interface,
  { asks, passesOn }: Pick<Row, "asks" | "passesOn">,
  cell: Cell,
): { expected: Expected; decidedBy: number } {
  const [decidedBy, refusal] = firstRefusal(asks, cell);
  const refused = refusal === undefined ? { taken: true } : { taken: false, answer: bytesOf(abi, refusal) };
  return { decidedBy, expected: passesOn?.(abi, refusal) ?? refused };
}

function firstRefusal(asks: readonly Question[], cell: Cell): [number, ReturnType<Question>] {
  for (const [i, question] of asks.entries()) {
    const refusal = question(cell);
    if (refusal !== undefined) return [i, refusal];
  }
  return [asks.length, undefined];
}

/** Fails unless the ledger did what the cell says, to the byte. */
export function expectCell(cell: Cell, outcome: Outcome, expected: Expected): void {
  const { w, account, subject, role, scope } = cell;
  const title = `${account.name}, for the ${subject}, as ${role}, granted at "${scope}"`;
  expectOutcome(w, outcome, expected, title);
}
