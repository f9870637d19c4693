import { expect } from "chai";
import { ethers as lib, type ContractTransactionReceipt, type Interface } from "ethers";

import { signerIdOf, type ConsignmentId } from "../../sdk/ids.js";
import type { CheckpointStruct, ParticularsStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { LineStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { previewRefusal, type WayOfWriting } from "./way.js";
import { unpack, type WordFields } from "../../assurance/model/word.js";
import { checkpoint, hashParticulars, type Member, type RecordChanges, type World } from "./world.js";

/** An error of the ledger as the tests name it: its name, then its arguments. */
export type Refusal = readonly [name: string, ...args: readonly unknown[]];

type Kinds = Parameters<typeof checkpoint>[2];
type Roles = Parameters<typeof checkpoint>[3];

/** Reads an error of the ledger out of revert data. */
export function parseRefusal({ ledger }: World, data: string): Refusal {
  const error = ledger.interface.parseError(data);
  if (error === null) return ["(undecoded)", data];
  return [error.name, ...error.args.map(comparable)];
}

/** Revert data that was asked for before: whole tables of cells come to few different errors. */
const encoded = new Map<string, string>();

/** The revert data of an error of the ledger: the opposite of {@link parseRefusal}. */
export function bytesOf(abi: Interface, [name, ...args]: Refusal): string {
  const key = `${name} ${args.join()}`;
  const known = encoded.get(key);
  if (known !== undefined) return known;
  const bytes = abi.encodeErrorResult(name, args);
  encoded.set(key, bytes);
  return bytes;
}

function comparable(value: unknown): unknown {
  return typeof value === "number" ? BigInt(value) : value;
}

/** Records about one consignment, written one way, each checked against its dry run. */
export class Writer {
  readonly #w: World;
  readonly #way: WayOfWriting;
  readonly id: ConsignmentId;

  constructor(w: World, way: WayOfWriting, id: ConsignmentId) {
    this.#w = w;
    this.#way = way;
    this.id = id;
  }

  async word(): Promise<WordFields> {
    return unpack(await this.#w.ledger.wordOf(this.id));
  }

  /** A checkpoint of this consignment, not sent. */
  checkpoint(
    by: Member,
    kind: Kinds,
    role: Roles,
    place: string,
    changes: RecordChanges = {},
  ): Promise<CheckpointStruct> {
    return checkpoint(this.id, by, kind, role, place, changes);
  }

  /** Writes a record that must be taken, and lead to the word that its dry run gave. */
  async take(
    by: Member,
    kind: Kinds,
    role: Roles,
    place: string,
    changes: RecordChanges = {},
  ): Promise<ContractTransactionReceipt> {
    return this.takeAs(by, await this.checkpoint(by, kind, role, place, changes));
  }

  /** As `take`, of a checkpoint made before. */
  async takeAs(by: Member, c: CheckpointStruct): Promise<ContractTransactionReceipt> {
    const { ledger } = this.#w;
    const promised = await ledger.preview(c, signerIdOf(by.account.address));
    const receipt = await (await this.#way.record(this.#w, by, c)).wait();
    expect(unpack(await ledger.wordOf(this.id)), "the word is not what its dry run gave").to.deep.equal(
      unpack(promised),
    );
    return receipt!;
  }

  /** Writes a record that must be refused with exactly this error, by its dry run too, and change nothing. */
  async refuse(
    refusal: Refusal,
    by: Member,
    kind: Kinds,
    role: Roles,
    place: string,
    changes: RecordChanges = {},
  ): Promise<void> {
    await this.refuseAs(refusal, by, await this.checkpoint(by, kind, role, place, changes));
  }

  /** As `refuse`, of a checkpoint made before. */
  async refuseAs(refusal: Refusal, by: Member, c: CheckpointStruct): Promise<void> {
    await this.#refused(refusal, () => this.#way.record(this.#w, by, c));
    const preview = await previewRefusal(this.#w, by, c);
    expect(preview && parseRefusal(this.#w, preview), "the dry run's error").to.deep.equal(normal(refusal));
  }

  /** Writes a record by lines that must be taken, and lead to the word that its dry run gave. */
  async takeLines(by: Member, c: CheckpointStruct, p: ParticularsStruct): Promise<ContractTransactionReceipt> {
    const { ledger } = this.#w;
    const promised = await ledger.previewByLines(c, p, signerIdOf(by.account.address));
    const receipt = await (await this.#way.recordByLines(this.#w, by, c, p)).wait();
    expect(unpack(await ledger.wordOf(this.id)), "the word is not what its dry run gave").to.deep.equal(
      unpack(promised),
    );
    return receipt!;
  }

  /** Writes a record by lines that must be refused with exactly this error, by its dry run too, and change nothing. */
  async refuseLines(refusal: Refusal, by: Member, c: CheckpointStruct, p: ParticularsStruct): Promise<void> {
    await this.#refused(refusal, () => this.#way.recordByLines(this.#w, by, c, p));
    const preview = await previewRefusal(this.#w, by, c, p);
    expect(preview && parseRefusal(this.#w, preview), "the dry run's error").to.deep.equal(normal(refusal));
  }

  async #refused([name, ...args]: Refusal, send: () => Promise<unknown>): Promise<void> {
    const { ledger } = this.#w;
    const before = [await ledger.wordOf(this.id), await ledger.headOf(this.id)];
    const assertion = expect(send()).to.be.revertedWithCustomError(ledger, name);
    if (args.length === 0) await assertion;
    else await assertion.withArgs(...args);
    expect([await ledger.wordOf(this.id), await ledger.headOf(this.id)], "a refused record left a trace").to.deep.equal(
      before,
    );
  }
}

/** An error as `parseRefusal` gives it. */
export function normal([name, ...args]: Refusal): Refusal {
  return [name, ...args.map(comparable)];
}

/** The particulars of a record by lines, and the changes that base a checkpoint on them. */
export function particulars(
  contents: LineStruct[],
  leaving: LineStruct[],
  said: { document?: string; items?: string } = {},
): { p: ParticularsStruct; basedOn: string } {
  const p = { contents, leaving, document: said.document ?? lib.ZeroHash, items: said.items ?? lib.ZeroHash };
  return { p, basedOn: hashParticulars(p) };
}

/** A sequence as HoldLifted names its Held. */
export function heldAt(sequence: bigint | number): string {
  return lib.toBeHex(sequence, 32);
}
