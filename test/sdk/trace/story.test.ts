import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { consignmentId } from "../../../sdk/ids.js";
import { storyOf } from "../../../sdk/trace/story.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { proofOf } from "../../support/proofs.js";
import { goodsAt } from "../../support/provedGoods.js";
import { at, country, line, world } from "../../support/world.js";

describe("sdk/trace: storyOf", () => {
  it("tells of units that came back what happened until their release, and nothing of the rest since", async () => {
    const w = await loadFixture(world);
    const { carrier, cnCustoms } = w.cast;
    const goods = await goodsAt(w, "declared", { lines: [line(w.batch, 100)] });
    const released = {
      contents: [line(w.batch, 100)],
      leaving: [line(w.batch, 10)],
      document: ZeroHash,
      items: ZeroHash,
    };
    const on = await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", released, { scope: "CN" });
    const held = await goods.write(cnCustoms, "Held", "Customs", "CNSHG", { scope: "CN" });
    const { proof } = await proofOf(w, goods.id, on, { particulars: [released] });
    const key = hash("returned units");
    const details = { key, place: at("CNSHG"), destination: country("CN"), dataHash: ZeroHash };
    const ledger = w.ledger.connect(carrier.account);
    await (await ledger.returnReleased(carrier.id, details, goods.id, proof, [line(w.batch, 10)])).wait();

    const client = await clientOf(w);
    const made = await ledger.queryFilter(ledger.filters.ConsignmentDerived(undefined, goods.id));
    const id = made.at(-1)!.args.consignment;
    expect(id).to.not.equal(consignmentId(carrier.id, key));
    const [back, rest] = [await traceConsignment(client, id), await traceConsignment(client, goods.id)];
    expect(rest.records.map(({ sequence }) => sequence)).to.include(Number(held));
    const told = storyOf(back).map(({ record }) => record.sequence);
    expect(told).to.deep.equal(
      rest.records.map(({ sequence }) => sequence).filter((sequence) => sequence <= Number(on)),
    );
    // The release is the last of it.
    expect(storyOf(back).at(-1)!.record.kind).to.equal("ImportCleared");
  });
});
