import { resolve } from "node:path";

import type { Command } from "commander";

import type { AgreedBlock } from "../../sdk/proof/agreedBlock.js";
import { trace, type GoodsTrace } from "../../sdk/goods/trace.js";
import type { RootProof } from "../../sdk/goods/itemState.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { traceServer, type TraceSource } from "../../sdk/trace/traceServer.js";
import type { Waymark } from "../../sdk/waymark.js";
import { openManifest } from "../../sdk/node/manifest/openManifest.js";
import type { Terminal } from "../output/terminal.js";
import type { Session } from "../session.js";
import { consignmentOf } from "../terms/consignment.js";
import { listTerm } from "../terms/list.js";
import { SUBJECTS, subjectOf, subjectTerm } from "../terms/subject.js";
import { wholeTerm } from "../terms/whole.js";
import { UsageError } from "../usageError.js";
import { journeysBeside, letterOf, shortened } from "./words.js";

/** Options of every command that tells the story of goods. */
export interface StoryOptions {
  readonly manifest?: readonly string[];
  readonly limit?: number;
  readonly fromBlock?: number;
  readonly toBlock?: number;
  readonly from?: TraceSource;
}

/** Adds the options of a command that tells the story of goods. */
export function withStory(command: Command): Command {
  return command
    .option("--manifest <file>", "manifest that proves the item, of the batch or of its labels; may be repeated", files)
    .option("--limit <n>", "consignments of a lot to tell at most; 32 unless said", wholeTerm("limit", 1))
    .option("--from-block <n>", "first block to read; unless said that of the deployment", wholeTerm("block"))
    .option("--to-block <n>", "last block to read; unless said the latest", wholeTerm("block"))
    .option(
      "--from <url>",
      "server that hands over traces, with {consignment} where the id belongs; it need not be trusted",
      (address: string) => traceServer(address),
    );
}

/** Adds what is asked about. */
export function withSubject(command: Command): Command {
  return command.argument("<subject>", SUBJECTS, subjectTerm);
}

/** The files of an option that may be repeated. */
export const files = listTerm((file) => file);

/**
 * Reads the story of goods from the ledger's logs, or from the server that was named, with progress.
 *
 * @param block Up to which it is told; unless said the options' last.
 */
export async function readStory(
  session: Session,
  client: Waymark,
  subject: string,
  { manifest = [], limit, fromBlock, toBlock, from }: StoryOptions,
  block?: AgreedBlock,
): Promise<GoodsTrace> {
  const proofs = await proofsIn(session, subject, manifest);
  const last = block?.number ?? toBlock;
  const own = await session.party(client);
  // Who asks may have made the unit without holding a company prefix.
  const isOwn = own !== undefined && subjectOf(subject).type === "unit";
  const asked = isOwn ? await consignmentOf(client, subject, own) : subject;
  return await session.show.during(
    "Reading the journey",
    () =>
      trace(client, asked, {
        ...(limit === undefined ? {} : { limit }),
        ...(fromBlock === undefined ? {} : { fromBlock }),
        ...(last === undefined ? {} : { toBlock: last }),
        ...(from === undefined ? {} : { from }),
        item: { proofs },
      }),
    ({ consignments }) => `${consignments.reduce((sum, { records }) => sum + records.length, 0)} records read`,
  );
}

/** What the manifests prove of the item that is asked about. */
async function proofsIn({ io }: Session, subject: string, manifests: readonly string[]): Promise<readonly RootProof[]> {
  const asked = subjectOf(subject);
  const serial = asked.type === "goods" ? asked.item.serial : undefined;
  const [first] = manifests;
  if (first === undefined) return [];
  if (serial === undefined) {
    throw new UsageError(
      "ItemMissing",
      `--manifest ${first} proves single items, and "${subject}" names none.`,
      "Ask about an item, whose code has its serial number, (21); or leave the manifest out.",
    );
  }
  const proofs: RootProof[] = [];
  for (const file of manifests) {
    await using opened = await openManifest(resolve(io.cwd, file));
    proofs.push({ ...(await opened.prove(serial)), root: opened.root });
  }
  return proofs;
}

/** Which goods are told: the one consignment, or one of several. */
export function showGoods(out: Terminal, { of, consignments }: GoodsTrace): void {
  if (of > 1) {
    const told = consignments.length < of ? `, of which ${consignments.length} are told` : "";
    out.line(`  In one of ${of} consignments${told}.`);
  }
}

/** Opens what is told of one consignment: the letters of the journeys beside it, and what is recalled. */
export function showConsignment(out: Terminal, trace: Trace): void {
  const { consignment, recalls, block } = trace;
  out.heading(`Consignment ${shortened(consignment)}`, `as of block ${block}`);
  out.line(`   ${consignment}`);
  for (const [index, { consignment: id, creation }] of journeysBeside(trace).entries()) {
    const isContainer = creation.type === "Creation" && creation.container !== undefined;
    out.line(`${letterOf(index).padEnd(3)}${id}  ${isContainer ? "container" : "before"}`);
  }
  for (const { kind, country } of recalls) {
    const where = country === "" ? "everywhere" : `in ${country}`;
    out.line(`${out.style("red", "✖")} RECALLED ${where}: the ${kind.toLowerCase()}`);
  }
}
