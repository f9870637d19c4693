import { expect } from "chai";
import { id as hash, zeroPadBytes } from "ethers";

import { decodeRule } from "../../sdk/rule.js";
import { Kind, ROLE_NAMES } from "../../sdk/vocabulary.js";
import { outcomesOf, type Attempt } from "../support/attempts.js";
import { callData } from "../support/callData.js";
import { loadFixture } from "../support/chain.js";
import { rowOf, TABLED_KINDS, type TabledKind } from "../support/kindTable.js";
import { heldAt } from "../support/records.js";
import { all, shortage, type Stage } from "../support/states.js";
import { country } from "../support/world.js";
import {
  accessWorld,
  FULL_KEY,
  keysFor,
  SCOPE_LIST,
  UNGRANTED,
  type AccessWorld,
  type Subject,
} from "./accessWorld.js";
import { expectCell, expectedOf } from "./cell.js";
import type { Cell } from "./row.js";
import { ENTITLED, record, refusalOf, type Matter } from "./rows/recorded.js";

/** The parts that a record's capacity knows: custody, being next, a mandate, having created the goods, only being there. */
const PARTS: readonly Subject[] = ["custodian", "next", "agent", "maker", "stranger"];

/** Kinds of which no record is taken here: without their proof, children or part, or before an offer is overdue. */
const NEVER_TAKEN: readonly TabledKind[] = [
  "Confirmed",
  "Contradicted",
  "Correction",
  "Packed",
  "Split",
  "TakenBack",
  "Unpacked",
];

/** Goods at the right place or on the way there: of which somebody may write the kind, or else that it may follow. */
function goodsFor(w: AccessWorld, kind: TabledKind): Stage {
  const { stages, early } = w;
  const { movements, customs } = rowOf(kind);
  const candidates = [
    ...[early.held, early.created, early.complete, early.cleared],
    ...[stages["InTransit, undeclared"], stages["Arrived, declared"], stages["Arrived, cleared"]],
  ].filter(({ before }) => movements.includes(before.movement) && customs.includes(before.customs));
  const cells = cellsOf(w).filter((cell) => ENTITLED.every((question) => question(cell) === undefined));
  const written = candidates.find((goods) => {
    const withParticulars = linesOf(w, kind, goods) !== undefined;
    const matter = { kind, goods, basedOn: basisOf(w, kind, goods), withParticulars };
    return cells.some((cell) => refusalOf(cell, matter) === undefined);
  });
  const goods = written ?? candidates[0];
  if (goods === undefined) throw new Error(`${kind} follows none of the goods here.`);
  return goods;
}

/** The record's particulars, where it takes lines. */
function linesOf(w: AccessWorld, kind: TabledKind, goods: Stage) {
  if (kind === "Adjusted") return shortage(w, goods);
  return kind === "Voided" ? all(goods) : undefined;
}

function basisOf(w: AccessWorld, kind: TabledKind, goods: Stage): string {
  if (rowOf(kind).namesCountry === true) return zeroPadBytes(country("NZ"), 32);
  if (kind === "HoldLifted") return heldAt(goods.holds.get(w.subjects.stranger.id) ?? 0n);
  return linesOf(w, kind, goods)?.basedOn ?? hash("document");
}

/** Every role and part: with keys for each place and the widest grant, and with each grant and the widest key. */
function cellsOf(w: AccessWorld): Cell[] {
  return ROLE_NAMES.flatMap((role) =>
    PARTS.flatMap((subject): Cell[] => [
      ...keysFor(role)
        .filter(({ key }) => key?.roles.length === 1)
        .map((account) => ({ w, account, subject, role, scope: "" })),
      ...[...SCOPE_LIST, UNGRANTED].map((scope) => ({ w, account: FULL_KEY, subject, role, scope })),
    ]),
  );
}

describe("Access: every kind of record, from every place", function () {
  // Hundreds of keys, and up to seven thousand cells a row: seconds on an idle machine, a minute on a busy one.
  this.timeout(300_000);

  let w: AccessWorld;

  before(async () => {
    w = await loadFixture(accessWorld);
  });

  it("tries every kind that the ledger has a rule for", async () => {
    const ruled: string[] = [];
    for (const [name, kind] of Object.entries(Kind)) {
      if (decodeRule(await w.ledger.ruleOfKind(kind)).movements.length > 0) ruled.push(name);
    }
    expect([...TABLED_KINDS].sort()).to.deep.equal(ruled.sort());
  });

  for (const kind of TABLED_KINDS) {
    it(kind, async () => {
      const goods = goodsFor(w, kind);
      const lines = linesOf(w, kind, goods);
      const withParticulars = lines !== undefined;
      const matter: Matter = { kind, goods, basedOn: basisOf(w, kind, goods), withParticulars };
      const asks = [...ENTITLED, (cell: Cell) => refusalOf(cell, matter)];
      const { interface: abi } = w.ledger;
      const cells = cellsOf(w);
      const attempts = cells.map((cell): Attempt => {
        const detail = kind === "Adjusted" ? shortage(w, goods).detail : rowOf(kind).details[0]!;
        const c = record(cell, kind, { consignment: goods.id, detail, basedOn: matter.basedOn });
        const data = lines === undefined ? callData(abi, "record", [c]) : callData(abi, "recordByLines", [c, lines.p]);
        return { from: cell.account.wallet.address, to: w.address, data };
      });
      const decided = new Set<number>();
      for (const [i, outcome] of (await outcomesOf(attempts)).entries()) {
        const { expected, decidedBy } = expectedOf(abi, { asks }, cells[i]!);
        expectCell(cells[i]!, outcome, expected);
        decided.add(decidedBy);
      }
      // A grant that is missing, a key and a grant for another place, and the table refuse somebody; somebody is taken.
      const taken = NEVER_TAKEN.includes(kind) ? [] : [asks.length];
      expect([...decided].sort((a, b) => a - b)).to.deep.equal([2, 3, 4, 6, ...taken]);
    });
  }
});
