import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { config } from "hardhat";

import packageJson from "../../package.json" with { type: "json" };
import { ExitCode } from "../../cli/exit.js";
import { Places, scriptEnvironment } from "../deployment/script.js";
import { startAnvil } from "../support/anvil.js";
import { builtPackage } from "../support/builtPackage.js";
import { keyOf } from "../support/keys.js";
import { NODE_20 } from "../support/nodeTwenty.js";

const BIN = join(config.paths.root, packageJson.bin.waymark);

/** Accounts that both chains fund: who governs, and who writes for the parties. */
const OPERATOR = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const FACTORY = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const CARRIER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

const GTIN = "09520123456788";
const SSCC = "395201230000000012";

/** Two parties, whose keys the operator adds as their manager. */
const PARTIES = `
parties:
  - uri: did:web:brand.example
    manager: "${OPERATOR}"
    grants: { CN: [Brand, Factory] }
    prefixes: ["9520123"]
    signers: [{ key: "${FACTORY}", roles: [Brand, Factory], heldBy: server }]
  - uri: did:web:carrier.example
    manager: "${OPERATOR}"
    grants: { anywhere: [Carrier] }
    signers: [{ key: "${CARRIER}", roles: [Carrier], heldBy: server }]
`;

/** Words that cannot be right. */
const WRONG: readonly (readonly [what: string, args: readonly string[]])[] = [
  ["a GTIN with a wrong check digit", ["product", "register", "09520123456789", "--hs6", "190110"]],
  ["a kind that is none", ["checkpoint", "record", "teleported", SSCC, "--role", "carrier"]],
  ["a command that is none", ["ship"]],
  ["a file that is not there", ["party", "import", "none.yaml"]],
];

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

