import { parseDocument } from "yaml";

import { FatalError } from "../../sdk/errors.js";
import type { CompanyPrefix } from "../../sdk/gs1/companyPrefix.js";
import { parseGtin } from "../../sdk/gs1/gtin.js";
import { parseLot } from "../../sdk/gs1/lot.js";
import { Field } from "./field.js";
import { parseConsignments, parseContainer } from "./parseGoods.js";
import { parseParties, partyIn, type Parties } from "./parseParties.js";
import { parseSteps } from "./parseSteps.js";
import { countryIn, namesIn, rolesIn } from "./parseTerms.js";
import type { Scenario, ScenarioBatch, ScenarioMandate, ScenarioProduct, ScenarioTerritory } from "./scenario.js";

/**
 * Reads a scenario file. What the file alone can tell is checked here, so that a slip of the pen is named by its place in
 * the file; whether the journey itself is right, the ledger judges when it is played.
 *
 * @param yaml Text of the file, YAML 1.2.
 * @throws FatalError "ScenarioInvalid" naming the path, what is wrong there and what to do.
 * @example parseScenario(await readFile("scenarios/infant-formula.yaml", "utf8"))
 */
export function parseScenario(yaml: string): Scenario {
  const file = new Field("", valueOf(yaml)).only(
    "name",
    "territories",
    "parties",
    "mandates",
    "product",
    "batch",
    "consignment",
    "consignments",
    "container",
    "records",
  );

  const parties = parseParties(file.parties);
  const batch = parseBatch(file.batch, parties);
  const consignments = parseConsignments(file.consignment, file.consignments, parties);
  const container = file.container.isPresent ? parseContainer(file.container, parties) : undefined;
  return {
    name: file.name.text(),
    territories: file.territories.isPresent ? file.territories.items().map(parseTerritory) : [],
    parties,
    mandates: file.mandates.isPresent ? file.mandates.items().map((mandate) => parseMandate(mandate, parties)) : [],
    product: parseProduct(file.product, parties),
    batch,
    consignments,
    ...(container === undefined ? {} : { container }),
    steps: parseSteps(file.records, { parties, batch, consignments, container }),
  };
}

/** What a text in YAML says. */
function valueOf(yaml: string): unknown {
  const document = parseDocument(yaml, { logLevel: "error" });
  const [problem] = document.errors;
  if (problem?.code === "MULTIPLE_DOCS") {
    throw new FatalError({
      name: "ScenarioInvalid",
      message: "The file holds several scenarios, each after a line ---.",
      toDo: "Keep one scenario a file.",
      cause: problem,
    });
  }
  if (problem !== undefined)
    throw noYaml(problem, "Compare the line with its neighbours: indentation, quotes, brackets.");
  try {
    return document.toJS();
  } catch (error) {
    // An alias that names no anchor before it, or that repeats more than a scenario can need.
    throw noYaml(
      error,
      "Write the value itself in place of the alias, the word after *; quote a text that begins with *.",
    );
  }
}

/** The error that gives the parser's first sentence. */
function noYaml(cause: unknown, toDo: string): FatalError {
  const [sentence = ""] = cause instanceof Error ? cause.message.split("\n", 1) : [];
  const message = `The scenario is no YAML: ${sentence.replace(/[:.]$/, "")}.`;
  return new FatalError({ name: "ScenarioInvalid", message, toDo, cause });
}

function parseTerritory(field: Field): ScenarioTerritory {
  const { code, countries, customsLive } = field.only("code", "countries", "customsLive");
  return { code: countryIn(code), countries: countries.items().map(countryIn), customsLive: customsLive.flag() };
}

function parseMandate(field: Field, parties: Parties): ScenarioMandate {
  const { from, to, roles } = field.only("from", "to", "roles");
  return { from: partyIn(from, parties), to: partyIn(to, parties), roles: rolesIn(roles) };
}

function parseProduct(field: Field, parties: Parties): ScenarioProduct {
  const { name, gtin, hs6, brand } = field.only("name", "gtin", "hs6", "brand");
  const number = gtin.as(parseGtin);
  const owner = partyIn(brand, parties);
  if (!/^[0-9]{6}$/.test(hs6.text())) {
    throw hs6.wrong(`"${hs6.text()}" is no Harmonized System code`, "Write its six digits, without dots.");
  }
  return { name: name.text(), gtin: number, hs6: Number(hs6.text()), brand: owner, prefix: prefixFor(owner, gtin) };
}

/** The prefix under which the brand registers the product. The ledger judges whether the GTIN carries it. */
function prefixFor(brand: { readonly key: string; readonly prefix?: CompanyPrefix }, gtin: Field): CompanyPrefix {
  const { prefix } = brand;
  if (prefix === undefined) {
    throw gtin.wrong(
      `its brand "${brand.key}" holds no GS1 Company Prefix`,
      `Give it one, as in: parties.${brand.key}.prefix: "9520123".`,
    );
  }
  return prefix;
}

function parseBatch(field: Field, parties: Parties): ScenarioBatch {
  const { lot, maker, quantity, unit, origin, expiry, items } = field.only(
    "lot",
    "maker",
    "quantity",
    "unit",
    "origin",
    "expiry",
    "items",
  );
  if (!/^[A-Z0-9]{1,3}$/.test(unit.text())) {
    throw unit.wrong(
      `"${unit.text()}" is no unit`,
      "Write a code of UN/CEFACT Recommendation 20, such as H87 (piece).",
    );
  }
  return {
    lot: lot.as(parseLot),
    maker: partyIn(maker, parties),
    quantity: quantity.count(),
    unit: unit.text(),
    origin: countryIn(origin),
    expiry: dateIn(expiry),
    items: items.isPresent ? namesIn(items) : [],
  };
}

/** A date written as 2028-05-01, as the number 20280501. */
function dateIn(field: Field): number {
  const text = field.text();
  const date = new Date(`${text}T00:00:00Z`);
  // A day that the month does not have is no date, or another one.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
    throw field.wrong(`"${text}" is no date`, "Write year, month and day as in 2028-05-01.");
  }
  return Number(text.replaceAll("-", ""));
}
