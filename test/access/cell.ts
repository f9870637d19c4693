import { expect } from "chai";
import type { Interface } from "ethers";

import type { Outcome } from "../support/attempts.js";
import { parseRefusal } from "../support/records.js";
import type { AccessWorld } from "./accessWorld.js";
import { bytesOf, type Cell, type Expected, type Question, type Row } from "./row.js";

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
export function expectCell(w: AccessWorld, cell: Cell, outcome: Outcome, { taken, answer }: Expected): void {
  const wanted = { taken, answer: answer ?? outcome.answer };
  if (outcome.taken === wanted.taken && outcome.answer === wanted.answer) return;
  const { account, subject, role, scope } = cell;
  const title = `${account.name}, for the ${subject}, as ${role}, granted at "${scope}"`;
  expect(said(w, outcome), title).to.deep.equal(said(w, wanted));
  expect(outcome, title).to.deep.equal(wanted);
}

/** In words where there are some: an error with its arguments. */
function said(w: AccessWorld, { taken, answer }: Outcome): unknown {
  return taken ? "taken" : parseRefusal(w, answer);
}
