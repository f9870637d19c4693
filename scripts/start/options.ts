import { argumentError, readArguments } from "../commandLine.js";

/** What `npm start` was asked to do. */
export interface StartOptions {
  /** Ends after the verdict instead of keeping the chain open. */
  readonly once: boolean;
  /** Where the chain is to listen; another port is taken when it is busy. */
  readonly port: number;
  /** The scenario file. */
  readonly scenario: string;
}

/** Where chains of this kind are looked for: the port of `localhost` in the Hardhat configuration. */
const DEFAULT_PORT = 8_545;

export const HELP = `Plays an import journey on a local chain and verifies it.

  npm start                     plays it, then keeps the chain open until Ctrl-C
  npm start -- --once           ends after the verdicts; exit code 0 only when all hold

Options (after npm start --)
  --once                        end after the verdicts
  --port <number>               where the chain listens; ${DEFAULT_PORT} unless said, a free one when that is busy
  --scenario <file>             another journey; scenarios/infant-formula.yaml unless said
  --help                        this text
`;

const HOW_TO = "npm start -- --help";

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  once: { type: "boolean" },
  port: { type: "string" },
  scenario: { type: "string" },
} as const;

/**
 * Reads the arguments of `npm start`.
 *
 * @returns Undefined when help is asked for.
 * @throws FatalError "ArgumentInvalid" for an argument that means nothing.
 */
export function readOptions(args: readonly string[], defaultScenario: string): StartOptions | undefined {
  const values = readArguments(args, OPTIONS, HOW_TO);
  if (values.help === true) return undefined;
  return { once: values.once === true, port: portIn(values.port), scenario: values.scenario ?? defaultScenario };
}

function portIn(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535))
    throw argumentError(`"${text}" is no port: those are the numbers 0 to 65535, 0 for any free one.`, HOW_TO);
  return port;
}
