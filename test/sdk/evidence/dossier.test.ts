import { isDeepStrictEqual } from "node:util";

import { expect } from "chai";
import fc from "fast-check";

import { FatalError, InvalidValueError } from "../../../sdk/errors.js";
import { formatDossier, parseDossier, type Dossier } from "../../../sdk/evidence/dossier.js";
import { makeDossier } from "../../../sdk/evidence/makeDossier.js";
import { fromPlain, toPlain } from "../../../sdk/evidence/plain.js";
import { dossierTextIn, renderDossier } from "../../../sdk/evidence/renderDossier.js";
import { verifyDossier } from "../../../sdk/evidence/verifyDossier.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";

/** Names of members: these two are taken. */
const NAME = fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => !["bigint", "map"].includes(name));

async function made() {
  const journey = await containerJourney();
  const client = await clientOf(journey);
  const trace = await traceConsignment(client, journey.part);
  const { hash } = (await ethers.provider.getBlock("latest"))!;
  const terms = { blockHash: hash!, ledger: client.address };
  const dossier = await makeDossier(client, trace, terms.blockHash);
  return { client, trace, terms, text: formatDossier(dossier) };
}

describe("sdk/evidence", () => {
  it("verifies as text, offline, what the ledger had", async () => {
    const { client, trace, terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const verification = await verifyDossier(dossier, terms);
    expect(verification).to.deep.equal(await verifyTrace(client, trace, { blockHash: terms.blockHash }));
    expect(verification.head.holds).to.equal(true);
    expect(dossier.found).to.deep.equal({
      verdict: verification.verdict,
      crossReference: fromPlain(toPlain(verification.crossReference)),
    });
  });

  it("does not believe what it says of itself", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const found: Dossier["found"] = { verdict: "holds", crossReference: undefined };
    const forged = { ...dossier, found, trace: { ...dossier.trace, records: dossier.trace.records.slice(1) } };
    const { verdict, crossReference } = await verifyDossier(forged, terms);
    expect({ verdict, crossReference }).to.deep.equal({ verdict: "altered", crossReference: undefined });
  });

  it("finds standings that the ledger does not have", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const [[party, standing] = []] = dossier.standings;
    const since = { block: 0, index: 0 };
    const suspended = [{ since, value: true }];
    const standings = new Map([...dossier.standings, [party!, { ...standing!, suspended }]]);
    const { verdict, sentence } = await verifyDossier({ ...dossier, standings }, terms);
    expect(verdict).to.equal("altered");
    expect(sentence.en).to.equal(
      `This is not what the ledger recorded: What the logs say of the suspension of party ${party} is not what the ledger has.`,
    );
  });

  it("is worth nothing for another ledger or another block", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const other = `0x${"12".repeat(20)}`;
    const named = async (attempt: Promise<unknown>): Promise<string> =>
      await attempt.then(
        () => "nothing",
        (error: unknown) => (error instanceof FatalError ? error.name : String(error)),
      );
    expect(await named(verifyDossier(dossier, { ...terms, ledger: other }))).to.equal("LedgerMismatch");
    expect(await named(verifyDossier(dossier, { ...terms, blockHash: dossier.trace.consignment }))).to.equal(
      "BlockMismatch",
    );
    const moved = { ...dossier, trace: { ...dossier.trace, ledger: other } };
    expect(await named(verifyDossier(moved, { ...terms, ledger: other }))).to.equal("ProofInvalid");
  });

  it("refuses text that is no dossier", async () => {
    const { text } = await loadFixture(made);
    const broken = ["", "{}", "[]", "null", text.slice(0, -1), text.replace('"version": 1', '"version": 2')];
    for (const one of broken) expect(() => parseDossier(one), one.slice(0, 40)).to.throw(InvalidValueError);
  });

  it("writes any value of the SDK as JSON and reads the same again", () => {
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
        fc.integer(),
        fc.string(),
        fc.boolean(),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(NAME, tie("value"), { noNullPrototype: true }),
        fc
          .array(fc.tuple(fc.oneof(fc.bigInt({ min: 0n }), fc.string()), tie("value")))
          .map((entries) => new Map(entries)),
      ),
    })).value;
    fc.assert(
      fc.property(value, (one) => {
        // Chai cannot compare maps that hold maps.
        expect(isDeepStrictEqual(fromPlain(JSON.parse(JSON.stringify(toPlain(one)))), one)).to.equal(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("sdk/evidence: renderDossier", () => {
  it("puts the verdict first, and holds the dossier that it was made of", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const verification = await verifyDossier(dossier, terms);
    const html = renderDossier(dossier, verification, terms.blockHash);
    expect(html.indexOf(verification.sentence.en.slice(0, 40)))
      .to.be.greaterThan(0)
      .and.lessThan(html.indexOf("<table>"));
    expect(html).to.include(terms.blockHash).and.include("ImportDeclared");
    expect(await verifyDossier(parseDossier(dossierTextIn(html)), terms)).to.deep.equal(verification);
  });

  it("runs nothing that a party wrote, and shows what would turn the direction of writing", async () => {
    const { terms, text } = await loadFixture(made);
    const dossier = parseDossier(text);
    const verification = await verifyDossier(dossier, terms);
    const parties = new Map(
      [...dossier.trace.parties].map(([id, party]) => [
        id,
        { ...party, uri: '"><img src=x onerror=alert(1)>\u202Eevil' },
      ]),
    );
    const html = renderDossier({ ...dossier, trace: { ...dossier.trace, parties } }, verification, terms.blockHash);
    expect(html).not.to.include("<img");
    expect(html.slice(0, html.indexOf("<script"))).not.to.include("\u202E");
    expect(html).to.include("&lt;img src=x onerror=alert(1)&gt;\\u202eevil");
    expect(html.match(/<script/g)).to.have.length(1);
    expect(html).to.include(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });
});
