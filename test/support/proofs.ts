import { expect } from "chai";
import {
  AbiCoder,
  id as hash,
  keccak256,
  toBeHex,
  type ContractTransactionResponse,
  type LogDescription,
} from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import { CorrectionReason, Extent, Kind } from "../../sdk/vocabulary.js";
import type {
  CheckpointStruct,
  ParticularsStruct,
  PastRecordStruct,
  RecordProofStruct,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "./chain.js";
import type { Refusal } from "./records.js";
import { unpack, type WordFields } from "../../assurance/model/word.js";
import { checkpoint, hashParticulars, type Member, type RecordChanges, type World } from "./world.js";

type Kinds = Parameters<typeof checkpoint>[2];
type Roles = Parameters<typeof checkpoint>[3];

/** The types of the steps, restated from the design so that a changed one fails. */
const GENESIS = "WaymarkGenesis(uint256 chainId,address ledger,bytes32 consignment)";
const ABSORPTION = "WaymarkAbsorption(bytes32 checkpoint,bytes32 heads)";
const CREATION =
  "WaymarkCreation(bytes32 consignment,uint32 creator,bytes32 key,bytes5 place,bytes2 destination,bytes32 contents," +
  "bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)";
const CHECKPOINT =
  "WaymarkCheckpoint(bytes32 consignment,uint32 party,uint8 kind,uint8 role,bytes5 place,uint40 occurredAt," +
  "bytes32 basedOn,uint8 detail,bytes32 dataHash,uint32 next,uint32 principal,bytes32 signer,uint40 recordedAt," +
  "uint256 before)";
const PACKING =
  "WaymarkPacking(bytes32 consignment,bytes32 container,bytes32 containerHead,uint256 before,uint256 word)";
const UNPACKING =
  "WaymarkUnpacking(bytes32 consignment,bytes32 container,bytes32 containerHead,bytes32 around," +
  "uint256 before,uint256 word)";
const REMOVAL = "WaymarkRemoval(bytes32 container,bytes32 consignment,bytes32 head,uint256 before,uint256 word)";
const DERIVATION =
  "WaymarkDerivation(bytes32 consignment,uint32 creator,uint32 party,bytes32 key,bytes32 from,bytes32 fromHead," +
  "bytes32 release,bytes32 contents,bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)";

/** One step of a consignment's history, as it can be rebuilt from logs alone. */
export interface Step {
  /** What is hashed for the step. */
  preimage: string;
  hash: string;
  headBefore: string;
  /** For a checkpoint: the record, and the hash of its own step (for a container's packing it lies inside the step). */
  past?: PastRecordStruct;
  record?: string;
}

/** Every step of a consignment, checked against its head. The first has sequence 1. */
export async function historyOf({ ledger }: World, id: ConsignmentId): Promise<Step[]> {
  const address = await ledger.getAddress();
  const { chainId } = await ethers.provider.getNetwork();
  let head = hashOf(["bytes32", "uint256", "address", "bytes32"], [typeHash(GENESIS), chainId, address, id]);
  const steps: Step[] = [];
  for (const step of stepsIn(await logsOf(ledger, address), id)) {
    const hash = keccak256(step.preimage);
    steps.push({ ...step, hash, headBefore: head });
    head = hashOf(["bytes32", "bytes32"], [head, hash]);
  }
  expect(head, "the head is not what the logs lead to").to.equal(await ledger.headOf(id));
  return steps;
}

interface Log extends LogDescription {
  transaction: string;
}

async function logsOf({ interface: abi }: World["ledger"], address: string): Promise<Log[]> {
  const logs: Log[] = [];
  for (const log of await ethers.provider.getLogs({ address, fromBlock: 0 })) {
    const parsed = abi.parseLog(log);
    if (parsed !== null) logs.push(Object.assign(parsed, { transaction: log.transactionHash }));
  }
  return logs;
}

function* stepsIn(logs: Log[], id: ConsignmentId): Generator<Omit<Step, "hash" | "headBefore">> {
  for (const [i, log] of logs.entries()) {
    const { name, args } = log;
    const value = (field: string) => args.getValue(field) as unknown;
    if (name === "ConsignmentCreated" && value("consignment") === id) {
      const follows = logs[i + 1];
      // A container holds no lines; its number stands in their place.
      const contents =
        follows?.name === "ContainerCreated"
          ? toBeHex(follows.args.getValue("number") as bigint, 32)
          : linesBefore(logs, i, id, "LineLoaded");
      yield { preimage: encode(CREATION, (field) => (field === "contents" ? contents : value(field))) };
    } else if (name === "ConsignmentDerived" && value("consignment") === id) {
      const contents = linesBefore(logs, i, id, "LineSplit");
      yield { preimage: encode(DERIVATION, (field) => (field === "contents" ? contents : value(field))) };
    } else if (name === "CheckpointRecorded" && value("consignment") === id) {
      const preimage = encode(CHECKPOINT, value);
      const record = keccak256(preimage);
      // The event's arguments are a PastRecord's fields by the same names.
      const past = log.args.toObject() as unknown as PastRecordStruct;
      const heads = headsAfter(logs, i, id, Number(value("kind")));
      yield { preimage: heads === undefined ? preimage : absorption(record, heads), past, record };
    } else if (name === "ConsignmentPackedInto" && value("consignment") === id) {
      yield { preimage: encode(PACKING, value) };
    } else if (name === "ConsignmentUnpacked" && value("consignment") === id) {
      yield { preimage: encode(UNPACKING, value) };
    } else if (name === "ConsignmentRemoved" && value("container") === id) {
      yield { preimage: encode(REMOVAL, value) };
    }
  }
}

/** The hash of the lines that the same transaction logged for the consignment, up to its creation. */
function linesBefore(logs: Log[], end: number, id: ConsignmentId, name: string): string {
  const lines = [];
  for (let i = end - 1; i >= 0; --i) {
    const log = logs[i]!;
    const isLine = log.name === name && log.args.getValue("consignment") === id;
    if (log.transaction !== logs[end]!.transaction || !isLine) break;
    lines.unshift(["batch", "quantity", "items"].map((field): unknown => log.args.getValue(field)));
  }
  return hashOf(["tuple(bytes32 batch, uint64 quantity, bytes32 items)[]"], [lines]);
}

/** The heads of what a record put into a container or took out of it. */
function headsAfter(logs: Log[], start: number, id: ConsignmentId, kind: number): string[] | undefined {
  if (kind !== Kind.Packed && kind !== Kind.Unpacked) return undefined;
  const name = kind === Kind.Packed ? "ConsignmentPackedInto" : "ConsignmentUnpacked";
  const heads: string[] = [];
  for (let i = start + 1; logs[i]?.name === name && logs[i]?.args.getValue("container") === id; ++i) {
    heads.push(logs[i]!.args.getValue("head") as string);
  }
  return heads;
}

function absorption(record: string, heads: string[]): string {
  const types = ["bytes32", "bytes32", "bytes32"];
  return AbiCoder.defaultAbiCoder().encode(types, [typeHash(ABSORPTION), record, hashOf(["bytes32[]"], [heads])]);
}

/** The hash of the step of this record, said of these goods. */
export function stepOf(id: ConsignmentId, past: PastRecordStruct): string {
  // A record has a field of each name in the type but the consignment's.
  return keccak256(encode(CHECKPOINT, (field) => (field === "consignment" ? id : past[field as keyof typeof past])));
}

/** `abi.encode` of a step's type and of its values by the names in it. */
function encode(type: string, value: (field: string) => unknown): string {
  const fields = type.slice(type.indexOf("(") + 1, -1).split(",");
  const typesAndNames = fields.map((field) => field.split(" "));
  const types = ["bytes32", ...typesAndNames.map(([t]) => t!)];
  return AbiCoder.defaultAbiCoder().encode(types, [typeHash(type), ...typesAndNames.map(([, name]) => value(name!))]);
}

function typeHash(type: string): string {
  return hash(type);
}

function hashOf(types: string[], values: unknown[]): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, values));
}

