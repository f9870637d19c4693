import { expect } from "chai";
import { AbiCoder, id as hash, keccak256, ZeroHash, type ContractTransactionResponse } from "ethers";

import { consignmentId, type ConsignmentId } from "../../sdk/ids.js";
import type { Kind } from "../../sdk/vocabulary.js";
import { Extent, ROLE_NAMES, type RoleName } from "../../sdk/vocabulary.js";
import type {
  CheckpointStruct,
  LineStruct,
  ParticularsStruct,
  PartStruct,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "./chain.js";
import { normal, particulars, parseRefusal, type Refusal } from "./records.js";
import { unpack as fieldsOf, type WordFields } from "../../assurance/model/word.js";
import {
  admit,
  at,
  checkpoint,
  country,
  createConsignment,
  line,
  world,
  type Member,
  type RecordChanges,
  type World,
} from "./world.js";

/** Where goods of the yard are made up, and where they enter China. */
export const HOME = "NZTRG";
export const ENTRY = "CNSHG";
/** Units in each of the yard's consignments. */
export const UNITS = 10;

/** Parties that hold every role everywhere: what they may write depends on nothing but their part in the matter. */
const PARTS = ["maker", "keeper", "boxer", "agent", "stranger", "office", "office2"] as const;
export type Part = (typeof PARTS)[number];

type Changes = RecordChanges & { place?: string };

/** The country as a record that names one is based on it. */
export function toCountry(code: string): string {
  return ethers.zeroPadBytes(country(code), 32);
}

const LINES = "tuple(bytes32 batch, uint64 quantity, bytes32 items)[]";

/** `basedOn` of a record that puts in or takes out these consignments. */
export function hashChildren(children: readonly ConsignmentId[]): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32[]"], [children]));
}

/** `basedOn` of a record that splits off this part. */
export function hashPart(part: PartStruct): string {
  return keccak256(
    AbiCoder.defaultAbiCoder().encode(
      [`tuple(bytes32 key, ${LINES} contents, ${LINES} leaving, bytes32 dataHash)`],
      [part],
    ),
  );
}

/** The id of a part that `party` split off goods of `creator`. */
export function partId(creator: bigint, party: bigint, key: string): ConsignmentId {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint32", "uint32", "bytes32"], [creator, party, key]));
}

/** Ids in the order in which the ledger takes them. */
export function ascending(ids: readonly ConsignmentId[]): ConsignmentId[] {
  return [...ids].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
}

/**
 * A world where goods are packed: the maker makes them, the keeper has them, the boxer made the empty containers and has no
 * part in what is put in them, the agent has the mandate of maker and keeper, the two offices are authorities.
 */
export class Yard {
  constructor(
    readonly w: World,
    readonly parts: Record<Part, Member>,
  ) {}

  get ledger(): World["ledger"] {
    return this.w.ledger;
  }

  line(units: number): LineStruct {
    return line(this.w.batch, units);
  }

  /* GOODS AND CONTAINERS */

  /** New goods of the maker, in its custody. */
  created(key: string, changes: { place?: string; destination?: string; units?: number } = {}): Promise<ConsignmentId> {
    const { units = UNITS, place = HOME, destination = "CN" } = changes;
    const lines = [this.line(units)];
    return createConsignment(this.w, { by: this.parts.maker, key: hash(key), place, destination, lines });
  }

  /** Goods of the maker that the keeper has, complete. */
  async ready(key: string, changes: { place?: string; destination?: string } = {}): Promise<ConsignmentId> {
    const id = await this.created(key, changes);
    await this.write(id, "maker", "Origin", "Factory", { next: this.parts.keeper.id });
    await this.write(id, "keeper", "Received", "Carrier");
    return id;
  }

  /** Goods like those of `ready`, as many as there are keys, in the order of their ids. */
  async several(...keys: string[]): Promise<ConsignmentId[]> {
    const ids: ConsignmentId[] = [];
    for (const key of keys) ids.push(await this.ready(key));
    return ascending(ids);
  }

  /** An empty container that the boxer made and handed to the keeper. */
  async container(key: string, place = HOME): Promise<ConsignmentId> {
    const { boxer, keeper } = this.parts;
    await (await this.ledger.connect(boxer.account).createContainer(boxer.id, hash(key), at(place), ZeroHash)).wait();
    const id = consignmentId(boxer.id, hash(key));
    await this.write(id, "boxer", "Origin", "Carrier", { next: keeper.id });
    await this.write(id, "keeper", "Received", "Carrier");
    return id;
  }

