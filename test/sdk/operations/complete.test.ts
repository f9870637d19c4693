import { readdir, readFile } from "node:fs/promises";
import { inspect } from "node:util";

import { expect } from "chai";
import { Wallet, ZeroHash } from "ethers";

import { IWaymark__factory } from "../../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { loadFixture } from "../../support/chain.js";
import { waymarkOf } from "../../support/waymark.js";
import { createConsignment, world } from "../../support/world.js";

const SDK = new URL("../../../sdk/", import.meta.url);

/** No operation of a party: the ledger calls it itself, the access manager does, or it only tries. */
const NOT_OPERATIONS = ["recordRare", "setAuthority", "dryRun"];

describe("sdk/operations: completeness", () => {
  it("has an operation for every function of the ledger that changes something", async () => {
    const sources: string[] = [];
    for (const folder of ["nouns/", "operations/"]) {
      for (const file of await readdir(new URL(folder, SDK))) {
        sources.push(await readFile(new URL(folder + file, SDK), "utf8"));
      }
    }
    const code = sources.join("\n");
    const missing: string[] = [];
    IWaymark__factory.createInterface().forEachFunction(({ name, constant }) => {
      if (!constant && !code.includes(`encodeFunctionData("${name}"`)) missing.push(name);
    });
    expect(missing).to.have.members(NOT_OPERATIONS);
  });
});

describe("sdk/operations: beside the journey", () => {
  it("places and lifts recalls of a product, a batch and a consignment", async () => {
    const w = await loadFixture(world);
    const consignment = await createConsignment(w);
    const brand = await waymarkOf(w, w.cast.brand);
    const regulator = await waymarkOf(w, w.cast.regulator);
    await brand.recalls.place({ product: w.product }).send();
    await regulator.recalls.place({ batch: w.batch, country: "CN" }).send();
    await brand.recalls.place({ consignment, lines: [{ batch: w.batch, quantity: 480 }] }).send();
    expect(await brand.recalls.open({ product: w.product })).to.equal(1);
    expect(await brand.recalls.open({ batch: w.batch })).to.equal(1);
    expect(await brand.recalls.open({ consignment })).to.equal(1);
    await brand.recalls.lift({ product: w.product }).send();
    expect(await brand.recalls.open({ product: w.product })).to.equal(0);
  });

  it("claims, endorses, labels, and registers many", async () => {
    const w = await loadFixture(world);
    const brand = await waymarkOf(w, w.cast.brand);
    const seller = await waymarkOf(w, w.cast.seller);
    const claim = await seller.products.register({ gtin: "9520123456771", hs6: "190110", prefix: "none" }).send();
    expect(claim.confirmed).to.be.false;
    expect(await brand.products.endorse(claim.product).send()).to.include({ brand: w.cast.brand.id });
    const { products } = await brand.products
      .registerMany(["9520123456702", "9520123456719"].map((gtin) => ({ gtin, hs6: "190110" })))
      .send();
    expect(products.map(({ gtin }) => gtin)).to.deep.equal(["09520123456702", "09520123456719"]);
    const refusal = await seller.products.register({ gtin: "9520123456726", hs6: "190110" }).send().catch(String);
    expect(refusal).to.include("does not hold the company prefix");

    await brand.products.appoint({ product: w.product, agent: w.cast.warehouse.id, tasks: ["labeller"] }).send();
    const warehouse = await waymarkOf(w, w.cast.warehouse);
    const root = `0x${"12".repeat(32)}`;
    await warehouse.items.label({ batch: w.batch, root, quantity: 10, place: "CNSHG" }).send();
    expect((await w.ledger.labellingOf(w.batch, root)).quantity).to.equal(10n);
    expect(await warehouse.items.activatedAt({ batch: w.batch, serialHash: ZeroHash })).to.equal(undefined);
  });

  it("sends no private key of a label for its signature, and tells it to nobody", async () => {
    const w = await loadFixture(world);
    const warehouse = await waymarkOf(w, w.cast.warehouse);
    const { address, privateKey } = Wallet.createRandom();
    const item = { batch: w.batch, serialHash: ZeroHash, labelSigner: address };
    for (const key of [privateKey, privateKey.toUpperCase().replace("0X", "0x")]) {
      const error: unknown = await warehouse.items
        .activate(item, key)
        .send()
        .catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(InvalidValueError);
      expect(inspect(error, { depth: null }).toLowerCase()).not.to.include(privateKey.slice(2));
    }
  });

  it("keeps a party's keys, manager and nonces", async () => {
    const w = await loadFixture(world);
    const carrier = await waymarkOf(w, w.cast.carrier);
    const { id, account } = w.cast.carrier;
    const { signer } = await carrier.parties.revokeSigner({ signer: account.address }).send();
    expect((await w.ledger.signerOf(id, signer)).revokedAt).to.be.above(0n);
    await carrier.parties.burnNonces([5n, 7n]).send();
    expect(await w.ledger.isNonceUsed(id, signer, 7n)).to.be.true;
    const admin = carrier.as(w.admin);
    const { dueAt } = await admin.parties.proposeManager(id, w.outsider.address).send();
    expect(dueAt).to.be.above(0);
    await carrier.parties.vetoManager().send();
    await carrier.parties.setManager(w.outsider.address).send();
    expect((await w.ledger.partyOf(id)).manager).to.equal(w.outsider.address);
    await admin.parties.suspend(id).send();
    await admin.parties.reinstate(id).send();
    expect((await w.ledger.partyOf(id)).suspendedAt).to.equal(0n);
  });
});
