import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A chain of anvil's, in a process of its own. */
export interface Anvil {
  readonly url: string;
  /** Ends it; what asks it then finds nobody. */
  readonly close: () => Promise<void>;
}

const require = createRequire(import.meta.url);

/** Starts anvil under the id of a chain, with the rules of those that Waymark is deployed to. */
export async function startAnvil(chainId: number): Promise<Anvil> {
  const binary = join(dirname(require.resolve("@foundry-rs/anvil/package.json")), "bin.mjs");
  const args = ["--port", "0", "--chain-id", `${chainId}`, "--hardfork", "osaka"];
  const anvil = spawn(process.execPath, [binary, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    anvil.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [, found] = /Listening on (\S+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    anvil.once("exit", (code) => {
      reject(new Error(`anvil ended with code ${code ?? "none"}: ${said}`));
    });
  });
  const close = async () => {
    const ended = once(anvil, "exit");
    anvil.kill();
    await ended;
  };
  return { url: `http://${address}`, close };
}
