import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";

import { expect } from "chai";
import { network } from "hardhat";

import { run } from "../../../cli/run.js";
import { ExitCode } from "../../../cli/exit.js";
import { STARTING_SCENARIO } from "../../../cli/scenario/startingScenario.js";
import { startAnvil, type Anvil } from "../../support/anvil.js";
import { ethers, networkHelpers } from "../../support/chain.js";
import { errorIn, waymark, type Ran } from "../../support/cli.js";
import { keyOf } from "../../support/keys.js";
import { serve } from "../../support/serve.js";
import { deployLedger, deployLedgerOn } from "../../support/world.js";
import { SHORT_SCENARIO } from "./shortScenario.js";

const SCENARIOS = join(import.meta.dirname, "..", "..", "..", "scenarios");

/** What a run with `--json` tells of a scenario. */
interface Told {
  file: string;
  steps: number;
  refused: number;
  gas: string;
  failure?: { name: string; message: string; toDo: string };
  verdicts: Record<string, { verdict: string; warning: string[] }>;
}

/** The short scenario changed so that it does not end as it says, and what is said of it. */
const FAILING = [
  {
    what: "a step that the ledger takes, though it had to refuse it",
    from: "next: trucker }",
    to: "next: trucker, refused: ConsignmentHeld }",
    name: "ExpectationUnmet",
    sentence: "records[1]: the ledger took it, and should have refused it with ConsignmentHeld.",
  },
  {
    what: "a step that is refused for another reason than it says",
    from: "refused: MovementForbids",
    to: "refused: ConsignmentHeld",
    name: "MovementForbids",
    sentence: "records[0]: Delivered cannot follow",
  },
  {
    what: "a step that is refused and should be taken",
    from: ", refused: MovementForbids",
    to: "",
    name: "MovementForbids",
    sentence: "records[0]: Delivered cannot follow",
  },
  {
    what: "goods that can be made, though they had to be refused",
    from: "consignment: {",
    to: 'consignments:\n  more: { sscc: "195201400000000022", creator: maker, place: CNSHG, destination: CN, quantity: 1, refused: BatchExhausted }\n  goods: {',
    name: "ExpectationUnmet",
    sentence: "consignments.more: the ledger took it, and should have refused it with BatchExhausted.",
  },
  {
    what: "a record before the last move",
    from: "at: 1d 12h ago",
    to: "at: 1d 21h ago",
    name: "TimeBeforeLastMove",
    sentence: "is before the last move",
  },
  {
    what: "a step that leads elsewhere",
    from: "leadsTo: InTransit",
    to: "leadsTo: [InTransit, Cleared]",
    name: "ExpectationUnmet",
    sentence: "records[2].leadsTo: it should lead to Cleared, and goods is InTransit with customs None.",
  },
  {
    what: "a verdict that a shopper is not told",
    from: "tells: holds",
    to: "tells: { warning: [activated-once] }",
    name: "ExpectationUnmet",
    sentence: "records[5].tells: The shopper who scans A1 is told no warning by activated-once.",
  },
  {
    what: "a warning that is not given",
    from: "goods: holds",
    to: "goods: { warning: [recorded-in-time] }",
    name: "ExpectationUnmet",
    sentence: "expect.goods: Who asks about goods is told no warning by recorded-in-time.",
  },
  {
    what: "a warning that is not expected",
    from: "at: 2d ago, next: trucker",
    to: "at: 8d ago, next: trucker",
    name: "ExpectationUnmet",
    sentence: "records[5].tells: The shopper who scans A1 is told a warning by recorded-in-time that is not expected.",
  },
  {
    what: "a contradiction that is not expected",
    from: "at: 1d 12h ago",
    to: "at: 1d 19h 50m ago",
    name: "ExpectationUnmet",
    sentence:
      "records[5].tells: The shopper who scans A1 is told a contradiction by speed-plausible that is not expected.",
  },
];

