import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { concat, dataSlice, id as hash, keccak256, toBeHex, ZeroAddress, ZeroHash } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { addSigner, ALL_ROLES, NO_ROLE_BITS, NO_SCOPES } from "../support/partyRegister.js";
import { at, country, FOREVER, world } from "../support/world.js";
import type { Member, World } from "../support/world.js";

const { time } = networkHelpers;

const DAY = 86_400;
const REPORTING_WINDOW = 60 * DAY;

/** x and y of the base point of P-256 (SEC 2, section 2.4.2): a public key, that of the secret key 1. */
const P256_KEY = concat([
  "0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
  "0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
]);

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
  const newAccount = async () => (await ethers.getSigners()).at(-1)!;

  describe("addSigner", () => {
    it("keeps what the key may do, and shows who holds it", async () => {
      const account = await newAccount();
      const id = signerIdOf(account.address);
      const from = (await time.latest()) + 100_000;
      const sent = addSigner(ledger, brand, account.address, {
        roles: ALL_ROLES,
        scope: at("CNSHG"),
        from,
        until: from + 50,
      });
      await expect(sent)
        .to.emit(ledger, "SignerAdded")
        .withArgs(
          brand.id,
          id,
          account.address.toLowerCase(),
          ALL_ROLES,
          at("CNSHG"),
          from,
          from + 50,
          KeyHolder.Officer,
        );
      expect(await ledger.signerOf(brand.id, id)).to.deep.equal([
        BigInt(ALL_ROLES),
        at("CNSHG"),
        BigInt(from),
        BigInt(from) + 50n,
        0n,
        0n,
        BigInt(KeyHolder.Officer),
      ]);
      expect((await ledger.signerOf(w.cast.brand2.id, id)).validUntil).to.equal(0);
    });

    it("lets one account sign for two parties: nobody takes a key by adding it first", async () => {
      const { brand2, factory } = w.cast;
      const key = signerIdOf(factory.account.address);
      const before = await ledger.signerOf(factory.id, key);
      await addSigner(ledger, brand2, factory.account.address);
      expect(await ledger.signerOf(factory.id, key)).to.deep.equal(before);
      await addSigner(ledger, brand2, w.outsider.address);
      await expect(addSigner(ledger, brand, w.outsider.address)).to.emit(ledger, "SignerAdded");
    });

    it("takes 84 bytes of either verifier of the ledger and a P-256 key, by their hash", async () => {
      for (const verifier of await ledger.verifiers()) {
        const signer = concat([verifier, P256_KEY]);
        const id = keccak256(signer);
        const { brand2 } = w.cast;
        await expect(addSigner(ledger, brand, signer))
          .to.emit(ledger, "SignerAdded")
          .withArgs(brand.id, id, signer, roleSet(["Brand"]), at(""), 0, FOREVER, KeyHolder.Officer);
        expect((await ledger.signerOf(brand.id, id)).roles).to.equal(roleSet(["Brand"]));
        expect((await ledger.signerOf(brand2.id, id)).validUntil).to.equal(0);
        await expect(addSigner(ledger, brand2, signer)).to.emit(ledger, "SignerAdded");
        await expect(addSigner(ledger, brand, signer))
          .to.be.revertedWithCustomError(ledger, "SignerExists")
          .withArgs(brand.id, id);
      }
    });

    it("refuses 84 bytes that are not one of its verifiers and a point of P-256", async () => {
      const [p256, webAuthn] = await ledger.verifiers();
      const [x, y] = [dataSlice(P256_KEY, 0, 32), dataSlice(P256_KEY, 32)];
      const stranger = await ethers.deployContract("ERC7913P256Verifier");
      for (const signer of [
        concat([await ledger.getAddress(), P256_KEY]),
        concat([ZeroAddress, P256_KEY]),
        concat([w.outsider.address, P256_KEY]),
        // The same code, but not the ledger's own.
        concat([await stranger.getAddress(), P256_KEY]),
        concat([p256, y, x]),
        concat([p256, x, toBeHex(BigInt(y) + 1n, 32)]),
        concat([webAuthn, ZeroHash, ZeroHash]),
        concat([webAuthn, x, ZeroHash]),
        concat([p256, `0x${"ff".repeat(64)}`]),
      ]) {
        await expect(addSigner(ledger, brand, signer))
          .to.be.revertedWithCustomError(ledger, "SignerKeyInvalid")
          .withArgs(signer.toLowerCase());
      }
    });

    it("refuses what has neither the length of an account nor of a key behind a verifier", async () => {
      const [p256] = await ledger.verifiers();
      for (const signer of [
        "0x",
        "0x11",
        `0x${"11".repeat(19)}`,
        `0x${"11".repeat(21)}`,
        `0x${"11".repeat(52)}`,
        p256 + "11".repeat(63),
        p256 + "11".repeat(65),
        ZeroAddress,
      ]) {
        await expect(addSigner(ledger, brand, signer))
          .to.be.revertedWithCustomError(ledger, "SignerUnsupported")
          .withArgs(signer.toLowerCase());
      }
    });

    it("refuses no roles, bits that are no role, and what is no scope", async () => {
      for (const roles of [0, ...NO_ROLE_BITS]) {
        await expect(addSigner(ledger, brand, w.outsider.address, { roles }))
          .to.be.revertedWithCustomError(ledger, "RolesInvalid")
          .withArgs(roles);
      }
      for (const scope of NO_SCOPES) {
        await expect(addSigner(ledger, brand, w.outsider.address, { scope }))
          .to.be.revertedWithCustomError(ledger, "ScopeInvalid")
          .withArgs(scope);
      }
    });

    it("refuses a validity that ends before it begins or has ended; one second is enough", async () => {
      const now = (await time.latest()) + 10;
      await time.setNextBlockTimestamp(now);
      await expect(addSigner(ledger, brand, w.outsider.address, { from: now + 5, until: now + 4 }))
        .to.be.revertedWithCustomError(ledger, "ValidityInvalid")
        .withArgs(now + 5, now + 4);
      await time.setNextBlockTimestamp(now + 1);
      await expect(addSigner(ledger, brand, w.outsider.address, { from: 0, until: now }))
        .to.be.revertedWithCustomError(ledger, "ValidityInvalid")
        .withArgs(0, now);
      await time.setNextBlockTimestamp(now + 2);
      await expect(addSigner(ledger, brand, w.outsider.address, { from: now + 2, until: now + 2 })).to.emit(
        ledger,
        "SignerAdded",
      );
    });

    it("refuses to add a key twice, also after its revocation", async () => {
      const id = signerIdOf(w.outsider.address);
      await addSigner(ledger, brand, w.outsider.address);
      for (let attempt = 0; attempt < 2; attempt++) {
        await expect(addSigner(ledger, brand, w.outsider.address, { roles: ALL_ROLES }))
          .to.be.revertedWithCustomError(ledger, "SignerExists")
          .withArgs(brand.id, id);
        if (attempt === 0) await as(brand.account).revokeSigner(brand.id, id, 0);
      }
      expect((await ledger.signerOf(brand.id, id)).roles).to.equal(roleSet(["Brand"]));
    });
  });

  describe("a signer's validity", () => {
    it("runs from its first second to its last, both included", async () => {
      const { factory } = w.cast;
      const id = signerIdOf(w.outsider.address);
      const from = (await time.latest()) + 1_000;
      const until = from + 1_000;
      await addSigner(ledger, factory, w.outsider.address, { roles: roleSet(["Factory"]), from, until });
      const write = (lot: string) =>
        as(w.outsider).registerBatch(factory.id, {
          product: w.product,
          lotKey: hash(lot),
          quantity: 1,
          unit: "0x483837",
          origin: country("NZ"),
          expiry: 0,
          itemsRoot: ZeroHash,
          dataHash: ZeroHash,
        });
      for (const [second, isValid] of [
        [from - 1, false],
        [from, true],
        [until, true],
        [until + 1, false],
      ] as const) {
        await time.setNextBlockTimestamp(second);
        if (isValid) await expect(write(`lot ${second}`)).to.emit(ledger, "BatchRegistered");
        else {
          await expect(write(`lot ${second}`))
            .to.be.revertedWithCustomError(ledger, "SignerNotValid")
            .withArgs(factory.id, id, from, until);
        }
      }
    });
  });

  describe("revokeSigner", () => {
    const revoke = (since: number, account: HardhatEthersSigner = brand.account) =>
      as(brand.account).revokeSigner(brand.id, signerIdOf(account.address), since);
    const signer = (account: HardhatEthersSigner = brand.account) =>
      ledger.signerOf(brand.id, signerIdOf(account.address));

    it("ends a key's right to write, for good", async () => {
      await expect(revoke(0)).to.emit(ledger, "SignerRevoked").withArgs(brand.id, signerIdOf(brand.account.address), 0);
      const revokedAt = await time.latest();
      expect((await signer()).revokedAt).to.equal(revokedAt);
      expect((await signer()).compromisedSince).to.equal(0);
      await expect(as(brand.account).registerProduct(brand.id, 9_520_123_000_004n, 7, at(""), 190_110, ZeroHash))
        .to.be.revertedWithCustomError(ledger, "SignerIsRevoked")
        .withArgs(brand.id, signerIdOf(brand.account.address), revokedAt);
    });

    it("says once since when the key was compromised, with the revocation", async () => {
      const since = (await time.latest()) - 5;
      await expect(revoke(since))
        .to.emit(ledger, "SignerRevoked")
        .withArgs(brand.id, signerIdOf(brand.account.address), since);
      const { revokedAt } = await signer();
      expect((await signer()).compromisedSince).to.equal(since);
      for (const again of [0, since - 1]) {
        await expect(revoke(again))
          .to.be.revertedWithCustomError(ledger, "SignerIsRevoked")
          .withArgs(brand.id, signerIdOf(brand.account.address), revokedAt);
      }
      expect((await signer()).compromisedSince).to.equal(since);
    });

    it("… or after it, without another date of revocation", async () => {
      await revoke(0);
      const { revokedAt } = await signer();
      await expect(revoke(0))
        .to.be.revertedWithCustomError(ledger, "SignerIsRevoked")
        .withArgs(brand.id, signerIdOf(brand.account.address), revokedAt);
      await time.increase(DAY);
      const since = Number(revokedAt) - 10;
      await expect(revoke(since))
        .to.emit(ledger, "SignerRevoked")
        .withArgs(brand.id, signerIdOf(brand.account.address), since);
      expect((await signer()).revokedAt).to.equal(revokedAt);
      expect((await signer()).compromisedSince).to.equal(since);
    });

    it("takes dates of the last 60 days up to now, and no others", async () => {
      const now = (await time.latest()) + 100;
      for (const since of [now + 1, now - REPORTING_WINDOW - 1]) {
        await time.setNextBlockTimestamp(now);
        await expect(revoke(since))
          .to.be.revertedWithCustomError(ledger, "CompromiseInvalid")
          .withArgs(since, now - REPORTING_WINDOW);
      }
      expect((await signer()).revokedAt).to.equal(0);
    });

    it("takes the very first and the very last second of that window", async () => {
      const other = await newAccount();
      await addSigner(ledger, brand, other.address);
      const now = (await time.latest()) + 100;
      await time.setNextBlockTimestamp(now);
      await expect(revoke(now - REPORTING_WINDOW)).to.emit(ledger, "SignerRevoked");
      await time.setNextBlockTimestamp(now + 1);
      await expect(revoke(now + 1, other)).to.emit(ledger, "SignerRevoked");
    });

    it("refuses a key that was never added, also one of another party", async () => {
      const stranger = signerIdOf(w.cast.brand2.account.address);
      await expect(as(brand.account).revokeSigner(brand.id, stranger, 0))
        .to.be.revertedWithCustomError(ledger, "SignerUnknown")
        .withArgs(brand.id, stranger);
    });
  });
});
