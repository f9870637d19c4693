import { id as hash, ZeroHash } from "ethers";

import { apply } from "../../assurance/model/apply.js";
import type { Checkpoint } from "../../assurance/model/checkpoint.js";
import { REPORTING_WINDOW } from "../../assurance/model/conditions.js";
import { judge as judgeRecord } from "../../assurance/model/judge.js";
import { Refused, type Refusal } from "../../assurance/model/refusal.js";
import { emptyState, goodsOf, keyOf, type State } from "../../assurance/model/state.js";
import type { WordFields } from "../../assurance/model/word.js";
import type { Particulars } from "../../sdk/hashing/hashParticulars.js";
import type { Line } from "../../sdk/line.js";
import { Kind, Role, ROLE_NAMES, type RoleName } from "../../sdk/vocabulary.js";
import { rowOf, type TabledKind } from "./kindTable.js";

/** A record as the table judges it: the goods, who writes in which capacity, and where. */
export interface Cell {
  consignment: string;
  kind: TabledKind;
  role: RoleName;
  before: WordFields;
  creator: bigint;
  party: bigint;
  /** The party whose mandate (or hold) is named; 0 = nobody. */
  principal: bigint;
  /** Parties that gave the writer a mandate in every role. */
  mandators: readonly bigint[];
  place: string;
  basedOn: string;
  detail: number;
  /** Open holds: their placers, and the sequences of their Held. */
  holds: ReadonlyMap<bigint, bigint>;
  contents: readonly Line[];
  /** The lines that come with it; undefined = it comes by itself. */
  particulars: Particulars | undefined;
  /** The chain's time, seconds. */
  now: number;
}

export type Verdict = { refusal: Refusal } | { after: WordFields };

const SIGNER = hash("the writer's key");

/** What the model of the ledger says of a record that happens now, made by a party that holds every role everywhere. */
export function judge(cell: Cell): Verdict {
  const c = recordOf(cell);
  const { particulars, now } = cell;
  const verdict = apply(
    stateOf(cell),
    { signer: SIGNER, now },
    particulars === undefined ? { name: "record", c } : { name: "recordByLines", c, particulars },
  );
  return "refusal" in verdict ? verdict : { after: goodsOf(verdict.state, cell.consignment).word };
}

/**
 * The refusal of a record by the row of its kind alone, which comes with the proof, children or part that it needs: what the
 * ledger asks of those is asked elsewhere.
 */
export function judgeByRow(cell: Cell): Refusal | undefined {
  const written = { c: recordOf(cell), signer: SIGNER, now: cell.now };
  const withParticulars = rowOf(cell.kind).needsParticulars === true;
  try {
    judgeRecord(stateOf(cell), written, { document: cell.basedOn, withParticulars });
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

function recordOf(cell: Cell): Checkpoint {
  const { consignment, party, place, basedOn, detail, principal, now } = cell;
  return {
    consignment,
    party,
    kind: Kind[cell.kind],
    role: Role[cell.role],
    place,
    occurredAt: now,
    basedOn,
    detail,
    dataHash: ZeroHash,
    next: 0n,
    principal,
    scope: "",
    expectedMove: 0,
  };
}

/** As much of the world as decides on the cell. */
function stateOf(cell: Cell): State {
  const { consignment, before, creator, party, principal, mandators, holds, contents, now } = cell;
  const member = { manager: SIGNER, suspendedAt: 0 };
  const key = { roles: ROLE_NAMES, scope: "", validFrom: 0, validUntil: now + REPORTING_WINDOW, revokedAt: 0 };
  const goods = {
    creator,
    word: before,
    head: ZeroHash,
    history: [],
    lines: contents,
    holds: new Map([...holds].map(([placer, sequence]) => [placer, { sequence, placedAt: now }])),
  };
  return {
    ...emptyState(0n, ZeroHash),
    parties: new Map([party, principal, ...mandators].map((each) => [each, member])),
    signers: new Map([[keyOf(party, SIGNER), key]]),
    grants: new Map([[keyOf(party, ""), ROLE_NAMES]]),
    mandates: new Map(mandators.map((mandator) => [keyOf(mandator, party), ROLE_NAMES])),
    territories: new Map([
      ["DE", "EU"],
      ["FR", "EU"],
    ]),
    batches: new Map(contents.map(({ batch }) => [batch, someBatch(party)])),
    consignments: new Map([[consignment, goods]]),
  };
}

/** Voided goods go back into a batch. */
function someBatch(maker: bigint) {
  return {
    product: 0n,
    maker,
    quantity: 1_000n,
    loaded: 1_000n,
    origin: "NZ",
    statement: ZeroHash,
    labelled: 0n,
    labels: new Set<string>(),
  };
}
