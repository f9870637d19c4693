import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { id as hash, ZeroAddress, ZeroHash } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { Role, roleSet } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { addSigner, ALL_ROLES, NO_ROLE_BITS, NO_SCOPES, NOBODY } from "../support/partyRegister.js";
import { at, checkpoint, country, createConsignment, deployLedger, world } from "../support/world.js";
import type { Member, World } from "../support/world.js";

const { time } = networkHelpers;

/** Every governed function, called with arguments it would take. */
const GOVERNED: Record<string, (ledger: IWaymark, w: World) => Promise<unknown>> = {
  admitParty: (ledger, w) => ledger.admitParty("did:web:new.example", "did:web:new.example", w.outsider.address),
  setGrant: (ledger, w) => ledger.setGrant(w.cast.brand.id, at("CN"), roleSet(["Customs"])),
  assignPrefix: (ledger, w) => ledger.assignPrefix(4_000, 4, w.cast.brand2.id),
  setTerritory: (ledger) => ledger.setTerritory(country("NZ"), country("CN")),
  setCustomsLive: (ledger) => ledger.setCustomsLive(country("CN"), true),
  suspendParty: (ledger, w) => ledger.suspendParty(w.cast.cnCustoms.id),
  reinstateParty: (ledger, w) => ledger.reinstateParty(w.cast.brand.id),
  appointSuccessor: (ledger, w) => ledger.appointSuccessor(w.cast.cnCustoms.id, w.cast.inspector.id),
};

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

  describe("governance", () => {
    for (const [name, call] of Object.entries(GOVERNED)) {
      it(`refuses ${name} to whoever has no role at the AccessManager, a party's manager included`, async () => {
        for (const account of [w.outsider, brand.account, w.cast.customs2.account]) {
          await expect(call(as(account), w))
            .to.be.revertedWithCustomError(ledger, "AccessManagedUnauthorized")
            .withArgs(account.address);
        }
      });
    }

    it("lets who has the role of one function call that function alone", async () => {
      const SUSPENDER = 7n;
      const selector = ledger.interface.getFunction("suspendParty").selector;
      await w.accessManager.setTargetFunctionRole(await ledger.getAddress(), [selector], SUSPENDER);
      await w.accessManager.grantRole(SUSPENDER, w.outsider.address, 0);
      await expect(as(w.outsider).suspendParty(brand.id)).to.emit(ledger, "PartySuspended").withArgs(brand.id);
      await expect(as(w.outsider).reinstateParty(brand.id))
        .to.be.revertedWithCustomError(ledger, "AccessManagedUnauthorized")
        .withArgs(w.outsider.address);
    });

    it("names the AccessManager it was deployed with", async () => {
      expect(await ledger.authority()).to.equal(await w.accessManager.getAddress());
    });
  });

  describe("admitParty", () => {
    it("numbers parties from 1 and keeps manager, time and URI", async () => {
      const fresh = await loadFixture(deployLedger);
      expect(await fresh.ledger.partyCount()).to.equal(0);
      for (const number of [1n, 2n]) {
        const uri = `https://id.gs1.org/417/952012300000${number}`;
        const sent = fresh.ledger.admitParty(uri, "lei:529900T8BM49AURSDO55", fresh.outsider.address);
        await expect(sent)
          .to.emit(fresh.ledger, "PartyAdmitted")
          .withArgs(number, fresh.outsider.address, uri, "lei:529900T8BM49AURSDO55");
        expect(await fresh.ledger.partyOf(number)).to.deep.equal([
          fresh.outsider.address,
          BigInt(await time.latest()),
          0n,
          hash("lei:529900T8BM49AURSDO55"),
        ]);
        expect(await fresh.ledger.partyByUri(uri)).to.equal(number);
        expect(await fresh.ledger.partyCount()).to.equal(number);
      }
    });

    it("takes URIs of 1 and of 256 bytes", async () => {
      for (const length of [1, 256]) {
        const uri = "u".repeat(length);
        await expect(ledger.admitParty(uri, uri, brand.account.address)).to.emit(ledger, "PartyAdmitted");
        expect(await ledger.partyByUri(uri)).to.equal(await ledger.partyCount());
      }
    });

    it("refuses an empty URI and one of more than 256 bytes, as name and as controller", async () => {
      const count = await ledger.partyCount();
      // 86 characters of three bytes are 258 bytes.
      for (const bad of ["", "u".repeat(257), "港".repeat(86)]) {
        for (const [uri, controller] of [
          [bad, "did:web:new.example"],
          ["did:web:new.example", bad],
        ] as const) {
          await expect(ledger.admitParty(uri, controller, brand.account.address))
            .to.be.revertedWithCustomError(ledger, "UriInvalid")
            .withArgs(bad);
        }
      }
      expect(await ledger.partyCount()).to.equal(count);
      expect(await ledger.partyByUri("did:web:new.example")).to.equal(0);
    });

    it("refuses a URI that is taken, and lets two parties share a controller", async () => {
      await expect(ledger.admitParty("did:web:brand.example", "did:web:other.example", w.outsider.address))
        .to.be.revertedWithCustomError(ledger, "PartyExists")
        .withArgs(brand.id, "did:web:brand.example");
      await expect(ledger.admitParty("did:web:arm.example", "did:web:brand.example", w.outsider.address)).to.emit(
        ledger,
        "PartyAdmitted",
      );
    });

    it("refuses the zero address as manager", async () => {
      await expect(ledger.admitParty("did:web:new.example", "did:web:new.example", ZeroAddress))
        .to.be.revertedWithCustomError(ledger, "ManagerInvalid")
        .withArgs(ZeroAddress);
    });
  });

  describe("setGrant", () => {
    it("replaces the roles at one scope and leaves wider and narrower ones", async () => {
      const { id } = w.cast.port2;
      await expect(ledger.setGrant(id, at("CNSHG"), roleSet(["Port", "Warehouse"])))
        .to.emit(ledger, "GrantSet")
        .withArgs(id, at("CNSHG"), roleSet(["Port", "Warehouse"]));
      await ledger.setGrant(id, at("CN"), roleSet(["Carrier"]));
      expect(await ledger.grantOf(id, at("CNSHG"))).to.equal(roleSet(["Port", "Warehouse"]));
      expect(await ledger.grantOf(id, at("CN"))).to.equal(roleSet(["Carrier"]));
      expect(await ledger.grantOf(id, at(""))).to.equal(0);
      await expect(ledger.setGrant(id, at("CNSHG"), 0))
        .to.emit(ledger, "GrantSet")
        .withArgs(id, at("CNSHG"), 0);
      expect(await ledger.grantOf(id, at("CNSHG"))).to.equal(0);
      expect(await ledger.grantOf(id, at("CN"))).to.equal(roleSet(["Carrier"]));
    });

    it("grants all roles at once", async () => {
      await ledger.setGrant(brand.id, at(""), ALL_ROLES);
      expect(await ledger.grantOf(brand.id, at(""))).to.equal(ALL_ROLES);
    });

    it("refuses bits that are no role", async () => {
      for (const roles of NO_ROLE_BITS) {
        await expect(ledger.setGrant(brand.id, at(""), roles))
          .to.be.revertedWithCustomError(ledger, "RolesInvalid")
          .withArgs(roles);
      }
      expect(await ledger.grantOf(brand.id, at(""))).to.equal(roleSet(["Brand"]));
    });

    it("refuses what is no scope, and an unknown party", async () => {
      for (const scope of NO_SCOPES) {
        await expect(ledger.setGrant(brand.id, scope, roleSet(["Brand"])))
          .to.be.revertedWithCustomError(ledger, "ScopeInvalid")
          .withArgs(scope);
      }
      for (const party of [0n, NOBODY]) {
        await expect(ledger.setGrant(party, at("CN"), roleSet(["Brand"])))
          .to.be.revertedWithCustomError(ledger, "PartyUnknown")
          .withArgs(party);
      }
    });
  });

  describe("suspendParty and reinstateParty", () => {
    it("stops a party at once, everywhere, and lets it write again", async () => {
      const { factory } = w.cast;
      const goods = await createConsignment(w);
      await expect(ledger.suspendParty(factory.id)).to.emit(ledger, "PartySuspended").withArgs(factory.id);
      const since = await time.latest();
      expect((await ledger.partyOf(factory.id)).suspendedAt).to.equal(since);

      const refused = [
        async () =>
          as(factory.account).record(await checkpoint(goods, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" })),
        () =>
          as(factory.account).createConsignment(
            factory.id,
            { key: hash("other"), place: at("NZTRG"), destination: country("CN"), dataHash: ZeroHash },
            [{ batch: w.batch, quantity: 1, items: ZeroHash }],
          ),
        () => as(factory.account).setMandate(factory.id, w.cast.broker2.id, roleSet(["Broker"])),
        () => as(factory.account).setManager(factory.id, w.outsider.address),
        () => addSigner(ledger, factory, w.outsider.address),
        () => ledger.suspendParty(factory.id),
      ];
      for (const act of refused) {
        await expect(act()).to.be.revertedWithCustomError(ledger, "PartyIsSuspended").withArgs(factory.id, since);
      }

      await expect(ledger.reinstateParty(factory.id)).to.emit(ledger, "PartyReinstated").withArgs(factory.id);
      expect((await ledger.partyOf(factory.id)).suspendedAt).to.equal(0);
      await expect(refused[0]!()).to.emit(ledger, "CheckpointRecorded");
    });

    it("leaves a suspended party the right to disown a stolen key", async () => {
      const key = signerIdOf(brand.account.address);
      await ledger.suspendParty(brand.id);
      await expect(as(brand.account).revokeSigner(brand.id, key, 0))
        .to.emit(ledger, "SignerRevoked")
        .withArgs(brand.id, key, 0);
    });

    it("suspends nobody else", async () => {
      await ledger.suspendParty(brand.id);
      await expect(as(w.cast.factory.account).setMandate(w.cast.factory.id, w.cast.broker2.id, 0)).to.emit(
        ledger,
        "MandateSet",
      );
    });

    it("refuses an unknown party, and to reinstate one in good standing", async () => {
      await expect(ledger.suspendParty(NOBODY)).to.be.revertedWithCustomError(ledger, "PartyUnknown").withArgs(NOBODY);
      await expect(ledger.reinstateParty(NOBODY))
        .to.be.revertedWithCustomError(ledger, "PartyUnknown")
        .withArgs(NOBODY);
      await expect(ledger.reinstateParty(brand.id))
        .to.be.revertedWithCustomError(ledger, "PartyNotSuspended")
        .withArgs(brand.id);
    });
  });

  describe("a write", () => {
    it("needs a key of the very party it names, that carries the role", async () => {
      const register = (account: HardhatEthersSigner) =>
        as(account).registerProduct(brand.id, 9_520_123_000_004n, 7, at(""), 190_110, ZeroHash);
      for (const account of [w.outsider, w.cast.brand2.account]) {
        await expect(register(account))
          .to.be.revertedWithCustomError(ledger, "SignerUnknown")
          .withArgs(brand.id, signerIdOf(account.address));
      }
      await addSigner(ledger, brand, w.outsider.address, { roles: ALL_ROLES & ~roleSet(["Brand"]) });
      await expect(register(w.outsider))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(brand.id, signerIdOf(w.outsider.address), Role.Brand);
    });
  });

  describe("views", () => {
    it("are all zero for what does not exist", async () => {
      expect(await ledger.partyOf(NOBODY)).to.deep.equal([ZeroAddress, 0n, 0n, ZeroHash]);
      expect(await ledger.partyByUri("did:web:none.example")).to.equal(0);
      expect(await ledger.signerOf(brand.id, hash("none"))).to.deep.equal([0n, "0x0000000000", 0n, 0n, 0n, 0n, 0n]);
      expect(await ledger.grantOf(NOBODY, at(""))).to.equal(0);
      expect(await ledger.prefixHolder(1, 4)).to.equal(0);
    });
  });
});
