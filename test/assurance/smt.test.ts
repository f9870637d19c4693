import { expect } from "chai";
import { Interface, toBeHex, zeroPadBytes, ZeroHash } from "ethers";
import fc from "fast-check";

import { seed, sourcesWith } from "../../assurance/smt/check.js";
import type { Sources } from "../../assurance/smt/compile.js";
import { counterexampleOf } from "../../assurance/smt/counterexample.js";
import { startHarness, type Harness } from "../../assurance/smt/harness.js";
import { PROPERTIES } from "../../assurance/smt/properties.js";
import { readRows } from "../../assurance/smt/readRows.js";
import { hashParticulars, type Particulars } from "../../sdk/hashing/hashParticulars.js";
import { Customs, Kind, Movement, namesOf, Role, ROLE_NAMES, type RoleName } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { judge, type Cell, type Verdict } from "../support/judge.js";
import { rowOf, TABLED_KINDS, type TabledKind } from "../support/kindTable.js";
import { flagSet, type Flag } from "../../assurance/model/word.js";
import { country, world } from "../support/world.js";

const TABLE = "assurance/smt/Table.sol";
/** The capacities of the harness, by number, and the rows' names for them. */
const CAPACITIES = ["witnesses", "custodians", "nexts", "agents"] as const;
const FLAGS: readonly Flag[] = ["exportCleared", "exportOwn", "importOwn", "domestic", "travelled", "sentBack"];
const [CREATOR, CUSTODIAN, NEXT, AGENT, STRANGER] = [1n, 2n, 3n, 4n, 5n];

/** Kinds that need more than their row, which neither side of the comparison makes. */
const LEFT_OUT: readonly TabledKind[] = [
  ...(["Confirmed", "Contradicted", "Correction", "Packed", "Unpacked", "Split", "TakenBack", "Disputed"] as const),
];
const KINDS = TABLED_KINDS.filter((kind) => !LEFT_OUT.includes(kind));

/** Sets the harness to a state and writes one record. */
const JUDGE = `
pragma solidity ^0.8.37;
import {Customs, Kind, Movement} from "contracts/types/Kind.sol";
import {Role} from "contracts/types/Roles.sol";
import {Journey} from "assurance/smt/Journey.sol";
import {Capacity} from "assurance/smt/Table.sol";
contract Judge is Journey(false) {
    function judge(Movement m, Customs c, uint8 h, bool[6] memory f, Kind k, Role r, Capacity as_, bool[5] memory facts)
        external returns (Movement, Customs, uint8, bool[6] memory)
    {
        (movement, customs, holds, exportCleared, exportOwn) = (m, c, h, f[0], f[1]);
        (importOwn, domestic, travelled, sentBack) = (f[2], f[3], f[4], f[5]);
        _write(k, r, as_, facts[0], facts[1], facts[2], facts[3], facts[4]);
        return (movement, customs, holds, [exportCleared, exportOwn, importOwn, domestic, travelled, sentBack]);
    }
}`;
const ABI = new Interface([
  "function judge(uint8,uint8,uint8,bool[6],uint8,uint8,uint8,bool[5]) returns (uint8,uint8,uint8,bool[6])",
]);

/** What a record does to the goods, as both sides say it. */
interface Outcome {
  movement: string;
  customs: string;
  holds: number;
  flags: Flag[];
}

