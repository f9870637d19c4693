import type { Command } from "commander";

import type { Place } from "../../sdk/places/place.js";
import { parsePlace } from "../../sdk/places/place.js";
import { parseSscc, type Sscc } from "../../sdk/gs1/sscc.js";
import { action } from "../action.js";
import { addConsignmentShow } from "./consignment/show.js";
import { withExamples } from "../examples.js";
import type { Cli } from "../program.js";
import { saidOf, withSaid, type SaidOptions } from "../record/said.js";
import { recordedWords } from "../record/show.js";
import { consignmentOf, CONSIGNMENTS, consignmentTerm } from "../terms/consignment.js";
import { countryTerm } from "../terms/country.js";
import { hashTerm } from "../terms/hash.js";
import { LINES, linesFrom, lineTerm, type LineTerm } from "../terms/line.js";
import { listTerm } from "../terms/list.js";
import { UsageError } from "../usageError.js";
import { withWriting, write, type WritingOptions } from "../writing.js";

interface CreateOptions extends WritingOptions {
  readonly place: Place;
  readonly destination?: string;
  readonly line?: readonly LineTerm[];
  readonly container?: true;
  readonly salt?: string;
  readonly dataHash?: string;
}

interface SplitOptions extends SaidOptions, WritingOptions {
  readonly sscc: Sscc;
  readonly unit: readonly LineTerm[];
  readonly salt?: string;
  readonly partDataHash?: string;
}

/** Goods that move together. */
export function addConsignmentCommands(program: Command, cli: Cli): void {
  const consignment = program
    .command("consignment")
    .description("Load units into consignments, pack these into containers, take them out, split them, and show them.");
  addCreate(consignment, cli);
  addPack(consignment, cli);
  addUnpack(consignment, cli);
  addSplit(consignment, cli);
  addConsignmentShow(consignment, cli);
}

function addCreate(consignment: Command, cli: Cli): void {
  const create = withWriting(
    consignment
      .command("create")
      .alias("load")
      .description(
        "Create a consignment by loading units of batches into it, or an empty container. The ledger knows no other loading: what a consignment holds is what it was created with.",
      )
      .argument("<sscc>", "its SSCC, 18 digits, of which the ledger has the hash alone", parseSscc)
      .requiredOption("--place <place>", "UN/LOCODE of where it stands", parsePlace)
      .option("--destination <country>", "country that goods are to go to, as in CN", countryTerm)
      .option("--line <units>", `what is loaded, ${LINES}; may be repeated`, listTerm(lineTerm))
      .option("--container", "an empty container, into which consignments are packed")
      .option("--salt <salt>", "32 random bytes that only those know who may find it", hashTerm("salt"))
      .option("--data-hash <hash>", "root of its disclosed data", hashTerm("root of data")),
  ).action(
    action(cli, async (session, options: CreateOptions, sscc: Sscc) => {
      const { place, salt, dataHash, destination, line = [] } = options;
      requireContents(options);
      const waymark = await session.writer();
      const named = {
        ...{ sscc, place },
        ...(salt === undefined ? {} : { salt }),
        ...(dataHash === undefined ? {} : { dataHash }),
      };
      if (options.container === true) {
        await write(session, options, waymark.consignments.createContainer(named), {
          doing: `Creating container ${sscc}`,
          done: (done) => `Container ${sscc} is ${done.consignment}, number ${done.number}.`,
        });
        return;
      }
      const lines = await linesFrom(waymark, line);
      const operation = waymark.consignments.create({ ...named, destination: destination ?? "", lines });
      await write(session, options, operation, {
        doing: `Creating consignment ${sscc}`,
        done: (done) => `Consignment ${sscc} is ${done.consignment}.`,
      });
    }),
  );
  withExamples(
    create,
    {
      what: "load two lots on a pallet for China",
      words:
        '395201230000000017 --place NZTRG --destination CN --line "(01)09520123456788(10)LOT7=480" --line "(01)09520123456788(10)LOT8=20"',
    },
    { what: "an empty container", words: "395201230000000024 --container --place NZTRG" },
  );
}

