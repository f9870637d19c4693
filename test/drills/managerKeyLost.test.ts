import { expect } from "chai";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { arrivedGoods } from "../support/goods.js";
import { direct } from "../support/way.js";
import { at, FOREVER } from "../support/world.js";
import { DAY, expectUnauthorized, governedWorld, Intent } from "./governedWorld.js";

describe("Drill: a party's manager key is lost", () => {
  /** The carrier has a key that writes, apart from its manager's; and somebody whom it wants as its new manager. */
  const start = async () => {
    const w = await loadFixture(governedWorld);
    const { carrier } = w.cast;
    const [newManager, key, lost] = w.spare;
    const own = w.ledger.connect(carrier.account);
    await own.addSigner(carrier.id, key.address, roleSet(["Carrier"]), at(""), 0, FOREVER, KeyHolder.Server);
    await own.setManager(carrier.id, lost.address);
    const propose = () => Intent.ofLedger(w, w.governors.Recovery, "proposeManager", carrier.id, newManager.address);
    return { w, carrier, key, lost, newManager, propose };
  };

  it("its keys go on writing: nothing waits for the manager", async () => {
    const { w, carrier, key } = await start();
    const goods = await arrivedGoods(w, direct);
    await goods.take({ id: carrier.id, account: key }, "Incident", "Carrier", "CNSHG", { detail: 1 });
  });

  it("no new manager comes unseen or in haste: a day announced, then a week in the ledger", async () => {
    const { w, carrier, newManager, propose } = await start();
    const proposal = await propose();
    expect(await proposal.remaining()).to.equal(DAY);
    await proposal.expectTooEarly();
    await proposal.carryOut();
    const { due } = await w.ledger.recoveryOf(carrier.id);
    expect(Number(due) - (await networkHelpers.time.latest())).to.equal(7 * DAY);
    await networkHelpers.time.setNextBlockTimestamp(due - 1n);
    await expect(w.ledger.connect(newManager).completeRecovery(carrier.id))
      .to.be.revertedWithCustomError(w.ledger, "RecoveryNotDue")
      .withArgs(carrier.id, due);
  });

  it("a manager whose key is not lost at all vetoes, and keeps the party; one that is suspended cannot", async () => {
    const { w, carrier, lost, newManager, propose } = await start();
    await (await propose()).carryOut();
    await w.ledger.connect(lost).vetoManager(carrier.id);
    await expect(w.ledger.connect(newManager).completeRecovery(carrier.id))
      .to.be.revertedWithCustomError(w.ledger, "RecoveryUnknown")
      .withArgs(carrier.id);
    // A thief has the manager's key, and vetoes: the party is suspended first.
    await (await propose()).carryOut();
    await w.ledger.connect(w.governors.Suspender).suspendParty(carrier.id);
    const since = await networkHelpers.time.latest();
    await expect(w.ledger.connect(lost).vetoManager(carrier.id))
      .to.be.revertedWithCustomError(w.ledger, "PartyIsSuspended")
      .withArgs(carrier.id, since);
  });

  it("nobody but Recovery proposes, and the Admin does not either", async () => {
    const { w, carrier, newManager } = await start();
    const { Admin, Registrar, Suspender, Governor } = w.governors;
    for (const account of [Admin, Registrar, Suspender, Governor, newManager]) {
      await expectUnauthorized(w, account, "proposeManager", carrier.id, newManager.address);
    }
  });

  it("honest parties recover: the new manager takes over, disowns the old keys and adds new ones; history is as it was", async () => {
    const { w, carrier, key, lost, newManager, propose } = await start();
    const goods = await arrivedGoods(w, direct);
    const head = await w.ledger.headOf(goods.id);
    const proposal = await propose();
    await proposal.carryOut();
    await networkHelpers.time.increase(7 * DAY);
    await w.ledger.connect(w.outsider).completeRecovery(carrier.id);
    expect((await w.ledger.partyOf(carrier.id)).manager).to.equal(newManager.address);
    const own = w.ledger.connect(newManager);
    await own.revokeSigner(carrier.id, signerIdOf(key.address), 0);
    await own.addSigner(carrier.id, newManager.address, roleSet(["Carrier"]), at(""), 0, FOREVER, KeyHolder.Server);
    await expect(w.ledger.connect(lost).setManager(carrier.id, lost.address))
      .to.be.revertedWithCustomError(w.ledger, "NotManager")
      .withArgs(carrier.id, signerIdOf(lost.address));
    expect(await w.ledger.headOf(goods.id)).to.equal(head);
    await goods.take({ id: carrier.id, account: newManager }, "Incident", "Carrier", "CNSHG", { detail: 1 });
  });
});
