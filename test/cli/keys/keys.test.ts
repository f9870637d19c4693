import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { Wallet } from "ethers";

import { remoteSigner } from "../../../cli/keys/remoteSigner.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn, waymark } from "../../support/cli.js";
import { keyOf } from "../../support/keys.js";
import { world, type World } from "../../support/world.js";

const SECRET = `0x${"4c".repeat(32)}`;
const PRODUCT = ["product", "register", "9520123456702", "--hs6", "190110"];

describe("keys of the command", () => {
  let w: World;
  let cli: CommandLine;
  let folder: string;

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
    folder = await mkdtemp(join(tmpdir(), "waymark-keys-"));
  });

  afterEach(async () => {
    cli.close();
    await rm(folder, { recursive: true });
  });

  const brand = () => keyOf(w.cast.brand.account.address);
  const write = (key: string, env: Record<string, string> = {}) =>
    waymark([...PRODUCT, "--party", "1", "--key", key, "--json"], { cwd: folder, env: { ...cli.env, ...env } });

  it("come from a keystore, which its owner alone can read, with the password by environment or file", async () => {
    const env = { KEY: brand().privateKey, WAYMARK_PASSWORD: "correct horse" };
    const kept = await waymark(["keystore", "import", "keys/brand.json", "--from-env", "KEY"], { cwd: folder, env });
    expect(kept.stderr).to.equal("");
    const file = join(folder, "keys", "brand.json");
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(await readFile(file, "utf8")).not.to.include(brand().privateKey.slice(2));
    expect((await waymark(["keystore", "show", file])).stdout).to.equal(`${brand().address}\n`);

    await writeFile(join(folder, "password"), "correct horse\n");
    expect((await write("keystore:keys/brand.json", { WAYMARK_PASSWORD_FILE: "password" })).code).to.equal(0);

    const wrong = await write("keystore:keys/brand.json", { WAYMARK_PASSWORD: "battery staple" });
    expect(errorIn(wrong)).to.include({ name: "PasswordWrong", exitCode: 2 });
    expect(wrong.stderr).not.to.include("battery");
    expect(errorIn(await write("keystore:keys/brand.json"))).to.include({ name: "PasswordMissing", exitCode: 2 });
    expect(errorIn(await write("keystore:keys/brand.json", { WAYMARK_PASSWORD_FILE: "none" }))).to.include({
      ...{ name: "PasswordFileUnreadable", exitCode: 2 },
    });

    // A key that is lost is lost for good: no command overwrites one.
    const again = await waymark(["keystore", "create", file, "--json"], { env });
    expect(errorIn(again)).to.include({ name: "FileExists", exitCode: 2 });
  });

  it("are made anew, each another, with a password that is long enough", async () => {
    const make = (password: string) =>
      waymark(["keystore", "create", "new.json", "--json"], { cwd: folder, env: { WAYMARK_PASSWORD: password } });
    expect(errorIn(await make("short"))).to.include({ name: "PasswordShort", exitCode: 2 });
    const { address } = (await make("long enough")).json() as { address: string };
    const wallet = await Wallet.fromEncryptedJson(await readFile(join(folder, "new.json"), "utf8"), "long enough");
    expect(wallet.address).to.equal(address);
  });

  it("come from an environment variable, of which nothing is repeated", async () => {
    expect((await write("env:KEY", { KEY: brand().privateKey })).code).to.equal(0);
    for (const value of [undefined, "0x1234", "secret!", `0x${"00".repeat(32)}`, `0x${"ff".repeat(32)}`]) {
      const ran = await write("env:KEY", value === undefined ? {} : { KEY: value });
      expect(errorIn(ran), value).to.include({ name: "EnvironmentKeyInvalid", exitCode: 2 });
      if (value !== undefined) expect(ran.stderr).not.to.include(value);
    }
  });

  it("stay with a remote signer, which sends and signs typed data", async () => {
    // The test chain keeps the keys of its accounts and answers as a signer does.
    const account = w.cast.brand.account.address;
    const many = await write(`remote:${cli.rpcUrl}`);
    expect(errorIn(many)).to.include({ name: "RemoteAccountUnknown", exitCode: 2 });
    expect(errorIn(await write(`remote:${cli.rpcUrl}#${Wallet.createRandom().address}`)).name).to.equal(
      "RemoteAccountUnknown",
    );
    expect((await write(`remote:${cli.rpcUrl}#${account}`)).code).to.equal(0);
    expect(errorIn(await write("remote:http://127.0.0.1:1"))).to.include({ exitCode: 3 });

    const signer = await remoteSigner({ source: "remote", url: cli.rpcUrl, account }, ethers.provider);
    const domain = { name: "Waymark", version: "1", chainId: 31337, verifyingContract: cli.address };
    const types = {
      Mail: [
        { name: "text", type: "string" },
        { name: "at", type: "uint40" },
      ],
    };
    const value = { text: "hello", at: 7n };
    expect(ethers.verifyTypedData(domain, types, value, await signer.signTypedData(domain, types, value))).to.equal(
      account,
    );
  });

  it("are refused on the command line, wherever they stand, and not repeated", async () => {
    const phrase = "test test test test test test test test test test test junk";
    for (const args of [
      ["product", "list", "--key", SECRET],
      ["product", "list", "--key", SECRET.slice(2)],
      ["product", "list", `--private-key=${SECRET}`],
      ["product", "list", "--private-key", SECRET],
      ["product", "list", "--mnemonic", phrase],
      ["keystore", "import", "key.json", SECRET.slice(2)],
      ["keystore", "import", "key.json", phrase],
      ["party", "admit", "did:web:x.example", "--manager", SECRET],
      ["--address", SECRET, "product", "list"],
    ]) {
      const ran = await waymark([...args, "--json"], { cwd: folder, env: cli.env });
      expect(errorIn(ran), args.join(" ")).to.include({ name: "KeyOnCommandLine", exitCode: 2 });
      expect(errorIn(ran).toDo).to.include("keystore");
      expect(ran.stderr + ran.stdout)
        .not.to.include(SECRET.slice(2, 20))
        .and.not.to.include("junk");
    }
    // As an argument too many or a command that is unknown it may be a hash: it is not repeated either.
    for (const args of [[SECRET], ["keystore", "import", "key.json", SECRET]]) {
      const ran = await waymark(args);
      expect(ran.code).to.equal(2);
      expect(ran.stderr).not.to.include(SECRET.slice(2, 20));
    }
  });

  it("have a source that is right, a file that is a keystore", async () => {
    await writeFile(join(folder, "no.json"), "{}");
    for (const [source, name] of [
      ["paper:wallet", "KeySourceInvalid"],
      ["keystore:", "KeySourceInvalid"],
      ["env:1KEY", "DocumentRefused"],
      ["remote:ftp://signer", "DocumentRefused"],
      ["remote:http://signer#0x12", "DocumentRefused"],
      ["keystore:none.json", "KeystoreMissing"],
      ["keystore:no.json", "KeystoreInvalid"],
    ] as const) {
      const ran = await write(source, { WAYMARK_PASSWORD: "long enough" });
      expect(errorIn(ran), source).to.include({ name, exitCode: 2 });
    }
    expect(errorIn(await waymark([...PRODUCT, "--json"], { env: cli.env }))).to.include({
      name: "KeyMissing",
      exitCode: 2,
    });
    expect((await waymark(["keystore", "show", join(folder, "no.json")])).code).to.equal(2);
    await chmod(folder, 0o700);
  });
});
