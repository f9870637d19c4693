import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { roleSet } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture } from "../support/chain.js";
import { addSigner, ALL_ROLES, NO_ROLE_BITS, NOBODY } from "../support/partyRegister.js";
import { world } from "../support/world.js";
import type { Member, World } from "../support/world.js";

describe("PartyRegister", () => {
  let w: World;
  let ledger: IWaymark;
  let brand: Member;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger } = w);
    ({ brand } = w.cast);
  });

  const as = (account: HardhatEthersSigner) => ledger.connect(account);

  describe("setManager", () => {
    it("hands the party over, its old manager left with nothing", async () => {
      await expect(as(brand.account).setManager(brand.id, w.outsider.address))
        .to.emit(ledger, "ManagerChanged")
        .withArgs(brand.id, w.outsider.address);
      expect((await ledger.partyOf(brand.id)).manager).to.equal(w.outsider.address);
      await expect(as(brand.account).setManager(brand.id, brand.account.address))
        .to.be.revertedWithCustomError(ledger, "NotManager")
        .withArgs(brand.id, signerIdOf(brand.account.address));
      await expect(as(w.outsider).setMandate(brand.id, w.cast.broker.id, roleSet(["Broker"]))).to.emit(
        ledger,
        "MandateSet",
      );
    });

    it("refuses the zero address", async () => {
      await expect(as(brand.account).setManager(brand.id, ZeroAddress))
        .to.be.revertedWithCustomError(ledger, "ManagerInvalid")
        .withArgs(ZeroAddress);
    });
  });

  describe("what is the manager's alone", () => {
    it("is refused to outsiders, to other parties and to governance", async () => {
      const signer = signerIdOf(brand.account.address);
      for (const account of [w.outsider, w.cast.brand2.account, w.cast.factory.account, w.admin]) {
        for (const act of [
          as(account).setManager(brand.id, account.address),
          addSigner(ledger, brand, account.address, { by: account }),
          as(account).revokeSigner(brand.id, signer, 0),
          as(account).setMandate(brand.id, w.cast.broker2.id, roleSet(["Broker"])),
        ]) {
          await expect(act)
            .to.be.revertedWithCustomError(ledger, "NotManager")
            .withArgs(brand.id, signerIdOf(account.address));
        }
      }
      expect((await ledger.signerOf(brand.id, signer)).revokedAt).to.equal(0);
      expect(await ledger.mandateOf(brand.id, w.cast.broker2.id)).to.equal(0);
    });

    it("is refused to a signer that is not the manager", async () => {
      await addSigner(ledger, brand, w.outsider.address);
      await expect(as(w.outsider).setManager(brand.id, w.outsider.address))
        .to.be.revertedWithCustomError(ledger, "NotManager")
        .withArgs(brand.id, signerIdOf(w.outsider.address));
    });

    it("does not exist for an unknown party", async () => {
      for (const party of [0n, NOBODY]) {
        await expect(as(brand.account).setManager(party, brand.account.address))
          .to.be.revertedWithCustomError(ledger, "PartyUnknown")
          .withArgs(party);
      }
    });
  });

  describe("setMandate", () => {
    it("replaces and withdraws what an agent may do", async () => {
      const { broker } = w.cast;
      for (const roles of [roleSet(["Broker", "Factory"]), ALL_ROLES, 0]) {
        await expect(as(brand.account).setMandate(brand.id, broker.id, roles))
          .to.emit(ledger, "MandateSet")
          .withArgs(brand.id, broker.id, roles);
        expect(await ledger.mandateOf(brand.id, broker.id)).to.equal(roles);
        expect(await ledger.mandateOf(broker.id, brand.id)).to.equal(0);
      }
    });

    it("refuses bits that are no role, an unknown agent and the party itself", async () => {
      for (const roles of NO_ROLE_BITS) {
        await expect(as(brand.account).setMandate(brand.id, w.cast.broker.id, roles))
          .to.be.revertedWithCustomError(ledger, "RolesInvalid")
          .withArgs(roles);
      }
      for (const agent of [0n, NOBODY]) {
        await expect(as(brand.account).setMandate(brand.id, agent, 0))
          .to.be.revertedWithCustomError(ledger, "PartyUnknown")
          .withArgs(agent);
      }
      await expect(as(brand.account).setMandate(brand.id, brand.id, roleSet(["Broker"])))
        .to.be.revertedWithCustomError(ledger, "SamePartyTwice")
        .withArgs(brand.id);
    });
  });
});
