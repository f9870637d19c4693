import Table from "cli-table3";

import { placeName } from "../../sdk/crossReference/matter.js";
import { factsOf, type Fact, type Facts, type Site } from "../../sdk/facts.js";
import type { ConsignmentId, PartyId } from "../../sdk/ids.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { NO_FRAME } from "../output/noFrame.js";
import type { Terminal } from "../output/terminal.js";
import { inWords } from "./inWords.js";
import { stepsInWords } from "./showVerdict.js";
import { journeyInWords, partyInWords } from "./words.js";

/** What those whom a trace names are called; unless said by their URI, and journeys by their number or id. */
export interface FactNames {
  readonly party?: (party: PartyId) => string;
  readonly journey?: (consignment: ConsignmentId) => string;
}

/** Width of the three narrow columns, their padding included. */
const NARROW = [13, 21, 15] as const;

const COUNTRIES = new Intl.DisplayNames("en", { type: "region" });

/** Shows what a buyer is told, under the names by which Chinese import pages know it, with the steps that tell it. */
export function showFacts(terminal: Terminal, trace: Trace, title: string, names: FactNames = {}): void {
  terminal.heading(title, "steps");
  const [chinese, english, steps] = NARROW;
  const table = new Table({
    ...NO_FRAME,
    colWidths: [chinese, english, terminal.width - chinese - english - steps, steps],
    colAligns: ["left", "left", "left", "right"],
    wordWrap: true,
  });
  const party = names.party ?? ((id: PartyId) => partyInWords(trace, id));
  const journey = names.journey ?? ((id: ConsignmentId) => journeyInWords(trace, id));
  for (const { terms, told, fact } of rowsFor(factsOf(trace), party)) {
    table.push([terms[0], terms[1], told ?? "not told", stepsInWords(fact?.steps ?? [], journey)]);
  }
  for (const line of table.toString().split("\n")) terminal.line(line);
}

interface Row {
  /** The Chinese term and the English one. */
  readonly terms: readonly [string, string];
  /** Undefined when nobody told it. */
  readonly told: string | undefined;
  readonly fact: Fact<unknown> | undefined;
}

function rowsFor(facts: Facts, party: (id: PartyId) => string): Row[] {
  const { countryOfOrigin, shippingPort, transportMethod, arrivalPort, bondedWarehouse } = facts;
  const { customsDeclaration, importClearance, inspections } = facts;
  const at = (site: Site) => `${party(site.party)}, ${placeName(site.place).en}`;
  return [
    row(["原产国", "Country of origin"], countryOfOrigin, (countries) => countries.map(countryInWords).join(", ")),
    row(["装运港", "Loading port"], shippingPort, (place) => placeName(place).en),
    row(["运输方式", "Transport method"], transportMethod, (modes) => modes.map(inWords).join(", ")),
    row(["进口口岸", "Port of entry"], arrivalPort, (place) => placeName(place).en),
    row(["保税仓", "Bonded warehouse"], bondedWarehouse, (sites) => sites.map(at).join("; ")),
    row(
      ["海关申报", "Customs declaration"],
      customsDeclaration,
      (declaration) => `${inWords(declaration.regime)} regime, by ${at(declaration)}`,
    ),
    row(
      ["", "Customs clearance"],
      importClearance,
      (clearance) =>
        `${inWords(clearance.outcome)} ${clearance.basis === "own" ? "by" : "as reported, not by customs, but by"} ${at(clearance)}`,
    ),
    row(["检验检疫申报", "Inspection filing"], inspections, (all) =>
      all.map((inspection) => `${inWords(inspection.result)}, by ${at(inspection)}`).join("; "),
    ),
  ];
}

function row<Value>(terms: Row["terms"], fact: Fact<Value> | undefined, tell: (value: Value) => string): Row {
  return { terms, told: fact === undefined ? undefined : tell(fact.value), fact };
}

function countryInWords(code: string): string {
  return `${COUNTRIES.of(code) ?? code} ${code}`;
}