for (const { program, node } of [
  { program: "anvil", node: process.execPath },
  { program: "hardhat node", node: NODE_20 ?? process.execPath },
] as const) {
  const { stdout: version } = spawnSync(node, ["--version"], { encoding: "utf8" });
  describe(`waymark, built, on ${program}, by Node.js ${version.trim()}`, function () {
    this.timeout(180_000);

    const places = new Places();
    let url: string;
    let stop: () => Promise<void>;
    let folder: string;
    before(async () => {
      await builtPackage();
      if (program === "anvil") ({ url, close: stop } = await startAnvil(31_337));
      else {
        const chain = await places.start();
        url = chain.url;
        stop = () => places.stop(chain);
      }
      folder = await mkdtemp(join(tmpdir(), "waymark-command-"));
    });
    after(async () => {
      await places.remove();
      await rm(folder, { recursive: true });
    });

    /** Runs the command in a folder, as a shell does; the key is in the environment. */
    function run(args: readonly string[], { cwd = folder, as = OPERATOR, by = node } = {}): Promise<Ran> {
      const child = spawn(by, [BIN, ...args], {
        cwd,
        env: scriptEnvironment({ KEY: keyOf(as).privateKey, NO_COLOR: "1" }),
        stdio: ["ignore", "pipe", "pipe"],
      });
      const output = { stdout: "", stderr: "" };
      child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
      return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => {
          resolve({ ...output, code });
        });
      });
    }

    /** It ends well, and says this. */
    async function says(saying: RegExp, ...ran: Parameters<typeof run>): Promise<void> {
      const { code, stdout, stderr } = await run(...ran);
      expect(stderr).to.equal("");
      expect(stdout).to.match(saying);
      expect(code, stdout).to.equal(ExitCode.Holds);
    }

    const brand = (...words: readonly string[]) =>
      [[...words, "--party", "did:web:brand.example"], { as: FACTORY }] as const;
    const carrier = (...words: readonly string[]) =>
      [[...words, "--party", "did:web:carrier.example"], { as: CARRIER }] as const;

    it("deploys a ledger, in the repository", async () => {
      const where = ["--network", "localhost", "--rpc", url, "--records", folder, "--no-build"];
      // By Hardhat, which needs a newer Node.js than all else.
      const here = { cwd: config.paths.root, by: process.execPath };
      const { code, stdout, stderr } = await run(["deploy", ...where, "--json"], here);
      expect(stderr).to.equal("");
      expect(code).to.equal(ExitCode.Holds);
      const { ledger } = JSON.parse(stdout) as { ledger: string };
      await says(/waymark\.json is written/, [
        ...["init", "--rpc", url, "--address", ledger, "--key", "env:KEY", "--yes"],
      ]);
      expect(JSON.parse(await readFile(join(folder, "waymark.json"), "utf8"))).to.include({ address: ledger });
      await says(/all \d+ checks hold\.\n$/, ["deployment", "verify", "localhost.json"]);
    });

    it("admits parties from a file, and changes nothing the second time", async () => {
      await writeFile(join(folder, "parties.yaml"), PARTIES);
      const { code, stdout, stderr } = await run(["party", "import", "parties.yaml", "--yes"]);
      expect(code, stderr).to.equal(ExitCode.Holds);
      expect(stdout).to.match(/^✔ Done in \d+ transactions, [\d,]+ gas\.\n/);
      await says(/^The ledger is as the file says: nothing changes\.\n$/, ["party", "import", "parties.yaml", "--yes"]);
    });

    it("brings goods on their way", async () => {
      await says(/^✔ Product 09520123456788 is registered/, ...brand("product", "register", GTIN, "--hs6", "190110"));
      await says(
        /^✔ /,
        ...brand("batch", "register", GTIN, "LOT7", "--unit", "H87", "--origin", "CN", "--quantity", "480"),
      );
      await says(
        /^✔ /,
        ...brand(
          ...["consignment", "load", SSCC, "--place", "CNSHG", "--destination", "CN"],
          ...["--line", `(01)${GTIN}(10)LOT7=480`],
        ),
      );
      const record = (kind: string, hoursAgo: number) => [
        ...["checkpoint", "record", kind, SSCC],
        ...["--at", `${new Date(Date.now() - hoursAgo * 3_600_000).toISOString().slice(0, 16)}Z`],
      ];
      const factory = ["--role", "factory", "--place", "CNSHG", "--next", "did:web:carrier.example"];
      await says(/^✔ /, ...brand(...record("origin", 20), ...factory));
      const road = ["--role", "carrier", "--place", "CNSHG", "--detail", "road"];
      await says(/^✔ /, ...carrier(...record("departed", 18), ...road));
      await says(/^✔ /, ...carrier(...record("arrived", 12), "--role", "carrier", "--place", "CNHAZ"));
    });

    it("tells their story, and verifies it", async () => {
      await says(/Departed[^]*Arrived/, ["trace", SSCC]);
      await says(/Departed[^]*Arrived/, ["trace", `(01)${GTIN}(10)LOT7`]);
      await says(/unaltered/, ["verify", SSCC]);
    });

    it("ends with code 1 when the ledger refuses", async () => {
      const again = carrier("checkpoint", "record", "arrived", SSCC, "--role", "carrier", "--place", "CNHAZ", "--json");
      const { code, stdout, stderr } = await run(...again);
      expect(code).to.equal(ExitCode.Fails);
      expect(stdout).to.equal("");
      expect(JSON.parse(stderr)).to.have.nested.property("error.exitCode", ExitCode.Fails);
    });

    // What is asked of no chain is the same on all.
    const wrong = program === "anvil" ? WRONG : [];
    for (const [what, args] of wrong) {
      it(`ends with code 2 for ${what}`, async () => {
        const { code, stdout, stderr } = await run(args);
        expect(stderr).to.match(/^Error: [^\n]+\n[^\n]+\n$/);
        expect(stdout).to.equal("");
        expect(code).to.equal(ExitCode.Usage);
      });
    }

    it("ends with code 3 when the chain is gone", async () => {
      await stop();
      const { code, stderr } = await run(["trace", SSCC]);
      expect(stderr).to.match(/^Error: The chain cannot be reached/);
      expect(code).to.equal(ExitCode.Chain);
    });
  });
}
