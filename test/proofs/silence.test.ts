import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { AT, containerOf, goodsAt, move } from "../support/provedGoods.js";
import { checkpoint, world } from "../support/world.js";

const NZ = { scope: "NZ" };
const WINDOW = 14 * 24 * 60 * 60;

describe("ProvedRecords: silence after a dispute", () => {
  /** Goods that the factory made and the carrier has; the factory objected, and the window is not over yet. */
  async function disputed() {
    const w = await world();
    const goods = await goodsAt(w, "exported");
    const { factory, carrier } = w.cast;
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    const receivedAt = await networkHelpers.time.latest();
    const on = await goods.alone(factory, "Disputed", "Factory", "NZTRG", { on: AT.origin, changes: NZ });
    const disputedAt = await networkHelpers.time.latest();
    const how = { on, changes: NZ };
    const takenBack = [factory, "TakenBack", "Factory", "NZTRG"] as const;
    return { w, goods, how, takenBack, receivedAt, disputedAt, ...w.cast };
  }
  const wait = () => networkHelpers.time.increase(WINDOW + 1);

  it("is told from every later step in full, none by its hash alone", async () => {
    const { goods, how, takenBack, nzPort } = await loadFixture(disputed);
    for (const detail of [1, 2]) {
      await goods.write(nzPort, "Sighted", "Port", "NZTRG", { detail, scope: "NZTRG" });
    }
    await wait();
    await goods.refuse(["LaterStepUnknown", 0], ...takenBack, { ...how, inFull: "none" });
    await goods.refuse(["LaterStepUnknown", 0], ...takenBack, { ...how, inFull: [1] });
    await goods.refuse(["LaterStepUnknown", 1], ...takenBack, { ...how, inFull: [0] });
    await goods.prove(...takenBack, how);
  });

  it("is broken by a record of the custodian among those of others", async () => {
    const { goods, how, takenBack, disputedAt, carrier, nzPort } = await loadFixture(disputed);
    const sight = () => goods.write(nzPort, "Sighted", "Port", "NZTRG", { detail: 1, scope: "NZTRG" });
    await sight();
    await goods.write(carrier, "Incident", "Carrier", "NZTRG", { detail: 1 });
    await sight();
    await wait();
    await goods.refuse(["DisputeAnswered", goods.id, disputedAt], ...takenBack, how);
  });

  it("is broken by packing and unpacking, of which the goods have no record of a party", async () => {
    const { w, goods, how, takenBack, disputedAt, carrier } = await loadFixture(disputed);
    const box = await containerOf(w, carrier, "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
    await move(w, "Unpacked", carrier, "Carrier", "NZTRG", box, [goods]);
    await wait();
    await goods.refuse(["DisputeAnswered", goods.id, disputedAt], ...takenBack, how);
  });

  it("is broken by packing that is said to be older than the dispute", async () => {
    const { w, goods, how, takenBack, receivedAt, disputedAt, carrier } = await loadFixture(disputed);
    const box = await containerOf(w, carrier, "NZTRG");
    const basedOn = ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["bytes32[]"], [[goods.id]]));
    const said = { basedOn, occurredAt: receivedAt };
    const c = await checkpoint(box.id, carrier, "Packed", "Carrier", "NZTRG", said);
    await (await w.ledger.connect(carrier.account).pack(c, [goods.id])).wait();
    await wait();
    await goods.refuse(["DisputeAnswered", goods.id, disputedAt], ...takenBack, how);
  });
});
