import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { DAY, governedWorld } from "../../drills/governedWorld.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { CommandLine, errorIn, type Ran } from "../../support/cli.js";
import { startCli } from "../../support/cliProcess.js";
import type { Meddler } from "../../support/serve.js";
import { at, world, type World } from "../../support/world.js";
import { signerIdOf } from "../../../sdk/ids.js";
import { rolesIn } from "../../../sdk/vocabulary.js";

const PORT = "did:web:port.import.example";
const BROKER = "did:web:broker.import.example";
/** An account that signs for the port. */
const KEY = "0x1CBd3b2770909D4e10f157cABC84C7264073C9Ec";

/** Two parties: the port with all that a party can have. */
const parties = (manager: string): string => `
parties:
  - uri: ${PORT}
    controller: did:web:group.example
    manager: "${manager}"
    grants:
      CNSHG: [Port, Carrier]
      anywhere: [carrier]
    prefixes: ["4006381"]
    signers:
      - { key: "${KEY}", roles: [Port], scope: CNSHG, until: "2099-12-31", heldBy: officer }
    mandates:
      ${BROKER}: [Broker]
  - { uri: ${BROKER}, manager: "${manager}", grants: { anywhere: [Broker] } }
`;

interface Imported {
  readonly changes: readonly {
    readonly kind: string;
    readonly what: string;
    readonly next: string;
    readonly reason?: string;
  }[];
  readonly transactions: readonly unknown[];
  readonly left?: Imported["changes"];
}

