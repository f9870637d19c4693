import type { DeploymentReport } from "../../sdk/deployment/checkDeployment.js";
import { table } from "../output/show.js";
import type { Terminal } from "../output/terminal.js";

/** Shows every check of a deployment in a table, what differs below it, and the verdict. */
export function showReport(out: Terminal, { chainId, ledger, block, holds, checks }: DeploymentReport): void {
  const mark = (isSo: boolean) => (isSo ? out.style("green", "✔") : out.style("red", "✖"));
  table(
    out,
    ["", "of", "what", "as recorded"],
    checks.map(({ subject, what, expected, difference }) => [mark(difference === undefined), subject, what, expected]),
  );
  out.line();
  const differences = checks.flatMap(({ difference }) => difference ?? []);
  for (const difference of differences) out.line(`${mark(false)} ${difference}.`);
  const where = `${ledger} on chain ${chainId}, as of block ${block}`;
  if (holds) out.line(`${mark(true)} ${where}: all ${checks.length} checks hold.`);
  else {
    out.line(`${mark(false)} ${where}: ${differences.length} of ${checks.length} checks fail.`);
    out.line(
      "Do not use it before it is clear who changed it: see the access manager's events, and docs/operations.md.",
    );
  }
}
