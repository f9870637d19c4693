import { AbiCoder, concat, id as hash, keccak256, ZeroHash } from "ethers";

import { batchId, consignmentId, lotKey, type ConsignmentId } from "../../sdk/ids.js";
import { Extent, KeyHolder, Regime, roleSet } from "../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "../support/chain.js";
import { activationDigest } from "../support/items.js";
import { particulars } from "../support/records.js";
import { accountKey, authorizeAct, authorizeRecords, chipKey, passkey, type Key } from "../support/signing.js";
import {
  at,
  batchDetails,
  checkpoint,
  createConsignment,
  FOREVER,
  HS6,
  line,
  PREFIX_LENGTH,
  type Member,
  type World,
} from "../support/world.js";

/** What is beyond one record at a time, sent by who writes it; per record, consignment or item where many share the gas. */
export const BARS_BEYOND = {
  "record one of 100 in a call": 20_500,
  "record what an account signed": 65_500,
  "record what a P-256 key signed": 73_500,
  "record what a passkey signed": 85_000,
  "record one of 50 under one signature": 22_500,
  "activate one item of 1,000,000": 76_000,
  "pack one of 100 consignments into a container": 16_000,
  "an item of 10,000 in a consignment, product to delivery, 1,000 released from bond by lines": 100,
  "an item of these, packed into a container and out of it": 110,
} as const;

export type ScenarioBeyond = keyof typeof BARS_BEYOND;

type Sent = Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>;

async function gasOf(transaction: Sent): Promise<number> {
  return Number((await (await transaction).wait())!.gasUsed);
}

/** Many consignments of one unit each at Tauranga, in ascending order of their ids. */
async function parcels(w: World, name: string, count: number): Promise<ConsignmentId[]> {
  const ids: ConsignmentId[] = [];
  for (let i = 0; i < count; i++) {
    ids.push(await createConsignment(w, { key: hash(`${name} ${i}`), lines: [line(w.batch, 1)] }));
  }
  return ids.sort((a, b) => (a < b ? -1 : 1));
}

