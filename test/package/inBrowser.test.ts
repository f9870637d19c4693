import { fileURLToPath } from "node:url";

import { expect } from "chai";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";

import * as sdk from "../../sdk/index.js";
import { loadFixture } from "../support/chain.js";
import { launchChromium } from "../support/chromium.js";
import { bondedJourney } from "../support/journey.js";
import { serve } from "../support/serve.js";
import { waymarkOf } from "../support/waymark.js";
import { createConsignment, world } from "../support/world.js";

/** What is in reach of a page with the bundle, and of the same code here. */
interface Bundled {
  readonly sdk: typeof sdk;
}

/** Where the ledger is, and what it is asked about. */
interface Asked {
  readonly rpcUrl: string;
  readonly address: string;
  readonly consignment: sdk.ConsignmentId;
}

async function bundle(): Promise<string> {
  const contents = 'import * as sdk from "./sdk/index.js"; Object.assign(globalThis, { sdk });';
  const resolveDir = fileURLToPath(new URL("../../", import.meta.url));
  const { outputFiles } = await build({
    ...{ bundle: true, format: "iife", platform: "browser", target: "es2022", write: false, logLevel: "error" },
    stdin: { contents, resolveDir },
  });
  return outputFiles[0]!.text;
}

/** What a reader's page does: the story of goods, what is to be thought of it, and the evidence to keep. */
async function reads({ sdk: of }: Bundled, { consignment, ...where }: Asked) {
  const waymark = await of.connect(where);
  const goods = await of.trace(waymark, consignment);
  const [told] = goods.consignments;
  if (told === undefined) throw new Error("No trace.");
  const { verdict, consignments } = await of.verify(waymark, goods);
  const second = await of.connect(where);
  const { hash } = await of.agreedBlock([waymark.provider, second.provider], 0);
  const evidence = of.formatDossier(await of.makeDossier(waymark, told, hash));
  const dossier = of.parseDossier(evidence);
  const ofEvidence = await of.verifyDossier(dossier, { blockHash: hash, ledger: where.address });
  return {
    verdict,
    findings: consignments.flatMap(({ crossReference }) =>
      (crossReference?.findings ?? []).map(({ rule, verdict, sentence }) => [rule, verdict, sentence]),
    ),
    story: of.storyOf(told).map(({ record }) => [record.kind, record.occurredAt, record.dataHash]),
    evidence: { text: evidence, verdict: ofEvidence.verdict, page: of.renderDossier(dossier, ofEvidence, hash) },
  };
}

/** What a page computes without a chain: keys of GS1, hashes, trees, labels. */
async function computes({ sdk: of }: Bundled) {
  const secret = `0x${"5e".repeat(32)}`;
  const batch = of.batchId(9_520_123_456_788n, of.lotKey("LOT/7"));
  const keyOf = of.labelKeys(secret, batch);
  const serials = Array.from({ length: 300 }, (_, index) => `S${index}`);
  const tree = await of.itemTree(
    batch,
    serials.map((serial) => ({ serial, labelSigner: of.labelSignerOf(keyOf(serial)) })),
  );
  const link = of.parseDigitalLink("https://trace.example/01/09520123456788/10/LOT%2F7/21/S7");
  return {
    root: tree.root,
    isListed: of.isOnManifest(tree.root, batch, tree.prove("S7")),
    link: of.formatDigitalLink(link),
    fields: of.canonicalJson({ 牌子: "牧场", net: [0.8, "KGM"] }),
    sheet: of.labelSheet([of.makeLabel(link, keyOf("S7"))], { title: "LOT/7" }),
    place: of.parsePlace("CNSHG"),
  };
}

/** What an officer's page does: makes a passkey, shows what the ledger knows it by, then signs a record with it. */
async function makesPasskey({ sdk: of }: Bundled, { webAuthn }: { webAuthn: string }) {
  const page = globalThis as unknown as {
    navigator: {
      credentials: { create(options: object): Promise<Credential>; get(options: object): Promise<Credential> };
    };
    key: sdk.SigningKey;
  };
  interface Credential {
    readonly rawId: ArrayBuffer;
    readonly response: sdk.PasskeyAssertion & { getPublicKey(): ArrayBuffer };
  }
  const random = () => crypto.getRandomValues(new Uint8Array(32));
  const { rawId, response } = await page.navigator.credentials.create({
    publicKey: {
      challenge: random(),
      rp: { name: "Customs" },
      user: { id: random(), name: "officer", displayName: "Officer" },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      authenticatorSelection: { userVerification: "required" },
    },
  });
  page.key = of.passkeySigningKey(webAuthn, response.getPublicKey(), async (challenge) => {
    const allowCredentials = [{ type: "public-key", id: rawId }];
    const asked = { publicKey: { challenge, allowCredentials, userVerification: "required" } };
    return (await page.navigator.credentials.get(asked)).response;
  });
  return page.key.signer;
}

