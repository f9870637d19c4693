import { expect } from "chai";
import { id as hash, toBeHex, ZeroHash } from "ethers";

import { derivedId } from "../../sdk/hashing/derivedId.js";
import { hashChildren } from "../../sdk/hashing/hashChildren.js";
import { checkDigitOf } from "../../sdk/gs1/checkDigit.js";
import { batchId, consignmentId, lotKey, type BatchId, type ConsignmentId } from "../../sdk/ids.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { verifyHead } from "../../sdk/verify/verifyHead.js";
import { Role, roleSet, type Kind, type RoleName } from "../../sdk/vocabulary.js";
import type {
  CheckpointStruct,
  LineStruct,
  ParticularsStruct,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture, networkHelpers } from "./chain.js";
import { clientOf } from "./client.js";
import { named, type Named, type Row, type Said } from "./playRows.js";
import { adopted, amounting, counted, created, led, leftIn, nextIn, NOBODY, stateIn, type State } from "./playState.js";
import { proofOf } from "./proofs.js";
import { hashPart } from "./provedGoods.js";
import { unpack as fieldsOf } from "../../assurance/model/word.js";
import {
  admit,
  at,
  batchDetails,
  checkpoint,
  country,
  hashParticulars,
  HS6,
  line,
  world,
  type CastName,
  type Member,
  type World,
} from "./world.js";

/** The parties of the document by their names there, and who plays them. */
const PLAYED_BY: Readonly<Record<string, CastName>> = {
  Brand: "brand",
  Factory: "factory",
  "NZ port": "nzPort",
  "NZ customs": "nzCustoms",
  Line: "carrier",
  Trucker: "carrier2",
  Terminal: "cnPort",
  Broker: "broker",
  "Broker NZ": "broker2",
  "CN customs": "cnCustoms",
  Inspector: "inspector",
  "CN regulator": "regulator",
  "Bonded store": "warehouse",
  Retailer: "retailer",
  Seller: "seller",
  "DE customs": "customs2",
};

/** Parties that a journey needs besides, with what they are granted and where. */
export type Others = Readonly<Record<string, readonly [scope: string, ...roles: RoleName[]]>>;

/** Kinds of records by which custodians move goods: each names who is next anew, or nobody. */
const MOVES: readonly (keyof typeof Kind)[] = [
  ...(["Origin", "Departed", "Transshipped", "Arrived", "Received", "Forwarded", "Delivered", "Destroyed"] as const),
  ...(["Diverted", "Returned", "Packed", "Unpacked", "Split", "TakenBack"] as const),
];
const CUSTOMS_ACTS: readonly (keyof typeof Kind)[] = ["ExportCleared", "ImportCleared", "Refused"];

interface Told {
  kind: keyof typeof Kind;
  sequence: number;
  particulars: ParticularsStruct | undefined;
}

interface Goods {
  id: ConsignmentId;
  creator: string;
  batch: BatchId;
  units: number;
  /** As it is by itself: in a container, what it amounts to is another matter. */
  own: State;
  told: Told[];
}

/** Plays the tables of docs/journeys.md, and checks after each row that the ledger says what the table says, of all goods. */
export class Play {
  readonly #parties = new Map<string, Member>();
  readonly #goods = new Map<string, Goods>();

  private constructor(readonly w: World) {
    for (const [name, cast] of Object.entries(PLAYED_BY)) this.#parties.set(name, w.cast[cast]);
  }

  /** A world with these parties besides; mandates are "agent for principal". */
  static async begin(others: Others = {}, mandates: readonly string[] = []): Promise<Play> {
    const play = new Play(await world());
    const accounts = (await ethers.getSigners()).slice(-Object.keys(others).length);
    for (const [i, [name, [scope, ...roles]]] of Object.entries(others).entries()) {
      const uri = name.replaceAll(" ", "-").toLowerCase();
      play.#parties.set(name, await admit(play.ledger, uri, accounts[i]!, [[scope, roles]]));
    }
    for (const mandate of mandates) {
      const [agent, principal] = mandate.split(" for ").map((name) => play.party(name));
      await play.ledger.connect(principal!.account).setMandate(principal!.id, agent!.id, roleSet(["Broker"]));
    }
    return play;
  }

