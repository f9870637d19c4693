import type { Command } from "commander";

import { InvalidValueError } from "../sdk/errors.js";
import type { Operation } from "../sdk/operations/operation.js";
import type { Mined, Receipt } from "../sdk/operations/receipt.js";
import type { Terminal } from "./output/terminal.js";
import type { Session } from "./session.js";
import { UsageError } from "./usageError.js";

/** Options of every command that writes. */
export interface WritingOptions {
  readonly dryRun?: true;
  readonly yes?: true;
  readonly confirmations: number;
}

/** What is said of something that is written. */
export interface WritingWords<Outcome> {
  /** What goes on, such as "Registering product 09520123456788". */
  readonly doing: string;
  /** What was done, one sentence: "Product 09520123456788 is registered." */
  readonly done: (receipt: Receipt<Outcome>) => string;
  /** Asked before it is sent, where a person should think twice: "Suspend party 3?" */
  readonly sure?: string;
}

/** Adds the options of a command that writes. */
export function withWriting(command: Command): Command {
  return command
    .option("--dry-run", "try it and say how it would end; nothing is sent")
    .option("--yes", "agree to what would be asked")
    .option("--confirmations <n>", "blocks to wait for, the transaction's own included", confirmationsTerm, 1);
}

/**
 * Tries an operation, or asks where it should, sends it and shows its receipt.
 *
 * @throws RefusedError with the ledger's refusal.
 * @throws UsageError "NotAgreed" when the person does not agree.
 */
export async function write<Outcome extends object>(
  session: Session,
  options: WritingOptions,
  operation: Operation<Outcome>,
  words: WritingWords<Outcome>,
): Promise<void> {
  if (options.dryRun === true) {
    await tryOut(session, operation, words.doing);
    return;
  }
  if (words.sure !== undefined) await agree(session, options, words.sure);
  const receipt = await send(session, options, operation, words.doing);
  session.show.result(receipt, (out) => {
    out.line(`${out.style("green", "✔")} ${words.done(receipt)}`);
    showMined(out, receipt);
  });
}

/** Says how an operation would end, without sending it. */
export async function tryOut(session: Session, operation: Operation<object>, doing: string): Promise<void> {
  const refusal = await operation.dryRun();
  if (refusal !== undefined) throw refusal;
  const gas = await operation.estimateGas();
  session.show.result({ dryRun: true, gas }, (out) => {
    out.line(`${out.style("green", "✔")} ${doing} would be taken, for about ${units(gas)} gas. Nothing was sent.`);
  });
}

/** Sends an operation, with progress. */
export async function send<Outcome extends object>(
  session: Session,
  { confirmations }: WritingOptions,
  operation: Operation<Outcome>,
  doing: string,
): Promise<Receipt<Outcome>> {
  return await session.show.during(
    doing,
    () => operation.send({ confirmations }),
    ({ block }) => `Mined in block ${block}`,
  );
}

/**
 * Asks before something that should be thought about twice; `--yes` has agreed already.
 *
 * @throws UsageError when the person does not agree, or nobody is there to be asked.
 */
export async function agree(session: Session, { yes }: Pick<WritingOptions, "yes">, question: string): Promise<void> {
  if (yes === true || (await session.ask.isSure(question))) return;
  throw new UsageError(
    "NotAgreed",
    "Nothing was done, as you did not agree.",
    "Run it again when you are sure; --yes agrees.",
  );
}

/** The transaction of something that was done. */
export function showMined(out: Terminal, { transaction, block, gasUsed }: Mined): void {
  out.line(`  transaction ${transaction}`);
  out.line(`  block ${block}, ${units(gasUsed)} gas`);
}

/** A number with its thousands set apart. */
export function units(value: bigint | number): string {
  return value.toLocaleString("en");
}

function confirmationsTerm(text: string): number {
  if (/^[1-9][0-9]{0,4}$/.test(text)) return Number(text);
  throw new InvalidValueError(
    `"${text}" is no number of confirmations.`,
    "Give a whole number from 1 on; 1 waits until the transaction is mined.",
    text,
  );
}
