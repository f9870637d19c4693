import { expect } from "chai";

import { signerIdOf } from "../../../sdk/ids.js";
import { latestBlock } from "../../../sdk/latestBlock.js";
import { parseScope } from "../../../sdk/places/scope.js";
import { checkStandings } from "../../../sdk/standing/checkStandings.js";
import { readStandings } from "../../../sdk/standing/readStandings.js";
import { askedStandings, type StandingSource } from "../../../sdk/standing/standingSource.js";
import type { Key, Standing, Standings } from "../../../sdk/standing/standings.js";
import { roleSet } from "../../../sdk/vocabulary.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { at, world, type World } from "../../support/world.js";

async function standingsIn(w: World): Promise<Standings> {
  const client = await clientOf(w);
  const everybody = Object.values(w.cast).map(({ id }) => id);
  return await readStandings(client, everybody, { from: 0, to: await latestBlock(client) });
}

/** What the ledger keeps of parties now. */
async function askedIn(w: World): Promise<StandingSource> {
  const client = await clientOf(w);
  return askedStandings(client, await latestBlock(client));
}

const START = { block: 0, index: 0 };

/** What can be said of a party beside what is so, and of what it then is untrue. */
const LIES: Readonly<Record<string, (standing: Standing, w: World) => Partial<Standing>>> = {
  "the suspension": () => ({ suspended: [{ since: START, value: true }] }),
  'the grant at ""': ({ grants }) => ({
    grants: new Map([...grants].map(([scope]) => [scope, [{ since: START, value: [] }]])),
  }),
  'the grant at "CN"': ({ grants }) => ({
    grants: new Map([...grants, [parseScope("CN"), [{ since: START, value: ["Port"] }]]]),
  }),
  "the mandate": (_, { cast }) => ({
    mandates: new Map([[cast.broker.id, [{ since: START, value: ["Broker"] }]]]),
  }),
};

/** What can be said of a key beside what is so. */
const KEY_LIES: Readonly<Record<string, Partial<Key>>> = {
  "other roles": { roles: ["Customs"] },
  "another role too": { roles: ["Carrier", "Customs"] },
  "a place where it may write alone": { scope: parseScope("NZ") },
  "a later beginning": { validFrom: 1 },
  "an earlier end": { validUntil: 2_000_000_000 },
  "a revocation": { revoked: START },
  "a theft": { compromisedSince: 1 },
};

describe("sdk/standing: standings, held against the ledger", () => {
  it("are confirmed as the logs have them", async () => {
    const w = await loadFixture(world);
    expect(await checkStandings(await askedIn(w), await standingsIn(w))).to.deep.equal([]);
  });

  it("are confirmed after suspensions, revocations, and grants and mandates that were withdrawn", async () => {
    const w = await loadFixture(world);
    const { carrier, factory, broker, seller } = w.cast;
    await w.ledger.setGrant(carrier.id, at("CN"), roleSet(["Carrier", "Broker"]));
    await w.ledger.setGrant(carrier.id, at("CN"), 0);
    await w.ledger.connect(factory.account).setMandate(factory.id, broker.id, 0);
    await w.ledger.suspendParty(carrier.id);
    await w.ledger.reinstateParty(carrier.id);
    await w.ledger.connect(seller.account).revokeSigner(seller.id, signerIdOf(seller.account.address), 0);
    await w.ledger.suspendParty(broker.id);
    const standings = await standingsIn(w);
    expect(await checkStandings(await askedIn(w), standings)).to.deep.equal([]);
    // And only so.
    const key = signerIdOf(seller.account.address);
    const { keys } = standings.get(seller.id)!;
    const unrevoked = new Map([[key, { ...keys.get(key)!, revoked: undefined }]]);
    const without = new Map(standings)
      .set(seller.id, { ...standings.get(seller.id)!, keys: unrevoked })
      .set(broker.id, { ...standings.get(broker.id)!, suspended: [] });
    expect((await checkStandings(await askedIn(w), without)).map(({ en }) => en)).to.deep.equal([
      `What the logs say of the suspension of party ${broker.id} is not what the ledger has.`,
      `What the logs say of the key ${key} of party ${seller.id} is not what the ledger has.`,
    ]);
  });

  it("are held against what was so at the block that is asked for", async () => {
    const w = await loadFixture(world);
    const { carrier, factory, broker } = w.cast;
    const standings = await standingsIn(w);
    const before = await askedIn(w);
    await w.ledger.setGrant(carrier.id, at(""), 0);
    await w.ledger.connect(factory.account).setMandate(factory.id, broker.id, 0);
    await w.ledger.suspendParty(carrier.id);
    const since = (await networkHelpers.time.latest()) - 60;
    await w.ledger.connect(broker.account).revokeSigner(broker.id, signerIdOf(broker.account.address), since);
    expect(await checkStandings(before, standings)).to.deep.equal([]);
    expect(await checkStandings(await askedIn(w), standings)).to.have.lengthOf(4);
  });

  for (const [what, lie] of Object.entries(LIES)) {
    it(`are not confirmed where ${what} is made up or left out`, async () => {
      const w = await loadFixture(world);
      const { id } = w.cast.carrier;
      const standings = await standingsIn(w);
      const standing = standings.get(id)!;
      const told = new Map(standings).set(id, { ...standing, ...lie(standing, w) });
      const [sentence, ...others] = await checkStandings(await askedIn(w), told);
      expect(others).to.deep.equal([]);
      expectBothLanguages(sentence!);
      const named = what === "the mandate" ? `the mandate of party ${w.cast.broker.id}` : what;
      expect(sentence!.en).to.equal(`What the logs say of ${named} of party ${id} is not what the ledger has.`);
      if (what.startsWith("the grant")) expect(sentence!.zh).to.include("在“").and.to.include("的授权");
    });
  }

  for (const [what, lie] of Object.entries(KEY_LIES)) {
    it(`are not confirmed where a key is said to have ${what}`, async () => {
      const w = await loadFixture(world);
      const { id, account } = w.cast.carrier;
      const standings = await standingsIn(w);
      const standing = standings.get(id)!;
      const key = signerIdOf(account.address);
      const keys = new Map(standing.keys).set(key, { ...standing.keys.get(key)!, ...lie });
      const found = await checkStandings(await askedIn(w), new Map(standings).set(id, { ...standing, keys }));
      expect(found.map(({ en }) => en)).to.deep.equal([
        `What the logs say of the key ${key} of party ${id} is not what the ledger has.`,
      ]);
    });
  }
});
