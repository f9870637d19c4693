import { expect } from "chai";
import { id as hash, toBeHex, zeroPadValue, ZeroHash } from "ethers";

import { checkpointStep } from "../sdk/hashing/checkpointStep.js";
import { batchId, consignmentId, lotKey, signerIdOf } from "../sdk/ids.js";
import { parseScope } from "../sdk/places/scope.js";
import { Kind, KeyHolder, Role, roleSet, ROLE_NAMES, Sighting } from "../sdk/vocabulary.js";
import type { CheckpointStruct, IWaymark } from "../typechain-types/contracts/interfaces/IWaymark.js";
import { actDigest, recordDigest, signAct, signRecord } from "./support/authorizations.js";
import { ethers, loadFixture, networkHelpers } from "./support/chain.js";
import {
  activationDigest,
  item,
  ItemTree,
  itemsWorld,
  proofOf,
  registerItems,
  type ItemsWorld,
} from "./support/items.js";
import { accountKey, chipKey } from "./support/labelKeys.js";
import {
  at,
  batchDetails,
  checkpoint,
  country,
  createConsignment,
  FOREVER,
  GTIN,
  HS6,
  line,
  PREFIX_LENGTH,
  type Member,
  type RecordChanges,
  type World,
} from "./support/world.js";

const { time } = networkHelpers;

