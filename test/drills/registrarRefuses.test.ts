import { expect } from "chai";
import { id as hash } from "ethers";

import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { clearedGoods } from "../support/goods.js";
import { direct } from "../support/way.js";
import { at, FOREVER, HS6, PREFIX_LENGTH } from "../support/world.js";
import { DAY, dismissalOf, expectUnauthorized, governedWorld, grantOf, Intent } from "./governedWorld.js";

const NEWCOMER = ["did:web:newcomer.example", "did:web:newcomer.example"] as const;

describe("Drill: the Registrar refuses to serve", () => {
  it("those who are admitted go on without it: products, keys, mandates and whole journeys need nobody's leave", async () => {
    const w = await loadFixture(governedWorld);
    const { brand, warehouse, carrier } = w.cast;
    const own = w.ledger.connect(brand.account);
    await own.registerProduct(brand.id, 9_520_123_456_771n, PREFIX_LENGTH, at(""), HS6, hash("product"));
    await own.addSigner(brand.id, w.spare[0].address, roleSet(["Brand"]), at(""), 0, FOREVER, KeyHolder.Server);
    await own.setMandate(brand.id, w.cast.broker2.id, roleSet(["Broker"]));
    const goods = await clearedGoods(w, direct);
    await goods.take(warehouse, "Received", "Warehouse", "CNSHG", { scope: "CN" });
    await goods.take(warehouse, "Delivered", "Warehouse", "CNSHG", { scope: "CN" });
    expect((await goods.word()).movement).to.equal("Delivered");
    expect(await w.ledger.grantOf(carrier.id, at(""))).to.equal(roleSet(["Carrier"]));
  });

  it("nobody new is admitted, granted or reinstated meanwhile, by nobody else", async () => {
    const w = await loadFixture(governedWorld);
    const { Admin, Suspender, Governor, Recovery } = w.governors;
    for (const account of [Admin, Suspender, Governor, Recovery, w.outsider, w.admin]) {
      await expectUnauthorized(w, account, "admitParty", ...NEWCOMER, w.spare[0].address);
      await expectUnauthorized(w, account, "setGrant", w.cast.brand.id, at("CN"), roleSet(["Brand"]));
      await expectUnauthorized(w, account, "reinstateParty", w.cast.brand.id);
      await expectUnauthorized(w, account, "assignPrefix", 9_520_124, 7, w.cast.brand.id);
    }
  });

  it("honest parties recover: after five days the Admin's new Registrar serves, and the old one does no more", async () => {
    const w = await loadFixture(governedWorld);
    const { Registrar } = w.governors;
    const [successor, manager] = w.spare;
    const [appointment, dismissal] = [await grantOf(w, "Registrar", successor), await dismissalOf(w, "Registrar")];
    expect(await dismissal.remaining()).to.equal(5 * DAY);
    await appointment.carryOut();
    await dismissal.carryOut();
    await (await Intent.ofLedger(w, successor, "admitParty", ...NEWCOMER, manager.address)).carryOut();
    expect((await w.ledger.partyOf(await w.ledger.partyCount())).manager).to.equal(manager.address);
    await expectUnauthorized(w, Registrar, "admitParty", ...NEWCOMER, manager.address);
  });
});
