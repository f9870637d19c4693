import { expect } from "chai";
import { id as hash, toBeHex, zeroPadBytes } from "ethers";

import { Kind, Role, ROLE_NAMES, type RoleName } from "../../../sdk/vocabulary.js";
import type { CheckpointStruct, ParticularsStruct } from "../../../typechain-types/contracts/interfaces/IWaymark.js";
import { ACCEPTANCE_WINDOW } from "../../../assurance/model/records.js";
import { outcomesOf, send } from "../../support/attempts.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { judge, type Cell, type Verdict } from "../../support/judge.js";
import { linesOf, materialOf } from "../../support/material.js";
import { KIND_TABLE, rowOf, TABLED_KINDS, type KindName, type TabledKind } from "../../support/kindTable.js";
import { expectOutcome } from "../../support/outcome.js";
import { bytesOf, heldAt, type Refusal } from "../../support/records.js";
import {
  all,
  PORT_OF_ENTRY,
  shortage,
  stagedWorld,
  STATES,
  type Part,
  type Stage,
  type StagedWorld,
} from "../../support/states.js";
import { previewOf, type WayOfWriting } from "../../support/way.js";
import { pack, unpack } from "../../../assurance/model/word.js";
import { at, checkpoint, country, type Member } from "../../support/world.js";

/** Who writes, and whose mandate it names. */
interface Writer {
  part: Part;
  principal: Part | "custodian" | "nobody";
}

/** Who sends which record. */
interface Request {
  title: string;
  by: Member;
  c: CheckpointStruct;
  lines?: ParticularsStruct | undefined;
}

/** Goods of a stage and what a record of a kind says of them, whoever writes it. */
interface Matter {
  about: Omit<Cell, "role" | "party" | "principal" | "mandators">;
  lines: ParticularsStruct | undefined;
}

/** A record, and the error it must be refused with; undefined = it would be taken. */
interface Trial extends Request {
  refusal: Refusal | undefined;
}

/** A record that must be taken, and the word it leads to. */
interface Taking extends Request {
  word: bigint;
  /** Whether its dry run is enough. */
  dry: boolean;
}

const CUSTODIAN = "the custodian";
const NEXT = "the next";
const AGENT = "an agent of the creator";
const CREATOR = "the creator";
const STRANGER = "a stranger or witness";
const PLACER = "the placer of a hold";
const FORBIDDEN_BY_STATE = /^(MovementForbids|CustomsForbids|ExportNotCleared)$/;
/** Refusals of a record that would be taken elsewhere, or with another country. */
const FORBIDDEN_BY_PLACE = /^(NotThere|WrongTerritory|ExportNotCleared|ReturnNotAllowed|DiversionAfterRefusal)$/;

const WRITERS = {
  [CUSTODIAN]: { part: "keeper", principal: "nobody" },
  [NEXT]: { part: "heir", principal: "nobody" },
  [CREATOR]: { part: "maker", principal: "nobody" },
  [AGENT]: { part: "agent", principal: "maker" },
  "an agent of the custodian": { part: "agent", principal: "custodian" },
  "an agent that names nobody": { part: "agent", principal: "nobody" },
  "an agent without a mandate": { part: "stranger", principal: "maker" },
  "an agent of a party that has no part": { part: "agent", principal: "stranger" },
  [STRANGER]: { part: "stranger", principal: "nobody" },
  [PLACER]: { part: "placer", principal: "nobody" },
} as const satisfies Record<string, Writer>;

const DATA_HASH = hash("data");

/** Places of the origin, the destination and neither, and no place. */
const PLACES = ["NZTRG", "NZAKL", "CNSHG", "CNHAZ", "SGSIN", ""];

/** Countries of the origin, the destinations, their territory and neither; and what is no country. */
const COUNTRIES = [
  ...["NZ", "CN", "FR", "DE", "SG"].map(basisOfCountry),
  ...["0x", "0x6e7a", "0x4e00", "0x4e5a545247"].map((code) => zeroPadBytes(code, 32)),
  toBeHex("0x4e5a", 32),
];

