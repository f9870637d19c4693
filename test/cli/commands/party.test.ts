import { expect } from "chai";

import { networkHelpers, loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn } from "../../support/cli.js";
import { at, world, type World } from "../../support/world.js";
import { DAY, governedWorld, type GovernedWorld } from "../../drills/governedWorld.js";
import { rolesIn } from "../../../sdk/vocabulary.js";

const URI = "https://id.gs1.org/417/9520123000004";

describe("waymark party", () => {
  let w: World;
  let cli: CommandLine;

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
  });

  afterEach(() => {
    cli.close();
  });

  const admin = (...args: string[]) => cli.as({ account: w.admin }, "party", ...args);
  const manager = () => w.outsider.address;

  it("admits a party, grants it roles and shows it", async () => {
    const admitted = await admin(
      "admit",
      URI,
      "--manager",
      manager(),
      "--controller",
      "did:web:group.example",
      "--json",
    );
    expect(admitted.code).to.equal(0);
    const { party, status } = admitted.json() as { party: string; status: string };
    expect(status).to.equal("done");
    expect(party).to.equal((await w.ledger.partyCount()).toString());

    const granted = await admin("grant", URI, "CNSHG", "customs", "Inspector");
    expect(granted.stderr).to.equal("");
    expect(granted.stdout).to.include(`✔ Party ${party} has Customs, Inspector at CNSHG.`);
    expect((await cli.as({ account: w.admin }, "prefix", "assign", party, "4006381")).code).to.equal(0);

    const { code, stdout } = await cli.run("party", "show", URI);
    expect(code).to.equal(0);
    expect(stdout).to.match(
      new RegExp(`^Party ${party} ${URI}\n {2}controller {2}did:web:group\\.example\n {2}manager {5}${manager()}\n`),
    );
    expect(stdout).to.match(/prefixes {4}4006381\n/);
    expect(stdout).to.match(/CNSHG +Customs, Inspector\n/);
    expect((await cli.run("party", "show", party, "--json")).json()).to.deep.include({
      party,
      uri: URI,
      grants: { CNSHG: ["Customs", "Inspector"] },
      prefixes: ["4006381"],
    });
  });

  it("withdraws some roles or all", async () => {
    const { id } = w.cast.port2;
    await admin("grant", `${id}`, "CNSHG", "Port", "Carrier");
    expect((await admin("revoke", `${id}`, "CNSHG", "Carrier", "--yes")).stdout).to.include(
      `Party ${id} has Port at CNSHG.`,
    );
    expect((await admin("revoke", `${id}`, "CNSHG", "--yes")).stdout).to.include(`Party ${id} has no role at CNSHG.`);
    expect(rolesIn(await w.ledger.grantOf(id, at("CNSHG")))).to.deep.equal([]);
  });

  it("suspends and reinstates, and lists who is in good standing", async () => {
    const { id } = w.cast.carrier;
    expect((await admin("suspend", `${id}`, "--yes")).code).to.equal(0);
    expect((await cli.run("party", "list")).stdout).to.match(
      /did:web:carrier\.example +itself +0x\w+ +suspended since 20\d\d-/,
    );
    expect((await admin("reinstate", "did:web:carrier.example")).stdout).to.include(`Party ${id} may write again.`);
    expect((await cli.run("party", "list")).stdout).not.to.include("suspended");
  });

  it("asks before it suspends, and does nothing where nobody can be asked", async () => {
    const ran = await admin("suspend", `${w.cast.carrier.id}`, "--json");
    expect(ran.code).to.equal(2);
    expect(errorIn(ran)).to.include({ name: "NobodyToAsk" });
    expect((await w.ledger.partyOf(w.cast.carrier.id)).suspendedAt).to.equal(0n);
  });

  it("ends with code 1 for who does not govern", async () => {
    const ran = await cli.as(w.cast.brand, "party", "admit", URI, "--manager", manager(), "--json");
    expect(ran.code).to.equal(1);
    expect(errorIn(ran)).to.include({ name: "AccessManagedUnauthorized" });
  });

  it("ends with code 1 for a party that nobody knows", async () => {
    for (const party of ["999", "did:web:nobody.example"]) {
      const ran = await cli.run("party", "show", party, "--json");
      expect(ran.code).to.equal(1);
      expect(errorIn(ran)).to.include({ name: "PartyUnknown" });
      expect(errorIn(ran).message).to.include(party);
    }
  });

  for (const { what, args, value } of [
    { what: "a name that is no URI", args: ["admit", "Shanghai Port", "--manager", OTHER()], value: "Shanghai Port" },
    {
      what: "a GLN with a wrong check digit",
      args: ["admit", "https://id.gs1.org/417/9520123000005", "--manager", OTHER()],
      value: "9520123000005",
    },
    { what: "a manager that is no address", args: ["admit", URI, "--manager", "0x12"], value: "0x12" },
    {
      what: "a controller that is no URI",
      args: ["admit", URI, "--manager", OTHER(), "--controller", "group"],
      value: "group",
    },
    { what: "a party that is neither number nor URI", args: ["grant", "port", "CN", "Port"], value: "port" },
    { what: "a party number that is too large", args: ["show", "4294967296"], value: "4294967296" },
    { what: "a scope that is none", args: ["grant", "3", "Shanghai", "Port"], value: "Shanghai" },
    { what: "a role that is none", args: ["grant", "3", "CN", "Harbour"], value: "Harbour" },
    { what: "a role that is none to withdraw", args: ["revoke", "3", "CN", "Harbour"], value: "Harbour" },
    { what: "nobody to suspend", args: ["suspend", "0"], value: "0" },
    { what: "nobody to reinstate", args: ["reinstate", "-"], value: "-" },
  ]) {
    it(`refuses ${what} with code 2 and names it`, async () => {
      const ran = await admin(...args);
      expect(ran.code).to.equal(2);
      expect(ran.stderr)
        .to.match(/^Error: [^\n]+\n[^\n]+\n$/)
        .and.to.include(value);
    });
  }
});

