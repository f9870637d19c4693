import { PassThrough, Writable } from "node:stream";

import type { ExitCode } from "../../cli/exit.js";
import type { Io } from "../../cli/io.js";
import { run } from "../../cli/run.js";
import { keyOf } from "./keys.js";
import { serve, type Meddler } from "./serve.js";
import type { Member, World } from "./world.js";

/** What a run of the command left. */
export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** The document on stdout of a run with `--json`. */
  readonly json: () => unknown;
}

/** Where a command runs: no terminal, no environment, nowhere near a configuration, unless said. */
export type Place = Partial<Pick<Io, "env" | "cwd">>;

/** Runs the command in this process, as with these words after its name. */
export async function waymark(args: readonly string[], { env = {}, cwd = "/" }: Place = {}): Promise<Ran> {
  const stdout = new Captured();
  const stderr = new Captured();
  const code = await run(args, { stdin: new PassThrough(), stdout, stderr, env, cwd });
  const json = (): unknown => JSON.parse(stdout.text);
  return { code, stdout: stdout.text, stderr: stderr.text, json };
}

/** The error on the stderr of a run with `--json`. */
export function errorIn({ stderr }: Ran): { name: string; message: string; toDo: string; exitCode: number } {
  return (JSON.parse(stderr) as { error: ReturnType<typeof errorIn> }).error;
}

/** The command beside a test world: with its node, its ledger, and the keys of its members. */
export class CommandLine {
  private constructor(
    readonly rpcUrl: string,
    readonly address: string,
    readonly close: () => void,
  ) {}

  static async beside({ ledger }: Pick<World, "ledger">, meddle?: Meddler): Promise<CommandLine> {
    const { rpcUrl, close } = await serve(meddle === undefined ? {} : { meddle });
    return new CommandLine(rpcUrl, await ledger.getAddress(), close);
  }

  /** Reads. */
  run(...args: string[]): Promise<Ran> {
    return waymark(args, { env: this.env });
  }

  /** Writes, as an account of the test chain, for a party where one is said. */
  as({ account, id }: Pick<Member, "account"> & Partial<Member>, ...args: string[]): Promise<Ran> {
    const key = { WAYMARK_KEY: "env:KEY", KEY: keyOf(account.address).privateKey };
    const party = id === undefined ? {} : { WAYMARK_PARTY: id.toString() };
    return waymark(args, { env: { ...this.env, ...key, ...party } });
  }

  get env(): Record<string, string> {
    return { WAYMARK_RPC: this.rpcUrl, WAYMARK_ADDRESS: this.address };
  }
}

/** Keeps what is written to it. */
class Captured extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
