import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { dataSlice, getAddress, id as hash, type BaseWallet } from "ethers";
import { artifacts } from "hardhat";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder } from "../../sdk/vocabulary.js";
import type { CheckpointStruct, ParticularsStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, networkHelpers } from "./chain.js";
import { keyOf } from "./keys.js";
import { accountKey, authorizeAct, authorizeRecords, chipKey, passkey, walletKey, type Key } from "./signing.js";
import { companionsOf } from "./companion.js";
import { sentBy, type LedgerCall, type WayOfWriting } from "./way.js";
import { FOREVER, type Member, type World } from "./world.js";

/** Which key of a member signs. */
type KeyRing = (w: World, by: Member) => Promise<Key>;

/** Anybody: belongs to no party. */
export async function relayer(): Promise<HardhatEthersSigner> {
  const [last] = (await ethers.getSigners()).slice(-1);
  if (last === undefined) throw new Error("The test chain has no accounts.");
  return last;
}

/** Gives the member a key beside the account it has, with the same roles and places, unless it has that key. */
async function give({ ledger }: World, by: Member, key: Key): Promise<Key> {
  if ((await ledger.signerOf(by.id, key.id)).validUntil !== 0n) return key;
  const { roles, scope } = await ledger.signerOf(by.id, signerIdOf(by.account.address));
  const own = ledger.connect(by.account);
  await (await own.addSigner(by.id, key.signer, roles, scope, 0, FOREVER, KeyHolder.Officer)).wait();
  return key;
}

const account: KeyRing = (_, by) => Promise.resolve(accountKey(by.account.address));

/** The account's own key, while the account runs code that takes nobody's signature. */
const delegated: KeyRing = async (_, by) => {
  const { address } = by.account;
  if ((await ethers.provider.getCode(address)) === "0x") {
    const code = await (await ethers.deployContract("OtherwiseMindedAccount")).getAddress();
    await delegate(keyOf(address), code);
  }
  return accountKey(address);
};

/** Lets an account run code, as its owner does with a transaction of type 4 (EIP-7702). */
export async function delegate(account: BaseWallet, code: string): Promise<void> {
  const authorization = account.authorizeSync({
    address: code,
    nonce: await ethers.provider.getTransactionCount(account.address),
    chainId: 31_337n,
  });
  const key = keyOf((await relayer()).address).connect(ethers.provider);
  const sent = await key.sendTransaction({ type: 4, to: key.address, authorizationList: [authorization] });
  await sent.wait();
}

/** A contract wallet of the member's account, at an address that follows from it. */
const wallet: KeyRing = async (w, by) => {
  const { address } = by.account;
  const at = getAddress(dataSlice(hash(`wallet of ${address}`), 12));
  if ((await ethers.provider.getCode(at)) === "0x") await makeWallet(at, address);
  return give(w, by, walletKey(at, address));
};

/** Puts an `OwnedWallet` at an address. */
async function makeWallet(at: string, owner: string): Promise<void> {
  const { deployedBytecode } = await artifacts.readArtifact("OwnedWallet");
  await networkHelpers.setCode(at, deployedBytecode);
  await networkHelpers.setStorageAt(at, 0, owner);
}

const chip: KeyRing = async (w, by) => give(w, by, await chipKey(w, `chip of ${by.account.address}`));
const officersPasskey: KeyRing = async (w, by) => give(w, by, await passkey(w, `passkey of ${by.account.address}`));

/** A signed record of one of the member's keys, sent by somebody else. */
function signedBy(name: string, keyFor: KeyRing): WayOfWriting {
  return sentBy(`signed by ${name}`, relayer, async (w, by, c, particulars) => {
    const key = await keyFor(w, by);
    return particulars === undefined
      ? ["recordSigned", c, await authorizeRecords(w, key, [c])]
      : relayed(w, key, c, particulars);
  });
}

/** A record by lines, signed as its checkpoint. */
async function relayed(w: World, key: Key, c: CheckpointStruct, particulars: ParticularsStruct): Promise<LedgerCall> {
  const call = w.ledger.interface.encodeFunctionData("recordByLines", [c, particulars]);
  return ["relay", 0, call, await authorizeRecords(w, key, [c], { particulars: true })];
}

export const signedByAccount = signedBy("an account's key", account);
export const signedByDelegatedAccount = signedBy("the key of an account that runs code (EIP-7702)", delegated);
export const signedByWallet = signedBy("a contract wallet (ERC-1271)", wallet);
export const signedByChip = signedBy("a P-256 key", chip);
export const signedByPasskey = signedBy("a passkey", officersPasskey);

/** One signature over the record and another one of the same party. */
export const signedWithOthers: WayOfWriting = sentBy(
  "under one signature with others",
  relayer,
  async (w, by, c, particulars) => {
    const key = await account(w, by);
    if (particulars !== undefined) return relayed(w, key, c, particulars);
    const records = [c, ...(await companionsOf(w, by, c))];
    return ["recordManySigned", records, await authorizeRecords(w, key, records)];
  },
);

/** The record as any other call: a signed act. */
export const relayedAsAct: WayOfWriting = sentBy("relayed as an act", relayer, async (w, by, c, particulars) => {
  const key = await account(w, by);
  const { interface: abi } = w.ledger;
  if (particulars !== undefined) {
    // What is signed as a record cannot be signed as an act, but a bundle of it can.
    const call = abi.encodeFunctionData("multicall", [[abi.encodeFunctionData("recordByLines", [c, particulars])]]);
    return ["relay", by.id, call, await authorizeAct(w, key, by.id, call)];
  }
  const call = abi.encodeFunctionData("record", [c]);
  return ["relay", by.id, call, await authorizeAct(w, key, by.id, call)];
});
