import type { Command } from "commander";

import { epcisDocumentOf } from "../../sdk/epcis/epcisDocumentOf.js";
import { FatalError, InvalidValueError } from "../../sdk/errors.js";
import { parseGtin } from "../../sdk/gs1/gtin.js";
import type { Lot } from "../../sdk/gs1/lot.js";
import type { Sscc } from "../../sdk/gs1/sscc.js";
import { verify } from "../../sdk/goods/verify.js";
import type { GoodsTrace } from "../../sdk/goods/trace.js";
import type { BatchId, ConsignmentId } from "../../sdk/ids.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { formatTrace } from "../../sdk/trace/traceText.js";
import { digitalProductPassport } from "../../sdk/untp/digitalProductPassport.js";
import { digitalTraceabilityEvent } from "../../sdk/untp/digitalTraceabilityEvent.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { STANDARD, writeOut } from "../files.js";
import { disclosuresIn } from "../evidence/disclosures.js";
import { onlyOne } from "../journey/onlyOne.js";
import { files, readStory, withStory, withSubject, type StoryOptions } from "../journey/story.js";
import { jsonOf } from "../output/json.js";
import type { Cli } from "../program.js";
import type { Session } from "../session.js";
import { subjectOf } from "../terms/subject.js";
import { listTerm } from "../terms/list.js";
import { momentTerm } from "../terms/moment.js";

interface ExportOptions extends StoryOptions {
  readonly out: string;
}

interface DocumentOptions extends ExportOptions {
  readonly disclosure?: readonly string[];
}

interface UntpOptions extends DocumentOptions {
  readonly id: string;
  readonly issuer: string;
  readonly issuerName: string;
  readonly product: readonly (readonly [gtin: string, name: string])[];
  readonly validFrom?: Date;
  readonly batch?: string;
}

/** Journeys out, in the words of others. */
export function addExportCommands(program: Command, cli: Cli): void {
  const group = program
    .command("export")
    .description("Write journeys as EPCIS 2.0 documents, UNTP credentials, or traces for others to verify.");
  addEpcis(group, cli);
  addUntp(group, cli);
  addTrace(group, cli);
}

function withOut(command: Command): Command {
  return command.option("--out <file>", "where it goes; unless said standard output", STANDARD);
}

function withDisclosures(command: Command): Command {
  return command.option(
    "--disclosure <file>",
    "fields of records that their writer showed, which the document then tells; may be repeated",
    files,
  );
}

function addEpcis(group: Command, cli: Cli): void {
  const epcis = withDisclosures(
    withOut(
      withStory(
        withSubject(
          group.command("epcis").description("Write a consignment's journey as an EPCIS 2.0 document (JSON-LD)."),
        ),
      ),
    ),
  ).action(
    action(cli, async (session, options: DocumentOptions, subject: string) => {
      const disclosures = await disclosuresIn(session.io, options.disclosure);
      const { trace, names } = await verifiedStory(session, subject, options);
      await give(session, options.out, jsonOf(epcisDocumentOf(trace, { ...names, disclosures })));
    }),
  );
  withExamples(epcis, { what: "into a file", words: "395201230000000012 --out journey.jsonld" });
}

