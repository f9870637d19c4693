import { expect } from "chai";
import { id } from "ethers";

import { discloseAll, discloseSome, type KeptRecord } from "../../../sdk/disclosure/disclose.js";
import type { Disclosure } from "../../../sdk/disclosure/disclosure.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { fieldLeaf } from "../../../sdk/disclosure/fieldLeaf.js";
import { fieldSalt } from "../../../sdk/disclosure/fieldSalt.js";
import { fieldTree, type Field } from "../../../sdk/disclosure/fieldTree.js";
import { newRecordSecret } from "../../../sdk/disclosure/recordSecret.js";
import { shownIn } from "../../../sdk/disclosure/shownIn.js";
import { MerkleTree } from "../../../sdk/merkle/merkleTree.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { at, checkpoint, country, line, world, batchDetails } from "../../support/world.js";
import { batchId, consignmentId, lotKey } from "../../../sdk/ids.js";

const [CREATION, RECORD, BATCH] = [newRecordSecret(), newRecordSecret(), newRecordSecret()];
const CREATED: readonly Field[] = [{ path: "commerce.invoice[0]", value: "INV-1" }];
const SAID: readonly Field[] = [
  { path: "goods.originCountry", value: "NZ" },
  { path: "equipment.seal[10]", value: "ML-3" },
  { path: "equipment.seal[2]", value: "ML-2" },
  { path: "equipment.seal[0]", value: "ML-1" },
];
const MADE: readonly Field[] = [{ path: "goods.lot", value: "NZ2611B" }];
/** The same field twice, as no honest software writes it. */
const TWICE = ["NZ", "AU"].map((value) => fieldLeaf("goods.originCountry", value, fieldSalt(RECORD, value)));

/** Goods whose batch, creation and first record have something to show; a second record was written to deceive. */
async function journey() {
  const w = await world();
  const { factory, nzPort } = w.cast;
  const details = batchDetails({ lotKey: lotKey("NZ2611B"), dataHash: fieldTree(MADE, BATCH).dataHash });
  await w.ledger.connect(factory.account).registerBatch(factory.id, details);
  const batch = batchId(w.product, lotKey("NZ2611B"));
  const key = id("SSCC 109520123000000029");
  const dataHash = fieldTree(CREATED, CREATION).dataHash;
  const creation = { key, place: at("NZTRG"), destination: country("CN"), dataHash };
  await w.ledger.connect(factory.account).createConsignment(factory.id, creation, [line(batch, 480)]);
  const consignment = consignmentId(factory.id, key);
  const origin = { scope: "NZ", dataHash: fieldTree(SAID, RECORD).dataHash };
  await w.ledger
    .connect(factory.account)
    .record(await checkpoint(consignment, factory, "Origin", "Factory", "NZTRG", origin));
  const deceit = { scope: "NZTRG", detail: 1, dataHash: new MerkleTree(TWICE).root };
  await w.ledger
    .connect(nzPort.account)
    .record(await checkpoint(consignment, nzPort, "Sighted", "Port", "NZTRG", deceit));
  return { w, batch, trace: await traceConsignment(await clientOf(w), consignment) };
}

/** What is kept of a step, a batch or a product of a trace. */
function kept(
  trace: Trace,
  of: { sequence: number } | { batch: string },
  fields: readonly Field[],
  secret: string,
): KeptRecord {
  const ledger = { chainId: trace.chainId.toString(), ledger: trace.ledger.toLowerCase() };
  const about = "batch" in of ? { ...ledger, ...of } : { ...ledger, ...of, consignment: trace.consignment };
  return { about, fields, secret };
}

