import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import type { ItemState } from "../../../sdk/crossReference/matter.js";
import type { RootProof } from "../../../sdk/goods/itemState.js";
import { trace } from "../../../sdk/goods/trace.js";
import { verify, type GoodsVerification } from "../../../sdk/goods/verify.js";
import { batchId, lotKey, type BatchId } from "../../../sdk/ids.js";
import { serialHashOf } from "../../../sdk/manifest/itemProof.js";
import { itemTree, type ItemTree } from "../../../sdk/manifest/itemTree.js";
import { activationTypedData } from "../../../sdk/signing/activationTypedData.js";
import { signWithAccount } from "../../../sdk/signing/signWithAccount.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { at, batchDetails, createConsignment, GTIN, line, world, type World } from "../../support/world.js";

const [LABELLER, UNITS] = [4, 20n];

/** A key that is hidden under a label. */
const KEY = new ethers.Wallet(id("a hidden key"));

/** A lot whose maker listed S0 to S3, and one of which nothing is listed; the warehouse may label both. */
async function lots() {
  const w = await world();
  const { brand, warehouse } = w.cast;
  await w.ledger.connect(brand.account).appoint(GTIN, warehouse.id, LABELLER);
  const listed = batchId(GTIN, lotKey("LISTED"));
  const list = await treeOf(listed, "S0", "S1", "S2", "S3");
  await register(w, "LISTED", list.root);
  await register(w, "BARE", ZeroHash);
  return { ...w, client: await clientOf(w), listed, list, bare: batchId(GTIN, lotKey("BARE")) };
}

type Lots = Awaited<ReturnType<typeof lots>>;

async function register({ ledger, cast: { factory } }: World, lot: string, itemsRoot: string): Promise<void> {
  const details = batchDetails({ lotKey: lotKey(lot), quantity: UNITS, itemsRoot });
  await ledger.connect(factory.account).registerBatch(factory.id, details);
}

/** Items with a key each, but those whose serial ends in p, which have plain labels. */
async function treeOf(batch: BatchId, ...serials: readonly string[]): Promise<ItemTree> {
  const items = serials.map((serial) => (serial.endsWith("p") ? { serial } : { serial, labelSigner: KEY.address }));
  return await itemTree(batch, items);
}

/** The warehouse labels what is in a tree. */
async function label({ ledger, cast: { warehouse } }: World, batch: BatchId, { root }: ItemTree): Promise<void> {
  await ledger.connect(warehouse.account).labelItems(warehouse.id, batch, root, 2, at("CNHAZ"));
}

function proofIn(tree: ItemTree, serial: string): RootProof {
  return { ...tree.prove(serial), root: tree.root };
}

/** What is found of an item of a lot. */
async function found(
  { client }: Lots,
  lot: string,
  serial: string,
  ...trees: readonly ItemTree[]
): Promise<GoodsVerification> {
  const proofs = trees.map((tree) => proofIn(tree, serial));
  const link = `https://trace.example/01/09520123456788/10/${lot}/21/${serial}`;
  return await verify(client, await trace(client, link, { item: { proofs } }));
}

/** What the ledger is found to know of an item of a lot. */
async function stateOf(...asked: Parameters<typeof found>): Promise<ItemState> {
  return (await found(...asked)).consignments[0]!.item!;
}

