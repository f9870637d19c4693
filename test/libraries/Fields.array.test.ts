import { expect } from "chai";

import { Regime, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { goodsAt } from "../support/provedGoods.js";
import { admit, checkpoint, world } from "../support/world.js";

/** Parties whose number fits in a byte. */
const BYTE = 255n;
/** Calls that one multicall takes. */
const MOST_CALLS = 50;

describe("Fields of records in an array", () => {
  /** Goods of a carrier whose number takes more than a byte, and that the broker acts for. */
  async function late() {
    const w = await world();
    const { ledger, outsider, cast } = w;
    for (let count = await ledger.partyCount(); count < BYTE; count = await ledger.partyCount()) {
      const calls = Array.from({ length: Math.min(MOST_CALLS, Number(BYTE - count)) }, (_, nth) => {
        const uri = `did:web:party-${count}-${nth}.example`;
        return ledger.interface.encodeFunctionData("admitParty", [uri, uri, outsider.address]);
      });
      await (await ledger.multicall(calls)).wait();
    }
    const carrier = await admit(ledger, "late", outsider, [["", ["Carrier"]]]);
    const goods = await goodsAt(w, "exported");
    await goods.write(cast.factory, "Received", "Factory", "NZTRG", { scope: "NZ", next: carrier.id });
    await goods.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    await (await ledger.connect(outsider).setMandate(carrier.id, cast.broker.id, roleSet(["Broker"]))).wait();
    return { w, goods, carrier, broker: cast.broker };
  }

  before(async () => {
    await loadFixture(late);
  });

  it("are checked on their own, whatever the record before names", async () => {
    const { w, goods, carrier, broker } = await loadFixture(late);
    const declared = { principal: carrier.id, detail: Regime.General };
    const c = await checkpoint(goods.id, broker, "ImportDeclared", "Broker", "CNSHG", declared);
    await (await w.ledger.connect(broker.account).recordMany([c, c, c])).wait();
    expect(await goods.word()).to.include({ customs: "Declared", sequence: 8n });
  });
});
