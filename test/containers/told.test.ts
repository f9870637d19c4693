import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { flagSet, unpack } from "../../assurance/model/word.js";
import { consignmentId } from "../../sdk/ids.js";
import { loadFixture } from "../support/chain.js";
import { ascending, hashChildren, HOME, yard } from "../support/containers.js";
import { at } from "../support/world.js";

describe("Containers: what calls answer", () => {
  it("a new container is its maker's, at its place, and nothing else", async () => {
    const y = await loadFixture(yard);
    const { boxer } = y.parts;
    await (await y.ledger.connect(boxer.account).createContainer(boxer.id, hash("box"), at(HOME), ZeroHash)).wait();
    expect(unpack(await y.ledger.wordOf(consignmentId(boxer.id, hash("box"))))).to.deep.equal({
      sequence: 1n,
      lastMove: 1n,
      lastMoveAt: 0n,
      offeredAt: 0n,
      custodian: boxer.id,
      next: 0n,
      destination: "",
      place: HOME,
      holds: 0n,
      movement: "Created",
      customs: "None",
      flags: flagSet("container"),
    });
  });

  it("packing and unpacking return the container's sequence", async () => {
    const y = await loadFixture(yard);
    const { keeper } = y.parts;
    const list = ascending(await y.several("a", "b"));
    const k = await y.container("k");
    const { sequence } = await y.word(k);
    const ledger = y.ledger.connect(keeper.account);
    const basedOn = hashChildren(list);
    const packed = await y.checkpoint(k, "keeper", "Packed", "Carrier", { basedOn });
    expect(await ledger.pack.staticCall(packed, list)).to.equal(sequence + 1n);
    await (await ledger.pack(packed, list)).wait();
    const unpacked = await y.checkpoint(k, "keeper", "Unpacked", "Carrier", { basedOn });
    expect(await ledger.unpack.staticCall(unpacked, list)).to.equal(sequence + 2n);
  });

  it("a pallet that is held, and holds something that is, is kept with both said", async () => {
    const y = await loadFixture(yard);
    const [a, b] = await y.several("a", "b");
    const pallet = await y.loaded("pallet", [a!, b!]);
    const k = await y.loaded("k", [pallet]);
    await y.write(pallet, "office", "Held", "Inspector");
    await y.refused(["ConsignmentHeld", pallet, 1, false], [k, pallet], () => y.unpack(k, [pallet]));
    await y.write(a!, "office2", "Held", "Inspector");
    await y.refused(["ConsignmentHeld", pallet, 1, true], [k, pallet], () => y.unpack(k, [pallet]));
  });
});
