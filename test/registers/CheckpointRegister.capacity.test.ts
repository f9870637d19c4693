import { expect } from "chai";
import { ZeroHash } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, Kind, Role, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { arrivedGoods, createdGoods, readyGoods, shippedGoods } from "../support/goods.js";
import { heldAt } from "../support/records.js";
import { direct } from "../support/way.js";
import { admit, at, FOREVER, world } from "../support/world.js";

/** Roles that keep goods. */
const KEEPERS = ["Brand", "Seller", "Factory", "Carrier", "Port", "Warehouse", "Retailer"] as const;
const MISHAP = { detail: 4 };

describe("CheckpointRegister: the capacity in which a party writes", () => {
  describe("a key", () => {
    it("writes in no role that it lacks, though its party has it there", async () => {
      const w = await loadFixture(world);
      const { factory } = w.cast;
      const terms = [roleSet(["Carrier"]), at(""), 0, FOREVER, KeyHolder.Server] as const;
      await w.ledger.connect(factory.account).addSigner(factory.id, w.outsider.address, ...terms);
      const goods = await createdGoods(w, direct);
      const other = { id: factory.id, account: w.outsider };
      const refusal = ["SignerLacksRole", factory.id, signerIdOf(w.outsider.address), Role.Factory] as const;
      await goods.refuse(refusal, other, "Origin", "Factory", "NZTRG", { scope: "NZ" });
      await goods.take(factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
    });
  });

  describe("an agent", () => {
    it("writes the Origin of its principal's goods and takes no custody by it", async () => {
      const w = await loadFixture(world);
      const { factory, factory2, carrier } = w.cast;
      await w.ledger.connect(factory.account).setMandate(factory.id, factory2.id, roleSet(["Factory"]));
      const goods = await createdGoods(w, direct);
      const said = { scope: "NZ", principal: factory.id };
      const named = { ...said, next: carrier.id };
      const refusal = ["NextNotAllowed", Kind.Origin, carrier.id] as const;
      await goods.refuse(refusal, factory2, "Origin", "Factory", "NZTRG", named);
      await goods.take(factory2, "Origin", "Factory", "NZTRG", said);
      expect(await goods.word()).to.include({ custodian: factory.id, next: 0n, movement: "Ready" });
    });

    it("reports an incident on the road from anywhere, or from nowhere; a witness does not", async () => {
      const w = await loadFixture(world);
      const { carrier, carrier2 } = w.cast;
      const observer = await admit(w.ledger, "observer", w.outsider, [["", ["Inspector"]]]);
      await w.ledger.connect(carrier.account).setMandate(carrier.id, carrier2.id, roleSet(["Carrier"]));
      const goods = await shippedGoods(w, direct);
      for (const place of ["", "SGSIN"]) {
        await goods.take(carrier2, "Incident", "Carrier", place, { ...MISHAP, principal: carrier.id });
        const code = place === "" ? "0x0000000000" : "0x534753494e";
        const refusal = ["NotThere", goods.id, code, "0x0000000000"] as const;
        await goods.refuse(refusal, observer, "Incident", "Inspector", place, MISHAP);
      }
    });
  });

  describe("a party of several roles", () => {
    it("moves what it has, or is offered, in no role but one that the row lets", async () => {
      const w = await loadFixture(world);
      const both = await admit(w.ledger, "both", w.outsider, [["", ["Carrier", "Broker"]]]);
      const goods = await readyGoods(w, direct);
      await goods.take(w.cast.carrier, "Received", "Carrier", "NZTRG", { next: both.id });
      const refusal = (kind: "Received" | "Departed") => ["RoleMayNotWrite", Kind[kind], Role.Broker] as const;
      for (let turn = 0; turn < 2; turn++) {
        await goods.refuse(refusal("Received"), both, "Received", "Broker", "NZTRG");
        await goods.refuse(refusal("Departed"), both, "Departed", "Broker", "NZTRG", { detail: 1 });
        await goods.take(both, "Received", "Carrier", "NZTRG");
      }
    });
  });

  describe("a party that is named next", () => {
    for (const role of KEEPERS) {
      it(`takes the goods over as ${role}`, async () => {
        const w = await loadFixture(world);
        const next = await admit(w.ledger, "next", w.outsider, [["", [role]]]);
        const goods = await readyGoods(w, direct);
        await goods.take(w.cast.carrier, "Received", "Carrier", "NZTRG", { next: next.id });
        await goods.take(next, "Received", role, "NZTRG");
        expect((await goods.word()).custodian).to.equal(next.id);
      });
    }
  });

  describe("a stranger", () => {
    it("is told of the mandate that it lacks only in a role in which agents write", async () => {
      const w = await loadFixture(world);
      const { broker2, carrier2 } = w.cast;
      const goods = await arrivedGoods(w, direct);
      const role = ["RoleMayNotWrite", Kind.ImportDeclared, Role.Carrier] as const;
      await goods.refuse(role, carrier2, "ImportDeclared", "Carrier", "CNSHG", { detail: 1 });
      const mandate = ["NoMandate", 0n, broker2.id, Role.Broker] as const;
      await goods.refuse(mandate, broker2, "ImportDeclared", "Broker", "CNSHG", { detail: 1 });
    });
  });

  describe("an authority", () => {
    it("lifts no hold of a suspended one, unless it is its successor", async () => {
      const w = await loadFixture(world);
      const { inspector, inspector2 } = w.cast;
      const goods = await arrivedGoods(w, direct);
      await goods.take(inspector, "Held", "Inspector", "CNSHG", { scope: "CN" });
      const basedOn = heldAt((await goods.word()).sequence);
      await (await w.ledger.suspendParty(inspector.id)).wait();
      const lift = { scope: "CN", basedOn, principal: inspector.id };
      const refusal = ["NotSuccessor", inspector.id, inspector2.id] as const;
      await goods.refuse(refusal, inspector2, "HoldLifted", "Inspector", "CNSHG", lift);
      await (await w.ledger.appointSuccessor(inspector.id, inspector2.id)).wait();
      await goods.take(inspector2, "HoldLifted", "Inspector", "CNSHG", lift);
    });

    it("lifts nothing when no hold is open, though it names none either", async () => {
      const w = await loadFixture(world);
      const { inspector } = w.cast;
      const goods = await arrivedGoods(w, direct);
      const refusal = ["HoldNotOpen", goods.id, inspector.id, ZeroHash, 0] as const;
      await goods.refuse(refusal, inspector, "HoldLifted", "Inspector", "CNSHG", { scope: "CN" });
    });
  });
});