/** An address that is right. */
function OTHER(): string {
  return "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
}

describe("waymark party, where governance has its delays", () => {
  let w: GovernedWorld;
  let cli: CommandLine;

  beforeEach(async () => {
    w = await loadFixture(governedWorld);
    cli = await CommandLine.beside(w);
  });

  afterEach(() => {
    cli.close();
  });

  const registrar = (...args: string[]) => cli.as({ account: w.governors.Registrar }, ...args);
  const admit = (...more: string[]) => registrar("party", "admit", URI, "--manager", w.spare[0].address, ...more);
  const statusOf = (ran: Awaited<ReturnType<typeof admit>>) => (ran.json() as { status: string }).status;

  it("schedules, waits and executes, by the same command", async () => {
    expect((await admit("--dry-run")).stdout).to.match(/^✔ Scheduling admitting \S+ would be taken/);
    expect(statusOf(await admit("--json"))).to.equal("scheduled");
    expect(await w.ledger.partyByUri(URI)).to.equal(0n);

    const waiting = await admit();
    expect(waiting.code).to.equal(0);
    expect(waiting.stdout).to.match(/^Admitting \S+ waits for its delay until 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\.\n/);
    const listed = await cli.run("governance", "list");
    expect(listed.stdout).to.match(
      new RegExp(
        `^0x[0-9a-f]{64} +waiting +\\S+ \\S+ UTC +${w.governors.Registrar.address} +admitParty\\(uri ${URI}`,
        "m",
      ),
    );

    await networkHelpers.time.increase(DAY);
    expect((await cli.run("governance", "list")).stdout).to.match(/ ready +20/);
    expect(statusOf(await admit("--json"))).to.equal("done");
    expect(await w.ledger.partyByUri(URI)).not.to.equal(0n);
    expect((await cli.run("governance", "list")).stdout).to.equal("Nothing is scheduled.\n");
  });

  it("suspends at once, without a delay", async () => {
    const ran = await cli.as(
      { account: w.governors.Suspender },
      "party",
      "suspend",
      `${w.cast.carrier.id}`,
      "--yes",
      "--json",
    );
    expect(statusOf(ran)).to.equal("done");
  });

  it("executes and cancels what is listed", async () => {
    await admit();
    const scheduled = async () =>
      (await cli.run("governance", "list", "--json")).json() as { operation: string; standing: string }[];
    const [act] = await scheduled();
    const early = await registrar("governance", "execute", act!.operation, "--json");
    expect(early.code).to.equal(1);
    expect(errorIn(early).name).to.equal("AccessManagerNotReady");

    expect((await registrar("governance", "cancel", act!.operation, "--yes")).stdout).to.match(
      /^✔ Cancelled: admitParty\(/,
    );
    expect(await scheduled()).to.deep.equal([]);
    const gone = await registrar("governance", "execute", act!.operation, "--json");
    expect(errorIn(gone)).to.include({ name: "OperationUnknown", exitCode: 1 });

    await registrar("party", "grant", `${w.cast.port2.id}`, "CNSHG", "Port");
    await networkHelpers.time.increase(DAY);
    const [grant] = await scheduled();
    expect((await registrar("governance", "execute", grant!.operation)).code).to.equal(0);

    await admit();
    await networkHelpers.time.increase(9 * DAY);
    expect((await scheduled()).map(({ standing }) => standing)).to.deep.equal(["expired"]);
    // What has expired is scheduled anew.
    expect(statusOf(await admit("--json"))).to.equal("scheduled");
  });
});