describe("sdk/disclosure: shownIn", () => {
  it("takes what is proved of a step, a creation and a batch, and knows nothing of the rest", async () => {
    const { trace, batch } = await loadFixture(journey);
    const shown = shownIn(trace, [
      discloseSome(kept(trace, { sequence: 2 }, SAID, RECORD), ["equipment.seal[10]"]),
      discloseSome(kept(trace, { sequence: 2 }, SAID, RECORD), ["equipment.seal[2]", "goods.originCountry"]),
      discloseAll(kept(trace, { sequence: 1 }, CREATED, CREATION)),
      discloseAll(kept(trace, { batch }, MADE, BATCH)),
    ]);
    expect(shown.problems).to.deep.equal([]);
    const step = shown.ofStep({ consignment: trace.consignment, sequence: 2 });
    expect(step.whole).to.equal(false);
    expect(step.get("goods.originCountry")).to.equal("NZ");
    expect(step.all("equipment.seal")).to.deep.equal(["ML-2", "ML-3"]);
    expect(step.get("goods.grossWeight")).to.equal(undefined);
    const creation = shown.ofStep({ consignment: trace.consignment, sequence: 1 });
    expect([creation.whole, creation.all("commerce.invoice")]).to.deep.equal([true, ["INV-1"]]);
    expect(shown.ofBatch(batch).get("goods.lot")).to.equal("NZ2611B");
    expect(shown.ofProduct(9520123456788n).values.size).to.equal(0);
    expect(shown.ofStep({ consignment: trace.consignment, sequence: 3 }).values.size).to.equal(0);
  });

  it("names what is about no step of the trace, another ledger, or not proved, and takes nothing of it", async () => {
    const { trace } = await loadFixture(journey);
    const right = discloseAll(kept(trace, { sequence: 2 }, SAID, RECORD));
    const of = (about: object): Disclosure => ({ ...right, about: { ...right.about, ...about } });
    const wrong = [
      of({ sequence: 9 }),
      of({ consignment: id("other") }),
      of({ chainId: "1" }),
      of({ ledger: `0x${"0".repeat(40)}` }),
    ];
    const shown = shownIn(trace, [...wrong, of({ sequence: 1 })]);
    for (const { sentence } of shown.problems) expectBothLanguages(sentence);
    expect(shown.problems.map(({ sentence }) => sentence.en)).to.deep.equal([
      ...wrong.map(() => "The trace has no such step, batch or product."),
      `The disclosure is of the dataHash ${right.dataHash}, and the ledger has ${trace.creation.dataHash}.`,
      "The fields and the secret do not give the dataHash that the ledger has.",
    ]);
    for (const { sequence } of trace.steps) {
      expect(shown.ofStep({ consignment: trace.consignment, sequence }).values.size).to.equal(0);
    }
  });

  it("counts neither of two values that one record has for the same field, and says so", async () => {
    const { trace } = await loadFixture(journey);
    const tree = new MerkleTree(TWICE);
    const to = (value: string, at: number): Disclosure => ({
      ...discloseSome(kept(trace, { sequence: 3 }, SAID, RECORD), ["goods.originCountry"]),
      dataHash: tree.root,
      fields: [
        { path: "goods.originCountry", value, salt: fieldSalt(RECORD, value), proof: tree.proofOf(TWICE[at]!)! },
      ],
    });
    const step = { consignment: trace.consignment, sequence: 3 };
    const one = shownIn(trace, [to("NZ", 0), to("NZ", 0)]);
    expect([one.ofStep(step).get("goods.originCountry"), one.problems]).to.deep.equal(["NZ", []]);
    const both = shownIn(trace, [to("NZ", 0), to("AU", 1), to("NZ", 0)]);
    expect(both.ofStep(step).values.size).to.equal(0);
    for (const { sentence } of both.problems) expectBothLanguages(sentence);
    expect(both.problems.map(({ sentence }) => sentence)).to.deep.equal([
      {
        en: 'The author committed to two values of "goods.originCountry", and shows one here and the other there.',
        zh: "记录者对字段“goods.originCountry”承诺了两个值，一处出示其一，另一处出示其二。",
      },
    ]);
  });

  it("refuses what are no disclosures", async () => {
    const { trace, batch } = await loadFixture(journey);
    const one = discloseAll(kept(trace, { batch }, MADE, BATCH));
    const { about } = one;
    const ledger = { chainId: about.chainId, ledger: about.ledger };
    const wrong = [
      ...[null, undefined, 5, "x", [], {}],
      ...[null, 5, {}, ledger].map((subject) => ({ ...one, about: subject })),
      ...["chainId", "ledger", "batch"].map((name) => ({ ...one, about: { ...about, [name]: null } })),
      ...["abc", "", "-1", "0x1", "9".repeat(79), 5].map((product) => ({ ...one, about: { ...ledger, product } })),
      { ...one, dataHash: undefined },
      ...[undefined, {}, [null], ["x"]].map((fields) => ({ ...one, fields })),
    ];
    for (const given of wrong) {
      expect(() => shownIn(trace, [given as never]), JSON.stringify(given)).to.throw(InvalidValueError);
    }
    for (const given of [null, {}, 5]) expect(() => shownIn(trace, given as never)).to.throw(InvalidValueError);
  });
});
