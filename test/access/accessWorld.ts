import { id as hash, Wallet, type BaseWallet } from "ethers";

import { GOVERNANCE, NAMED_ROLES, ROLES, selectorsOf, type GovernanceRole } from "../../sdk/deployment/roles.js";
import { batchId, lotKey, signerIdOf, type BatchId, type ConsignmentId } from "../../sdk/ids.js";
import { KeyHolder, ROLE_NAMES, roleSet, SubjectKind, type RoleName } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, networkHelpers } from "../support/chain.js";
import { item, registerItems, type Item, type ItemBatch } from "../support/items.js";
import { accountKey } from "../support/labelKeys.js";
import { Goods, proofOf, type Proved } from "../support/proofs.js";
import { containerOf, move } from "../support/provedGoods.js";
import { particulars } from "../support/records.js";
import type { Key } from "../support/signing.js";
import { stagedWorld, type Stage, type StagedWorld } from "../support/states.js";
import {
  admit,
  at,
  batchDetails,
  country,
  createConsignment,
  FOREVER,
  HS6,
  line,
  type Member,
} from "../support/world.js";

/** Where everything that has a place happens in the matrix. */
export const RIGHT = "CNSHG";
/** Scopes of a grant or a key, seen from there. */
export const SCOPES = {
  "the right place": RIGHT,
  "another place": "CNNGB",
  "the country": "CN",
  "another country": "DE",
  anywhere: "",
} as const;
export const SCOPE_LIST: readonly string[] = Object.values(SCOPES);

/** A scope at which nobody in the matrix is granted anything. */
export const UNGRANTED = "SGSIN";

/** A scope at which a party is granted every role but this one. */
export function allBut(role: RoleName): string {
  // AA to AK: nothing in the matrix happens there, and the ledger asks for the grant before it compares places.
  return `A${String.fromCharCode(65 + ROLE_NAMES.indexOf(role))}`;
}

