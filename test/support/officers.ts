import { id as hash, Wallet } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "./chain.js";
import { arrivedGoods } from "./goods.js";
import type { Writer } from "./records.js";
import { chipKey, passkey, type Key } from "./signing.js";
import { direct } from "./way.js";
import { delegate, relayer } from "./waySigned.js";
import { at, FOREVER, world, type RecordChanges, type World } from "./world.js";

/** What a key can be made of. */
export const KEY_KINDS = ["account", "delegated account", "wallet", "P-256 key", "passkey"] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A world in which customs at Shanghai has officers with a key of each kind, and none of them has ether. */
export interface OfficersWorld extends World {
  officers: Record<KeyKind, Key>;
  /** In Shanghai, with the carrier. */
  goods: Writer;
}

/** A key of an account that is not one of the chain's: it has no ether. */
export function poorKey(name: string): Key & { wallet: Wallet } {
  const wallet = new Wallet(hash(name));
  const sign = (digest: string) => Promise.resolve(wallet.signingKey.sign(digest).serialized);
  return { wallet, signer: wallet.address, id: signerIdOf(wallet.address), sign };
}

/** Lets a key write for customs at Shanghai. */
export async function enrol({ ledger, cast }: World, key: Pick<Key, "signer">): Promise<void> {
  const { id, account } = cast.cnCustoms;
  const own = ledger.connect(account);
  const roles = roleSet(["Customs"]);
  await (await own.addSigner(id, key.signer, roles, at("CN"), 0, FOREVER, KeyHolder.Officer)).wait();
}

export async function officers(): Promise<OfficersWorld> {
  const w = await world();
  const goods = await arrivedGoods(w, direct);
  const account = poorKey("officer's account");
  const delegated = poorKey("officer's account that runs code");
  const code = await (await ethers.deployContract("OtherwiseMindedAccount")).getAddress();
  await delegate(delegated.wallet, code);
  const owner = poorKey("owner of the wallet");
  const wallet = await (await ethers.deployContract("OwnedWallet", [owner.signer])).getAddress();
  const keys = {
    account,
    "delegated account": delegated,
    wallet: { ...owner, signer: wallet, id: signerIdOf(wallet) },
    "P-256 key": await chipKey(w, "officer's chip"),
    passkey: await passkey(w, "officer's passkey"),
  };
  for (const key of Object.values(keys)) await enrol(w, key);
  return { ...w, ledger: w.ledger.connect(await relayer()), officers: keys, goods };
}

/** A record of customs about the goods that may be made again and again. */
export function inspected(w: OfficersWorld, changes: RecordChanges = {}): Promise<CheckpointStruct> {
  return w.goods.checkpoint(w.cast.cnCustoms, "Inspected", "Customs", "CNSHG", { scope: "CN", detail: 1, ...changes });
}
