import type { Signer } from "ethers";

import { asciiToBytes } from "../../sdk/ascii.js";
import { parseScope, toBytes5 } from "../../sdk/places/scope.js";
import { KeyHolder, roleSet, type RoleName } from "../../sdk/vocabulary.js";
import type { Scenario, ScenarioParty } from "./scenario.js";
import { act, actorOf, type Actor, type Cast, type Stage } from "./stage.js";
import { accountWriter, passkeyWriter, type Writer } from "./writer.js";

/** The largest uint40: a key without an end. */
const FOREVER = 2n ** 40n - 1n;

/** How long what a passkey signed may be sent, in seconds: longer than any play. */
const DAY = 86_400;

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
  const cast = new Map<ScenarioParty, Actor>();
  for (const party of scenario.parties.values()) {
    const { actor, gas } = await admit(party, stage, 2 * cast.size);
    cast.set(party, actor);
    total += gas;
    onAdmitted(actor, gas);
  }
  for (const [index, { from, to, roles }] of scenario.mandates.entries()) {
    const principal = actorOf(cast, from);
    const ledger = stage.ledger.connect(principal.manager);
    total += await act(`mandates[${index}]`, () =>
      ledger.setMandate(principal.id, actorOf(cast, to).id, roleSet(roles)),
    );
  }
  return { cast, gas: total };
}

async function setTerritories({ territories }: Scenario, stage: Stage): Promise<bigint> {
  const ledger = stage.ledger.connect(stage.governor);
  let gas = 0n;
  for (const [index, { code, countries, customsLive }] of territories.entries()) {
    const path = `territories[${index}]`;
    const territory = asciiToBytes(code, 2);
    for (const country of countries.filter((member) => member !== code)) {
      gas += await act(path, () => ledger.setTerritory(asciiToBytes(country, 2), territory));
    }
    if (customsLive) gas += await act(path, () => ledger.setCustomsLive(territory, true));
  }
  return gas;
}

/** Admits one party: the governor its name, grants and prefix, its own manager its key. */
async function admit(party: ScenarioParty, stage: Stage, firstKey: number): Promise<{ actor: Actor; gas: bigint }> {
  const path = `parties.${party.key}`;
  const manager = stage.keys[firstKey];
  const account = stage.keys[firstKey + 1];
  if (manager === undefined || account === undefined) throw new Error(`There are too few keys for "${party.key}".`);
  const managerAddress = await manager.getAddress();
  const registrar = stage.ledger.connect(stage.governor);

  let gas = await act(path, () => registrar.admitParty(party.uri, party.controller, managerAddress));
  const id = await registrar.partyByUri(party.uri);
  const roles = new Set<RoleName>();
  for (const grant of party.grants) {
    gas += await act(`${path}.grants`, () => registrar.setGrant(id, toBytes5(grant.scope), roleSet(grant.roles)));
    for (const role of grant.roles) roles.add(role);
  }
  const { prefix } = party;
  if (prefix !== undefined) {
    gas += await act(`${path}.prefix`, () => registrar.assignPrefix(prefix.value, prefix.length, id));
  }
  const writer = await writerFor(party, account, stage);
  const heldBy = [...roles].some((role) => AUTHORITIES.has(role)) ? KeyHolder.Officer : KeyHolder.Server;
  gas += await act(path, () =>
    stage.ledger
      .connect(manager)
      .addSigner(id, writer.signer, roleSet(roles), toBytes5(parseScope("")), 0, FOREVER, heldBy),
  );
  return { actor: { party, id, manager, writer }, gas };
}

function writerFor({ signs }: ScenarioParty, account: Signer, { ledger, relayer, now }: Stage): Promise<Writer> {
  return signs === "passkey" ? passkeyWriter(ledger, relayer, now + DAY) : accountWriter(ledger, account);
}