async function measureMany(w: World, now: number): Promise<[perRecord: number, perSigned: number]> {
  const { factory, nzCustoms, carrier } = w.cast;
  const ids = await parcels(w, "many", 100);
  const made = await Promise.all(
    ids.map((id) =>
      checkpoint(id, factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id, occurredAt: now }),
    ),
  );
  const sent = await gasOf(w.ledger.connect(factory.account).recordMany(made));
  const cleared = await Promise.all(
    ids
      .slice(0, 50)
      .map((id) => checkpoint(id, nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ", occurredAt: now })),
  );
  const signed = await signedInUse(w, nzCustoms, accountKey(nzCustoms.account.address), cleared);
  return [sent / 100, signed / 50];
}

/** What records signed by a key cost whoever sends them, once the key has used another nonce of the same word. */
async function signedInUse(w: World, by: Member, key: Key, records: readonly CheckpointStruct[]): Promise<number> {
  const { ledger, outsider } = w;
  const sender = ledger.connect(outsider);
  if (!(await ledger.isNonceUsed(by.id, key.id, 1))) {
    const call = ledger.interface.encodeFunctionData("burnNonces", [by.id, 0, 1]);
    await (await sender.relay(by.id, call, await authorizeAct(w, key, by.id, call, { nonce: 1n }))).wait();
  }
  const [only] = records;
  return gasOf(
    records.length === 1 && only !== undefined
      ? sender.recordSigned(only, await authorizeRecords(w, key, records, { nonce: 2n }))
      : sender.recordManySigned([...records], await authorizeRecords(w, key, records, { nonce: 3n })),
  );
}

async function measureSigned(w: World, key: Key, now: number): Promise<number> {
  const { nzCustoms } = w.cast;
  const own = w.ledger.connect(nzCustoms.account);
  if ((await w.ledger.signerOf(nzCustoms.id, key.id)).validUntil === 0n) {
    const roles = roleSet(["Customs"]);
    await (await own.addSigner(nzCustoms.id, key.signer, roles, at(""), 0, FOREVER, KeyHolder.Officer)).wait();
  }
  const id = await createConsignment(w, { key: hash(`signed by ${key.id}`), lines: [line(w.batch, 1)] });
  const record = await checkpoint(id, nzCustoms, "Inspected", "Customs", "NZTRG", {
    scope: "NZ",
    detail: 1,
    occurredAt: now,
  });
  return signedInUse(w, nzCustoms, key, [record]);
}

async function measureActivation(w: World): Promise<number> {
  const { factory } = w.cast;
  const label = accountKey((await ethers.getSigners()).at(-2)!.address);
  const lot = lotKey("MILLION.LABELS");
  const batch = batchId(w.product, lot);
  const serialHash = hash("one serial of a million");
  const values = AbiCoder.defaultAbiCoder().encode(
    ["bytes32", "bytes32", "bytes32"],
    [batch, serialHash, keccak256(label.signer)],
  );
  // A tree of a million leaves is twenty levels high; what stands beside the path costs the same whatever it is.
  const proof = Array.from({ length: 20 }, (_, level) => hash(`beside level ${level}`));
  const itemsRoot = proof.reduce(
    (node, beside) => keccak256(node < beside ? concat([node, beside]) : concat([beside, node])),
    keccak256(keccak256(values)),
  );
  const details = batchDetails({ lotKey: lot, quantity: 1_000_000n, itemsRoot });
  await (await w.ledger.connect(factory.account).registerBatch(factory.id, details)).wait();
  const signature = await label.sign(await activationDigest(w.ledger, batch, serialHash));
  const { unit, expiry, dataHash } = details;
  return gasOf(
    w.ledger.connect(w.outsider).activateItem(
      {
        batch,
        serialHash,
        labelSigner: label.signer,
        itemsRoot,
        proof,
        unit,
        expiry,
        dataHash,
        root: ZeroHash,
        labelProof: [],
      },
      signature,
    ),
  );
}

/** Packs consignments that the factory has, or takes them out of what the member has. */
async function aggregate(
  w: World,
  by: Member,
  kind: "Packed" | "Unpacked",
  container: ConsignmentId,
  children: ConsignmentId[],
  now: number,
): Promise<number> {
  const basedOn = keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32[]"], [children]));
  const own = w.ledger.connect(by.account);
  if (kind === "Packed") {
    const packed = await checkpoint(container, by, kind, "Factory", "NZTRG", { scope: "NZ", basedOn, occurredAt: now });
    return gasOf(own.pack(packed, children));
  }
  const unpacked = await checkpoint(container, by, kind, "Warehouse", "CNHAZ", {
    scope: "CN",
    basedOn,
    occurredAt: now,
  });
  return gasOf(own.unpack(unpacked, children));
}

async function makeContainer(w: World, name: string): Promise<[id: ConsignmentId, gas: number]> {
  const { factory } = w.cast;
  const key = hash(name);
  const gas = await gasOf(
    w.ledger.connect(factory.account).createContainer(factory.id, key, at("NZTRG"), hash("container data")),
  );
  return [consignmentId(factory.id, key), gas];
}

/** 10,000 items, from product to delivery, by themselves or packed into a container; what is spent on one. */
async function measureItem(w: World, now: number, packed: boolean): Promise<number> {
  const { brand, factory, nzCustoms, carrier, broker, cnCustoms, warehouse } = w.cast;
  const units = 10_000;
  let sum = await gasOf(
    w.ledger
      .connect(brand.account)
      .registerProduct(
        brand.id,
        packed ? 9_520_123_456_764n : 9_520_123_456_740n,
        PREFIX_LENGTH,
        at(""),
        HS6,
        hash("product data"),
      ),
  );
  const lot = lotKey(packed ? "PACKED" : "BY.ITSELF");
  const details = batchDetails({ lotKey: lot, quantity: BigInt(units), itemsRoot: hash("items of the lot") });
  sum += await gasOf(w.ledger.connect(factory.account).registerBatch(factory.id, details));
  const batch = batchId(w.product, lot);
  const key = hash(lot);
  const created = { key, place: at("NZTRG"), destination: "0x434e", dataHash: hash("consignment data") };
  sum += await gasOf(w.ledger.connect(factory.account).createConsignment(factory.id, created, [line(batch, units)]));
  const goods = consignmentId(factory.id, key);
  let travels = goods;
  if (packed) {
    const [box, boxGas] = await makeContainer(w, "the container that is full");
    sum += boxGas + (await aggregate(w, factory, "Packed", box, [goods], now));
    travels = box;
  }

  const write = async (
    id: ConsignmentId,
    by: Member,
    ...[kind, role, place, changes = {}]: [
      Parameters<typeof checkpoint>[2],
      Parameters<typeof checkpoint>[3],
      string,
      Parameters<typeof checkpoint>[5]?,
    ]
  ) => {
    const record = await checkpoint(id, by, kind, role, place, { occurredAt: now, ...changes });
    sum += await gasOf(w.ledger.connect(by.account).record(record));
  };
  await write(travels, factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
  await write(travels, nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
  await write(travels, carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
  await write(travels, carrier, "Arrived", "Carrier", "CNSHG", { next: warehouse.id });
  await write(travels, warehouse, "Received", "Warehouse", "CNHAZ", { scope: "CN" });
  if (packed) sum += await aggregate(w, warehouse, "Unpacked", travels, [goods], now);
  await write(goods, broker, "ImportDeclared", "Broker", "CNHAZ", { detail: Regime.Bonded, principal: factory.id });
  const { p, basedOn } = particulars([line(batch, units)], [line(batch, 1_000)], { items: hash("1,000 parcels") });
  const release = await checkpoint(goods, cnCustoms, "ImportCleared", "Customs", "CNHAZ", {
    scope: "CN",
    basedOn,
    detail: Extent.ByLines,
    occurredAt: now,
  });
  sum += await gasOf(w.ledger.connect(cnCustoms.account).recordByLines(release, p));
  await write(goods, cnCustoms, "ImportCleared", "Customs", "CNHAZ", { scope: "CN" });
  await write(goods, warehouse, "Delivered", "Warehouse", "CNHAZ", { scope: "CN" });
  return sum / units;
}

/** Measures everything beyond single records, in a world where the parties have written before. */
export async function measureBeyond(w: World, now: number): Promise<Record<ScenarioBeyond, number>> {
  const { nzCustoms, factory } = w.cast;
  const account = await measureSigned(w, accountKey(nzCustoms.account.address), now);
  const chip = await measureSigned(w, await chipKey(w, "an officer's chip"), now);
  const device = await measureSigned(w, await passkey(w, "an officer's telephone"), now);
  const [many, signedMany] = await measureMany(w, now);
  const [box] = await makeContainer(w, "a container of parcels");
  const packing = await aggregate(w, factory, "Packed", box, await parcels(w, "packed", 100), now);
  return {
    "record one of 100 in a call": Math.ceil(many),
    "record what an account signed": account,
    "record what a P-256 key signed": chip,
    "record what a passkey signed": device,
    "record one of 50 under one signature": Math.ceil(signedMany),
    "activate one item of 1,000,000": await measureActivation(w),
    "pack one of 100 consignments into a container": Math.ceil(packing / 100),
    "an item of 10,000 in a consignment, product to delivery, 1,000 released from bond by lines": Math.ceil(
      await measureItem(w, now, false),
    ),
    "an item of these, packed into a container and out of it": Math.ceil(await measureItem(w, now, true)),
  };
}
