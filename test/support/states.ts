import { id as hash, zeroPadBytes } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import { Adjustment, Extent, Regime, ROLE_NAMES, type RoleName } from "../../sdk/vocabulary.js";
import type { LineStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "./chain.js";
import { particulars } from "./records.js";
import { direct } from "./way.js";
import { unpack, type WordFields } from "../../assurance/model/word.js";
import {
  admit,
  checkpoint,
  country,
  createConsignment,
  line,
  world,
  type Member,
  type RecordChanges,
  type World,
} from "./world.js";

/** Parties that hold every role everywhere: what they may write depends on nothing but their part in the matter. */
const PARTS = ["maker", "keeper", "heir", "agent", "stranger", "placer", "placer2"] as const;
export type Part = (typeof PARTS)[number];

/** The place of departure, and an arrival in the destination's territory. */
export const HOME = "NZTRG";
export const PORT_OF_ENTRY = "CNSHG";
const UNITS = 5;

/** A step of the way to a state. */
type Step = (goods: Goods) => Promise<void>;

/** A consignment on its way to a state, and who writes about it. */
class Goods {
  contents: LineStruct[];

  constructor(
    readonly w: World,
    readonly parts: Record<Part, Member>,
    readonly id: ConsignmentId,
  ) {
    this.contents = [line(w.batch, UNITS)];
  }

  async write(
    by: Member,
    kind: Parameters<typeof checkpoint>[2],
    role: RoleName,
    place: string,
    changes: RecordChanges = {},
  ): Promise<void> {
    const c = await checkpoint(this.id, by, kind, role, place, changes);
    await (await direct.record(this.w, by, c)).wait();
  }

  /** Takes units out of the contents. */
  async release(by: Member, role: RoleName, units: number, principal = 0n): Promise<void> {
    const { p, basedOn } = particulars(this.contents, [line(this.w.batch, units)], { document: hash("release note") });
    const c = await checkpoint(this.id, by, "ImportCleared", role, PORT_OF_ENTRY, {
      basedOn,
      principal,
      detail: Extent.ByLines,
    });
    await (await direct.recordByLines(this.w, by, c, p)).wait();
    this.contents = [line(this.w.batch, UNITS - units)];
  }
}

const origin: Step = async (g) => {
  await g.write(g.parts.maker, "Origin", "Factory", HOME, { next: g.parts.keeper.id });
  await g.write(g.parts.keeper, "Received", "Carrier", HOME, { next: g.parts.heir.id });
};
const originAlone: Step = (g) => g.write(g.parts.maker, "Origin", "Factory", HOME, { next: g.parts.heir.id });
/** Back to its maker, who takes it over where it was refused. */
const sendBack: Step = async (g) => {
  const { maker, keeper, heir } = g.parts;
  const basedOn = zeroPadBytes(country("NZ"), 32);
  await g.write(keeper, "Returned", "Carrier", PORT_OF_ENTRY, { basedOn, next: maker.id });
  await g.write(maker, "Received", "Brand", PORT_OF_ENTRY, { next: heir.id });
};
const departAgain: Step = async (g) => {
  await g.write(g.w.cast.cnCustoms, "ExportCleared", "Customs", PORT_OF_ENTRY, { scope: "CN" });
  await g.write(g.parts.heir, "Departed", "Carrier", PORT_OF_ENTRY, { detail: 1, next: g.parts.keeper.id });
};
const export_: Step = (g) => g.write(g.w.cast.nzCustoms, "ExportCleared", "Customs", HOME, { scope: "NZ" });
const exportReported: Step = (g) =>
  g.write(g.parts.agent, "ExportCleared", "Broker", HOME, {
    principal: g.parts.maker.id,
    basedOn: hash("export note"),
  });
const depart: Step = (g) => g.write(g.parts.keeper, "Departed", "Carrier", HOME, { detail: 1, next: g.parts.heir.id });
const transship: Step = (g) => g.write(g.parts.keeper, "Transshipped", "Carrier", "SGSIN", { next: g.parts.heir.id });
const transshipAtHome: Step = (g) =>
  g.write(g.parts.keeper, "Transshipped", "Carrier", "NZAKL", { next: g.parts.heir.id });
const declare: Step = (g) =>
  g.write(g.parts.agent, "ImportDeclared", "Broker", PORT_OF_ENTRY, {
    detail: Regime.General,
    principal: g.parts.maker.id,
  });
const declareInEu: Step = (g) =>
  g.write(g.parts.agent, "ImportDeclared", "Broker", "DEHAM", { detail: Regime.General, principal: g.parts.maker.id });
const arrive: Step = (g) => g.write(g.parts.keeper, "Arrived", "Carrier", PORT_OF_ENTRY, { next: g.parts.heir.id });
const arriveAtHome: Step = (g) => g.write(g.parts.keeper, "Arrived", "Carrier", HOME, { next: g.parts.heir.id });
const clear: Step = (g) => g.write(g.w.cast.cnCustoms, "ImportCleared", "Customs", PORT_OF_ENTRY, { scope: "CN" });
const clearReported: Step = (g) =>
  g.write(g.parts.agent, "ImportCleared", "Broker", PORT_OF_ENTRY, {
    principal: g.parts.maker.id,
    basedOn: hash("release note"),
  });
const clearPart: Step = (g) => g.release(g.parts.stranger, "Customs", 2);
const clearPartReported: Step = (g) => g.release(g.parts.agent, "Broker", 2, g.parts.maker.id);
const clearAllByLines: Step = (g) => g.release(g.parts.stranger, "Customs", UNITS);
const refuse: Step = (g) => g.write(g.w.cast.cnCustoms, "Refused", "Customs", PORT_OF_ENTRY, { scope: "CN" });
const refuseReported: Step = (g) =>
  g.write(g.parts.agent, "Refused", "Broker", PORT_OF_ENTRY, {
    principal: g.parts.maker.id,
    basedOn: hash("refusal note"),
  });
const refuseAtHome: Step = (g) => g.write(g.w.cast.nzCustoms, "Refused", "Customs", HOME, { scope: "NZ" });
const forward: Step = (g) =>
  g.write(g.parts.keeper, "Forwarded", "Carrier", PORT_OF_ENTRY, { detail: 3, next: g.parts.heir.id });
const forwardAtHome: Step = (g) =>
  g.write(g.parts.keeper, "Forwarded", "Carrier", HOME, { detail: 3, next: g.parts.heir.id });
const deliver: Step = (g) => g.write(g.parts.keeper, "Delivered", "Carrier", PORT_OF_ENTRY);
const deliverAtHome: Step = (g) => g.write(g.parts.keeper, "Delivered", "Carrier", HOME);
const destroyBy =
  (part: Part): Step =>
  async (g) =>
    g.write(g.parts[part], "Destroyed", "Carrier", await placeOf(g));
const holdBy =
  (part: Part): Step =>
  async (g) =>
    g.write(g.parts[part], "Held", "Inspector", await placeOf(g));

async function placeOf(g: Goods): Promise<string> {
  return unpack(await g.w.ledger.wordOf(g.id)).place;
}

const ready: Step[] = [origin, export_];
const inTransit: Step[] = [...ready, depart];
const arrived: Step[] = [...inTransit, arrive];
const declared: Step[] = [...arrived, declare];
const domestic: Step[] = [origin, depart];

/** How to bring goods from Tauranga to each state: bound for China, or for what its name says (`DESTINATIONS`). */
const WAYS = {
  Created: [],
  "Created, held": [holdBy("placer")],
  "Ready, not handed over": [originAlone],
  "Ready, export not cleared": [origin],
  "Ready, export cleared": ready,
  "Ready, export reported cleared": [origin, exportReported],
  "Ready, sent back after a refusal": [...declared, refuse, sendBack],
  "Ready, held": [...ready, holdBy("placer")],
  "InTransit, undeclared": inTransit,
  "InTransit, declared in advance": [...inTransit, declare],
  "InTransit, on the way back": [...declared, refuse, sendBack, departAgain],
  "AtTransit, undeclared": [...inTransit, transship],
  "AtTransit, declared in advance": [...inTransit, declare, transship],
  "AtTransit, held": [...inTransit, transship, holdBy("placer")],
  "Arrived, undeclared": arrived,
  "Arrived, declared": declared,
  "Arrived, partly cleared": [...declared, clearPart],
  "Arrived, reported partly cleared": [...declared, clearPartReported],
  "Arrived, cleared": [...declared, clear],
  "Arrived, reported cleared": [...declared, clearReported],
  "Arrived, refused": [...declared, refuse],
  "Arrived, reported refused": [...declared, refuseReported],
  "Arrived, undeclared, held": [...arrived, holdBy("placer")],
  "Arrived, declared, held": [...declared, holdBy("placer")],
  "Arrived, cleared, held": [...declared, clear, holdBy("placer")],
  "Arrived, declared, held by two": [...declared, holdBy("placer"), holdBy("placer2")],
  "On an inland leg, undeclared": [...arrived, forward],
  "On an inland leg, declared": [...declared, forward],
  "On an inland leg, partly cleared": [...declared, clearPart, forward],
  "On an inland leg, cleared": [...declared, clear, forward],
  "Delivered, cleared": [...declared, clear, deliver],
  "Closed, destroyed before it left": [destroyBy("maker")],
  "Closed, destroyed after a refusal": [...declared, refuse, destroyBy("keeper")],
  "Closed, released by lines": [...declared, clearAllByLines],
  "EU: Ready, export cleared": ready,
  "EU: InTransit, declared in advance": [...inTransit, declareInEu],
  "domestic: Created": [],
  "domestic: Ready": [origin],
  "domestic: InTransit": domestic,
  "domestic: AtTransit": [...domestic, transshipAtHome],
  "domestic: Arrived": [...domestic, arriveAtHome],
  "domestic: Arrived, refused": [...domestic, arriveAtHome, refuseAtHome],
  "domestic: on an inland leg": [...domestic, arriveAtHome, forwardAtHome],
  "domestic: Delivered": [...domestic, arriveAtHome, deliverAtHome],
} satisfies Record<string, Step[]>;

/** Where goods go in the states whose names begin so. */
const DESTINATIONS = { "domestic:": "NZ", "EU:": "FR" };

export type StateName = keyof typeof WAYS;
// The keys of a constant object are exactly those it is written with.
export const STATES = Object.keys(WAYS) as StateName[];

/** Goods in a state, and what gates rules about them. */
export interface Stage {
  id: ConsignmentId;
  before: WordFields;
  contents: LineStruct[];
  /** Sequence of the open hold of each part that has one. */
  holds: Map<bigint, bigint>;
}

export interface StagedWorld extends World {
  parts: Record<Part, Member>;
  stages: Record<StateName, Stage>;
}

/** A world in which goods have been brought to every state, by records. */
export async function stagedWorld(): Promise<StagedWorld> {
  const w = await world();
  const { ledger, cast } = w;
  const spare = (await ethers.getSigners()).slice(-PARTS.length);
  const parts: Partial<Record<Part, Member>> = {};
  for (const [i, part] of PARTS.entries()) parts[part] = await admit(ledger, part, spare[i]!, [["", ROLE_NAMES]]);
  // Filled for every part just above.
  const complete = parts as Record<Part, Member>;
  const { maker, keeper, agent } = complete;
  await (await ledger.connect(cast.brand.account).appoint(w.product, maker.id, 2)).wait();
  const all = await ledger.grantOf(maker.id, ethers.zeroPadBytes("0x", 5));
  for (const principal of [maker, keeper]) {
    await (await ledger.connect(principal.account).setMandate(principal.id, agent.id, all)).wait();
  }

  const stages: Partial<Record<StateName, Stage>> = {};
  for (const state of STATES) stages[state] = await stage(w, complete, state);
  // Filled for every state just above.
  return { ...w, parts: complete, stages: stages as Record<StateName, Stage> };
}

async function stage(w: World, parts: Record<Part, Member>, state: StateName): Promise<Stage> {
  const [, destination] = Object.entries(DESTINATIONS).find(([name]) => state.startsWith(name)) ?? ["", "CN"];
  const id = await createConsignment(w, {
    by: parts.maker,
    key: hash(state),
    destination,
    lines: [line(w.batch, UNITS)],
  });
  const goods = new Goods(w, parts, id);
  for (const step of WAYS[state]) await step(goods);
  const holds = new Map<bigint, bigint>();
  for (const { id: party } of [parts.placer, parts.placer2]) {
    const { sequence } = await w.ledger.holdOf(id, party);
    if (sequence !== 0n) holds.set(party, sequence);
  }
  return { id, before: unpack(await w.ledger.wordOf(id)), contents: goods.contents, holds };
}

type Lines = ReturnType<typeof particulars>;
const alls = new WeakMap<Stage, Lines>();
const shortages = new WeakMap<Stage, Lines & { detail: number }>();

/** All of the stage's goods taken out. */
export function all(stage: Stage): Lines {
  return once(alls, stage, () => particulars(stage.contents, stage.contents));
}

/** One unit of the stage's goods found short. */
export function shortage(w: World, stage: Stage): Lines & { detail: number } {
  return once(shortages, stage, () => ({
    detail: Adjustment.Shortage,
    ...particulars(stage.contents, [line(w.batch, 1)]),
  }));
}

/** Hashes what thousands of cells say of a stage once. */
function once<T>(known: WeakMap<Stage, T>, stage: Stage, say: () => T): T {
  const said = known.get(stage) ?? say();
  known.set(stage, said);
  return said;
}
