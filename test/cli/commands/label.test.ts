import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id } from "ethers";

import { makeLabel } from "../../../sdk/labels/label.js";
import { labelKeys } from "../../../sdk/manifest/labelKey.js";
import { batchId, lotKey } from "../../../sdk/ids.js";
import { loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn } from "../../support/cli.js";
import { GTIN, world, type World } from "../../support/world.js";

const BATCH = batchId(GTIN, lotKey("LOT7"));
const SECRET = id("a secret of labels");
const RESOLVER = "https://trace.example";

describe("waymark label and item", () => {
  let w: World;
  let cli: CommandLine;
  let folder: string;
  let list: string;
  let secret: string;

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
    folder = await mkdtemp(join(tmpdir(), "waymark-"));
    list = join(folder, "LOT7.csv");
    secret = join(folder, "secret");
    await writeFile(secret, SECRET);
    await writeFile(list, "serial\nS1\nS2\nS3\n");
    const sold = ["--unit", "H87", "--origin", "NZ", "--items", list, "--label-secret", secret];
    expect((await cli.as(w.cast.factory, "batch", "register", `${GTIN}`, "LOT7", ...sold)).code).to.equal(0);
  });

  afterEach(async () => {
    cli.close();
    await rm(folder, { recursive: true });
  });

  const print = (...args: string[]) =>
    cli.run(
      "label",
      "print",
      `${GTIN}`,
      "LOT7",
      "--items",
      list,
      "--resolver",
      RESOLVER,
      "--out",
      join(folder, "labels"),
      ...args,
    );
  const printed = () => readdir(join(folder, "labels")).then((names) => names.toSorted());
  const labelOf = (serial: string) => {
    const elements = [
      { ai: "01", value: "09520123456788" },
      { ai: "10", value: "LOT7" },
      { ai: "21", value: serial },
    ];
    return makeLabel({ resolver: RESOLVER, elements }, labelKeys(SECRET, BATCH)(serial));
  };

  it("prints sheets with open and hidden codes, which only their owner can read", async () => {
    const ran = await print("--label-secret", secret);
    expect(ran.stdout).to.include("✔ 3 labels in 1 files").and.to.include("delete them");
    expect(await printed()).to.deep.equal(["LOT7-0001.html"]);
    const file = join(folder, "labels", "LOT7-0001.html");
    expect((await readFile(file, "utf8")).match(/<article>/g)).to.have.length(3);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
  });

  for (const format of ["svg", "png"]) {
    it(`prints ${format} images of some items`, async () => {
      const ran = await print("--label-secret", secret, "--format", format, "--serial", "S2");
      expect(ran.code).to.equal(0);
      expect(await printed()).to.deep.equal([`S2-hidden.${format}`, `S2.${format}`]);
      const rest = await print("--label-secret", secret, "--format", format, "--skip", "2", "--count", "1", "--json");
      expect(rest.json()).to.include({ count: 1, batch: BATCH });
      expect(await printed()).to.include(`S3.${format}`);
    });
  }

  it("refuses items that are not on the manifest, or hide another key", async () => {
    const unsaid = await print("--json");
    expect([unsaid.code, errorIn(unsaid).name]).to.deep.equal([2, "LabelKeyDiffers"]);
    await writeFile(secret, id("another"));
    const other = await print("--label-secret", secret, "--json");
    expect([other.code, errorIn(other).name]).to.deep.equal([2, "LabelKeyDiffers"]);
    expect(other.stderr).to.not.include(id("another").slice(2));
    const missing = await print("--serial", "S9", "--json");
    expect([missing.code, errorIn(missing).name]).to.deep.equal([2, "ItemMissing"]);
    const salted = await print("--salt", id("salt"), "--json");
    expect([salted.code, errorIn(salted).name]).to.deep.equal([2, "ManifestDiffers"]);
    const paper = await print("--format", "pdf", "--json");
    expect([paper.code, errorIn(paper).name]).to.deep.equal([2, "FormatUnknown"]);
  });

  it("activates an item with its hidden code, once, as anybody", async () => {
    const code = join(folder, "code");
    await writeFile(code, `${labelOf("S2").hidden ?? ""}\n`);
    const activate = (...args: string[]) =>
      cli.as({ account: w.outsider }, "item", "activate", code, "--manifest", join(folder, "LOT7.manifest"), ...args);
    expect((await activate("--dry-run")).code).to.equal(0);
    expect((await activate()).stdout).to.include("✔ Item S2 is activated, for the first and only time.");
    const again = await activate("--json");
    expect([again.code, errorIn(again).exitCode]).to.deep.equal([1, 1]);
    // The items of a batch that was never loaded are told as those of the lot.
    const verified = await cli.run(
      "verify",
      "(01)09520123456788(10)LOT7(21)S2",
      "--manifest",
      join(folder, "LOT7.manifest"),
    );
    expect(verified.stdout).to.match(/^! HOLDS, WITH WARNINGS\n/);
  });

  it("takes no hidden code from the command line, and no open one, and repeats no key", async () => {
    const { hidden = "", link } = labelOf("S1");
    const typed = await cli.as({ account: w.outsider }, "item", "activate", hidden, "--manifest", "x", "--json");
    expect([typed.code, errorIn(typed).name]).to.deep.equal([2, "KeyOnCommandLine"]);
    expect(typed.stderr).to.not.include(hidden.slice(-20));
    const code = join(folder, "code");
    await writeFile(code, link);
    const open = await cli.as({ account: w.outsider }, "item", "activate", code, "--manifest", "x", "--json");
    expect([open.code, errorIn(open).name]).to.deep.equal([2, "InvalidValueError"]);
    const unproved = await cli.as({ account: w.outsider }, "item", "activate", code, "--json");
    expect([unproved.code, errorIn(unproved).name]).to.deep.equal([2, "OptionMissing"]);
  });
});
