import type { Command } from "commander";

import { parseDossier, type Dossier } from "../../sdk/evidence/dossier.js";
import { readHeader } from "../../sdk/proof/header.js";
import { dossierTextIn } from "../../sdk/evidence/renderDossier.js";
import { verifyDossier } from "../../sdk/evidence/verifyDossier.js";
import type { Verification } from "../../sdk/verify/verification.js";
import type { ExitCode } from "../exit.js";
import { readText } from "../files.js";
import { agreedBlockAt, type BlockOptions } from "../journey/block.js";
import { showTimeline } from "../journey/showTimeline.js";
import { exitCodeOfVerdict, showFindings, showVerdict } from "../journey/showVerdict.js";
import { showConsignment } from "../journey/story.js";
import type { Session } from "../session.js";
import { hashTerm } from "../terms/hash.js";
import { listTerm } from "../terms/list.js";
import { urlTerm } from "../terms/url.js";
import { UsageError } from "../usageError.js";

/** What a reader knows of a block from elsewhere. */
export type KnownBlock = BlockOptions;

/** Adds the options that say which block is known. */
export function withKnownBlock(command: Command): Command {
  return command
    .option(
      "--block-hash <hash>",
      "block to prove the state from, of which one knows the hash",
      hashTerm("block's hash"),
    )
    .option(
      "--agree <url>",
      "another node: the state is proved from a block that all have alike; may be repeated",
      urls,
    );
}

const urls = listTerm(urlTerm);

/** A dossier that was verified. */
export interface VerifiedDossier {
  readonly dossier: Dossier;
  readonly verification: Verification;
  readonly blockHash: string;
}

/**
 * Verifies the dossier in a file, JSON or HTML. With the hash of its block and the ledger's address no node is asked.
 *
 * @throws UsageError when it is not said which ledger is meant, or which block is known.
 * @throws FatalError as `verifyDossier`.
 */
export async function verifyFile(session: Session, file: string, options: KnownBlock): Promise<VerifiedDossier> {
  const dossier = parseDossier(dossierTextIn(await readText(session.io, file)));
  const { address, chainId } = await session.settings();
  const blockHash = options.blockHash ?? (await hashByNodes(session, dossier, options));
  const ledger = address ?? (await session.reader()).address;
  const verification = await verifyDossier(dossier, {
    ...{ blockHash, ledger },
    ...(chainId === undefined ? {} : { chainId: BigInt(chainId) }),
  });
  return { dossier, verification, blockHash };
}

/** Shows what was found, and how the command is to end. */
export function showDossier(
  session: Session,
  { dossier, verification, blockHash }: VerifiedDossier,
  all = false,
): ExitCode {
  const { trace } = dossier;
  const { consignment, ledger, chainId } = trace;
  session.show.result({ consignment, ledger, chainId, blockHash, ...verification }, (out) => {
    showVerdict(out, verification);
    out.line(`  Proved from block ${blockHash}.`);
    if (verification.verdict === "altered") return;
    showConsignment(out, trace);
    showFindings(out, trace, verification, all);
    showTimeline(out, trace);
  });
  return exitCodeOfVerdict(verification.verdict);
}

/** The hash of the dossier's block by the nodes that are asked: what the dossier says of it is not believed. */
async function hashByNodes(session: Session, { proof }: Dossier, { agree = [] }: KnownBlock): Promise<string> {
  const { rpcUrl } = await session.settings();
  if (rpcUrl === undefined) {
    throw new UsageError(
      "BlockHashMissing",
      "It is not said which block is known: a dossier is proved from the hash of its block.",
      "Give --block-hash, as one's own node or a block explorer has it; or --rpc, to ask one's own node.",
    );
  }
  const { number } = readHeader(proof.header);
  return (await agreedBlockAt([await session.provider(), ...agree], number)).hash;
}