/** Faults that were found in other ledgers of this kind by running them; here each is tried and fails. */
describe("Faults of others", () => {
  let w: ItemsWorld;
  let ledger: IWaymark;
  let cast: World["cast"];

  beforeEach(async () => {
    w = await loadFixture(itemsWorld);
    ({ ledger, cast } = w);
  });

  const as = (by: Member) => ledger.connect(by.account);
  /** A party, with another's account for its key. */
  const impostor = (party: Member, key: Member): Member => ({ id: party.id, account: key.account });
  const sighting = async (by: Member, changes: RecordChanges = {}): Promise<CheckpointStruct> =>
    await checkpoint(await goods(), by, "Sighted", "Port", "NZTRG", {
      detail: Sighting.GateIn,
      scope: "NZTRG",
      ...changes,
    });
  const goods = async () => {
    const id = consignmentId(cast.factory.id, hash("goods"));
    return (await ledger.wordOf(id)) === 0n ? await createConsignment(w, { key: hash("goods") }) : id;
  };

  describe("a role given to oneself", () => {
    it("is given by governance alone", async () => {
      const { carrier } = cast;
      for (const { id, account } of [carrier, { id: carrier.id, account: w.outsider }]) {
        await expect(ledger.connect(account).setGrant(id, at(""), roleSet(["Customs"])))
          .to.be.revertedWithCustomError(ledger, "AccessManagedUnauthorized")
          .withArgs(account.address);
        await expect(ledger.connect(account).admitParty("did:web:x.example", "did:web:x.example", account.address))
          .to.be.revertedWithCustomError(ledger, "AccessManagedUnauthorized")
          .withArgs(account.address);
      }
    });

    it("does not come from a key with more roles than its party, nor from a mandate to oneself", async () => {
      const { carrier } = cast;
      await as(carrier).addSigner(
        carrier.id,
        w.outsider.address,
        roleSet(ROLE_NAMES),
        at(""),
        0,
        FOREVER,
        KeyHolder.Server,
      );
      const c = await checkpoint(await goods(), carrier, "Held", "Customs", "NZTRG");
      await expect(ledger.connect(w.outsider).record(c))
        .to.be.revertedWithCustomError(ledger, "RoleNotGranted")
        .withArgs(carrier.id, at(""), Role.Customs);
      await expect(as(carrier).setMandate(carrier.id, carrier.id, roleSet(["Broker"])))
        .to.be.revertedWithCustomError(ledger, "SamePartyTwice")
        .withArgs(carrier.id);
    });
  });

  describe("records in another's name", () => {
    it("are refused, whatever is written and however it is sent", async () => {
      const { nzPort, factory, brand, carrier2 } = cast;
      const c = await sighting(nzPort);
      const details = { key: hash("x"), place: at("NZTRG"), destination: country("CN"), dataHash: ZeroHash };
      const forged: [Member, (ledger: IWaymark) => Promise<unknown>][] = [
        [nzPort, (l) => l.record(c)],
        [nzPort, (l) => l.recordMany([c])],
        [nzPort, (l) => l.recordRare(c)],
        [nzPort, (l) => l.multicall([l.interface.encodeFunctionData("record", [c])])],
        [brand, (l) => l.registerProduct(brand.id, 9_520_123_456_795n, PREFIX_LENGTH, at(""), HS6, ZeroHash)],
        [factory, (l) => l.registerBatch(factory.id, batchDetails({ lotKey: lotKey("X") }))],
        [factory, (l) => l.createConsignment(factory.id, details, [line(w.batch, 1)])],
        [factory, (l) => l.voidBatch(factory.id, w.bare.id)],
        [brand, (l) => l.placeRecall(brand.id, 1, toBeHex(GTIN, 32), "0x0000", [], ZeroHash)],
      ];
      for (const [party, write] of forged) {
        await expect(write(as(impostor(party, carrier2))))
          .to.be.revertedWithCustomError(ledger, "SignerUnknown")
          .withArgs(party.id, signerIdOf(carrier2.account.address));
      }
    });

    it("are refused with another's name under one's own signature", async () => {
      const { nzPort } = cast;
      const c = await sighting(nzPort);
      const thief = accountKey(hash("thief"));
      const victim = signerIdOf(nzPort.account.address);
      const claimed = { signer: nzPort.account.address.toLowerCase(), sign: (digest: string) => thief.sign(digest) };
      await expect(ledger.recordSigned(c, await signRecord(ledger, claimed, c)))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(victim, await recordDigest(ledger, victim, c));
      await expect(ledger.recordSigned(c, await signRecord(ledger, thief, c)))
        .to.be.revertedWithCustomError(ledger, "SignerUnknown")
        .withArgs(nzPort.id, zeroPadValue(thief.signer, 32));
    });
  });

  it("a caller without a role writes nothing about a recalled lot, nor about any other", async () => {
    const { brand } = cast;
    await as(brand).placeRecall(brand.id, 2, w.batch, "0x0000", [], ZeroHash);
    await ledger.admitParty("did:web:roleless.example", "did:web:roleless.example", w.outsider.address);
    const roleless = { id: await ledger.partyCount(), account: w.admin };
    await ledger
      .connect(w.outsider)
      .addSigner(roleless.id, w.admin.address, roleSet(ROLE_NAMES), at(""), 0, FOREVER, KeyHolder.Server);
    for (const kind of ["Sighted", "Held", "Inspected", "Incident", "Received", "Destroyed"] as const) {
      const role = kind === "Sighted" ? "Port" : kind === "Held" || kind === "Inspected" ? "Inspector" : "Warehouse";
      const c = await checkpoint(await goods(), roleless, kind, role, "NZTRG");
      await expect(ledger.connect(w.admin).record(c), kind)
        .to.be.revertedWithCustomError(ledger, "RoleNotGranted")
        .withArgs(roleless.id, at(""), Role[role]);
      await expect(ledger.connect(cast.seller.account).record({ ...c, party: 0 }), kind)
        .to.be.revertedWithCustomError(ledger, "SignerUnknown")
        .withArgs(0, signerIdOf(cast.seller.account.address));
    }
  });

  it("the brand, and governance, destroy nothing that a third party recorded", async () => {
    const { brand, factory, nzPort, nzCustoms } = cast;
    const id = await goods();
    await as(factory).record(await checkpoint(id, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" }));
    const headBefore = await ledger.headOf(id);
    const before = await ledger.wordOf(id);
    const c = await checkpoint(id, nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" });
    const receipt = (await (await as(nzCustoms).record(c)).wait())!;
    const head = await ledger.headOf(id);

    // The brand proves the record from the head, and still may not correct it: it is not its own.
    const { party, kind, role, place, occurredAt, basedOn, detail, dataHash, next, principal } = c;
    const signer = signerIdOf(nzCustoms.account.address);
    const past = { party, kind, role, place, occurredAt, basedOn, detail, dataHash, next, principal, signer };
    const recordedAt = await time.latest();
    const proof = { past: { ...past, recordedAt, before }, headBefore, later: [], particulars: [] };
    const step = checkpointStep({
      consignment: id,
      party: nzCustoms.id,
      kind: Kind.ExportCleared,
      role: Role.Customs,
      place: parseScope("NZTRG"),
      occurredAt: Number(occurredAt),
      basedOn: ZeroHash,
      detail: 0,
      dataHash: hash("data of ExportCleared"),
      next: 0n,
      principal: 0n,
      signer,
      recordedAt,
      before,
    });
    const correction = await checkpoint(id, brand, "Correction", "Brand", "NZTRG", { basedOn: step, detail: 1 });
    await expect(as(brand).recordProved(correction, proof))
      .to.be.revertedWithCustomError(ledger, "NotAuthor")
      .withArgs(id, brand.id, nzCustoms.id);
    const destroyed = await checkpoint(id, brand, "Destroyed", "Brand", "NZTRG");
    await expect(as(brand).record(destroyed))
      .to.be.revertedWithCustomError(ledger, "NotCustodian")
      .withArgs(id, brand.id, factory.id, 0);
    await expect(as(brand).voidBatch(brand.id, w.batch))
      .to.be.revertedWithCustomError(ledger, "NotMakerOfBatch")
      .withArgs(w.batch, brand.id, factory.id);

    // What the brand and governance may do leaves the record where it is.
    await as(brand).placeRecall(brand.id, 2, w.batch, "0x0000", [], ZeroHash);
    await as(brand).appoint(GTIN, factory.id, 0);
    await ledger.suspendParty(nzCustoms.id);
    await ledger.setGrant(nzCustoms.id, at("NZ"), 0);
    expect(await ledger.headOf(id)).to.equal(head);
    await as(nzPort).record(await sighting(nzPort));
    expect(receipt.status).to.equal(1);
    const logs = await ledger.queryFilter(
      ledger.filters.CheckpointRecorded(id),
      receipt.blockNumber,
      receipt.blockNumber,
    );
    expect(logs.map((log) => log.args.party)).to.deep.equal([nzCustoms.id]);
  });

  describe("squatting of identifiers", () => {
    it("gives a claimant its own namespace, and the GTIN to the holder of its prefix, who comes later", async () => {
      const { seller, brand, brand2 } = cast;
      const gtin = 9_520_123_456_795n;
      await as(seller).registerProduct(seller.id, gtin, 0, at(""), HS6, ZeroHash);
      await expect(as(brand2).registerProduct(brand2.id, gtin, PREFIX_LENGTH, at(""), HS6, ZeroHash))
        .to.be.revertedWithCustomError(ledger, "PrefixNotHeld")
        .withArgs(gtin, PREFIX_LENGTH, brand.id);
      await expect(as(seller).registerProduct(seller.id, gtin, PREFIX_LENGTH, at(""), HS6, ZeroHash))
        .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
        .withArgs(seller.id, signerIdOf(seller.account.address), Role.Brand);
      await as(brand).registerProduct(brand.id, gtin, PREFIX_LENGTH, at(""), HS6, ZeroHash);
      expect((await ledger.productOf(gtin)).registrant).to.equal(brand.id);
      expect((await ledger.productOf((seller.id << 64n) | gtin)).registrant).to.equal(seller.id);
    });

    it("gives a lot of the product to nobody but its makers", async () => {
      const { brand2, factory2, factory } = cast;
      for (const squatter of [brand2, factory2]) {
        await expect(as(squatter).registerBatch(squatter.id, batchDetails({ lotKey: lotKey("NEXT") })))
          .to.be.revertedWithCustomError(ledger, "NotMaker")
          .withArgs(GTIN, squatter.id);
      }
      await as(factory).registerBatch(factory.id, batchDetails({ lotKey: lotKey("NEXT") }));
      expect((await ledger.batchOf(batchId(GTIN, lotKey("NEXT")))).maker).to.equal(factory.id);
    });

    it("gives whoever uses another's SSCC first an id of its own, and leaves the other's free", async () => {
      const { factory, maker2 } = { factory: cast.factory, maker2: cast.factory2 };
      await as(cast.brand).appoint(GTIN, maker2.id, 2);
      const squatted = await createConsignment(w, { by: maker2, key: hash("SSCC") });
      const own = await createConsignment(w, { by: factory, key: hash("SSCC") });
      expect(own).to.not.equal(squatted);
      expect((await ledger.consignmentOf(own)).creator).to.equal(factory.id);
    });

    it("takes nobody's key from him by adding it first, nor a right from its holder's other parties", async () => {
      const { brand2, nzPort } = cast;
      const newcomer = w.outsider;
      await as(brand2).addSigner(brand2.id, newcomer.address, roleSet(["Port"]), at(""), 0, FOREVER, KeyHolder.Server);
      await as(brand2).revokeSigner(brand2.id, signerIdOf(newcomer.address), await time.latest());
      await as(nzPort).addSigner(nzPort.id, newcomer.address, roleSet(["Port"]), at(""), 0, FOREVER, KeyHolder.Server);
      await expect(ledger.connect(newcomer).record(await sighting(nzPort))).to.emit(ledger, "CheckpointRecorded");
      await expect(as(brand2).record(await sighting(nzPort)))
        .to.be.revertedWithCustomError(ledger, "SignerUnknown")
        .withArgs(nzPort.id, signerIdOf(brand2.account.address));
    });
  });

  it("a signature serves one deployment on one chain: records, other acts and labels", async () => {
    // The same parties under the same numbers, the same goods under the same ids.
    const twin = await itemsWorld();
    const { chainId } = await ethers.provider.getNetwork();
    const key = accountKey(hash("officer"));
    const { nzPort, factory } = cast;
    for (const { ledger: there } of [w, twin]) {
      await there
        .connect(nzPort.account)
        .addSigner(nzPort.id, key.signer, roleSet(["Port"]), at(""), 0, FOREVER, KeyHolder.Officer);
      await there
        .connect(factory.account)
        .addSigner(factory.id, key.signer, roleSet(["Factory"]), at(""), 0, FOREVER, KeyHolder.Officer);
    }
    const c = await sighting(nzPort);
    await createConsignment(twin, { key: hash("goods") });
    const signer = zeroPadValue(key.signer, 32);
    const call = ledger.interface.encodeFunctionData("registerBatch", [
      factory.id,
      batchDetails({ lotKey: lotKey("NEXT") }),
    ]);
    const label = item("SN 1", accountKey(hash("label")));
    const [batch] = [await registerItems(w, "ONE", [label]), await registerItems(twin, "ONE", [label])];
    const elsewhere = { "another deployment": {}, "another chain": { chainId: chainId + 1n } };
    for (const [what, meant] of Object.entries(elsewhere)) {
      const from = what === "another chain" ? twin.ledger : ledger;
      await expect(twin.ledger.recordSigned(c, await signRecord(from, key, c, meant)), what)
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(signer, await recordDigest(twin.ledger, signer, c));
      await expect(twin.ledger.relay(factory.id, call, await signAct(from, key, factory.id, call, meant)), what)
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(signer, await actDigest(twin.ledger, signer, factory.id, call));
      const signature = label.key!.sign(await activationDigest(from, batch.id, label.serialHash, meant));
      await expect(twin.ledger.activateItem(proofOf(batch, label), signature), what)
        .to.be.revertedWithCustomError(ledger, "LabelSignatureInvalid")
        .withArgs(batch.id, label.serialHash);
    }
    await expect(twin.ledger.recordSigned(c, await signRecord(twin.ledger, key, c))).to.emit(twin.ledger, "NonceUsed");
    await expect(ledger.recordSigned(c, await signRecord(ledger, key, c))).to.emit(ledger, "NonceUsed");
  });

  it("a chip that was never registered, or put in place of another, activates nothing", async () => {
    const [p256] = await ledger.verifiers();
    const chip = chipKey(p256);
    const { listed, items } = w;
    const sign = async (serial: string) => chip.sign(await activationDigest(ledger, listed.id, serial));
    for (const { serialHash } of [items.chip, item("SN of nobody")]) {
      const proof = { ...proofOf(listed, items.chip), serialHash, labelSigner: chip.signer };
      await expect(ledger.activateItem(proof, await sign(serialHash)))
        .to.be.revertedWithCustomError(ledger, "ItemNotUnderRoot")
        .withArgs(listed.id, serialHash, listed.items!.root);
    }
    // Not even when the labeller helps: a later root counts only beside the batch's own.
    const forged = item("SN 2", chip);
    const tree = new ItemTree(listed.id, [forged]);
    const { warehouse } = cast;
    await as(warehouse).labelItems(warehouse.id, listed.id, tree.root, 1, at("CNHAZ"));
    const proof = {
      ...proofOf({ ...listed, items: undefined }, forged, tree),
      itemsProof: listed.items!.proofOf(items.chip),
    };
    await expect(ledger.activateItem(proof, await sign(forged.serialHash)))
      .to.be.revertedWithCustomError(ledger, "ItemNotUnderRoot")
      .withArgs(listed.id, forged.serialHash, listed.items!.root);
  });
});
