import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { BINARY, builtPackage } from "../support/builtPackage.js";
import { loadFixture } from "../support/chain.js";
import { CommandLine } from "../support/cli.js";
import { keyOf } from "../support/keys.js";
import { CLEAR, DOWN, Person, STOP } from "../support/person.js";
import { world, type World } from "../support/world.js";

const PARTIES = `
parties:
  - { uri: "did:web:new.example", manager: "0x1CBd3b2770909D4e10f157cABC84C7264073C9Ec", grants: { CN: [Port] } }
`;

describe("the built command, at a terminal", function () {
  this.timeout(180_000);
  let w: World;
  let cli: CommandLine;
  let folder: string;
  let person: Person;

  before(() => builtPackage());

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
    folder = await mkdtemp(join(tmpdir(), "waymark-terminal-"));
  });

  afterEach(async () => {
    person.leaves();
    cli.close();
    await rm(folder, { recursive: true });
  });

  const start = (...args: string[]): Person => {
    person = new Person([BINARY, ...args], { cwd: folder, env: { KEY: keyOf(w.admin.address).privateKey } });
    return person;
  };

  /** Answers wrongly first, and is told so. */
  async function corrects(wrong: string, complaint: string, right: string): Promise<void> {
    person.types(wrong);
    await person.sees(complaint);
    person.presses(CLEAR);
    person.types(right);
  }

  it("init asks again whatever is answered wrongly, and writes what was answered in the end", async () => {
    start("init");
    await person.sees("JSON-RPC address of a node");
    await corrects("localhost", '"localhost" is no http or https address.', "http://127.0.0.1:1");
    await person.sees("The chain cannot be reached");
    person.presses(CLEAR);
    person.types(cli.rpcUrl);

    await person.sees("Address of the ledger on chain 31337");
    await corrects("0x1234", '"0x1234" is no address', w.outsider.address);
    await person.sees("There is no contract at");
    person.presses(CLEAR);
    person.types(cli.address);

    await person.sees("Party that writes");
    await corrects("brand", '"brand" names no party.', "999");
    await person.sees("There is no party 999");
    person.presses(CLEAR);
    person.types("did:web:brand.example");

    await person.sees("Where is the key that signs?");
    person.presses(DOWN);
    person.types("");
    await person.sees("Name of the variable");
    await corrects("1KEY", "is no name of an environment variable", "KEY");

    await person.sees("✔ waymark.json is written.");
    expect(await person.ended).to.equal(0);
    const config = JSON.parse(await readFile(join(folder, "waymark.json"), "utf8")) as object;
    expect(config).to.deep.include({ address: cli.address, party: 1, key: { source: "environment", variable: "KEY" } });
  });

  it("init asks before it overwrites, and Ctrl-C leaves all as it was", async () => {
    const file = join(folder, "waymark.json");
    await writeFile(file, "{}");
    start("init");
    await person.sees("waymark.json is there already. Overwrite it?");
    person.types("");
    await person.sees("Nothing was done, as you did not agree.");
    expect(await person.ended).to.equal(2);

    start("init");
    await person.sees("Overwrite it?");
    person.types("y");
    await person.sees("JSON-RPC address of a node");
    person.presses(STOP);
    await person.sees("Stopped at a question");
    expect(await person.ended).to.equal(2);
    expect(await readFile(file, "utf8")).to.equal("{}");
    expect(person.screen).not.to.include("    at ");
  });

  it("party import shows the plan and asks; no changes nothing, yes makes it so", async () => {
    await writeFile(join(folder, "parties.yaml"), PARTIES);
    const args = ["party", "import", "parties.yaml", "--rpc", cli.rpcUrl, "--address", cli.address, "--key", "env:KEY"];
    start(...args);
    await person.sees("admitted, managed by 0x1CBd");
    await person.sees("and what follows from them?");
    await corrects("perhaps", '"perhaps" is neither yes nor no: answer y or n.', "n");
    await person.sees("Nothing was done, as you did not agree.");
    expect(await person.ended).to.equal(2);
    expect(await w.ledger.partyByUri("did:web:new.example")).to.equal(0n);

    start(...args);
    await person.sees("and what follows from them?");
    person.types("y");
    await person.sees("Done in 2 transactions");
    expect(await person.ended).to.equal(0);
    expect(await w.ledger.partyByUri("did:web:new.example")).not.to.equal(0n);
  });

  it("keystore import asks for key and password until they will do, and shows neither", async () => {
    const key = keyOf(w.admin.address).privateKey;
    start("keystore", "import", "key.json");
    await person.sees("Private key (not shown)");
    await corrects("0x1234", "does not have 64 hexadecimal digits", key);
    await person.sees("New password");
    await corrects("short", "at least 8 characters", "correct horse");
    await person.sees("The same again");
    await corrects("battery staple", "That is not the same.", "correct horse");
    await person.sees(`The key of ${w.admin.address} is kept in`);
    expect(await person.ended).to.equal(0);
    expect(existsSync(join(folder, "key.json"))).to.equal(true);
    expect(person.screen).not.to.include(key.slice(2, 12)).and.not.to.include("correct horse");
  });
});
