import { expect } from "chai";
import { id as hash, keccak256, toBeHex, ZeroHash } from "ethers";

import type { ItemProofStruct, IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { connection, ethers, loadFixture, networkHelpers } from "../support/chain.js";
import {
  activationDigest,
  item,
  ItemTree,
  itemsWorld,
  proofOf,
  registerItems,
  type Item,
  type ItemBatch,
  type ItemsWorld,
} from "../support/items.js";
import { accountKey, chipKey, passkey } from "../support/labelKeys.js";
import { at, country, deployLedger, statementOf, type Member } from "../support/world.js";

const { time } = networkHelpers;

describe("ItemAffairs", () => {
  let w: ItemsWorld;
  let ledger: IWaymark;
  let brand: Member;
  let factory: Member;
  let warehouse: Member;
  let listed: ItemBatch;
  let bare: ItemBatch;
  let items: ItemsWorld["items"];

  beforeEach(async () => {
    w = await loadFixture(itemsWorld);
    ({ ledger, listed, bare, items } = w);
    ({ brand, factory, warehouse } = w.cast);
  });

  const label = ({ id }: ItemBatch, { root }: { root: string }) =>
    ledger.connect(warehouse.account).labelItems(warehouse.id, id, root, 1n, at("CNHAZ"));

  const leafOf = (one: Item): string =>
    listed.items!.tree.leafHash([listed.id, one.serialHash, keccak256(one.key!.signer)]);

  describe("activateItem", () => {
    const sign = async (one: Item, batch: ItemBatch, key = one.key!) =>
      key.sign(await activationDigest(ledger, batch.id, one.serialHash));

    /** Activates the item as its label would, sent by nobody in particular. */
    const activate = async (batch: ItemBatch, one: Item, later?: ItemTree, changes: Partial<ItemProofStruct> = {}) =>
      ledger
        .connect(w.outsider)
        .activateItem(
          { ...proofOf(batch, one, later), ...changes },
          one.key === undefined ? "0x" : await sign(one, batch),
        );

    const first = accountKey(hash("first"));
    const second = accountKey(hash("second"));

    for (const kind of ["account", "chip", "passkey"] as const) {
      it(`takes the signature of a label's ${kind} key, for an item under its batch's own root`, async () => {
        const one = items[kind];
        await expect(activate(listed, one))
          .to.emit(ledger, "ItemActivated")
          .withArgs(listed.id, one.serialHash, listed.items!.root);
        expect(await ledger.activatedAt(listed.id, one.serialHash)).to.equal(await time.latest());
      });

      it(`refuses what another ${kind} key signed, and the key's own signature of anything else`, async () => {
        const one = items[kind];
        const [p256, webAuthn] = await ledger.verifiers();
        const stranger = { account: first, chip: chipKey(p256), passkey: passkey(webAuthn) }[kind];
        const { chainId } = await ethers.provider.getNetwork();
        const other = await deployLedger();
        const digest = (serial = one.serialHash, batch = listed.id, elsewhere = {}) =>
          activationDigest(ledger, batch, serial, elsewhere);
        const signatures = {
          "another key": stranger.sign(await digest()),
          "another item": one.key!.sign(await digest(items.plain.serialHash)),
          "another batch": one.key!.sign(await digest(one.serialHash, bare.id)),
          "another deployment": one.key!.sign(
            await digest(one.serialHash, listed.id, { verifyingContract: await other.ledger.getAddress() }),
          ),
          "another chain": one.key!.sign(await digest(one.serialHash, listed.id, { chainId: chainId + 1n })),
          "a bare hash": one.key!.sign(one.serialHash),
          nothing: "0x",
        };
        for (const [what, signature] of Object.entries(signatures)) {
          await expect(ledger.activateItem(proofOf(listed, one), signature), what)
            .to.be.revertedWithCustomError(ledger, "LabelSignatureInvalid")
            .withArgs(listed.id, one.serialHash);
        }
        expect(await ledger.activatedAt(listed.id, one.serialHash)).to.equal(0);
      });
    }

    it("activates once: a second time, by whomever, tells when the first was", async () => {
      await activate(listed, items.account);
      const activatedAt = await time.latest();
      await time.increase(1_000);
      const signature = await sign(items.account, listed);
      for (const by of [w.outsider, brand.account]) {
        await expect(ledger.connect(by).activateItem(proofOf(listed, items.account), signature))
          .to.be.revertedWithCustomError(ledger, "AlreadyActivated")
          .withArgs(listed.id, items.account.serialHash, activatedAt);
      }
      await expect(activate(listed, items.chip), "its neighbour").to.emit(ledger, "ItemActivated");
    });

    it("tells the first time even to who proves nothing", async () => {
      await activate(listed, items.account);
      await expect(ledger.activateItem({ ...proofOf(listed, items.account), root: hash("x"), proof: [] }, "0x"))
        .to.be.revertedWithCustomError(ledger, "AlreadyActivated")
        .withArgs(listed.id, items.account.serialHash, await time.latest());
    });

    it("stores nothing of the sender: whoever relays, logs and state are the same", async () => {
      const signature = await sign(items.account, listed);
      const before = await networkHelpers.takeSnapshot();
      const now = (await time.latest()) + 60;
      const outcomes = [];
      for (const by of [w.outsider, factory.account]) {
        await time.setNextBlockTimestamp(now);
        const sent = await ledger.connect(by).activateItem(proofOf(listed, items.account), signature);
        const { logs } = (await sent.wait())!;
        const { storageHash } = (await connection.provider.request({
          method: "eth_getProof",
          params: [await ledger.getAddress(), [], "latest"],
        })) as { storageHash: string };
        outcomes.push({ storageHash, logs: logs.map(({ topics, data }) => ({ topics, data })) });
        await before.restore();
      }
      expect(outcomes[0]).to.deep.equal(outcomes[1]);
    });

    it("proves the tree of one item by nothing but its leaf, as OpenZeppelin's tree has it", async () => {
      const one = item("only", first);
      const batch = await registerItems(w, "one", [one]);
      expect(batch.items!.root, "the root is the leaf").to.equal(
        batch.items!.tree.leafHash([batch.id, one.serialHash, keccak256(first.signer)]),
      );
      expect(proofOf(batch, one).proof).to.deep.equal([]);
      await expect(activate(batch, one)).to.emit(ledger, "ItemActivated");
    });

    describe("under the roots of later labels", () => {
      const one = item("SN late", first);

      it("takes an item of a batch that listed none", async () => {
        const tree = new ItemTree(bare.id, [one, item("SN other")]);
        await label(bare, { root: tree.root });
        await expect(activate(bare, one, tree))
          .to.emit(ledger, "ItemActivated")
          .withArgs(bare.id, one.serialHash, tree.root);
      });

      it("takes an item of a batch with a root of its own when it is under both", async () => {
        const tree = new ItemTree(listed.id, [items.account]);
        await label(listed, { root: tree.root });
        await expect(activate(listed, items.account, tree))
          .to.emit(ledger, "ItemActivated")
          .withArgs(listed.id, items.account.serialHash, tree.root);
      });

      it("does not let a labeller replace the key that the batch was registered with, or add items", async () => {
        const forged = [item("SN 1", second), item("SN forged", second)];
        const tree = new ItemTree(listed.id, forged);
        await label(listed, { root: tree.root });
        for (const fake of forged) {
          for (const own of [[], tree.proofOf(fake), listed.items!.proofOf(items.account)]) {
            const proof = {
              ...proofOf(listed, items.account),
              ...proofOf({ ...listed, items: undefined }, fake, tree),
            };
            await expect(ledger.activateItem({ ...proof, proof: own }, await sign(fake, listed)))
              .to.be.revertedWithCustomError(ledger, "ItemNotUnderRoot")
              .withArgs(listed.id, fake.serialHash, listed.items!.root);
          }
        }
      });

      it("activates a serial once, also when a sibling root gives it another key", async () => {
        const genuine = item("SN twin", first);
        const sibling = item("SN twin", second);
        const [tree, twin] = [new ItemTree(bare.id, [genuine]), new ItemTree(bare.id, [sibling])];
        for (const { root } of [tree, twin]) await label(bare, { root });
        await activate(bare, genuine, tree);
        const activatedAt = await time.latest();
        await time.increase(1_000);
        await expect(activate(bare, sibling, twin))
          .to.be.revertedWithCustomError(ledger, "AlreadyActivated")
          .withArgs(bare.id, genuine.serialHash, activatedAt);
      });

      it("keeps the proof asked for under the later root too", async () => {
        const tree = new ItemTree(listed.id, [items.chip]);
        await label(listed, { root: tree.root });
        await expect(
          activate(listed, items.account, undefined, {
            root: tree.root,
            labelProof: proofOf(listed, items.account).proof,
          }),
        )
          .to.be.revertedWithCustomError(ledger, "ItemNotUnderRoot")
          .withArgs(listed.id, items.account.serialHash, tree.root);
      });
    });

    it("refuses roots that nobody gave: zero, made up, a node of the tree, another batch's", async () => {
      const tree = new ItemTree(bare.id, [item("SN late", first)]);
      await label(listed, { root: tree.root });
      const [node] = proofOf(listed, items.account).proof;
      for (const root of [ZeroHash, hash("made up"), node!, listed.items!.root]) {
        await expect(activate(bare, item("SN late", first), tree, { root }))
          .to.be.revertedWithCustomError(ledger, "RootUnknown")
          .withArgs(bare.id, root);
      }
      await expect(activate(bare, item("SN late", first), tree), "labelled for another batch")
        .to.be.revertedWithCustomError(ledger, "RootUnknown")
        .withArgs(bare.id, tree.root);
    });

    it("refuses whoever says something else of the batch than it was registered with", async () => {
      const { expiry } = listed.details;
      const statement = (changes: object) => statementOf({ ...listed.details, ...changes });
      const forged = new ItemTree(listed.id, [item("SN 1", second)]);
      for (const changes of [
        { unit: `${country("KG")}4d` },
        { expiry: expiry + 1 },
        { dataHash: hash("x") },
        { itemsRoot: ZeroHash },
        { itemsRoot: forged.root, root: forged.root, proof: [] },
      ]) {
        await expect(activate(listed, items.account, undefined, changes))
          .to.be.revertedWithCustomError(ledger, "StatementMismatch")
          .withArgs(listed.id, statement(changes), statement({}));
      }
      await expect(activate(listed, items.account, undefined, { batch: hash("no batch") }))
        .to.be.revertedWithCustomError(ledger, "StatementMismatch")
        .withArgs(hash("no batch"), statement({}), ZeroHash);
    });

    it("refuses every proof but the item's own", async () => {
      const { proof } = proofOf(listed, items.account);
      const twin = await registerItems(w, "twin", [items.account, items.chip]);
      const wrong = {
        "no proof": [],
        "a node taken for the leaf: a proof that begins later": proof.slice(1),
        "a proof that ends earlier": proof.slice(0, -1),
        "a longer proof": [...proof, hash("x")],
        "its leaf in front": [leafOf(items.account), ...proof],
        "another item's": proofOf(listed, items.chip).proof,
        "another batch's": proofOf(twin, items.account).proof,
      };
      for (const [what, said] of Object.entries(wrong)) {
        await expect(activate(listed, items.account, undefined, { proof: said }), what)
          .to.be.revertedWithCustomError(ledger, "ItemNotUnderRoot")
          .withArgs(listed.id, items.account.serialHash, listed.items!.root);
      }
      const others = { serialHash: hash("SN 99"), labelSigner: second.signer };
      for (const [field, value] of Object.entries(others)) {
        const changed = { ...proofOf(listed, items.account), [field]: value };
        await expect(ledger.activateItem(changed, await sign(items.account, listed)), field)
          .to.be.revertedWithCustomError(ledger, "ItemNotUnderRoot")
          .withArgs(listed.id, changed.serialHash, listed.items!.root);
      }
    });

    it("refuses a leaf that was hashed once: what a node could pass for", async () => {
      const once = keccak256(
        ethers.AbiCoder.defaultAbiCoder().encode(
          ["bytes32", "bytes32", "bytes32"],
          [bare.id, hash("SN late"), keccak256(first.signer)],
        ),
      );
      await label(bare, { root: once });
      const one = item("SN late", first);
      await expect(activate(bare, one, new ItemTree(bare.id, [one]), { root: once, labelProof: [] }))
        .to.be.revertedWithCustomError(ledger, "ItemNotUnderRoot")
        .withArgs(bare.id, one.serialHash, once);
    });

    it("activates no plain label, whatever is signed", async () => {
      for (const signature of ["0x", first.sign(await activationDigest(ledger, listed.id, items.plain.serialHash))]) {
        await expect(ledger.activateItem(proofOf(listed, items.plain), signature))
          .to.be.revertedWithCustomError(ledger, "LabelWithoutKey")
          .withArgs(listed.id, items.plain.serialHash);
      }
    });

    it("takes no signature for a key that is nobody's: too short, zero, or an address with no key behind it", async () => {
      const broken = ["0x01", toBeHex(0, 20), toBeHex(4, 20)].map((signer, i) =>
        item(`SN broken ${i}`, { ...first, signer }),
      );
      const batch = await registerItems(w, "broken", broken);
      for (const one of broken) {
        await expect(activate(batch, one))
          .to.be.revertedWithCustomError(ledger, "LabelSignatureInvalid")
          .withArgs(batch.id, one.serialHash);
      }
    });

    it("still tells of an item whose batch was voided: a pack of goods that were not made", async () => {
      await ledger.connect(factory.account).voidBatch(factory.id, listed.id);
      await expect(activate(listed, items.account)).to.emit(ledger, "ItemActivated");
      expect((await ledger.batchOf(listed.id)).quantity).to.equal(0n);
    });
  });
});
