import { expect } from "chai";
import { id } from "ethers";

import { loadFixture, networkHelpers } from "../../support/chain.js";
import { CommandLine } from "../../support/cli.js";
import { startCli } from "../../support/cliProcess.js";
import { createConsignment, world, type World } from "../../support/world.js";

describe("waymark watch", () => {
  let w: World;
  let cli: CommandLine;

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
  });

  afterEach(() => {
    cli.close();
  });

  it("shows what was written up to a block, in lines", async () => {
    const consignment = await createConsignment(w, { key: id("one") });
    const until = await networkHelpers.time.latestBlock();
    const { code, stdout } = await cli.run("watch", "--from-block", `${until}`, "--until-block", `${until}`);
    expect(code).to.equal(0);
    expect(stdout.trim().split("\n")).to.have.length(2);
    expect(stdout).to.match(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}Line loaded · /);
    expect(stdout).to.match(new RegExp(`Consignment created · .*consignment ${consignment.slice(0, 10)}`));
  });

  it("shows one consignment alone, as a JSON document a line", async () => {
    const one = await createConsignment(w, { key: id("one") });
    await createConsignment(w, { key: id("two") });
    const until = await networkHelpers.time.latestBlock();
    const args = ["--consignment", one, "--from-block", "0", "--until-block", `${until}`, "--json"];
    const { stdout } = await cli.run("watch", ...args);
    const seen = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { name: string; values: { consignment: string } });
    expect(seen.map(({ name }) => name)).to.deep.equal(["LineLoaded", "ConsignmentCreated"]);
    for (const { values } of seen) expect(values.consignment).to.equal(one);
  });

  it("tells what comes while it runs, and ends with 0 at Ctrl-C", async () => {
    const from = `${(await networkHelpers.time.latestBlock()) + 1}`;
    const watching = startCli(cli, w.cast.factory, "watch", "--json", "--from-block", from, "--every", "1");
    const { stdout: stream } = watching.process;
    const told = new Promise<void>((resolve) =>
      stream?.once("data", () => {
        resolve();
      }),
    );
    await createConsignment(w, { key: id("new") });
    await told;
    watching.process.kill("SIGINT");
    const { code, stdout, stderr } = await watching.ended;
    expect(stderr).to.equal("");
    expect(code).to.equal(0);
    expect(stdout.trim().split("\n")).to.have.length(2);
  }).timeout(60_000);
});
