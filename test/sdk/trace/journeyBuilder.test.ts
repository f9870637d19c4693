import { expect } from "chai";
import { toBeHex, type Log } from "ethers";

import { FatalError } from "../../../sdk/errors.js";
import { childrenOf } from "../../../sdk/trace/childrenOf.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { loadFixture } from "../../support/chain.js";
import { clientBehind, tellingLogs } from "../../support/lyingNode.js";
import { checkpoint, createConsignment, world } from "../../support/world.js";

/** Goods with one record. */
async function ready() {
  const w = await world();
  const { factory } = w.cast;
  const consignment = await createConsignment(w);
  const origin = await checkpoint(consignment, factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
  await w.ledger.connect(factory.account).record(origin);
  return { ...w, consignment };
}

describe("sdk/trace: what logs cannot say", () => {
  for (const [name, value] of [
    ["kind", 0n],
    ["kind", 99n],
    ["role", 99n],
  ] as const) {
    it(`is a record of the ${name} ${value}`, async () => {
      const w = await loadFixture(ready);
      const abi = w.ledger.interface;
      const event = abi.getEvent("CheckpointRecorded");
      const forged = (log: Log): Log => {
        if (log.topics[0] !== event.topicHash) return log;
        const args: readonly unknown[] = abi.decodeEventLog(event, log.data, log.topics).toArray();
        const lie = args.map((told, index) => (event.inputs[index]!.name === name ? value : told));
        const encoded = abi.encodeEventLog(event, lie);
        return Object.create(log, { data: { value: encoded.data }, topics: { value: encoded.topics } }) as Log;
      };
      const client = await clientBehind(
        w,
        tellingLogs((logs) => logs.map(forged)),
      );
      let error: unknown;
      await traceConsignment(client, w.consignment).catch((caught: unknown) => (error = caught));
      expect(error)
        .to.be.instanceOf(FatalError)
        .and.deep.include({
          name: "VocabularyUnknown",
          message: `A log says ${name} ${value}, which the ledger does not have.`,
          toDo: "Check that the address is the ledger's, and read the logs from another node.",
          values: { vocabulary: name, value },
        });
    });
  }

  it("is more than was asked for: logs of other events are left out", async () => {
    const w = await loadFixture(ready);
    const { provider } = w.ledger.runner!;
    const all = await provider!.getLogs({ fromBlock: 0, address: await w.ledger.getAddress() });
    const admitted = all.find(({ topics }) => topics[0] === w.ledger.interface.getEvent("PartyAdmitted").topicHash);
    const honest = await clientBehind(
      w,
      tellingLogs((logs) => logs),
    );
    const client = await clientBehind(
      w,
      tellingLogs((logs) => [...logs, admitted!]),
    );
    const { steps } = await traceConsignment(honest, w.consignment);
    expect((await traceConsignment(client, w.consignment)).steps).to.deep.equal(steps);
  });
});

describe("sdk/trace: childrenOf", () => {
  const [one, two] = [toBeHex(1, 32), toBeHex(2, 32)];
  const packing = { type: "Packing", consignment: two } as never;
  const record = (kind: string, ...children: string[]) =>
    ({ type: "Record", kind, children: children.map((consignment) => ({ consignment, head: one })) }) as never;

  it("is what went in and did not come out, in the order in which it went in", () => {
    const steps = [record("Packed", two, one), record("Packed", two)];
    expect(childrenOf({ steps })).to.deep.equal([two, one]);
    expect(childrenOf({ steps: [...steps, record("Unpacked", two)] })).to.deep.equal([one]);
    expect(childrenOf({ steps: [...steps, { type: "Removal", consignment: one } as never] })).to.deep.equal([two]);
  });

  it("is nothing of what does not say so: another step that names goods, a record that names none", () => {
    const steps = [record("Packed", one, two), packing, { type: "Record", kind: "Packed" } as never];
    expect(childrenOf({ steps })).to.deep.equal([one, two]);
    expect(childrenOf({ steps: [] })).to.deep.equal([]);
  });
});
