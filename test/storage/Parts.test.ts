import { expect } from "chai";
import { AbiCoder, id as hash, keccak256, ZeroHash } from "ethers";

import { consignmentId, signerIdOf } from "../../sdk/ids.js";
import { Role, roleSet } from "../../sdk/vocabulary.js";
import { JourneyAnnex__factory } from "../../typechain-types/factories/contracts/JourneyAnnex__factory.js";
import { RegistryAnnex__factory } from "../../typechain-types/factories/contracts/RegistryAnnex__factory.js";
import { Waymark__factory } from "../../typechain-types/factories/contracts/Waymark__factory.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { at, checkpoint, createConsignment, world, type World } from "../support/world.js";

describe("The ledger's state, shared by its three parts", () => {
  let w: World;
  let address: string;
  let journeyAnnex: string;
  let registryAnnex: string;

  beforeEach(async () => {
    w = await loadFixture(world);
    address = await w.ledger.getAddress();
    journeyAnnex = await Waymark__factory.connect(address, w.admin).ONWARD();
    registryAnnex = await JourneyAnnex__factory.connect(journeyAnnex, w.admin).ONWARD();
  });

  /** Runs another contract's code at the ledger's address: what it reads there is what it takes the layout to be. */
  async function become(part: string): Promise<void> {
    await networkHelpers.setCode(address, await ethers.provider.getCode(part));
  }

  /** A container with a consignment in it, made by the part that makes each. */
  async function packOne() {
    const { factory } = w.cast;
    const key = hash("container");
    const as = w.ledger.connect(factory.account);
    const child = await createConsignment(w);
    await as.record(await checkpoint(child, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" }));
    await as.createContainer(factory.id, key, at("NZTRG"), ZeroHash);
    const container = consignmentId(factory.id, key);
    const basedOn = keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32[]"], [[child]]));
    await as.pack(await checkpoint(container, factory, "Packed", "Factory", "NZTRG", { scope: "NZ", basedOn }), [
      child,
    ]);
    return { child, container };
  }

  it("is read alike: what the ledger's own code and the first annex wrote, by the second annex in its place", async () => {
    const { factory } = w.cast;
    await w.ledger.connect(factory.account).burnNonces(factory.id, 0, 1);
    const { child, container } = await packOne();
    const seen = async () => ({
      child: await w.ledger.consignmentOf(child),
      container: await w.ledger.consignmentOf(container),
      heads: [await w.ledger.headOf(child), await w.ledger.headOf(container)],
      batch: await w.ledger.batchOf(w.batch),
      product: await w.ledger.productOf(w.product),
      parties: await w.ledger.partyCount(),
      signer: await w.ledger.signerOf(factory.id, signerIdOf(factory.account.address)),
    });
    const before = await seen();
    expect(before.child.container).to.equal(container);
    expect(before.batch.loaded).to.equal(480);

    await become(registryAnnex);
    expect(await seen()).to.deep.equal(before);
  });

  it("is read alike: what the ledger's own code and the second annex wrote, by the first annex in its place", async () => {
    const { factory } = w.cast;
    const { child, container } = await packOne();
    const signer = signerIdOf(factory.account.address);
    const record = await checkpoint(container, factory, "Incident", "Factory", "NZTRG", { scope: "NZ", detail: 1 });
    const seen = async () => ({
      container: await w.ledger.containerOf(container),
      child: await w.ledger.effectiveWordOf(child),
      numbered: await w.ledger.containerOfNumber(1),
      // Reads signers, grants and parties, which the second annex wrote.
      next: await w.ledger.preview(record, signer),
    });
    const before = await seen();
    expect(before.numbered).to.equal(container);
    expect(before.container.children).to.equal(1);

    await become(journeyAnnex);
    expect(await seen()).to.deep.equal(before);
  });

  it("is read alike: what the annexes wrote, by the ledger's own code", async () => {
    const { factory } = w.cast;
    const { container } = await packOne();
    const as = w.ledger.connect(factory.account);
    const record = await checkpoint(container, factory, "Incident", "Factory", "NZTRG", { scope: "NZ", detail: 1 });
    await as.record(record);
    expect((await w.ledger.consignmentOf(container)).sequence).to.equal(3);

    await w.ledger.suspendParty(factory.id);
    const { suspendedAt } = await w.ledger.partyOf(factory.id);
    await expect(as.record(record))
      .to.be.revertedWithCustomError(w.ledger, "PartyIsSuspended")
      .withArgs(factory.id, suspendedAt);
    await w.ledger.reinstateParty(factory.id);
    await w.ledger.setGrant(factory.id, at("NZ"), roleSet(["Carrier"]));
    await expect(as.record(record))
      .to.be.revertedWithCustomError(w.ledger, "RoleNotGranted")
      .withArgs(factory.id, at("NZ"), Role.Factory);
  });

  it("has one authority, whichever part is asked", async () => {
    const authority = await w.accessManager.getAddress();
    expect(await w.ledger.authority()).to.equal(authority);
    await become(registryAnnex);
    expect(await w.ledger.authority()).to.equal(authority);
    // The first annex has no such function, and hands on to the second.
    await become(journeyAnnex);
    expect(await w.ledger.authority()).to.equal(authority);
  });

  it("obeys a new authority in what the annex governs, once the ledger's own code was given it", async () => {
    const other = await ethers.deployContract("AccessManager", [w.outsider.address]);
    await w.accessManager.updateAuthority(address, await other.getAddress());
    expect(await w.ledger.authority()).to.equal(await other.getAddress());

    const call = ["did:web:new.example", "did:web:new.example", w.outsider.address] as const;
    await expect(w.ledger.admitParty(...call))
      .to.be.revertedWithCustomError(w.ledger, "AccessManagedUnauthorized")
      .withArgs(w.admin.address);
    const id = (await w.ledger.partyCount()) + 1n;
    await expect(w.ledger.connect(w.outsider).admitParty(...call))
      .to.emit(w.ledger, "PartyAdmitted")
      .withArgs(id, w.outsider.address, call[0], call[1]);
  });

  it("is not in the annexes: what happens at the ledger leaves them empty", async () => {
    await packOne();
    for (const annex of [journeyAnnex, registryAnnex]) {
      const empty = RegistryAnnex__factory.connect(annex, w.admin);
      expect(await empty.partyCount()).to.equal(0);
      expect(await empty.wordOf(consignmentId(w.cast.factory.id, hash("container")))).to.equal(0);
      for (let slot = 0; slot < 27; ++slot) expect(BigInt(await ethers.provider.getStorage(annex, slot))).to.equal(0n);
    }
  });
});
