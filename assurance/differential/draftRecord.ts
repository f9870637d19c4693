import { hashChildren } from "../../sdk/hashing/hashChildren.js";
import { hashParticulars } from "../../sdk/hashing/hashParticulars.js";
import { hashPart } from "../../sdk/hashing/hashPart.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import type { Line } from "../../sdk/line.js";
import { Extent, Kind, Role } from "../../sdk/vocabulary.js";
import type { Checkpoint } from "../model/checkpoint.js";
import { pastStep } from "../model/proof.js";
import { kindHas, kindName } from "../model/rules.js";
import { goodsOf } from "../model/state.js";
import { has } from "../model/word.js";
import { ALIKE, samePart } from "../model/wordPart.js";
import { CAST } from "./cast.js";
import { keyFor, type Draft, type Drafting } from "./draft.js";
import { draftCheckpoint, goodsFor } from "./draftCheckpoint.js";
import { prove } from "./notes.js";
import { ZeroHash } from "ethers";

/** A record of a kind, with what the kind takes beside it. */
export function draftRecord(d: Drafting, kind: Kind): Draft | undefined {
  const { random } = d;
  const name = kindName(kind);
  if (name === "Packed") return draftPacking(d);
  if (name === "Unpacked") return draftUnpacking(d);
  const proves = name === "Confirmed" || name === "Contradicted" || name === "Correction";
  if (proves || (kindHas(kind, "takesProof") && random.chance(0.4))) return draftProved(d, kind);
  const id = name === "HoldLifted" ? heldGoods(d) : goodsFor(d, kind);
  const c = id === undefined ? undefined : draftCheckpoint(d, kind, id);
  if (c === undefined) return undefined;
  if (name === "Split") return draftSplit(d, c);
  const byLines = kindHas(kind, "takesLines") && (kindHas(kind, "needsParticulars") || random.chance(0.6));
  return byLines ? draftByLines(d, c) : drafted(d, c, { name: "record", c });
}

function drafted(d: Drafting, c: Checkpoint, operation: Draft["operation"]): Draft {
  return { signer: keyFor(d, c.party), operation };
}

function heldGoods({ random, state }: Drafting): ConsignmentId | undefined {
  return random.one([...state.consignments].filter(([, { holds }]) => holds.size > 0).map(([id]) => id));
}

/** Some units of the lines; all of them with this chance. */
export function unitsOf({ random }: Drafting, lines: readonly Line[], all: number): Line[] {
  if (random.chance(all)) return [...lines];
  const some = lines.length > 1 ? random.some(lines, 0.6) : lines;
  return some.map((line) => ({ ...line, quantity: 1n + BigInt(random.below(Number(line.quantity))) }));
}

function draftByLines(d: Drafting, c: Checkpoint): Draft {
  const { lines } = goodsOf(d.state, c.consignment);
  const leaving = unitsOf(d, lines, kindName(c.kind) === "Voided" ? 0.95 : 0.15);
  const document = d.random.chance(0.9) ? d.random.bytes32() : ZeroHash;
  const particulars = { contents: lines, leaving, document, items: ZeroHash };
  d.notes.particulars.set(hashParticulars(particulars), particulars);
  const detail = kindName(c.kind) === "ImportCleared" ? Extent.ByLines : c.detail;
  const based = { ...c, detail, basedOn: hashParticulars(particulars) };
  return drafted(d, c, { name: "recordByLines", c: based, particulars });
}

function draftSplit(d: Drafting, c: Checkpoint): Draft {
  const { lines } = goodsOf(d.state, c.consignment);
  const part = { key: d.random.bytes32(), contents: lines, leaving: unitsOf(d, lines, 0.05), dataHash: ZeroHash };
  return drafted(d, c, { name: "split", c: { ...c, basedOn: hashPart(part) }, part });
}