describe("The model that the solver proves", () => {
  let sound: Sources;

  before(async () => {
    sound = await sourcesWith();
  });

  it("has the rows that a deployed ledger answers, bit by bit", async () => {
    const { ledger } = await loadFixture(world);
    const rows = await readRows(new Map());
    for (const kind of namesOf(Kind)) {
      expect(rows[Kind[kind]], kind).to.equal(kind === "None" ? 0n : await ledger.ruleOfKind(Kind[kind]));
    }
  });

  it("judges records as the tests of the ledger do", async () => {
    const path = "assurance/smt/Judge.sol";
    const harness = await startHarness(path, "Judge", new Map([...sound, [path, JUDGE]]));
    await harness.create();
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(situations(), async (situation) => {
        const cell = cellOf(situation);
        const verdict = judge(cell);
        fc.pre(isModelled(situation, verdict));
        const modelled = await run(harness, situation);
        expect(modelled, describeCell(cell, verdict)).to.deep.equal(outcomeOf(verdict));
        if (modelled !== undefined) taken += 1;
      }),
      { numRuns: 500 },
    );
    expect(taken, "records taken").to.be.above(100);
  });

  it("has a fault for every property, each a text that stands in its file once", () => {
    expect(PROPERTIES.map(({ number }) => number)).to.deep.equal(PROPERTIES.map((_, index) => index + 1));
    for (const { fault } of PROPERTIES) expect(seed(fault), fault.what).to.include(fault.to);
  });

  it("refuses a fault that cannot be put in", () => {
    const fault = { what: "nothing", file: "contracts/types/KindTable.sol", from: "no such row", to: "" };
    expect(() => seed(fault)).to.throw('"nothing" cannot be put into contracts/types/KindTable.sol');
    expect(() => seed({ ...fault, from: "Movement.None" })).to.throw("times");
  });

  it("carries a fault of the table into the plain one, where the property is seen to fail", async () => {
    const fault = PROPERTIES.find(({ number }) => number === 6)?.fault;
    const before = sound.get(TABLE)?.split("\n") ?? [];
    const faulty = await sourcesWith(fault);
    const after = faulty.get(TABLE)?.split("\n") ?? [];
    const changed = after.filter((line, index) => line !== before[index]);
    expect(changed).to.have.length(1);
    expect(changed[0]).to.include("function follows(");
    const records = await counterexampleOf(6, faulty);
    expect(records.at(-1)).to.match(/^Departed by /);
  });
});

/** The goods, who writes what about them, and the facts beside it. */
interface Situation {
  kind: TabledKind;
  movement: keyof typeof Movement;
  customs: keyof typeof Customs;
  holds: number;
  flags: boolean[];
  capacity: number;
  role: RoleName;
  here: boolean;
  same: boolean;
  placer: boolean;
}

function situations(): fc.Arbitrary<Situation> {
  const writers = (kind: TabledKind) =>
    CAPACITIES.flatMap((set, capacity) => (rowOf(kind)[set] ?? []).map((role) => ({ capacity, role })));
  const anybody = fc.record({ capacity: fc.nat(3), role: fc.constantFrom(...ROLE_NAMES) });
  return fc.constantFrom(...KINDS).chain((kind) => {
    const row = rowOf(kind);
    return fc
      .record({
        kind: fc.constant(kind),
        movement: fc.oneof(fc.constantFrom(...row.movements), fc.constantFrom(...namesOf(Movement).slice(1))),
        customs: fc.oneof(fc.constantFrom(...row.customs), fc.constantFrom(...namesOf(Customs))),
        holds: fc.constantFrom(0, 0, 1, 2),
        flags: fc.array(fc.boolean(), { minLength: FLAGS.length, maxLength: FLAGS.length }),
        writer: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...writers(kind)) }, anybody),
        here: fc.boolean(),
        same: fc.boolean(),
        placer: fc.boolean(),
      })
      .map(({ writer, ...rest }) => ({ ...rest, ...writer }));
  });
}

const CONTENTS = [{ batch: ZeroHash, quantity: 5n, items: ZeroHash }];

/** Lines of the goods that leave them. */
function linesLeaving(quantity: bigint): Particulars {
  return {
    contents: CONTENTS,
    leaving: CONTENTS.map((line) => ({ ...line, quantity })),
    document: ZeroHash,
    items: ZeroHash,
  };
}

function basisOf(particulars: Particulars | undefined, destination: string | undefined): string {
  if (particulars !== undefined) return hashParticulars(particulars);
  return destination === undefined ? toBeHex(7n, 32) : zeroPadBytes(country(destination), 32);
}

