import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";

import { expect } from "chai";

import { parseScope } from "../../sdk/places/scope.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { isPortFree } from "../../scripts/start/chain.js";
import { run } from "../../scripts/start/run.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { Terminal } from "../../scripts/start/terminal.js";

const ROOT = join(import.meta.dirname, "..", "..");
const SCENARIO = join(ROOT, "scenarios", "infant-formula.yaml");

/** What a server that is not to be trusted may do to a history, and the sentence that gives it away. */
const ALTERED: { what: string; alter: (trace: Trace) => Trace; problem: string }[] = [
  {
    what: "the hold left out",
    alter: (trace) => ({ ...trace, records: trace.records.filter(({ kind }) => kind !== "Held") }),
    problem: "✖ This is not what the ledger recorded",
  },
  {
    what: "another place",
    alter: (trace) => ({
      ...trace,
      records: trace.records.map((record) =>
        record.kind === "Transshipped" ? { ...record, place: parseScope("HKHKG") } : record,
      ),
    }),
    problem: "The records do not give the head that the chain has",
  },
];

describe("npm start", function () {
  this.timeout(180_000);

  describe("--once", () => {
    it("plays the journey, shows the buyer's facts and ends with code 0 when the verdict holds", async () => {
      const { code, stdout, stderr } = await start("--once", "--port", "0").ended;

      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      for (const fact of ["原产国", "装运港", "运输方式", "进口口岸", "保税仓", "海关申报", "检验检疫申报"]) {
        expect(stdout).to.include(fact);
      }
      expect(stdout).to.match(/Country of origin +.*New Zealand/);
      expect(stdout).to.match(/25 {2}\d\d \w{3} \d\d:\d\d {2}Delivered/);
      expect(stdout.replace(/\s+/g, " ")).to.include("✔ The creation and all 24 records are unaltered and complete");
      expect(stdout, "colours in a pipe").not.to.include("\u001b[");
    });
  });

  describe("kept open", () => {
    let squatter: Server;
    beforeEach(async () => {
      squatter = createServer();
      await new Promise<void>((resolve) => squatter.listen(0, "127.0.0.1", resolve));
    });
    afterEach(() => squatter.close());

    it("says that the port is busy, answers the command it prints, and stops on Ctrl-C with its port closed", async () => {
      const busy = portOf(squatter);
      const play = start("--port", `${busy}`);
      await play.says("eth_call:\n");
      await play.says("latest");
      const output = play.output();
      expect(output).to.include(`as port ${busy} is busy`);

      const [, url = "", body = ""] = /curl -s (\S+) .* -d '(.*)'/.exec(output) ?? [];
      const headers = { "content-type": "application/json" };
      const answer: unknown = await (await fetch(url, { method: "POST", headers, body })).json();
      const head = /head +(0x[0-9a-f]{64})/.exec(output)?.[1];
      expect(answer).to.deep.equal({ jsonrpc: "2.0", id: 1, result: head });

      play.child.kill("SIGINT");
      const { code } = await play.ended;
      expect(code).to.equal(0);
      expect(await isPortFree(Number(new URL(url).port))).to.equal(true);
    });
  });

  describe("a journey that was altered on its way to the reader", () => {
    for (const { what, alter, problem } of ALTERED) {
      it(`does not hold with ${what}`, async () => {
        const shown: string[] = [];
        const out = new Writable({
          decodeStrings: false,
          write(text: string, _encoding, done) {
            shown.push(text);
            done();
          },
        });
        const read: typeof traceConsignment = async (...args) => alter(await traceConsignment(...args));

        const options = { once: true, port: 0, scenario: SCENARIO };
        expect(await run(options, new Terminal(out), read)).to.equal(false);
        expect(shown.join("").replace(/\s+/g, " ")).to.include(problem);
      });
    }
  });

  describe("a scenario that is wrong", () => {
    const wrongs = [
      {
        what: "a wrong check digit",
        from: "09520123456788",
        to: "09520123456789",
        sentence:
          "product.gtin: 09520123456789 is no GTIN: its last digit is 9, but the check digit of the others is 8.",
      },
      {
        what: "a place that is not listed",
        from: "place: SGSIN, at: 10d 21h ago",
        to: "place: SGQQQ, at: 10d 21h ago",
        sentence: "records[5].place: SGQQQ is not among the 95 places that this release knows.",
      },
      {
        what: "a party that is not named",
        from: "place: CNSHG, at: 4d 23h ago, next: terminal",
        to: "place: CNSHG, at: 4d 23h ago, next: terminus",
        sentence: 'records[9].next: "terminus" is none of the parties.',
      },
      {
        what: "a name that is no URI",
        from: "uri: did:web:customs.nz.example",
        to: "uri: New Zealand Customs",
        sentence: 'parties.nzCustoms.uri: "New Zealand Customs" is no URI.',
      },
      {
        what: "a time before all times",
        from: "at: 20d 22h ago",
        to: "at: 30000d ago",
        sentence: 'records[0].at: "30000d ago" is too long ago.',
      },
      {
        what: "a bracket left open",
        from: "grants: { NZTRG: [Port] }",
        to: "grants: { NZTRG: [Port }",
        sentence: /^Error: The scenario is no YAML: .+ at line 35, column \d+\.$/m,
      },
      {
        what: "an alias of nothing",
        from: 'gtin: "09520123456788"',
        to: "gtin: *gtin",
        sentence: "The scenario is no YAML: Unresolved alias (the anchor must be set before the alias): gtin.",
      },
      {
        what: "two scenarios in one file",
        from: "records:\n",
        to: "---\nrecords:\n",
        sentence: "The file holds several scenarios, each after a line ---.",
      },
      {
        what: "a record out of order",
        from: "kind: Origin, by: factory, place: NZTRG, at: 20d 22h ago, next: carrier",
        to: "kind: Delivered, by: factory, place: NZTRG, at: 20d 22h ago",
        sentence: "records[0]: Delivered cannot follow while consignment 0xaf2c3d26…158a is Created.",
      },
      {
        what: "a move before the last one",
        from: "at: 18d 3h ago",
        to: "at: 21d 3h ago",
        sentence: /^Error: records\[4\]: .+ UTC is before the last move, which happened at .+ UTC\.$/m,
      },
    ];

    for (const { what, from, to, sentence } of wrongs) {
      it(`is refused for ${what}, in one sentence and with code 1`, async () => {
        await withScenario(from, to, async (file) => {
          const { code, stderr } = await start("--once", "--port", "0", "--scenario", file).ended;
          if (typeof sentence === "string") expect(stderr).to.include(`Error: ${sentence}`);
          else expect(stderr).to.match(sentence);
          expect(stderr.trim().split("\n")).to.have.length(2);
          expect(code).to.equal(1);
        });
      });
    }

    it("is refused when there is no such file", async () => {
      const { code, stderr } = await start("--once", "--scenario", "nowhere.yaml").ended;
      expect(stderr).to.include("The scenario file nowhere.yaml cannot be read.");
      expect(code).to.equal(1);
    });
  });

  describe("arguments", () => {
    it("shows help", async () => {
      const { code, stdout } = await start("--help").ended;
      expect(stdout).to.include("npm start -- --once");
      expect(code).to.equal(0);
    });

    for (const [args, sentence] of [
      [["--onse"], "Error: Unknown option '--onse'."],
      [["twice"], "Error: Unexpected argument 'twice'."],
      [["--port", "65536"], 'Error: "65536" is no port'],
      [["--port", "0x10"], 'Error: "0x10" is no port'],
    ] as const) {
      it(`refuses ${args.join(" ")} with code 2`, async () => {
        const { code, stderr } = await start(...args).ended;
        expect(stderr).to.include(sentence);
        expect(code).to.equal(2);
      });
    }
  });
});

