import { expect } from "chai";
import { ZeroHash } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import { WaymarkError } from "../../../sdk/errors/waymarkError.js";
import { askedItems } from "../../../sdk/goods/itemSource.js";
import { latestBlock } from "../../../sdk/latestBlock.js";
import { readStandings } from "../../../sdk/standing/readStandings.js";
import { askedStandings } from "../../../sdk/standing/standingSource.js";
import type { Standing } from "../../../sdk/standing/standings.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { readLedgerState } from "../../../sdk/verify/ledgerState.js";
import { verificationOf } from "../../../sdk/verify/verification.js";
import { partiesOf, verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { ethers, loadFixture } from "../../support/chain.js";
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
      sentence: { en: head.sentence, zh: `这与账本截至区块 ${head.block} 的记录不符。` },
      head,
      crossReference: undefined,
      item: undefined,
    });
  });

  it("joins all that is wrong into one sentence", async () => {
    const { client, trace } = await loadFixture(told);
    const forged = forge(trace, (copy) => {
      alter(4, { basis: "reported" })(copy);
      alter(12, { detailName: "Fail" })(copy);
    });
    const { head } = await verifyTrace(client, forged);
    expect(head.sentence).to.equal(
      `This is not what the ledger recorded as of block ${head.block}: ` +
        'Record 4 is not reported: it is a record of kind ExportCleared by a Customs. Record 12 says "Fail" where its detail is "Pass".',
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
        zh: `这与账本截至区块 ${block} 的记录不符。`,
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

  it("names a block that the node does not have", async () => {
    const { client, trace } = await loadFixture(told);
    for (const [options, named] of [
      [{ block: 10_000_000 }, "10000000"],
      [{ blockHash: ZeroHash }, ZeroHash],
    ] as const) {
      expect((await refusalOf(verifyTrace(client, trace, options))).message).to.include(`no block ${named}.`);
    }
  });

  it("asks only about parties that the ledger can have", async () => {
    const { client, trace } = await loadFixture(told);
    const parties = new Map([...trace.parties, [1n << 40n, { uri: "did:web:nobody.example", controller: "Nobody" }]]);
    expect(partiesOf({ ...trace, parties })).to.deep.equal([...trace.parties.keys()]);
    expect((await verifyTrace(client, { ...trace, parties })).verdict).to.equal("altered");
  });
});
