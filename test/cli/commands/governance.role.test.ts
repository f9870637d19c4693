import { expect } from "chai";

import { connect } from "../../../sdk/connect.js";
import { loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn } from "../../support/cli.js";
import { world, type World } from "../../support/world.js";

describe("waymark governance role", () => {
  let w: World;
  let cli: CommandLine;

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
  });

  afterEach(() => {
    cli.close();
  });

  const rolesOf = async (account: string) => {
    const { rpcUrl, address } = cli;
    return (await connect({ rpcUrl, address })).governance.rolesOf(account);
  };

  const admin = (...args: string[]) => cli.as({ account: w.admin }, "governance", "role", ...args);

  it("gives a role with the delay that is said, or else that of public networks, and takes it", async () => {
    const { address } = w.outsider;
    const given = await admin("give", "suspender", address, "--yes");
    expect(given.stderr).to.equal("");
    expect(given.stdout).to.match(new RegExp(`^✔ ${address} is a Suspender, with a delay of 0 s\\.\\n`));
    expect((await admin("give", "Registrar", address, "--yes")).stdout).to.contain("with a delay of 86400 s.");
    expect((await admin("give", "Recovery", address, "--delay", "7", "--yes")).stdout).to.contain("a delay of 7 s.");
    expect(await rolesOf(address)).to.deep.equal([
      { role: "Registrar", delay: 86_400 },
      { role: "Suspender", delay: 0 },
      { role: "Recovery", delay: 7 },
    ]);

    expect((await admin("take", "suspender", address, "--yes")).stdout).to.contain(`${address} is no Suspender.`);
    expect((await rolesOf(address)).map(({ role }) => role)).to.deep.equal(["Registrar", "Recovery"]);
  });

  it("is for the Admin", async () => {
    const { address } = w.outsider;
    const as = { account: w.outsider };
    const ran = await cli.as(as, "governance", "role", "give", "admin", address, "--yes", "--json");
    expect(errorIn(ran)).to.include({ name: "AccessManagerUnauthorizedAccount", exitCode: 1 });
    expect(await rolesOf(address)).to.deep.equal([]);
  });

  it("shows the calls that a multisig sends, without a key", async () => {
    const { address } = w.outsider;
    const { stdout, code } = await cli.run("governance", "role", "take", "registrar", address, "--calls");
    expect(code).to.equal(0);
    expect(stdout).to.match(
      /^To be sent to the access manager 0x\w{40}, with no ether:\n {2}schedule 0x\w+\n {2}execute 0x\w+\n$/,
    );
  });

  for (const [what, args, value] of [
    ["a role that is none", ["give", "carrier"], "carrier"],
    ["a delay that is none", ["give", "registrar", "--delay", "1d"], "1d"],
  ] as const) {
    it(`refuses ${what} with code 2`, async () => {
      const ran = await admin(...args, w.outsider.address);
      expect(ran.code).to.equal(2);
      expect(ran.stderr).to.contain(`"${value}"`);
    });
  }
});
