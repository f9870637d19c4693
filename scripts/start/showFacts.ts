import Table from "cli-table3";

import { factsOf, type Fact, type Facts, type Site } from "../../sdk/facts.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import { isPlace } from "../../sdk/places/place.js";
import type { Scope } from "../../sdk/places/scope.js";
import type { Trace } from "../../sdk/trace/trace.js";
import { inWords, placeInWords } from "../../cli/scenario/report.js";
import type { Scenario } from "../../cli/scenario/scenario.js";
import { NO_FRAME } from "./noFrame.js";
import type { Terminal } from "../../cli/output/terminal.js";

/** Width of the three narrow columns, their padding included. */
const NARROW = [13, 21, 15] as const;

const COUNTRIES = new Intl.DisplayNames("en", { type: "region" });

/** Shows what a buyer is told, under the names by which Chinese import pages know it, with the steps that tell it. */
export function showFacts(
  terminal: Terminal,
  name: string,
  trace: Trace,
  scenario: Scenario,
  names: ReadonlyMap<ConsignmentId, string>,
): void {
  const whose = scenario.consignments.size === 1 ? "" : ` of ${name}`;
  terminal.heading(`What the buyer${whose} is told`, "steps");
  const [chinese, english, steps] = NARROW;
  const table = new Table({
    ...NO_FRAME,
    colWidths: [chinese, english, terminal.width - chinese - english - steps, steps],
    colAligns: ["left", "left", "left", "right"],
    wordWrap: true,
  });
  for (const { terms, told, fact } of rowsFor(trace, factsOf(trace), scenario)) {
    table.push([terms[0], terms[1], told ?? "not told", stepsOf(trace, fact, names)]);
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

function rowsFor(trace: Trace, facts: Facts, scenario: Scenario): Row[] {
  const { countryOfOrigin, shippingPort, transportMethod, arrivalPort, bondedWarehouse } = facts;
  const { customsDeclaration, importClearance, inspections } = facts;
  const at = (site: Site) => `${nameOf(site, trace, scenario)}, ${named(site.place)}`;
  return [
    row(["原产国", "Country of origin"], countryOfOrigin, (countries) => countries.map(countryInWords).join(", ")),
    row(["装运港", "Loading port"], shippingPort, named),
    row(["运输方式", "Transport method"], transportMethod, (modes) => modes.map(inWords).join(", ")),
    row(["进口口岸", "Port of entry"], arrivalPort, named),
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

/** The steps by number: the goods' own, and those of each other journey after its name. */
function stepsOf({ consignment }: Trace, fact: Fact<unknown> | undefined, names: ReadonlyMap<string, string>): string {
  const numbers = new Map<ConsignmentId, number[]>();
  for (const step of fact?.steps ?? []) {
    numbers.set(step.consignment, [...(numbers.get(step.consignment) ?? []), step.sequence]);
  }
  return [...numbers]
    .map(([id, steps]) => (id === consignment ? "" : `${names.get(id) ?? id.slice(0, 8)} `) + steps.join(", "))
    .join("; ");
}

function row<Value>(terms: Row["terms"], fact: Fact<Value> | undefined, tell: (value: Value) => string): Row {
  return { terms, told: fact === undefined ? undefined : tell(fact.value), fact };
}

/** The name that the scenario gives a party; the ledger knows its URI alone. */
function nameOf({ party }: Site, trace: Trace, scenario: Scenario): string {
  const uri = trace.parties.get(party)?.uri ?? `party ${party}`;
  return [...scenario.parties.values()].find((candidate) => candidate.uri === uri)?.name ?? uri;
}

/** A place that a trace names; it may be none of the list. */
function named(place: Scope): string {
  return isPlace(place) ? placeInWords(place) : place;
}

function countryInWords(code: string): string {
  return `${COUNTRIES.of(code) ?? code} ${code}`;
}
