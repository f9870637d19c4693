import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import type { TraceStep } from "../../../sdk/trace/journey.js";
import { storyOf } from "../../../sdk/trace/story.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { AT, goodsAt, leaving, UNITS } from "../../support/provedGoods.js";
import { proofOf } from "../../support/proofs.js";
import { at, country, line, world } from "../../support/world.js";
import { forge } from "./forging.js";

const CN = { scope: "CN" };

interface Told {
  readonly client: WaymarkClient;
  readonly trace: Trace;
}

/** Goods that were delivered on a clearance which a broker reported, and customs then contradicted. */
async function contradicted(): Promise<Told> {
  const w = await world();
  const { carrier, cnCustoms } = w.cast;
  const goods = await goodsAt(w, "cleared", { importBasis: "reported" });
  await goods.write(carrier, "Delivered", "Carrier", "CNSHG");
  await goods.alone(cnCustoms, "Contradicted", "Customs", "CNSHG", { on: AT.cleared, changes: CN });
  const client = await clientOf(w);
  return { client, trace: await traceConsignment(client, goods.id) };
}

/** Units that came back after customs released them. */
async function returned(): Promise<Told> {
  const w = await world();
  const { carrier, cnCustoms } = w.cast;
  const goods = await goodsAt(w, "declared");
  const released = leaving(w, UNITS, 10);
  const on = await goods.writeLines(cnCustoms, "ImportCleared", "Customs", "CNSHG", released, CN);
  const { proof } = await proofOf(w, goods.id, on, { particulars: [released] });
  const details = { key: hash("returned units"), place: at("CNSHG"), destination: country("CN"), dataHash: ZeroHash };
  const ledger = w.ledger.connect(carrier.account);
  await (await ledger.returnReleased(carrier.id, details, goods.id, proof, [line(w.batch, 10)])).wait();
  const [made] = await ledger.queryFilter(ledger.filters.ConsignmentDerived(undefined, goods.id));
  const client = await clientOf(w);
  return { client, trace: await traceConsignment(client, made!.args.consignment) };
}

/** The trace with some values in capital digits, which are the same bytes to every hash. */
function inCapitals(trace: Trace, names: readonly string[], others: Partial<TraceStep> = {}): Trace {
  return forge(trace, ({ steps, inside }) => {
    for (const step of [...steps, ...inside.flatMap((journey) => journey.steps)]) {
      for (const name of names) {
        const value: unknown = Reflect.get(step, name);
        if (typeof value === "string")
          Object.assign(step, { [name]: value.toUpperCase().replace("0X", "0x"), ...others });
      }
    }
  });
}

describe("sdk/verify: values in other digits", () => {
  it("hide no record's being about another", async () => {
    const { client, trace } = await loadFixture(contradicted);
    const honest = await verifyTrace(client, trace);
    expect(honest.verdict).to.equal("contradicted");
    const same = await verifyTrace(client, inCapitals(trace, ["basedOn"]));
    expect(same.crossReference?.findings).to.deep.equal(honest.crossReference?.findings);
    const hiding = await verifyTrace(client, inCapitals(trace, ["basedOn"], { about: undefined }));
    expect(hiding.verdict).to.equal("altered");
  });

  it("hide nothing of what units that came back were released from", async () => {
    const { client, trace } = await loadFixture(returned);
    const told = inCapitals(trace, ["release"]);
    expect((await verifyTrace(client, told)).verdict).to.not.equal("altered");
    expect(storyOf(told)).to.deep.equal(storyOf(trace));
    expect(storyOf(told)).to.not.have.lengthOf(0);
  });

  it("accuse nobody of writing with a key that it does not have", async () => {
    const { client, trace } = await loadFixture(contradicted);
    const { crossReference } = await verifyTrace(client, inCapitals(trace, ["signer"]));
    const found = crossReference?.findings.filter(({ rule }) => rule === "writers-entitled" || rule === "keys-sound");
    expect(found?.map(({ verdict }) => verdict)).to.deep.equal(["pass", "pass"]);
  });
});
