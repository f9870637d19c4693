import { expect } from "chai";

import { crossReference } from "../../../sdk/crossReference/crossReference.js";
import { matterOf } from "../../../sdk/crossReference/matter.js";
import { factsOf } from "../../../sdk/facts.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { CorrectionReason, InspectionResult } from "../../../sdk/vocabulary.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import type { Goods } from "../../support/proofs.js";
import { AT, goodsAt } from "../../support/provedGoods.js";
import { world } from "../../support/world.js";

const CN = { scope: "CN" };
const NZ = { scope: "NZ" };
const INCORRECT = { detail: CorrectionReason.IncorrectData };

/** What a rule finds of goods, by verdicts. */
async function foundOf(goods: Goods, rule: string): Promise<string[]> {
  const trace = await traceConsignment(await clientOf(goods.w), goods.id);
  const { findings } = crossReference(matterOf(trace));
  return findings.filter((finding) => finding.rule === rule).map(({ verdict }) => verdict);
}

describe("sdk/crossReference: words that their authors called wrong, and that set nothing to take back", () => {
  it("put goods nowhere: a port's sighting", async () => {
    const w = await loadFixture(world);
    const { cnPort } = w.cast;
    const goods = await goodsAt(w, "exported");
    const seen = await goods.write(cnPort, "Sighted", "Port", "CNSHG", { scope: "CNSHG", detail: 1 });
    expect(await foundOf(goods, "seen-on-route")).to.deep.equal(["contradiction"]);
    await goods.alone(cnPort, "Correction", "Port", "CNSHG", { on: seen, changes: { scope: "CNSHG", ...INCORRECT } });
    expect(await foundOf(goods, "seen-on-route")).to.deep.equal(["not checkable"]);
  });

  it("pass nothing: an inspection", async () => {
    const w = await loadFixture(world);
    const { inspector } = w.cast;
    const goods = await goodsAt(w, "arrived");
    const on = await goods.write(inspector, "Inspected", "Inspector", "CNSHG", {
      ...CN,
      detail: InspectionResult.Pass,
    });
    expect(await foundOf(goods, "inspections-passed")).to.deep.equal(["pass"]);
    const wrong = await goods.alone(inspector, "Correction", "Inspector", "CNSHG", { on, changes: CN });
    expect(await foundOf(goods, "inspections-passed")).to.deep.equal(["not checkable"]);
    expect(factsOf(await traceConsignment(await clientOf(w), goods.id)).inspections).to.equal(undefined);
    // It was not wrong after all.
    await goods.alone(inspector, "Correction", "Inspector", "CNSHG", { on: wrong, changes: CN });
    expect(await foundOf(goods, "inspections-passed")).to.deep.equal(["pass"]);
  });

  it("confirm nothing: customs' confirmation", async () => {
    const w = await loadFixture(world);
    const { cnCustoms, carrier } = w.cast;
    const goods = await goodsAt(w, "cleared", { importBasis: "reported" });
    await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
    const { sequence: on } = await goods.prove(cnCustoms, "Confirmed", "Customs", "CNSHG", {
      on: AT.cleared,
      changes: CN,
    });
    expect(await foundOf(goods, "import-cleared")).to.deep.equal(["pass"]);
    await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", { on, changes: CN });
    expect(await foundOf(goods, "import-cleared")).to.deep.equal(["warning"]);
    expect(await foundOf(goods, "customs-agrees")).to.deep.equal(["not checkable"]);
  });

  it("contradict nothing: customs' contradiction, while its hold stays to be told", async () => {
    const w = await loadFixture(world);
    const { cnCustoms } = w.cast;
    const goods = await goodsAt(w, "arrived", { exportBasis: "reported" });
    const nzCustoms = w.cast.nzCustoms;
    const { sequence: on } = await goods.prove(nzCustoms, "Contradicted", "Customs", "NZTRG", {
      on: AT.exported,
      changes: NZ,
    });
    expect(await foundOf(goods, "customs-agrees")).to.deep.equal(["contradiction"]);
    await goods.alone(nzCustoms, "Correction", "Customs", "NZTRG", { on, changes: NZ });
    expect(await foundOf(goods, "customs-agrees")).to.deep.equal(["not checkable"]);
    await goods.write(cnCustoms, "Inspected", "Customs", "CNSHG", { ...CN, detail: InspectionResult.Pass });
    expect(await foundOf(goods, "holds-lifted")).to.deep.equal(["warning"]);
  });

  it("let nothing out: a clearance that came to stand for good, and did not occur", async () => {
    const w = await loadFixture(world);
    const { nzCustoms, carrier } = w.cast;
    const goods = await goodsAt(w, "cleared");
    await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
    expect(await foundOf(goods, "export-cleared")).to.deep.equal(["pass"]);
    await goods.alone(nzCustoms, "Correction", "Customs", "NZTRG", { on: AT.exported, changes: NZ });
    expect(await foundOf(goods, "export-cleared")).to.deep.equal(["warning"]);
  });

  it("are told all the same where they moved goods, or their data alone was incorrect", async () => {
    const w = await loadFixture(world);
    const { cnCustoms, carrier } = w.cast;
    const goods = await goodsAt(w, "cleared");
    await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
    await goods.alone(carrier, "Correction", "Carrier", "NZTRG", { on: AT.departed });
    const incorrect = { on: AT.cleared, changes: { ...CN, ...INCORRECT } };
    await goods.alone(cnCustoms, "Correction", "Customs", "CNSHG", incorrect);
    expect(await foundOf(goods, "speed-plausible")).to.have.lengthOf(1);
    expect(await foundOf(goods, "import-cleared")).to.deep.equal(["pass"]);
  });
});
