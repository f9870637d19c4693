import { expect } from "chai";
import { id as hash } from "ethers";

import { signerIdOf } from "../../../sdk/ids.js";
import { Kind, Role } from "../../../sdk/vocabulary.js";
import { loadFixture } from "../../support/chain.js";
import { arrivedGoods, createdGoods } from "../../support/goods.js";
import type { WayOfWriting } from "../../support/way.js";
import { at, world } from "../../support/world.js";

/** What is logged of a record, and that nothing else happens. */
export function shouldLog(way: WayOfWriting): void {
  describe("the log", () => {
    it("has every field of the record, its signer, the chain's time and the word before it", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await createdGoods(w, way);
      const before = await ledger.wordOf(goods.id);
      const c = await goods.checkpoint(cast.factory, "Origin", "Factory", "NZTRG", {
        scope: "NZ",
        next: cast.carrier.id,
        basedOn: hash("packing list"),
        expectedMove: 1,
      });
      const receipt = await goods.takeAs(cast.factory, c);
      const { timestamp } = await receipt.getBlock();
      const signer = signerIdOf(cast.factory.account.address);
      await expect(receipt)
        .to.emit(ledger, "CheckpointRecorded")
        .withArgs(
          goods.id,
          cast.factory.id,
          Kind.Origin,
          Role.Factory,
          at("NZTRG"),
          c.occurredAt,
          hash("packing list"),
          0,
          hash("data of Origin"),
          cast.carrier.id,
          0,
          signer,
          timestamp,
          before,
        );
      expect(receipt.logs).to.have.length(1);
    });

    it("has the detail and the principal", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await arrivedGoods(w, way);
      const before = await ledger.wordOf(goods.id);
      const c = await goods.checkpoint(cast.broker, "ImportDeclared", "Broker", "CNHAZ", {
        detail: 2,
        principal: cast.factory.id,
      });
      const receipt = await goods.takeAs(cast.broker, c);
      const { timestamp } = await receipt.getBlock();
      const signer = signerIdOf(cast.broker.account.address);
      await expect(receipt)
        .to.emit(ledger, "CheckpointRecorded")
        .withArgs(
          goods.id,
          cast.broker.id,
          Kind.ImportDeclared,
          Role.Broker,
          at("CNHAZ"),
          c.occurredAt,
          c.basedOn,
          2,
          c.dataHash,
          0,
          cast.factory.id,
          signer,
          timestamp,
          before,
        );
    });
  });
}
