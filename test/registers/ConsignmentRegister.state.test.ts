import { expect } from "chai";
import type { Result } from "ethers";

import { stands } from "../../assurance/model/conditions.js";
import { unpack } from "../../assurance/model/word.js";
import { contentsOf } from "../../sdk/hashing/contentsOf.js";
import { Customs, Movement } from "../../sdk/vocabulary.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { AT, containerOf, goodsAt, move, UNITS, type Basis, type Stage } from "../support/provedGoods.js";
import type { Goods } from "../support/proofs.js";
import { at, country, world, type World } from "../support/world.js";

const STAGES = Object.keys(AT) as Stage[];
const NZ = { scope: "NZ" };

describe("ConsignmentRegister: a consignment as it stands", () => {
  /** `consignmentOf` in full. */
  async function stateOf({ w, id }: Goods) {
    // A struct is an ethers result, though its type does not say so.
    const state = (await w.ledger.consignmentOf(id)) as unknown as Result;
    return state.toObject() as Record<string, unknown>;
  }

  /** What it must be: what the word of the goods, or with their container's, says, and what is stored beside it. */
  async function said({ w, id }: Goods, beside: { creator: bigint; container?: string; contents: string }) {
    const word = unpack(await w.ledger.effectiveWordOf(id));
    const has = (flag: (typeof word.flags)[number]) => word.flags.includes(flag);
    return {
      creator: beside.creator,
      custodian: word.custodian,
      next: word.next,
      offeredAt: word.offeredAt * 3_600n,
      place: at(word.place),
      stands: stands(word),
      destination: country(word.destination),
      movement: BigInt(Movement[word.movement]),
      customs: BigInt(Customs[word.customs]),
      customsOwn: has("importOwn"),
      exportCleared: has("exportCleared"),
      exportOwn: has("exportOwn"),
      domestic: has("domestic"),
      container: beside.container ?? ethers.ZeroHash,
      stoppedElsewhere: has("stoppedInside"),
      holds: word.holds,
      sequence: word.sequence,
      lastMove: word.lastMove,
      lastMoveAt: word.lastMoveAt,
      head: await w.ledger.headOf(id),
      contents: beside.contents,
    };
  }

  const ofFactory = (w: World) => ({
    creator: w.cast.factory.id,
    contents: contentsOf([{ batch: w.batch, quantity: BigInt(UNITS), items: ethers.ZeroHash }]),
  });

  for (const basis of ["own", "reported"] as const satisfies readonly Basis[]) {
    it(`is what its word says at every stage, customs' records being ${basis}`, async () => {
      const w = await loadFixture(world);
      for (const stage of STAGES) {
        const goods = await goodsAt(w, stage, { key: stage, exportBasis: basis, importBasis: basis });
        expect(await stateOf(goods), stage).to.deep.equal(await said(goods, ofFactory(w)));
      }
    });
  }

  it("is, for packed goods, what they have from their container, which it names", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const goods = await goodsAt(w, "exported");
    await goods.write(carrier, "Received", "Carrier", "NZTRG");
    const box = await containerOf(w, carrier, "NZTRG");
    expect((await stateOf(goods)).container).to.equal(ethers.ZeroHash);
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods]);
    await box.write(carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    const state = await stateOf(goods);
    expect(state).to.deep.equal(await said(goods, { ...ofFactory(w), container: box.id }));
    expect(state).to.include({ custodian: carrier.id, stands: false, movement: BigInt(Movement.InTransit) });
  });

  it("tells that something around or inside is held, and of the goods' own holds how many", async () => {
    const w = await loadFixture(world);
    const { carrier, nzCustoms } = w.cast;
    const [goods, other] = [await goodsAt(w, "exported"), await goodsAt(w, "exported", { key: "other" })];
    for (const each of [goods, other]) await each.write(carrier, "Received", "Carrier", "NZTRG");
    const box = await containerOf(w, carrier, "NZTRG");
    await move(w, "Packed", carrier, "Carrier", "NZTRG", box, [goods, other]);
    await goods.write(nzCustoms, "Held", "Customs", "NZTRG", NZ);
    expect(await stateOf(goods)).to.include({ stoppedElsewhere: false, holds: 1n });
    expect(await stateOf(box)).to.include({ stoppedElsewhere: true, holds: 0n });
    expect(await stateOf(other)).to.include({ stoppedElsewhere: false, holds: 0n });
    await box.write(nzCustoms, "Held", "Customs", "NZTRG", NZ);
    expect(await stateOf(other)).to.include({ stoppedElsewhere: true, holds: 0n });
  });

  it("keeps an open hold as it was placed, whatever its placer writes meanwhile", async () => {
    const w = await loadFixture(world);
    const { nzCustoms } = w.cast;
    const goods = await goodsAt(w, "exported");
    const sequence = await goods.write(nzCustoms, "Held", "Customs", "NZTRG", NZ);
    const placed = [sequence, BigInt(await networkHelpers.time.latest())];
    await goods.write(nzCustoms, "Inspected", "Customs", "NZTRG", { ...NZ, detail: 1 });
    expect(await w.ledger.holdOf(goods.id, nzCustoms.id)).to.deep.equal(placed);
    await goods.alone(nzCustoms, "Disputed", "Customs", "NZTRG", { on: AT.exported, changes: NZ });
    expect(await w.ledger.holdOf(goods.id, nzCustoms.id)).to.deep.equal(placed);
  });
});
