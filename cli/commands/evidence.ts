import { extname } from "node:path";

import type { Command } from "commander";

import { formatDossier, type Dossier } from "../../sdk/evidence/dossier.js";
import { makeDossier } from "../../sdk/evidence/makeDossier.js";
import { renderDossier } from "../../sdk/evidence/renderDossier.js";
import { verifyDossier } from "../../sdk/evidence/verifyDossier.js";
import type { AgreedBlock } from "../../sdk/proof/agreedBlock.js";
import type { Waymark } from "../../sdk/waymark.js";
import { action } from "../action.js";
import { disclosuresIn } from "../evidence/disclosures.js";
import { showDossier, verifyFile, withKnownBlock, type KnownBlock } from "../evidence/verifyFile.js";
import { withExamples } from "../examples.js";
import { writeOut } from "../files.js";
import { agreedBlockAt, blockFor } from "../journey/block.js";
import { onlyOne } from "../journey/onlyOne.js";
import { exitCodeOfVerdict, showVerdict } from "../journey/showVerdict.js";
import { files, readStory, withStory, withSubject, type StoryOptions } from "../journey/story.js";
import type { Cli } from "../program.js";
import { UsageError } from "../usageError.js";

interface MakeOptions extends StoryOptions, KnownBlock {
  readonly out: string;
  readonly disclosure?: readonly string[];
}

/** Dossiers: what somebody needs to verify a story without a node, and without whoever made it. */
export function addEvidenceCommands(program: Command, cli: Cli): void {
  const evidence = program
    .command("evidence")
    .description("Make dossiers that anybody verifies offline, and verify them.");

  const make = withKnownBlock(
    withStory(
      withSubject(
        evidence
          .command("make")
          .description("Make a dossier of a consignment: its story, and the proof of the ledger's state at a block.")
          .requiredOption("--out <file>", "where it goes: .html for people, which holds the JSON, or .json")
          .option("--disclosure <file>", "fields of records to put in; may be repeated", files),
      ),
    ),
  ).action(
    action(cli, async (session, options: MakeOptions, subject: string) => {
      const isHtml = isHtmlName(options.out);
      const client = await session.reader();
      const block = (await blockFor(client, options)) ?? (await latest(client));
      const disclosures = await disclosuresIn(session.io, options.disclosure);
      const goods = await readStory(session, client, subject, options, block);
      const trace = onlyOne(goods, subject);
      const item = goods.item === undefined ? {} : { item: goods.item };
      const terms = { blockHash: block.hash, ledger: client.address };
      const { dossier, verification } = await session.show.during(
        "Fetching the proof",
        async () => {
          const made: Dossier = await makeDossier(client, trace, block.hash, { disclosures, ...item });
          return { dossier: made, verification: await verifyDossier(made, terms) };
        },
        () => `Proved at block ${block.number}`,
      );
      const text = isHtml ? renderDossier(dossier, verification, block.hash) : formatDossier(dossier);
      const file = await writeOut(session.io, options.out, text);
      const { verdict, sentence } = verification;
      session.show.result({ file, consignment: trace.consignment, block, verdict, sentence }, (out) => {
        showVerdict(out, verification);
        out.line(`  ${file}`);
        out.line(`  proved from block ${block.number}, ${block.hash}`);
        out.paragraph(
          "Its readers must learn that hash from elsewhere: from a node or an explorer that they trust.",
          "  ",
          2,
        );
      });
      return exitCodeOfVerdict(verdict);
    }),
  );
  withExamples(
    make,
    { what: "for people and programs, in one file", words: "395201230000000012 --out evidence.html" },
    {
      what: "at a block on which another node agrees",
      words: "395201230000000012 --out evidence.json --agree https://other-node.example",
    },
  );

  const check = withKnownBlock(
    evidence
      .command("verify")
      .description("Verify a dossier, offline when the hash of its block and the ledger's address are given.")
      .option("--all", "tell also what agrees, and what nobody could check")
      .argument("<file>", "the dossier, HTML or JSON; - is standard input"),
  ).action(
    action(cli, async (session, options: KnownBlock & { readonly all?: true }, file: string) =>
      showDossier(session, await verifyFile(session, file, options), options.all),
    ),
  );
  withExamples(
    check,
    { what: "asking nobody", words: "evidence.html --block-hash 0x… --address 0x…" },
    { what: "with the block's hash of one's own node", words: "evidence.html --rpc http://127.0.0.1:8545" },
  );
}

function isHtmlName(file: string): boolean {
  const end = extname(file);
  if (end === ".html" || end === ".json") return end === ".html";
  throw new UsageError(
    "FileKindUnknown",
    `"${file}" ends neither with .html nor with .json.`,
    "Name the file so that its kind is known: .html for people, .json for programs.",
    { values: { file } },
  );
}

async function latest({ provider }: Waymark): Promise<AgreedBlock> {
  return await agreedBlockAt([provider], "latest");
}
