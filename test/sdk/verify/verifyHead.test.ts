import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import { parseScope } from "../../../sdk/places/scope.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyHead, type HeadVerdict } from "../../../sdk/verify/verifyHead.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { bondedJourney, type Journey } from "../../support/journey.js";
import { checkpoint, createConsignment, deployLedger } from "../../support/world.js";
import { alter, forge, type Forgeable } from "./forging.js";

interface Traced {
  journey: Journey;
  client: WaymarkClient;
  trace: Trace;
}

async function traced(): Promise<Traced> {
  const journey = await bondedJourney();
  const client = await clientOf(journey);
  return { journey, client, trace: await traceConsignment(client, journey.consignment) };
}

function sentencesOf({ sentence: all, problems }: HeadVerdict): string[] {
  for (const sentence of [all, ...problems.map((problem) => problem.sentence)]) expectBothLanguages(sentence);
  return problems.map(({ sentence }) => sentence.en);
}

describe("sdk/verify: verifyHead", () => {
  it("holds for what the logs say, and does not call it true", async () => {
    const { client, trace } = await loadFixture(traced);
    const block = await ethers.provider.getBlockNumber();
    const headOnChain = await client.ledger.headOf(trace.consignment);
    expect(await verifyHead(client, trace)).to.deep.equal({
      holds: true,
      sentence: {
        en: `The creation and all 20 records are unaltered and complete as of block ${block}; whether what they say is true, the ledger cannot tell.`,
        zh: `截至区块 ${block}，创建步骤和全部 20 条记录完整且未被篡改；其内容是否属实，账本无从判断。`,
      },
      block,
      head: headOnChain,
      headOnChain,
      records: 20,
      inside: 0,
      problems: [],
    });
  });

  it("holds for a consignment without a record", async () => {
    const { client, journey } = await loadFixture(traced);
    const consignment = await createConsignment(journey, { key: hash("another") });
    expect((await verifyHead(client, await traceConsignment(client, consignment))).holds).to.equal(true);
  });

  it("holds at every block of the journey for what was written by then, and not later", async () => {
    const { client, trace } = await loadFixture(traced);
    for (const { log } of [trace.creation, ...trace.records.slice(0, -1)]) {
      const early = await traceConsignment(client, trace.consignment, { toBlock: log.block });
      expect((await verifyHead(client, early, { block: log.block })).holds).to.equal(true);
      expect((await verifyHead(client, early)).holds).to.equal(false);
    }
  });

  it("notices a record written since", async () => {
    const { client, journey } = await loadFixture(traced);
    const consignment = await createConsignment(journey, { key: hash("another") });
    const trace = await traceConsignment(client, consignment);
    const { factory } = journey.cast;
    const origin = await checkpoint(consignment, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
    await journey.ledger.connect(factory.account).record(origin);
    const verdict = await verifyHead(client, trace);
    expect(verdict.holds).to.equal(false);
    expect(verdict.problems[0]).to.deep.equal({
      consignment,
      sequence: undefined,
      sentence: {
        en: `The chain has 2 steps of this consignment at block ${verdict.block}, and the trace tells 1.`,
        zh: `截至区块 ${verdict.block}，链上有这票货物的 2 个步骤，而追溯数据列出 1 个。`,
      },
    });
    expect(verdict.sentence.en).to.match(
      /^This is not what the ledger recorded as of block \d+: The chain has 2 steps/,
    );
    expect((await verifyHead(client, trace, { block: trace.block })).holds).to.equal(true);
  });

  it("does not take another ledger's history for this one's", async () => {
    const { trace, client } = await loadFixture(traced);
    const other = await clientOf(await deployLedger());
    const verdict = await verifyHead(other, trace);
    expect(sentencesOf(verdict)).to.deep.equal([
      `The trace is of the ledger ${client.address} on chain 31337, which is another one.`,
      `The ledger has no such consignment at block ${verdict.block}.`,
    ]);
    expect(verdict).to.include({ holds: false, head: undefined, headOnChain: ZeroHash });
  });

  const forgeries: Record<string, { change: (trace: Forgeable) => void; problem: [number | undefined, RegExp] }> = {
    "an altered place": {
      change: alter(7, { place: parseScope("CNSHA") }),
      problem: [undefined, /^The steps do not give the head that the chain has at block \d+: at least one was altered/],
    },
    "a customs record that is only reported, shown as customs' own": {
      change: alter(20, { basis: "own" }),
      problem: [
        20,
        /^Record 20 is not its writer's own: it is of the import clearance, by a party in the role of broker\.$/,
      ],
    },
    "a failed inspection shown as passed": {
      change: alter(12, { detailName: "Fail" }),
      problem: [12, /^Record 12 says "failed" where its detail is "passed"\.$/],
    },
    "a record left out": {
      change: ({ steps }) => steps.splice(10, 1),
      problem: [12, /^Record 12 was written after step 11, not after step 10\.$/],
    },
    "two records changed about": {
      change: ({ steps }) => steps.splice(4, 2, steps[5]!, steps[4]!),
      problem: [6, /^Record 6 stands where step 5 belongs\.$/],
    },
    "a sample that is not shown": {
      change: alter(18, { particulars: undefined }),
      problem: [18, /^Record 18 lacks its lines\.$/],
    },
    "a whole clearance that was one by lines": {
      change: alter(20, { particulars: undefined }),
      problem: [21, /^The lines or the document of record 21 are not those it was written with\.$/],
    },
    "lines on a record that takes none": {
      change: alter(2, { particulars: { lines: [], document: ZeroHash, items: ZeroHash } }),
      problem: [2, /^Record 2 has lines, which a record of the readiness at origin cannot have\.$/],
    },
    "goods taken out that were not there": {
      change: (trace) => {
        const { particulars } = trace.records[19]!;
        const lines = particulars!.lines.map((line) => ({ ...line, quantity: 301n }));
        alter(21, { particulars: { ...particulars!, lines } })(trace);
      },
      problem: [21, /^Record 21 takes out goods that were not there\.$/],
    },
    "another country of origin": {
      change: ({ batches }) => {
        for (const batch of batches.values()) Object.assign(batch, { origin: "FR" });
      },
      problem: [undefined, /^Batch 0x[0-9a-f]{64} is not described as it was registered\.$/],
    },
    "another end of a product's data hash": {
      change: ({ products }) => {
        for (const product of products.values()) {
          const { dataHash } = product;
          Object.assign(product, { dataHash: `${dataHash.slice(0, -1)}${dataHash.endsWith("f") ? "e" : "f"}` });
        }
      },
      problem: [undefined, /^Product \d+ is not described as it was registered\.$/],
    },
    "a product's data hash that is none": {
      change: ({ products }) => {
        for (const product of products.values()) Object.assign(product, { dataHash: product.dataHash.slice(0, 34) });
      },
      problem: [undefined, /^Product \d+ holds a value that the ledger cannot have recorded\.$/],
    },
    "another name for a party": {
      change: ({ parties }) => {
        Object.assign(parties.get(8n)!, { uri: "did:web:cnCustoms.example" });
      },
      problem: [undefined, /^Party 8 was not admitted as did:web:cnCustoms\.example\.$/],
    },
    "a party that is not named": {
      change: ({ parties }) => (parties as Map<bigint, unknown>).delete(3n),
      problem: [6, /^The trace does not say who party 3 is\.$/],
    },
    "a creation under another key": {
      change: ({ steps }) => Object.assign(steps[0]!, { key: hash("another") }),
      problem: [1, /^The consignment's number is not that of its creator and key\.$/],
    },
    "a value that cannot be hashed": {
      change: alter(4, { occurredAt: -1 }),
      problem: [4, /^Record 4 holds a value that the ledger cannot have recorded\.$/],
    },
    "another consignment that is no number at all": {
      change: (trace) => Object.assign(trace, { consignment: "0x12" }),
      problem: [undefined, /^The ledger has no such consignment at block \d+\.$/],
    },
    "a batch under no id": {
      change: ({ batches }) => (batches as Map<string, unknown>).set("lot 7", [...batches.values()][0]),
      problem: [undefined, /^Batch lot 7 is not in the consignment\.$/],
    },
  };
  for (const [forgery, { change, problem }] of Object.entries(forgeries)) {
    it(`fails for ${forgery}`, async () => {
      const { client, trace } = await loadFixture(traced);
      const verdict = await verifyHead(client, forge(trace, change));
      expect(verdict.holds).to.equal(false);
      const [sequence, words] = problem;
      for (const { sentence } of verdict.problems) expectBothLanguages(sentence, ["lot 7"]);
      expect(verdict.problems.some((found) => found.sequence === sequence && words.test(found.sentence.en))).to.equal(
        true,
        JSON.stringify(verdict.problems, null, 2),
      );
    });
  }
});
