import { writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";

import type { Command } from "commander";

import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { ExitCode } from "../exit.js";
import { table } from "../output/show.js";
import type { Cli } from "../program.js";
import { givenVenue } from "../scenario/givenVenue.js";
import { openLocalVenue } from "../scenario/localVenue.js";
import { readScenario } from "../scenario/readScenario.js";
import { runScenarios, type Run, type ScenarioFile } from "../scenario/runScenarios.js";
import { shippedScenarios } from "../scenario/shipped.js";
import { showRuns } from "../scenario/showRuns.js";
import { STARTING_SCENARIO } from "../scenario/startingScenario.js";
import type { Venue } from "../scenario/venue.js";
import type { Session } from "../session.js";
import { UsageError } from "../usageError.js";

/** Scenarios: journeys as data files, which testers edit and play. */
export function addScenarioCommands(program: Command, cli: Cli): void {
  const scenario = program.command("scenario").description("Play journeys that data files tell, and write such files.");

  const run = scenario
    .command("run")
    .description(
      "Play scenarios on a fresh local chain, or with --rpc on a chain of a tester's own, and say whether they end as they say.",
    )
    .argument("[files...]", "scenario files; all that come with this release unless said")
    .action(
      action(cli, async (session, _options: object, named: string[]) => {
        const files = await readFiles(session, named);
        const runs = await play(session, files);
        session.show.result({ scenarios: runs }, (out) => {
          showRuns(out, runs);
        });
        return runs.every(({ failure }) => failure === undefined) ? ExitCode.Holds : ExitCode.Fails;
      }),
    );
  withExamples(
    run,
    { what: "all that come with this release", words: "" },
    { what: "one of one's own, for a program", words: "journey.yaml --json" },
    {
      what: "on a development node that has a ledger, which its first account governs",
      words: "journey.yaml --rpc http://127.0.0.1:8545 --address 0x5FbDB2315678afecb367f032d93F642f64180aa3",
    },
  );

  const write = scenario
    .command("new")
    .description("Start a scenario: write a short one with a word on everything in it. No file is overwritten.")
    .argument("<file>", "file to write, such as journey.yaml")
    .action(
      action(cli, async (session, _options: object, named: string) => {
        const file = resolve(session.io.cwd, named);
        await writeNew(file, named);
        session.show.result({ file }, (out) => {
          out.line(`${out.style("green", "✔")} ${named} is written. Play it with \`waymark scenario run ${named}\`.`);
        });
      }),
    );
  withExamples(write, { what: "a journey of one's own", words: "journey.yaml" });

  const list = scenario
    .command("list")
    .description("List the scenarios that come with this release.")
    .action(
      action(cli, async (session) => {
        const files = await readFiles(session, []);
        const listed = files.map(({ file, scenario: { name, clockMoves, steps } }) => ({
          ...{ file, name, clockMoves },
          steps: steps.length,
        }));
        session.show.result(listed, (out) => {
          table(
            out,
            ["scenario", "steps", "clock", "what it tells"],
            listed.map(({ file, steps, clockMoves, name }) => [
              ...[basename(file, ".yaml"), steps.toString(), clockMoves ? "moves" : "", name],
            ]),
          );
        });
      }),
    );
  withExamples(list, { what: "all of them", words: "" });
}

async function readFiles({ io }: Session, named: readonly string[]): Promise<ScenarioFile[]> {
  const files = named.length > 0 ? named.map((file) => resolve(io.cwd, file)) : await shippedScenarios();
  if (files.length === 0) {
    throw new UsageError(
      "ScenarioMissing",
      "This installation came without scenarios.",
      "Name a file, as in waymark scenario run journey.yaml; waymark scenario new journey.yaml writes one.",
    );
  }
  const example = "waymark scenario run journey.yaml";
  // All are read before the first is played: a slip of the pen in the last should not cost the time of the others.
  return await Promise.all(files.map(async (file) => ({ file, scenario: await readScenario(file, example) })));
}

async function play(session: Session, files: readonly ScenarioFile[]): Promise<Run[]> {
  const { show } = session;
  const venue = await show.during(
    "Opening a chain",
    (say) => openVenue(session, files, say),
    ({ client }) => `Ledger ${client.address}`,
  );
  try {
    return await show.during(
      "Playing",
      (say) =>
        runScenarios(files, venue, (file, what) => {
          say(`${basename(file, ".yaml")}: ${what}`);
        }),
      (runs) => (runs.length === 1 ? "1 scenario played" : `${runs.length} scenarios played`),
    );
  } finally {
    await venue.close();
  }
}

/** A local chain, unless `--rpc` is typed: a scenario admits parties, which nobody should do to a configured ledger by accident. */
async function openVenue(
  session: Session,
  files: readonly ScenarioFile[],
  say: (progress: string) => void,
): Promise<Venue> {
  if (session.options.rpc === undefined) {
    return await openLocalVenue(
      files.map(({ scenario }) => scenario),
      say,
    );
  }
  const [{ key }, client] = await Promise.all([session.settings(), session.reader()]);
  const provider = await session.provider();
  return givenVenue(client, provider, key === undefined ? undefined : (await session.writer()).signer);
}

async function writeNew(file: string, named: string): Promise<void> {
  try {
    await writeFile(file, STARTING_SCENARIO, { flag: "wx" });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === "EEXIST";
    throw new UsageError(
      exists ? "FileExists" : "FileNotWritten",
      exists ? `${named} is there already, and was left as it is.` : `${named} cannot be written.`,
      exists
        ? "Name another file, or remove this one."
        : "Name a file in a folder that is there and can be written to.",
      { cause },
    );
  }
}