/** The parties of the matrix by their part in the matter. */
export const SUBJECTS = [
  "registrant",
  "maker",
  "custodian",
  "next",
  "agent",
  "stranger",
  "elsewhere",
  "suspended",
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What a key may do: the same for every party, for keys are kept per party. */
export interface KeyClass {
  readonly roles: readonly RoleName[];
  readonly scope: string;
  /** Why it writes nothing. */
  readonly ended?: "revoked" | "expired" | "early";
}

/** An account that calls; a key of every party when it has a class. */
export interface Account {
  readonly name: string;
  readonly wallet: BaseWallet;
  readonly key?: KeyClass;
}

const walletOf = (name: string): BaseWallet => new Wallet(hash(name));
const keyed = (name: string, key: KeyClass): Account => ({ name, wallet: walletOf(name), key });

const ONE_ROLE_KEYS = ROLE_NAMES.flatMap((role) =>
  Object.entries(SCOPES).map(([where, scope]) => keyed(`a ${role}'s key for ${where}`, { roles: [role], scope })),
);
const OTHER_ROLES_KEYS = ROLE_NAMES.map((role) =>
  keyed(`a key of every role but ${role}`, { roles: ROLE_NAMES.filter((other) => other !== role), scope: "" }),
);
export const FULL_KEY = keyed("a key of every role anywhere", { roles: ROLE_NAMES, scope: "" });
const ENDED_KEYS = (["revoked", "expired", "early"] as const).map((ended) =>
  keyed(`a key that is ${ended}`, { roles: ROLE_NAMES, scope: "", ended }),
);
/** All keys that the parties have. */
export const KEYS: readonly Account[] = [...ONE_ROLE_KEYS, ...OTHER_ROLES_KEYS, FULL_KEY, ...ENDED_KEYS];
/** An account that is nothing to the ledger. */
export const NOBODY: Account = { name: "nobody", wallet: walletOf("nobody") };
/** Who holds each role of the AccessManager, and nothing else. */
export const GOVERNORS = Object.fromEntries(
  ROLES.map((role) => [role, { name: `the ${role}`, wallet: walletOf(`the ${role}`) }]),
  // An account for each role of the list.
) as Record<GovernanceRole, Account>;

/** The keys that tell everything there is to tell of a record in this role. */
export function keysFor(role: RoleName): readonly Account[] {
  return [
    ...ONE_ROLE_KEYS.filter(({ key }) => key?.roles.includes(role)),
    ...OTHER_ROLES_KEYS.filter(({ key }) => key?.roles.includes(role) === false),
    FULL_KEY,
    ...ENDED_KEYS,
    NOBODY,
  ];
}

const MANAGERS = Object.fromEntries(
  SUBJECTS.map((subject) => [
    subject,
    { name: `the manager of the ${subject}`, wallet: walletOf(`manager of the ${subject}`) },
  ]),
  // An account for each party of the list.
) as Record<Subject, Account>;

/** The account that manages a party, and is none of its keys. */
export function managerOf(subject: Subject): Account {
  return MANAGERS[subject];
}

/** The account as a key that signs; another's wallet makes it a forger. */
export function signingKey({ wallet }: Account, signing = wallet): Key {
  const sign = (digest: string) => Promise.resolve(signing.signingKey.sign(digest).serialized);
  return { signer: wallet.address, id: signerIdOf(wallet.address), sign };
}

export interface AccessWorld extends StagedWorld {
  /** The ledger's. */
  readonly address: string;
  readonly subjects: Readonly<Record<Subject, Member>>;
  /** Chain time of the suspension; chain times at which the parties' keys were revoked and expired. */
  readonly suspendedAt: number;
  readonly revokedAt: ReadonlyMap<Subject, number>;
  readonly expiredAt: ReadonlyMap<Subject, number>;
  /** A claimed product that the registrant could endorse. */
  readonly claimed: bigint;
  /** Batches that the maker and the suspended party made. */
  readonly batches: Readonly<Record<"maker" | "suspended", BatchId>>;
  readonly labels: ItemBatch;
  readonly label: Item;
  /** An empty container of the custodian, and one with goods in it: these. */
  readonly containers: Readonly<Record<"empty" | "loaded", Stage>>;
  readonly packed: ConsignmentId;
  /** Goods still where they were made, which is the right place here: new, complete, cleared for export, held by the stranger. */
  readonly early: Readonly<Record<"created" | "complete" | "cleared" | "held", Stage>>;
  /** A release by lines, and the custodian's arrival, proved from their heads. */
  readonly release: Proved;
  readonly arrival: Proved;
  /** The chain's time, seconds. */
  readonly now: number;
}

/** Who may do what with the world's product beside its registrant: make, ship and label (1, 2 and 4). */
const APPOINTED: readonly Subject[] = ["maker", "suspended"];
const TASKS = 7;

const DAY = 86_400;

/** A world in which every kind of account is about, each with exactly what its name says. */
export async function accessWorld(): Promise<AccessWorld> {
  const w = await stagedWorld();
  const { cast, parts } = w;
  const ledger: IWaymark = w.ledger;
  const [elsewhere, suspended] = (await ethers.getSigners()).slice(25, 27);
  if (elsewhere === undefined || suspended === undefined) throw new Error("The test chain has too few accounts.");
  const subjects: Record<Subject, Member> = {
    registrant: cast.brand,
    maker: parts.maker,
    custodian: parts.keeper,
    next: parts.heir,
    agent: parts.agent,
    stranger: parts.stranger,
    elsewhere: await admit(ledger, "elsewhere", elsewhere, [["DE", ROLE_NAMES]]),
    suspended: await admit(ledger, "suspended", suspended, [["", ROLE_NAMES]]),
  };
  const [revokedAt, expiredAt] = [new Map<Subject, number>(), new Map<Subject, number>()];
  for (const subject of SUBJECTS) {
    expiredAt.set(subject, await equip(ledger, subject, subjects[subject]));
    revokedAt.set(subject, await networkHelpers.time.latest());
  }

  // What there is to act upon.
  for (const subject of APPOINTED) {
    await ledger.connect(cast.brand.account).appoint(w.product, subjects[subject].id, TASKS);
  }
  const batchOf = async (subject: "maker" | "suspended"): Promise<BatchId> => {
    const { id, account } = subjects[subject];
    await ledger.connect(account).registerBatch(id, batchDetails({ lotKey: lotKey(subject) }));
    return batchId(w.product, lotKey(subject));
  };
  const batches = { maker: await batchOf("maker"), suspended: await batchOf("suspended") };
  const { seller, brand } = cast;
  await ledger.connect(seller.account).registerProduct(seller.id, CLAIMED, 0, at(""), HS6, hash("claimed"));
  const label = item("SN 1", accountKey(hash("label 1")));
  const labels = await registerItems(w, "labels", [label, item("SN 2", accountKey(hash("label 2")))]);
  const keeper = ledger.connect(parts.keeper.account);
  const { containers, packed } = await makeContainers(w);
  await ledger.connect(brand.account).placeRecall(brand.id, SubjectKind.Batch, w.batch, "0x0000", [], hash("recall"));
  await keeper.placeRecall(parts.keeper.id, SubjectKind.Batch, w.batch, country("CN"), [], hash("recall"));
  const partly = w.stages["Arrived, partly cleared"];
  const { p } = particulars([line(w.batch, 5)], [line(w.batch, 2)], { document: hash("release note") });
  const release = await proofOf(w, partly.id, partly.before.sequence, { particulars: [p] });
  const declared = w.stages["Arrived, declared"];
  const arrival = await proofOf(w, declared.id, declared.before.sequence - 1n);

  // What ends, and what has become due.
  for (const subject of SUBJECTS) await ledger.proposeManager(subjects[subject].id, NOBODY.wallet.address);
  for (const subject of SUBJECTS) {
    const { id, account } = subjects[subject];
    await ledger.connect(account).setManager(id, managerOf(subject).wallet.address);
  }
  await ledger.suspendParty(subjects.suspended.id);
  const suspendedAt = await networkHelpers.time.latest();
  await networkHelpers.time.increase(8 * DAY);
  const early = await makeEarly(w);
  await handOver(w);
  return {
    ...w,
    address: await ledger.getAddress(),
    subjects,
    suspendedAt,
    revokedAt,
    expiredAt,
    claimed: (seller.id << 64n) | CLAIMED,
    batches,
    labels,
    label,
    containers,
    packed,
    early,
    release,
    arrival,
    now: await networkHelpers.time.latest(),
  };
}

/** A GTIN with the registrant's prefix. */
const CLAIMED = 9_520_123_456_771n;

/** Grants a party what the matrix asks about, and gives it every key. Returns when the one that expires does. */
async function equip(ledger: IWaymark, subject: Subject, { id, account }: Member): Promise<number> {
  const grant = (scope: string, roles: readonly RoleName[]) =>
    ledger.interface.encodeFunctionData("setGrant", [id, at(scope), roleSet(roles)]);
  const scopes = SCOPE_LIST.filter((scope) => isGrantedAt(subject, scope));
  await ledger.multicall([
    ...scopes.map((scope) => grant(scope, ROLE_NAMES)),
    ...ROLE_NAMES.map((role) =>
      grant(
        allBut(role),
        ROLE_NAMES.filter((other) => other !== role),
      ),
    ),
  ]);
  const expiry = (await networkHelpers.time.latest()) + DAY;
  const own = ledger.connect(account);
  await own.multicall(
    KEYS.map(({ wallet, key }) => {
      if (key === undefined) throw new Error("A key has a class.");
      const { roles, scope, ended } = key;
      const [from, until] = ended === "expired" ? [0, expiry] : [ended === "early" ? FOREVER : 0, FOREVER];
      const args = [id, wallet.address, roleSet(roles), at(scope), from, until, KeyHolder.Officer] as const;
      return ledger.interface.encodeFunctionData("addSigner", [...args]);
    }),
  );
  for (const { wallet, key } of KEYS) {
    if (key?.ended === "revoked") await own.revokeSigner(id, signerIdOf(wallet.address), 0);
  }
  return expiry;
}

/** Whether a party is granted every role at one of the scopes. */
export function isGrantedAt(subject: Subject, scope: string): boolean {
  return subject === "elsewhere" ? scope === "CNNGB" || scope === "DE" : SCOPE_LIST.includes(scope);
}

async function makeContainers(w: StagedWorld): Promise<Pick<AccessWorld, "containers" | "packed">> {
  const { keeper } = w.parts;
  const empty = await containerOf(w, keeper, RIGHT, "empty");
  const loaded = await containerOf(w, keeper, RIGHT, "loaded");
  const child = new Goods(w, w.stages["Arrived, undeclared"].id);
  await move(w, "Packed", keeper, "Carrier", RIGHT, loaded, [child]);
  const stage = async (goods: Goods): Promise<Stage> => ({
    ...{ id: goods.id, before: await goods.word(), contents: [], holds: new Map<bigint, bigint>() },
  });
  return { containers: { empty: await stage(empty), loaded: await stage(loaded) }, packed: child.id };
}

async function makeEarly(w: StagedWorld): Promise<AccessWorld["early"]> {
  const { maker, keeper, heir, stranger } = w.parts;
  const made = async (key: string): Promise<Goods> => {
    const lines = [line(w.batch, 1)];
    return new Goods(
      w,
      await createConsignment(w, { by: maker, key: hash(key), place: RIGHT, destination: "DE", lines }),
    );
  };
  const complete = async (key: string): Promise<Goods> => {
    const goods = await made(key);
    await goods.write(maker, "Origin", "Factory", RIGHT, { next: keeper.id });
    await goods.write(keeper, "Received", "Carrier", RIGHT, { next: heir.id });
    return goods;
  };
  const cleared = await complete("cleared early");
  await cleared.write(w.cast.cnCustoms, "ExportCleared", "Customs", RIGHT, { scope: "CN" });
  const held = await complete("held early");
  const hold = await held.write(stranger, "Held", "Inspector", RIGHT);
  const stage = async (goods: Goods, holds: [bigint, bigint][] = []): Promise<Stage> => ({
    ...{ id: goods.id, before: await goods.word(), contents: [line(w.batch, 1)], holds: new Map(holds) },
  });
  return {
    created: await stage(await made("created early")),
    complete: await stage(await complete("complete early")),
    cleared: await stage(cleared),
    held: await stage(held, [[stranger.id, hold]]),
  };
}

/** Gives each role of the AccessManager to who holds it here, as the deployment does; without delays. */
async function handOver({ ledger, accessManager }: StagedWorld): Promise<void> {
  for (const role of NAMED_ROLES) {
    await accessManager.setTargetFunctionRole(ledger, selectorsOf(role), GOVERNANCE[role].id);
  }
  for (const role of ROLES) await accessManager.grantRole(GOVERNANCE[role].id, GOVERNORS[role].wallet.address, 0);
}