/** Kinds that are written only with particulars which this suite does not make. */
const BY_OTHER_MEANS: readonly TabledKind[] = [
  "Confirmed",
  "Contradicted",
  "Correction",
  "Packed",
  "Unpacked",
  "Split",
];

/** Kinds that a creator may write who no longer has the goods, or who must. */
const BY_CREATORS: readonly TabledKind[] = ["TakenBack", "Disputed", "Voided"];

/** How long the goods have been waiting when a kind is tried: some are taken only when an offer is overdue. */
function waitsOf(kind: TabledKind): bigint[] {
  return kind === "TakenBack" ? [0n, ACCEPTANCE_WINDOW + 7_200n] : [0n];
}

/** Every cell of the table of kinds: each kind, in each state, in each role, by each who may be about. */
export function shouldFollowTheTable(way: WayOfWriting): void {
  describe("the table of kinds", () => {
    it("has a row for every kind but None, which is refused in whichever role", async () => {
      const w = await loadFixture(stagedWorld);
      expect(Object.keys(Kind).filter((name) => !(name in KIND_TABLE))).to.deep.equal(["None"]);
      const stage = w.stages["Arrived, declared"];
      const by = w.parts.keeper;
      const trials = ROLE_NAMES.map(async (role): Promise<Trial> => {
        const c = await checkpoint(stage.id, by, "None", role, PORT_OF_ENTRY);
        return { title: role, by, c, refusal: ["KindUnsupported", 0n] };
      });
      await tryTogether(way, w, await Promise.all(trials));
    });

    for (const kind of TABLED_KINDS.filter((name) => rowOf(name).needsParticulars)) {
      it(`takes no ${kind} without the particulars that it needs, in whichever state and role`, async () => {
        const w = await loadFixture(stagedWorld);
        const now = await networkHelpers.time.latest();
        const trials = Object.values(w.stages).flatMap((stage) => {
          const matter = matterOf(w, kind, stage, now);
          return ROLE_NAMES.map((role): Trial => {
            const cell = { ...cellOf(w, matter, WRITERS[CUSTODIAN], role), particulars: undefined };
            const verdict = judge(cell);
            if (!("refusal" in verdict)) throw new Error(`${kind} is taken without particulars.`);
            const title = `${kind} as ${role} of goods ${stage.before.movement}`;
            return { title, by: memberOf(w, cell.party), c: recordOf(cell, 0), refusal: verdict.refusal };
          });
        });
        await tryTogether(way, w, trials);
      });
    }

    it("refuses every kind about goods that were never created", async () => {
      const w = await loadFixture(stagedWorld);
      const nowhere = hash("never created");
      const by = w.parts.keeper;
      const trials = Object.keys(Kind).map(async (kind): Promise<Trial> => {
        // A name of Kind, for it is a key of it.
        const c = await checkpoint(nowhere, by, kind as KindName, "Carrier", "NZTRG");
        return { title: kind, by, c, refusal: ["ConsignmentUnknown", nowhere] };
      });
      await tryTogether(way, w, await Promise.all(trials));
    });

    for (const kind of TABLED_KINDS.filter((name) => !BY_OTHER_MEANS.includes(name))) {
      describe(kind, () => {
        for (const state of STATES) {
          it(state, async () => {
            const w = await loadFixture(stagedWorld);
            for (const wait of waitsOf(kind)) {
              if (wait !== 0n) await networkHelpers.time.increase(wait);
              await tryEveryCell(way, w, kind, w.stages[state]);
            }
          });
        }

        it("takes exactly the details of its row", async () => {
          const w = await loadFixture(stagedWorld);
          for (const wait of waitsOf(kind)) if (wait !== 0n) await networkHelpers.time.increase(wait);
          await tryEveryDetail(way, w, kind);
        });
      });
    }
  });
}

