import { id as hash, ZeroHash } from "ethers";

import { signerIdOf } from "../../../sdk/ids.js";
import { Kind, Mishap, Role, SubjectKind } from "../../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../../typechain-types/contracts/interfaces/IWaymark.js";
import { shortage } from "../../support/states.js";
import { at, country, GTIN, PREFIX, PREFIX_LENGTH } from "../../support/world.js";
import { FULL_KEY, RIGHT, type AccessWorld } from "../accessWorld.js";
import type { FunctionName, Row } from "../row.js";
import { declared } from "./recorded.js";

const FULL = signerIdOf(FULL_KEY.wallet.address);

/** A record that the custodian may write. */
function recordOf(w: AccessWorld, kind: "Incident" | "Adjusted", said: Partial<CheckpointStruct>): CheckpointStruct {
  return {
    ...{ consignment: declared(w).id, party: w.subjects.custodian.id, kind: Kind[kind], role: Role.Carrier },
    ...{ place: at(RIGHT), scope: at(""), occurredAt: w.now, dataHash: hash("data"), basedOn: ZeroHash },
    ...{ detail: Mishap.Damage, next: 0, principal: 0, expectedMove: 0, ...said },
  };
}

/** Arguments of every function that only reads. */
const ARGS = {
  activatedAt: (w) => [w.labels.id, w.label.serialHash],
  appointmentOf: (w) => [GTIN, w.subjects.maker.id],
  authority: () => [],
  batchOf: (w) => [w.batch],
  cameBack: (w) => [w.release.step, w.batch, ZeroHash],
  consignmentOf: (w) => [declared(w).id],
  containerOf: (w) => [w.containers.loaded.id],
  containerOfNumber: () => [1],
  creditOf: (w) => [w.subjects.maker.id, w.batch],
  effectiveWordOf: (w) => [w.packed],
  eip712Domain: () => [],
  grantOf: (w) => [w.subjects.maker.id, at("CN")],
  headOf: (w) => [declared(w).id],
  holdOf: (w) => [declared(w).id, w.subjects.stranger.id],
  isConsumingScheduledOp: () => [],
  isNonceUsed: (w) => [w.subjects.maker.id, FULL, 0],
  labelledUnits: (w) => [w.batch],
  labellingOf: (w) => [w.batch, hash("root")],
  mandateOf: (w) => [w.subjects.custodian.id, w.subjects.agent.id],
  openRecalls: (w) => [SubjectKind.Batch, w.batch],
  partyByUri: () => ["did:web:maker.example"],
  partyCount: () => [],
  partyOf: (w) => [w.subjects.maker.id],
  prefixHolder: () => [PREFIX, PREFIX_LENGTH],
  preview: (w) => [recordOf(w, "Incident", {}), FULL],
  previewByLines: (w) => {
    const { p, basedOn, detail } = shortage(w, declared(w));
    return [recordOf(w, "Adjusted", { basedOn, detail }), p, FULL];
  },
  productOf: () => [GTIN],
  recallOf: (w) => [SubjectKind.Batch, w.batch, w.subjects.registrant.id, "0x0000"],
  recallsOf: (w) => [[w.batch]],
  recoveryOf: (w) => [w.subjects.maker.id],
  ruleOfKind: () => [Kind.Held],
  signerOf: (w) => [w.subjects.maker.id, FULL],
  successorLedger: () => [],
  successorOf: (w) => [w.subjects.maker.id],
  supportsInterface: () => ["0x01ffc9a7"],
  territoryOf: () => [country("DE")],
  verifiers: () => [],
  wordOf: (w) => [declared(w).id],
} as const satisfies Partial<Record<FunctionName, (w: AccessWorld) => readonly unknown[]>>;

/** What anybody may read, and reads alike: nothing on the ledger is shown to some only. */
export const VIEWS: readonly Row[] = Object.entries(ARGS).map(([name, args]) => ({
  // A key of the table above.
  function: name as keyof typeof ARGS,
  extent: "accounts",
  asks: [],
  answersAlike: true,
  args: ({ w }) => args(w),
}));