/* PROOFS */

/** Which later steps a proof gives in full: all, none, or those at these positions (from 0). */
export type InFull = "all" | "none" | readonly number[];

export interface Proved {
  proof: RecordProofStruct;
  /** The hash of the record's step: `basedOn` of what rests on it. */
  step: string;
}

/** The proof of the record of this sequence from the consignment's head as it is. */
export async function proofOf(
  w: World,
  id: ConsignmentId,
  sequence: bigint | number,
  { inFull = "all", particulars = [] }: { inFull?: InFull; particulars?: ParticularsStruct[] } = {},
): Promise<Proved> {
  const steps = await historyOf(w, id);
  const index = Number(sequence) - 1;
  const step = steps[index];
  if (step?.past === undefined || step.record === undefined) throw new Error(`Step ${sequence} is no record.`);
  const later = steps
    .slice(index + 1)
    .map(({ preimage, hash: stepHash }, i) =>
      inFull === "all" || (inFull !== "none" && inFull.includes(i)) ? preimage : stepHash,
    );
  return { proof: { past: step.past, headBefore: step.headBefore, later, particulars }, step: step.record };
}

/** What a record that rests on an earlier one is written with, beside the usual. */
export interface Resting {
  /** The consignment's step that it rests on. */
  on: bigint | number;
  inFull?: InFull;
  particulars?: ParticularsStruct[];
  changes?: RecordChanges;
}

