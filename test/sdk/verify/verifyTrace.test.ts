import { expect } from "chai";
import { ZeroHash } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import type { CrossRule } from "../../../sdk/crossReference/rule.js";
import { RULES } from "../../../sdk/crossReference/rules.js";
import { InvalidValueError, RetryableError, WaymarkError } from "../../../sdk/errors/waymarkError.js";
import { askedItems } from "../../../sdk/goods/itemSource.js";
import { latestBlock } from "../../../sdk/latestBlock.js";
import { readStandings } from "../../../sdk/standing/readStandings.js";
import { askedStandings } from "../../../sdk/standing/standingSource.js";
import type { Standing } from "../../../sdk/standing/standings.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { readLedgerState } from "../../../sdk/verify/ledgerState.js";
import { verificationOf } from "../../../sdk/verify/verification.js";
import { verifyHead } from "../../../sdk/verify/verifyHead.js";
import { partiesOf, verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";
import { clientOf } from "../../support/client.js";
import { bondedJourney, type Journey } from "../../support/journey.js";
import { alter, forge } from "./forging.js";

async function told(): Promise<{ journey: Journey; client: WaymarkClient; trace: Trace }> {
  const journey = await bondedJourney();
  const client = await clientOf(journey);
  return { journey, client, trace: await traceConsignment(client, journey.consignment) };
}

async function refusalOf(verifying: Promise<unknown>): Promise<WaymarkError> {
  const refused: unknown = await verifying.catch((error: unknown) => error);
  expect(refused).to.be.instanceOf(WaymarkError);
  // As just said.
  return refused as WaymarkError;
}

describe("sdk/verify: verifyTrace", () => {
  it("says in two languages that all is unaltered, and what the rules found", async () => {
    const { client, trace } = await loadFixture(told);
    const { sentence, head, crossReference } = await verifyTrace(client, trace);
    expect(sentence).to.deep.equal({
      en: `All 20 records are unaltered and complete as of block ${head.block}. Held against each other: ${crossReference!.sentence.en}`,
      zh: `截至区块 ${head.block}，全部 20 条记录完整且未被篡改。相互核对：${crossReference!.sentence.zh}`,
    });
  });

  it("says of an altered trace only that, and asks no rule about it", async () => {
    const { client, trace } = await loadFixture(told);
    const verification = await verifyTrace(client, forge(trace, alter(4, { basis: "reported" })));
    const { head } = verification;
    expect(verification).to.deep.equal({
      verdict: "altered",
      sentence: {
        en: `This is not what the ledger recorded as of block ${head.block}: Record 4 is not reported: it is of the export clearance, by a party in the role of customs.`,
        zh: `这与账本截至区块 ${head.block} 的记录不符：第 4 步的记录不是代为报告的记录：它记录出口放行，由参与方以海关的身份写入。`,
      },
      head,
      crossReference: undefined,
      item: undefined,
    });
  });

  it("says of a journey without its beginning that it has none, in the trade's words", async () => {
    const { client, trace } = await loadFixture(told);
    const [, second, ...later] = trace.steps;
    for (const steps of [[], [second!, ...later]]) {
      // What a trace is told as that begins so.
      const forged = { ...trace, steps, creation: steps[0], records: later } as unknown as Trace;
      const { sentence } = await verifyTrace(client, forged);
      expect(sentence.en).to.contain("The steps are not a creation and then others that the ledger knows.");
    }
  });

  it("joins all that is wrong into one sentence", async () => {
    const { client, trace } = await loadFixture(told);
    const forged = forge(trace, (copy) => {
      alter(4, { basis: "reported" })(copy);
      alter(12, { detailName: "Fail" })(copy);
    });
    const { head } = await verifyTrace(client, forged);
    expect(head.sentence.en).to.equal(
      `This is not what the ledger recorded as of block ${head.block}: ` +
        'Record 4 is not reported: it is of the export clearance, by a party in the role of customs. Record 12 says "failed" where its detail is "passed".',
    );
  });

  it("takes no standings for the parties' that the ledger does not have", async () => {
    const { journey, client, trace } = await loadFixture(told);
    const block = await latestBlock(client);
    const standings = await readStandings(client, partiesOf(trace), { from: 0, to: block });
    const { id } = journey.cast.carrier;
    const carrier: Standing = { ...standings.get(id)!, suspended: [{ since: { block: 0, index: 0 }, value: true }] };
    const sources = {
      state: await readLedgerState(client, trace, block),
      standings: askedStandings(client, block),
      items: askedItems(client, block),
    };
    const lied = new Map([...standings, [id, carrier]]);
    const input = { trace, disclosures: [], standings: lied, item: undefined, at: 0 };
    const verification = await verificationOf(input, sources);
    expect(verification).to.deep.include({
      verdict: "altered",
      sentence: {
        en: `This is not what the ledger recorded: What the logs say of the suspension of party ${id} is not what the ledger has.`,
        zh: `这与账本的记录不符：日志所载的参与方 ${id} 的暂停状态与账本不符。`,
      },
      crossReference: undefined,
      item: undefined,
    });
    expect(verification.head.holds).to.equal(true);
  });

  it("is asked at the block that is said, by number or by hash", async () => {
    const { client, trace } = await loadFixture(told);
    const { log } = trace.records.at(-2)!;
    const early = await traceConsignment(client, trace.consignment, { toBlock: log.block });
    expect((await verifyTrace(client, early, { block: log.block })).verdict).not.to.equal("altered");
    expect((await verifyTrace(client, early)).verdict).to.equal("altered");
    const { hash } = (await ethers.provider.getBlock("latest"))!;
    expect((await verifyTrace(client, early, { blockHash: hash! })).verdict).to.equal("altered");
  });

  it("takes no block, hash or item that is none", async () => {
    const { client, trace } = await loadFixture(told);
    const item = { batch: ZeroHash, serialHash: ZeroHash, proofs: [] };
    const wrong = [
      ...[-1, 1.5, NaN, "1", null].map((block) => ({ block })),
      ...["nonsense", "0x12", 5, null].map((blockHash) => ({ blockHash })),
      ...[null, 5, { ...item, batch: "0x12" }, { ...item, serialHash: "x" }, { ...item, proofs: {} }].map((one) => ({
        item: one,
      })),
    ] as never[];
    for (const options of wrong) {
      const refused = await refusalOf(verifyTrace(client, trace, options));
      expect(refused, JSON.stringify(options)).to.be.instanceOf(InvalidValueError);
    }
    expect(await refusalOf(verifyHead(client, trace, { block: -1 }))).to.be.instanceOf(InvalidValueError);
  });

  it("names a block that the node does not have", async () => {
    const { client, trace } = await loadFixture(told);
    for (const [options, named] of [
      [{ block: 10_000_000 }, "10000000"],
      [{ blockHash: ZeroHash }, ZeroHash],
    ] as const) {
      const refused = await refusalOf(verifyTrace(client, trace, options));
      expect(refused).to.be.instanceOf(RetryableError).with.property("name", "NodeBehind");
      expect(refused.message).to.equal(`The node has no block ${named}.`);
    }
  });

  it("asks only about parties that the ledger can have", async () => {
    const { client, trace } = await loadFixture(told);
    const parties = new Map([...trace.parties, [1n << 40n, { uri: "did:web:nobody.example", controller: "Nobody" }]]);
    expect(partiesOf({ ...trace, parties })).to.deep.equal([...trace.parties.keys()]);
    expect((await verifyTrace(client, { ...trace, parties })).verdict).to.equal("altered");
  });

  it("says of a trace of another form where it has it, and throws nothing", async () => {
    const { client, trace } = await loadFixture(told);
    const nothing = [null] as never[];
    const wrong: readonly (readonly [place: string, changes: Partial<Trace>])[] = [
      ["$.steps[0]", { steps: nothing }],
      ["$.steps", { steps: {} as never }],
      ["$.steps[0].log", { steps: [{ ...trace.steps[0]!, log: null as never }] }],
      ["$.creation", { creation: null as never }],
      ["$.records[0]", { records: nothing }],
      ["$.inside[0]", { inside: nothing }],
      ["$.parts[0]", { parts: nothing }],
      ["$.recalls[0]", { recalls: nothing }],
      ["$.batches", { batches: [] as never }],
      ["$.products", { products: null as never }],
      ["$.parties", { parties: {} as never }],
      ["$.consignment", { consignment: 7 as never }],
      ["$.ledger", { ledger: 7 as never }],
    ];
    for (const [place, changes] of wrong) {
      const malformed = { ...trace, ...changes };
      const { verdict, sentence, head } = await verifyTrace(client, malformed);
      expect(verdict, place).to.equal("altered");
      expect(sentence).to.deep.equal(head.sentence);
      expectBothLanguages(sentence);
      expect(sentence.zh).to.include(`追溯数据的格式在 ${place} 处与本软件给出的不同：应为`);
      expect(sentence.en).to.include(`The trace has another form than the SDK gives it at ${place}: `);
      expect(await verifyHead(client, malformed, { block: head.block })).to.deep.equal(head);
    }
    expect((await verifyTrace(client, null as never)).verdict).to.equal("altered");
  });

  it("names the first five places alone, and whose trace it is", async () => {
    const { client, trace } = await loadFixture(told);
    const { head } = await verifyTrace(client, { ...trace, steps: Array<never>(100).fill(null as never) });
    expect(head).to.deep.include({ holds: false, head: undefined, headOnChain: ZeroHash, records: 0, inside: 0 });
    expect(head.problems).to.have.length(5);
    for (const { consignment, sequence } of head.problems) {
      expect({ consignment, sequence }).to.deep.equal({ consignment: trace.consignment, sequence: undefined });
    }
  });

  it("refuses options that are none", async () => {
    const { client, trace } = await loadFixture(told);
    for (const options of [
      null,
      ...[null, {}, [null], [{}]].map((disclosures) => ({ disclosures })),
      ...[null, {}, 5].map((among) => ({ among })),
      ...[null, {}, [null], [{}]].map((rules) => ({ rules })),
    ]) {
      const refused = await refusalOf(verifyTrace(client, trace, options as never));
      expect(refused, JSON.stringify(options)).to.be.instanceOf(InvalidValueError);
    }
  });

  it("asks the other rules when one throws, and says of that one that it failed", async () => {
    const { client, trace } = await loadFixture(told);
    const failing: CrossRule = {
      ...{ id: "failing", question: { en: "?", zh: "?" }, method: "", needs: "records" },
      check: () => {
        throw new TypeError("no such field");
      },
    };
    const asked = await verifyTrace(client, trace);
    const { verdict, crossReference } = await verifyTrace(client, trace, { rules: [failing, ...RULES] });
    expect(verdict).to.equal(asked.verdict);
    // What makes a rule fail may be what it would have found.
    expect((await verifyTrace(client, trace, { rules: [failing] })).verdict).to.equal("warns");
    expect(crossReference!.checked).to.equal(asked.crossReference!.checked);
    expect(crossReference!.findings.filter(({ rule }) => rule === "failing")).to.deep.equal([
      {
        ...{ rule: "failing", verdict: "warning", steps: [] },
        sentence: {
          en: "The rule failed.",
          zh: "该规则运行出错，未能核对。",
        },
        error: "Something unexpected went wrong: no such field",
      },
    ]);
  });
});
