import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { concat, dataSlice, id as hash, keccak256, toBeHex, ZeroAddress, ZeroHash } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, Role, roleSet } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { at, checkpoint, country, createConsignment, deployLedger, FOREVER, world } from "../support/world.js";
import type { Member, World } from "../support/world.js";

const { time } = networkHelpers;

/** A party number that nobody was given. */
const NOBODY = 999n;
const DAY = 86_400;
const REPORTING_WINDOW = 60 * DAY;
const ALL_ROLES = 0x0ffe;
/** Bits that are no role: None, and the first beyond Regulator. */
const NO_ROLE_BITS = [0x0001, 0x1000, 0x8000, 0xffff];
const NO_SCOPES = ["0x434e530000", "0x434e534830", "0x636e000000", "0x4300000000", "0x0000000001"];
const NO_COUNTRIES = ["0x0000", "0x4300", "0x636e", "0x4031", "0x5b41"];

/** x and y of the base point of P-256 (SEC 2, section 2.4.2): a public key, that of the secret key 1. */
const P256_KEY = concat([
  "0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
  "0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
]);

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
  const newAccount = async () => (await ethers.getSigners()).at(-1)!;
  const addSigner = (
    party: Member,
    signer: string,
    changes: {
      roles?: number;
      scope?: string;
      from?: number | bigint;
      until?: number | bigint;
      by?: HardhatEthersSigner;
    } = {},
  ) =>
    as(changes.by ?? party.account).addSigner(
      party.id,
      signer,
      changes.roles ?? roleSet(["Brand"]),
      changes.scope ?? at(""),
      changes.from ?? 0,
      changes.until ?? FOREVER,
      KeyHolder.Officer,
    );

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

  describe("assignPrefix", () => {
    it("assigns, releases and reassigns", async () => {
      await expect(ledger.assignPrefix(9_421, 4, brand.id))
        .to.emit(ledger, "PrefixAssigned")
        .withArgs(9_421, 4, brand.id);
      expect(await ledger.prefixHolder(9_421, 4)).to.equal(brand.id);
      expect(await ledger.prefixHolder(9_421, 5)).to.equal(0);
      await expect(ledger.assignPrefix(9_421, 4, 0))
        .to.emit(ledger, "PrefixAssigned")
        .withArgs(9_421, 4, 0);
      expect(await ledger.prefixHolder(9_421, 4)).to.equal(0);
      await expect(ledger.assignPrefix(9_421, 4, w.cast.brand2.id)).to.emit(ledger, "PrefixAssigned");
      expect(await ledger.prefixHolder(9_421, 4)).to.equal(w.cast.brand2.id);
    });

    it("takes 4 to 12 digits up to all nines, leading zeros included", async () => {
      for (let length = 4; length <= 12; length++) {
        const nines = 10n ** BigInt(length) - 1n;
        await ledger.assignPrefix(nines, length, brand.id);
        await ledger.assignPrefix(nines, length, 0);
        await expect(ledger.assignPrefix(nines + 1n, length, brand.id))
          .to.be.revertedWithCustomError(ledger, "PrefixInvalid")
          .withArgs(nines + 1n, length);
      }
      await ledger.assignPrefix(614_141, 7, brand.id);
      await ledger.assignPrefix(614_141, 6, w.cast.brand2.id);
      expect(await ledger.prefixHolder(614_141, 7)).to.equal(brand.id);
      expect(await ledger.prefixHolder(614_141, 6)).to.equal(w.cast.brand2.id);
    });

    it("refuses other lengths", async () => {
      for (const length of [0, 3, 13, 255]) {
        await expect(ledger.assignPrefix(123, length, brand.id))
          .to.be.revertedWithCustomError(ledger, "PrefixInvalid")
          .withArgs(123, length);
      }
    });

    it("refuses one that is taken, also by the same party", async () => {
      for (const party of [brand.id, w.cast.brand2.id]) {
        await expect(ledger.assignPrefix(9_520_123, 7, party))
          .to.be.revertedWithCustomError(ledger, "PrefixTaken")
          .withArgs(9_520_123, 7, brand.id);
      }
    });

    it("refuses one within another, whoever asks, and names its holder", async () => {
      for (const [prefix, length] of [
        [95_201_230, 8],
        [952_012_399_999, 12],
      ] as const) {
        for (const party of [brand.id, w.cast.brand2.id]) {
          await expect(ledger.assignPrefix(prefix, length, party))
            .to.be.revertedWithCustomError(ledger, "PrefixNested")
            .withArgs(prefix, length, brand.id);
        }
      }
      expect(await ledger.prefixHolder(95_201_230, 8)).to.equal(0);
    });

    it("refuses one that contains another, until the last of those is released", async () => {
      await ledger.assignPrefix(952_012_4, 7, w.cast.brand2.id);
      await ledger.assignPrefix(952_012_500_000, 12, w.cast.brand2.id);
      const refused = async () => {
        for (const [prefix, length] of [
          [952_012, 6],
          [9_520, 4],
        ] as const) {
          await expect(ledger.assignPrefix(prefix, length, w.cast.factory.id))
            .to.be.revertedWithCustomError(ledger, "PrefixNested")
            .withArgs(prefix, length, 0);
        }
      };
      await refused();
      await ledger.assignPrefix(9_520_123, 7, 0);
      await refused();
      await ledger.assignPrefix(9_520_124, 7, 0);
      await refused();
      await ledger.assignPrefix(952_012_500_000, 12, 0);
      await ledger.assignPrefix(952_012, 6, w.cast.factory.id);
      // Now the shorter one is first, and shuts out the longer ones until it is released.
      await expect(ledger.assignPrefix(9_520_123, 7, brand.id))
        .to.be.revertedWithCustomError(ledger, "PrefixNested")
        .withArgs(9_520_123, 7, w.cast.factory.id);
      await ledger.assignPrefix(952_012, 6, 0);
      await ledger.assignPrefix(9_520_123, 7, brand.id);
      expect(await ledger.prefixHolder(9_520_123, 7)).to.equal(brand.id);
    });

    it("lets neighbours stand side by side", async () => {
      await ledger.assignPrefix(9_520_122, 7, w.cast.brand2.id);
      await ledger.assignPrefix(9_520_124, 7, w.cast.brand2.id);
      expect(await ledger.prefixHolder(9_520_123, 7)).to.equal(brand.id);
    });

    it("refuses to release what nobody holds, and to assign to nobody known", async () => {
      await expect(ledger.assignPrefix(9_999, 4, 0))
        .to.be.revertedWithCustomError(ledger, "PrefixUnassigned")
        .withArgs(9_999, 4);
      await expect(ledger.assignPrefix(9_999, 4, NOBODY))
        .to.be.revertedWithCustomError(ledger, "PartyUnknown")
        .withArgs(NOBODY);
    });
  });

  describe("setTerritory", () => {
    it("puts countries into one territory, and takes them out again", async () => {
      expect(await ledger.territoryOf(country("DE"))).to.deep.equal([country("EU"), false]);
      expect(await ledger.territoryOf(country("NZ"))).to.deep.equal([country("NZ"), false]);
      await expect(ledger.setTerritory(country("DE"), country("DE")))
        .to.emit(ledger, "TerritorySet")
        .withArgs(country("DE"), country("DE"));
      expect(await ledger.territoryOf(country("DE"))).to.deep.equal([country("DE"), false]);
      expect(await ledger.territoryOf(country("FR"))).to.deep.equal([country("EU"), false]);
    });

    it("refuses what is no country on either side", async () => {
      for (const bad of NO_COUNTRIES) {
        for (const [member, territory] of [
          [bad, country("EU")],
          [country("IT"), bad],
        ] as const) {
          await expect(ledger.setTerritory(member, territory))
            .to.be.revertedWithCustomError(ledger, "CountryInvalid")
            .withArgs(bad);
        }
      }
    });
  });

  describe("setCustomsLive", () => {
    it("speaks for every country of the territory, and leaves the map of countries", async () => {
      await expect(ledger.setCustomsLive(country("EU"), true))
        .to.emit(ledger, "CustomsLiveSet")
        .withArgs(country("EU"), true);
      expect(await ledger.territoryOf(country("DE"))).to.deep.equal([country("EU"), true]);
      expect(await ledger.territoryOf(country("FR"))).to.deep.equal([country("EU"), true]);
      expect(await ledger.territoryOf(country("CN"))).to.deep.equal([country("CN"), false]);
      await expect(ledger.setCustomsLive(country("EU"), false))
        .to.emit(ledger, "CustomsLiveSet")
        .withArgs(country("EU"), false);
      expect(await ledger.territoryOf(country("DE"))).to.deep.equal([country("EU"), false]);
    });

    it("survives a change of the map for the same code", async () => {
      await ledger.setCustomsLive(country("CN"), true);
      await ledger.setTerritory(country("CN"), country("CN"));
      expect(await ledger.territoryOf(country("CN"))).to.deep.equal([country("CN"), true]);
    });

    it("refuses what is no territory", async () => {
      for (const bad of NO_COUNTRIES) {
        await expect(ledger.setCustomsLive(bad, true))
          .to.be.revertedWithCustomError(ledger, "CountryInvalid")
          .withArgs(bad);
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
        () => addSigner(factory, w.outsider.address),
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

  describe("appointSuccessor", () => {
    it("names, changes and withdraws the successor", async () => {
      const { cnCustoms, inspector } = w.cast;
      for (const successor of [inspector.id, w.cast.regulator.id, 0n]) {
        await expect(ledger.appointSuccessor(cnCustoms.id, successor))
          .to.emit(ledger, "SuccessorAppointed")
          .withArgs(cnCustoms.id, successor);
        expect(await ledger.successorOf(cnCustoms.id)).to.equal(successor);
        expect(await ledger.successorOf(inspector.id)).to.equal(0);
      }
    });

    it("refuses unknown parties and the authority itself", async () => {
      const { id } = w.cast.cnCustoms;
      for (const [authority, successor, unknown] of [
        [NOBODY, id, NOBODY],
        [id, NOBODY, NOBODY],
        [0n, id, 0n],
      ] as const) {
        await expect(ledger.appointSuccessor(authority, successor))
          .to.be.revertedWithCustomError(ledger, "PartyUnknown")
          .withArgs(unknown);
      }
      await expect(ledger.appointSuccessor(id, id))
        .to.be.revertedWithCustomError(ledger, "SamePartyTwice")
        .withArgs(id);
    });
  });

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
          addSigner(brand, account.address, { by: account }),
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
      await addSigner(brand, w.outsider.address);
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

  describe("addSigner", () => {
    it("keeps what the key may do, and shows who holds it", async () => {
      const account = await newAccount();
      const id = signerIdOf(account.address);
      const from = (await time.latest()) + 100_000;
      const sent = addSigner(brand, account.address, { roles: ALL_ROLES, scope: at("CNSHG"), from, until: from + 50 });
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
      await addSigner(brand2, factory.account.address);
      expect(await ledger.signerOf(factory.id, key)).to.deep.equal(before);
      await addSigner(brand2, w.outsider.address);
      await expect(addSigner(brand, w.outsider.address)).to.emit(ledger, "SignerAdded");
    });

    it("takes 84 bytes of either verifier of the ledger and a P-256 key, by their hash", async () => {
      for (const verifier of await ledger.verifiers()) {
        const signer = concat([verifier, P256_KEY]);
        const id = keccak256(signer);
        const { brand2 } = w.cast;
        await expect(addSigner(brand, signer))
          .to.emit(ledger, "SignerAdded")
          .withArgs(brand.id, id, signer, roleSet(["Brand"]), at(""), 0, FOREVER, KeyHolder.Officer);
        expect((await ledger.signerOf(brand.id, id)).roles).to.equal(roleSet(["Brand"]));
        expect((await ledger.signerOf(brand2.id, id)).validUntil).to.equal(0);
        await expect(addSigner(brand2, signer)).to.emit(ledger, "SignerAdded");
        await expect(addSigner(brand, signer))
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
        await expect(addSigner(brand, signer))
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
        await expect(addSigner(brand, signer))
          .to.be.revertedWithCustomError(ledger, "SignerUnsupported")
          .withArgs(signer.toLowerCase());
      }
    });

    it("refuses no roles, bits that are no role, and what is no scope", async () => {
      for (const roles of [0, ...NO_ROLE_BITS]) {
        await expect(addSigner(brand, w.outsider.address, { roles }))
          .to.be.revertedWithCustomError(ledger, "RolesInvalid")
          .withArgs(roles);
      }
      for (const scope of NO_SCOPES) {
        await expect(addSigner(brand, w.outsider.address, { scope }))
          .to.be.revertedWithCustomError(ledger, "ScopeInvalid")
          .withArgs(scope);
      }
    });

    it("refuses a validity that ends before it begins or has ended; one second is enough", async () => {
      const now = (await time.latest()) + 10;
      await time.setNextBlockTimestamp(now);
      await expect(addSigner(brand, w.outsider.address, { from: now + 5, until: now + 4 }))
        .to.be.revertedWithCustomError(ledger, "ValidityInvalid")
        .withArgs(now + 5, now + 4);
      await time.setNextBlockTimestamp(now + 1);
      await expect(addSigner(brand, w.outsider.address, { from: 0, until: now }))
        .to.be.revertedWithCustomError(ledger, "ValidityInvalid")
        .withArgs(0, now);
      await time.setNextBlockTimestamp(now + 2);
      await expect(addSigner(brand, w.outsider.address, { from: now + 2, until: now + 2 })).to.emit(
        ledger,
        "SignerAdded",
      );
    });

    it("refuses to add a key twice, also after its revocation", async () => {
      const id = signerIdOf(w.outsider.address);
      await addSigner(brand, w.outsider.address);
      for (let attempt = 0; attempt < 2; attempt++) {
        await expect(addSigner(brand, w.outsider.address, { roles: ALL_ROLES }))
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
      await addSigner(factory, w.outsider.address, { roles: roleSet(["Factory"]), from, until });
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
      await addSigner(brand, other.address);
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

  describe("a write", () => {
    it("needs a key of the very party it names, that carries the role", async () => {
      const register = (account: HardhatEthersSigner) =>
        as(account).registerProduct(brand.id, 9_520_123_000_004n, 7, at(""), 190_110, ZeroHash);
      for (const account of [w.outsider, w.cast.brand2.account]) {
        await expect(register(account))
          .to.be.revertedWithCustomError(ledger, "SignerUnknown")
          .withArgs(brand.id, signerIdOf(account.address));
      }
      await addSigner(brand, w.outsider.address, { roles: ALL_ROLES & ~roleSet(["Brand"]) });
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