  /** A play as a fixture left it: what one test plays on it, no other sees. */
  static async of(fixture: () => Promise<Play>): Promise<Play> {
    const left = await loadFixture(fixture);
    const play = new Play(left.w);
    for (const [name, member] of left.#parties) play.#parties.set(name, member);
    for (const [name, goods] of left.#goods) play.#goods.set(name, { ...goods, told: [...goods.told] });
    return play;
  }

  get ledger(): World["ledger"] {
    return this.w.ledger;
  }

  party(name: string): Member {
    const member = this.#parties.get(name);
    if (member === undefined) throw new Error(`${name} is no party of this journey.`);
    return member;
  }

  /** The ledger as a party's key calls it. */
  as(name: string): World["ledger"] {
    return this.ledger.connect(this.party(name).account);
  }

  idOf(name: string): ConsignmentId {
    return this.#of(name).id;
  }

  line(name: string, units = this.#of(name).units): LineStruct {
    return line(this.#of(name).batch, units);
  }

  #of(name: string): Goods {
    const goods = this.#goods.get(name);
    if (goods === undefined) throw new Error(`${name} are no goods of this journey.`);
    return goods;
  }

  /* ACTS THAT ARE NO RECORDS */

  /** Registers a product of a brand with a prefix of its own. */
  async brandProduct(brand: string, prefix: number): Promise<bigint> {
    const { id } = this.party(brand);
    const body = `${prefix}00000`;
    const gtin = BigInt(`${body}${checkDigitOf(body)}`);
    await this.ledger.assignPrefix(BigInt(prefix), String(prefix).length, id);
    await this.as(brand).registerProduct(id, gtin, String(prefix).length, at(""), HS6, ZeroHash);
    return gtin;
  }

  async registerBatch(maker: string, lot: string, origin: string, product: bigint = this.w.product): Promise<BatchId> {
    const details = batchDetails({ product, lotKey: lotKey(lot), origin: country(origin) });
    await this.as(maker).registerBatch(this.party(maker).id, details);
    return batchId(product, lotKey(lot));
  }

  async create(
    goods: string,
    creator: string,
    place: string,
    destination: string,
    { batch = this.w.batch, units = 100, domestic = false } = {},
  ): Promise<void> {
    const { id } = this.party(creator);
    for (const name of goods.split(" ")) {
      const key = hash(name);
      const details = { key, place: at(place), destination: country(destination), dataHash: hash(`data of ${name}`) };
      await this.as(creator).createConsignment(id, details, [line(batch, units)]);
      const own = created(creator, place, destination, domestic);
      this.#goods.set(name, { id: consignmentId(id, key), creator, batch, units, own, told: [] });
    }
    await this.#check(`${goods} created`);
  }

  async createContainer(name: string, creator: string, place: string): Promise<void> {
    const { id } = this.party(creator);
    await this.as(creator).createContainer(id, hash(name), at(place), hash(`data of ${name}`));
    const own = created(creator, place, "");
    this.#goods.set(name, { id: consignmentId(id, hash(name)), creator, batch: "", units: 0, own, told: [] });
    await this.#check(`${name} created`);
  }

  /** Units that were released by the last record by lines come back as a consignment. */
  async returnReleased(name: string, by: string, place: string, from: string, units: number): Promise<void> {
    const { id, batch, creator, told } = this.#of(from);
    const release = told.findLast(({ kind, particulars }) => kind === "ImportCleared" && particulars !== undefined)!;
    const { proof } = await proofOf(this.w, id, release.sequence, { particulars: [release.particulars!] });
    const to = place.slice(0, 2);
    const details = { key: hash(name), place: at(place), destination: country(to), dataHash: ZeroHash };
    await this.as(by).returnReleased(this.party(by).id, details, id, proof, [line(batch, units)]);
    const own: State = { ...created(by, place, to), movement: "Arrived", customs: "Cleared", customsOwn: true };
    const derived = derivedId(this.party(creator).id, this.party(by).id, hash(name));
    this.#goods.set(name, { id: derived, creator, batch, units, own, told: [] });
    await this.#check(`${name} came back`);
  }

  /** Lets days pass in which nobody records anything. */
  async pass(days: number): Promise<void> {
    await networkHelpers.time.increase(days * 24 * 3_600);
  }

  /** From now on a party writes with another key, which its manager has added. */
  writes(name: string, account: Member["account"]): void {
    this.#parties.set(name, { ...this.party(name), account });
  }

  /* RECORDS */

  /** Writes the records of these rows, each of which must be taken and lead to what it says. */
  async rows(...rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      for (const goods of row[0].split(" ")) {
        await this.#write(goods, row);
        await this.#check(`${goods}: ${row[1]} · ${row[2]} · ${row[4]} · ${row[5]}`);
      }
    }
  }

  /** A row's record must be refused with this error, and change nothing. */
  async refused(error: string, args: readonly unknown[], row: Row): Promise<void> {
    await expect(this.#send(row[0], row))
      .to.be.revertedWithCustomError(this.ledger, error)
      .withArgs(...args);
    await this.#check(`${row[0]}: ${row[1]} refused`);
  }

  async #write(name: string, row: Row): Promise<void> {
    const [, record, by, , , leadsTo, said = {}] = row;
    const { kind } = named(record);
    const particulars = await this.#send(name, row);
    const goods = this.#of(name);
    const { sequence } = fieldsOf(await this.ledger.wordOf(goods.id));
    goods.told.push({ kind, sequence: Number(sequence), particulars });

    const taken = this.#amounts(goods.own);
    if (kind === "TakenBack") goods.own = { ...taken, in: "", apart: false, stoppedElsewhere: false };
    if (kind === "Packed") this.#put(name, said);
    const before = goods.own;
    goods.own = led(before, leadsTo);
    if (MOVES.includes(kind) && by === goods.own.custodian) goods.own.next = nextIn(leadsTo);
    if (kind === "Unpacked") this.#take(said);
    goods.units -= said.units ?? 0;
    expect(leftIn(leadsTo) ?? goods.units, `${name}: units left`).to.equal(goods.units);
    if (kind === "Split") this.#partOf(name, by, said);
  }

  async #send(name: string, [, record, writer, role, place, leadsTo, said = {}]: Row): Promise<Told["particulars"]> {
    const what = named(record);
    const [by, principal] = writer.split(" for ").map((party) => this.party(party));
    const { id, told } = this.#of(name);
    const next = nextIn(leadsTo);
    const c = await checkpoint(id, by!, what.kind, role, place, {
      scope: await this.#scopeOf(by!, role, place),
      detail: what.detail,
      principal: principal?.id ?? 0n,
      next: next === NOBODY ? 0n : this.party(next).id,
      basedOn: await this.#basisOf(name, what, role, principal ?? by!),
    });
    const ledger = this.ledger.connect(by!.account);
    if (what.about !== undefined) {
      const past = told.findLast(({ kind }) => kind === what.about)!;
      const particulars = past.particulars === undefined ? [] : [past.particulars];
      const { proof, step } = await proofOf(this.w, id, past.sequence, { particulars });
      await ledger.recordProved({ ...c, basedOn: step }, proof);
    } else if (said.children !== undefined) {
      await this.#sendChildren(ledger, c, what.kind, said.children);
    } else if (said.part !== undefined) {
      const part = {
        ...{ key: hash(said.part), dataHash: ZeroHash },
        ...{ contents: [this.line(name)], leaving: [this.line(name, said.units)] },
      };
      await ledger.split({ ...c, basedOn: hashPart(part) }, part);
    } else if (said.units !== undefined) {
      const leaving = [this.line(name, said.units)];
      const particulars = { contents: [this.line(name)], leaving, document: ZeroHash, items: hash("items") };
      await ledger.recordByLines({ ...c, basedOn: hashParticulars(particulars) }, particulars);
      return particulars;
    } else {
      await ledger.record(c);
    }
    return undefined;
  }

