import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { batchId, lotKey, type ConsignmentId } from "../sdk/ids.js";
import { TransportMode } from "../sdk/places/transportMode.js";
import {
  InspectionResult,
  Kind,
  KeyHolder,
  Mishap,
  Movement,
  Regime,
  Role,
  ROLE_NAMES,
  roleSet,
  Sighting,
} from "../sdk/vocabulary.js";
import type { CheckpointStruct, IWaymark, LineStruct } from "../typechain-types/contracts/interfaces/IWaymark.js";
import { signAct } from "./support/authorizations.js";
import { ethers, loadFixture, networkHelpers } from "./support/chain.js";
import { clearedGoods } from "./support/goods.js";
import { activationDigest, itemsWorld, proofOf, type ItemsWorld } from "./support/items.js";
import { accountKey } from "./support/labelKeys.js";
import { direct } from "./support/way.js";
import {
  admit,
  at,
  checkpoint,
  createConsignment,
  FOREVER,
  line,
  type Member,
  type RecordChanges,
  type World,
} from "./support/world.js";

const { time } = networkHelpers;

/** Faults of the records themselves that were found in other ledgers of this kind; here each is tried and fails. */
describe("Faults of others' records", () => {
  let w: ItemsWorld;
  let ledger: IWaymark;
  let cast: World["cast"];
  let goods: ConsignmentId;

  beforeEach(async () => {
    w = await loadFixture(itemsWorld);
    ({ ledger, cast } = w);
    goods = await createConsignment(w, { key: hash("goods") });
  });

  const as = (by: Member) => ledger.connect(by.account);
  const sighting = (by: Member, changes: RecordChanges = {}) =>
    checkpoint(goods, by, "Sighted", "Port", "NZTRG", { detail: Sighting.GateIn, scope: "NZTRG", ...changes });

  describe("a flag set in a transaction that reverts, and lost with it", () => {
    const activation = async () => {
      const { account } = w.items;
      const signature = account.key!.sign(await activationDigest(ledger, w.listed.id, account.serialHash));
      return [proofOf(w.listed, account), signature] as const;
    };

    it("is not how a second activation is known: the first one's time is, however often it is tried", async () => {
      const activated = await activation();
      await ledger.activateItem(...activated);
      const first = await time.latest();
      for (let attempt = 0; attempt < 3; attempt++) {
        await expect(ledger.activateItem(...activated))
          .to.be.revertedWithCustomError(ledger, "AlreadyActivated")
          .withArgs(w.listed.id, w.items.account.serialHash, first);
      }
      expect(await ledger.activatedAt(w.listed.id, w.items.account.serialHash)).to.equal(first);
    });

    it("is not how a bad call among good ones is known: it is left out and logged, and the good ones stay", async () => {
      const activated = await activation();
      await ledger.activateItem(...activated);
      const serial = w.items.account.serialHash;
      const reason = ledger.interface.encodeErrorResult("AlreadyActivated", [w.listed.id, serial, await time.latest()]);
      const record = async (detail: number) =>
        ledger.interface.encodeFunctionData("record", [await sighting(cast.nzPort, { detail })]);
      const calls = [
        await record(Sighting.GateIn),
        ledger.interface.encodeFunctionData("activateItem", [...activated]),
        await record(Sighting.Loaded),
      ];
      await expect(as(cast.nzPort).tryMulticall(calls)).to.emit(ledger, "CallRejected").withArgs(1, reason);
      expect((await ledger.consignmentOf(goods)).sequence).to.equal(3n);
    });

    it("leaves nothing half done: of calls in a row that one fails none counts, and no nonce is used", async () => {
      const key = accountKey(hash("officer"));
      const { factory } = cast;
      await as(factory).addSigner(factory.id, key.signer, roleSet(["Factory"]), at(""), 0, FOREVER, KeyHolder.Officer);
      const call = ledger.interface.encodeFunctionData("voidBatch", [factory.id, w.bare.id]);
      const signed = ledger.interface.encodeFunctionData("relay", [
        factory.id,
        call,
        await signAct(ledger, key, factory.id, call),
      ]);
      const bad = ledger.interface.encodeFunctionData("voidBatch", [factory.id, w.batch]);
      await expect(as(factory).multicall([signed, bad]))
        .to.be.revertedWithCustomError(ledger, "BatchInUse")
        .withArgs(w.batch, 480n);
      expect(await ledger.isNonceUsed(factory.id, ethers.zeroPadValue(key.signer, 32), 0n)).to.be.false;
      expect((await ledger.batchOf(w.bare.id)).quantity).to.not.equal(0n);
    });
  });

  describe("two different records with one hash", () => {
    it("differ when any field does, and when what two fields say changes places", async () => {
      const { factory, carrier, nzPort } = cast;
      const now = (await time.latest()) + 100;
      const incident = await checkpoint(goods, factory, "Incident", "Factory", "NZTRG", {
        scope: "NZ",
        detail: Mishap.Damage,
        basedOn: hash("a"),
        dataHash: hash("b"),
      });
      const origin = await checkpoint(goods, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
      const seen = await sighting(nzPort);
      const variants: [Member, CheckpointStruct][] = [
        [factory, incident],
        [factory, { ...incident, detail: Mishap.Loss }],
        [factory, { ...incident, occurredAt: Number(incident.occurredAt) - 1 }],
        [factory, { ...incident, basedOn: hash("b"), dataHash: hash("a") }],
        [factory, { ...incident, basedOn: ZeroHash }],
        [factory, { ...incident, dataHash: ZeroHash }],
        [factory, origin],
        [factory, { ...origin, next: carrier.id }],
        [factory, { ...origin, next: nzPort.id }],
        [nzPort, seen],
        [nzPort, { ...seen, kind: Kind.Incident, basedOn: hash("a"), dataHash: hash("b") }],
      ];
      const heads = new Set<string>();
      for (const [by, c] of variants) {
        const snapshot = await networkHelpers.takeSnapshot();
        await time.setNextBlockTimestamp(now);
        await as(by).record(c);
        heads.add(await ledger.headOf(goods));
        await snapshot.restore();
      }
      expect(heads.size).to.equal(variants.length);
    });

    it("differ when units move between lines, and lots between words", async () => {
      const contents: LineStruct[][] = [
        [line(w.batch, 1), line(w.batch, 11)],
        [line(w.batch, 11), line(w.batch, 1)],
        [line(w.batch, 12)],
        [line(w.batch, 12, hash("items"))],
      ];
      const stored = new Set<string>();
      for (const [index, lines] of contents.entries()) {
        const id = await createConsignment(w, { key: hash(`key ${index}`), lines });
        stored.add((await ledger.consignmentOf(id)).contents);
      }
      expect(stored.size).to.equal(contents.length);
      const salt = hash("salt");
      const ids = [lotKey("AB"), lotKey("AB", salt), lotKey("A"), lotKey("B", salt)].map((key) =>
        batchId(w.product, key),
      );
      expect(new Set([...ids, batchId(w.product + (1n << 64n), lotKey("AB"))]).size).to.equal(5);
    });

    it("start from another head on every consignment: one history is not another's", async () => {
      const twin = await createConsignment(w, { key: hash("twin") });
      const now = (await time.latest()) + 100;
      const heads = new Set<string>();
      for (const consignment of [goods, twin]) {
        const snapshot = await networkHelpers.takeSnapshot();
        await time.setNextBlockTimestamp(now);
        await as(cast.nzPort).record({ ...(await sighting(cast.nzPort)), consignment });
        heads.add(await ledger.headOf(consignment));
        await snapshot.restore();
      }
      expect(heads.size).to.equal(2);
    });
  });

  it("a step costs the same with 2 participants and with 60", async () => {
    const { factory } = cast;
    /** Gas of one more incident, at a time and with data that have the same zero bytes each time. */
    const cost = async (): Promise<bigint> => {
      const changes = { scope: "NZ", detail: Mishap.Damage };
      const c = await checkpoint(goods, factory, "Incident", "Factory", "NZTRG", changes);
      const occurredAt = (Number(c.occurredAt) & ~0xffff) | 0x0101;
      const receipt = await (await as(factory).record({ ...c, occurredAt })).wait();
      return receipt!.gasUsed;
    };
    await as(cast.nzPort).record(await sighting(cast.nzPort));
    const withTwo = await cost();
    for (let n = 3; n <= 60; n++) {
      const port = await admit(ledger, `port${n}`, w.outsider, [["NZTRG", ["Port"]]]);
      await as(port).record(await sighting(port));
    }
    expect(await cost()).to.equal(withTwo);
  });

  describe("a number zero that is a privilege", () => {
    it("is no role: it cannot be granted, carried by a key or written in", async () => {
      const all = await admit(ledger, "all", w.outsider, [["", ROLE_NAMES]]);
      for (const roles of [1, roleSet(["Customs"]) | 1]) {
        await expect(ledger.setGrant(all.id, at(""), roles))
          .to.be.revertedWithCustomError(ledger, "RolesInvalid")
          .withArgs(roles);
        await expect(ledger.connect(w.outsider).addSigner(all.id, w.admin.address, roles, at(""), 0, FOREVER, 0))
          .to.be.revertedWithCustomError(ledger, "RolesInvalid")
          .withArgs(roles);
      }
      const signer = ethers.zeroPadValue(w.outsider.address, 32).toLowerCase();
      for (const kind of ["Held", "ImportCleared", "Sighted", "Destroyed"] as const) {
        await expect(as(all).record(await checkpoint(goods, all, kind, "None", "NZTRG")))
          .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
          .withArgs(all.id, signer, Role.None);
      }
    });

    it("is no kind, no party, no product, no batch and no consignment", async () => {
      const all = await admit(ledger, "all", w.outsider, [["", ROLE_NAMES]]);
      await expect(as(all).record(await checkpoint(goods, all, "None", "Customs", "NZTRG")))
        .to.be.revertedWithCustomError(ledger, "KindUnsupported")
        .withArgs(Kind.None);
      await expect(ledger.setGrant(0, at(""), roleSet(["Customs"])))
        .to.be.revertedWithCustomError(ledger, "PartyUnknown")
        .withArgs(0);
      await expect(
        as(all).record({
          ...(await checkpoint(goods, all, "Sighted", "Port", "NZTRG", { detail: 1 })),
          consignment: ZeroHash,
        }),
      )
        .to.be.revertedWithCustomError(ledger, "ConsignmentUnknown")
        .withArgs(ZeroHash);
      await expect(createConsignment(w, { key: hash("none"), lines: [line(ZeroHash, 1)] }))
        .to.be.revertedWithCustomError(ledger, "BatchUnknown")
        .withArgs(ZeroHash);
    });
  });

  it("a sold product is not rewound: nothing that moves, clears or holds goods follows their delivery", async () => {
    const sold = await clearedGoods(w, direct);
    const { factory, nzCustoms, nzPort, carrier, cnPort, cnCustoms, inspector, regulator, broker, warehouse } = cast;
    await sold.take(warehouse, "Received", "Warehouse", "CNSHG", { scope: "CN" });
    await sold.take(warehouse, "Delivered", "Warehouse", "CNSHG", { scope: "CN" });
    const CN = { scope: "CN" };
    const sea = { detail: TransportMode.Maritime };
    const attempts: [Member, keyof typeof Kind, keyof typeof Role, string, RecordChanges][] = [
      [factory, "Origin", "Factory", "NZTRG", { scope: "NZ" }],
      [nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" }],
      [nzPort, "Sighted", "Port", "NZTRG", { detail: Sighting.Loaded, scope: "NZTRG" }],
      [cnPort, "Sighted", "Port", "CNSHG", { detail: Sighting.GateOut, scope: "CNSHG" }],
      [carrier, "Departed", "Carrier", "CNSHG", sea],
      [carrier, "Transshipped", "Carrier", "SGSIN", {}],
      [carrier, "Arrived", "Carrier", "CNSHG", {}],
      [broker, "ImportDeclared", "Broker", "CNSHG", { detail: Regime.General, principal: factory.id }],
      [inspector, "Inspected", "Inspector", "CNSHG", { ...CN, detail: InspectionResult.Fail }],
      [cnCustoms, "Held", "Customs", "CNSHG", CN],
      [regulator, "Held", "Regulator", "CNSHG", CN],
      [cnCustoms, "HoldLifted", "Customs", "CNSHG", CN],
      [cnCustoms, "ImportCleared", "Customs", "CNSHG", CN],
      [cnCustoms, "Refused", "Customs", "CNSHG", CN],
      [warehouse, "Received", "Warehouse", "CNSHG", CN],
      [warehouse, "Forwarded", "Warehouse", "CNSHG", { ...CN, detail: TransportMode.Road }],
      [warehouse, "Incident", "Warehouse", "CNSHG", { ...CN, detail: Mishap.Theft }],
      [warehouse, "Delivered", "Warehouse", "CNSHG", CN],
      [warehouse, "Destroyed", "Warehouse", "CNSHG", CN],
      [warehouse, "TakenBack", "Warehouse", "CNSHG", CN],
      [warehouse, "Diverted", "Warehouse", "CNSHG", { ...CN, basedOn: ethers.zeroPadBytes("0x4e5a", 32) }],
    ];
    for (const [by, kind, role, place, changes] of attempts) {
      await sold.refuse(["MovementForbids", sold.id, Kind[kind], Movement.Delivered], by, kind, role, place, changes);
    }
  });
});
