import { connect } from "../../sdk/connect.js";
import type { Waymark } from "../../sdk/waymark.js";
import type { ConsignmentId, PartyId } from "../../sdk/ids.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { admitParties } from "../../cli/scenario/admit.js";
import { clockFor } from "../../cli/scenario/clock.js";
import { makeGoods } from "../../cli/scenario/makeGoods.js";
import { isRelayed, playSteps } from "../../cli/scenario/playSteps.js";
import { readScenario } from "../../cli/scenario/readScenario.js";
import { gasInWords } from "../../cli/scenario/report.js";
import type { Scenario } from "../../cli/scenario/scenario.js";
import { keysFor, type Goods, type Stage } from "../../cli/scenario/stage.js";
import { build } from "./build.js";
import type { LocalChain } from "./chain.js";
import { keepOpen } from "./keepOpen.js";
import type { StartOptions } from "./options.js";
import { showGas } from "./showGas.js";
import { showFacts } from "../../cli/journey/showFacts.js";
import { showStep } from "./showStep.js";
import { showVerdict } from "./showVerdict.js";
import type { Terminal } from "../../cli/output/terminal.js";

/**
 * Plays the scenario on a chain of its own, shows it and verifies it.
 *
 * @param read Reads the journey back; whoever serves it need not be trusted, for the verdict asks the chain.
 * @returns Whether the verdict holds.
 * @throws WaymarkError in plain words when the scenario is wrong or the ledger refuses.
 */
export async function run(
  options: StartOptions,
  terminal: Terminal,
  read: typeof traceConsignment = traceConsignment,
): Promise<boolean> {
  const scenario = await readScenario(options.scenario, "npm start -- --scenario scenarios/infant-formula.yaml");
  terminal.line(terminal.style("bold", `Waymark · ${scenario.name}`));
  terminal.line();

  // The chain reads the build to put names to what contracts do, so that comes first.
  await terminal.during("Building the contracts, about a minute the first time", build, () => "Contracts built");
  const chain = await openChain(options.port, scenario, terminal);
  try {
    const { client, goods } = await play(scenario, chain, terminal);
    const holds = await show(scenario, client, goods, terminal, read);
    const [first] = goods.ids.values();
    if (!options.once && first !== undefined) await keepOpen(terminal, chain, client.ledger, first);
    return holds;
  } finally {
    await chain.close();
  }
}

function openChain(port: number, scenario: Scenario, terminal: Terminal): Promise<LocalChain> {
  return terminal.during(
    "Starting a local chain",
    async () => {
      const { openChain: open } = await import("./chain.js");
      // The first account deploys and governs, the second sends what others signed.
      return await open(port, keysFor(scenario) + 2);
    },
    (chain) =>
      port === 0 || chain.port === port
        ? `Local chain at ${chain.url}`
        : `Local chain at ${chain.url}, as port ${port} is busy`,
  );
}

async function play(
  scenario: Scenario,
  chain: LocalChain,
  terminal: Terminal,
): Promise<{ client: Waymark; goods: Goods }> {
  const { address } = await terminal.during(
    "Deploying the ledger",
    async (say) => {
      const { deployLedger } = await import("./deployLedger.js");
      return await deployLedger(chain, say);
    },
    (deployed) => `Ledger deployed at ${deployed.address}`,
  );

  const client = await connect({ provider: chain.provider, address });
  const [governor, relayer, ...keys] = await chain.provider.listAccounts();
  if (governor === undefined || relayer === undefined) throw new Error("The chain has no accounts.");
  const clock = await clockFor(scenario, chain.provider);
  const stage: Stage = { client, governor, relayer, keys, clock };

  const { cast, gas: admission } = await terminal.during(
    "Admitting the parties",
    (say) =>
      admitParties(scenario, stage, ({ party }) => {
        say(party.name);
      }),
    ({ cast, gas }) => `${cast.size} parties admitted with their grants and keys, ${gasInWords(gas)} gas`,
  );

  terminal.heading("The goods", "gas");
  let made = 0n;
  const goods = await makeGoods(scenario, stage, cast, ({ what, gas }) => {
    made += gas;
    const figure = gasInWords(gas);
    terminal.line(`${what.padEnd(terminal.width - figure.length)}${figure}`);
  });

  terminal.heading("The journey, times in UTC", "signed by     gas");
  const steps: bigint[] = [];
  let relayed = 0n;
  await playSteps(scenario, stage, cast, goods, (landed) => {
    if (landed.refusal === undefined) steps.push(landed.gas);
    if (isRelayed(landed)) relayed += landed.gas;
    showStep(terminal, landed);
  });
  showGas(terminal, { admission, goods: made, steps, relayed });
  return { client, goods };
}

/** Shows what is told of the goods, and whether that is what the ledger recorded. */
async function show(
  scenario: Scenario,
  client: Waymark,
  { ids }: Goods,
  terminal: Terminal,
  read: typeof traceConsignment,
): Promise<boolean> {
  const traces = new Map<string, Trace>();
  for (const [name, id] of ids) traces.set(name, await read(client, id));
  const names = new Map([...ids].map(([name, id]): [ConsignmentId, string] => [id, name]));
  for (const [name, trace] of traces) {
    // Nobody buys the container.
    if (scenario.containers.has(name)) continue;
    const whose = scenario.consignments.size === 1 ? "" : ` of ${name}`;
    showFacts(terminal, trace, `What the buyer${whose} is told`, {
      party: (party) => nameOf(scenario, trace, party),
      journey: (id) => (id === trace.consignment ? "" : (names.get(id) ?? id.slice(0, 8))),
    });
  }
  terminal.heading(
    traces.size === 1 ? "The verdict, from logs against the chain" : "The verdicts, from logs against the chain",
  );
  let hold = true;
  for (const [name, trace] of traces) hold = (await showVerdict(terminal, client, name, trace)) && hold;
  return hold;
}

/** The name that the scenario gives a party; the ledger knows its URI alone. */
function nameOf({ parties }: Scenario, trace: Trace, party: PartyId): string {
  const uri = trace.parties.get(party)?.uri ?? `party ${party}`;
  return [...parties.values()].find((candidate) => candidate.uri === uri)?.name ?? uri;
}
