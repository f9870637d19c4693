import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";

import { expect } from "chai";

import { parseScope } from "../../sdk/places/scope.js";
import type { TraceStep } from "../../sdk/trace/journey.js";
import { journeyOf } from "../../sdk/trace/readJourney.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { isPortFree } from "../../scripts/start/chain.js";
import { run } from "../../scripts/start/run.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { Terminal } from "../../cli/output/terminal.js";

const ROOT = join(import.meta.dirname, "..", "..");
const SCENARIO = join(ROOT, "scenarios", "infant-formula.yaml");

/** A trace whose steps are changed, wherever it tells them. */
function retold(trace: Trace, change: (steps: readonly TraceStep[]) => TraceStep[]): Trace {
  return { ...trace, ...journeyOf(trace.consignment, change(trace.steps)) };
}

/** What a server that is not to be trusted may do to a history, and the sentence that gives it away. */
const ALTERED: { what: string; alter: (trace: Trace) => Trace; problem: string }[] = [
  {
    what: "the hold left out",
    alter: (trace) => retold(trace, (steps) => steps.filter((step) => step.type !== "Record" || step.kind !== "Held")),
    problem: "✖ This is not what the ledger recorded",
  },
  {
    what: "another place",
    alter: (trace) =>
      retold(trace, (steps) =>
        steps.map((step) =>
          step.type === "Record" && step.kind === "Transshipped" ? { ...step, place: parseScope("HKHKG") } : step,
        ),
      ),
    problem: "The steps do not give the head that the chain has",
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
      for (const verdict of [
        "✔ The creation and all 8 records, and the journey that they rest on, are unaltered and complete",
        "✔ The creation and all 13 records, and the journey that they rest on, are unaltered and complete",
        "✔ The creation and all 14 records are unaltered and complete",
      ]) {
        expect(stdout.replace(/\s+/g, " ")).to.include(verdict);
      }
      expect(stdout).not.to.include("✖");
      expect(stdout, "colours in a pipe").not.to.include("\u001b[");
      for (const line of stdout.split("\n")) expect(line.length, line).to.be.at.most(80);

      // Each step with what it is about, who signed and how.
      expect(stdout).to.match(
        /Delivered +own +account +[\d,]+\n +north 11, south 16 · Hangzhou CNHAZ · West Lake Retail \(Retailer\)/,
      );
      expect(stdout).to.match(/Packed +own +account +[\d,]+\n +container 2: north, south · Tauranga NZTRG/);
      expect(stdout).to.match(
        /Held +own +passkey +[\d,]+\n +south 8 · Shanghai Pt CNSHG · China Food Inspection \(Inspector\)/,
      );
      expect(stdout).to.match(/Adjusted · sample, 1 unit +own +passkey/);
      expect(stdout).to.match(/Correction · incorrect data +own +account +[\d,]+\n +south 6 on import declared · /);
      expect(stdout).to.match(/Import cleared · 120 units +own +account +[\d,]+\n +north 7 /);
      expect(stdout).to.match(/Item NZ2611A-0003 activated +label +[\d,]+\n/);
      const refusals = stdout.replace(/\s+/g, " ").match(/✔ refused, as it must be: [^:]+/g);
      expect(refusals).to.have.length(2);
      expect(refusals?.[0]).to.match(/Consignment \S+ is held/);
      expect(refusals?.[1]).to.match(/Item \S+ of batch \S+ was activated before/);
    });

    it("plays a file with a single consignment as ever", async () => {
      const yaml = await readFile(SCENARIO, "utf8");
      const single = `${yaml.slice(0, yaml.indexOf("consignments:"))}consignment:
  sscc: "195201240000000017"
  creator: factory
  place: NZTRG
  destination: CN
  quantity: 480

records:
  - { kind: Origin, by: factory, place: NZTRG, at: 2d ago, next: carrier }
  - { kind: ExportCleared, by: nzCustoms, place: NZTRG, at: 1d ago }
  - { kind: Departed, mode: Maritime, by: carrier, place: NZTRG, at: 20h ago }
`;
      await withFile(single, async (file) => {
        const { code, stdout, stderr } = await start("--once", "--port", "0", "--scenario", file).ended;
        expect(stderr).to.equal("");
        expect(stdout.replace(/\s+/g, " ")).to.include("✔ The creation and all 3 records are unaltered and complete");
        expect(code).to.equal(0);
      });
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
    it("is refused in one sentence and with code 1", async () => {
      await withScenario("09520123456788", "09520123456789", async (file) => {
        const { code, stderr } = await start("--once", "--port", "0", "--scenario", file).ended;
        expect(stderr).to.include("Error: product.gtin: 09520123456789 is no GTIN");
        expect(stderr.trim().split("\n")).to.have.length(2);
        expect(code).to.equal(1);
      });
    });

    it("is refused where the ledger refuses it, in one sentence and with code 1", async () => {
      await withScenario("kind: Origin, by", "kind: Delivered, by", async (file) => {
        const { code, stderr } = await start("--once", "--port", "0", "--scenario", file).ended;
        expect(stderr).to.match(/^Error: records\[0\]: Delivered cannot follow while consignment \S+ is Created\.$/m);
        expect(stderr.trim().split("\n")).to.have.length(2);
        expect(code).to.equal(1);
      });
    });

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
  // Of steps that differ in their end alone the first is meant.
  expect(yaml, `"${from}" in the scenario`).to.include(from);
  await withFile(yaml.replace(from, to), check);
}

/** Runs a check with a scenario of its own. */
async function withFile(yaml: string, check: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "waymark-scenario-"));
  try {
    const file = join(folder, "scenario.yaml");
    await writeFile(file, yaml);
    await check(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