async function tryEveryCell(way: WayOfWriting, w: StagedWorld, kind: TabledKind, stage: Stage): Promise<void> {
  const now = await networkHelpers.time.latest();
  const matter = matterOf(w, kind, stage, now);
  const forbidden = new Set(ROLE_NAMES.filter((role) => isForbidden(cellOf(w, matter, WRITERS[CUSTODIAN], role))));
  const taken: Taking[] = [];
  const refused: Trial[] = [];
  const seen = new Set<string>();
  const attempt = (title: string, cell: Cell, dry = false): Verdict => {
    const verdict = judge(cell);
    const request = { title, by: memberOf(w, cell.party), c: recordOf(cell), lines: matter.lines };
    if ("refusal" in verdict) refused.push({ ...request, refusal: verdict.refusal });
    else taken.push({ ...request, word: pack(verdict.after), dry });
    return verdict;
  };
  for (const [who, writer] of Object.entries(WRITERS)) {
    for (const role of ROLE_NAMES) {
      const title = `${who} as ${role}`;
      const cell = cellOf(w, matter, writer, role);
      if (!tellsSomethingNew(who, cell, forbidden.has(role))) continue;
      const verdict = attempt(title, cell);
      // The place is judged alike for all that may write in one capacity: one of each tries all places.
      if ("refusal" in verdict && !FORBIDDEN_BY_PLACE.test(verdict.refusal[0])) continue;
      const capacity = `${who} ${String(isIn(rowOf(kind).witnesses, role))}`;
      if (seen.has(capacity)) continue;
      seen.add(capacity);
      // Where the place leaves no trace in the word, that the record would be taken there is all there is to know.
      const dry = rowOf(kind).setsPlace !== true;
      for (const place of PLACES) attempt(`${title} at "${place}"`, { ...cell, place }, dry);
      if (rowOf(kind).namesCountry !== true) continue;
      for (const basedOn of COUNTRIES) attempt(`${title} to ${basedOn}`, { ...cell, basedOn });
    }
  }
  await tryTogether(way, w, refused);
  await previewTogether(w, taken);
  // One after the other: each is taken back before the next.
  for (const { dry, ...write } of taken) if (!dry) await expectWord(way, w, write);
}

/** Leaves out cells that repeat another: same part in the matter under another name, or refused for the same reason. */
function tellsSomethingNew(who: string, cell: Cell, stateForbids: boolean): boolean {
  const row = rowOf(cell.kind);
  if (who === CUSTODIAN) return true;
  if (who === PLACER) return cell.holds.size > 0;
  if (who === CREATOR) return BY_CREATORS.includes(cell.kind);
  if (stateForbids) return who === STRANGER && cell.role === "Customs";
  if (who === STRANGER || who === NEXT || who === AGENT || row.liftsHold === true) return true;
  return isIn(row.agents, cell.role);
}

/** Whether the goods' state is what refuses the record. */
function isForbidden(cell: Cell): boolean {
  const verdict = judge(cell);
  return "refusal" in verdict && FORBIDDEN_BY_STATE.test(verdict.refusal[0]);
}

function isIn(roles: readonly RoleName[] | undefined, role: RoleName): boolean {
  return roles?.includes(role) ?? false;
}

/** A place at which the kind may be recorded now, if there is one. */
function usualPlace(kind: TabledKind, { before }: Stage): string {
  if (rowOf(kind).where !== "destination") return before.place;
  return before.destination === "CN" ? PORT_OF_ENTRY : "NZAKL";
}

function matterOf(w: StagedWorld, kind: TabledKind, stage: Stage, now: number): Matter {
  const { id: consignment, before, holds } = stage;
  return {
    about: {
      ...{ consignment, kind, before, holds, now, creator: w.parts.maker.id },
      ...{ place: usualPlace(kind, stage), basedOn: basisOf(w, kind, stage), ...materialOf(w, kind, stage) },
    },
    lines: linesOf(w, kind, stage),
  };
}

function cellOf({ parts }: StagedWorld, { about }: Matter, writer: Writer, role: RoleName): Cell {
  const { custodian } = about.before;
  // Before the first hand-over the maker has the goods.
  const party = writer.part === "keeper" ? custodian : parts[writer.part].id;
  const { principal } = writer;
  return {
    ...about,
    role,
    party,
    principal: principal === "nobody" ? 0n : principal === "custodian" ? custodian : parts[principal].id,
    mandators: writer.part === "agent" ? [parts.maker.id, parts.keeper.id] : [],
  };
}