async function signs({ sdk: of }: Bundled, { consignment, party, ...where }: Asked & { party: string }) {
  const waymark = await of.connect({ ...where, party: BigInt(party) });
  const cleared = { kind: "ExportCleared", consignment, role: "Customs", place: "NZTRG" } as const;
  return await waymark.checkpoints.record(cleared).sign((globalThis as unknown as { key: sdk.SigningKey }).key);
}

describe("the SDK in Chromium", function () {
  this.timeout(120_000);
  let browser: Browser;
  let script: string;
  let chain: Awaited<ReturnType<typeof serve>>;
  let origin: string;
  let page: Page;
  let complaints: string[];

  before(async () => {
    [browser, script, chain] = await Promise.all([launchChromium(), bundle(), serve()]);
    // A passkey is for a name, not for an address.
    origin = chain.rpcUrl.replace("127.0.0.1", "localhost");
  });
  after(async () => {
    await browser.close();
    chain.close();
  });

  beforeEach(async () => {
    page = await browser.newPage();
    complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    // The page comes from where the chain is, so that it may ask it: a node elsewhere has to allow that.
    const body = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Waymark</title>';
    await page.route(`${origin}/page`, (route) => route.fulfill({ contentType: "text/html", body }));
    await page.goto(`${origin}/page`);
    await page.addScriptTag({ content: script });
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).to.deep.equal([]);
  });

  /** Does in the page what one of the functions above does, with arguments and a result that JSON can tell. */
  async function inPage<Given, Result>(
    does: (bundled: Bundled, given: Given) => Promise<Result>,
    given: Given,
  ): Promise<Result> {
    // Functions keep their names here by a helper that no page has.
    const source = `globalThis.__name ??= (named) => named; (${does.toString()})(globalThis, ${JSON.stringify(given)})`;
    return await page.evaluate<Result>(source);
  }

  it("tells a story, finds in it what Node.js finds, and makes the same evidence of it", async () => {
    const { ledger, consignment } = await loadFixture(bondedJourney);
    const address = await ledger.getAddress();
    const found = await inPage(reads, { rpcUrl: origin, address, consignment });
    expect(found).to.deep.equal(await reads({ sdk }, { rpcUrl: chain.rpcUrl, address, consignment }));
    expect(found.evidence.verdict).to.equal(found.verdict);
    expect(found.findings).not.to.be.empty;

    await page.setContent(found.evidence.page);
    expect(await page.locator("body").innerText()).to.include(consignment);
  });

  it("computes keys, trees, proofs and labels as Node.js does", async () => {
    const computed = await inPage(computes, undefined);
    expect(computed).to.deep.equal(await computes({ sdk }));
    expect(computed.isListed).to.be.true;
  });

  it("signs a record with an officer's passkey, which the ledger takes from whoever sends it", async () => {
    const w = await loadFixture(world);
    const { factory, nzCustoms } = w.cast;
    const consignment = await createConsignment(w);
    const authenticator = await page.context().newCDPSession(page);
    await authenticator.send("WebAuthn.enable");
    await authenticator.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
        isUserVerified: true,
      },
    });
    const [, webAuthn] = await w.ledger.verifiers();
    const signer = await inPage(makesPasskey, { webAuthn });
    const asCustoms = await waymarkOf(w, nzCustoms);
    await asCustoms.parties.addSigner({ signer, roles: ["Customs"], scope: "NZ", heldBy: "officer" }).send();
    await (
      await waymarkOf(w, factory)
    ).checkpoints
      .record({ kind: "Origin", consignment, role: "Factory", place: "NZTRG" })
      .send();

    const address = await w.ledger.getAddress();
    const signed = await inPage(signs, { rpcUrl: origin, address, consignment, party: String(nzCustoms.id) });
    const { records } = await asCustoms.as(w.outsider).relay(signed).send();
    expect(records[0]).to.include({ kind: "ExportCleared", party: nzCustoms.id });
  });
});
