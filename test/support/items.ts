import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { id as hash, keccak256, TypedDataEncoder, ZeroHash } from "ethers";

import { batchId, lotKey, type BatchId } from "../../sdk/ids.js";
import type { IWaymark, ItemProofStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers } from "./chain.js";
import { accountKey, chipKey, passkey, type DigestKey } from "./labelKeys.js";
import { batchDetails, GTIN, world, type World } from "./world.js";

/** What a registrant lets a labeller do with its product. */
export const LABELLER = 4;

/** One labelled unit: its serial number, and the key hidden in the label; none on a plain one. */
export interface Item {
  readonly serialHash: string;
  readonly key: DigestKey | undefined;
}

/** A plain label hides no key. */
export function item(serial: string, key?: DigestKey): Item {
  return { serialHash: hash(serial), key };
}

/** The items under one root, as OpenZeppelin's own tree has them. */
export class ItemTree {
  readonly #batch: BatchId;
  readonly tree: StandardMerkleTree<string[]>;

  constructor(batch: BatchId, items: readonly Item[]) {
    this.#batch = batch;
    this.tree = StandardMerkleTree.of(
      items.map((one) => this.#values(one)),
      ["bytes32", "bytes32", "bytes32"],
    );
  }

  get root(): string {
    return this.tree.root;
  }

  proofOf(one: Item): string[] {
    return this.tree.getProof(this.#values(one));
  }

  #values({ serialHash, key }: Item): string[] {
    return [this.#batch, serialHash, keccak256(signerOf(key))];
  }
}

/** A registered batch and the items that were listed with it, if any. */
export interface ItemBatch {
  readonly id: BatchId;
  readonly details: ReturnType<typeof batchDetails>;
  readonly items: ItemTree | undefined;
}

/** An item proved under its batch's own root; under `later`, a labeller's, and where the batch has one under its own too. */
export function proofOf(batch: ItemBatch, one: Item, later?: ItemTree): ItemProofStruct {
  const { unit, expiry, dataHash, itemsRoot } = batch.details;
  return {
    batch: batch.id,
    serialHash: one.serialHash,
    labelSigner: signerOf(one.key),
    root: later?.root ?? ZeroHash,
    proof: batch.items?.proofOf(one) ?? [],
    unit,
    expiry,
    dataHash,
    itemsRoot,
    labelProof: later?.proofOf(one) ?? [],
  };
}

function signerOf(key: DigestKey | undefined): string {
  return key?.signer ?? "0x";
}

/** What a label signs, computed from the words of the interface alone. */
export async function activationDigest(
  ledger: IWaymark,
  batch: BatchId,
  serialHash: string,
  elsewhere: { chainId?: bigint; verifyingContract?: string } = {},
): Promise<string> {
  const { chainId } = await ethers.provider.getNetwork();
  return TypedDataEncoder.hash(
    { name: "Waymark", version: "1", chainId, verifyingContract: await ledger.getAddress(), ...elsewhere },
    {
      Activation: [
        { name: "batch", type: "bytes32" },
        { name: "serial", type: "bytes32" },
      ],
    },
    { batch, serial: serialHash },
  );
}

/** Units of each batch below. */
export const LABELS = 10n;

export interface ItemsWorld extends World {
  /** A batch whose items were listed when it was registered. */
  listed: ItemBatch;
  /** One item of it for each kind of label. */
  items: { account: Item; chip: Item; passkey: Item; plain: Item };
  /** A batch without items, to be labelled later. */
  bare: ItemBatch;
}

/** The world with two more batches of 10 units, and the warehouse as appointed labeller. */
export async function itemsWorld(): Promise<ItemsWorld> {
  const w = await world();
  const { brand, warehouse } = w.cast;
  await (await w.ledger.connect(brand.account).appoint(w.product, warehouse.id, LABELLER)).wait();
  const [p256, webAuthn] = await w.ledger.verifiers();
  const items = {
    account: item("SN 1", accountKey(hash("label 1"))),
    chip: item("SN 2", chipKey(p256)),
    passkey: item("SN 3", passkey(webAuthn)),
    plain: item("SN 4"),
  };
  const others = ["SN 5", "SN 6", "SN 7"].map((serial) => item(serial, accountKey(hash(serial))));
  const listed = await registerItems(w, "listed", [...Object.values(items), ...others]);
  return { ...w, listed, items, bare: await registerItems(w, "bare", []) };
}

/** Registers a batch of 10 units of the world's product, with these items. */
export async function registerItems(w: World, lot: string, items: readonly Item[]): Promise<ItemBatch> {
  const key = lotKey(lot);
  const id = batchId(GTIN, key);
  const tree = items.length === 0 ? undefined : new ItemTree(id, items);
  const details = batchDetails({ lotKey: key, quantity: LABELS, itemsRoot: tree?.root ?? ZeroHash });
  const { factory } = w.cast;
  await (await w.ledger.connect(factory.account).registerBatch(factory.id, details)).wait();
  return { id, details, items: tree };
}
