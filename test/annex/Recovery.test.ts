import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { dataSlice, ZeroAddress } from "ethers";

import { lotKey, signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { signAct } from "../support/authorizations.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { chipKey } from "../support/labelKeys.js";
import { at, batchDetails, createConsignment, FOREVER, world, type Member, type World } from "../support/world.js";

const { time } = networkHelpers;

const WINDOW = 7 * 24 * 60 * 60;
const NOBODY = 99n;

describe("PartyAffairs", () => {
  let w: World;
  let ledger: IWaymark;
  let brand: Member;
  let candidate: HardhatEthersSigner;
  let other: HardhatEthersSigner;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger } = w);
    ({ brand } = w.cast);
    [other, candidate] = (await ethers.getSigners()).slice(-2) as [HardhatEthersSigner, HardhatEthersSigner];
  });

  const as = (account: HardhatEthersSigner) => ledger.connect(account);

  /** Proposes a manager and gives the second from which it may take over. */
  const propose = async (account = candidate): Promise<number> => {
    await ledger.proposeManager(brand.id, account.address);
    return (await time.latest()) + WINDOW;
  };

  const expectNotManager = async (attempt: Promise<unknown>, account: HardhatEthersSigner) => {
    await expect(attempt)
      .to.be.revertedWithCustomError(ledger, "NotManager")
      .withArgs(brand.id, signerIdOf(account.address));
  };

  const expectNoneProposed = async () => {
    await expect(as(candidate).completeRecovery(brand.id))
      .to.be.revertedWithCustomError(ledger, "RecoveryUnknown")
      .withArgs(brand.id);
    expect(await ledger.recoveryOf(brand.id)).to.deep.equal([ZeroAddress, 0n]);
  };

  describe("proposeManager", () => {
    it("shows who is to take over, and when at the earliest", async () => {
      const now = (await time.latest()) + 10;
      await time.setNextBlockTimestamp(now);
      await expect(ledger.proposeManager(brand.id, candidate.address))
        .to.emit(ledger, "RecoveryProposed")
        .withArgs(brand.id, candidate.address, now + WINDOW);
      expect(await ledger.recoveryOf(brand.id)).to.deep.equal([candidate.address, BigInt(now + WINDOW)]);
      expect((await ledger.partyOf(brand.id)).manager).to.equal(brand.account.address);
    });

    it("replaces an earlier proposal, whose window does not count for the new one", async () => {
      const earlier = await propose(other);
      await time.increaseTo(earlier - 10);
      const due = await propose();
      await time.setNextBlockTimestamp(earlier + 1);
      await expect(as(other).completeRecovery(brand.id))
        .to.be.revertedWithCustomError(ledger, "RecoveryNotDue")
        .withArgs(brand.id, due);
      await time.increaseTo(due);
      await expect(as(other).completeRecovery(brand.id))
        .to.emit(ledger, "ManagerChanged")
        .withArgs(brand.id, candidate.address);
    });

    it("refuses the zero address and an unknown party", async () => {
      await expect(ledger.proposeManager(brand.id, ZeroAddress))
        .to.be.revertedWithCustomError(ledger, "ManagerInvalid")
        .withArgs(ZeroAddress);
      for (const party of [0n, NOBODY]) {
        await expect(ledger.proposeManager(party, candidate.address))
          .to.be.revertedWithCustomError(ledger, "PartyUnknown")
          .withArgs(party);
      }
    });
  });

  describe("completeRecovery", () => {
    it("hands the party over after seven days to the second, and not one earlier", async () => {
      const due = await propose();
      await time.setNextBlockTimestamp(due - 1);
      await expect(as(candidate).completeRecovery(brand.id))
        .to.be.revertedWithCustomError(ledger, "RecoveryNotDue")
        .withArgs(brand.id, due);
      await time.setNextBlockTimestamp(due);
      await expect(as(candidate).completeRecovery(brand.id))
        .to.emit(ledger, "ManagerChanged")
        .withArgs(brand.id, candidate.address);
      expect((await ledger.partyOf(brand.id)).manager).to.equal(candidate.address);
    });

    it("may be sent by anybody, who gains nothing by it, once", async () => {
      await time.increaseTo(await propose());
      await as(w.outsider).completeRecovery(brand.id);
      expect((await ledger.partyOf(brand.id)).manager).to.equal(candidate.address);
      await expectNoneProposed();
    });

    it("does not exist for parties for whom nobody is proposed", async () => {
      await propose();
      for (const party of [0n, NOBODY, w.cast.brand2.id]) {
        await expect(as(candidate).completeRecovery(party))
          .to.be.revertedWithCustomError(ledger, "RecoveryUnknown")
          .withArgs(party);
      }
    });

    it("leaves the old manager nothing, and the new one all", async () => {
      await time.increaseTo(await propose());
      await as(w.outsider).completeRecovery(brand.id);
      const acts = (account: HardhatEthersSigner) => [
        () => as(account).vetoManager(brand.id),
        () => as(account).setMandate(brand.id, w.cast.broker.id, roleSet(["Broker"])),
        () => as(account).addSigner(brand.id, other.address, roleSet(["Brand"]), at(""), 0, FOREVER, KeyHolder.Server),
        () => as(account).appoint(w.product, w.cast.factory2.id, 1),
        () => as(account).setResolvers(w.product, ["evil.example"]),
        () => as(account).revokeSigner(brand.id, signerIdOf(brand.account.address), 0),
        () => as(account).setManager(brand.id, account.address),
      ];
      for (const act of acts(brand.account)) await expectNotManager(act(), brand.account);
      for (const act of acts(candidate).slice(1)) await (await act()).wait();
      await expect(as(brand.account).registerBatch(brand.id, batchDetails({ lotKey: lotKey("after") })))
        .to.be.revertedWithCustomError(ledger, "SignerIsRevoked")
        .withArgs(
          brand.id,
          signerIdOf(brand.account.address),
          (await ledger.signerOf(brand.id, signerIdOf(brand.account.address))).revokedAt,
        );
    });

    it("completes while the party is suspended, which stays so", async () => {
      await ledger.suspendParty(brand.id);
      const since = await time.latest();
      await time.increaseTo(await propose());
      await expect(as(w.outsider).completeRecovery(brand.id)).to.emit(ledger, "ManagerChanged");
      await expect(as(candidate).setMandate(brand.id, w.cast.broker.id, 0))
        .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
        .withArgs(brand.id, since);
    });
  });

  describe("vetoManager", () => {
    it("lets the present manager end the proposal, on its first second and after its last", async () => {
      for (const wait of [1, WINDOW + 1_000]) {
        await propose();
        await time.increase(wait);
        await expect(as(brand.account).vetoManager(brand.id))
          .to.emit(ledger, "RecoveryVetoed")
          .withArgs(brand.id, candidate.address);
        await expectNoneProposed();
      }
    });

    it("is the present manager's alone: not the proposed one's, a signer's, another party's or governance's", async () => {
      await as(brand.account).addSigner(
        brand.id,
        other.address,
        roleSet(["Brand"]),
        at(""),
        0,
        FOREVER,
        KeyHolder.Server,
      );
      await propose();
      for (const account of [candidate, other, w.outsider, w.admin, w.cast.brand2.account]) {
        await expectNotManager(as(account).vetoManager(brand.id), account);
      }
    });

    it("passes to whom the manager handed the party over meanwhile: the proposal stands", async () => {
      const due = await propose();
      await as(brand.account).setManager(brand.id, other.address);
      expect(await ledger.recoveryOf(brand.id)).to.deep.equal([candidate.address, BigInt(due)]);
      await expectNotManager(as(brand.account).vetoManager(brand.id), brand.account);
      await expect(as(other).vetoManager(brand.id)).to.emit(ledger, "RecoveryVetoed");
    });

    it("is refused while the party is suspended: a thief of its key neither vetoes nor hands it on", async () => {
      await propose();
      await ledger.suspendParty(brand.id);
      const since = await time.latest();
      for (const act of [
        () => as(brand.account).vetoManager(brand.id),
        () => as(brand.account).setManager(brand.id, other.address),
      ]) {
        await expect(act()).to.be.revertedWithCustomError(ledger, "PartyIsSuspended").withArgs(brand.id, since);
      }
      await ledger.reinstateParty(brand.id);
      await expect(as(brand.account).vetoManager(brand.id)).to.emit(ledger, "RecoveryVetoed");
    });

    it("does not exist while nobody is proposed, for a party that is unknown, or for another's proposal", async () => {
      await propose();
      const { brand2 } = w.cast;
      await expect(as(brand2.account).vetoManager(brand2.id))
        .to.be.revertedWithCustomError(ledger, "RecoveryUnknown")
        .withArgs(brand2.id);
      await expect(as(brand2.account).vetoManager(NOBODY))
        .to.be.revertedWithCustomError(ledger, "PartyUnknown")
        .withArgs(NOBODY);
      expect((await ledger.recoveryOf(brand.id)).manager).to.equal(candidate.address);
    });
  });

  describe("announceSuccessor", () => {
    it("recommends another ledger, and changes its mind; nobody is moved by it", async () => {
      for (const address of [other.address, candidate.address]) {
        await expect(ledger.announceSuccessor(address)).to.emit(ledger, "SuccessorAnnounced").withArgs(address);
        expect(await ledger.successorLedger()).to.equal(address);
      }
      const id = await createConsignment(w);
      expect(await ledger.wordOf(id)).to.not.equal(0n);
    });

    it("refuses none and itself", async () => {
      for (const address of [ZeroAddress, await ledger.getAddress()]) {
        await expect(ledger.announceSuccessor(address))
          .to.be.revertedWithCustomError(ledger, "SuccessorInvalid")
          .withArgs(address);
      }
      expect(await ledger.successorLedger()).to.equal(ZeroAddress);
    });
  });

  describe("what is governed", () => {
    it("is refused to everybody else, sent, in a row of calls or signed", async () => {
      await propose();
      const key = chipKey((await ledger.verifiers()).p256);
      const calls = [
        ledger.interface.encodeFunctionData("proposeManager", [brand.id, w.outsider.address]),
        ledger.interface.encodeFunctionData("announceSuccessor", [w.outsider.address]),
        ledger.interface.encodeFunctionData("setGrant", [brand.id, at(""), roleSet(["Customs"])]),
        ledger.interface.encodeFunctionData("admitParty", ["did:web:x", "did:web:x", w.outsider.address]),
      ];
      const to = await ledger.getAddress();
      for (const [nonce, data] of calls.entries()) {
        for (const account of [w.outsider, brand.account, candidate]) {
          for (const sent of [() => account.sendTransaction({ to, data }), () => as(account).multicall([data])]) {
            await expect(sent())
              .to.be.revertedWithCustomError(ledger, "AccessManagedUnauthorized")
              .withArgs(account.address);
          }
        }
        const authorization = await signAct(ledger, key, brand.id, data, { nonce: BigInt(nonce) });
        await expect(as(w.outsider).relay(brand.id, data, authorization))
          .to.be.revertedWithCustomError(ledger, "AccessManagedUnauthorized")
          .withArgs(to);
      }
    });

    it("is nobody's at the annexes themselves, and what is written there is not on the ledger", async () => {
      const [journey, registry] = await annexes();
      for (const annex of [journey, registry]) {
        const there = ledger.attach(annex) as IWaymark;
        await expect(there.connect(w.admin).admitParty("did:web:x", "did:web:x", w.admin.address)).to.revert(ethers);
        expect(await there.partyCount()).to.equal(0n);
      }
    });
  });

  /** The two contracts behind the ledger. */
  async function annexes(): Promise<[journey: string, registry: string]> {
    const onward = async (from: string) =>
      ethers.getAddress(
        dataSlice(await ethers.provider.call({ to: from, data: ethers.id("ONWARD()").slice(0, 10) }), 12),
      );
    const journey = await onward(await ledger.getAddress());
    return [journey, await onward(journey)];
  }
});
