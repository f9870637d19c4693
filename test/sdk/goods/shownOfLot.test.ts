import { expect } from "chai";
import { id } from "ethers";

import { discloseAll } from "../../../sdk/disclosure/disclose.js";
import type { Disclosure } from "../../../sdk/disclosure/disclosure.js";
import { fieldTree } from "../../../sdk/disclosure/fieldTree.js";
import { newRecordSecret } from "../../../sdk/disclosure/recordSecret.js";
import { trace } from "../../../sdk/goods/trace.js";
import { verify } from "../../../sdk/goods/verify.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { checkpoint, createConsignment, line, world } from "../../support/world.js";

const LOT = "https://trace.example/01/09520123456788/10/NZ2611A";

/** A lot in two consignments, and what the factory shows of the origin of each. */
async function shownLot() {
  const w = await world();
  const { factory } = w.cast;
  const client = await clientOf(w);
  const disclosures: Disclosure[] = [];
  const consignments: string[] = [];
  for (const key of ["one", "two"]) {
    const consignment = await createConsignment(w, { key: id(key), lines: [line(w.batch, 3)] });
    const [fields, secret] = [[{ path: "goods.originCountry", value: "NZ" }], newRecordSecret()];
    const { dataHash } = fieldTree(fields, secret);
    const changes = { scope: "NZ", dataHash };
    const origin = await checkpoint(consignment, factory, "Origin", "Factory", "NZTRG", changes);
    await w.ledger.connect(factory.account).record(origin);
    const about = {
      chainId: client.chainId.toString(),
      ledger: client.address.toLowerCase(),
      consignment,
      sequence: 2,
    };
    disclosures.push(discloseAll({ about, fields, secret }));
    consignments.push(consignment);
  }
  return { client, disclosures, consignments };
}

describe("sdk/goods: what is shown of the consignments of a lot", () => {
  it("is held against the consignment that it is of, and accuses no other", async () => {
    const { client, disclosures } = await loadFixture(shownLot);
    const goods = await trace(client, LOT);
    const unshown = await verify(client, goods);
    for (const shown of [disclosures.slice(0, 1), disclosures]) {
      const { verdict, consignments } = await verify(client, goods, { disclosures: shown });
      expect(verdict).to.equal(unshown.verdict);
      const proved = consignments.map(({ crossReference }) => {
        return crossReference?.findings.find(({ rule }) => rule === "disclosures-proved")?.verdict;
      });
      expect(proved).to.deep.equal(["pass", shown.length === 2 ? "pass" : "not checkable"]);
    }
  });

  it("is said to be of none of them where it is of none", async () => {
    const { client, disclosures } = await loadFixture(shownLot);
    const stray = disclosures.map((one): Disclosure => ({ ...one, about: { ...one.about, sequence: 9 } as never }));
    const { verdict } = await verify(client, await trace(client, LOT), { disclosures: stray });
    expect(verdict).to.equal("contradicted");
  });

  it("is told in a story of another form as that is, which is altered", async () => {
    const { client, disclosures } = await loadFixture(shownLot);
    const goods = await trace(client, LOT);
    const malformed = { ...goods, consignments: goods.consignments.map((one) => ({ ...one, inside: 1 as never })) };
    expect((await verify(client, malformed, { disclosures })).verdict).to.equal("altered");
  });
});
