import { id as hash, toBeHex, ZeroHash } from "ethers";

import { derivedId } from "../../sdk/hashing/derivedId.js";
import { hashChildren } from "../../sdk/hashing/hashChildren.js";
import { hashPart } from "../../sdk/hashing/hashPart.js";
import { consignmentId, signerIdOf, type ConsignmentId } from "../../sdk/ids.js";
import { TransportMode } from "../../sdk/places/transportMode.js";
import { Adjustment, CorrectionReason, Extent, InspectionResult, Regime } from "../../sdk/vocabulary.js";
import type { ParticularsStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { networkHelpers } from "./chain.js";
import { sendAct } from "./sendAct.js";
import { proofOf } from "./traceProof.js";
import {
  at,
  checkpoint,
  country,
  createConsignment,
  hashParticulars,
  line,
  world,
  type Member,
  type RecordChanges,
  type World,
} from "./world.js";

/** A world in which goods were split, packed on a pallet in a container, shipped, taken out, corrected and released. */
export interface ContainerJourney extends World {
  /** What the part was split off. */
  readonly whole: ConsignmentId;
  readonly part: ConsignmentId;
  /** Another's parcel on the same pallet, which its creator took back while the pallet was in the container. */
  readonly parcel: ConsignmentId;
  readonly pallet: ConsignmentId;
  readonly container: ConsignmentId;
  /** Released units of the part that came back. */
  readonly returned: ConsignmentId;
}

/** The nonce under which the whole was created. */
export const NONCE = 1_799n;
/** Items of the second line. */
export const SPLIT_ITEMS = hash("items that go their own way");
export const RELEASE_NOTE = hash("release note");

type Kinds = Parameters<typeof checkpoint>[2];
type Roles = Parameters<typeof checkpoint>[3];

/** Plays the journey to the end. */
export async function containerJourney(): Promise<ContainerJourney> {
  const played = new Play(await world());
  const goods = await played.readyGoods();
  const boxes = await played.pack(goods);
  await played.ship(boxes);
  await played.takeBackAndUnpack({ ...goods, ...boxes });
  const returned = await played.release(goods.part);
  return { ...played.w, ...goods, ...boxes, returned };
}

class Play {
  constructor(readonly w: World) {}

  async #write(
    consignment: ConsignmentId,
    by: Member,
    kind: Kinds,
    role: Roles,
    place: string,
    changes: RecordChanges = {},
  ): Promise<void> {
    await this.w.ledger.connect(by.account).record(await checkpoint(consignment, by, kind, role, place, changes));
  }

  async #children(
    container: ConsignmentId,
    by: Member,
    kind: "Packed" | "Unpacked",
    role: Roles,
    place: string,
    goods: ConsignmentId[],
    changes: RecordChanges = {},
  ): Promise<void> {
    const children = goods.toSorted();
    const basedOn = hashChildren(children);
    const c = await checkpoint(container, by, kind, role, place, { basedOn, ...changes });
    const ledger = this.w.ledger.connect(by.account);
    await (kind === "Packed" ? ledger.pack(c, children) : ledger.unpack(c, children));
  }

  /** The whole, its part and another's parcel: ready at Tauranga, cleared for export, with the factory. */
  async readyGoods(): Promise<{ whole: ConsignmentId; part: ConsignmentId; parcel: ConsignmentId }> {
    const { w } = this;
    const { brand, factory, broker, nzCustoms } = w.cast;
    const details = { key: hash("the whole"), place: at("NZTRG"), destination: country("CN"), dataHash: hash("whole") };
    const contents = [line(w.batch, 300n), line(w.batch, 100n, SPLIT_ITEMS)];
    const call = w.ledger.interface.encodeFunctionData("createConsignment", [factory.id, details, contents]);
    await sendAct(w, factory, call, NONCE);
    const whole = consignmentId(factory.id, details.key);
    await this.#write(whole, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
    // Another clearance was meant: the broker takes the report back, and customs write for themselves.
    const document = { principal: factory.id, basedOn: hash("export note") };
    await this.#write(whole, broker, "ExportCleared", "Broker", "NZTRG", document);
    await this.#correct(whole, broker, "Broker", "NZTRG", 3);
    await this.#write(whole, nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });

    const parcel = await createConsignment(w, { by: brand, key: hash("the parcel"), lines: [line(w.batch, 50n)] });
    await this.#write(parcel, brand, "Origin", "Brand", "NZTRG", { next: factory.id });
    await this.#write(parcel, factory, "Received", "Factory", "NZTRG", { scope: "NZ" });
    await this.#write(parcel, nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });

    const leaving = [line(w.batch, 60n), line(w.batch, 100n, SPLIT_ITEMS)];
    const part = { key: hash("the part"), contents, leaving, dataHash: hash("data of the part") };
    const typed = { ...part, contents: contents.map(plain), leaving: leaving.map(plain) };
    const split = await checkpoint(whole, factory, "Split", "Factory", "NZTRG", {
      scope: "NZ",
      basedOn: hashPart(typed),
    });
    await w.ledger.connect(factory.account).split(split, part);
    return { whole, parcel, part: derivedId(factory.id, factory.id, part.key) };
  }

  /** Puts part and parcel on a pallet, and the pallet into a container that the carrier is to take. */
  async pack(goods: { part: ConsignmentId; parcel: ConsignmentId }): Promise<{ pallet: string; container: string }> {
    const { factory, carrier } = this.w.cast;
    const [pallet, container] = [await this.#container("the pallet"), await this.#container("the container")];
    const scope = { scope: "NZ" };
    await this.#children(pallet, factory, "Packed", "Factory", "NZTRG", [goods.part, goods.parcel], scope);
    await this.#children(container, factory, "Packed", "Factory", "NZTRG", [pallet], { ...scope, next: carrier.id });
    return { pallet, container };
  }

  async #container(name: string): Promise<ConsignmentId> {
    const { ledger, cast } = this.w;
    const { factory } = cast;
    await ledger.connect(factory.account).createContainer(factory.id, hash(name), at("NZTRG"), hash(`data of ${name}`));
    return consignmentId(factory.id, hash(name));
  }

  async ship({ container }: { container: ConsignmentId }): Promise<void> {
    const { carrier, cnPort } = this.w.cast;
    await this.#write(container, carrier, "Departed", "Carrier", "NZTRG", { detail: TransportMode.Maritime });
    await this.#write(container, carrier, "Arrived", "Carrier", "CNSHG", { next: cnPort.id });
  }

  /** In Shanghai: the part is inspected and declared inside, the parcel is taken back, and the rest comes out. */
  async takeBackAndUnpack(ids: Record<"part" | "parcel" | "pallet" | "container", ConsignmentId>): Promise<void> {
    const { part, parcel, pallet, container } = ids;
    const { brand, factory, carrier, inspector, broker, warehouse } = this.w.cast;
    await this.#write(part, inspector, "Held", "Inspector", "CNSHG", { scope: "CN" });
    await this.#write(part, inspector, "Inspected", "Inspector", "CNSHG", {
      detail: InspectionResult.Pass,
      scope: "CN",
    });
    const { sequence } = await this.w.ledger.holdOf(part, inspector.id);
    const lifted = { scope: "CN", basedOn: toBeHex(sequence, 32) };
    await this.#write(part, inspector, "HoldLifted", "Inspector", "CNSHG", lifted);
    const declared = { detail: Regime.Bonded, principal: factory.id };
    await this.#write(part, broker, "ImportDeclared", "Broker", "CNSHG", declared);

    // Nobody accepts the container in time.
    await networkHelpers.time.increase(15 * 24 * 3_600);
    await this.#write(parcel, brand, "TakenBack", "Brand", "CNSHG");
    await this.#children(container, carrier, "Unpacked", "Carrier", "CNSHG", [pallet]);
    await this.#children(pallet, carrier, "Unpacked", "Carrier", "CNSHG", [part]);
    // The pallet goes on by itself.
    await this.#write(pallet, carrier, "Received", "Carrier", "CNSHG");
    await this.#write(part, carrier, "Forwarded", "Carrier", "CNSHG", {
      detail: TransportMode.Road,
      next: warehouse.id,
    });
    await this.#write(part, warehouse, "Received", "Warehouse", "CNHAZ", { scope: "CN" });
  }

  /** A damage that was none, and a release by lines, of which some units come back. */
  async release(part: ConsignmentId): Promise<ConsignmentId> {
    const { w } = this;
    const { factory, warehouse, broker } = w.cast;
    const contents = [line(w.batch, 60n), line(w.batch, 100n, SPLIT_ITEMS)];
    const damage = { contents, leaving: [line(w.batch, 5n)], document: ZeroHash, items: ZeroHash };
    const adjusted = { detail: Adjustment.Damage, scope: "CN" };
    await this.#byLines(part, warehouse, "Adjusted", "Warehouse", damage, adjusted);
    const { sequence } = await w.ledger.consignmentOf(part);
    await this.#correct(part, warehouse, "Warehouse", "CNHAZ", Number(sequence), damage, "CN");

    const leaving = [line(w.batch, 40n), line(w.batch, 100n, SPLIT_ITEMS)];
    const released = { contents, leaving, document: RELEASE_NOTE, items: hash("released items") };
    await this.#byLines(part, broker, "ImportCleared", "Broker", released, { principal: factory.id });
    const { sequence: release } = await w.ledger.consignmentOf(part);

    const proof = await proofOf(w, part, Number(release), released);
    const details = { key: hash("back"), place: at("CNHAZ"), destination: country("CN"), dataHash: hash("back") };
    const back = [line(w.batch, 3n)];
    await w.ledger.connect(warehouse.account).returnReleased(warehouse.id, details, part, proof, back);
    return derivedId(factory.id, warehouse.id, details.key);
  }

  async #byLines(
    consignment: ConsignmentId,
    by: Member,
    kind: "Adjusted" | "ImportCleared",
    role: Roles,
    particulars: ParticularsStruct,
    changes: RecordChanges,
  ): Promise<void> {
    const basedOn = hashParticulars(particulars);
    const detail = kind === "ImportCleared" ? Extent.ByLines : 0;
    const c = await checkpoint(consignment, by, kind, role, "CNHAZ", { basedOn, detail, ...changes });
    await this.w.ledger.connect(by.account).recordByLines(c, particulars);
  }

  /** Says that the last record did not happen. */
  async #correct(
    consignment: ConsignmentId,
    by: Member,
    role: Roles,
    place: string,
    sequence: number,
    particulars?: ParticularsStruct,
    scope = "",
  ): Promise<void> {
    const proof = await proofOf(this.w, consignment, sequence, particulars);
    const c = await checkpoint(consignment, by, "Correction", role, place, {
      detail: CorrectionReason.DidNotOccur,
      basedOn: proof.hash,
      scope,
    });
    await this.w.ledger.connect(by.account).recordProved(c, proof);
  }
}

/** A line as the SDK has it. */
function plain({ batch, quantity, items }: ReturnType<typeof line>): {
  batch: string;
  quantity: bigint;
  items: string;
} {
  return { batch: String(batch), quantity: BigInt(quantity), items: String(items) };
}

/** The signer id of a member. */
export function signerOf({ account }: Member): string {
  return signerIdOf(account.address);
}
