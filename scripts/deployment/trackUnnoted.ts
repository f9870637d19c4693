import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { trackTransaction } from "@nomicfoundation/ignition-core";

import { RetryableError } from "../../sdk/errors.js";
import type { Site } from "./site.js";

/** A line of Ignition's journal, as far as it is read here. */
interface JournalLine {
  readonly type?: string;
  readonly nonce?: number;
}

/** How long a transaction that was sent may take to be in a block. */
const PATIENCE_SECONDS = 120;

/**
 * Tells Ignition what became of transactions that it was about to send, and did not note as sent, because the process was
 * killed between the two: it goes no further without. What was sent is noted, and compared by Ignition with what it meant to
 * send; what was not is taken out of the journal, to be sent with the same number.
 *
 * @throws RetryableError "TransactionPending" when one is in no block after two minutes.
 */
export async function trackUnnoted(site: Site): Promise<void> {
  const { connection, deployer, journal } = site;
  const { provider } = connection.ethers;
  const nonces = await unnotedNonces(journal);
  if (nonces.length === 0) return;
  const known = await provider.getTransactionCount(deployer, "pending");
  await forget(
    journal,
    nonces.filter((nonce) => nonce >= known),
  );
  for (const nonce of nonces.filter((each) => each < known)) {
    const hash = await hashOf(site, nonce);
    if (hash !== undefined) await trackTransaction(journal, hash, connection.provider);
  }
}

/** The transaction of the deployer with this number, once it is in a block. */
async function hashOf({ connection, deployer, name }: Site, nonce: number): Promise<string | undefined> {
  const { provider } = connection.ethers;
  for (let second = 0; (await provider.getTransactionCount(deployer)) <= nonce; second++) {
    if (second === PATIENCE_SECONDS) {
      throw new RetryableError({
        name: "TransactionPending",
        message: `The transaction with nonce ${nonce} of ${deployer} on ${name} is in no block yet.`,
        toDo: "Wait until it is, then run the same command again.",
        values: { nonce, deployer },
      });
    }
    await setTimeout(1_000);
  }
  const number = await firstBlock(
    await provider.getBlockNumber(),
    async (block) => (await provider.getTransactionCount(deployer, block)) > nonce,
  );
  const block = await provider.getBlock(number, true);
  return block?.prefetchedTransactions.find((each) => each.from === deployer && each.nonce === nonce)?.hash;
}

/** Numbers of transactions that were about to be sent and are not noted as sent. */
async function unnotedNonces(journal: string): Promise<number[]> {
  const lines = (await linesOf(journal)).map(parsed);
  const noted = new Set(lines.filter(({ type }) => type === "TRANSACTION_SEND").map(({ nonce }) => nonce));
  const prepared = lines.filter(({ type }) => type === PREPARED).map(({ nonce }) => nonce);
  return prepared.filter((nonce) => nonce !== undefined && !noted.has(nonce)) as number[];
}

const PREPARED = "TRANSACTION_PREPARE_SEND";

/** Takes out of the journal that these were about to be sent. */
async function forget(journal: string, nonces: readonly number[]): Promise<void> {
  if (nonces.length === 0) return;
  const lines = (await linesOf(journal)).filter((line) => {
    const { type, nonce } = parsed(line);
    return type !== PREPARED || nonce === undefined || !nonces.includes(nonce);
  });
  // Whole or as it was, should this be killed too.
  await writeFile(`${fileOf(journal)}.new`, lines.join("\n"));
  await rename(`${fileOf(journal)}.new`, fileOf(journal));
}

async function linesOf(journal: string): Promise<string[]> {
  const text = await readFile(fileOf(journal), "utf8").catch(() => "");
  return text.split("\n");
}

function fileOf(journal: string): string {
  return join(journal, "journal.jsonl");
}

function parsed(line: string): JournalLine {
  // The journal is Ignition's own; it has empty lines too.
  return line === "" ? {} : (JSON.parse(line) as JournalLine);
}

/** The first block of which something is true that is true of all later ones, by halving. */
async function firstBlock(last: number, isTrue: (block: number) => Promise<boolean>): Promise<number> {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