  /** A container with these in it. */
  async loaded(key: string, children: readonly ConsignmentId[], place = HOME): Promise<ConsignmentId> {
    const id = await this.container(key, place);
    await this.pack(id, children);
    return id;
  }

  /** Goods, or a container with all in it, cleared for export and brought to the port of entry by the keeper. */
  async sail(id: ConsignmentId, to = ENTRY): Promise<void> {
    await this.write(id, "office", "ExportCleared", "Customs");
    await this.write(id, "keeper", "Departed", "Carrier", { detail: 1 });
    await this.write(id, "keeper", "Arrived", "Carrier", { place: to });
  }

  /** A container that arrived with as many consignments as there are keys. */
  async landed(key: string, ...keys: string[]): Promise<[container: ConsignmentId, ...children: ConsignmentId[]]> {
    const children = await this.several(...keys);
    const id = await this.loaded(key, children);
    await this.sail(id);
    return [id, ...children];
  }

  /* RECORDS */

  async checkpoint(
    id: ConsignmentId,
    by: Part,
    kind: keyof typeof Kind,
    role: RoleName,
    { place, ...changes }: Changes = {},
  ): Promise<CheckpointStruct> {
    const where = place ?? (await this.effective(id)).place;
    return checkpoint(id, this.parts[by], kind, role, where, changes);
  }

  /** Sends a record at the place where the goods are, unless another is named. */
  async send(
    id: ConsignmentId,
    by: Part,
    kind: keyof typeof Kind,
    role: RoleName,
    changes: Changes = {},
  ): Promise<ContractTransactionResponse> {
    const c = await this.checkpoint(id, by, kind, role, changes);
    return this.ledger.connect(this.parts[by].account).record(c);
  }

  /** Writes a record that must be taken. */
  async write(...record: Parameters<Yard["send"]>): Promise<ContractTransactionResponse> {
    const sent = await this.send(...record);
    await sent.wait();
    return sent;
  }

  /** Writes a record that must be refused with exactly this error, and change nothing. */
  async refuse(refusal: Refusal, ...record: Parameters<Yard["send"]>): Promise<void> {
    await this.refused(refusal, [record[0]], () => this.send(...record));
  }

  /** A record by lines. */
  async sendLines(
    id: ConsignmentId,
    by: Part,
    kind: keyof typeof Kind,
    role: RoleName,
    lines: { contents?: number; leaving: number; document?: string },
    changes: Changes = {},
  ): Promise<ContractTransactionResponse> {
    const { contents = UNITS, leaving, document = ZeroHash } = lines;
    const { p, basedOn } = particulars([this.line(contents)], [this.line(leaving)], { document });
    const detail = kind === "ImportCleared" ? Extent.ByLines : 0;
    return this.sendByLines(id, by, kind, role, p, { detail, ...changes, basedOn });
  }

  async sendByLines(
    id: ConsignmentId,
    by: Part,
    kind: keyof typeof Kind,
    role: RoleName,
    p: ParticularsStruct,
    changes: Changes,
  ): Promise<ContractTransactionResponse> {
    const c = await this.checkpoint(id, by, kind, role, changes);
    return this.ledger.connect(this.parts[by].account).recordByLines(c, p);
  }

  /* PACKING */

  /** Packs, in the order of ids, as the keeper unless said. */
  async pack(
    container: ConsignmentId,
    children: readonly ConsignmentId[],
    changes: Changes & { by?: Part; role?: RoleName } = {},
  ): Promise<ContractTransactionResponse> {
    const { by = "keeper", role = "Carrier", ...rest } = changes;
    const list = ascending(children);
    const c = await this.checkpoint(container, by, "Packed", role, { basedOn: hashChildren(list), ...rest });
    return this.ledger.connect(this.parts[by].account).pack(c, list);
  }

  /** Unpacks, in the order of ids, as the keeper unless said. */
  async unpack(
    container: ConsignmentId,
    children: readonly ConsignmentId[],
    changes: Changes & { by?: Part; role?: RoleName } = {},
  ): Promise<ContractTransactionResponse> {
    const { by = "keeper", role = "Carrier", ...rest } = changes;
    const list = ascending(children);
    const c = await this.checkpoint(container, by, "Unpacked", role, { basedOn: hashChildren(list), ...rest });
    return this.ledger.connect(this.parts[by].account).unpack(c, list);
  }

