import type { Field } from "../disclosure/fieldTree.js";
import { EVENT_SHAPES } from "./incoming.js";
import type { CreateConsignment, RegisterBatch } from "./operations.js";
import { linesIn, placeIn, type EventFrame } from "./eventParts.js";
import { statedFields } from "./statedFields.js";

/** Pieces: what EPCIS means when it has no unit. */
const PIECE = "H87";

/** The registration of a batch; none, with problems, when something of it cannot be. */
export function readBatch(frame: EventFrame): RegisterBatch[] {
  const { reader, lookup, source } = frame;
  const [quantity] = reader.required("quantityList", EVENT_SHAPES.batchQuantity) ?? [];
  const ilmd = reader.required("ilmd", EVENT_SHAPES.ilmd);
  const { place, fields: site } = placeIn(frame, "Batch");
  const made: Field[] = place === "" ? [] : [{ path: "goods.productionPlace", value: place }];
  const fields = statedFields(reader, [...site, ...made]);
  if (quantity === undefined || ilmd === undefined) return [];
  const at = ["quantityList", 0, "epcClass"];
  const named = reader.convert(at, () => lookup.register(quantity.epcClass, reader.pathTo(at)));
  if (named === undefined) return [];
  const lot = ilmd["cbvmda:lotNumber"];
  if (lot !== undefined && lot !== named.lot) reader.refuse(["ilmd", "cbvmda:lotNumber"], `is not ${named.lot}`);
  return [
    {
      type: "RegisterBatch",
      source,
      party: lookup.directory.writer.party,
      fields,
      ...named,
      quantity: BigInt(quantity.quantity),
      unit: quantity.uom ?? PIECE,
      origin: ilmd["cbvmda:countryOfOrigin"],
      expiry: Number((ilmd["cbvmda:itemExpirationDate"] ?? "0").replaceAll("-", "")),
    },
  ];
}

/** The creation of goods or of a container; none, with problems, when something of it cannot be. */
export function readCreation(frame: EventFrame): CreateConsignment[] {
  const { reader, meaning, source, lookup } = frame;
  const goods = meaning.row.what === "lines";
  const { place, fields: site } = placeIn(frame, "Creation");
  const lines = goods ? linesIn(frame, "childQuantityList") : [];
  const destination = goods ? (reader.required("waymark:destination", EVENT_SHAPES.country) ?? "") : "";
  const fields = statedFields(reader, site);
  const named = goods ? parent(frame) : list(frame);
  return named.flatMap(({ at, uri }): CreateConsignment[] => {
    const created = reader.convert(at, () => lookup.create(uri, reader.pathTo(at)));
    if (created === undefined) return [];
    const type = goods ? "CreateConsignment" : "CreateContainer";
    const { party } = lookup.directory.writer;
    return [{ type, source, party, fields, ...created, place, destination, lines }];
  });
}

interface NamedAt {
  readonly at: readonly PropertyKey[];
  readonly uri: string;
}

function parent({ reader }: EventFrame): NamedAt[] {
  const uri = reader.required("parentID", EVENT_SHAPES.uri);
  return uri === undefined ? [] : [{ at: ["parentID"], uri }];
}

function list({ reader }: EventFrame): NamedAt[] {
  const uris = reader.required("epcList", EVENT_SHAPES.epcs) ?? [];
  return uris.map((uri, index) => ({ at: ["epcList", index], uri }));
}
