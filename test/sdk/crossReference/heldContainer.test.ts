import { expect } from "chai";

import { matterOf } from "../../../sdk/crossReference/matter.js";
import { holdsLifted } from "../../../sdk/crossReference/rules/customs.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerOf, goodsAt, move } from "../../support/provedGoods.js";
import { heldAt } from "../../support/records.js";
import { world } from "../../support/world.js";

describe("sdk/crossReference: a container that customs hold", () => {
  it("holds the goods in it, until customs take them out", async () => {
    const w = await loadFixture(world);
    const { factory, nzCustoms } = w.cast;
    const goods = await goodsAt(w, "created");
    const container = await containerOf(w, factory, "NZTRG");
    await goods.write(factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
    await move(w, "Packed", factory, "Factory", "NZTRG", container, [goods], "NZ");
    await container.write(nzCustoms, "Held", "Customs", "NZTRG", { scope: "NZ" });
    const held = await goods.write(nzCustoms, "Held", "Customs", "NZTRG", { scope: "NZ" });
    const client = await clientOf(w);
    const found = async () => holdsLifted.check(matterOf(await traceConsignment(client, goods.id)));
    expect((await found()).map(({ verdict }) => verdict)).to.deep.equal(["warning", "warning"]);

    await move(w, "Unpacked", nzCustoms, "Customs", "NZTRG", container, [goods], "NZ");
    await goods.write(nzCustoms, "HoldLifted", "Customs", "NZTRG", { basedOn: heldAt(held), scope: "NZ" });
    const [out, ...others] = await found();
    expect(out).to.include({ verdict: "pass" });
    expect(out!.sentence).to.deep.equal({
      en: "did:web:nzCustoms.example held what the goods were in, and they came out of it.",
      zh: "did:web:nzCustoms.example 曾扣留装载货物的集装单元，货物已从中取出。",
    });
    expect(others.map(({ verdict }) => verdict)).to.deep.equal(["pass"]);
    const itself = holdsLifted.check(matterOf(await traceConsignment(client, container.id)));
    expect(itself.map(({ verdict }) => verdict)).to.deep.equal(["warning"]);
  });
});
