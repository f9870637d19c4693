import { expect } from "chai";

import { GOVERNANCE } from "../../sdk/deployment/roles.js";
import { signerIdOf } from "../../sdk/ids.js";
import { Kind, KeyHolder, Role, roleSet } from "../../sdk/vocabulary.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { arrivedGoods } from "../support/goods.js";
import { heldAt } from "../support/records.js";
import { direct } from "../support/way.js";
import { at, checkpoint, FOREVER } from "../support/world.js";
import { DAY, dismissalOf, expectUnauthorized, governedWorld, grantOf, Intent } from "./governedWorld.js";

describe("Drill: the Admin's key is stolen", () => {
  const start = async () => {
    const w = await loadFixture(governedWorld);
    return { w, thief: w.governors.Admin, accomplice: w.spare[0] };
  };

  it("the thief writes nothing and governs nothing: the Admin is no party and has no function of the ledger", async () => {
    const { w, thief } = await start();
    const goods = await arrivedGoods(w, direct);
    const head = await w.ledger.headOf(goods.id);
    const { cnCustoms } = w.cast;
    const c = await checkpoint(goods.id, cnCustoms, "Held", "Customs", "CNSHG", { scope: "CN" });
    await expect(w.ledger.connect(thief).record(c))
      .to.be.revertedWithCustomError(w.ledger, "SignerUnknown")
      .withArgs(cnCustoms.id, signerIdOf(thief.address));
    await expectUnauthorized(w, thief, "admitParty", "did:web:false.example", "did:web:false.example", thief.address);
    await expectUnauthorized(w, thief, "setGrant", cnCustoms.id, at("CN"), 0);
    await expectUnauthorized(w, thief, "suspendParty", cnCustoms.id);
    await expectUnauthorized(w, thief, "setAuthority", await w.accessManager.getAddress());
    expect(await w.ledger.headOf(goods.id)).to.equal(head);
  });

  it("what the thief does as Admin is announced five days before, and not a second less", async () => {
    const { w, thief, accomplice } = await start();
    const granted = await grantOf(w, "Registrar", accomplice);
    expect(await granted.remaining()).to.equal(5 * DAY);
    await granted.expectTooEarly();
    const own = await (await ethers.deployContract("AccessManager", [thief.address])).getAddress();
    const data = w.accessManager.interface.encodeFunctionData("updateAuthority", [await w.ledger.getAddress(), own]);
    const replaced = await Intent.ofManager(w, thief, data);
    expect(await replaced.remaining()).to.equal(5 * DAY);
    await replaced.expectTooEarly();
    await replaced.carryOut();
    // Who has waited in the open hands the ledger to an AccessManager of its own; still no record is within its reach.
    expect(await w.ledger.authority()).to.equal(own);
  });

  it("who else holds the multisig cancels it at once; each can undo what the other announces, and nothing changes", async () => {
    const { w, thief, accomplice } = await start();
    const theft = await grantOf(w, "Registrar", accomplice);
    await theft.cancelledBy(w.governors.Admin);
    const rescue = await grantOf(w, "Admin", w.spare[1]);
    await rescue.cancelledBy(thief);
    const { accessManager } = w;
    expect(await accessManager.hasRole(GOVERNANCE.Registrar.id, accomplice.address)).to.deep.equal([false, 0n]);
    expect(await accessManager.hasRole(GOVERNANCE.Admin.id, w.spare[1].address)).to.deep.equal([false, 0n]);
    // All others go on meanwhile: parties write, the Suspender suspends.
    await arrivedGoods(w, direct);
    await w.ledger.connect(w.governors.Suspender).suspendParty(w.cast.broker2.id);
  });

  describe("and nobody looks for five days", () => {
    /** The accomplice has become Registrar and has admitted a customs office of its own. */
    const afterwards = async () => {
      const { w, accomplice } = await start();
      const goods = await arrivedGoods(w, direct);
      const before = { head: await w.ledger.headOf(goods.id), word: await w.ledger.wordOf(goods.id) };
      await (await grantOf(w, "Registrar", accomplice)).carryOut();
      const uri = "did:web:false-customs.example";
      await (await Intent.ofLedger(w, accomplice, "admitParty", uri, uri, accomplice.address)).carryOut();
      const falseId = await w.ledger.partyCount();
      const roles = roleSet(["Customs"]);
      await (await Intent.ofLedger(w, accomplice, "setGrant", falseId, at("CN"), roles)).carryOut();
      const own = w.ledger.connect(accomplice);
      await own.addSigner(falseId, accomplice.address, roles, at("CN"), 0, FOREVER, KeyHolder.Server);
      return { w, goods, before, falseCustoms: { id: falseId, account: accomplice } };
    };

    it("a false authority can write at its places from then on, under its own name; what was written before stands", async () => {
      const { w, goods, before, falseCustoms } = await afterwards();
      expect(await w.ledger.headOf(goods.id)).to.equal(before.head);
      await goods.take(falseCustoms, "Held", "Customs", "CNSHG", { scope: "CN" });
      const [admitted] = await w.ledger.queryFilter(w.ledger.filters.PartyAdmitted(falseCustoms.id));
      expect(admitted?.args.uri).to.equal("did:web:false-customs.example");
      // It moves nothing and takes nothing: it has no custody.
      await goods.refuse(
        ["RoleMayNotWrite", Kind.Received, Role.Customs],
        falseCustoms,
        "Received",
        "Customs",
        "CNSHG",
        { scope: "CN" },
      );
    });

    it("honest parties recover: the Suspender stops it at once, a successor lifts its holds, the Admin dismisses it", async () => {
      const { w, goods, falseCustoms } = await afterwards();
      await goods.take(falseCustoms, "Held", "Customs", "CNSHG", { scope: "CN" });
      const { sequence } = await w.ledger.holdOf(goods.id, falseCustoms.id);
      await w.ledger.connect(w.governors.Suspender).suspendParty(falseCustoms.id);
      const since = await networkHelpers.time.latest();
      await goods.refuse(["PartyIsSuspended", falseCustoms.id, since], falseCustoms, "Inspected", "Customs", "CNSHG", {
        scope: "CN",
        detail: 1,
      });
      const { cnCustoms } = w.cast;
      await (
        await Intent.ofLedger(w, w.governors.Governor, "appointSuccessor", falseCustoms.id, cnCustoms.id)
      ).carryOut();
      await goods.take(cnCustoms, "HoldLifted", "Customs", "CNSHG", {
        scope: "CN",
        principal: falseCustoms.id,
        basedOn: heldAt(sequence),
      });
      expect((await goods.word()).holds).to.equal(0n);
      // The honest holders of the multisig, who announce and cancel as the thief does, take the role back.
      const data = w.accessManager.interface.encodeFunctionData("revokeRole", [
        GOVERNANCE.Registrar.id,
        falseCustoms.account.address,
      ]);
      await (await Intent.ofManager(w, w.governors.Admin, data)).carryOut();
      await expectUnauthorized(w, falseCustoms.account, "reinstateParty", falseCustoms.id);
    });
  });

  it("a dismissed Admin has no way back: the new one takes over after five days", async () => {
    const { w, thief } = await start();
    const [, successor] = w.spare;
    const handed = await grantOf(w, "Admin", successor);
    await handed.carryOut();
    await (await dismissalOf(w, "Admin")).carryOut();
    await expect(w.accessManager.connect(thief).grantRole(GOVERNANCE.Admin.id, thief.address, 0))
      .to.be.revertedWithCustomError(w.accessManager, "AccessManagerUnauthorizedAccount")
      .withArgs(thief.address, GOVERNANCE.Admin.id);
  });
});
