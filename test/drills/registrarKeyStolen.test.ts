import { expect } from "chai";

import { Role, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { arrivedGoods } from "../support/goods.js";
import { direct } from "../support/way.js";
import { at, PREFIX, PREFIX_LENGTH } from "../support/world.js";
import { DAY, dismissalOf, expectUnauthorized, governedWorld, grantOf, Intent } from "./governedWorld.js";

describe("Drill: the Registrar's key is stolen", () => {
  const start = async () => {
    const w = await loadFixture(governedWorld);
    return { w, thief: w.governors.Registrar };
  };

  it("the thief announces each act a day before, and the Admin cancels it at once", async () => {
    const { w, thief } = await start();
    const uri = "did:web:false.example";
    const acts = [
      await Intent.ofLedger(w, thief, "admitParty", uri, uri, thief.address),
      await Intent.ofLedger(w, thief, "setGrant", w.cast.cnCustoms.id, at("CN"), 0),
      await Intent.ofLedger(w, thief, "assignPrefix", PREFIX, PREFIX_LENGTH, 0),
    ];
    expect(await acts[2]!.remaining()).to.equal(DAY);
    await acts[0]!.expectTooEarly();
    for (const act of acts) await act.cancelledBy(w.governors.Admin);
    expect(await w.ledger.partyByUri(uri)).to.equal(0);
    expect(await w.ledger.grantOf(w.cast.cnCustoms.id, at("CN"))).to.equal(roleSet(["Customs"]));
    expect(await w.ledger.prefixHolder(PREFIX, PREFIX_LENGTH)).to.equal(w.cast.brand.id);
  });

  it("no key, manager or record of a party is the thief's to take: it has no function for that", async () => {
    const { w, thief } = await start();
    await expectUnauthorized(w, thief, "proposeManager", w.cast.brand.id, thief.address);
    await expectUnauthorized(w, thief, "suspendParty", w.cast.brand.id);
    await expectUnauthorized(w, thief, "setTerritory", "0x434e", "0x4e5a");
    const again = ["did:web:brand.example", "did:web:brand.example", thief.address] as const;
    await expect((await Intent.ofLedger(w, thief, "admitParty", ...again)).carryOut())
      .to.be.revertedWithCustomError(w.ledger, "PartyExists")
      .withArgs(w.cast.brand.id, again[0]);
    await expect((await Intent.ofLedger(w, thief, "assignPrefix", PREFIX, PREFIX_LENGTH, w.cast.brand2.id)).carryOut())
      .to.be.revertedWithCustomError(w.ledger, "PrefixTaken")
      .withArgs(PREFIX, PREFIX_LENGTH, w.cast.brand.id);
  });

  it("a grant it took away unseen stops that party there, and nothing it wrote; the next Registrar gives it back", async () => {
    const { w, thief } = await start();
    const goods = await arrivedGoods(w, direct);
    const { cnCustoms } = w.cast;
    const inspected = { scope: "CN", detail: 1 };
    await goods.take(cnCustoms, "Inspected", "Customs", "CNSHG", inspected);
    const head = await w.ledger.headOf(goods.id);
    await (await Intent.ofLedger(w, thief, "setGrant", cnCustoms.id, at("CN"), 0)).carryOut();
    await goods.refuse(
      ["RoleNotGranted", cnCustoms.id, at("CN"), Role.Customs],
      cnCustoms,
      "Inspected",
      "Customs",
      "CNSHG",
      inspected,
    );
    expect(await w.ledger.headOf(goods.id)).to.equal(head);

    const [successor] = w.spare;
    const [appointment, dismissal] = [await grantOf(w, "Registrar", successor), await dismissalOf(w, "Registrar")];
    await appointment.carryOut();
    await dismissal.carryOut();
    await (await Intent.ofLedger(w, successor, "setGrant", cnCustoms.id, at("CN"), roleSet(["Customs"]))).carryOut();
    await goods.take(cnCustoms, "Inspected", "Customs", "CNSHG", inspected);
    await expectUnauthorized(w, thief, "setGrant", cnCustoms.id, at("CN"), 0);
  });

  it("whom it reinstates after a day the Suspender stops again at once", async () => {
    const { w, thief } = await start();
    const { broker2 } = w.cast;
    const suspender = w.ledger.connect(w.governors.Suspender);
    await suspender.suspendParty(broker2.id);
    await (await Intent.ofLedger(w, thief, "reinstateParty", broker2.id)).carryOut();
    await suspender.suspendParty(broker2.id);
    expect((await w.ledger.partyOf(broker2.id)).suspendedAt).not.to.equal(0);
  });
});
