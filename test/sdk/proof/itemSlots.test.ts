import { expect } from "chai";
import { id as hash } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import { askedItems, itemSlotsOf, provenItems, type ItemSource } from "../../../sdk/goods/itemSource.js";
import type { AskedItem } from "../../../sdk/goods/itemState.js";
import type { BatchId } from "../../../sdk/ids.js";
import { fetchStateProof, openStateProof } from "../../../sdk/proof/stateProof.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { activationDigest, itemsWorld, proofOf, type Item } from "../../support/items.js";
import { at } from "../../support/world.js";
import { AlteredNode } from "./alteredNode.js";

const ROOT = hash("labels");

/** A batch of which one item was activated, and another that was labelled later. */
async function activatedAndLabelled() {
  const w = await itemsWorld();
  const { ledger, listed, bare, items } = w;
  const { warehouse } = w.cast;
  const { serialHash, key } = items.account;
  const signature = key!.sign(await activationDigest(ledger, listed.id, serialHash));
  await ledger.activateItem(proofOf(listed, items.account), signature);
  const activatedAt = BigInt((await ethers.provider.getBlock("latest"))!.timestamp);
  await ledger.connect(warehouse.account).labelItems(warehouse.id, bare.id, ROOT, 4n, at("CNHAZ"));
  return { ...w, client: await clientOf(w), activatedAt, block: (await ethers.provider.getBlock("latest"))! };
}

/** An item about which it is asked whether it was labelled under these roots. */
function asked(batch: BatchId, { serialHash }: Item, roots: readonly string[]): AskedItem {
  const proofs = roots.map((root) => ({ root, serialHash, signerHash: hash("a signer"), proof: [] }));
  return { batch, serialHash, proofs };
}

async function proved(client: WaymarkClient, items: readonly AskedItem[], block: string): Promise<ItemSource> {
  const slots = items.flatMap((item) => itemSlotsOf(item));
  const proof = await fetchStateProof(new AlteredNode(), client.address, slots, block);
  return provenItems(openStateProof(proof, client.address, block).read);
}

describe("sdk/proof: slots of items", () => {
  it("proves of every item and root what the ledger answers when asked", async () => {
    const { client, listed, bare, items, block } = await loadFixture(activatedAndLabelled);
    const roots = [ROOT, hash("other labels"), listed.items!.root];
    const all = [listed, bare].flatMap(({ id }) => Object.values(items).map((item: Item) => asked(id, item, roots)));
    const proven = await proved(client, all, block.hash!);
    const answered = askedItems(client, block.number);
    for (const { batch, serialHash } of all) {
      expect(await proven.activatedAt(batch, serialHash)).to.equal(await answered.activatedAt(batch, serialHash));
      for (const root of roots) {
        expect(await proven.labelling(batch, root)).to.deep.equal(await answered.labelling(batch, root));
      }
    }
  });

  it("proves when an item was activated, and who labelled what where", async () => {
    const { client, cast, listed, bare, items, block, activatedAt } = await loadFixture(activatedAndLabelled);
    const { serialHash } = items.account;
    const wanted = [asked(listed.id, items.account, []), asked(bare.id, items.account, [ROOT])];
    const proven = await proved(client, wanted, block.hash!);
    expect(await proven.activatedAt(listed.id, serialHash)).to.equal(activatedAt);
    expect(await proven.activatedAt(bare.id, serialHash)).to.equal(0n);
    expect(await proven.labelling(bare.id, ROOT)).to.deep.equal({
      labeller: cast.warehouse.id,
      place: "CNHAZ",
      labelledAt: BigInt(block.timestamp),
    });
  });
});