  /** Goods that differ from what is in the container are not put in. */
  async differ(container: ConsignmentId, child: ConsignmentId, by: Part = "keeper"): Promise<void> {
    const c = await this.checkpoint(container, by, "Packed", "Carrier", { basedOn: hashChildren([child]) });
    // The container's word as the record would leave it: one step more, which is its last move.
    const before = await this.ledger.wordOf(container);
    const sequence = BigInt.asUintN(24, before) + 1n;
    const moved = sequence | (sequence << 24n) | (BigInt(c.occurredAt) << 48n) | (this.parts[by].id << 112n);
    const word = ((before >> 176n) << 176n) | moved;
    const refusal = ["ChildDiffers", child, container, await this.ledger.wordOf(child), word] as const;
    await this.refused(refusal, [container, child], () => this.ledger.connect(this.parts[by].account).pack(c, [child]));
  }

  /** Splits off units, as the keeper unless said. */
  async split(
    whole: ConsignmentId,
    key: string,
    leaving: number,
    changes: Changes & { by?: Part; role?: RoleName; contents?: number } = {},
  ): Promise<ContractTransactionResponse> {
    const { contents = UNITS, ...rest } = changes;
    return this.splitPart(
      whole,
      {
        key: hash(key),
        contents: [this.line(contents)],
        leaving: [this.line(leaving)],
        dataHash: hash(`data of ${key}`),
      },
      rest,
    );
  }

  async splitPart(
    whole: ConsignmentId,
    part: PartStruct,
    changes: Changes & { by?: Part; role?: RoleName } = {},
  ): Promise<ContractTransactionResponse> {
    const { by = "keeper", role = "Carrier", ...rest } = changes;
    const c = await this.checkpoint(whole, by, "Split", role, { basedOn: hashPart(part), ...rest });
    return this.ledger.connect(this.parts[by].account).split(c, part);
  }

  /** The id of a part that the keeper, unless said, split off goods of the maker. */
  part(key: string, by: Part = "keeper"): ConsignmentId {
    return partId(this.parts.maker.id, this.parts[by].id, hash(key));
  }

  /* READING */

  async word(id: ConsignmentId): Promise<WordFields> {
    return fieldsOf(await this.ledger.wordOf(id));
  }

  async effective(id: ConsignmentId): Promise<WordFields> {
    return fieldsOf(await this.ledger.effectiveWordOf(id));
  }

  /** What a container counts: children, stopped, apart, height. */
  async counts(id: ConsignmentId): Promise<[children: number, stopped: number, apart: number, height: number]> {
    const { children, stopped, apart, height } = await this.ledger.containerOf(id);
    return [Number(children), Number(stopped), Number(apart), Number(height)];
  }

  /** Sequence of a party's open hold, as HoldLifted names it. */
  async holdOf(id: ConsignmentId, by: Part): Promise<string> {
    return ethers.toBeHex((await this.ledger.holdOf(id, this.parts[by].id)).sequence, 32);
  }

  /** A call that must be refused with exactly this error, and leave the words and heads of these as they were. */
  async refused([name, ...args]: Refusal, ids: readonly ConsignmentId[], send: () => Promise<unknown>): Promise<void> {
    const states = () =>
      Promise.all(ids.map(async (id) => [await this.ledger.wordOf(id), await this.ledger.headOf(id)]));
    const before = await states();
    const assertion = expect(send()).to.be.revertedWithCustomError(this.ledger, name);
    if (args.length === 0) await assertion;
    else await assertion.withArgs(...args);
    expect(await states(), "a refused call left a trace").to.deep.equal(before);
  }

  /** What a record meets in its dry run: an error, or nothing. */
  async previewed(by: Part, c: CheckpointStruct): Promise<Refusal | undefined> {
    const signer = ethers.zeroPadValue(this.parts[by].account.address, 32);
    try {
      await this.ledger.preview.staticCall(c, signer);
      return undefined;
    } catch (error) {
      if (error instanceof Error && "data" in error && typeof error.data === "string") {
        return normal(parseRefusal(this.w, error.data));
      }
      throw error;
    }
  }
}

/** A yard on a new ledger. */
export async function yard(): Promise<Yard> {
  const w = await world();
  const { ledger, cast } = w;
  const spare = (await ethers.getSigners()).slice(-PARTS.length);
  const parts: Partial<Record<Part, Member>> = {};
  for (const [i, part] of PARTS.entries()) parts[part] = await admit(ledger, part, spare[i]!, [["", ROLE_NAMES]]);
  // Filled for every part just above.
  const complete = parts as Record<Part, Member>;
  const { maker, keeper, agent } = complete;
  await (await ledger.connect(cast.brand.account).appoint(w.product, maker.id, 2)).wait();
  const all = await ledger.grantOf(maker.id, at(""));
  for (const principal of [maker, keeper]) {
    await (await ledger.connect(principal.account).setMandate(principal.id, agent.id, all)).wait();
  }
  return new Yard(w, complete);
}
