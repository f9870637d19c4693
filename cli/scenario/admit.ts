import type { Signer } from "ethers";

import type { PartyId } from "../../sdk/ids.js";
import type { Operation } from "../../sdk/operations/operation.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import type { Scenario, ScenarioParty } from "./scenario.js";
import { act, actorOf, type Actor, type Cast, type Stage } from "./stage.js";
import { accountWriter, passkeyWriter, type Writer } from "./writer.js";

/** Roles whose keys officers hold; the others write from a server. */
const AUTHORITIES: ReadonlySet<RoleName> = new Set<RoleName>(["Port", "Customs", "Inspector", "Regulator"]);

/**
 * Sets the stage: territories, and the parties with their grants, prefixes, keys and mandates, by whoever may on the ledger.
 *
 * @param onAdmitted Told each party and the gas of its admission, as it happens.
 * @returns The parties on the ledger, and the gas of all of it.
 */
export async function admitParties(
  scenario: Scenario,
  stage: Stage,
  onAdmitted: (actor: Actor, gas: bigint) => void,
): Promise<{ cast: Cast; gas: bigint }> {
  let total = await setTerritories(scenario, stage);
  const cast: Cast = new Map();
  for (const party of scenario.parties.values()) {
    const { actor, gas } = await admit(party, stage, 2 * cast.size);
    cast.set(party, actor);
    total += gas;
    onAdmitted(actor, gas);
  }
  for (const [index, { from, to, roles }] of scenario.mandates.entries()) {
    const principal = actorOf(cast, from);
    const { parties } = stage.client.as(principal.manager, principal.id);
    total += await act(`mandates[${index}]`, () => parties.setMandate({ agent: actorOf(cast, to).id, roles }).send());
  }
  return { cast, gas: total };
}

async function setTerritories({ territories }: Scenario, stage: Stage): Promise<bigint> {
  const { governance } = stage.client.as(stage.governor);
  let gas = 0n;
  for (const [index, { code, countries, customsLive }] of territories.entries()) {
    const path = `territories[${index}]`;
    for (const country of countries.filter((member) => member !== code)) {
      gas += await act(path, () => governance.setTerritory(country, code).send());
    }
    if (customsLive) gas += await act(path, () => governance.setCustomsLive(code, true).send());
  }
  return gas;
}

/** Admits one party: the governor its name, grants and prefix, its own manager its key. */
async function admit(party: ScenarioParty, stage: Stage, firstKey: number): Promise<{ actor: Actor; gas: bigint }> {
  const path = `parties.${party.key}`;
  const { uri, controller, grants, prefix } = party;
  const manager = stage.keys[firstKey];
  const account = stage.keys[firstKey + 1];
  if (manager === undefined || account === undefined) throw new Error(`There are too few keys for "${party.key}".`);
  const managerAddress = await manager.getAddress();
  const { parties } = stage.client.as(stage.governor);

  let gas = await act(path, () => parties.admit({ uri, controller, manager: managerAddress }).send());
  const id = await parties.find(uri);
  if (id === undefined) throw new Error(`"${party.key}" was admitted and is not there.`);
  for (const grant of grants) {
    gas += await act(`${path}.grants`, () => parties.grant({ party: id, ...grant }).send());
  }
  if (prefix !== undefined) gas += await act(`${path}.prefix`, () => parties.assignPrefix(id, prefix).send());
  const writer = await writerFor(party, id, account, stage);
  const actor = { party, id, manager, writer };
  return { actor, gas: gas + (await act(path, () => addKey(actor, stage).send())) };
}

/** Lets the key that a party writes with write for it, in all its roles. */
export function addKey({ party, id, manager, writer: { signer } }: Actor, { client }: Stage): Operation<unknown> {
  const roles = [...new Set(party.grants.flatMap((grant) => grant.roles))];
  const heldBy = roles.some((role) => AUTHORITIES.has(role)) ? "officer" : "server";
  return client.as(manager, id).parties.addSigner({ signer, roles, heldBy });
}

function writerFor(
  { signs }: ScenarioParty,
  id: PartyId,
  account: Signer,
  { client, relayer, clock }: Stage,
): Promise<Writer> {
  return signs === "passkey" ? passkeyWriter(client, id, relayer, clock) : accountWriter(client, id, account, clock);
}
