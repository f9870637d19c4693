import { parseSscc } from "../../sdk/gs1/sscc.js";
import { parsePlace } from "../../sdk/places/place.js";
import type { Field } from "./field.js";
import { partyIn, type Parties } from "./parseParties.js";
import { countryIn } from "./parseTerms.js";
import { CONTAINER, type ScenarioConsignment, type ScenarioContainer } from "./scenario.js";

/** What travels, by its name. */
export type Consignments = ReadonlyMap<string, ScenarioConsignment>;

/** The name of a consignment that is the only one, where the file gives it none. */
const ONLY = "goods";

/** Several consignments, each under its name; or a single one without. */
export function parseConsignments(single: Field, several: Field, parties: Parties): Consignments {
  if (!several.isPresent) return new Map([[ONLY, parseConsignment(single, parties)]]);
  if (single.isPresent) throw single.wrong("`consignments` is there too", "Keep one of the two.");
  const consignments = several.entries().map(([name, field]): [string, ScenarioConsignment] => {
    if (name === CONTAINER) throw field.wrong(`"${CONTAINER}" names the container`, "Use another name.");
    return [name, parseConsignment(field, parties)];
  });
  if (consignments.length === 0) throw several.wrong("nothing travels", "Name at least one consignment.");
  return new Map(consignments);
}

export function parseContainer(field: Field, parties: Parties): ScenarioContainer {
  const { sscc, creator, place } = field.only("sscc", "creator", "place");
  return { sscc: sscc.as(parseSscc), creator: partyIn(creator, parties), place: place.as(parsePlace) };
}

function parseConsignment(field: Field, parties: Parties): ScenarioConsignment {
  const { sscc, creator, place, destination, quantity } = field.only(
    "sscc",
    "creator",
    "place",
    "destination",
    "quantity",
  );
  return {
    path: field.path,
    sscc: sscc.as(parseSscc),
    creator: partyIn(creator, parties),
    place: place.as(parsePlace),
    destination: countryIn(destination),
    quantity: quantity.count(),
  };
}
