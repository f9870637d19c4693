import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { crossReference } from "../../../sdk/crossReference/crossReference.js";
import { matterOf } from "../../../sdk/crossReference/matter.js";
import { consignmentId } from "../../../sdk/ids.js";
import { storyOf } from "../../../sdk/trace/story.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { Adjustment } from "../../../sdk/vocabulary.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { proofOf } from "../../support/proofs.js";
import { goodsAt, leaving } from "../../support/provedGoods.js";
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

  it("tells of units that came back nothing of those that were released, or went missing, before them", async () => {
    const w = await loadFixture(world);
    const { carrier, cnCustoms, broker, factory } = w.cast;
    const goods = await goodsAt(w, "declared", { lines: [line(w.batch, 100)] });
    const others = leaving(w, 100, 20);
    const missing = leaving(w, 80, 5);
    const theirs = leaving(w, 75, 10);
    const reported = { principal: factory.id };
    await goods.writeLines(broker, "ImportCleared", "Broker", "CNSHG", others, reported);
    await goods.writeLines(carrier, "Adjusted", "Carrier", "CNSHG", missing, { detail: Adjustment.Theft });
    const on = await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", theirs, { scope: "CN" });
    const { proof } = await proofOf(w, goods.id, on, { particulars: [theirs] });
    const details = { key: hash("returned units"), place: at("CNSHG"), destination: country("CN"), dataHash: ZeroHash };
    const ledger = w.ledger.connect(carrier.account);
    await (await ledger.returnReleased(carrier.id, details, goods.id, proof, [line(w.batch, 10)])).wait();
    const [made] = await ledger.queryFilter(ledger.filters.ConsignmentDerived(undefined, goods.id));
    const back = await traceConsignment(await clientOf(w), made!.args.consignment);

    const told = storyOf(back).filter(({ record }) => record.particulars !== undefined);
    expect(told.map(({ record }) => record.sequence)).to.deep.equal([Number(on)]);
    const { findings } = crossReference(matterOf(back));
    const of = (name: string) => findings.filter(({ rule }) => rule === name);
    expect(of("import-cleared").map(({ sentence }) => sentence.en)).to.deep.equal([
      "The import was cleared, by customs (did:web:cnCustoms.example).",
    ]);
    expect(of("quantities-kept").map(({ verdict }) => verdict)).to.deep.equal(["pass"]);
  });
});
