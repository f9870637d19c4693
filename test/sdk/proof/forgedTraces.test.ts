import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import type { WaymarkClient } from "../../../sdk/client.js";
import { ledgerSlotsOf, provenLedgerState } from "../../../sdk/proof/provenLedgerState.js";
import { fetchStateProof, openStateProof } from "../../../sdk/proof/stateProof.js";
import type { Trace, TraceRecall } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { readLedgerState, type LedgerState } from "../../../sdk/verify/ledgerState.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { AlteredNode } from "./alteredNode.js";

/** Goods that were split, of a batch that is recalled. */
async function recalled() {
  const journey = await containerJourney();
  const { ledger, cast, batch } = journey;
  await ledger.connect(cast.brand.account).placeRecall(cast.brand.id, 2, batch, "0x0000", [], ZeroHash);
  const client = await clientOf(journey);
  const trace = await traceConsignment(client, journey.whole);
  return { client, trace, honest: await proved(client, trace) };
}

/** What the ledger is proved to keep of what a trace names, at the latest block. */
async function proved(client: WaymarkClient, trace: Trace): Promise<LedgerState> {
  const { number, hash: block } = (await ethers.provider.getBlock("latest"))!;
  const proof = await fetchStateProof(new AlteredNode(), client.address, ledgerSlotsOf(trace), block!);
  return provenLedgerState(trace, openStateProof(proof, client.address, block!).read, number);
}

/** No consignment, no batch and no subject of a recall: of another length, or no hexadecimal text. */
const NO_IDS = ["0x12", `${ZeroHash}00`, "0x", "", "no id"];
/** It could be the id of something, and is of nothing. */
const NOBODYS = hash("nothing has this id");

/** The entries of a map, and the first one's value under more keys. */
function withMore<Key, Value>(map: ReadonlyMap<Key, Value>, keys: readonly Key[]): ReadonlyMap<Key, Value> {
  const [value] = map.values();
  return new Map([...map, ...keys.map((key) => [key, value!] as const)]);
}

/** What cannot be, in a trace that is true but for it. */
const FORGERIES: Readonly<Record<string, (trace: Trace) => Partial<Trace>>> = {
  "journeys of no consignment": ({ inside, steps, creation, records }) => ({
    inside: [...inside, ...NO_IDS.map((consignment) => ({ consignment, steps, creation, records }))],
  }),
  "parts that are no consignments": ({ parts }) => ({ parts: [...NO_IDS, ...parts] }),
  "a part that nobody made": ({ parts }) => ({ parts: [...parts, NOBODYS] }),
  "batches that are none": ({ batches }) => ({ batches: withMore(batches, NO_IDS) }),
  "products of other numbers than there can be": ({ products }) => ({
    products: withMore(products, [-1n, 1n << 96n, 1n << 256n]),
  }),
  "recalls that are none": ({ recalls }) => ({
    recalls: [
      ...recalls,
      ...[
        ...[{ kind: "Toy" }, { placer: -1n }, { placer: 1n << 32n }, { country: "cn" }, { country: "CHN" }],
        ...NO_IDS.map((subject) => ({ subject })),
      ].map((change) => ({ ...recalls[0]!, ...change }) as TraceRecall),
    ],
  }),
};

describe("sdk/proof: what is proved of a forged trace", () => {
  it("proves of an honest one its goods, their parts, the recall and the parties", async () => {
    const { trace, honest } = await loadFixture(recalled);
    expect([...honest.existing]).to.have.members([...trace.parts]);
    expect(honest.existing.size).to.be.greaterThan(0);
    expect([...honest.placedAt.values()]).to.have.lengthOf(1);
    expect([...honest.openRecalls.values()]).to.include(1n);
    for (const [id, { uri }] of trace.parties) expect(honest.parties.get(uri)).to.include({ id });
  });

  for (const [what, forge] of Object.entries(FORGERIES)) {
    it(`proves nothing of ${what}, as a node that is asked says nothing`, async () => {
      const { client, trace, honest } = await loadFixture(recalled);
      const forged = { ...trace, ...forge(trace) };
      const state = await proved(client, forged);
      expect(state).to.deep.equal(honest);
      expect(state).to.deep.equal(await readLedgerState(client, forged, state.block));
    });
  }

  it("proves that there is no consignment of a journey that never was", async () => {
    const { client, trace, honest } = await loadFixture(recalled);
    const { consignments } = await proved(client, { ...trace, consignment: NOBODYS });
    expect(consignments.get(NOBODYS)).to.deep.equal({ word: 0n, head: ZeroHash, contents: "0x" });
    expect(honest.consignments.get(trace.consignment))
      .to.have.property("contents")
      .that.matches(/^0x[0-9a-f]{56}$/);
  });

  it("finds a party that goes under another's name by that name, and proves nobody's controller for it", async () => {
    const { client, trace, honest } = await loadFixture(recalled);
    const [a, b] = [...trace.parties.keys()] as [bigint, bigint];
    const [one, two] = [trace.parties.get(a)!, trace.parties.get(b)!];
    const swapped = new Map([...trace.parties, [a, two], [b, one]]);
    const { parties } = await proved(client, { ...trace, parties: swapped });
    expect(parties.get(one.uri)).to.deep.equal({ id: a, controllerHash: ZeroHash });
    expect(parties.get(two.uri)).to.deep.equal({ id: b, controllerHash: ZeroHash });
    expect(honest.parties.get(one.uri)!.controllerHash).to.not.equal(ZeroHash);
  });
});
