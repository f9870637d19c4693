import { watch } from "node:fs";
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id } from "ethers";

import { batchId, lotKey } from "../../../sdk/ids.js";
import { openManifest } from "../../../sdk/node/manifest/openManifest.js";
import { loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn } from "../../support/cli.js";
import { startCli } from "../../support/cliProcess.js";
import type { Meddler } from "../../support/serve.js";
import { GTIN, world, type World } from "../../support/world.js";

/** Enough that writing them takes longer than a look at the folder. */
const ITEMS = 20_000;
const SOLD = ["--unit", "H87", "--origin", "NZ", "--expiry", "2028-05-01"];
const BATCH = batchId(GTIN, lotKey("LOT7"));

describe("waymark batch", () => {
  let w: World;
  let cli: CommandLine;
  let folder: string;
  let list: string;
  /** What the node does with answers, where a test says. */
  let meddle: Meddler | undefined;

  beforeEach(async () => {
    w = await loadFixture(world);
    meddle = undefined;
    cli = await CommandLine.beside(w, (method, result) => (meddle === undefined ? result : meddle(method, result)));
    folder = await mkdtemp(join(tmpdir(), "waymark-"));
    list = join(folder, "LOT7.csv");
  });

  afterEach(async () => {
    cli.close();
    await rm(folder, { recursive: true });
  });

  const items = (count: number) =>
    writeFile(list, `serial\n${Array.from({ length: count }, (_, index) => `S${index}\n`).join("")}`);
  const register = (...args: string[]) =>
    cli.as(w.cast.factory, "batch", "register", `${GTIN}`, "LOT7", ...SOLD, ...args);
  const registrations = async () => await w.ledger.queryFilter(w.ledger.filters.BatchRegistered(BATCH));

  it("refuses what is no country of origin as it is said, before anything else", async () => {
    for (const country of ["XX", "EU"]) {
      const ran = await register("--quantity", "1000", "--origin", country, "--json");
      expect([ran.code, errorIn(ran).message]).to.deep.equal([2, `"${country}" is no country of ISO 3166-1.`]);
    }
  });

  it("registers a batch without a list of items, once", async () => {
    const ran = await register("--quantity", "1000");
    expect(ran.stderr).to.equal("");
    expect(ran.stdout).to.include(`✔ Batch LOT7 of 1,000 units is registered as ${BATCH}.`);
    const again = await register("--quantity", "1000");
    expect(again.code).to.equal(0);
    expect(again.stdout).to.include("was registered before, just so");
    expect(await registrations()).to.have.length(1);
    const shown = await cli.run("batch", "show", "(01)09520123456788(10)LOT7");
    expect(shown.stdout)
      .to.match(/\n {2}made +1,000 H87 in NZ, by party 2\n/)
      .and.to.include("2028-05-01");
  });

  it("refuses a lot that was registered otherwise", async () => {
    await register("--quantity", "1000");
    const ran = await register("--quantity", "999", "--json");
    expect([ran.code, errorIn(ran).name]).to.deep.equal([1, "BatchDiffers"]);
  });

  it("builds the manifest beside the list, and registers its root and as many units as there are items", async () => {
    await items(500);
    const ran = await register("--items", list, "--label-secret", join(folder, "secret"), "--json");
    const document = ran.json() as { quantity: string; manifest: { file: string; root: string; count: number } };
    expect(document.quantity).to.equal("500");
    expect(document.manifest).to.include({ file: join(folder, "LOT7.manifest"), count: 500 });
    await using manifest = await openManifest(document.manifest.file);
    expect(manifest.root).to.equal(document.manifest.root);
    expect((await cli.run("batch", "show", BATCH)).stdout).to.include(manifest.root);
    expect((await stat(join(folder, "secret"))).mode & 0o777).to.equal(0o600);
  });

  it("goes on after it was killed while it wrote the manifest", async () => {
    await items(ITEMS);
    const first = startCli(cli, w.cast.factory, "batch", "register", `${GTIN}`, "LOT7", ...SOLD, "--items", list);
    const seen = watch(folder, (_event, name) => {
      if (name?.includes("manifest") === true) first.process.kill("SIGKILL");
    });
    const { code } = await first.ended;
    seen.close();
    expect(code).to.equal("SIGKILL");
    expect(await registrations()).to.have.length(0);
    const second = await register("--items", list, "--json");
    expect(second.code).to.equal(0);
    expect(second.json()).to.include({ already: false, quantity: `${ITEMS}` });
    expect(await registrations()).to.have.length(1);
  }).timeout(60_000);

  it("finds the batch registered after it was killed while it waited for the chain", async () => {
    await items(500);
    const first = startCli(cli, w.cast.factory, "batch", "register", `${GTIN}`, "LOT7", ...SOLD, "--items", list);
    meddle = (method, result) => {
      if (method === "eth_sendRawTransaction") first.process.kill("SIGKILL");
      return result;
    };
    expect((await first.ended).code).to.equal("SIGKILL");
    expect(await registrations()).to.have.length(1);
    const { mtimeMs } = await stat(join(folder, "LOT7.manifest"));
    const second = await register("--items", list, "--json");
    expect(second.json()).to.include({ already: true, batch: BATCH });
    expect((await stat(join(folder, "LOT7.manifest"))).mtimeMs).to.equal(mtimeMs);
    expect(await registrations()).to.have.length(1);
  }).timeout(60_000);

  it("ends in order at Ctrl-C, and leaves nothing half-written", async () => {
    await items(ITEMS * 20);
    const first = startCli(cli, w.cast.factory, "batch", "register", `${GTIN}`, "LOT7", ...SOLD, "--items", list);
    let asked = 0;
    meddle = (method, result) => {
      // The second question is whether it would be taken; then the list is read.
      if (method === "eth_call" && ++asked === 2) setTimeout(() => first.process.kill("SIGINT"), 500);
      return result;
    };
    const { code, stderr } = await first.ended;
    expect(stderr).to.include("Stopped, as you asked.");
    expect(code).to.equal(2);
    expect(await readdir(folder)).to.deep.equal(["LOT7.csv"]);
  }).timeout(60_000);

  it("builds a manifest anew that is older than its list, and refuses another's", async () => {
    await items(10);
    const file = join(folder, "LOT7.manifest");
    const dry = (...args: string[]) => register("--items", list, "--dry-run", "--json", ...args);
    expect((await dry()).code).to.equal(0);
    await items(20);
    await utimes(file, new Date(0), new Date(0));
    expect((await dry()).code).to.equal(0);
    await using manifest = await openManifest(file);
    expect(manifest.count).to.equal(20);
    const salted = await dry("--salt", id("salt"));
    expect([salted.code, errorIn(salted).name]).to.deep.equal([2, "ManifestDiffers"]);
    const keyed = await dry("--label-secret", join(folder, "secret"));
    expect([keyed.code, errorIn(keyed).name]).to.deep.equal([2, "ManifestDiffers"]);
    // A list that came since with an older date, as copies keep it.
    for (const [count, why] of [
      [21, /has item .* otherwise, or with another key, or not at all/],
      [19, /it has 20 items, and the list has 19/],
    ] as const) {
      await items(count);
      await utimes(list, new Date(0), new Date(0));
      const copied = await dry();
      expect([copied.code, errorIn(copied).name]).to.deep.equal([2, "ManifestDiffers"]);
      expect(errorIn(copied).message).to.match(why);
    }
  });

  it("finds what would be refused before it reads the list", async () => {
    const ran = await cli.as(
      w.cast.carrier,
      "batch",
      "register",
      `${GTIN}`,
      "LOT7",
      ...SOLD,
      "--items",
      list,
      "--json",
    );
    expect([ran.code, errorIn(ran).name]).to.deep.equal([1, "NotMaker"]);
  });

  for (const { what, args, name } of [
    { what: "a batch of nothing", args: [], name: "OptionMissing" },
    { what: "a manifest without a list", args: ["--quantity", "1", "--manifest", "x"], name: "OptionMissing" },
    { what: "a list that is not there", args: ["--items", "/nowhere.csv"], name: "FileMissing" },
    { what: "no whole quantity", args: ["--quantity", "1.5"], name: "InvalidValueError" },
    { what: "a day that is none", args: ["--quantity", "1", "--expiry", "2028-02-30"], name: "InvalidValueError" },
    { what: "a unit that is none", args: ["--quantity", "1", "--unit", "pieces"], name: "InvalidValueError" },
  ]) {
    it(`refuses ${what}`, async () => {
      const ran = await register(...args, "--json");
      expect([ran.code, errorIn(ran).name]).to.deep.equal([2, name]);
    });
  }

  it("names the line of the list that cannot be right, and more items than units", async () => {
    await writeFile(list, "serial\nS1\nS 2\n");
    const wrong = await register("--items", list, "--json");
    expect([wrong.code, errorIn(wrong).message.slice(0, 7)]).to.deep.equal([2, "Line 3:"]);
    await items(10);
    const many = await register("--items", list, "--quantity", "9", "--json");
    expect([many.code, errorIn(many).name]).to.deep.equal([2, "QuantityTooSmall"]);
  });
});
