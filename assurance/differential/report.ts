import { KIND_TABLE } from "../../sdk/kindTable.js";
import { Movement, namesOf } from "../../sdk/vocabulary.js";
import type { Tally } from "./tally.js";
import type { Replay } from "./twoEvms.js";

/** What was compared and found alike, in Markdown. */
export function reportOf(tally: Tally, episodes: number, replay: Replay): string {
  return `## Contract and model

${number(tally.steps)} random steps in ${String(episodes)} episodes, each from an empty ledger, whose seeds follow from their
numbers. Every step was taken by the contract and by [the model](../../assurance/model/apply.ts), or refused by both with the
same error and the same arguments; after each that was taken, words, heads, contents, holds, loaded units, credits, recalls
and activations that changed were compared, and all of them once more at the end of each episode. **No difference was found.**

${operations(tally)}

Every record that was taken, by its kind and the movement of the goods before it:

${kinds(tally)}

Every error that was met, with all its arguments alike:

${errors(tally)}

## Two EVMs

${number(replay.transactions)} transactions that were mined by Hardhat's EVM (EDR) were executed by \`@ethereumjs/vm\` too, from the
chain's first block on, with hardfork Osaka and in the same blocks: ${number(replay.taken)} were taken and
${number(replay.reverted)} reverted. Status, return or revert data, gas used and logs of each were the same, and after each
the ledger's whole storage, by its root. ${number(replay.p256)} of them verify a P-256 signature by the precompile (EIP-7951).
Together they used ${number(replay.gas)} gas. **No difference was found.**`;
}

function operations({ taken, refused }: Tally): string {
  const names = [...new Set([...Object.keys(taken), ...Object.keys(refused)])].sort();
  const rows = names.map((name) => [name, number(taken[name] ?? 0), number(refused[name] ?? 0)]);
  return table(["operation", "taken", "refused"], rows);
}

function kinds({ kinds: times }: Tally): string {
  const movements = namesOf(Movement).filter((movement) => movement !== "None");
  const rows = Object.keys(KIND_TABLE).map((kind) => [
    kind,
    ...movements.map((movement) => {
      const count = times[`${kind} ${movement}`];
      return count === undefined ? "–" : number(count);
    }),
  ]);
  return table(["kind", ...movements], rows);
}

function errors({ errors: times }: Tally): string {
  const rows = Object.entries(times).sort(([, a], [, b]) => b - a);
  return table(
    ["error", "times"],
    rows.map(([name, count]) => [name, number(count)]),
  );
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A whole number with its thousands apart. */
export function number(value: number): string {
  return value.toLocaleString("en-GB");
}