interface Play {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  output(): string;
  /** Resolves when the text has been printed. */
  says(text: string): Promise<void>;
}

/** Starts the real script. */
function start(...args: readonly string[]): Play {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts", ...args], {
    cwd: ROOT,
    env: { ...process.env, FORCE_COLOR: undefined },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  return {
    child,
    ended,
    output: () => stdout,
    async says(text) {
      const over = ended.then(({ code }) => {
        throw new Error(`It ended with code ${String(code)} before it said "${text}": ${stderr}`);
      });
      const said = new Promise<void>((resolve) => {
        const look = () => {
          if (!stdout.includes(text)) return;
          child.stdout.off("data", look);
          resolve();
        };
        child.stdout.on("data", look);
        look();
      });
      await Promise.race([said, over]);
    },
  };
}

function portOf(server: Server): number {
  // Listening on a port gives an address object, not the path of a pipe.
  return (server.address() as AddressInfo).port;
}

/** Runs a check with a copy of the scenario in which one text is replaced. */
async function withScenario(from: string, to: string, check: (file: string) => Promise<void>): Promise<void> {
  const yaml = await readFile(SCENARIO, "utf8");
  expect(yaml.split(from), `"${from}" in the scenario`).to.have.length(2);
  const folder = await mkdtemp(join(tmpdir(), "waymark-scenario-"));
  try {
    const file = join(folder, "scenario.yaml");
    await writeFile(file, yaml.replace(from, to));
    await check(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
