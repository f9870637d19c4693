import { parseCompanyPrefix } from "../../sdk/gs1/companyPrefix.js";
import { parsePartyUri } from "../../sdk/parties/partyUri.js";
import type { Field } from "./field.js";
import { rolesIn, scopeOf } from "./parseTerms.js";
import type { ScenarioGrant, ScenarioParty, SignsWith } from "./scenario.js";

export type Parties = ReadonlyMap<string, ScenarioParty>;

const SIGNS: readonly SignsWith[] = ["account", "passkey"];

export function parseParties(field: Field): Parties {
  const parties = new Map(field.entries().map(([key, party]) => [key, parseParty(key, party)]));
  if (parties.size === 0) throw field.wrong("nobody takes part", "Name at least the maker of the goods.");
  return parties;
}

/** The party that a field names by its key. */
export function partyIn(field: Field, parties: Parties): ScenarioParty {
  const key = field.text();
  const party = parties.get(key);
  if (party === undefined) {
    throw field.wrong(`"${key}" is none of the parties`, `Write one of ${[...parties.keys()].join(", ")}.`);
  }
  return party;
}

function parseParty(key: string, field: Field): ScenarioParty {
  const { name, uri, controller, grants, prefix, signs } = field.only(
    "name",
    "uri",
    "controller",
    "grants",
    "prefix",
    "signs",
  );
  const own = uri.as(parsePartyUri);
  return {
    key,
    name: name.text(),
    uri: own,
    controller: controller.isPresent ? controller.as(parsePartyUri) : own,
    grants: grants.entries().map(([scope, roles]): ScenarioGrant => {
      // The scope is a key; its complaint belongs to the entry.
      return { scope: roles.check(() => scopeOf(scope)), roles: rolesIn(roles) };
    }),
    signs: signs.isPresent ? signs.oneOf(SIGNS) : "account",
    ...(prefix.isPresent ? { prefix: prefix.as(parseCompanyPrefix) } : {}),
  };
}
