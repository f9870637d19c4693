import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { parseDisclosure } from "../../../sdk/disclosure/disclosure.js";
import { discloseAll, type KeptRecord } from "../../../sdk/disclosure/disclose.js";
import { EPCIS_CONTEXT } from "../../../sdk/epcis/document.js";
import { parseSscc } from "../../../sdk/gs1/sscc.js";
import { consignmentId, consignmentKey } from "../../../sdk/ids.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { CommandLine, errorIn } from "../../support/cli.js";
import { startCli } from "../../support/cliProcess.js";
import type { Meddler } from "../../support/serve.js";
import { world, type World } from "../../support/world.js";

const LOT = "https://id.gs1.org/01/09520123456788/10/NZ2611A";
const SITE = "https://id.gs1.org/414/9520123000011";
const SSCCS = ["109520123000000012", "109520123000000029", "109520123000000036"];

type Event = Readonly<Record<string, unknown>>;

describe("waymark capture and export", () => {
  let w: World;
  let cli: CommandLine;
  let folder: string;
  let meddle: Meddler | undefined;
  let time: string;

  beforeEach(async () => {
    w = await loadFixture(world);
    meddle = undefined;
    cli = await CommandLine.beside(w, (method, result) => (meddle === undefined ? result : meddle(method, result)));
    folder = await mkdtemp(join(tmpdir(), "waymark-"));
    time = new Date((await networkHelpers.time.latest()) * 1_000).toISOString();
    await writeFile(join(folder, "places.json"), JSON.stringify({ places: { "9520123000011": "NZTRG" } }));
  });

  afterEach(async () => {
    cli.close();
    await rm(folder, { recursive: true });
  });

  const uri = (sscc: string): string => `https://id.gs1.org/00/${sscc}`;
  const idOf = (sscc: string): string => consignmentId(w.cast.factory.id, consignmentKey(parseSscc(sscc)));
  const event = (rest: Event): Event => ({
    eventTime: time,
    eventTimeZoneOffset: "+00:00",
    readPoint: { id: SITE },
    ...rest,
  });
  const loaded = (sscc: string): Event =>
    event({
      ...{ type: "AggregationEvent", action: "ADD", bizStep: "packing", disposition: "in_progress" },
      ...{ parentID: uri(sscc), childQuantityList: [{ epcClass: LOT, quantity: 10 }] },
      "waymark:kind": "Creation",
      "waymark:destination": "CN",
    });
  const ready = (...ssccs: string[]): Event =>
    event({
      ...{ type: "ObjectEvent", action: "ADD", bizStep: "commissioning", disposition: "active" },
      ...{ epcList: ssccs.map(uri), eventID: `urn:x:ready:${ssccs.join(":")}` },
      "waymark:kind": "Origin",
    });
  const unloadable = (): Event => event({ type: "ObjectEvent", action: "OBSERVE", bizStep: "storing" });

  const write = async (...eventList: readonly Event[]): Promise<string> => {
    const file = join(folder, "events.jsonld");
    const context = EPCIS_CONTEXT;
    const creationDate = "2026-11-25T00:00:00Z";
    const rest = { type: "EPCISDocument", schemaVersion: "2.0", creationDate, epcisBody: { eventList } };
    await writeFile(file, JSON.stringify({ "@context": context, ...rest }));
    return file;
  };
  const ARGS = ["--role", "factory", "--directory"];
  const capture = (file: string, ...args: string[]) =>
    cli.as(w.cast.factory, "capture", file, ...ARGS, join(folder, "places.json"), ...args);
  const sequences = async () =>
    await Promise.all(SSCCS.map(async (sscc) => Number((await w.ledger.consignmentOf(idOf(sscc))).sequence)));

  it("writes a document's events in one transaction where it can, and nothing twice", async () => {
    const file = await write(...SSCCS.map(loaded), ready(...SSCCS), unloadable());
    const planned = await capture(file, "--dry-run", "--json");
    expect(planned.json()).to.deep.include({ dryRun: true, written: 0, already: 0 });
    const before = await networkHelpers.time.latestBlock();
    const ran = await capture(file, "--json", "--kept", join(folder, "kept.json"));
    expect(ran.stderr).to.equal("");
    expect(ran.code).to.equal(0);
    expect(ran.json()).to.deep.include({ written: 6, already: 0 });
    expect(ran.json()).to.have.deep.property("offChain", [{ path: "$.epcisBody.eventList[4]", bizStep: "storing" }]);
    expect((await networkHelpers.time.latestBlock()) - before).to.equal(1);
    expect(await sequences()).to.deep.equal([2, 2, 2]);
    const again = await capture(file);
    expect(again.stdout).to.include("✔ 0 written; 6 were on the ledger before.");
    expect(await sequences()).to.deep.equal([2, 2, 2]);
  });

  it("keeps what events say beside the ledger, to be shown and proved later", async () => {
    const file = await write(loaded(SSCCS[0]!), ready(SSCCS[0]!));
    await capture(file, "--kept", join(folder, "kept.json"));
    const kept = JSON.parse(await readFile(join(folder, "kept.json"), "utf8")) as KeptRecord[];
    const disclosures = kept.map((record) => parseDisclosure(JSON.parse(JSON.stringify(discloseAll(record)))));
    await writeFile(join(folder, "shown.json"), JSON.stringify(disclosures));
    const verified = await cli.run("verify", idOf(SSCCS[0]!), "--disclosure", join(folder, "shown.json"), "--all");
    expect(verified.stdout).to.match(/disclosures-proved/);
    expect(verified.code).to.equal(0);
  });

  it("goes on after it was killed, and doubles nothing", async () => {
    // A correction rests on the record before it, so that there are several transactions.
    const mistaken = ready(SSCCS[0]!);
    const declared = { declarationTime: time, reason: "incorrect_data" };
    const file = await write(
      ...SSCCS.map(loaded),
      mistaken,
      { ...mistaken, errorDeclaration: declared },
      ready(...SSCCS.slice(1)),
    );
    const first = startCli(cli, w.cast.factory, "capture", file, ...ARGS, join(folder, "places.json"));
    meddle = (method, result) => {
      if (method === "eth_sendRawTransaction") first.process.kill("SIGKILL");
      return result;
    };
    expect((await first.ended).code).to.equal("SIGKILL");
    expect(await sequences()).to.deep.equal([2, 1, 1]);
    meddle = undefined;
    const second = await capture(file, "--json");
    expect(second.stderr).to.equal("");
    expect(second.json()).to.deep.include({ written: 3, already: 4 });
    expect(await sequences()).to.deep.equal([3, 2, 2]);
    expect((await capture(file, "--json")).json()).to.deep.include({ written: 0, already: 7 });
  }).timeout(60_000);

  it("names the event that the ledger refuses, and keeps those before it", async () => {
    const file = await write(loaded(SSCCS[0]!), ready(SSCCS[0]!), { ...ready(SSCCS[0]!), eventID: "urn:x:again" });
    const ran = await capture(file, "--json");
    expect([ran.code, errorIn(ran).message.slice(0, 25)]).to.deep.equal([1, "$.epcisBody.eventList[2]:"]);
    expect((await w.ledger.consignmentOf(idOf(SSCCS[0]!))).sequence).to.equal(2n);
  });

  it("writes nothing at places that may be meant otherwise, until it is said that they are not", async () => {
    await writeFile(join(folder, "places.json"), JSON.stringify({ places: { "9520123000011": "CNSHA" } }));
    const file = await write(...SSCCS.map(loaded));
    const before = await networkHelpers.time.latestBlock();
    const stopped = await capture(file, "--yes", "--json");
    expect([stopped.code, errorIn(stopped).name]).to.deep.equal([2, "PlaceDoubtful"]);
    expect(errorIn(stopped).message).to.match(
      /^\$\.epcisBody\.eventList\[0\]\.readPoint\.id and 2 more: CNSHA is .+ CNSHG may be meant: .+\.$/,
    );
    expect(errorIn(stopped).toDo).to.include("--as-published");
    const planned = await capture(file, "--dry-run", "--json");
    expect(planned.json()).to.have.property("notes").with.length(3);
    expect(await networkHelpers.time.latestBlock()).to.equal(before);
    const meant = await capture(file, "--as-published", "--json");
    expect(meant.json()).to.deep.include({ written: 3, already: 0 });
    expect(meant.json()).to.have.property("notes").with.length(3);
  });

  it("takes a place that this release does not know, when it is said that it is meant", async () => {
    await writeFile(join(folder, "places.json"), JSON.stringify({ places: { "9520123000011": "NZPOE" } }));
    const file = await write(...SSCCS.map(loaded));
    const stopped = await capture(file, "--yes", "--json");
    expect([stopped.code, errorIn(stopped).name]).to.deep.equal([2, "PlaceDoubtful"]);
    expect(errorIn(stopped).message).to.include("NZPOE is not among the 95 places that this release knows.");
    const meant = await capture(file, "--as-published", "--json");
    expect(meant.json()).to.deep.include({ written: 3, already: 0 });
    const epcis = await cli.as(w.cast.factory, "export", "epcis", SSCCS[0]!);
    expect(epcis.stdout).to.include("https://vocabulary.uncefact.org/unlocode#NZPOE");
  });

  it("refuses a document as a whole, with every path that is wrong", async () => {
    const ran = await capture(
      await write(loaded(SSCCS[0]!), { ...ready(SSCCS[0]!), readPoint: { id: "urn:x" } }),
      "--json",
    );
    expect([ran.code, errorIn(ran).name]).to.deep.equal([2, "DocumentRefused"]);
    expect(errorIn(ran).message).to.include("$.epcisBody.eventList[1].readPoint");
    await writeFile(join(folder, "places.json"), JSON.stringify({ places: { "9520123000011": "XX" } }));
    const directory = await capture(await write(loaded(SSCCS[0]!)), "--json");
    expect(errorIn(directory).message).to.include("cannot be a UN/LOCODE");
  });

  it("exports what a party shows of its records, and nothing of what it keeps to itself", async () => {
    const mistaken = ready(SSCCS[0]!);
    const corrective = "urn:uuid:0d4c7a3e-0000-4000-8000-000000000001";
    const declared = { declarationTime: time, reason: "incorrect_data", correctiveEventIDs: [corrective] };
    const file = await write(loaded(SSCCS[0]!), mistaken, { ...mistaken, errorDeclaration: declared });
    await capture(file, "--kept", join(folder, "kept.json"));
    const kept = JSON.parse(await readFile(join(folder, "kept.json"), "utf8")) as KeptRecord[];
    await writeFile(join(folder, "shown.json"), JSON.stringify(kept.map(discloseAll)));
    const exported = async (...args: string[]): Promise<string> =>
      (await cli.as(w.cast.factory, "export", "epcis", SSCCS[0]!, ...args)).stdout;
    expect(await exported()).to.not.include(corrective);
    expect(await exported("--disclosure", join(folder, "shown.json"))).to.include(corrective);
  });

  it("exports what it captured, as EPCIS and as UNTP", async () => {
    await capture(await write(loaded(SSCCS[0]!), ready(SSCCS[0]!)));
    const epcis = await cli.as(w.cast.factory, "export", "epcis", SSCCS[0]!);
    expect(epcis.json()).to.have.nested.property("epcisBody.eventList").with.length(2);
    expect(epcis.stdout).to.include(uri(SSCCS[0]!));
    const issuer = ["--id", "https://brand.example/1", "--issuer", "did:web:brand.example", "--issuer-name", "Brand"];
    const out = join(folder, "events.json");
    const untp = await cli.run(
      "export",
      "untp",
      idOf(SSCCS[0]!),
      ...issuer,
      "--product",
      "9520123456788=Formula",
      "--out",
      out,
    );
    expect(untp.code).to.equal(0);
    expect(JSON.parse(await readFile(out, "utf8"))).to.have.nested.property("type[0]", "DigitalTraceabilityEvent");
    const passport = await cli.run(
      "export",
      "untp",
      idOf(SSCCS[0]!),
      ...issuer,
      "--product",
      "9520123456788=Formula",
      "--batch",
      w.batch,
    );
    expect(passport.json()).to.have.nested.property("type[0]", "DigitalProductPassport");
    const unnamed = await cli.run("export", "untp", idOf(SSCCS[0]!), ...issuer, "--product", "formula", "--json");
    expect([unnamed.code, errorIn(unnamed).name]).to.deep.equal([2, "InvalidValueError"]);
  });
});
