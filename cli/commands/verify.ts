import { access } from "node:fs/promises";
import { resolve } from "node:path";

import type { Command } from "commander";

import type { GoodsTrace } from "../../sdk/goods/trace.js";
import { verify, type GoodsVerification } from "../../sdk/goods/verify.js";
import { action } from "../action.js";
import { showDossier, verifyFile, withKnownBlock, type KnownBlock } from "../evidence/verifyFile.js";
import { withExamples } from "../examples.js";
import type { ExitCode } from "../exit.js";
import { disclosuresIn } from "../evidence/disclosures.js";
import { blockFor } from "../journey/block.js";
import { showTimeline } from "../journey/showTimeline.js";
import { exitCodeOfVerdict, showFindings, showVerdict } from "../journey/showVerdict.js";
import { files, readStory, showConsignment, showGoods, withStory, type StoryOptions } from "../journey/story.js";
import type { Terminal } from "../output/terminal.js";
import type { Cli } from "../program.js";
import type { Session } from "../session.js";
import { SUBJECTS, subjectTerm } from "../terms/subject.js";

interface VerifyCommandOptions extends StoryOptions, KnownBlock {
  readonly all?: true;
  readonly disclosure?: readonly string[];
}

/** What is to be thought of goods, or of a dossier of evidence. */
export function addVerifyCommand(program: Command, cli: Cli): void {
  const command = withKnownBlock(
    withStory(
      program
        .command("verify")
        .description(
          "Verify goods: that their history is whole and unaltered, that every writer was entitled, and whether the parties contradict each other. Ends with 0 when it holds, with 1 otherwise.",
        )
        .argument("<subject>", `${SUBJECTS}; or the file of a dossier`)
        .option("--all", "tell also what agrees, and what nobody could check")
        .option("--disclosure <file>", "fields of records that their writer showed; may be repeated", files),
    ),
  ).action(
    action(cli, async (session, options: VerifyCommandOptions, subject: string) =>
      (await isFile(session, subject))
        ? showDossier(session, await verifyFile(session, subject, options), options.all)
        : await verifyGoods(session, subjectTerm(subject), options),
    ),
  );
  withExamples(
    command,
    { what: "by the code on a pack", words: '"(01)09520123456788(10)LOT7(21)12345"' },
    {
      what: "trusting no node: the state is proved from a block on which two agree",
      words: "395201230000000012 --agree https://other-node.example",
    },
    { what: "a dossier, offline", words: "evidence.html --block-hash 0x… --address 0x…" },
  );
}

async function verifyGoods(session: Session, subject: string, options: VerifyCommandOptions): Promise<ExitCode> {
  const client = await session.reader();
  const block = await blockFor(client, options);
  const disclosures = await disclosuresIn(session.io, options.disclosure);
  const goods = await readStory(session, client, subject, options, block);
  const verification = await session.show.during(
    "Holding it against the ledger",
    () =>
      verify(client, goods, {
        disclosures,
        ...(options.toBlock === undefined ? {} : { block: options.toBlock }),
        ...(block === undefined ? {} : { blockHash: block.hash }),
      }),
    ({ consignments }) => `${consignments.length} consignments verified`,
  );
  session.show.result(documentOf(goods, verification, block?.hash), (out) => {
    showVerdict(out, verification);
    if (block !== undefined) out.line(`  Proved from block ${block.number}, ${block.hash}.`);
    showGoods(out, goods);
    showConsignments(out, goods, verification, options.all === true);
  });
  return exitCodeOfVerdict(verification.verdict);
}

function documentOf({ subject, of, ...goods }: GoodsTrace, verification: GoodsVerification, blockHash?: string) {
  const { exact, account } = verification;
  return {
    subject,
    verdict: verification.verdict,
    sentence: verification.sentence,
    ...{ of, exact, account, blockHash },
    consignments: verification.consignments.map((found, index) => ({
      consignment: goods.consignments[index]?.consignment,
      ...found,
    })),
  };
}

function showConsignments(out: Terminal, goods: GoodsTrace, verification: GoodsVerification, all: boolean): void {
  for (const [index, trace] of goods.consignments.entries()) {
    const found = verification.consignments[index];
    if (found === undefined) continue;
    showConsignment(out, trace);
    out.line(`  head       ${found.head.headOnChain}`);
    out.line(`  from logs  ${found.head.head ?? "none: a value in the logs cannot have been recorded"}`);
    // What is altered is not told: nobody wrote it.
    if (found.verdict === "altered") {
      out.paragraph(found.sentence.en, `${out.style("red", "✖")} `, 2);
      continue;
    }
    showFindings(out, trace, found, all);
    showTimeline(out, trace);
  }
}

async function isFile({ io }: Session, name: string): Promise<boolean> {
  // Codes begin otherwise than a file that people name.
  if (/^(\(|https?:|0x)/.test(name)) return false;
  return await access(resolve(io.cwd, name)).then(
    () => true,
    () => false,
  );
}