function addUntp(group: Command, cli: Cli): void {
  const untp = withDisclosures(
    withOut(
      withStory(
        withSubject(
          group
            .command("untp")
            .description(
              "Write a consignment's journey as an unsigned UNTP credential: its events, or with --batch the passport of a product.",
            ),
        ),
      ),
    ),
  )
    .requiredOption("--id <uri>", "where its issuer publishes it")
    .requiredOption("--issuer <did>", "its issuer, such as did:web:brand.example")
    .requiredOption("--issuer-name <name>", "what its issuer is called")
    .requiredOption("--product <gtin=name>", "name of a product; may be repeated", listTerm(productName))
    .option("--valid-from <moment>", "from when it is valid; unless said now", momentTerm)
    .option("--batch <batch>", "a passport, of this batch of the consignment, by its id")
    .action(
      action(cli, async (session, options: UntpOptions, subject: string) => {
        const disclosures = await disclosuresIn(session.io, options.disclosure);
        const { trace, names } = await verifiedStory(session, subject, options);
        const terms = {
          disclosures,
          ...{ id: options.id, issuer: { id: options.issuer, name: options.issuerName }, ...names },
          ...{ validFrom: options.validFrom ?? new Date(), productNames: new Map(options.product) },
        };
        const credential =
          options.batch === undefined
            ? digitalTraceabilityEvent(trace, terms)
            : digitalProductPassport(trace, options.batch, terms);
        await give(session, options.out, jsonOf(credential));
      }),
    );
  const issuer = "--id https://brand.example/c/1 --issuer did:web:brand.example --issuer-name Brand";
  withExamples(
    untp,
    {
      what: "its events",
      words: `395201230000000012 ${issuer} --product "9520123456788=Infant formula, 800 g" --out events.json`,
    },
    {
      what: "the passport of a product",
      words: `395201230000000012 ${issuer} --product "9520123456788=Infant formula, 800 g" --batch 0x…`,
    },
  );
}

function addTrace(group: Command, cli: Cli): void {
  const command = withOut(
    withStory(
      withSubject(
        group
          .command("trace")
          .description("Write a consignment's trace as JSON, to be handed over; --from reads it again."),
      ),
    ),
  ).action(
    action(cli, async (session, options: ExportOptions, subject: string) => {
      const { trace } = await verifiedStory(session, subject, options);
      await give(session, options.out, formatTrace(trace));
    }),
  );
  withExamples(command, { what: "into a file that a web server has", words: "0x… --out traces/0x….json" });
}

/** What the subject tells that the ledger has only as hashes. */
interface Names {
  readonly ssccs: ReadonlyMap<ConsignmentId, Sscc>;
  readonly lots: ReadonlyMap<BatchId, Lot>;
}

/**
 * The story of one consignment, which was verified: nothing else leaves in other words.
 *
 * @throws FatalError "StoryAltered" when it is not what the ledger has.
 */
async function verifiedStory(
  session: Session,
  subject: string,
  options: StoryOptions,
): Promise<{ readonly trace: Trace; readonly names: Names }> {
  const client = await session.reader();
  const goods = await readStory(session, client, subject, options);
  const trace = onlyOne(goods, subject);
  const { verdict, sentence } = await verify(
    client,
    goods,
    options.toBlock === undefined ? {} : { block: options.toBlock },
  );
  if (verdict !== "altered") return { trace, names: namesIn(subject, goods, trace) };
  throw new FatalError({
    name: "StoryAltered",
    message: sentence.en,
    toDo: "Ask another node: this one does not tell what the ledger has.",
    values: { consignment: trace.consignment },
  });
}

function namesIn(subject: string, { batch }: GoodsTrace, { consignment }: Trace): Names {
  const asked = subjectOf(subject);
  const lot = asked.type === "goods" ? asked.item.lot : undefined;
  return {
    ssccs: new Map(asked.type === "unit" ? [[consignment, asked.sscc]] : []),
    lots: new Map(batch === undefined || lot === undefined ? [] : [[batch, lot]]),
  };
}

async function give(session: Session, out: string, document: string): Promise<void> {
  const text = `${document}\n`;
  if (out === STANDARD) {
    session.io.stdout.write(text);
    return;
  }
  const file = await writeOut(session.io, out, text);
  session.show.result({ file }, (terminal) => {
    terminal.line(`${terminal.style("green", "✔")} ${file}`);
  });
}

function productName(text: string): readonly [gtin: string, name: string] {
  const [, gtin, name] = /^([0-9]{8,14})=(.+)$/.exec(text) ?? [];
  if (gtin !== undefined && name !== undefined) return [parseGtin(gtin), name];
  throw new InvalidValueError(
    `"${text}" names no product.`,
    'Write GTIN=NAME, as in "9520123456788=Infant formula, 800 g".',
    text,
  );
}