/** Goods have lines and a destination; a container has neither. */
function requireContents({ container, destination, line = [] }: CreateOptions): void {
  if (container === true) {
    if (destination === undefined && line.length === 0) return;
    throw new UsageError(
      "ContainerLoaded",
      "A container is created empty: it takes neither --line nor --destination.",
      "Create the goods as consignments, and pack these; it goes where its goods go.",
    );
  }
  if (line.length > 0 && destination !== undefined) return;
  throw new UsageError(
    "OptionMissing",
    line.length === 0 ? "It is not said what is loaded." : "It is not said where the goods are to go.",
    "Give --line and --destination; or --container, for an empty one.",
  );
}

/** The container, and what goes in or comes out. */
function withPacking(command: Command): Command {
  return withWriting(
    withSaid(
      command
        .argument("<container>", CONSIGNMENTS, consignmentTerm)
        .argument("<consignments...>", "1 to 200 of them, each as the container is named", listTerm(consignmentTerm)),
    ),
  );
}

function addPack(consignment: Command, cli: Cli): void {
  const pack = withPacking(
    consignment
      .command("pack")
      .description("Pack consignments into a container, with which they move from then on. Takes who has all of them."),
  ).action(
    action(cli, async (session, options: SaidOptions & WritingOptions, container: string, goods: readonly string[]) => {
      const waymark = await session.writer();
      const said = await saidOf(waymark, "Packed", container, options);
      const children = await Promise.all(goods.map((one) => consignmentOf(waymark, one)));
      await write(session, options, waymark.consignments.pack({ ...said, children }), {
        doing: `Packing ${children.length} consignments`,
        done: recordedWords,
      });
    }),
  );
  withExamples(pack, {
    what: "two pallets into a container that a carrier is to take",
    words: "395201230000000024 395201230000000017 395201230000000031 --role factory --place NZTRG --next 3",
  });
}

function addUnpack(consignment: Command, cli: Cli): void {
  const unpack = withPacking(
    consignment.command("unpack").description("Take consignments out of a container. Takes who has the container."),
  ).action(
    action(cli, async (session, options: SaidOptions & WritingOptions, container: string, goods: readonly string[]) => {
      const waymark = await session.writer();
      const said = await saidOf(waymark, "Unpacked", container, options);
      const children = await Promise.all(goods.map((one) => consignmentOf(waymark, one)));
      await write(session, options, waymark.consignments.unpack({ ...said, children }), {
        doing: `Unpacking ${children.length} consignments`,
        done: recordedWords,
      });
    }),
  );
  withExamples(unpack, {
    what: "one pallet at the port of arrival",
    words: "395201230000000024 395201230000000017 --role carrier --place CNSHG",
  });
}

function addSplit(consignment: Command, cli: Cli): void {
  const split = withWriting(
    withSaid(
      consignment
        .command("split")
        .description("Let some units of a consignment go on as one of their own. Takes who has it.")
        .argument("<consignment>", CONSIGNMENTS, consignmentTerm)
        .requiredOption("--sscc <sscc>", "SSCC of the part", parseSscc)
        .requiredOption("--unit <units>", `what goes its own way, ${LINES}; may be repeated`, listTerm(lineTerm))
        .option("--salt <salt>", "32 random bytes that only those know who may find the part", hashTerm("salt"))
        .option("--part-data-hash <hash>", "root of the part's disclosed data", hashTerm("root of data")),
    ),
  ).action(
    action(cli, async (session, options: SplitOptions, goods: string) => {
      const { sscc, salt, partDataHash } = options;
      const waymark = await session.writer();
      const said = await saidOf(waymark, "Split", goods, options);
      const operation = waymark.consignments.split({
        ...said,
        ...{ sscc, units: await linesFrom(waymark, options.unit) },
        ...(salt === undefined ? {} : { salt }),
        ...(partDataHash === undefined ? {} : { partDataHash }),
      });
      await write(session, options, operation, {
        doing: `Splitting ${sscc} off`,
        done: (done) => `Part ${sscc} is ${done.part}. ${recordedWords(done)}`,
      });
    }),
  );
  withExamples(split, {
    what: "200 units go to another buyer",
    words:
      '395201230000000017 --sscc 395201230000000048 --unit "(01)09520123456788(10)LOT7=200" --role warehouse --place CNHAZ',
  });
}
