import { expect } from "chai";
import { Interface } from "ethers";

import { ROLES } from "../../sdk/deployment/roles.js";
import { ROLE_NAMES } from "../../sdk/vocabulary.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { outcomesOf, type Attempt } from "../support/attempts.js";
import { callData } from "../support/callData.js";
import { loadFixture } from "../support/chain.js";
import {
  accessWorld,
  allBut,
  FULL_KEY,
  GOVERNORS,
  KEYS,
  keysFor,
  managerOf,
  NOBODY,
  SCOPE_LIST,
  SUBJECTS,
  UNGRANTED,
  type AccessWorld,
  type Account,
} from "./accessWorld.js";
import { expectCell, expectedOf } from "./cell.js";
import type { Cell, Row } from "./row.js";
import { GOVERNED } from "./rows/governed.js";
import { KEYED } from "./rows/keyed.js";
import { MANAGED } from "./rows/managed.js";
import { OPEN_TO_ALL } from "./rows/open.js";
import { RECORDED } from "./rows/recorded.js";
import { VIEWS } from "./rows/views.js";

const MATRIX: readonly Row[] = [...GOVERNED, ...MANAGED, ...KEYED, ...RECORDED, ...OPEN_TO_ALL, ...VIEWS];

// Without the types of each function, to go through them all.
const abi = new Interface(IWaymark__factory.abi);

/** Every account that is about: keys of each kind, managers, each role of the AccessManager, and nobody. */
const ACCOUNTS: readonly Account[] = [
  ...KEYS,
  ...SUBJECTS.map(managerOf),
  ...ROLES.map((role) => GOVERNORS[role]),
  NOBODY,
];

/** Fewer would mean that a dimension was lost. */
const LEAST_CELLS = 30_000;

function cellsOf(w: AccessWorld, { extent }: Row): Cell[] {
  const usual = { w, role: "Carrier", scope: "", subject: "stranger" } as const;
  const accounts = ACCOUNTS.map((account): Cell => ({ ...usual, account }));
  if (extent === "accounts") return accounts;
  if (extent === "parties") return accounts.flatMap((cell) => SUBJECTS.map((subject) => ({ ...cell, subject })));
  if (extent === "few parties") {
    return accounts.flatMap((cell) => (["custodian", "suspended"] as const).map((subject) => ({ ...cell, subject })));
  }
  if (extent === "grants") {
    const full = { ...usual, account: FULL_KEY };
    return [
      ...accounts.flatMap((cell) => SUBJECTS.map((subject) => ({ ...cell, subject }))),
      ...SUBJECTS.flatMap((subject) => [...SCOPE_LIST, UNGRANTED].map((scope) => ({ ...full, subject, scope }))),
    ];
  }
  return ROLE_NAMES.flatMap((role) => {
    const scopes = [...SCOPE_LIST, UNGRANTED, allBut(role)];
    const cell = { ...usual, role };
    if (extent === "records, each with each") {
      return keysFor(role).flatMap((account) =>
        SUBJECTS.flatMap((subject) => scopes.map((scope) => ({ ...cell, account, subject, scope }))),
      );
    }
    return [
      ...keysFor(role).map((account): Cell => ({ ...cell, account, subject: "custodian" })),
      ...SUBJECTS.flatMap((subject) => scopes.map((scope) => ({ ...cell, account: FULL_KEY, subject, scope }))),
    ];
  });
}

describe("Access", function () {
  // Hundreds of keys, and up to seven thousand cells a row: seconds on an idle machine, a minute on a busy one.
  this.timeout(300_000);

  let w: AccessWorld;

  before(async () => {
    w = await loadFixture(accessWorld);
  });

  it("has a row for every function of the ledger, and for no other", () => {
    const functions: string[] = [];
    abi.forEachFunction(({ name }) => functions.push(name));
    expect([...new Set(MATRIX.map((row) => row.function))].sort()).to.deep.equal(functions.sort());
  });

  for (const row of MATRIX) {
    it(`${row.function}${row.use === undefined ? "" : `, ${row.use}`}`, async () => {
      const played = cellsOf(w, row);
      const attempts = await Promise.all(
        played.map(async (cell): Promise<Attempt> => {
          const data = callData(abi, row.function, await row.args(cell));
          return { from: (row.sentBy ?? cell.account).wallet.address, to: w.address, data };
        }),
      );
      const outcomes = await outcomesOf(attempts);
      const decided = new Set<number>();
      for (const [i, outcome] of outcomes.entries()) {
        const cell = played[i]!;
        const { expected, decidedBy } = expectedOf(abi, row, cell);
        expectCell(cell, outcome, expected);
        decided.add(decidedBy);
      }
      // Nothing is asked in vain: each question is what refuses somebody, and who answers all of them is taken.
      const all = [...row.asks.keys(), row.asks.length];
      expect(
        [...decided].sort((a, b) => a - b),
        "questions that decide",
      ).to.deep.equal(row.decidedBy ?? all);
      if (row.answersAlike === true) expect(new Set(outcomes.map(({ answer }) => answer))).to.have.property("size", 1);
    });
  }

  it(`has at least ${LEAST_CELLS.toLocaleString("en")} cells`, function () {
    const cells = MATRIX.reduce((sum, row) => sum + cellsOf(w, row).length, 0);
    expect(cells).to.be.at.least(LEAST_CELLS);
    if (this.test !== undefined) this.test.title = `has ${cells.toLocaleString("en")} cells`;
  });
});
