import type { Command } from "commander";

import { InvalidValueError } from "../../sdk/errors.js";
import type { NewCheckpoint } from "../../sdk/operations/newCheckpoint.js";
import { numberOf, type WordOf } from "../../sdk/operations/words.js";
import { CorrectionReason } from "../../sdk/vocabulary.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import type { Cli } from "../program.js";
import { saidOf, withSaid, type SaidOptions } from "../record/said.js";
import { recordedWords } from "../record/show.js";
import { CONSIGNMENTS, consignmentTerm } from "../terms/consignment.js";
import { wholeTerm } from "../terms/whole.js";
import { UsageError } from "../usageError.js";
import { withWriting, write, type WritingOptions } from "../writing.js";

type Reason = WordOf<typeof CorrectionReason>;

interface CorrectOptions extends SaidOptions, WritingOptions {
  readonly reason?: Reason;
  readonly contradict?: true;
}

/** Says that an earlier record is wrong: by who wrote it, or by customs of what was reported of them. */
export function addCorrectCommand(program: Command, cli: Cli): void {
  const command = withWriting(
    withSaid(
      program
        .command("correct")
        .description(
          "Say that an earlier record is wrong: as its writer (Correction), or as customs of what was reported of them (Contradicted). Nothing is erased: both stay told.",
        )
        .argument("<consignment>", CONSIGNMENTS, consignmentTerm)
        .argument("<sequence>", "number of the wrong record in the history", wholeTerm("sequence", 2))
        .option("--reason <reason>", "why: didNotOccur or incorrectData", reasonTerm)
        .option("--contradict", "as customs: what was reported of them is not so"),
    ),
  ).action(
    action(cli, async (session, options: CorrectOptions, goods: string, about: number) => {
      const { reason, contradict } = options;
      const kind = contradict === true ? "Contradicted" : "Correction";
      const because = reasonFor(kind, reason);
      const waymark = await session.writer();
      const said = await saidOf(waymark, kind, goods, options);
      const record: NewCheckpoint =
        because === undefined
          ? { ...said, kind: "Contradicted", about }
          : { ...said, kind: "Correction", about, reason: because };
      await write(session, options, waymark.checkpoints.record(record), {
        doing: `Recording ${kind} of step ${about}`,
        done: recordedWords,
      });
    }),
  );
  withExamples(
    command,
    {
      what: "a broker takes back a declaration",
      words: "395201230000000012 6 --role broker --place CNSHG --reason incorrectData",
    },
    {
      what: "customs deny a clearance that a broker reported",
      words: "395201230000000012 9 --role customs --place CNSHG --contradict",
    },
  );
}

function reasonTerm(text: string): Reason {
  // The function refuses any other word.
  const reason = text as Reason;
  numberOf("reason of a correction", CorrectionReason, reason);
  return reason;
}

/** The reason, which a correction has and a contradiction has not. */
function reasonFor(kind: "Correction" | "Contradicted", reason: Reason | undefined): Reason | undefined {
  if (kind === "Contradicted" && reason !== undefined) {
    throw new InvalidValueError(
      `--contradict and --reason ${reason} cannot both be said.`,
      "Leave --reason out: customs say only that it is not so.",
      reason,
    );
  }
  if (kind === "Contradicted" || reason !== undefined) return reason;
  throw new UsageError(
    "OptionMissing",
    "It is not said why the record is wrong.",
    "Give --reason didNotOccur or incorrectData; or --contradict, as customs.",
  );
}
