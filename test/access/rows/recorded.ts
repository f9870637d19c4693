import { id as hash, ZeroHash } from "ethers";

import { hashChildren } from "../../../sdk/hashing/hashChildren.js";
import { signerIdOf, type ConsignmentId } from "../../../sdk/ids.js";
import { CorrectionReason, Kind, Mishap, Role } from "../../../sdk/vocabulary.js";
import type { CheckpointStruct, PartStruct } from "../../../typechain-types/contracts/interfaces/IWaymark.js";
import type { Refusal } from "../../support/records.js";
import { judge, judgeByRow, type Cell as Judged } from "../../support/judge.js";
import type { TabledKind } from "../../support/kindTable.js";
import { materialOf } from "../../support/material.js";
import { hashPart } from "../../support/provedGoods.js";
import { authorizeRecords, CHAIN_ID } from "../../support/signing.js";
import { shortage, type Stage } from "../../support/states.js";
import { recordsDigest } from "../../support/typedData.js";
import { at, FOREVER, line } from "../../support/world.js";
import { NOBODY, RIGHT, signingKey, type AccessWorld } from "../accessWorld.js";
import { carriesItsRole, grantCovers, granted, isKey, isOneOf, keyCovers, standing } from "../questions.js";
import type { Cell, Question, Row } from "../row.js";

/** Goods in Shanghai with the custodian, declared; the next is named. */
export const declared = ({ stages }: AccessWorld): Stage => stages["Arrived, declared"];

/** What every record asks of the key, the grant and the party, before it asks about the goods. */
export const ENTITLED: readonly Question[] = [
  isKey,
  carriesItsRole,
  granted,
  keyCovers(RIGHT),
  grantCovers(RIGHT),
  standing,
];

/** Which record, about which goods: what the table judges beside who writes. */
export interface Matter {
  readonly kind: TabledKind;
  readonly goods: Stage;
  readonly basedOn: string;
  /** Whether lines come with the record, where its kind takes some. */
  readonly withParticulars: boolean;
}

/** What a record asks about the goods, by the model of the ledger. */
export function refusalOf(cell: Cell, matter: Matter): Refusal | undefined {
  const judged = judgedOf(cell, matter);
  const verdict = judge(matter.withParticulars ? judged : { ...judged, particulars: undefined });
  return "refusal" in verdict ? verdict.refusal : undefined;
}

/** The cell's record as the model takes it. */
function judgedOf(cell: Cell, { kind, goods, basedOn }: Omit<Matter, "withParticulars">): Judged {
  const { w, subject, role } = cell;
  const { id, before, holds } = goods;
  return {
    ...{ kind, role, before, holds, basedOn, consignment: id, place: RIGHT, now: w.now },
    ...materialOf(w, kind, goods),
    ...{ party: w.subjects[subject].id, principal: principalOf(cell), creator: w.subjects.maker.id },
    mandators: subject === "agent" ? [w.subjects.maker.id, w.subjects.custodian.id] : [],
  };
}

/** What the table of kinds asks, of a record that comes with all that it needs. */
function follows(kind: TabledKind, goods: (w: AccessWorld) => Stage): Question {
  return (cell) => judgeByRow(judgedOf(cell, { kind, goods: goods(cell.w), basedOn: ZeroHash }));
}

/** The agent acts for the custodian, who gave it a mandate in every role. */
function principalOf({ w, subject }: Cell): bigint {
  return subject === "agent" ? w.subjects.custodian.id : 0n;
}

interface Said {
  readonly consignment?: ConsignmentId;
  readonly detail?: number;
  readonly basedOn?: string;
}

/** The cell's record; of the declared goods unless said. */
export function record(cell: Cell, kind: TabledKind, said: Said = {}): CheckpointStruct {
  const { w, subject, role, scope } = cell;
  return {
    ...{ consignment: declared(w).id, detail: 0, basedOn: ZeroHash, ...said },
    ...{ party: w.subjects[subject].id, kind: Kind[kind], role: Role[role], place: at(RIGHT), scope: at(scope) },
    ...{ occurredAt: w.now, dataHash: hash("data"), next: 0, principal: principalOf(cell), expectedMove: 0 },
  };
}

/* PLAIN AND SIGNED */

/** Damage seen: witnesses, the custodian and its agent may write that. */
const incident = (cell: Cell): CheckpointStruct => record(cell, "Incident", { detail: Mishap.Damage });
const INCIDENT: readonly Question[] = [...ENTITLED, follows("Incident", declared)];

/** Nothing is left of an attempt, so that every one may use the same nonce. */
const nonce = 0n;

const byLines = (cell: Cell): Said => {
  const { detail, basedOn } = shortage(cell.w, declared(cell.w));
  return { detail, basedOn };
};
const ADJUSTED: readonly Question[] = [...ENTITLED, follows("Adjusted", declared)];

