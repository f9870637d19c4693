import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect } from "chai";

import packageJson from "../../package.json" with { type: "json" };
import { itemTree } from "../../sdk/manifest/itemTree.js";
import { labelKeys, labelSignerOf } from "../../sdk/manifest/labelKey.js";
import { builtPackage } from "../support/builtPackage.js";
import { NODE_20 } from "../support/nodeTwenty.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/** What a developer writes first, in both kinds of module. */
const USES = `
  const refusal = decodeError({ data: "0x1234567800" });
  if (!(refusal instanceof WaymarkError) || refusal.name !== "UnknownRevert") throw new Error("decodeError");
  if (parseGtin("9520123456788") !== "09520123456788") throw new Error("parseGtin");
  connect({ rpcUrl: "http://127.0.0.1:1", address: "0x0000000000000000000000000000000000000000" }).then(
    () => { throw new Error("connected to nothing"); },
    (caught) => console.log(caught.name, caught instanceof WaymarkError),
  );
`;
const NAMES = "connect, decodeError, parseGtin, WaymarkError";
const MODULES = {
  "uses.mjs": `import { ${NAMES} } from "waymark";\n${USES}`,
  "uses.cjs": `const { ${NAMES} } = require("waymark");\n${USES}`,
};

const LISTED = 10_000;
const BATCH = `0x${"ab".repeat(32)}`;
const SIGNER = `0x${"cd".repeat(20)}`;

/**
 * Items enough for threads, which are started from a file of the package: all have a signer but the last, whose key is made in
 * its thread. Prints the root.
 */
const WRITES = `
  const items = Array.from({ length: ${LISTED} }, (_, index) => ({ serial: "S" + index, labelSigner: "${SIGNER}" }));
  items.push({ serial: "keyed" });
  const options = { workers: 2, labelSecret: "${BATCH}" };
  const write = async () => {
    const { root } = await writeManifest("items.manifest", "${BATCH}", items, options);
    const manifest = await openManifest("items.manifest");
    const proof = await manifest.prove("keyed");
    await manifest.close();
    if (!isOnManifest(root, "${BATCH}", proof)) throw new Error("proof");
    return root;
  };
  write().then(console.log);
`;
const WRITING_MODULES = {
  "writes.mjs": `import { isOnManifest } from "waymark"; import { openManifest, writeManifest } from "waymark/node"; ${WRITES}`,
  "writes.cjs": `const { isOnManifest } = require("waymark"); const { openManifest, writeManifest } = require("waymark/node"); ${WRITES}`,
};

/** The root of these items, from the tree in memory. */
async function rootOfWritten(): Promise<string> {
  const items = Array.from({ length: LISTED }, (_, index) => ({ serial: `S${index}`, labelSigner: SIGNER }));
  const keyed = { serial: "keyed", labelSigner: labelSignerOf(labelKeys(BATCH, BATCH)("keyed")) };
  return (await itemTree(BATCH, [...items, keyed])).root;
}

/** What each module prints. */
const PRINTED: readonly (readonly [file: string, expected: () => Promise<string> | string])[] = [
  ...Object.keys(MODULES).map((file) => [file, () => "RpcUnreachable true"] as const),
  ...Object.keys(WRITING_MODULES).map((file) => [file, rootOfWritten] as const),
];

/** What its compiler must understand, and what it must refuse. */
const TYPED = `
  import { connect, type ConsignmentId, type Waymark } from "waymark";
  export async function depart(rpcUrl: string, consignment: ConsignmentId): Promise<number> {
    const waymark: Waymark = await connect({ rpcUrl });
    const said = { consignment, role: "Carrier", place: "NZTRG" } as const;
    // @ts-expect-error A Departed says by which mode of transport.
    waymark.checkpoints.record({ ...said, kind: "Departed" });
    const { sequence } = await waymark.checkpoints.record({ ...said, kind: "Departed", mode: "maritime" }).send();
    return sequence;
  }
`;

describe("the package", function () {
  this.timeout(180_000);
  let folder: string;

  before("is built, packed and installed beside its dependencies", async () => {
    await builtPackage();
    folder = await mkdtemp(join(tmpdir(), "waymark-package-"));
    const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], {
      cwd: ROOT,
    });
    await run("tar", ["-xzf", stdout.trim()], { cwd: folder });
    const modules = join(folder, "node_modules");
    await mkdir(modules);
    await symlink(join(folder, "package"), join(modules, "waymark"), "dir");
    // A linked package finds its dependencies from where it lies.
    await mkdir(join(folder, "package", "node_modules"));
    for (const name of [...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.peerDependencies)]) {
      for (const where of [modules, join(folder, "package", "node_modules")]) {
        await mkdir(dirname(join(where, name)), { recursive: true });
        await symlink(join(ROOT, "node_modules", name), join(where, name), "dir");
      }
    }
    for (const [file, text] of Object.entries({ ...MODULES, ...WRITING_MODULES }))
      await writeFile(join(folder, file), text);
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("holds the SDK, the command and nothing else", () => {
    expect(existsSync(join(folder, "package", "dist", "esm", "sdk", "index.js"))).to.be.true;
    for (const apart of ["sdk", "cli", "contracts", "scripts", "test", "dist/cjs/cli"]) {
      expect(existsSync(join(folder, "package", apart)), apart).to.be.false;
    }
  });

  for (const [file, expected] of PRINTED) {
    it(`works as ${file} on this Node.js`, async () => {
      const { stdout } = await run(process.execPath, [file], { cwd: folder });
      expect(stdout.trim()).to.equal(await expected());
    });

    it(`works as ${file} on Node.js 20`, async function () {
      if (NODE_20 === undefined) {
        console.log("        (left out: no Node.js 20 is installed here)");
        this.skip();
      }
      const { stdout } = await run(NODE_20, [file], { cwd: folder });
      expect(stdout.trim()).to.equal(await expected());
    });
  }

  it("has the command", async () => {
    const bin = join(folder, "package", packageJson.bin.waymark);
    const { stdout } = await run(bin, ["product", "register", "--help"], { cwd: folder });
    expect(stdout).to.include("Usage: waymark product register [options] <gtin>");
  });

  it("has types for both kinds of module", async () => {
    const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    for (const file of ["typed.mts", "typed.cts"]) await writeFile(join(folder, file), TYPED);
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: "ES2023", module: "NodeNext", types: [], skipLibCheck: true },
      ...{ esModuleInterop: true, exactOptionalPropertyTypes: true },
    };
    const files = ["typed.mts", "typed.cts"];
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const { stdout } = await run(process.execPath, [compiler, "-p", "."], { cwd: folder });
    expect(stdout).to.equal("");
  });
});
