import { expect } from "chai";

import { GOVERNANCE } from "../../sdk/deployment/roles.js";
import { signerIdOf } from "../../sdk/ids.js";
import { roleSet } from "../../sdk/vocabulary.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { arrivedGoods } from "../support/goods.js";
import { direct } from "../support/way.js";
import { at } from "../support/world.js";
import { DAY, dismissalOf, expectUnauthorized, governedWorld, Intent } from "./governedWorld.js";

describe("Drill: the guardian goes rogue", () => {
  const start = async () => {
    const w = await loadFixture(governedWorld);
    return { w, rogue: w.governors.Suspender, goods: await arrivedGoods(w, direct) };
  };
  const suspend = async (w: Awaited<ReturnType<typeof start>>["w"], party: bigint): Promise<number> => {
    await w.ledger.connect(w.governors.Suspender).suspendParty(party);
    return networkHelpers.time.latest();
  };

  it("it stops whom it likes at once, and that is all it can: it reinstates, grants, admits and proposes nobody", async () => {
    const { w, rogue, goods } = await start();
    const { carrier } = w.cast;
    const since = await suspend(w, carrier.id);
    await goods.refuse(["PartyIsSuspended", carrier.id, since], carrier, "Incident", "Carrier", "CNSHG", { detail: 1 });
    await expectUnauthorized(w, rogue, "reinstateParty", carrier.id);
    await expectUnauthorized(w, rogue, "setGrant", carrier.id, at(""), 0);
    await expectUnauthorized(w, rogue, "admitParty", "did:web:x.example", "did:web:x.example", rogue.address);
    await expectUnauthorized(w, rogue, "proposeManager", carrier.id, rogue.address);
    await expectUnauthorized(w, rogue, "appointSuccessor", carrier.id, w.cast.carrier2.id);
  });

  it("it hides nothing: what the suspended wrote stays, head and word as they were, and anybody reads it", async () => {
    const { w, goods } = await start();
    const before = [await w.ledger.headOf(goods.id), await w.ledger.wordOf(goods.id)];
    for (const party of Object.values(w.cast)) await suspend(w, party.id);
    expect([await w.ledger.headOf(goods.id), await w.ledger.wordOf(goods.id)]).to.deep.equal(before);
    expect((await w.ledger.connect(w.outsider).consignmentOf(goods.id)).custodian).to.equal(w.cast.carrier.id);
  });

  it("the suspended still disown a stolen key", async () => {
    const { w } = await start();
    const { id, account } = w.cast.carrier;
    await suspend(w, id);
    await expect(w.ledger.connect(account).revokeSigner(id, signerIdOf(account.address), 0)).to.emit(
      w.ledger,
      "SignerRevoked",
    );
  });

  it("goods do not stay with a suspended custodian: their creator takes them back, and it shows", async () => {
    const { w, goods } = await start();
    const { factory, carrier } = w.cast;
    const refused = ["NotYetTakeable", goods.id, carrier.id] as const;
    const [due] = [(await w.ledger.consignmentOf(goods.id)).offeredAt];
    // The warehouse was named next: until it is late the creator has to wait, hour of the offer begun and 14 days.
    await goods.refuse([...refused, due + 3_600n + 14n * BigInt(DAY)], factory, "TakenBack", "Factory", "NZTRG", {
      scope: "NZ",
    });
    await suspend(w, carrier.id);
    await goods.take(factory, "TakenBack", "Factory", "NZTRG", { scope: "NZ" });
    expect((await goods.word()).custodian).to.equal(factory.id);
  });

  it("honest parties recover: the Registrar reinstates after a day, the Admin dismisses it after five", async () => {
    const { w, rogue, goods } = await start();
    const { carrier } = w.cast;
    await suspend(w, carrier.id);
    const dismissal = await dismissalOf(w, "Suspender");
    await (await Intent.ofLedger(w, w.governors.Registrar, "reinstateParty", carrier.id)).carryOut();
    await goods.take(carrier, "Incident", "Carrier", "CNSHG", { detail: 1 });
    // Until the fifth day it can suspend again; from then on it cannot.
    await suspend(w, carrier.id);
    const again = await Intent.ofLedger(w, w.governors.Registrar, "reinstateParty", carrier.id);
    await dismissal.carryOut();
    await again.carryOut();
    await expectUnauthorized(w, rogue, "suspendParty", carrier.id);
    expect(await w.accessManager.hasRole(GOVERNANCE.Suspender.id, rogue.address)).to.deep.equal([false, 0n]);
    await goods.take(carrier, "Incident", "Carrier", "CNSHG", { detail: 1 });
    // A key added meanwhile would need the party in good standing, which it is again.
    const { id, account } = carrier;
    await w.ledger.connect(account).setMandate(id, w.cast.broker2.id, roleSet(["Broker"]));
  });
});
