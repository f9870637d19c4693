import type { Command } from "commander";

import type { DisclosureSubject } from "../../sdk/disclosure/disclosure.js";
import type { KeptRecord } from "../../sdk/disclosure/disclose.js";
import type { EpcisNote, LedgerOperation } from "../../sdk/epcis/operations.js";
import { readEpcis } from "../../sdk/epcis/readEpcis.js";
import { writerOf } from "../../sdk/operations/operationClient.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import type { Waymark } from "../../sdk/waymark.js";
import { action } from "../action.js";
import { directoryFor, parseDirectory } from "../capture/directory.js";
import { keptRecord } from "../capture/kept.js";
import { writeEvents, type Captured } from "../capture/writeEvents.js";
import { withExamples } from "../examples.js";
import { readJson, STANDARD, writeOut } from "../files.js";
import { interruptible } from "../interrupt.js";
import { secretIn } from "../manifest/secretFile.js";
import { bar } from "../output/bar.js";
import { jsonOf } from "../output/json.js";
import { table } from "../output/show.js";
import type { Cli } from "../program.js";
import type { Session } from "../session.js";
import { roleNamed } from "../terms/roles.js";
import { UsageError } from "../usageError.js";
import { withWriting, type WritingOptions } from "../writing.js";

interface CaptureOptions extends WritingOptions {
  readonly role: RoleName;
  readonly directory?: string;
  readonly secret?: string;
  readonly kept?: string;
  readonly asPublished?: true;
}

/** EPCIS 2.0 events in. */
export function addCaptureCommand(program: Command, cli: Cli): void {
  const command = withWriting(
    program
      .command("capture")
      .description(
        "Write the events of an EPCIS 2.0 document to the ledger. Run again after it was interrupted, it finds on the ledger what is written, and goes on behind it.",
      )
      .argument("<file>", "the document, JSON-LD; - is standard input")
      .requiredOption("--role <role>", "capacity in which the party writes unless an event says another", roleNamed)
      .option("--directory <file>", "JSON of places by GLN, consignments by SSCC, products by GTIN, and salts")
      .option(
        "--secret <file>",
        "file with the secret that salts what events say beside the ledger; made new where there is no such file; unless said beside the document",
      )
      .option("--kept <file>", "where the fields of the records and their secrets are kept, to be shown later")
      .option(
        "--as-published",
        "codes that are often written for other places, such as CNSHA, or that this release does not know, are meant as UN/LOCODE has them",
      ),
  ).action(
    action(cli, async (session, options: CaptureOptions, file: string) => {
      const document = await readJson(session.io, file);
      const waymark = await session.writer();
      const writer = { party: writerOf(waymark, {}), role: options.role };
      const known = options.directory === undefined ? {} : await readJson(session.io, options.directory);
      const names = parseDirectory(options.directory ?? "", known);
      const directory = await directoryFor(waymark, document, names, writer);
      const { operations, offChain, notes } = readEpcis(document, directory);
      if (options.dryRun !== true && options.asPublished !== true) requireNoNotes(notes);
      const secret = await secretFor(session, operations, file, options);
      const total = operations.length;
      const captured = await session.show.during(
        "Writing the events",
        (say) =>
          interruptible("Run it again: what was written is found on the ledger.", (signal) =>
            writeEvents(waymark, operations, {
              ...{ secret, signal, confirmations: options.confirmations, dryRun: options.dryRun === true },
              onProgress: (done) => {
                say(`${bar(total === 0 ? 1 : done / total)} ${done} of ${total}`);
              },
            }),
          ),
        (all) => `${all.length} operations`,
      );
      if (options.kept !== undefined && secret !== undefined && options.dryRun !== true) {
        await writeKept(session, options.kept, keptRecords(waymark, secret, operations, captured));
      }
      show(
        session,
        captured,
        offChain.map(({ path, bizStep }) => ({ path, bizStep })),
        notes,
        options.dryRun === true,
      );
    }),
  );
  withExamples(
    command,
    { what: "a carrier's events", words: "events.jsonld --role carrier --directory places.json" },
    { what: "see first what is to be written, and what is there", words: "events.jsonld --role carrier --dry-run" },
  );
}

/**
 * Refuses places that may be meant otherwise or are not known, for what is written stays.
 *
 * @throws UsageError that names each such code once, with where it stands.
 */
function requireNoNotes(notes: readonly EpcisNote[]): void {
  if (notes.length === 0) return;
  const codes = [...new Set(notes.map(({ code }) => code))];
  const sentences = codes.map((code) => {
    const [first, ...others] = notes.filter((note) => note.code === code);
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return `${first?.path}${more}: ${first?.meaning}`;
  });
  throw new UsageError(
    "PlaceDoubtful",
    sentences.join(" "),
    "Nothing was written. Correct the places that are meant otherwise, in the document or its directory; --as-published says that all are meant as UN/LOCODE has them.",
    { values: { codes, notes } },
  );
}

/** The secret of the document's fields, which a second run must find again. */
async function secretFor(
  session: Session,
  operations: readonly LedgerOperation[],
  file: string,
  { secret }: CaptureOptions,
): Promise<string | undefined> {
  if (operations.every(({ fields }) => fields.length === 0)) return undefined;
  if (secret === undefined && file === STANDARD) {
    throw new UsageError(
      "OptionMissing",
      "The events say more than the ledger keeps, and it is not said which secret salts that.",
      "Give --secret FILE: it is made where there is none, and must be kept to show any of it.",
    );
  }
  return await secretIn(session, secret ?? `${file}.secret`, true);
}

function keptRecords(
  { chainId, address }: Waymark,
  secret: string,
  operations: readonly LedgerOperation[],
  captured: readonly Captured[],
): KeptRecord[] {
  return operations.flatMap((operation, index) => {
    const done = captured[index];
    if (done === undefined || operation.fields.length === 0) return [];
    const ledger = { chainId: chainId.toString(), ledger: address.toLowerCase() };
    const about: DisclosureSubject | undefined =
      operation.type === "RegisterBatch"
        ? { ...ledger, batch: done.subject }
        : done.sequence === undefined
          ? undefined
          : { ...ledger, consignment: done.subject, sequence: done.sequence };
    return about === undefined ? [] : [keptRecord(secret, operation, about)];
  });
}

async function writeKept(session: Session, file: string, records: readonly KeptRecord[]): Promise<void> {
  const path = await writeOut(session.io, file, `${jsonOf(records)}\n`, 0o600);
  session.show.note(`The fields of ${records.length} records and their secrets are kept in ${path}.`);
}

function show(
  session: Session,
  captured: readonly Captured[],
  offChain: readonly { readonly path: string; readonly bizStep: string }[],
  notes: readonly EpcisNote[],
  dryRun: boolean,
): void {
  const already = captured.filter((one) => one.already).length;
  const written = captured.length - already;
  session.show.result(
    { dryRun, written: dryRun ? 0 : written, already, operations: captured, offChain, notes },
    (out) => {
      const did = dryRun ? "to be written, and nothing was" : "written";
      out.line(`${out.style("green", "✔")} ${written} ${did}; ${already} were on the ledger before.`);
      if (captured.length > 0) {
        table(
          out,
          ["event", "what", "step", ""],
          captured.map(({ path, type, sequence, already: before }) => [
            path,
            type,
            sequence?.toString() ?? "",
            before ? "before" : "",
          ]),
        );
      }
      for (const { path, bizStep } of offChain) out.line(`  ${path}: the ledger has no record for ${bizStep}`);
      for (const { path, meaning } of notes) out.line(`  ${path}: ${meaning}`);
    },
  );
}