function basisOf(w: StagedWorld, kind: TabledKind, stage: Stage): string {
  if (kind === "Adjusted") return shortage(w, stage).basedOn;
  if (kind === "Voided") return all(stage).basedOn;
  if (kind === "Diverted") return basisOfCountry("SG");
  if (kind === "Returned") return basisOfCountry("NZ");
  if (kind === "HoldLifted") return heldAt(stage.holds.get(w.parts.placer.id) ?? 1n);
  return hash("document");
}

/** A country as the records that change the destination name it. */
function basisOfCountry(code: string): string {
  return zeroPadBytes(country(code), 32);
}

/** Tries records that leave nothing behind, and compares each with what it must come to. */
async function tryTogether(way: WayOfWriting, w: StagedWorld, trials: readonly Trial[]): Promise<void> {
  const attempts = await Promise.all(trials.map(({ by, c, lines }) => way.attempt(w, by, c, lines)));
  for (const [i, outcome] of (await outcomesOf(attempts)).entries()) {
    const { title, refusal } = trials[i]!;
    const refused = refusal === undefined ? undefined : { taken: false, answer: bytesOf(w.ledger.interface, refusal) };
    expectOutcome(w, outcome, refused ?? { taken: true }, title);
  }
}

/** Compares the dry run of each record with the word that it must lead to. */
async function previewTogether(w: StagedWorld, takings: readonly Taking[]): Promise<void> {
  const attempts = await Promise.all(takings.map(({ by, c, lines }) => previewOf(w, by, c, lines)));
  for (const [i, outcome] of (await outcomesOf(attempts)).entries()) {
    const { title, word } = takings[i]!;
    expectOutcome(w, outcome, { taken: true, answer: toBeHex(word, 32) }, `${title}, previewed`);
  }
}

/** Writes a record that must be taken, compares the word that it leads to, and takes it back. */
async function expectWord(
  way: WayOfWriting,
  w: StagedWorld,
  { title, by, c, lines, word }: Omit<Taking, "dry">,
): Promise<void> {
  const snapshot = await networkHelpers.takeSnapshot();
  await send(await way.attempt(w, by, c, lines));
  expect(unpack(await w.ledger.wordOf(c.consignment)), title).to.deep.equal(unpack(word));
  await snapshot.restore();
}

/** The cell's record, made without asking the chain for its time. */
function recordOf(cell: Cell, detail = cell.detail): CheckpointStruct {
  const { consignment, party, principal, basedOn, now } = cell;
  return {
    consignment,
    party,
    kind: Kind[cell.kind],
    role: Role[cell.role],
    place: at(cell.place),
    occurredAt: now,
    basedOn,
    detail,
    dataHash: DATA_HASH,
    next: 0,
    principal,
    scope: at(""),
    expectedMove: 0,
  };
}

function memberOf({ parts }: StagedWorld, party: bigint): Member {
  return Object.values(parts).find(({ id }) => id === party)!;
}

/** In the first state and capacity in which the kind is taken, tries all details there are numbers for. */
async function tryEveryDetail(way: WayOfWriting, w: StagedWorld, kind: TabledKind): Promise<void> {
  const now = await networkHelpers.time.latest();
  const { cell, lines } = firstTaken(w, kind, now);
  const row = rowOf(kind);
  const by = memberOf(w, cell.party);
  const trials: Trial[] = [];
  for (let detail = 0; detail <= 255; detail += detail < 17 ? 1 : 17) {
    const refusal = row.details.includes(detail) ? undefined : (["DetailInvalid", Kind[kind], detail] as const);
    trials.push({ title: `detail ${toBeHex(detail)}`, by, c: recordOf(cell, detail), lines, refusal });
  }
  await tryTogether(way, w, trials);
}

function firstTaken(w: StagedWorld, kind: TabledKind, now: number): Pick<Matter, "lines"> & { cell: Cell } {
  for (const stage of Object.values(w.stages)) {
    const matter = matterOf(w, kind, stage, now);
    for (const writer of Object.values(WRITERS)) {
      for (const role of ROLE_NAMES) {
        const cell = cellOf(w, matter, writer, role);
        if ("after" in judge(cell)) return { cell, lines: matter.lines };
      }
    }
  }
  throw new Error(`No cell of ${kind} is allowed.`);
}
