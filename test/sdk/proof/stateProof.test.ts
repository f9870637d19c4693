import { expect } from "chai";
import { ZeroHash } from "ethers";

import { signerIdOf } from "../../../sdk/ids.js";
import { ledgerSlotsOf, provenLedgerState } from "../../../sdk/proof/provenLedgerState.js";
import { fetchStateProof, openStateProof, rpcOf, type StateProof } from "../../../sdk/proof/stateProof.js";
import { readStandings } from "../../../sdk/standing/readStandings.js";
import { checkStandings, standingSlotsOf } from "../../../sdk/standing/checkStandings.js";
import { provenStandings } from "../../../sdk/standing/standingSource.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { readLedgerState } from "../../../sdk/verify/ledgerState.js";
import { verifyTrace } from "../../../sdk/verify/verifyTrace.js";
import { ethers, loadFixture, networkHelpers } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { containerJourney } from "../../support/containerJourney.js";
import { saidBy } from "./saidBy.js";

async function proved() {
  const journey = await containerJourney();
  const { ledger, cast, batch } = journey;
  await ledger.connect(cast.brand.account).placeRecall(cast.brand.id, 2, batch, "0x0000", [], ZeroHash);
  await ledger.suspendParty(cast.carrier.id);
  const stolenAt = (await networkHelpers.time.latest()) - 60;
  await ledger
    .connect(cast.broker.account)
    .revokeSigner(cast.broker.id, signerIdOf(cast.broker.account.address), stolenAt);
  const client = await clientOf(journey);
  const traces = await Promise.all(
    [journey.part, journey.container, journey.returned].map(async (id) => await traceConsignment(client, id)),
  );
  const block = (await ethers.provider.getBlock("latest"))!;
  return { journey, client, traces, block: { number: block.number, hash: block.hash! } };
}

async function proofOf(trace: Trace, hash: string): Promise<StateProof> {
  return await fetchStateProof(rpcOf({ provider: ethers.provider } as never), trace.ledger, ledgerSlotsOf(trace), hash);
}

describe("sdk/proof", () => {
  it("proves the same state of goods, containers and recalls as the node answers when asked", async () => {
    const { client, traces, block } = await loadFixture(proved);
    for (const trace of traces) {
      const { read, header } = openStateProof(await proofOf(trace, block.hash), trace.ledger, block.hash);
      expect(header).to.include({ number: block.number, hash: block.hash });
      const state = provenLedgerState(trace, read, block.number);
      expect(state).to.deep.equal(await readLedgerState(client, trace, block.number));
    }
  });

  it("proves what parties are allowed", async () => {
    const { journey, client, traces, block } = await loadFixture(proved);
    const [trace] = traces;
    const standings = await readStandings(client, trace!.parties.keys(), { from: 0, to: block.number });
    const slots = standingSlotsOf(standings);
    expect(slots.length).to.be.greaterThan(20);
    const proof = await fetchStateProof(rpcOf(client), client.address, slots, block.hash);
    const { read } = openStateProof(proof, client.address, block.hash);
    expect(await checkStandings(provenStandings(read), standings)).to.deep.equal([]);
    // And that the carrier was suspended: who leaves that out is found out.
    const { carrier } = journey.cast;
    const unsuspended = new Map(standings).set(carrier.id, { ...standings.get(carrier.id)!, suspended: [] });
    expect((await checkStandings(provenStandings(read), unsuspended)).map(({ en }) => en)).to.deep.equal([
      `What the logs say of the suspension of party ${carrier.id} is not what the ledger has.`,
    ]);
  });

  it("verifies a trace by proof as by asking", async () => {
    const { client, traces, block } = await loadFixture(proved);
    for (const trace of traces) {
      const asked = await verifyTrace(client, trace, { block: block.number });
      expect(await verifyTrace(client, trace, { blockHash: block.hash })).to.deep.equal(asked);
    }
  });

  it("refuses a proof with any node altered, left out or of another slot", async () => {
    const { traces, block } = await loadFixture(proved);
    const [trace] = traces;
    const proof = await proofOf(trace!, block.hash);
    const flipped = (node: string): string => `${node.slice(0, -1)}${node.endsWith("0") ? "1" : "0"}`;
    const held = proof.slots.findIndex(({ proof: nodes }) => nodes.length > 1);
    const change = (nodes: (of: readonly string[]) => readonly string[]): StateProof => ({
      ...proof,
      slots: proof.slots.map((one, index) => (index === held ? { ...one, proof: nodes(one.proof) } : one)),
    });
    const forged: StateProof[] = [
      { ...proof, account: proof.account.map(flipped) },
      { ...proof, account: proof.account.slice(1) },
      change((nodes) => [...nodes.slice(0, -1), flipped(nodes.at(-1)!)]),
      change((nodes) => nodes.slice(1)),
      change(() => []),
    ];
    for (const one of forged) {
      const said = await saidBy(() => openStateProof(one, trace!.ledger, block.hash));
      expect(said.name).to.equal("ProofInvalid");
    }
  });

  it("refuses an account that is no contract", async () => {
    const { block } = await loadFixture(proved);
    const nobody = `0x${"12".repeat(20)}`;
    const proof = await fetchStateProof(rpcOf({ provider: ethers.provider } as never), nobody, [], block.hash);
    expect((await saidBy(() => openStateProof(proof, nobody, block.hash))).message).to.match(/no contract/);
  });
});
