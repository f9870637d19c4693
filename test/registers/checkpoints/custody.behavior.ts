import { expect } from "chai";

import { Kind, Role, roleSet } from "../../../sdk/vocabulary.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import {
  arrivedGoods,
  clearedGoods,
  createdGoods,
  declaredGoods,
  DOCUMENT,
  readyGoods,
  shippedGoods,
} from "../../support/goods.js";
import type { WayOfWriting } from "../../support/way.js";
import { world } from "../../support/world.js";

/** Custody, and who may act for who has it. */
export function shouldCarryCustody(way: WayOfWriting): void {
  describe("custody", () => {
    it("is offered by the custodian's move, and accepted by the first record of the party named", async () => {
      const w = await loadFixture(world);
      const { factory, carrier } = w.cast;
      const goods = await readyGoods(w, way);
      let word = await goods.word();
      expect([word.custodian, word.next]).to.deep.equal([factory.id, carrier.id]);
      await goods.take(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      word = await goods.word();
      expect([word.custodian, word.next, word.offeredAt]).to.deep.equal([carrier.id, 0n, 0n]);
    });

    it("keeps the whole hour of the chain's time in which it was offered", async () => {
      const w = await loadFixture(world);
      const goods = await createdGoods(w, way);
      const receipt = await goods.take(w.cast.factory, "Origin", "Factory", "NZTRG", {
        scope: "NZ",
        next: w.cast.carrier.id,
      });
      const { timestamp } = await receipt.getBlock();
      expect((await goods.word()).offeredAt).to.equal(BigInt(Math.floor(timestamp / 3600)));
    });

    it("is accepted by nobody but the party named", async () => {
      const w = await loadFixture(world);
      const { factory, carrier, carrier2 } = w.cast;
      const goods = await readyGoods(w, way);
      await goods.refuse(
        ["NotCustodian", goods.id, carrier2.id, factory.id, carrier.id],
        carrier2,
        "Departed",
        "Carrier",
        "NZTRG",
        {
          detail: 1,
        },
      );
    });

    it("is accepted only by a record that the row lets who is next write", async () => {
      const w = await loadFixture(world);
      const { carrier, warehouse } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.refuse(
        ["NotCustodian", goods.id, warehouse.id, carrier.id, warehouse.id],
        warehouse,
        "Forwarded",
        "Warehouse",
        "CNSHG",
        { scope: "CN", detail: 3 },
      );
      await goods.refuse(["NoMandate", 0n, warehouse.id, Role.Warehouse], warehouse, "Incident", "Warehouse", "CNSHG", {
        scope: "CN",
        detail: 1,
      });
    });

    it("is offered anew, or to nobody, by each further move of the custodian", async () => {
      const w = await loadFixture(world);
      const { carrier, warehouse, retailer } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.take(carrier, "Received", "Carrier", "CNSHG", { next: retailer.id });
      await goods.refuse(
        ["NotCustodian", goods.id, warehouse.id, carrier.id, retailer.id],
        warehouse,
        "Received",
        "Warehouse",
        "CNSHG",
        { scope: "CN" },
      );
      await goods.take(carrier, "Received", "Carrier", "CNSHG");
      expect((await goods.word()).next).to.equal(0n);
      await goods.refuse(
        ["NotCustodian", goods.id, retailer.id, carrier.id, 0n],
        retailer,
        "Received",
        "Retailer",
        "CNSHG",
        { scope: "CN" },
      );
    });

    it("is gone with the hand-over: the former custodian writes no more", async () => {
      const w = await loadFixture(world);
      const { factory, carrier } = w.cast;
      const goods = await shippedGoods(w, way);
      await goods.refuse(["NoMandate", 0n, factory.id, Role.Factory], factory, "Incident", "Factory", "NZTRG", {
        scope: "NZ",
        detail: 1,
      });
      await goods.take(carrier, "Incident", "Carrier", "", { detail: 4 });
    });

    it("is handed over by nobody but who has it or takes it", async () => {
      const w = await loadFixture(world);
      const { cnPort, carrier2, inspector, cnCustoms, broker, factory } = w.cast;
      const goods = await declaredGoods(w, way);
      const next = carrier2.id;
      const refused = (kind: keyof typeof Kind) => ["NextNotAllowed", Kind[kind], next] as const;
      await goods.refuse(refused("Sighted"), cnPort, "Sighted", "Port", "CNSHG", { scope: "CNSHG", detail: 1, next });
      await goods.refuse(refused("Inspected"), inspector, "Inspected", "Inspector", "CNSHG", {
        scope: "CN",
        detail: 1,
        next,
      });
      await goods.refuse(refused("Held"), inspector, "Held", "Inspector", "CNSHG", { scope: "CN", next });
      await goods.refuse(refused("ImportCleared"), cnCustoms, "ImportCleared", "Customs", "CNSHG", {
        scope: "CN",
        next,
      });
      await goods.refuse(refused("Destroyed"), cnCustoms, "Destroyed", "Customs", "CNSHG", { scope: "CN", next });
      await goods.refuse(refused("ImportDeclared"), broker, "ImportDeclared", "Broker", "CNSHG", {
        detail: 1,
        principal: factory.id,
        next,
      });
      await goods.refuse(refused("Incident"), w.cast.carrier, "Incident", "Carrier", "CNSHG", { detail: 1, next });
    });

    it("is offered to nobody by the record that ends the journey", async () => {
      const w = await loadFixture(world);
      const { carrier, retailer } = w.cast;
      const goods = await clearedGoods(w, way);
      const next = retailer.id;
      for (const kind of ["Delivered", "Destroyed"] as const) {
        await goods.refuse(["NextNotAllowed", Kind[kind], next], carrier, kind, "Carrier", "CNSHG", { next });
      }
      await goods.take(carrier, "Delivered", "Carrier", "CNSHG");
    });

    it("is not moved by a witness's Origin", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      await (await ledger.setGrant(cast.inspector.id, "0x4e5a000000", roleSet(["Inspector"]))).wait();
      const goods = await createdGoods(w, way);
      await goods.refuse(
        ["NextNotAllowed", Kind.Origin, cast.carrier.id],
        cast.inspector,
        "Origin",
        "Inspector",
        "NZTRG",
        {
          scope: "NZ",
          next: cast.carrier.id,
        },
      );
      await goods.take(cast.inspector, "Origin", "Inspector", "NZTRG", { scope: "NZ" });
      const word = await goods.word();
      expect([word.movement, word.custodian, word.next]).to.deep.equal(["Ready", cast.factory.id, 0n]);
    });
  });

  describe("mandates", () => {
    it("of the creator and of the custodian entitle their agent", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const { broker, broker2, carrier, factory } = cast;
      await (await ledger.connect(carrier.account).setMandate(carrier.id, broker2.id, roleSet(["Broker"]))).wait();
      const goods = await arrivedGoods(w, way);
      await goods.take(broker, "ImportDeclared", "Broker", "CNSHG", { detail: 1, principal: factory.id });
      await goods.take(broker2, "ImportDeclared", "Broker", "CNSHG", { detail: 2, principal: carrier.id });
      expect((await goods.word()).customs).to.equal("Declared");
    });

    it("of anybody else entitle nobody", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const { broker, warehouse, carrier2 } = cast;
      const goods = await arrivedGoods(w, way);
      for (const principal of [warehouse, carrier2]) {
        await (await ledger.connect(principal.account).setMandate(principal.id, broker.id, roleSet(["Broker"]))).wait();
        await goods.refuse(
          ["PrincipalUnrelated", goods.id, principal.id],
          broker,
          "ImportDeclared",
          "Broker",
          "CNSHG",
          {
            detail: 1,
            principal: principal.id,
          },
        );
      }
    });

    it("are asked for by name, in the role of the record, until they are withdrawn", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const { broker, broker2, factory, carrier } = cast;
      const goods = await arrivedGoods(w, way);
      const declare = { detail: 1, principal: factory.id };
      await goods.refuse(["NoMandate", 0n, broker.id, Role.Broker], broker, "ImportDeclared", "Broker", "CNSHG", {
        detail: 1,
      });
      await goods.refuse(
        ["NoMandate", factory.id, broker2.id, Role.Broker],
        broker2,
        "ImportDeclared",
        "Broker",
        "CNSHG",
        declare,
      );
      await goods.refuse(
        ["NoMandate", carrier.id, broker.id, Role.Broker],
        broker,
        "ImportDeclared",
        "Broker",
        "CNSHG",
        {
          detail: 1,
          principal: carrier.id,
        },
      );
      const mandate = (roles: number) => ledger.connect(factory.account).setMandate(factory.id, broker.id, roles);
      await (await mandate(roleSet(["Carrier"]))).wait();
      await goods.refuse(
        ["NoMandate", factory.id, broker.id, Role.Broker],
        broker,
        "ImportDeclared",
        "Broker",
        "CNSHG",
        declare,
      );
      await (await mandate(0)).wait();
      await goods.refuse(
        ["NoMandate", factory.id, broker.id, Role.Broker],
        broker,
        "ImportDeclared",
        "Broker",
        "CNSHG",
        declare,
      );
    });

    it("lapse while the principal is suspended", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await arrivedGoods(w, way);
      await (await ledger.suspendParty(cast.factory.id)).wait();
      const since = await networkHelpers.time.latest();
      const declare = { detail: 1, principal: cast.factory.id };
      await goods.refuse(
        ["PartyIsSuspended", cast.factory.id, since],
        cast.broker,
        "ImportDeclared",
        "Broker",
        "CNSHG",
        declare,
      );
      await (await ledger.reinstateParty(cast.factory.id)).wait();
      await goods.take(cast.broker, "ImportDeclared", "Broker", "CNSHG", declare);
    });

    it("are not to be named on kinds that know no agents, or in other roles", async () => {
      const w = await loadFixture(world);
      const { broker, carrier, factory } = w.cast;
      const goods = await arrivedGoods(w, way);
      const principal = factory.id;
      await goods.refuse(["PrincipalNotAllowed", Kind.Received, principal], carrier, "Received", "Carrier", "CNSHG", {
        principal,
      });
      await goods.refuse(["PrincipalNotAllowed", Kind.Incident, principal], broker, "Incident", "Broker", "CNSHG", {
        detail: 1,
        principal,
        basedOn: DOCUMENT,
      });
    });
  });

  describe("expectedMove", () => {
    it("is the last move the writer relies on, which witnesses' records do not disturb", async () => {
      const w = await loadFixture(world);
      const { carrier, cnPort, warehouse } = w.cast;
      const goods = await arrivedGoods(w, way);
      const { lastMove } = await goods.word();
      await goods.take(cnPort, "Sighted", "Port", "CNSHG", { scope: "CNSHG", detail: 3 });
      expect((await goods.word()).lastMove).to.equal(lastMove);
      for (const expectedMove of [lastMove - 1n, lastMove + 1n]) {
        await goods.refuse(["MoveChanged", goods.id, expectedMove, lastMove], carrier, "Received", "Carrier", "CNSHG", {
          expectedMove,
        });
      }
      await goods.take(carrier, "Received", "Carrier", "CNSHG", { expectedMove: lastMove, next: warehouse.id });
      await goods.refuse(
        ["MoveChanged", goods.id, lastMove, lastMove + 2n],
        warehouse,
        "Received",
        "Warehouse",
        "CNSHG",
        {
          scope: "CN",
          expectedMove: lastMove,
        },
      );
    });
  });
}