describe("waymark party import", () => {
  let w: World;
  let cli: CommandLine;
  let folder: string;
  let meddle: Meddler | undefined;

  beforeEach(async () => {
    meddle = undefined;
    w = await loadFixture(world);
    cli = await CommandLine.beside(w, (method, result) => (meddle === undefined ? result : meddle(method, result)));
    folder = await mkdtemp(join(tmpdir(), "waymark-import-"));
  });

  afterEach(async () => {
    cli.close();
    await rm(folder, { recursive: true });
  });

  async function file(text: string): Promise<string> {
    const path = join(folder, "parties.yaml");
    await writeFile(path, text);
    return path;
  }

  async function admin(text: string, ...more: string[]): Promise<Ran> {
    return await cli.as({ account: w.admin }, "party", "import", await file(text), ...more);
  }

  const imported = (ran: Ran): Imported => {
    expect(ran.stderr).to.equal("");
    return ran.json() as Imported;
  };

  it("shows what would change, and changes nothing in a dry run", async () => {
    const ran = await admin(parties(w.admin.address), "--dry-run");
    expect(ran.code).to.equal(0);
    expect(ran.stdout).to.match(/^party +is to be so +now\n/);
    expect(ran.stdout).to.match(/did:web:port\.import\.example +admitted, managed by 0x\w+ +is sent\n/);
    expect(ran.stdout).to.match(/did:web:port\.import\.example +Port, Carrier at CNSHG +after admission\n/);
    expect(await w.ledger.partyByUri(PORT)).to.equal(0n);
  });

  it("makes it so in two transactions, and a second run changes nothing", async () => {
    const first = imported(await admin(parties(w.admin.address), "--yes", "--json"));
    expect(first.changes).to.have.length(8);
    expect(first.transactions).to.have.length(2);
    expect(first.left).to.deep.equal([]);

    const port = await w.ledger.partyByUri(PORT);
    const broker = await w.ledger.partyByUri(BROKER);
    expect(rolesIn(await w.ledger.grantOf(port, at("CNSHG")))).to.have.members(["Port", "Carrier"]);
    expect(await w.ledger.prefixHolder(4_006_381n, 7)).to.equal(port);
    expect(rolesIn(await w.ledger.mandateOf(port, broker))).to.deep.equal(["Broker"]);
    const { scope } = await w.ledger.signerOf(port, signerIdOf(KEY));
    expect(scope).to.equal(at("CNSHG"));

    const block = await w.ledger.runner!.provider!.getBlockNumber();
    const again = await admin(parties(w.admin.address), "--yes");
    expect(again.code).to.equal(0);
    expect(again.stdout).to.equal("The ledger is as the file says: nothing changes.\n");
    expect(await w.ledger.runner!.provider!.getBlockNumber()).to.equal(block);
  });

  it("takes up a run that was interrupted, from the chain alone", async () => {
    await w.ledger.admitParty(PORT, "did:web:group.example", w.admin.address);
    await w.ledger.setGrant(await w.ledger.partyCount(), at(""), 1 << 4);
    const { changes, transactions, left } = imported(await admin(parties(w.admin.address), "--yes", "--json"));
    expect(changes.map(({ kind }) => kind)).to.deep.equal(["grant", "prefix", "signer", "mandate", "admit", "grant"]);
    expect(transactions).to.have.length(2);
    expect(left).to.deep.equal([]);
  });

  it("goes on after it was killed, and doubles nothing", async () => {
    const path = await file(parties(w.admin.address));
    const killed = startCli(cli, { account: w.admin }, "party", "import", path, "--yes");
    // The first of two transactions is on the chain, and the command never learns it.
    meddle = (method, result) => {
      if (method === "eth_sendRawTransaction") killed.process.kill("SIGKILL");
      return result;
    };
    expect((await killed.ended).code).to.equal("SIGKILL");
    expect(await w.ledger.partyByUri(PORT)).not.to.equal(0n);
    const count = await w.ledger.partyCount();
    meddle = undefined;
    const { changes, left } = imported(await admin(parties(w.admin.address), "--yes", "--json"));
    expect(changes.map(({ kind }) => kind)).not.to.include("admit");
    expect(left).to.deep.equal([]);
    expect(await w.ledger.partyCount()).to.equal(count);
    expect((await admin(parties(w.admin.address), "--yes")).stdout).to.include("nothing changes");
  }).timeout(60_000);

  it("withdraws only what the file says", async () => {
    await admin(parties(w.admin.address), "--yes");
    const less = parties(w.admin.address)
      .replace("CNSHG: [Port, Carrier]", "CNSHG: []")
      .replace("anywhere: [carrier]", "NZ: []");
    const { changes } = imported(await admin(less, "--yes", "--json"));
    expect(changes.map(({ what }) => what)).to.deep.equal(["no role at CNSHG"]);
    const port = await w.ledger.partyByUri(PORT);
    expect(rolesIn(await w.ledger.grantOf(port, at("")))).to.deep.equal(["Carrier"]);
  });

  it("leaves to the manager what is the manager's", async () => {
    const ran = await admin(parties(w.outsider.address), "--yes", "--json");
    expect(ran.code).to.equal(0);
    expect(imported(ran).left).to.deep.equal(
      ["signer", "mandate"].map((kind) => ({
        ...imported(ran).left!.find((change) => change.kind === kind),
        ...{ kind, next: "otherKey", whose: `its manager ${w.outsider.address}`, isGoverning: false },
      })),
    );
    const own = await cli.as(
      { account: w.outsider },
      "party",
      "import",
      join(folder, "parties.yaml"),
      "--yes",
      "--json",
    );
    expect(own.code).to.equal(0);
    expect(imported(own).transactions).to.have.length(1);
    expect(imported(own).left).to.deep.equal([]);
  });

  it("ends with code 1 for a key that does not govern, and sends nothing", async () => {
    const ran = await cli.as(
      { account: w.outsider },
      "party",
      "import",
      await file(parties(w.outsider.address)),
      "--yes",
      "--json",
    );
    expect(ran.code).to.equal(1);
    expect(imported(ran).transactions).to.deep.equal([]);
    expect(imported(ran).changes.filter(({ next }) => next === "otherKey")).to.have.length(2);
  });

  for (const { what, change, reason } of [
    {
      what: "another controller",
      change: (text: string) => text.replace("group.example", "other.example"),
      reason: /another controller/,
    },
    {
      what: "other roles of a key",
      change: (text: string) => text.replace("roles: [Port]", "roles: [Carrier]"),
      reason: /other roles/,
    },
    {
      what: "a prefix of another party",
      change: (text: string) => text.replace("4006381", "9520123"),
      reason: /party 1 holds it/,
    },
  ]) {
    it(`ends with code 1 for ${what}, which cannot become so, and sends nothing`, async () => {
      await admin(parties(w.admin.address), "--yes");
      const more = change(parties(w.admin.address)).replace("anywhere: [Broker]", "anywhere: [Broker], NZ: [Carrier]");
      const ran = await admin(more, "--yes", "--json");
      expect(ran.code).to.equal(1);
      expect(imported(ran).transactions).to.deep.equal([]);
      expect(imported(ran).changes.find(({ next }) => next === "conflict")?.reason).to.match(reason);
    });
  }

  it("asks before it changes anything", async () => {
    const ran = await admin(parties(w.admin.address), "--json");
    expect(errorIn(ran)).to.include({ name: "NobodyToAsk", exitCode: 2 });
    expect(await w.ledger.partyByUri(PORT)).to.equal(0n);
  });

  it("schedules where governance has delays, and executes in a later run", async () => {
    const g = await loadFixture(governedWorld);
    const beside = await CommandLine.beside(g);
    try {
      const path = await file(parties(g.governors.Registrar.address));
      const run = async () =>
        imported(await beside.as({ account: g.governors.Registrar }, "party", "import", path, "--yes", "--json"));
      const scheduled = await run();
      expect(scheduled.transactions).to.have.length(1);
      expect(scheduled.left!.filter(({ next }) => next === "wait")).to.have.length(2);
      expect((await run()).transactions).to.deep.equal([]);

      await networkHelpers.time.increase(DAY);
      // Admitted, and with the numbers known the rest is scheduled; the manager's own is done.
      const admitted = await run();
      expect(admitted.transactions).to.have.length(3);
      expect(admitted.left!.map(({ kind, next }) => `${kind} ${next}`)).to.deep.equal([
        ...["grant wait", "grant wait", "prefix wait", "grant wait"],
      ]);

      await networkHelpers.time.increase(DAY);
      expect((await run()).left).to.deep.equal([]);
      expect((await run()).changes).to.deep.equal([]);
    } finally {
      beside.close();
    }
  });

  describe("a file that is wrong", () => {
    for (const { what, from, to, path, value } of [
      { what: "an unknown key", from: "prefixes:", to: "prefix:", path: "$.parties[0].prefix", value: "not known" },
      {
        what: "a role that is none",
        from: "[Port, Carrier]",
        to: "[Harbour]",
        path: "$.parties[0].grants.CNSHG[0]",
        value: "Harbour",
      },
      {
        what: "a scope that is none",
        from: "CNSHG:",
        to: "Shanghai:",
        path: "$.parties[0].grants.Shanghai",
        value: "Shanghai",
      },
      {
        what: "an address without quotes",
        from: `"${KEY}"`,
        to: KEY,
        path: "$.parties[0].signers[0].key",
        value: "quotes",
      },
      {
        what: "a prefix without quotes",
        from: '"4006381"',
        to: "4006381",
        path: "$.parties[0].prefixes[0]",
        value: "quotes",
      },
      {
        what: "a moment that is none",
        from: "2099-12-31",
        to: "2099-02-30",
        path: "$.parties[0].signers[0].until",
        value: "2099-02-30",
      },
      {
        what: "a holder that is none",
        from: "officer",
        to: "nobody",
        path: "$.parties[0].signers[0].heldBy",
        value: "nobody",
      },
      {
        what: "a URI that is none",
        from: `uri: ${BROKER}`,
        to: "uri: The Broker",
        path: "$.parties[1].uri",
        value: "The Broker",
      },
      {
        what: "a party named twice",
        from: `uri: ${BROKER}`,
        to: `uri: ${PORT}`,
        path: "$.parties[1].uri",
        value: "twice",
      },
      {
        what: "an agent that is none",
        from: `${BROKER}: [Broker]`,
        to: "broker: [Broker]",
        path: "$.parties[0].mandates.broker",
        value: "broker",
      },
    ]) {
      it(`is refused for ${what}, with its path`, async () => {
        const text = parties(w.admin.address);
        expect(text).to.include(from);
        const ran = await admin(text.replace(from, to), "--yes");
        expect(ran.code).to.equal(2);
        expect(ran.stderr).to.include(path).and.to.include(value);
        expect(await w.ledger.partyByUri(BROKER)).to.equal(0n);
      });
    }

    it("is refused when it is no YAML, or not there", async () => {
      const broken = await admin("parties: [", "--json");
      expect(errorIn(broken)).to.include({ name: "FileNotYaml", exitCode: 2 });
      const missing = await cli.as({ account: w.admin }, "party", "import", "nowhere.yaml", "--json");
      expect(errorIn(missing)).to.include({ name: "FileMissing", exitCode: 2 });
    });
  });
});