describe("sdk/goods: under which roots an item is proved", () => {
  it("is the maker's list and a labeller's, where it is on both", async () => {
    const w = await loadFixture(lots);
    await createConsignment(w, { lines: [line(w.listed, 5)] });
    const later = await treeOf(w.listed, "S1", "S2");
    await label(w, w.listed, later);
    const { warehouse } = w.cast;
    expect(await stateOf(w, "LISTED", "S1", w.list, later)).to.deep.equal({
      activatedAt: 0,
      hasKey: true,
      provedUnder: [w.list.root, later.root],
      labellings: [{ root: later.root, labeller: warehouse.id, place: "CNHAZ" }],
      loadings: [],
    });
    expect((await stateOf(w, "LISTED", "S1", w.list)).provedUnder).to.deep.equal([w.list.root]);
  });

  it("is no labeller's for an item that the maker did not list", async () => {
    const w = await loadFixture(lots);
    await createConsignment(w, { lines: [line(w.listed, 5)] });
    const later = await treeOf(w.listed, "S1", "FAKE");
    await label(w, w.listed, later);
    for (const serial of ["S1", "FAKE"]) {
      // Of S1 its proof by the list is not shown: that it is on it nobody then knows.
      const state = await stateOf(w, "LISTED", serial, later);
      expect(state).to.deep.include({ hasKey: false, provedUnder: [] });
    }
  });

  it("is a labeller's where the maker listed nothing, and none that nobody labelled under", async () => {
    const w = await loadFixture(lots);
    await createConsignment(w, { lines: [line(w.bare, 5)] });
    const [later, made] = [await treeOf(w.bare, "S1", "S2"), await treeOf(w.bare, "S1", "S3")];
    await label(w, w.bare, later);
    for (const trees of [
      [later, made],
      [made, later],
    ]) {
      const { provedUnder, labellings } = await stateOf(w, "BARE", "S1", ...trees);
      expect(provedUnder).to.deep.equal([later.root]);
      expect(labellings.map(({ root }) => root)).to.deep.equal([later.root]);
    }
    expect((await stateOf(w, "BARE", "S1", made)).provedUnder).to.deep.equal([]);
  });

  it("tells whether a key is hidden in the label, in whatever digits its hash is given", async () => {
    const w = await loadFixture(lots);
    await createConsignment(w, { lines: [line(w.bare, 5)] });
    const later = await treeOf(w.bare, "S1", "S2p");
    await label(w, w.bare, later);
    expect(await stateOf(w, "BARE", "S1", later)).to.include({ hasKey: true });
    expect(await stateOf(w, "BARE", "S2p", later)).to.include({ hasKey: false });
    const proof = proofIn(later, "S2p");
    const shouted = { ...proof, signerHash: proof.signerHash.toUpperCase().replace("0X", "0x") };
    const link = "https://trace.example/01/09520123456788/10/BARE/21/S2p";
    const goods = await trace(w.client, link, { item: { proofs: [shouted] } });
    const [{ item } = {}] = (await verify(w.client, goods)).consignments;
    expect(item).to.deep.include({ hasKey: false, provedUnder: [later.root] });
  });

  it("is read at the block that is asked for", async () => {
    const w = await loadFixture(lots);
    await createConsignment(w, { lines: [line(w.bare, 5)] });
    const later = await treeOf(w.bare, "S1", "S2");
    const before = await w.client.provider.getBlockNumber();
    await label(w, w.bare, later);
    const labelled = await w.client.provider.getBlockNumber();
    const serialHash = serialHashOf("S1");
    const signature = await signWithAccount(KEY, activationTypedData(w.client, { batch: w.bare, serialHash }));
    const { unit, expiry, dataHash } = batchDetails();
    const item = { batch: w.bare, serialHash, labelSigner: KEY.address, root: later.root, itemsRoot: ZeroHash };
    const labelProof = [...later.prove("S1").proof];
    await w.ledger.activateItem({ ...item, proof: [], unit, expiry, dataHash, labelProof }, signature);

    const proofs = [proofIn(later, "S1")];
    const link = "https://trace.example/01/09520123456788/10/BARE/21/S1";
    for (const [block, proved, activated] of [
      [before, [], false],
      [labelled, [later.root], false],
      [labelled + 1, [later.root], true],
    ] as const) {
      const goods = await trace(w.client, link, { item: { proofs }, toBlock: block });
      const { hash } = (await ethers.provider.getBlock(block))!;
      for (const options of [{ block }, { blockHash: hash! }]) {
        const state = (await verify(w.client, goods, options)).consignments[0]!.item!;
        expect(state.provedUnder).to.deep.equal(proved);
        expect(state.activatedAt > 0).to.equal(activated);
      }
    }
  });
});

describe("sdk/goods: which consignment an item is in", () => {
  it("is none with that root on a line of another lot", async () => {
    const w = await loadFixture(lots);
    const some = await treeOf(w.listed, "S1", "S2");
    const ofOther = line(w.bare, 2, some.root);
    await createConsignment(w, { key: id("one"), lines: [line(w.listed, 3), ofOther] });
    const goods = await found(w, "LISTED", "S1", w.list, some);
    expect(goods.consignments).to.have.length(1);
    expect(goods.consignments[0]!.item!.loadings).to.deep.equal([]);
    const holding = await createConsignment(w, { key: id("two"), lines: [line(w.listed, 2, some.root)] });
    const { consignments } = await found(w, "LISTED", "S1", w.list, some);
    expect(consignments.map(({ item }) => item!.loadings)).to.deep.equal([[{ root: some.root, consignment: holding }]]);
  });
});
