import type { CompanyPrefix } from "../../sdk/gs1/companyPrefix.js";
import { parseGtin } from "../../sdk/gs1/gtin.js";
import { parseLot } from "../../sdk/gs1/lot.js";
import { parseSscc } from "../../sdk/gs1/sscc.js";
import { unlocodeTerm } from "../terms/place.js";
import type { Field } from "./field.js";
import { partyIn, type Parties } from "./parseParties.js";
import { countryIn, dateIn, namesIn, oneIn, refusalIn } from "./parseTerms.js";
import type {
  ScenarioBatch,
  ScenarioConsignment,
  ScenarioContainer,
  ScenarioLine,
  ScenarioParty,
  ScenarioProduct,
} from "./scenario.js";

/** Things by their name. */
export type ByName<Thing> = ReadonlyMap<string, Thing>;

/** What is traced and what travels. */
export interface Things {
  readonly products: ByName<ScenarioProduct>;
  readonly batches: ByName<ScenarioBatch>;
  readonly consignments: ByName<ScenarioConsignment>;
  readonly containers: ByName<ScenarioContainer>;
}

type Fields = Record<
  "product" | "products" | "batch" | "batches" | "consignment" | "consignments" | "container" | "containers",
  Field
>;

/** What things are called where there is one, and the file gives it no name. */
const ONLY = { product: "product", batch: "batch", consignment: "goods", container: "container" } as const;

export function parseThings(fields: Fields, parties: Parties): Things {
  const { product, batch, consignment, container } = fields;
  const singles = [
    [product, ONLY.product],
    [batch, ONLY.batch],
    [consignment, ONLY.consignment],
    [container, ONLY.container],
  ] as const;
  const taken = new Set<string>(singles.flatMap(([field, name]) => (field.isPresent ? [name] : [])));
  const named = <Thing>(only: string, one: Field, several: Field, parse: (field: Field) => Thing): ByName<Thing> => {
    if (!several.isPresent) return new Map([[only, parse(one)]]);
    if (one.isPresent) throw one.wrong(`\`${several.path}\` is there too`, "Keep one of the two.");
    const entries = several.entries().map(([name, field]): [string, Thing] => {
      if (taken.has(name)) throw field.wrong(`something else is called "${name}"`, "Use another name.");
      taken.add(name);
      return [name, parse(field)];
    });
    if (entries.length === 0) throw several.wrong("nothing is named", "Name at least one, or leave it out.");
    return new Map(entries);
  };

  const products = named(ONLY.product, product, fields.products, (field) => parseProduct(field, parties));
  const batches = named(ONLY.batch, batch, fields.batches, (field) => parseBatch(field, parties, products));
  const consignments = named(ONLY.consignment, consignment, fields.consignments, (field) =>
    parseConsignment(field, parties, batches),
  );
  const contains = container.isPresent || fields.containers.isPresent;
  const containers = contains
    ? named(ONLY.container, container, fields.containers, (field) => parseContainer(field, parties))
    : new Map<string, never>();
  return { products, batches, consignments, containers };
}

function parseProduct(field: Field, parties: Parties): ScenarioProduct {
  const fields = field.only("name", "gtin", "hs6", "brand", "seller", "shippers", "refused");
  const { name, gtin, hs6, brand, seller, shippers, refused } = fields;
  const number = gtin.as(parseGtin);
  if (brand.isPresent && seller.isPresent) throw seller.wrong("it has a brand too", "Keep one of the two.");
  const registrant = partyIn(seller.isPresent ? seller : brand, parties);
  if (!/^[0-9]{6}$/.test(hs6.text())) {
    throw hs6.wrong(`"${hs6.text()}" is no Harmonized System code`, "Write its six digits, without dots.");
  }
  return {
    path: field.path,
    name: name.text(),
    gtin: number,
    hs6: Number(hs6.text()),
    registrant,
    ...(seller.isPresent ? {} : { prefix: prefixFor(registrant, gtin) }),
    shippers: shippers.isPresent ? shippers.items().map((item) => partyIn(item, parties)) : [],
    ...refusalIn(refused),
  };
}

/** The prefix under which the brand registers the product. The ledger judges whether the GTIN carries it. */
function prefixFor(brand: ScenarioParty, gtin: Field): CompanyPrefix {
  const { prefix } = brand;
  if (prefix === undefined) {
    throw gtin.wrong(
      `its brand "${brand.key}" holds no GS1 Company Prefix`,
      `Give it one, as in: parties.${brand.key}.prefix: "9520123".`,
    );
  }
  return prefix;
}

function parseBatch(field: Field, parties: Parties, products: Things["products"]): ScenarioBatch {
  const fields = field.only(
    ...(["product", "lot", "maker", "quantity", "unit", "origin", "expiry", "items", "refused"] as const),
  );
  const { product, lot, maker, quantity, unit, origin, expiry, items, refused } = fields;
  if (!/^[A-Z0-9]{1,3}$/.test(unit.text())) {
    throw unit.wrong(
      `"${unit.text()}" is no unit`,
      "Write a code of UN/CEFACT Recommendation 20, such as H87 (piece).",
    );
  }
  return {
    path: field.path,
    product: oneIn(product, products, "products"),
    lot: lot.as(parseLot),
    maker: partyIn(maker, parties),
    quantity: quantity.count(),
    unit: unit.text(),
    origin: countryIn(origin),
    ...(expiry.isPresent ? { expiry: dateIn(expiry) } : {}),
    items: items.isPresent ? namesIn(items) : [],
    ...refusalIn(refused),
  };
}

function parseConsignment(field: Field, parties: Parties, batches: Things["batches"]): ScenarioConsignment {
  const { sscc, creator, place, destination, quantity, refused } = field.only(
    ...(["sscc", "creator", "place", "destination", "quantity", "refused"] as const),
  );
  return {
    path: field.path,
    sscc: sscc.as(parseSscc),
    creator: partyIn(creator, parties),
    place: place.as(unlocodeTerm),
    destination: countryIn(destination),
    lines: linesIn(quantity, batches),
    ...refusalIn(refused),
  };
}

function parseContainer(field: Field, parties: Parties): ScenarioContainer {
  const { sscc, creator, place } = field.only("sscc", "creator", "place");
  return {
    path: field.path,
    sscc: sscc.as(parseSscc),
    creator: partyIn(creator, parties),
    place: place.as(unlocodeTerm),
  };
}

/** Units: a number of the only batch, or of several batches by their name. */
export function linesIn(field: Field, batches: Things["batches"]): ScenarioLine[] {
  if (!field.isMapping) return [{ batch: oneIn(field.unnamed(), batches, "batches"), quantity: field.count() }];
  return field.entries().map(([name, quantity]) => {
    const batch = batches.get(name);
    if (batch === undefined) {
      throw quantity.wrong(`"${name}" is none of the batches`, `Write one of ${[...batches.keys()].join(", ")}.`);
    }
    return { batch, quantity: quantity.count() };
  });
}
