import { id as hash } from "ethers";

import { consignmentId } from "../../sdk/ids.js";
import { Regime } from "../../sdk/vocabulary.js";
import type { LineStruct, ParticularsStruct, PartStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "./chain.js";
import { Goods } from "./proofs.js";
import { at, checkpoint, createConsignment, line, type Member, type World } from "./world.js";

/** Units in the goods of the tests. */
export const UNITS = 100;
/** The document that a reported record rests on. */
export const NOTE = hash("customs note");

/** Stages of the usual way from Tauranga to Shanghai, and the sequence of the record that each ends with. */
export const AT = { created: 1, origin: 2, exported: 3, departed: 4, arrived: 5, declared: 6, cleared: 7 } as const;
export type Stage = keyof typeof AT;

/** Whose word customs' records rest on. */
export type Basis = "own" | "reported";

export interface Way {
  key?: string;
  exportBasis?: Basis;
  importBasis?: Basis;
  destination?: string;
  lines?: LineStruct[];
  /** Whom the carrier names when it arrives; the warehouse unless said. */
  next?: Member;
}

/** Goods of the factory, brought to a stage: at sea and in Shanghai with the carrier. */
export async function goodsAt(w: World, stage: Stage, way: Way = {}): Promise<Goods> {
  const { factory, broker, carrier, warehouse, nzCustoms, cnCustoms } = w.cast;
  const created = {
    lines: way.lines ?? [line(w.batch, UNITS)],
    destination: way.destination ?? "CN",
    key: hash(way.key ?? "goods"),
  };
  const goods = new Goods(w, await createConsignment(w, created));
  const reported = { principal: factory.id, basedOn: NOTE };
  const steps = [
    () => goods.write(factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id }),
    () =>
      way.exportBasis === "reported"
        ? goods.write(broker, "ExportCleared", "Broker", "NZTRG", reported)
        : goods.write(nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" }),
    () => goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 }),
    () => goods.write(carrier, "Arrived", "Carrier", "CNSHG", { next: (way.next ?? warehouse).id }),
    () => goods.write(broker, "ImportDeclared", "Broker", "CNSHG", { principal: factory.id, detail: Regime.General }),
    () =>
      way.importBasis === "reported"
        ? goods.write(broker, "ImportCleared", "Broker", "CNSHG", reported)
        : goods.write(cnCustoms, "ImportCleared", "Customs", "CNSHG", { scope: "CN" }),
  ];
  for (const step of steps.slice(0, AT[stage] - 1)) await step();
  return goods;
}

/** What a record by lines says: these units of the goods' only line leave. */
export function leaving(w: World, of: number, units: number, document = NOTE): ParticularsStruct {
  return { contents: [line(w.batch, of)], leaving: [line(w.batch, units)], document, items: hash("items that leave") };
}

/** A new empty container of the party. */
export async function containerOf(w: World, by: Member, place: string, key = "container"): Promise<Goods> {
  await (
    await w.ledger.connect(by.account).createContainer(by.id, hash(key), at(place), hash("container data"))
  ).wait();
  return new Goods(w, consignmentId(by.id, hash(key)));
}

/** Packs goods into a container, or takes them out, as the container's custodian. */
export async function move(
  w: World,
  kind: "Packed" | "Unpacked",
  by: Member,
  role: Parameters<typeof checkpoint>[3],
  place: string,
  container: Goods,
  children: Goods[],
  scope = "",
): Promise<void> {
  const ids = children.map(({ id }) => id).sort();
  const basedOn = ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["bytes32[]"], [ids]));
  const c = await checkpoint(container.id, by, kind, role, place, { basedOn, scope });
  const ledger = w.ledger.connect(by.account);
  await (kind === "Packed" ? await ledger.pack(c, ids) : await ledger.unpack(c, ids)).wait();
}

/** `basedOn` of a Split. */
export function hashPart(part: PartStruct): string {
  const lines = "tuple(bytes32 batch, uint64 quantity, bytes32 items)[]";
  const type = `tuple(bytes32 key, ${lines} contents, ${lines} leaving, bytes32 dataHash)`;
  return ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode([type], [part]));
}