/** The same situation for the judgement of the tests: goods at Tauranga, of whom each capacity has a party. */
function cellOf({ kind, movement, customs, holds, flags, capacity, role, here, same, placer }: Situation): Cell {
  const row = rowOf(kind);
  const named = here ? "NZ" : "SG";
  const destination = row.namesCountry === true ? (same ? named : "CN") : here ? "NZ" : "CN";
  const elsewhere = here ? "NZAKL" : "CNSHG";
  const particulars = row.needsParticulars === true ? linesLeaving(kind === "Voided" ? 5n : 1n) : undefined;
  const party = [STRANGER, CUSTODIAN, NEXT, AGENT][capacity] ?? STRANGER;
  return {
    consignment: toBeHex(1n, 32),
    kind,
    role,
    before: {
      sequence: 9n,
      lastMove: 1n,
      lastMoveAt: 0n,
      offeredAt: 0n,
      custodian: CUSTODIAN,
      next: NEXT,
      destination,
      place: "NZTRG",
      holds: BigInt(holds),
      movement,
      customs,
      flags: flagSet(...FLAGS.filter((_, index) => flags[index])),
    },
    creator: kind === "Voided" ? CUSTODIAN : CREATOR,
    party,
    principal: party === AGENT ? CREATOR : 0n,
    mandators: [CREATOR],
    place: row.where.startsWith("standing") ? "NZTRG" : elsewhere,
    basedOn: basisOf(particulars, row.namesCountry === true ? named : undefined),
    detail: row.details[0]!,
    contents: CONTENTS,
    particulars,
    holds: placer && holds > 0 ? new Map([[party, 7n]]) : new Map<bigint, bigint>(),
    now: 1_000_000,
  };
}

/** The model knows no places, and asks in which capacity a record is written where the ledger tries them in turn. */
function isModelled({ kind, capacity, role, holds, placer }: Situation, verdict: Verdict): boolean {
  const row = rowOf(kind);
  if ("refusal" in verdict && /^(NotThere|WrongTerritory|PrincipalUnrelated)$/.test(verdict.refusal[0])) return false;
  const set = CAPACITIES[capacity] ?? "witnesses";
  const otherwise = capacity !== 0 && !(row[set] ?? []).includes(role) && (row.witnesses ?? []).includes(role);
  const sampled = kind === "Adjusted" && holds > 0 && (row.witnesses ?? []).includes(role);
  return !otherwise && !sampled && (holds > 0 || !placer);
}

function outcomeOf(verdict: Verdict): Outcome | undefined {
  if ("refusal" in verdict) return undefined;
  const { movement, customs, holds, flags } = verdict.after;
  return { movement, customs, holds: Number(holds), flags: FLAGS.filter((flag) => flags.includes(flag)) };
}

/** Runs the harness; undefined when it refuses the record. */
async function run(harness: Harness, situation: Situation): Promise<Outcome | undefined> {
  const { kind, movement, customs, holds, flags, capacity, role, here, same, placer } = situation;
  const byLines = rowOf(kind).takesLines === true && rowOf(kind).needsParticulars === true;
  const facts = [byLines, kind === "Voided", here, same, placer];
  const args = [Movement[movement], Customs[customs], holds, flags, Kind[kind], Role[role], capacity, facts];
  const { reverted, data } = await harness.call(ABI.encodeFunctionData("judge", args));
  if (reverted) return undefined;
  // The ABI above names these types.
  const [m, c, h, f] = ABI.decodeFunctionResult("judge", data) as unknown as [bigint, bigint, bigint, boolean[]];
  return {
    movement: namesOf(Movement)[Number(m)] ?? "",
    customs: namesOf(Customs)[Number(c)] ?? "",
    holds: Number(h),
    flags: FLAGS.filter((_, index) => f[index]),
  };
}

function describeCell({ kind, role, before }: Cell, verdict: Verdict): string {
  const because = "refusal" in verdict ? verdict.refusal[0] : "taken";
  return `${kind} as ${role} after ${before.movement}/${before.customs} with ${before.flags.join()}: ${because}`;
}