/** Nobody's signature in the place of the key's. */
const isSignedByIt: Question = (cell) => {
  const { w, account } = cell;
  const id = signerIdOf(account.wallet.address);
  const frame = { chainId: CHAIN_ID, ledger: w.address, signer: id, nonce, deadline: FOREVER };
  return account === NOBODY ? undefined : ["SignatureInvalid", id, recordsDigest(frame, [incident(cell)])];
};

const SIGNED: readonly Row[] = [
  {
    function: "recordSigned",
    extent: "records",
    sentBy: NOBODY,
    asks: INCIDENT,
    args: async (cell) => [
      incident(cell),
      await authorizeRecords(cell.w, signingKey(cell.account), [incident(cell)], { nonce }),
    ],
  },
  {
    function: "recordSigned",
    use: "with nobody's signature",
    extent: "records",
    sentBy: NOBODY,
    decidedBy: [0, 1],
    asks: [isSignedByIt, ...INCIDENT],
    args: async (cell) => {
      const forger = signingKey(cell.account, NOBODY.wallet);
      return [incident(cell), await authorizeRecords(cell.w, forger, [incident(cell)], { nonce })];
    },
  },
  {
    function: "recordManySigned",
    extent: "records",
    sentBy: NOBODY,
    asks: INCIDENT,
    args: async (cell) => {
      const records = [incident(cell)];
      return [records, await authorizeRecords(cell.w, signingKey(cell.account), records, { nonce })];
    },
  },
  {
    function: "relay",
    use: "a record with particulars",
    extent: "records",
    sentBy: NOBODY,
    asks: ADJUSTED,
    args: async (cell) => {
      const { w } = cell;
      const c = record(cell, "Adjusted", byLines(cell));
      const call = w.ledger.interface.encodeFunctionData("recordByLines", [c, shortage(w, declared(w)).p]);
      return [0, call, await authorizeRecords(w, signingKey(cell.account), [c], { nonce, particulars: true })];
    },
  },
];

/* CONTAINERS AND PARTS */

const empty = (w: AccessWorld): Stage => w.containers.empty;
const loaded = (w: AccessWorld): Stage => w.containers.loaded;

/** An authority that may unpack takes out what it holds itself; goods that are not held are the custodian's. */
const mayTakeOut: Question = ({ w, subject }) =>
  subject === "custodian" ? undefined : ["NotCustodian", w.packed, w.subjects[subject].id, w.subjects.custodian.id, 0];

function partOf(w: AccessWorld): PartStruct {
  const { contents } = declared(w);
  return { key: hash("part"), contents, leaving: [line(w.batch, 1)], dataHash: hash("data") };
}

/** What a party's key records about goods. */
export const RECORDED: readonly Row[] = [
  { function: "record", extent: "records, each with each", asks: INCIDENT, args: (cell) => [incident(cell)] },
  { function: "recordRare", extent: "records", asks: INCIDENT, args: (cell) => [incident(cell)] },
  { function: "recordMany", extent: "records", asks: INCIDENT, args: (cell) => [[incident(cell)]] },
  {
    function: "recordByLines",
    extent: "records",
    asks: ADJUSTED,
    args: (cell) => [record(cell, "Adjusted", byLines(cell)), shortage(cell.w, declared(cell.w)).p],
  },
  {
    function: "recordProved",
    extent: "records",
    asks: [
      ...ENTITLED,
      follows("Correction", declared),
      isOneOf(["custodian"], ({ w }, party) => ["NotAuthor", declared(w).id, party, w.subjects.custodian.id]),
    ],
    args: (cell) => {
      const { proof, step } = cell.w.arrival;
      return [record(cell, "Correction", { detail: CorrectionReason.DidNotOccur, basedOn: step }), proof];
    },
  },
  {
    function: "pack",
    extent: "records",
    asks: [...ENTITLED, follows("Packed", empty)],
    args: (cell) => {
      const children = [declared(cell.w).id];
      return [record(cell, "Packed", { consignment: empty(cell.w).id, basedOn: hashChildren(children) }), children];
    },
  },
  {
    function: "unpack",
    extent: "records",
    asks: [...ENTITLED, follows("Unpacked", loaded), mayTakeOut],
    args: (cell) => {
      const children = [cell.w.packed];
      return [record(cell, "Unpacked", { consignment: loaded(cell.w).id, basedOn: hashChildren(children) }), children];
    },
  },
  {
    function: "split",
    extent: "records",
    asks: [...ENTITLED, follows("Split", declared)],
    args: (cell) => {
      const part = partOf(cell.w);
      return [record(cell, "Split", { basedOn: hashPart(part) }), part];
    },
  },
  ...SIGNED,
];
