import { expect } from "chai";

import { signerIdOf } from "../../../sdk/ids.js";
import { latestBlock } from "../../../sdk/latestBlock.js";
import { readStandings } from "../../../sdk/standing/readStandings.js";
import { isBefore, valueAt, type Moment, type Standings } from "../../../sdk/standing/standings.js";
import { KeyHolder, roleSet } from "../../../sdk/vocabulary.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { at, FOREVER, world, type Member, type World } from "../../support/world.js";

async function standingsOf(w: World, ...parties: Member[]): Promise<Standings> {
  const client = await clientOf(w);
  const ids = parties.map(({ id }) => id);
  return await readStandings(client, ids, { from: 0, to: await latestBlock(client) });
}

describe("sdk/standing: standings, read from the ledger's logs", () => {
  it("tell of each party what it was granted and when, withdrawn grants and mandates too", async () => {
    const w = await loadFixture(world);
    const { carrier, factory, broker } = w.cast;
    await w.ledger.setGrant(carrier.id, at("CN"), roleSet(["Carrier", "Broker"]));
    await w.ledger.setGrant(carrier.id, at("CN"), 0);
    await w.ledger.connect(factory.account).setMandate(factory.id, broker.id, 0);
    await w.ledger.suspendParty(carrier.id);
    await w.ledger.reinstateParty(carrier.id);
    const standings = await standingsOf(w, carrier, factory);
    const said = [...standings.get(carrier.id)!.grants].map(([scope, entries]) => [scope, entries.map((e) => e.value)]);
    expect(said).to.deep.equal([
      ["", [["Carrier"]]],
      ["CN", [["Carrier", "Broker"], []]],
    ]);
    const mandates = standings.get(factory.id)!.mandates.get(broker.id)!;
    expect(mandates.map(({ value }) => value)).to.deep.equal([["Broker"], []]);
    expect(standings.get(carrier.id)!.suspended.map(({ value }) => value)).to.deep.equal([true, false]);
  });

  it("tell of nobody who was not asked about", async () => {
    const w = await loadFixture(world);
    const standings = await standingsOf(w, w.cast.carrier);
    expect([...standings.keys()]).to.deep.equal([w.cast.carrier.id]);
  });

  it("tell of a key who holds it, where and when it may write, and nothing of others' keys", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const { address } = w.outsider;
    const roles = roleSet(["Carrier"]);
    const manager = w.ledger.connect(carrier.account);
    await manager.addSigner(carrier.id, address, roles, at("CN"), 5, FOREVER, KeyHolder.Gateway);
    const { keys } = (await standingsOf(w, carrier)).get(carrier.id)!;
    expect([...keys.keys()]).to.deep.equal([signerIdOf(carrier.account.address), signerIdOf(address)]);
    const { added, ...key } = keys.get(signerIdOf(address))!;
    expect(key).to.deep.equal({
      roles: ["Carrier"],
      scope: "CN",
      validFrom: 5,
      validUntil: Number(FOREVER),
      heldBy: "Gateway",
      revoked: undefined,
      compromisedSince: 0,
    });
    expect(added.block).to.equal(await latestBlock(await clientOf(w)));
  });

  it("tell when a key was revoked, and keep that when its theft is said later", async () => {
    const w = await loadFixture(world);
    const { carrier } = w.cast;
    const key = signerIdOf(carrier.account.address);
    const manager = w.ledger.connect(carrier.account);
    const client = await clientOf(w);
    await manager.revokeSigner(carrier.id, key, 0);
    const revokedIn = await latestBlock(client);
    expect((await standingsOf(w, carrier)).get(carrier.id)!.keys.get(key)).to.deep.include({ compromisedSince: 0 });
    const since = (await networkHelpers.time.latest()) - 3_600;
    await manager.revokeSigner(carrier.id, key, since);
    const { revoked, compromisedSince } = (await standingsOf(w, carrier)).get(carrier.id)!.keys.get(key)!;
    expect(revoked!.block).to.equal(revokedIn);
    expect(compromisedSince).to.equal(since);
  });
});

describe("sdk/standing: moments", () => {
  const moments: readonly Moment[] = [
    { block: 1, index: 0 },
    { block: 1, index: 1 },
    { block: 2, index: 0 },
    { block: 2, index: 7 },
    { block: 3, index: 1 },
  ];

  it("come in the order of blocks, and of logs in a block", () => {
    for (const [at, one] of moments.entries()) {
      for (const [other, another] of moments.entries()) {
        expect(isBefore(one, another), `${at} before ${other}`).to.equal(at < other);
      }
    }
  });

  it("see what became so before them, and nothing that became so in them or later", () => {
    const entries = moments.slice(1, 4).map((since, index) => ({ since, value: index }));
    expect(moments.map((moment) => valueAt(entries, moment))).to.deep.equal([undefined, undefined, 0, 1, 2]);
    expect(valueAt(undefined, moments[0]!)).to.equal(undefined);
    expect(valueAt([], moments[0]!)).to.equal(undefined);
  });
});
