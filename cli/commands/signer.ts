import type { Command } from "commander";

import type { KeyHolder, RoleName } from "../../sdk/vocabulary.js";
import type { WordOf } from "../../sdk/operations/words.js";
import type { Scope } from "../../sdk/places/scope.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { keyHolderTerm } from "../terms/keyHolder.js";
import type { Cli } from "../program.js";
import { momentTerm } from "../terms/moment.js";
import { roleTerm } from "../terms/roles.js";
import { scopeTerm } from "../terms/scope.js";
import { knownSignerTerm, signerBytes, SIGNERS, signerTerm, signerWords, type SignerTerm } from "../terms/signer.js";
import { withWriting, write, type WritingOptions } from "../writing.js";

interface AddOptions extends WritingOptions {
  readonly role: readonly RoleName[];
  readonly scope?: Scope;
  readonly from?: Date;
  readonly until?: Date;
  readonly heldBy: WordOf<typeof KeyHolder>;
}

interface RevokeOptions extends WritingOptions {
  readonly compromisedSince?: Date;
}

/** Signers: the keys that write for a party. */
export function addSignerCommands(program: Command, cli: Cli): void {
  const signer = program.command("signer").description("Add and revoke the keys that write for a party (--party).");

  const add = withWriting(
    signer
      .command("add")
      .description("Let a key write for the party. Takes the party's manager.")
      .argument("<signer>", SIGNERS, signerTerm)
      .requiredOption("--role <roles...>", "roles it may act in; the party must hold them too", roleTerm)
      .option("--scope <scope>", "where it may write: a place, a country or anywhere", scopeTerm)
      .option("--from <moment>", "first moment of its validity; unless said it has begun", momentTerm)
      .option("--until <moment>", "last moment of its validity; unless said it has no end", momentTerm)
      .requiredOption("--held-by <holder>", "who keeps it: officer, server or gateway", keyHolderTerm),
  ).action(
    action(cli, async (session, options: AddOptions, term: SignerTerm) => {
      const { role: roles, scope, from, until, heldBy } = options;
      const waymark = await session.writer();
      const operation = waymark.parties.addSigner({
        ...{ signer: await signerBytes(waymark, term), roles, heldBy },
        ...(scope === undefined ? {} : { scope }),
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      });
      await write(session, options, operation, {
        doing: "Adding the key",
        done: ({ signer: id }) => `${signerWords(id)} may write as ${roles.join(", ")}.`,
      });
    }),
  );
  withExamples(
    add,
    {
      what: "the account of a carrier's server",
      words: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --party 4 --role Carrier --held-by server",
    },
    {
      what: "an officer's account, for one port and one year",
      words:
        "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC --party 3 --role Customs --scope CNSHG --until 2027-11-30 --held-by officer",
    },
  );

  const revoke = withWriting(
    signer
      .command("revoke")
      .description("End a key's right to write, for good. Takes the party's manager.")
      .argument("<signer>", "as it was added, or its id", knownSignerTerm)
      .option(
        "--compromised-since <moment>",
        "since when it may have been in other hands, at most 60 days ago",
        momentTerm,
      ),
  ).action(
    action(cli, async (session, options: RevokeOptions, term: SignerTerm) => {
      const { compromisedSince } = options;
      const waymark = await session.writer();
      const operation = waymark.parties.revokeSigner({
        signer: await signerBytes(waymark, term),
        ...(compromisedSince === undefined ? {} : { compromisedSince }),
      });
      await write(session, options, operation, {
        doing: "Revoking the key",
        done: ({ signer: id }) => `${signerWords(id)} writes no more.`,
        sure: "Revoke the key, for good?",
      });
    }),
  );
  withExamples(revoke, {
    what: "a key that was stolen",
    words: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --party 4 --compromised-since 2026-11-20T08:00Z",
  });
}
