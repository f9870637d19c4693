import type { Command } from "commander";

import type { NamedPlace } from "../../sdk/places/namedPlace.js";
import { parseSscc, type Sscc } from "../../sdk/gs1/sscc.js";
import type { NewContainer } from "../../sdk/nouns/consignments.js";
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
import { placeTerm } from "../terms/place.js";
import { withWriting, write, type WritingOptions } from "../writing.js";

interface NameOptions extends WritingOptions {
  readonly place: NamedPlace;
  readonly salt?: string;
  readonly dataHash?: string;
}

interface LoadOptions extends NameOptions {
  readonly destination: string;
  readonly line: readonly LineTerm[];
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
  addLoad(consignment, cli);
  addCreate(consignment, cli);
  addPack(consignment, cli);
  addUnpack(consignment, cli);
  addSplit(consignment, cli);
  addConsignmentShow(consignment, cli);
}

/** How a consignment is named, and where it stands. */
function withName(command: Command): Command {
  return withWriting(
    command
      .argument("<sscc>", "its SSCC, 18 digits, of which the ledger has the hash alone", parseSscc)
      .requiredOption(
        "--place <place>",
        "UN/LOCODE of where it stands, as unlocode:CNXMN where this release does not know it",
        placeTerm,
      )
      .option("--salt <salt>", "32 random bytes that only those know who may find it", hashTerm("salt"))
      .option("--data-hash <hash>", "root of its disclosed data", hashTerm("root of data")),
  );
}

function namedBy(sscc: Sscc, { place, salt, dataHash }: NameOptions): Omit<NewContainer, "party"> {
  return {
    ...{ sscc, place },
    ...(salt === undefined ? {} : { salt }),
    ...(dataHash === undefined ? {} : { dataHash }),
  };
}

function addLoad(consignment: Command, cli: Cli): void {
  const load = withName(
    consignment
      .command("load")
      .description(
        "Load units of batches into a new consignment. The ledger knows no other loading: what a consignment holds is what it was created with.",
      )
      .requiredOption("--destination <country>", "country that the goods are to go to, as in CN", countryTerm)
      .requiredOption("--line <units>", `what is loaded, ${LINES}; may be repeated`, listTerm(lineTerm)),
  ).action(
    action(cli, async (session, options: LoadOptions, sscc: Sscc) => {
      const { destination } = options;
      const waymark = await session.writer();
      const lines = await linesFrom(waymark, options.line);
      const operation = waymark.consignments.create({ ...namedBy(sscc, options), destination, lines });
      await write(session, options, operation, {
        doing: `Loading consignment ${sscc}`,
        done: (done) => `Consignment ${sscc} is ${done.consignment}.`,
      });
    }),
  );
  withExamples(load, {
    what: "two lots on a pallet for China",
    words:
      '395201230000000012 --place NZTRG --destination CN --line "(01)09520123456788(10)LOT7=480" --line "(01)09520123456788(10)LOT8=20"',
  });
}

function addCreate(consignment: Command, cli: Cli): void {
  const create = withName(
    consignment
      .command("create")
      .description(
        "Create an empty container, into which consignments are packed: it goes where its goods go. Goods are created by loading them, with `waymark consignment load`.",
      ),
  ).action(
    action(cli, async (session, options: NameOptions, sscc: Sscc) => {
      const waymark = await session.writer();
      await write(session, options, waymark.consignments.createContainer(namedBy(sscc, options)), {
        doing: `Creating container ${sscc}`,
        done: (done) => `Container ${sscc} is ${done.consignment}, number ${done.number}.`,
      });
    }),
  );
  withExamples(create, { what: "a container at the port", words: "395201230000000029 --place NZTRG" });
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
    words: "395201230000000029 395201230000000012 395201230000000036 --role factory --place NZTRG --next 3",
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
    words: "395201230000000029 395201230000000012 --role carrier --place CNSHG",
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
      '395201230000000012 --sscc 395201230000000043 --unit "(01)09520123456788(10)LOT7=200" --role warehouse --place CNHAZ',
  });
}
