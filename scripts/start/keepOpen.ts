import type { ConsignmentId } from "../../sdk/ids.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { LocalChain } from "./chain.js";
import type { Terminal } from "../../cli/output/terminal.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Says how to use the chain, and waits until it is to be stopped. */
export async function keepOpen(
  terminal: Terminal,
  chain: LocalChain,
  ledger: IWaymark,
  consignment: ConsignmentId,
): Promise<void> {
  const stopped = untilStopped();
  terminal.heading("The chain stays open", "Ctrl-C stops it");
  terminal.line(`  RPC        ${chain.url}`);
  terminal.line(`  chain id   ${(await chain.provider.getNetwork()).chainId}`);
  terminal.line(`  ledger     ${await ledger.getAddress()}`);
  terminal.line();
  terminal.line("Read the head of the journey yourself, with one eth_call:");
  terminal.line(terminal.style("cyan", await readHeadCommand(chain, ledger, consignment)));
  await stopped;
  terminal.line();
  terminal.line("Stopped; the chain and all it held are gone.");
}

/** A command for a shell that asks the chain for the head. */
async function readHeadCommand(chain: LocalChain, ledger: IWaymark, consignment: ConsignmentId): Promise<string> {
  const data = ledger.interface.encodeFunctionData("headOf", [consignment]);
  const params = [{ to: await ledger.getAddress(), data }, "latest"];
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_call", params });
  return `curl -s ${chain.url} -H 'content-type: application/json' -d '${body}'`;
}

/** Resolves at the first signal to stop; from then on a second one ends the process at once, as by default. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
