import type { Command } from "commander";

import type { Said } from "../../sdk/operations/newCheckpoint.js";
import { KIND_TABLE } from "../../sdk/kindTable.js";
import type { NamedPlace } from "../../sdk/places/namedPlace.js";
import type { Scope } from "../../sdk/places/scope.js";
import { decodeRule } from "../../sdk/rule.js";
import type { KindName } from "../../sdk/trace/journey.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import type { Waymark } from "../../sdk/waymark.js";
import { consignmentOf } from "../terms/consignment.js";
import { hashTerm } from "../terms/hash.js";
import { momentTerm } from "../terms/moment.js";
import { partyNumber, partyTerm } from "../terms/party.js";
import { placeTerm } from "../terms/place.js";
import { roleNamed } from "../terms/roles.js";
import { scopeTerm } from "../terms/scope.js";
import { wholeTerm } from "../terms/whole.js";
import { UsageError } from "../usageError.js";

/** What every record says: options of all commands that write one. */
export interface SaidOptions {
  readonly role: RoleName;
  readonly place?: NamedPlace;
  readonly at?: Date;
  readonly next?: string;
  readonly principal?: string;
  readonly scope?: Scope;
  readonly expectedMove?: number;
  readonly dataHash?: string;
}

/** Adds the options of a command that writes a record. */
export function withSaid(command: Command): Command {
  return command
    .requiredOption("--role <role>", "capacity in which the party writes, such as Carrier", roleNamed)
    .option(
      "--place <place>",
      "UN/LOCODE of where it happened, as unlocode:CNXMN where this release does not know it; left out on the road",
      placeTerm,
    )
    .option("--at <moment>", "when it happened, 2026-11-20T08:00Z; unless said now", momentTerm)
    .option("--next <party>", "who takes over next, by number or URI", partyTerm)
    .option("--principal <party>", "whose mandate it relies on, by number or URI", partyTerm)
    .option("--scope <scope>", "where the party is granted the role; unless said it is looked up", scopeTerm)
    .option(
      "--expected-move <n>",
      "sequence of the last move that is known: refused if there was another",
      wholeTerm("move"),
    )
    .option("--data-hash <hash>", "root of the record's salted fields", hashTerm("root of fields"));
}

/**
 * What a record of a kind says about some goods.
 *
 * @throws UsageError "PlaceMissing" when a place is left out that its kind needs.
 */
export async function saidOf(waymark: Waymark, kind: KindName, goods: string, options: SaidOptions): Promise<Said> {
  const { role, place, at, next, principal, scope, expectedMove, dataHash } = options;
  if (place === undefined && !decodeRule(KIND_TABLE[kind]).place.includes("on the road")) {
    throw new UsageError(
      "PlaceMissing",
      `It is not said where ${kind} happened.`,
      "Give --place with a UN/LOCODE, such as CNSHG; only what happens on the road has none.",
    );
  }
  const partyOf = async (term: string): Promise<bigint> => await partyNumber(waymark.parties, term);
  return {
    ...{ consignment: await consignmentOf(waymark, goods), role, place: place ?? "" },
    ...(at === undefined ? {} : { at }),
    ...(next === undefined ? {} : { next: await partyOf(next) }),
    ...(principal === undefined ? {} : { principal: await partyOf(principal) }),
    ...(scope === undefined ? {} : { scope }),
    ...(expectedMove === undefined ? {} : { expectedMove }),
    ...(dataHash === undefined ? {} : { dataHash }),
  };
}
