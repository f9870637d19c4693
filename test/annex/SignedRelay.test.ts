import { expect } from "chai";
import { AbiCoder, id as hash, keccak256, ZeroHash } from "ethers";

import { batchId, consignmentId, lotKey } from "../../sdk/ids.js";
import { Extent, Kind, KeyHolder, Role, roleSet } from "../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture } from "../support/chain.js";
import { contentsOf } from "../support/goods.js";
import { inspected, KEY_KINDS, officers, poorKey, type OfficersWorld } from "../support/officers.js";
import { particulars } from "../support/records.js";
import {
  accountKey,
  authorizeAct,
  authorizeRecords,
  chipKey,
  freshNonce,
  passkey,
  type Key,
} from "../support/signing.js";
import { encodeCall, type LedgerCall } from "../support/way.js";
import { at, batchDetails, checkpoint, country, FOREVER, line, PREFIX_LENGTH, type Member } from "../support/world.js";

const GTIN = 9_520_123_111_113n;

/** Relays a call that a key signed as an act for a party. */
async function act(w: OfficersWorld, key: Key, party: bigint, ...call: LedgerCall) {
  const data = encodeCall(w, call);
  return w.ledger.relay(party, data, await authorizeAct(w, key, party, data));
}

/** Hands a party to a manager without ether, who gives it a key of the given kind. */
async function withoutEther(w: OfficersWorld, member: Member, key: Key, roles: number) {
  const manager = poorKey(`manager of ${member.id}`);
  await (await w.ledger.connect(member.account).setManager(member.id, manager.signer)).wait();
  const holder = KeyHolder.Officer;
  await (
    await act(w, manager, member.id, "addSigner", member.id, key.signer, roles, at(""), 0, FOREVER, holder)
  ).wait();
  return manager;
}

function childrenHash(children: string[]): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32[]"], [children]));
}