/** Goods of the same state, custodian and place go into a container of the same; mostly. */
function draftPacking(d: Drafting): Draft | undefined {
  const { random, state } = d;
  const containers = [...state.consignments].filter(([, { container, word }]) => container && !has(word, "packed"));
  const [id, { word, container }] = random.one(containers.slice(-20)) ?? [undefined, { word: undefined }];
  if (id === undefined || word === undefined) return undefined;
  const others = [...state.consignments].filter(([each, { word: w }]) => each !== id && !has(w, "packed"));
  const near = others.filter(([, { word: w }]) => w.custodian === word.custodian && w.place === word.place);
  const [, first] = random.one(near) ?? [];
  const model = container?.height === 0 ? (first?.word ?? word) : word;
  const alike = near.filter(([, { word: w }]) => samePart(model, w, ALIKE)).map(([each]) => each);
  const children = random.some(alike, 0.5).slice(0, 4);
  const strange = random.one(others)?.[0];
  if (strange !== undefined && random.chance(0.12) && !children.includes(strange)) children.push(strange);
  return draftChildren(d, Kind.Packed, id, children);
}

function draftUnpacking(d: Drafting): Draft | undefined {
  const { random, state } = d;
  const packed = [...state.consignments].filter(([, { word }]) => has(word, "packed"));
  const number = random.one(packed)?.[1].word.custodian;
  const id = number === undefined ? undefined : state.containers.get(number);
  if (id === undefined) return undefined;
  const inside = packed.filter(([, { word }]) => word.custodian === number).map(([each]) => each);
  const children = random.chance(0.5) ? inside.slice(0, 5) : random.some(inside, 0.5).slice(0, 3);
  return draftChildren(d, Kind.Unpacked, id, children);
}

function draftChildren(d: Drafting, kind: Kind, id: ConsignmentId, children: ConsignmentId[]): Draft | undefined {
  const c = draftCheckpoint(d, kind, id);
  if (c === undefined) return undefined;
  const ordered = d.random.chance(0.97) ? children.sort() : children;
  const times = ordered.map((each) => Number(goodsOf(d.state, each).word.lastMoveAt));
  const occurredAt = Math.max(c.occurredAt, ...times);
  const based = { ...c, occurredAt, basedOn: hashChildren(ordered) };
  const name = kind === Kind.Packed ? "pack" : "unpack";
  return drafted(d, c, { name, c: based, children: ordered });
}

/** A record about an earlier one of the same goods: its author's, or customs' about what a broker reported. */
function draftProved(d: Drafting, kind: Kind): Draft | undefined {
  const { random, state, notes } = d;
  const name = kindName(kind);
  const customs = name === "Confirmed" || name === "Contradicted";
  for (let tries = 0; tries < 20; tries++) {
    const id = goodsFor(d, kind);
    if (id === undefined) return undefined;
    const { history } = goodsOf(state, id);
    const index = history.length - 1 - Math.floor(random.below(history.length) * random.next());
    const proof = prove(state, id, index, notes, random.chance(0.05));
    if (proof === undefined) continue;
    const { c: past } = proof.past;
    const reported = past.role === Role.Broker && kindHas(past.kind, "customsAct");
    if (customs && !reported && random.chance(0.95)) continue;
    if (name === "TakenBack" && kindName(past.kind) !== "Disputed" && random.chance(0.95)) continue;
    const c = draftCheckpoint(d, kind, id);
    if (c === undefined) continue;
    const author = customs ? {} : authorship(d, kind, past);
    const place = customs ? { place: past.place } : {};
    const based = { ...c, ...author, ...place, basedOn: pastStep(id, proof) };
    return drafted(d, based, { name: "recordProved", c: based, proof });
  }
  return undefined;
}

/** The author of a record writes in a role that it has. */
function authorship({ random }: Drafting, kind: Kind, past: Checkpoint): Partial<Checkpoint> {
  const member = CAST.find(({ id }) => id === past.party);
  if (member === undefined || kindName(kind) === "TakenBack") return { party: past.party };
  const [scope, roles] = random.one(Object.entries(member.grants)) ?? ["", []];
  return { party: past.party, scope, role: Role[random.one(roles) ?? "Brand"] };
}