  async #sendChildren(
    ledger: World["ledger"],
    c: CheckpointStruct,
    kind: keyof typeof Kind,
    children: string,
  ): Promise<void> {
    const ids = children.split(" ").map((child) => this.idOf(child));
    ids.sort();
    const based = { ...c, basedOn: hashChildren(ids) };
    await (kind === "Packed" ? ledger.pack(based, ids) : ledger.unpack(based, ids));
  }

  /** The widest scope at which a party is granted the role it writes in. */
  async #scopeOf({ id }: Member, role: RoleName, place: string): Promise<string> {
    for (const scope of ["", place.slice(0, 2), place]) {
      if ((Number(await this.ledger.grantOf(id, at(scope))) >> Role[role]) & 1) return scope;
    }
    throw new Error(`Party ${id} is no ${role} at ${place}.`);
  }

  async #basisOf(name: string, { kind, country: to }: Named, role: RoleName, placer: Member): Promise<string> {
    if (to !== undefined) return ethers.zeroPadBytes(country(to), 32);
    if (kind === "HoldLifted") return toBeHex((await this.ledger.holdOf(this.idOf(name), placer.id)).sequence, 32);
    return CUSTOMS_ACTS.includes(kind) && role === "Broker" ? hash(`document for ${kind}`) : ZeroHash;
  }

  /* WHAT THE ROWS LEAD TO */

  #put(container: string, { children = "" }: Said): void {
    const goods = this.#of(container);
    const packed = children.split(" ").map((child) => this.#of(child));
    if (this.#inside(container).length === 0) goods.own = adopted(goods.own, packed[0]!.own);
    for (const child of packed) child.own = { ...child.own, in: container, apart: false };
  }

  #take({ children = "" }: Said): void {
    for (const child of children.split(" ").map((name) => this.#of(name))) {
      const state = this.#amounts(child.own);
      child.own = { ...state, in: "", apart: false, stoppedElsewhere: false, next: NOBODY };
    }
  }

  #partOf(whole: string, by: string, { part = "", units = 0 }: Said): void {
    const { creator, batch, own } = this.#of(whole);
    const id = derivedId(this.party(creator).id, this.party(by).id, hash(part));
    this.#goods.set(part, { id, creator, batch, units, own: { ...own, next: NOBODY }, told: [] });
  }

  #inside(container: string): State[] {
    return [...this.#goods.values()].map(({ own }) => own).filter((state) => state.in === container);
  }

  #amounts(own: State): State {
    return amounting(own, own.in === "" ? undefined : this.#of(own.in).own);
  }

  async #check(after: string): Promise<void> {
    const [expected, found]: [Record<string, State>, Record<string, State>] = [{}, {}];
    for (const [name, { id, own }] of this.#goods) {
      expected[name] = counted(this.#amounts(own), this.#inside(name));
      if (own.in !== "") expected[name].stoppedElsewhere = this.#of(own.in).own.holds > 0;
      found[name] = await this.#found(id);
    }
    expect(found, after).to.deep.equal(expected);
  }

  async #found(id: ConsignmentId): Promise<State> {
    const stored = fieldsOf(await this.ledger.wordOf(id));
    const effective = fieldsOf(await this.ledger.effectiveWordOf(id));
    const around = stored.flags.includes("packed") ? await this.ledger.containerOfNumber(stored.custodian) : ZeroHash;
    const container = [...this.#goods].find(([, goods]) => goods.id === around)?.[0] ?? "";
    return stateIn(effective, stored, (party) => this.#nameOf(party), container);
  }

  #nameOf(party: bigint): string {
    if (party === 0n) return NOBODY;
    return [...this.#parties].find(([, { id }]) => id === party)?.[0] ?? `party ${party}`;
  }

  /* THE END */

  /** The whole journey is told by the ledger's logs, record by record, and its heads hold. */
  async ends(): Promise<void> {
    const client = await clientOf(this.w);
    for (const [name, { id, told }] of this.#goods) {
      const trace = await traceConsignment(client, id);
      expect(
        trace.records.map(({ kind }) => kind),
        `${name}: records`,
      ).to.deep.equal(told.map(({ kind }) => kind));
      const { problems, holds } = await verifyHead(client, trace);
      expect(problems, `${name}: problems`).to.deep.equal([]);
      expect(holds, name).to.equal(true);
    }
  }
}
