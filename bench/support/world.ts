import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { id as hash, ZeroHash } from "ethers";

import { toBytes5, parseScope } from "../../sdk/places/scope.js";
import { batchId, consignmentId, lotKey, type BatchId, type ConsignmentId } from "../../sdk/ids.js";
import { Kind, KeyHolder, Role, roleSet, type RoleName } from "../../sdk/vocabulary.js";
import type { AccessManager } from "../../typechain-types/@openzeppelin/contracts/access/manager/AccessManager.js";
import type {
  CheckpointStruct,
  ParticularsStruct,
  IWaymark,
} from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { LineStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { ethers, networkHelpers } from "./chain.js";

/** A party of the test world: its number, and the account that is both its manager and its only signer. */
export interface Member {
  id: bigint;
  account: HardhatEthersSigner;
}

/** Valid longer than any test. */
export const FOREVER = 2n ** 40n - 1n;

export const GTIN = 9_520_123_456_788n;
export const PREFIX = 9_520_123n;
export const PREFIX_LENGTH = 7;
export const HS6 = 190_110;

/** A place or scope as the contract takes it. */
export function at(place: string): string {
  return toBytes5(parseScope(place));
}

/** A country or territory as the contract takes it. */
export function country(code: string): string {
  return ethers.hexlify(ethers.toUtf8Bytes(code));
}

/** Who is in the world, at which scope with which roles. Names ending in 2 are the correctly granted strangers. */
const CAST = {
  brand: [["", ["Brand"]]],
  factory: [["NZ", ["Factory"]]],
  carrier: [["", ["Carrier"]]],
  nzPort: [["NZTRG", ["Port"]]],
  nzCustoms: [["NZ", ["Customs"]]],
  sgPort: [["SGSIN", ["Port"]]],
  cnPort: [["CNSHG", ["Port"]]],
  broker: [["", ["Broker"]]],
  cnCustoms: [["CN", ["Customs"]]],
  inspector: [["CN", ["Inspector"]]],
  regulator: [["CN", ["Regulator"]]],
  warehouse: [["CN", ["Warehouse"]]],
  retailer: [["CN", ["Retailer"]]],
  seller: [["", ["Seller"]]],
  brand2: [["", ["Brand"]]],
  factory2: [["NZ", ["Factory"]]],
  carrier2: [["", ["Carrier"]]],
  port2: [["CNSHG", ["Port"]]],
  customs2: [["DE", ["Customs"]]],
  inspector2: [["CN", ["Inspector"]]],
  broker2: [["", ["Broker"]]],
  warehouse2: [["CN", ["Warehouse"]]],
  retailer2: [["CN", ["Retailer"]]],
} as const satisfies Record<string, readonly (readonly [string, readonly RoleName[]])[]>;

export type CastName = keyof typeof CAST;

export interface World {
  ledger: IWaymark;
  accessManager: AccessManager;
  admin: HardhatEthersSigner;
  /** An account that belongs to no party. */
  outsider: HardhatEthersSigner;
  cast: Record<CastName, Member>;
  product: bigint;
  batch: BatchId;
}

type Deployed = Pick<World, "ledger" | "accessManager" | "admin" | "outsider">;

/** The ledger on the chain of the tests; a fixture. */
export function deployLedger(): Promise<Deployed> {
  return deployLedgerOn(ethers);
}

/** The ledger with its libraries and an AccessManager whose admin may do everything at once, on any chain. */
export async function deployLedgerOn(on: Pick<typeof ethers, "deployContract" | "getSigners">): Promise<Deployed> {
  const [admin, outsider] = await on.getSigners();
  if (admin === undefined || outsider === undefined) throw new Error("The test chain has too few accounts.");
  const accessManager: AccessManager = await on.deployContract("AccessManager", [admin.address]);
  const addressOf = async (contract: Promise<{ getAddress(): Promise<string> }>) => (await contract).getAddress();
  const rare = { RareRecords: await addressOf(on.deployContract("RareRecords")) };
  const registryAnnex = await addressOf(
    on.deployContract("RegistryAnnex", [], {
      libraries: { Parties: await addressOf(on.deployContract("Parties")) },
    }),
  );
  const p256 = await addressOf(on.deployContract("ERC7913P256Verifier"));
  const webAuthn = await addressOf(on.deployContract("ERC7913WebAuthnVerifier"));
  const journeyAnnex = await addressOf(
    on.deployContract("JourneyAnnex", [registryAnnex, p256, webAuthn], {
      libraries: {
        ...rare,
        LineRecords: await addressOf(on.deployContract("LineRecords", [], { libraries: rare })),
        Containers: await addressOf(on.deployContract("Containers", [], { libraries: rare })),
        ProvedRecords: await addressOf(on.deployContract("ProvedRecords", [], { libraries: rare })),
      },
    }),
  );
  const waymark = await on.deployContract("Waymark", [await accessManager.getAddress(), journeyAnnex]);
  const ledger = IWaymark__factory.connect(await waymark.getAddress(), admin);
  return { ledger, accessManager, admin, outsider };
}

/** Admits a party whose manager and signer is `account`, with the given grants. */
export async function admit(
  ledger: IWaymark,
  name: string,
  account: HardhatEthersSigner,
  grants: readonly (readonly [string, readonly RoleName[]])[],
): Promise<Member> {
  const uri = `did:web:${name}.example`;
  await (await ledger.admitParty(uri, uri, account.address)).wait();
  const id = await ledger.partyCount();
  const roles = new Set<RoleName>();
  for (const [scope, granted] of grants) {
    await (await ledger.setGrant(id, at(scope), roleSet(granted))).wait();
    for (const role of granted) roles.add(role);
  }
  await (
    await ledger.connect(account).addSigner(id, account.address, roleSet(roles), at(""), 0, FOREVER, KeyHolder.Server)
  ).wait();
  return { id, account };
}

/**
 * Takes the clock to a minute past a full hour. An offer keeps its hour only, so a dry run and its record, a second apart,
 * differ by right when a full hour lies between them: none does in the 59 minutes that a test then has. And to half an hour
 * ahead of this machine's clock at least: a fixture takes the chain's clock back with it, and what the SDK records as of now
 * must still not lie in the chain's future.
 */
async function passFullHour(): Promise<void> {
  const earliest = Math.max(await networkHelpers.time.latest(), Date.now() / 1_000 + 1_800);
  const hours = Math.ceil(earliest / 3_600);
  await networkHelpers.time.increaseTo(hours * 3_600 + 60);
}

/** A ledger with every party of the cast, one confirmed product and one batch of 1,000 units made by the factory. */
export async function world(): Promise<World> {
  await passFullHour();
  const base = await deployLedger();
  const { ledger } = base;
  const accounts = (await ethers.getSigners()).slice(2);
  const cast: Partial<Record<CastName, Member>> = {};
  for (const name of Object.keys(CAST) as CastName[]) {
    const account = accounts.shift();
    if (account === undefined) throw new Error("The test chain has too few accounts.");
    cast[name] = await admit(ledger, name, account, CAST[name]);
  }
  const complete = cast as Record<CastName, Member>;
  const { brand, factory, broker } = complete;
  await (await ledger.assignPrefix(PREFIX, PREFIX_LENGTH, brand.id)).wait();
  for (const member of ["DE", "FR"]) await (await ledger.setTerritory(country(member), country("EU"))).wait();
  await (
    await ledger.connect(brand.account).registerProduct(brand.id, GTIN, PREFIX_LENGTH, at(""), HS6, ZeroHash)
  ).wait();
  await (await ledger.connect(brand.account).appoint(GTIN, factory.id, 1 | 2)).wait();
  await (await ledger.connect(factory.account).setMandate(factory.id, broker.id, roleSet(["Broker"]))).wait();
  await (await ledger.connect(factory.account).registerBatch(factory.id, batchDetails())).wait();
  return { ...base, cast: complete, product: GTIN, batch: batchId(GTIN, lotKey("NZ2611A")) };
}

export function batchDetails(changes: object = {}) {
  return {
    product: GTIN,
    lotKey: lotKey("NZ2611A"),
    quantity: 1_000n,
    unit: ethers.hexlify(ethers.toUtf8Bytes("H87")),
    origin: country("NZ"),
    expiry: 20_280_501,
    itemsRoot: hash("items"),
    dataHash: hash("batch data"),
    ...changes,
  };
}

/** What the ledger keeps of a batch's details beside its id, quantity and origin. */
export function statementOf(details: ReturnType<typeof batchDetails>): string {
  const { unit, expiry, itemsRoot, dataHash } = details;
  return ethers.keccak256(
    ethers.AbiCoder.defaultAbiCoder().encode(
      ["bytes3", "uint32", "bytes32", "bytes32"],
      [unit, expiry, itemsRoot, dataHash],
    ),
  );
}

export function line(batch: BatchId, quantity: bigint | number, items: string = ZeroHash): LineStruct {
  return { batch, quantity, items };
}

/** Creates a consignment of the world's batch as the factory, at Tauranga for China unless changed. */
export async function createConsignment(
  w: World,
  changes: { key?: string; place?: string; destination?: string; lines?: LineStruct[]; by?: Member } = {},
): Promise<ConsignmentId> {
  const by = changes.by ?? w.cast.factory;
  const key = changes.key ?? hash("SSCC 109520123000000012");
  const details = {
    key,
    place: at(changes.place ?? "NZTRG"),
    destination: country(changes.destination ?? "CN"),
    dataHash: hash("consignment data"),
  };
  const lines = changes.lines ?? [line(w.batch, 480)];
  await (await w.ledger.connect(by.account).createConsignment(by.id, details, lines)).wait();
  return consignmentId(by.id, key);
}

export type RecordChanges = Partial<
  Omit<CheckpointStruct, "party" | "kind" | "role" | "place" | "scope" | "consignment">
> & { scope?: string };

/** A checkpoint that happens now, with its place, and scope where it is not empty, in letters. */
export async function checkpoint(
  consignment: ConsignmentId,
  by: Member,
  kind: keyof typeof Kind,
  role: keyof typeof Role,
  place: string,
  changes: RecordChanges = {},
): Promise<CheckpointStruct> {
  const { scope, ...rest } = changes;
  return {
    consignment,
    party: by.id,
    kind: Kind[kind],
    role: Role[role],
    scope: at(scope ?? ""),
    place: at(place),
    occurredAt: await networkHelpers.time.latest(),
    detail: 0,
    next: 0,
    principal: 0,
    expectedMove: 0,
    basedOn: ZeroHash,
    dataHash: hash(`data of ${kind}`),
    ...rest,
  };
}

/** `basedOn` of a record by lines. */
export function hashParticulars(particulars: ParticularsStruct): string {
  const lineType = "tuple(bytes32 batch, uint64 quantity, bytes32 items)[]";
  return ethers.keccak256(
    ethers.AbiCoder.defaultAbiCoder().encode(
      [`tuple(${lineType} contents, ${lineType} leaving, bytes32 document, bytes32 items)`],
      [particulars],
    ),
  );
}
