import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn, waymark } from "../../support/cli.js";
import { keyOf } from "../../support/keys.js";
import { world, type World } from "../../support/world.js";

interface Doctor {
  readonly holds: boolean;
  readonly checks: readonly {
    readonly what: string;
    readonly found: string;
    readonly says: string;
    readonly toDo?: string;
  }[];
}

describe("waymark init and doctor", () => {
  let w: World;
  let cli: CommandLine;
  let folder: string;

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
    folder = await mkdtemp(join(tmpdir(), "waymark-init-"));
  });

  afterEach(async () => {
    cli.close();
    await rm(folder, { recursive: true });
  });

  const env = () => ({ KEY: keyOf(w.cast.brand.account.address).privateKey });
  const run = (args: readonly string[], cwd = folder) => waymark(args, { cwd, env: env() });
  const init = (...more: string[]) => run(["init", "--rpc", cli.rpcUrl, "--address", cli.address, "--yes", ...more]);
  const config = async () =>
    JSON.parse(await readFile(join(folder, "waymark.json"), "utf8")) as Record<string, unknown>;
  const change = async (changes: object) => {
    await writeFile(join(folder, "waymark.json"), JSON.stringify({ ...(await config()), ...changes }));
  };
  const doctor = async () => {
    const ran = await run(["doctor", "--json"]);
    return { code: ran.code, ...(ran.json() as Doctor) };
  };

  it("writes what it was told and what the chain says, and the doctor finds all fine", async () => {
    const { code, stdout } = await init("--network", "test", "--party", "did:web:brand.example", "--key", "env:KEY");
    expect(code).to.equal(0);
    expect(stdout).to.include("✔ waymark.json is written.");
    const written = await config();
    expect(written).to.deep.include({
      ...{ network: "test", rpcUrl: cli.rpcUrl, chainId: 31337, address: cli.address, party: 1 },
      key: { source: "environment", variable: "KEY" },
    });
    expect(written.codeHash).to.match(/^0x[0-9a-f]{64}$/);
    // The first block in which the ledger stands: its first log is not before it.
    expect(await w.ledger.runner!.provider!.getCode(cli.address, Number(written.deploymentBlock) - 1)).to.equal("0x");
    expect(await w.ledger.runner!.provider!.getCode(cli.address, Number(written.deploymentBlock))).not.to.equal("0x");

    const { code: health, holds, checks } = await doctor();
    expect(checks.filter(({ found }) => found !== "fine")).to.deep.equal([]);
    expect({ health, holds }).to.deep.equal({ health: 0, holds: true });
    expect(checks.map(({ what }) => what)).to.deep.equal([
      ...["node", "latest block", "ledger", "governance", "key", "balance", "roles", "party"],
    ]);
    expect((await run(["doctor"])).stdout).to.match(/^✔ node +It answers, on chain 31337 \(test\)\.\n/);
  });

  it("is found from a folder below, and named by --config from elsewhere", async () => {
    await init();
    await mkdir(join(folder, "a", "b"), { recursive: true });
    expect((await run(["product", "list"], join(folder, "a", "b"))).code).to.equal(0);
    expect((await waymark(["product", "list", "--config", join(folder, "waymark.json")])).code).to.equal(0);
    expect(errorIn(await waymark(["product", "list", "--json"]))).to.include({ name: "RpcMissing", exitCode: 2 });
  });

  it("does not overwrite a file without being told", async () => {
    await init();
    const ran = await run(["init", "--rpc", cli.rpcUrl, "--address", cli.address]);
    expect(ran.code).to.equal(2);
    expect(ran.stderr).to.include("waymark.json is there already");
    expect((await init("--network", "again")).code).to.equal(0);
    expect((await config()).network).to.equal("again");
  });

  it("asks where nobody is there to answer, in vain, with code 2", async () => {
    expect(errorIn(await run(["init", "--json"]))).to.include({ name: "NobodyToAsk", exitCode: 2 });
    const ran = await run(["init", "--json", "--rpc", cli.rpcUrl]);
    expect(errorIn(ran).message).to.include("Address of the ledger on chain 31337");
  });

  it("takes nothing that it did not try", async () => {
    expect(errorIn(await run(["init", "--json", "--yes", "--rpc", "http://127.0.0.1:1"])).exitCode).to.equal(3);
    const socket = await run(["init", "--json", "--yes", "--rpc", "wss://node.example/v3/secret"]);
    expect(errorIn(socket).message).to.include('"wss://node.example…" is no http or https address.');
    expect(socket.stdout + socket.stderr).not.to.include("secret");
    const nowhere = await run(["init", "--json", "--rpc", cli.rpcUrl, "--address", w.outsider.address]);
    expect(errorIn(nowhere)).to.include({ name: "LedgerNotFound", exitCode: 3 });
    expect(errorIn(await init("--json", "--party", "999"))).to.include({ name: "PartyUnknown", exitCode: 1 });
  });

  describe("the doctor", () => {
    beforeEach(() => init("--party", "1", "--key", "env:KEY"));

    const wrong = async (code: number) => {
      const found = await doctor();
      expect({ code: found.code, holds: found.holds }).to.deep.equal({ code, holds: false });
      return found.checks.filter((check) => check.found === "wrong");
    };

    it("finds another chain than was meant, with code 3", async () => {
      await change({ chainId: 1 });
      const [check] = await wrong(3);
      expect(check!.says).to.include("chain 31337").and.to.include("chain 1");
    });

    it("finds a node that does not answer, with code 3", async () => {
      await change({ rpcUrl: "http://127.0.0.1:1" });
      expect((await wrong(3))[0]!.what).to.equal("node");
    });

    it("finds another contract at the address, with code 1", async () => {
      await change({ codeHash: `0x${"12".repeat(32)}` });
      expect((await wrong(1)).map(({ what }) => what)).to.deep.equal(["ledger"]);
    });

    it("finds a key that is not there, with code 2", async () => {
      await change({ key: { source: "environment", variable: "NOWHERE" } });
      expect((await wrong(2))[0]!.says).to.include("NOWHERE");
    });

    it("finds a party that is suspended, and a key that is not its own, with code 1", async () => {
      await w.ledger.suspendParty(w.cast.carrier.id);
      await change({ party: Number(w.cast.carrier.id) });
      expect((await wrong(1)).map(({ what }) => what)).to.deep.equal(["party", "standing"]);
    });
  });

  it("refuses a configuration that is wrong, with the path of what is", async () => {
    await init();
    for (const [changes, path] of [
      [{ rpc: "x" }, "$.rpc"],
      [{ rpcUrl: "ftp://x" }, "$.rpcUrl"],
      [{ chainId: "1" }, "$.chainId"],
      [{ address: "0x12" }, "$.address"],
      [{ party: 0 }, "$.party"],
      [{ codeHash: "abc" }, "$.codeHash"],
      [{ key: { source: "environment", variable: "0x12" } }, "$.key.variable"],
      [{ key: { source: "paper" } }, "$.key.source"],
    ] as const) {
      const good = await config();
      await change(changes);
      const ran = await run(["product", "list"]);
      expect(ran.code, path).to.equal(2);
      expect(ran.stderr).to.include(path);
      await writeFile(join(folder, "waymark.json"), JSON.stringify(good));
    }
    await writeFile(join(folder, "waymark.json"), "{");
    expect(errorIn(await run(["product", "list", "--json"]))).to.include({ name: "ConfigNotJson", exitCode: 2 });
    expect(errorIn(await run(["product", "list", "--json", "--config", "none.json"]))).to.include({
      ...{ name: "ConfigMissing", exitCode: 2 },
    });
  });
});
