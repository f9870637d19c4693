import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { apply } from "../model/apply.js";
import { governance, management } from "../model/parties.js";
import { bytes2, bytes5 } from "../model/places.js";
import { emptyState, type State } from "../model/state.js";
import { ADMIN, CAST, COMPANY_PREFIX, GTINS, HS6, NARROW_SCOPE, NARROW_SECONDS, TERRITORIES } from "./cast.js";
import type { Contract } from "./contract.js";
import { encodeOperation, LEDGER } from "./encodeOperation.js";

const FOREVER = 2 ** 40 - 1;
/** A manager's call that names each party by its number. */
const BRAND = 1n;

/** Admits the cast and registers two products on the contract and in the model alike. */
export async function setStage(contract: Contract): Promise<State> {
  const { now } = contract;
  const send = async (from: string, name: string, args: readonly unknown[]): Promise<void> => {
    const refusal = await contract.send(from, LEDGER.encodeFunctionData(name as "record", args as never));
    if (refusal !== undefined) throw new Error(`The stage could not be set: ${name} met ${refusal.join(" ")}.`);
  };
  let state = emptyState(contract.chainId, contract.address);
  for (const { id, grants, roles, accounts } of CAST) {
    const [main, narrow] = accounts;
    const uri = `did:web:party${String(id)}.example`;
    await send(ADMIN, "admitParty", [uri, uri, main]);
    state = governance.admitParty(state, main);
    for (const [scope, granted] of Object.entries(grants)) {
      await send(ADMIN, "setGrant", [id, bytes5(scope), roleSet(granted)]);
      state = governance.setGrant(state, id, scope, granted);
    }
    const keys = [
      { account: main, scope: "", validUntil: FOREVER },
      { account: narrow, scope: NARROW_SCOPE, validUntil: now + NARROW_SECONDS },
    ];
    for (const { account, scope, validUntil } of keys) {
      const holder = KeyHolder.Server;
      await send(main, "addSigner", [id, account, roleSet(roles), bytes5(scope), 0, validUntil, holder]);
      const key = { roles, scope, validFrom: 0, validUntil, revokedAt: 0 };
      state = management.addSigner(state, signerIdOf(main), id, signerIdOf(account), key);
    }
  }
  for (const [country, territory] of Object.entries(TERRITORIES)) {
    await send(ADMIN, "setTerritory", [bytes2(country), bytes2(territory)]);
    state = governance.setTerritory(state, country, territory);
  }
  await send(ADMIN, "assignPrefix", [COMPANY_PREFIX, COMPANY_PREFIX.length, BRAND]);
  state = governance.assignPrefix(state, COMPANY_PREFIX, BRAND);
  return registerProducts(contract, state);
}

/** Both products are the first party's; all others may make, ship and label them, and all gave the broker mandates. */
async function registerProducts(contract: Contract, start: State): Promise<State> {
  const [brand, ...others] = CAST;
  if (brand === undefined) throw new Error("The cast is empty.");
  const [account] = brand.accounts;
  const call = { signer: signerIdOf(account), now: contract.now };
  const operations = GTINS.flatMap((gtin) => [
    {
      name: "registerProduct",
      party: brand.id,
      details: { gtin, prefixLength: COMPANY_PREFIX.length, scope: "", hs6: HS6 },
    } as const,
    ...others.map(({ id }) => ({ name: "appoint", product: gtin, agent: id, tasks: 7 }) as const),
  ]);
  let state = start;
  for (const operation of operations) {
    const verdict = apply(state, call, operation);
    if ("refusal" in verdict) throw new Error(`The model refuses the stage: ${verdict.refusal.join(" ")}.`);
    const refusal = await contract.send(account, encodeOperation(operation));
    if (refusal !== undefined) throw new Error(`The contract refuses the stage: ${refusal.join(" ")}.`);
    state = verdict.state;
  }
  return state;
}