describe("waymark scenario", () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), "waymark-scenarios-"))));
  after(() => rm(folder, { recursive: true }));

  /** Writes the short scenario, with a text in it replaced. */
  async function written(name: string, from = "", to = ""): Promise<string> {
    expect(SHORT_SCENARIO).to.include(from);
    await writeFile(join(folder, name), SHORT_SCENARIO.replace(from, to));
    return name;
  }

  describe("new", () => {
    it("writes a scenario that says what everything in it means", async () => {
      const { code, stdout } = await waymark(["scenario", "new", "tea.yaml"], { cwd: folder });
      expect([code, stdout]).to.deep.equal([
        ExitCode.Holds,
        "✔ tea.yaml is written. Play it with `waymark scenario run tea.yaml`.\n",
      ]);
      expect(await readFile(join(folder, "tea.yaml"), "utf8")).to.equal(STARTING_SCENARIO);
    });

    it("overwrites nothing", async () => {
      await writeFile(join(folder, "mine.yaml"), "mine");
      const ran = await waymark(["scenario", "new", "mine.yaml", "--json"], { cwd: folder });
      expect(errorIn(ran)).to.include({ name: "FileExists", exitCode: ExitCode.Usage });
      expect(await readFile(join(folder, "mine.yaml"), "utf8")).to.equal("mine");
    });

    it("says when the file cannot be written", async () => {
      const ran = await waymark(["scenario", "new", "nowhere/tea.yaml", "--json"], { cwd: folder });
      expect(errorIn(ran)).to.include({ name: "FileNotWritten", exitCode: ExitCode.Usage });
    });
  });

  describe("list", () => {
    it("tells the scenarios of this release", async () => {
      const { code, json } = await waymark(["scenario", "list", "--json"]);
      expect(code).to.equal(ExitCode.Holds);
      const listed = json() as { name: string; steps: number; clockMoves: boolean }[];
      expect(listed).to.deep.include({
        ...{ file: join(SCENARIOS, "general-trade.yaml"), name: "General trade by sea" },
        ...{ clockMoves: true, steps: 16 },
      });
    });
  });

  describe("run, on a given chain", () => {
    let chain: Awaited<ReturnType<typeof serve>>;
    let address: string;
    let left: Awaited<ReturnType<typeof networkHelpers.takeSnapshot>>;
    before(async () => {
      left = await networkHelpers.takeSnapshot();
      address = await (await deployLedger()).ledger.getAddress();
      chain = await serve();
    });
    after(async () => {
      chain.close();
      await left.restore();
    });

    /** Plays files, with the options that name the chain. */
    const play = (...args: string[]): Promise<Ran> => playAt(chain.rpcUrl, ...args);
    const playAt = (url: string, ...args: string[]): Promise<Ran> =>
      waymark(["scenario", "run", ...args, "--rpc", url, "--address", address], { cwd: folder });

    /** Leaves the chain as it was. */
    async function thrownAway<Result>(work: () => Promise<Result>): Promise<Result> {
      const before = await networkHelpers.takeSnapshot();
      try {
        return await work();
      } finally {
        await before.restore();
      }
    }

    it("shows how a scenario ended, and leaves what it wrote on the chain", async () => {
      const file = await written("honey.yaml");
      await thrownAway(async () => {
        const { code, stdout, stderr } = await play(file);
        expect(stderr, "nobody looks on").to.equal("");
        expect(stdout).to.match(
          /^scenario +steps +refused +verdict +gas +seconds\n✔ honey +6 +1 +1 holds +[\d,]+ +[\d.]+\n/,
        );
        expect(stdout).to.include("✔ The scenario ended as it says.");
        expect(code).to.equal(ExitCode.Holds);

        // Played again, its parties are there already.
        const again = await play(file, "--json");
        expect(again.code).to.equal(ExitCode.Fails);
        const [told] = (again.json() as { scenarios: Told[] }).scenarios;
        expect(told!.failure).to.include({ name: "PartyExists" });
      });
    });

    it("plays several, none of which meets what another left", async () => {
      const files = [await written("one.yaml"), await written("other.yaml")];
      await thrownAway(async () => {
        const { code, json } = await play(...files, "--json");
        const { scenarios } = json() as { scenarios: Told[] };
        expect(scenarios.map(({ file, steps, refused, failure }) => [file, steps, refused, failure])).to.deep.equal(
          files.map((file) => [join(folder, file), 6, 1, undefined]),
        );
        expect(scenarios.map(({ verdicts }) => verdicts.goods?.verdict)).to.deep.equal(["holds", "holds"]);
        expect(code).to.equal(ExitCode.Holds);
      });
    });

    it("plays a journey through places that this release does not know", async () => {
      const text = SHORT_SCENARIO.replaceAll("CNHAZ", "unlocode:CNXMN").replace(
        "CN: [Retailer]",
        "unlocode:CNXMN: [Retailer]",
      );
      await writeFile(join(folder, "elsewhere.yaml"), text);
      await thrownAway(async () => {
        const { code, json } = await play("elsewhere.yaml", "--json");
        const [told] = (json() as { scenarios: Told[] }).scenarios;
        expect(told!.failure).to.equal(undefined);
        expect(told!.verdicts.goods?.verdict).to.equal("holds");
        expect(code).to.equal(ExitCode.Holds);
      });
    });

    for (const { what, from, to, name, sentence } of FAILING) {
      it(`ends with code 1 for ${what}`, async () => {
        const file = await written("failing.yaml", from, to);
        await thrownAway(async () => {
          const { code, json } = await play(file, "--json");
          const [told] = (json() as { scenarios: Told[] }).scenarios;
          expect(told!.failure).to.include({ name });
          expect(told!.failure!.message).to.include(sentence);
          expect(code).to.equal(ExitCode.Fails);
        });
      });
    }

    it("says which of several failed, and why, and plays the others", async () => {
      const good = await written("good.yaml");
      const bad = await written("bad.yaml", "goods: holds", "goods: { warning: [not-recalled] }");
      await thrownAway(async () => {
        const { code, stdout } = await play(bad, good);
        expect(stdout)
          .to.match(/^✖ bad +6 +1 +not as it says/m)
          .and.to.match(/^✔ good +6 +1 +1 holds/m);
        expect(stdout.replace(/\s+/g, " ")).to.include(
          "✖ bad: expect.goods: Who asks about goods is told no warning by not-recalled.",
        );
        expect(stdout).to.include("✖ 1 of 2 did not end as they say.");
        expect(code).to.equal(ExitCode.Fails);
      });
    });

    it("shows its progress to who looks on, beside the result", async () => {
      const file = await written("seen.yaml");
      const [out, err] = [new Screen(), new Screen(true)];
      await thrownAway(async () => {
        const io = { stdin: process.stdin, stdout: out, stderr: err, env: {}, cwd: folder };
        await run(["scenario", "run", file, "--rpc", chain.rpcUrl, "--address", address], io);
      });
      expect(err.text).to.include("1 scenario played");
      expect(out.text).not.to.include("scenario played");
    });

    it("refuses a wrong file with code 2, before anything is played", async () => {
      const [good, wrong] = [await written("first.yaml"), await written("wrong.yaml", "place: CNHAZ", "place: CNQQQ")];
      const ran = await play(good, wrong, "--json");
      expect(errorIn(ran)).to.include({ name: "ScenarioInvalid", exitCode: ExitCode.Usage });
      expect(errorIn(ran).message).to.match(/^records\[3\]\.place: CNQQQ is not among/);
    });

    it("refuses a file that is not there with code 2", async () => {
      const ran = await play("nowhere.yaml", "--json");
      expect(errorIn(ran)).to.include({ name: "ScenarioUnreadable", exitCode: ExitCode.Usage });
    });

    it("refuses a journey that needs the clock moved where it cannot be, with code 3", async () => {
      const fixed = await serve({ without: ["evm_increaseTime"] });
      try {
        const ran = await playAt(fixed.rpcUrl, join(SCENARIOS, "general-trade.yaml"), "--json");
        expect(errorIn(ran)).to.include({ name: "ClockFixed", exitCode: ExitCode.Chain });
      } finally {
        fixed.close();
      }
    });

    it("refuses several where the chain cannot go back, with code 3, and plays one", async () => {
      const onward = await serve({ without: ["evm_snapshot", "evm_increaseTime"] });
      const files = [await written("one.yaml"), await written("other.yaml")] as const;
      try {
        const ran = await playAt(onward.rpcUrl, ...files, "--json");
        expect(errorIn(ran)).to.include({ name: "SnapshotMissing", exitCode: ExitCode.Chain });
        await thrownAway(async () => {
          expect((await playAt(onward.rpcUrl, files[0])).code).to.equal(ExitCode.Holds);
        });
      } finally {
        onward.close();
      }
    });

    it("plays with a configured key that governs the ledger, and says what one lacks that does not", async () => {
      const file = await written("keyed.yaml");
      const [governor, other] = await ethers.getSigners();
      const playAs = (account: string): Promise<Ran> =>
        waymark(["scenario", "run", file, "--rpc", chain.rpcUrl, "--address", address, "--key", "env:KEY", "--json"], {
          ...{ cwd: folder, env: { KEY: keyOf(account).privateKey } },
        });
      const ran = await playAs(other!.address);
      expect(errorIn(ran)).to.include({ name: "GovernorMissing", exitCode: ExitCode.Usage });
      expect(errorIn(ran).message).to.equal(
        `${other!.address} may not do at once what the scenario needs on the ledger ${address}: admitParty, setGrant, assignPrefix, setCustomsLive.`,
      );
      await thrownAway(async () => {
        expect((await playAs(governor!.address)).code).to.equal(ExitCode.Holds);
      });
    });

    it("says how much ether is missing", async () => {
      const file = await written("poor.yaml");
      const [governor] = await ethers.getSigners();
      await thrownAway(async () => {
        await networkHelpers.setBalance(governor!.address, 10n ** 14n);
        const ran = await play(file, "--json");
        expect(errorIn(ran)).to.include({ name: "InsufficientFunds", exitCode: ExitCode.Chain });
        expect(errorIn(ran).message).to.match(/has 0\.0001 ether, and the scenario's 6 keys need [\d.]+ for their gas/);
      });
    });
  });

  describe("run, on anvil with a public chain's id", () => {
    let anvil: Anvil;
    before(async () => {
      anvil = await startAnvil(8453);
    });
    after(() => anvil.close());

    it("plays journeys with and without a moving clock", async () => {
      const connection = await network.create({ network: "localhost", override: { url: anvil.url, chainId: 8453 } });
      const { ledger } = await deployLedgerOn(connection.ethers);
      const files = ["counterfeit.yaml", "late-reporting.yaml"].map((name) => join(SCENARIOS, name));
      const address = await ledger.getAddress();
      const { code, json } = await waymark([
        "scenario",
        "run",
        ...files,
        "--rpc",
        anvil.url,
        "--address",
        address,
        "--json",
      ]);
      const { scenarios } = json() as { scenarios: Told[] };
      expect(scenarios.map(({ failure }) => failure)).to.deep.equal([undefined, undefined]);
      expect(code).to.equal(ExitCode.Holds);
      await connection.close();
    });
  });
});

/** Keeps what is written to it; somebody may look on. */
class Screen extends Writable {
  text = "";

  constructor(readonly isTTY = false) {
    super();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
