import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { concat, dataSlice, keccak256, toBeHex, ZeroAddress, ZeroHash } from "ethers";

import { lotKey } from "../../sdk/ids.js";
import { KeyHolder, Role, roleSet } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { signAct } from "../support/authorizations.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { chipKey, passkey, type DigestKey } from "../support/labelKeys.js";
import { at, batchDetails, deployLedger, FOREVER, world, type Member, type World } from "../support/world.js";

const { time } = networkHelpers;

const REPORTING_WINDOW = 60 * 24 * 60 * 60;

describe("PartyAffairs", () => {
  let w: World;
  let ledger: IWaymark;
  let brand: Member;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger } = w);
    ({ brand } = w.cast);
  });

  const as = (account: HardhatEthersSigner) => ledger.connect(account);

  describe("signers longer than 20 bytes", () => {
    const add = (signer: string, party = brand) =>
      as(party.account).addSigner(party.id, signer, roleSet(["Brand"]), at("CN"), 0, FOREVER, KeyHolder.Officer);
    const keys = async (): Promise<DigestKey[]> => {
      const [p256, webAuthn] = await ledger.verifiers();
      return [chipKey(p256), passkey(webAuthn)];
    };

    it("are keys behind one of the two verifiers of the ledger, known by their hash", async () => {
      for (const { signer } of await keys()) {
        const id = keccak256(signer);
        await expect(add(signer))
          .to.emit(ledger, "SignerAdded")
          .withArgs(brand.id, id, signer, roleSet(["Brand"]), at("CN"), 0, FOREVER, KeyHolder.Officer);
        expect((await ledger.signerOf(brand.id, id)).validUntil).to.equal(FOREVER);
        await expect(add(signer)).to.be.revertedWithCustomError(ledger, "SignerExists").withArgs(brand.id, id);
        await expect(add(signer, w.cast.brand2), "one key for two parties").to.emit(ledger, "SignerAdded");
      }
    });

    it("have no other verifier, which could say today that a key signed and tomorrow that it did not", async () => {
      const [chip] = await keys();
      const foreign = await (await deployLedger()).ledger.verifiers();
      for (const verifier of [toBeHex(4, 20), foreign.p256, foreign.webAuthn, await ledger.getAddress(), ZeroAddress]) {
        const signer = concat([verifier, dataSlice(chip!.signer, 20)]).toLowerCase();
        await expect(add(signer)).to.be.revertedWithCustomError(ledger, "SignerKeyInvalid").withArgs(signer);
      }
    });

    it("hold a point of P-256", async () => {
      const { signer } = (await keys())[0]!;
      const [verifier, x, y] = [dataSlice(signer, 0, 20), dataSlice(signer, 20, 52), dataSlice(signer, 52)];
      for (const point of [
        [x, x],
        [ZeroHash, ZeroHash],
        [x, ZeroHash],
        [y, x],
        [toBeHex(2n ** 256n - 1n), y],
      ]) {
        const wrong = concat([verifier, ...point]);
        await expect(add(wrong)).to.be.revertedWithCustomError(ledger, "SignerKeyInvalid").withArgs(wrong);
      }
      for (const length of [21, 52, 83, 85, 116]) {
        const wrong = dataSlice(concat([signer, ZeroHash]), 0, length);
        await expect(add(wrong), `${length} bytes`)
          .to.be.revertedWithCustomError(ledger, "SignerUnsupported")
          .withArgs(wrong);
      }
    });

    it("are revoked with the time since when they were in other hands, and write no more", async () => {
      for (const [index, key] of (await keys()).entries()) {
        await add(key.signer);
        const id = keccak256(key.signer);
        const register = async (lot: string, nonce: bigint) => {
          const details = batchDetails({ lotKey: lotKey(lot) });
          const call = ledger.interface.encodeFunctionData("registerBatch", [brand.id, details]);
          return await as(w.outsider).relay(brand.id, call, await signAct(ledger, key, brand.id, call, { nonce }));
        };
        await expect(register(`LOT-${index}`, 0n)).to.emit(ledger, "BatchRegistered");
        const now = await time.latest();
        const since = now - 1_000;
        await expect(as(brand.account).revokeSigner(brand.id, id, since))
          .to.emit(ledger, "SignerRevoked")
          .withArgs(brand.id, id, since);
        const { revokedAt, compromisedSince } = await ledger.signerOf(brand.id, id);
        expect([revokedAt, compromisedSince]).to.deep.equal([BigInt(await time.latest()), BigInt(since)]);
        await expect(register(`NEXT-${index}`, 1n))
          .to.be.revertedWithCustomError(ledger, "SignerIsRevoked")
          .withArgs(brand.id, id, revokedAt);
        expect(await ledger.isNonceUsed(brand.id, id, 1n), "what reverted used no nonce").to.be.false;
      }
    });

    it("are dated within the reporting window, and disowned by a suspended party too", async () => {
      const { signer } = (await keys())[1]!;
      const id = keccak256(signer);
      await add(signer);
      await ledger.suspendParty(brand.id);
      const now = (await time.latest()) + 10;
      for (const since of [now - REPORTING_WINDOW - 1, now + 1]) {
        await time.setNextBlockTimestamp(now);
        const snapshot = await networkHelpers.takeSnapshot();
        await expect(as(brand.account).revokeSigner(brand.id, id, since))
          .to.be.revertedWithCustomError(ledger, "CompromiseInvalid")
          .withArgs(since, now - REPORTING_WINDOW);
        await snapshot.restore();
      }
      await expect(as(brand.account).revokeSigner(brand.id, id, 0))
        .to.emit(ledger, "SignerRevoked")
        .withArgs(brand.id, id, 0);
    });

    it("carry only their own roles and places", async () => {
      const [key] = await keys();
      await add(key!.signer);
      const details = { key: ZeroHash, place: at("NZTRG"), destination: "0x434e", dataHash: ZeroHash };
      const create = ledger.interface.encodeFunctionData("createConsignment", [brand.id, details, []]);
      await expect(as(w.outsider).relay(brand.id, create, await signAct(ledger, key!, brand.id, create)))
        .to.be.revertedWithCustomError(ledger, "SignerOutOfScope")
        .withArgs(brand.id, keccak256(key!.signer), at("CN"), at("NZTRG"));
      const recall = ledger.interface.encodeFunctionData("placeRecall", [
        brand.id,
        1,
        toBeHex(w.product, 32),
        "0x434e",
        [],
        ZeroHash,
      ]);
      await expect(as(w.outsider).relay(brand.id, recall, await signAct(ledger, key!, brand.id, recall)))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(brand.id, keccak256(key!.signer), Role.Regulator);
    });
  });
});