describe("SignedAffairs: relay", () => {
  it("does all that parties do, from product to packing, for people who hold no ether", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast } = w;
    const brandKey = await passkey(w, "brand's passkey");
    const factoryKey = await chipKey(w, "factory's chip");
    const brandManager = await withoutEther(w, cast.brand, brandKey, roleSet(["Brand"]));
    const factoryManager = await withoutEther(w, cast.factory, factoryKey, roleSet(["Factory"]));
    for (const { signer } of [brandManager, factoryManager]) {
      expect(await ethers.provider.getBalance(signer)).to.equal(0n);
    }

    await expect(
      act(w, brandKey, cast.brand.id, "registerProduct", cast.brand.id, GTIN, PREFIX_LENGTH, at(""), 190_110, ZeroHash),
    )
      .to.emit(ledger, "ProductRegistered")
      .withArgs(GTIN, cast.brand.id, GTIN, 190_110, ZeroHash, brandKey.id);
    await expect(act(w, brandManager, cast.brand.id, "appoint", GTIN, cast.factory.id, 3))
      .to.emit(ledger, "Appointed")
      .withArgs(GTIN, cast.factory.id, 3);
    await expect(
      act(w, factoryManager, cast.factory.id, "setMandate", cast.factory.id, cast.broker2.id, roleSet(["Broker"])),
    )
      .to.emit(ledger, "MandateSet")
      .withArgs(cast.factory.id, cast.broker2.id, roleSet(["Broker"]));

    const details = batchDetails({ product: GTIN, lotKey: lotKey("LOT7") });
    await (await act(w, factoryKey, cast.factory.id, "registerBatch", cast.factory.id, details)).wait();
    const batch = batchId(GTIN, lotKey("LOT7"));
    expect((await ledger.batchOf(batch)).maker).to.equal(cast.factory.id);

    const children: string[] = [];
    for (const name of ["first", "second"]) {
      const said = { key: hash(name), place: at("NZTRG"), destination: country("CN"), dataHash: ZeroHash };
      const create: LedgerCall = ["createConsignment", cast.factory.id, said, [line(batch, 10)]];
      await (await act(w, factoryKey, cast.factory.id, ...create)).wait();
      children.push(consignmentId(cast.factory.id, hash(name)));
    }
    children.sort();
    const pallet = consignmentId(cast.factory.id, hash("pallet"));
    await (
      await act(
        w,
        factoryKey,
        cast.factory.id,
        "createContainer",
        cast.factory.id,
        hash("pallet"),
        at("NZTRG"),
        ZeroHash,
      )
    ).wait();
    const basedOn = childrenHash(children);
    const c = await checkpoint(pallet, cast.factory, "Packed", "Factory", "NZTRG", { scope: "NZ", basedOn });
    const call = encodeCall(w, ["pack", c, children]);
    const nonce = freshNonce();
    const signed = await authorizeRecords(w, factoryKey, [c], { particulars: true, nonce });
    await expect(ledger.relay(cast.factory.id, call, signed))
      .to.emit(ledger, "NonceUsed")
      .withArgs(cast.factory.id, factoryKey.id, nonce);
    expect((await ledger.containerOf(pallet)).children).to.equal(2n);

    // Records of packed goods find their way to the annex in the name of the key that signed them.
    const officer = accountKey(cast.nzCustoms.account.address);
    const held = await checkpoint(children[0]!, cast.nzCustoms, "Held", "Customs", "NZTRG", { scope: "NZ" });
    const other = { ...held, consignment: children[1]! };
    const hold = ledger.recordManySigned([held, other], await authorizeRecords(w, officer, [held, other]));
    const receipt = await (await hold).wait();
    const signers = receipt!.logs
      .map((log) => ledger.interface.parseLog(log))
      .filter((log) => log?.name === "CheckpointRecorded")
      .map((log) => [log?.args.consignment, log?.args.signer] as unknown);
    expect(signers).to.deep.equal(children.map((child) => [child, officer.id]));
    expect((await ledger.containerOf(pallet)).stopped).to.equal(2n);
  });

  it("returns what the call returned, and passes on the error that it met", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast } = w;
    const c = await inspected(w);
    const { id } = cast.cnCustoms;
    const call = encodeCall(w, ["record", c]);
    const { passkey: key } = w.officers;
    const result = await ledger.relay.staticCall(id, call, await authorizeAct(w, key, id, call));
    expect(BigInt(result)).to.equal((await w.goods.word()).sequence + 1n);
    await expect(act(w, key, id, "setMandate", id, cast.broker.id, roleSet(["Broker"])))
      .to.be.revertedWithCustomError(ledger, "NotManager")
      .withArgs(id, key.id);
    await expect(act(w, key, id, "record", { ...c, place: at("CNHAZ") }))
      .to.be.revertedWithCustomError(ledger, "NotThere")
      .withArgs(w.goods.id, at("CNHAZ"), at("CNSHG"));
  });

  it("refuses another call, party, nonce or deadline than were signed", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast } = w;
    const { id } = cast.cnCustoms;
    for (const kind of KEY_KINDS) {
      const key = w.officers[kind];
      const call = encodeCall(w, ["burnNonces", id, 9, 1]);
      const other = encodeCall(w, ["burnNonces", id, 9, 2]);
      const signed = await authorizeAct(w, key, id, call, { deadline: FOREVER - 1n });
      for (const [party, data, changed] of [
        [id, other, signed],
        [id, `${call}00`, signed],
        [cast.inspector.id, call, signed],
        [id, call, { ...signed, nonce: freshNonce() }],
        [id, call, { ...signed, deadline: FOREVER }],
      ] as const) {
        const { digest } = await authorizeAct(w, key, party, data, {
          nonce: BigInt(changed.nonce),
          deadline: BigInt(changed.deadline),
        });
        await expect(ledger.relay(party, data, changed))
          .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
          .withArgs(key.id, digest);
      }
      await (await ledger.relay(id, call, signed)).wait();
    }
  });

  it("refuses calls without a selector", async () => {
    const w = await loadFixture(officers);
    const { id } = w.cast.cnCustoms;
    for (const call of ["0x", "0x12", "0x123456"]) {
      await expect(w.ledger.relay(id, call, await authorizeAct(w, w.officers.account, id, call)))
        .to.be.revertedWithCustomError(w.ledger, "CallInvalid")
        .withArgs(call);
    }
  });

  describe("of records with particulars", () => {
    async function clearance(w: OfficersWorld) {
      const { cast, goods } = w;
      await goods.take(cast.broker, "ImportDeclared", "Broker", "CNSHG", { detail: 1, principal: cast.factory.id });
      const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 100)]);
      const c = await goods.checkpoint(cast.cnCustoms, "ImportCleared", "Customs", "CNSHG", {
        scope: "CN",
        detail: Extent.ByLines,
        basedOn,
      });
      return { p, c };
    }

    it("are signed as records: their particulars are bound by what they are based on", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods } = w;
      const { p, c } = await clearance(w);
      const key = w.officers.passkey;
      const signed = await authorizeRecords(w, key, [c], { particulars: true });
      const more = particulars(contentsOf(w), [line(w.batch, 480)]);
      await expect(ledger.relay(0, encodeCall(w, ["recordByLines", c, more.p]), signed))
        .to.be.revertedWithCustomError(ledger, "ParticularsMismatch")
        .withArgs(more.basedOn, c.basedOn);
      await (await ledger.relay(0, encodeCall(w, ["recordByLines", c, p]), signed)).wait();
      expect((await goods.word()).customs).to.equal("PartlyCleared");
    });

    it("use the nonces of their own party, whichever is named beside", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const { p, c } = await clearance(w);
      const nonce = freshNonce();
      const key = w.officers.account;
      const signed = await authorizeRecords(w, key, [c], { particulars: true, nonce });
      await expect(ledger.relay(cast.brand2.id, encodeCall(w, ["recordByLines", c, p]), signed))
        .to.emit(ledger, "NonceUsed")
        .withArgs(cast.cnCustoms.id, key.id, nonce);
      expect(await ledger.isNonceUsed(cast.brand2.id, key.id, nonce)).to.equal(false);
    });

    it("are never taken as plain records, nor plain ones as such", async () => {
      const w = await loadFixture(officers);
      const { ledger } = w;
      const { p, c } = await clearance(w);
      const key = w.officers.account;
      const withLines = await authorizeRecords(w, key, [c], { particulars: true });
      const plain = await authorizeRecords(w, key, [c]);
      await expect(ledger.recordSigned(c, withLines))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(key.id, (await authorizeRecords(w, key, [c], { nonce: BigInt(withLines.nonce) })).digest);
      await expect(ledger.recordManySigned([c], withLines))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(key.id, (await authorizeRecords(w, key, [c], { nonce: BigInt(withLines.nonce) })).digest);
      const { digest } = await authorizeRecords(w, key, [c], { nonce: BigInt(plain.nonce), particulars: true });
      await expect(ledger.relay(0, encodeCall(w, ["recordByLines", c, p]), plain))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(key.id, digest);
    });

    it("are not taken by another function than their kind's", async () => {
      const w = await loadFixture(officers);
      const { ledger } = w;
      const { c } = await clearance(w);
      const key = w.officers.account;
      const part = { key: hash("part"), contents: contentsOf(w), leaving: [line(w.batch, 1)], dataHash: ZeroHash };
      for (const call of [
        ["pack", c, [hash("child")]],
        ["unpack", c, [hash("child")]],
        ["split", c, part],
        ["recordProved", c, emptyProof(c)],
      ] as LedgerCall[]) {
        const signed = await authorizeRecords(w, key, [c], { particulars: true });
        await expect(ledger.relay(0, encodeCall(w, call), signed), call[0])
          .to.be.revertedWithCustomError(ledger, "ParticularsNotTaken")
          .withArgs(Kind.ImportCleared);
      }
    });

    it("are not signed as acts, and acts not as records", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const { p, c } = await clearance(w);
      const key = w.officers.account;
      const { id } = cast.cnCustoms;
      const call = encodeCall(w, ["recordByLines", c, p]);
      const asAct = await authorizeAct(w, key, id, call);
      const record = await authorizeRecords(w, key, [c], { particulars: true, nonce: BigInt(asAct.nonce) });
      await expect(ledger.relay(id, call, asAct))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(key.id, record.digest);
      const plainCall = encodeCall(w, ["record", c]);
      const plain = await authorizeAct(w, key, id, plainCall);
      const digest = (await authorizeRecords(w, key, [c], { nonce: BigInt(plain.nonce) })).digest;
      await expect(ledger.recordSigned(c, plain))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(key.id, digest);
      const signedRecord = await authorizeRecords(w, key, [c]);
      const { digest: ofAct } = await authorizeAct(w, key, id, plainCall, { nonce: BigInt(signedRecord.nonce) });
      await expect(ledger.relay(id, plainCall, signedRecord))
        .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
        .withArgs(key.id, ofAct);
    });

    it("cut short are no records and lead nowhere", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const { p, c } = await clearance(w);
      const { id } = cast.cnCustoms;
      const whole = encodeCall(w, ["recordByLines", c, p]);
      const head = await ledger.headOf(w.goods.id);
      for (const bytes of [4, 4 + 12 * 32, 4 + 13 * 32 - 1, 4 + 13 * 32, 4 + 14 * 32]) {
        const call = whole.slice(0, 2 + 2 * bytes);
        const isRecord = bytes >= 4 + 13 * 32;
        const signed = isRecord
          ? await authorizeRecords(w, w.officers.account, [c], { particulars: true })
          : await authorizeAct(w, w.officers.account, id, call);
        await expect(ledger.relay(id, call, signed)).to.be.revertedWithoutReason(ethers);
      }
      expect(await ledger.headOf(w.goods.id)).to.equal(head);
    });
  });

  it("lets governance act through no key: it sends its own transactions", async () => {
    const w = await loadFixture(officers);
    const { ledger, admin } = w;
    const key = accountKey(admin.address);
    for (const call of [
      ["admitParty", "did:web:mallory.example", "did:web:mallory.example", admin.address],
      ["setGrant", w.cast.brand.id, at(""), roleSet(["Customs"])],
      ["suspendParty", w.cast.brand.id],
    ] as LedgerCall[]) {
      await expect(act(w, key, 0n, ...call))
        .to.be.revertedWithCustomError(ledger, "AccessManagedUnauthorized")
        .withArgs(await ledger.getAddress());
    }
  });
});

/** A proof of nothing, for functions that must refuse before they look at it. */
function emptyProof(c: CheckpointStruct) {
  const past = {
    party: c.party,
    kind: Kind.ImportCleared,
    role: Role.Customs,
    place: c.place,
    occurredAt: 0,
    basedOn: ZeroHash,
    detail: 0,
    dataHash: ZeroHash,
    next: 0,
    principal: 0,
    signer: ZeroHash,
    recordedAt: 0,
    before: 0,
  };
  return { past, headBefore: ZeroHash, later: [], particulars: [] };
}