/** Goods about which records are written that rest on earlier ones. */
export class Goods {
  constructor(
    readonly w: World,
    readonly id: ConsignmentId,
  ) {}

  async word(): Promise<WordFields> {
    return unpack(await this.w.ledger.wordOf(this.id));
  }

  /** Writes a plain record that must be taken. Returns its sequence. */
  async write(by: Member, kind: Kinds, role: Roles, place: string, changes: RecordChanges = {}): Promise<bigint> {
    const c = await checkpoint(this.id, by, kind, role, place, changes);
    await (await this.w.ledger.connect(by.account).record(c)).wait();
    return (await this.word()).sequence;
  }

  /** Writes a record by lines that must be taken. Returns its sequence. */
  async writeLines(
    by: Member,
    kind: Kinds,
    role: Roles,
    place: string,
    p: ParticularsStruct,
    changes: RecordChanges = {},
  ): Promise<bigint> {
    const said = { basedOn: hashParticulars(p), detail: kind === "ImportCleared" ? Extent.ByLines : 0 };
    const c = await checkpoint(this.id, by, kind, role, place, { ...said, ...changes });
    await (await this.w.ledger.connect(by.account).recordByLines(c, p)).wait();
    return (await this.word()).sequence;
  }

  /** A record that rests on an earlier one, and its proof; not sent. */
  async resting(
    by: Member,
    kind: Kinds,
    role: Roles,
    place: string,
    { on, changes, ...how }: Resting,
  ): Promise<{ c: CheckpointStruct; proof: RecordProofStruct }> {
    const { proof, step } = await proofOf(this.w, this.id, on, how);
    const detail = kind === "Correction" ? CorrectionReason.DidNotOccur : 0;
    return { c: await checkpoint(this.id, by, kind, role, place, { basedOn: step, detail, ...changes }), proof };
  }

  /** Writes a record that rests on an earlier one and must be taken. */
  async prove(
    by: Member,
    kind: Kinds,
    role: Roles,
    place: string,
    how: Resting,
  ): Promise<{ sequence: bigint; tx: ContractTransactionResponse }> {
    const { c, proof } = await this.resting(by, kind, role, place, how);
    const tx = await this.w.ledger.connect(by.account).recordProved(c, proof);
    await expect(tx).to.emit(this.w.ledger, "CheckpointRecorded");
    // Rebuilds the history with the new record, and compares it with the head.
    await historyOf(this.w, this.id);
    return { sequence: (await this.word()).sequence, tx };
  }

  /** Writes a record that rests on an earlier one, and must be refused with exactly this error and no trace. */
  async refuse(refusal: Refusal, by: Member, kind: Kinds, role: Roles, place: string, how: Resting): Promise<void> {
    const { c, proof } = await this.resting(by, kind, role, place, how);
    await this.refuseAs(refusal, by, c, proof);
  }

  /** As `refuse`, of a record and a proof made before. */
  async refuseAs([name, ...args]: Refusal, by: Member, c: CheckpointStruct, proof: RecordProofStruct): Promise<void> {
    const { ledger } = this.w;
    const before = [await ledger.wordOf(this.id), await ledger.headOf(this.id)];
    const assertion = expect(ledger.connect(by.account).recordProved(c, proof));
    if (args.length === 0) await assertion.to.be.revertedWithCustomError(ledger, name);
    else await assertion.to.be.revertedWithCustomError(ledger, name).withArgs(...args);
    expect([await ledger.wordOf(this.id), await ledger.headOf(this.id)]).to.deep.equal(before);
  }

  /** As `prove`, of a record that takes back the earlier one, and says so. Returns its sequence. */
  async undo(by: Member, kind: Kinds, role: Roles, place: string, how: Resting): Promise<bigint> {
    const { sequence, tx } = await this.prove(by, kind, role, place, how);
    const word = await this.w.ledger.wordOf(this.id);
    await expect(tx).to.emit(this.w.ledger, "RecordUndone").withArgs(this.id, how.on, sequence, word);
    return sequence;
  }

  /** As `prove`, of a record that is recorded alone: nothing changes but what `changed` names. */
  async alone(
    by: Member,
    kind: Kinds,
    role: Roles,
    place: string,
    how: Resting,
    changed: Partial<WordFields> = {},
  ): Promise<bigint> {
    const before = await this.word();
    const { sequence, tx } = await this.prove(by, kind, role, place, how);
    await expect(tx).not.to.emit(this.w.ledger, "RecordUndone");
    expect(await this.word()).to.deep.equal({ ...before, sequence: before.sequence + 1n, ...changed });
    return sequence;
  }
}
