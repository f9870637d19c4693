import { latestBlock } from "../../../sdk/latestBlock.js";
import type { Matter } from "../../../sdk/crossReference/matter.js";
import * as writers from "../../../sdk/crossReference/rules/writers.js";
import { signerIdOf } from "../../../sdk/ids.js";
import { readStandings } from "../../../sdk/standing/readStandings.js";
import type { Standing, Standings } from "../../../sdk/standing/standings.js";
import { networkHelpers } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { CONTAINER, inContainer, matterWith, record, retold, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

async function standingsIn(w: ToldWorld): Promise<Standings> {
  const client = await clientOf(w);
  return await readStandings(client, w.trace.parties.keys(), { from: 0, to: await latestBlock(client) });
}

/** The carrier's standing with other words in it. */
async function withCarrier(w: ToldWorld, change: (standing: Standing) => Partial<Standing>): Promise<Standings> {
  const standings = await standingsIn(w);
  const standing = standings.get(w.cast.carrier.id)!;
  return new Map([...standings, [w.cast.carrier.id, { ...standing, ...change(standing) }]]);
}

/** The last record of the told journey. */
const TAKEN_BACK = 21;

/** The told journey, at the end of which the carrier takes the goods back. */
async function takenBackByCarrier(w: ToldWorld): Promise<Matter> {
  const { party, signer } = record(w, 15);
  const words = { kind: "TakenBack", role: "Carrier", party, signer } as const;
  return matterWith(retold(w.trace, { [TAKEN_BACK]: words }), {}, { standings: await standingsIn(w) });
}

const START = { block: 0, index: 0 };

describe("sdk/crossReference: who wrote", () => {
  shouldFind(writers.writersEntitled, [
    {
      says: "all as the ledger allowed",
      of: async (w) => matterWith(w.trace, {}, { standings: await standingsIn(w) }),
      verdict: "pass",
      sentence: /^All 20 records of 9 parties were written by whom the ledger entitled then and there\.$/,
    },
    {
      says: "a party that was suspended",
      of: async (w) =>
        matterWith(
          w.trace,
          {},
          { standings: await withCarrier(w, () => ({ suspended: [{ since: START, value: true }] })) },
        ),
      verdict: "contradiction",
      sentence: /^Party \d+ was suspended\.$/,
    },
    {
      says: "a role that was never granted",
      of: async (w) => matterWith(w.trace, {}, { standings: await withCarrier(w, () => ({ grants: new Map() })) }),
      verdict: "contradiction",
      sentence: /was not granted the role of carrier at NZTRG\.$/,
    },
    {
      says: "a key that was never added",
      of: async (w) => matterWith(w.trace, {}, { standings: await withCarrier(w, () => ({ keys: new Map() })) }),
      verdict: "contradiction",
      sentence: /^The key 0x\w+ had not been added for party/,
    },
    {
      says: "a key after its validity",
      of: async (w) => {
        const expired = await withCarrier(w, ({ keys }) => ({
          keys: new Map([...keys].map(([id, key]) => [id, { ...key, validUntil: 1 }])),
        }));
        return matterWith(w.trace, {}, { standings: expired });
      },
      verdict: "contradiction",
      sentence: /was not valid then/,
    },
    {
      says: "a mandate that was never given",
      of: async (w) => {
        const standings = await standingsIn(w);
        const maker = standings.get(w.cast.factory.id)!;
        const without = new Map([...standings, [w.cast.factory.id, { ...maker, mandates: new Map() }]]);
        return matterWith(w.trace, {}, { standings: without });
      },
      verdict: "contradiction",
      sentence: /had no mandate of party \d+ as broker\.$/,
    },
    {
      says: "a stranger to the goods",
      of: async (w) => {
        const standings = await standingsIn(w);
        const { signer } = w.trace.records.find(({ sequence }) => sequence === 16)!;
        const byWarehouse = { party: w.cast.warehouse.id, signer, role: "Warehouse", place: "CNHAZ" } as const;
        const told = retold(w.trace, { 14: { ...byWarehouse, place: w.trace.records[14]!.place } });
        return matterWith(told, {}, { standings });
      },
      verdict: "contradiction",
      sentence: /neither had the goods nor was offered them, and as warehouse is no witness of the receipt\.$/,
    },
    {
      says: "a container, by who made it",
      of: async (w) => {
        const matter = inContainer(await takenBackByCarrier(w), TAKEN_BACK);
        const creation = { ...w.trace.creation, creator: w.cast.carrier.id };
        const container = { consignment: CONTAINER, creation, steps: [creation], records: [] };
        return { ...matter, trace: { ...matter.trace, inside: [container] } };
      },
      verdict: "pass",
    },
    {
      says: "the goods, by who made the container that they were in",
      of: takenBackByCarrier,
      verdict: "contradiction",
      steps: [TAKEN_BACK],
      sentence:
        /neither had the goods nor was offered them, and as carrier is no witness of the taking back of the goods\.$/,
    },
    { says: "nobody's standing was read", of: ({ trace }) => matterWith(trace), verdict: "not checkable" },
  ]);

  shouldFind(writers.keysSound, [
    { says: "none", of: async (w) => matterWith(w.trace, {}, { standings: await standingsIn(w) }), verdict: "pass" },
    {
      says: "the carrier's, since before its records",
      of: async (w) => {
        const { account, id } = w.cast.carrier;
        const since = (await networkHelpers.time.latest()) - 3600;
        await w.ledger.connect(account).revokeSigner(id, signerIdOf(account.address), since);
        return matterWith(w.trace, {}, { standings: await standingsIn(w) });
      },
      verdict: "warning",
      sentence: /^did:web:carrier\.example says that the key that wrote the departure was in other hands since/,
    },
  ]);

  shouldFind(writers.severalWitnesses, [
    { says: "nine owners", of: ({ trace }) => matterWith(trace), verdict: "pass" },
    {
      says: "nine parties of one owner",
      of: ({ trace }) => {
        const parties = new Map([...trace.parties].map(([id, party]) => [id, { ...party, controller: "did:web:one" }]));
        return matterWith({ ...trace, parties });
      },
      verdict: "warning",
      sentence: /parties of one owner, did:web:one/,
    },
  ]);

  shouldFind(writers.disputesSettled, [
    { says: "no dispute", of: ({ trace }) => matterWith(trace), verdict: "pass" },
    {
      says: "disputed",
      of: ({ trace }) => matterWith(retold(trace, { 10: { kind: "Disputed" } })),
      verdict: "warning",
      steps: [10],
    },
    {
      says: "disputed, and the author corrected",
      of: ({ trace }) =>
        matterWith(retold(trace, { 10: { kind: "Disputed", about: 9 }, 14: { kind: "Correction", about: 9 } })),
      verdict: "pass",
      steps: [10, 14],
    },
    {
      says: "disputed, and the goods taken back by somebody else",
      of: ({ trace }) => matterWith(retold(trace, { 10: { kind: "Disputed", about: 9 }, 14: { kind: "TakenBack" } })),
      verdict: "warning",
      steps: [10],
    },
  ]);
});
