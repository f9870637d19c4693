import { z } from "zod";

import { parseDocument } from "../../sdk/documents/problem.js";
import type { EpcisDirectory } from "../../sdk/epcis/directory.js";
import { partyUris, readSscc } from "../../sdk/epcis/uris.js";
import { FatalError } from "../../sdk/errors.js";
import type { Sscc } from "../../sdk/gs1/sscc.js";
import { isUnlocode, type Unlocode } from "../../sdk/places/place.js";
import type { ConsignmentId, PartyId } from "../../sdk/ids.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import type { Waymark } from "../../sdk/waymark.js";
import { consignmentOf } from "../terms/consignment.js";

const hash = z.string().regex(/^0x[0-9a-f]{64}$/, "is no hash: 0x and 64 small hexadecimal digits");
const place = z.custom<Unlocode>(
  (value) => typeof value === "string" && isUnlocode(value),
  "cannot be a UN/LOCODE: that is two letters of a country and three characters A–Z or 2–9",
);

/** What the file of `--directory` may tell of names in events. */
const DIRECTORY = z.strictObject({
  /** UN/LOCODE of a location, by its GLN. */
  places: z.record(z.string(), place).default({}),
  /** Id of a consignment, by its SSCC. */
  consignments: z.record(z.string(), hash).default({}),
  /** Number of a product that is claimed, by its GTIN-14. */
  products: z.record(z.string(), z.string().regex(/^[0-9]+$/, "is no number of a product")).default({}),
  /** Salt of a lot, by GTIN-14 and lot as in "09520123456788/LOT7". */
  lotSalts: z.record(z.string(), hash).default({}),
  /** Salt of an SSCC. */
  ssccSalts: z.record(z.string(), hash).default({}),
});

export type DirectoryFile = z.infer<typeof DIRECTORY>;

/** @throws DocumentRefused with everything in it that is wrong. */
export function parseDirectory(file: string, document: unknown): DirectoryFile {
  return parseDocument(`directory ${file}`, DIRECTORY, document);
}

/**
 * What events name, in the ledger's words: by the directory, and where it does not say by the ledger, which knows parties by
 * their URIs and consignments by their SSCCs.
 *
 * @param document The events, of which nothing is believed yet.
 */
export async function directoryFor(
  waymark: Waymark,
  document: unknown,
  { places, consignments, products, lotSalts, ssccSalts }: DirectoryFile,
  writer: { readonly party: PartyId; readonly role: RoleName },
): Promise<EpcisDirectory> {
  const named = new Named();
  named.collect(document);
  const parties = new Map<string, PartyId>();
  for (const uri of named.parties) {
    const party = await waymark.parties.find(uri);
    if (party !== undefined) parties.set(uri, party);
  }
  const known = new Map<Sscc, ConsignmentId>();
  for (const sscc of named.ssccs) {
    const id = consignments[sscc] ?? (await foundUnit(waymark, sscc));
    if (id !== undefined) known.set(sscc, id);
  }
  return {
    writer,
    placeOf: (gln) => places[gln],
    partyOf: (uri) => parties.get(uri),
    consignmentOf: (sscc) => known.get(sscc),
    productOf: (gtin) => (products[gtin] === undefined ? undefined : BigInt(products[gtin])),
    saltOfLot: (gtin, lot) => lotSalts[`${gtin}/${lot}`],
    saltOfSscc: (sscc) => ssccSalts[sscc],
  };
}

/** Names that the ledger may know, wherever they stand in a document. */
class Named {
  readonly parties = new Set<string>();
  readonly ssccs = new Set<Sscc>();

  collect(value: unknown, name = ""): void {
    if (typeof value === "string") this.#take(value, name);
    else if (Array.isArray(value)) for (const one of value) this.collect(one, name);
    else if (typeof value === "object" && value !== null) {
      for (const [member, one] of Object.entries(value)) this.collect(one, member);
    }
  }

  #take(text: string, name: string): void {
    try {
      if (name === "destination" || name === "waymark:principal") {
        for (const uri of partyUris(text)) this.parties.add(uri);
      }
      if (/\/00\/|^urn:epc:id:sscc:/.test(text)) this.ssccs.add(readSscc(text));
    } catch {
      // Reading the events refuses it, with its path.
    }
  }
}

async function foundUnit(waymark: Waymark, sscc: Sscc): Promise<ConsignmentId | undefined> {
  try {
    return await consignmentOf(waymark, `(00)${sscc}`);
  } catch (error) {
    if (error instanceof FatalError && error.name === "UnitNotFound") return undefined;
    throw error;
  }
}
