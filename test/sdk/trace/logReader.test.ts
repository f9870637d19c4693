import { expect } from "chai";
import { ZeroHash } from "ethers";

import { LogReader } from "../../../sdk/trace/logReader.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientBehind, nodeThat } from "../../support/lyingNode.js";
import { createConsignment, world } from "../../support/world.js";

/** Goods, and their batch. */
async function ready() {
  const w = await world();
  return { ...w, consignment: await createConsignment(w) };
}

describe("sdk/trace: LogReader", () => {
  it("reads the logs whose indexed parameters are as said", async () => {
    const w = await loadFixture(ready);
    const client = await clientBehind(w, ethers.provider);
    const reader = new LogReader(client);
    const range = { from: 0, to: await ethers.provider.getBlockNumber() };
    const { ConsignmentCreated } = reader.events;
    const [log, ...others] = await reader.read([ConsignmentCreated], [[ZeroHash, w.consignment]], range);
    expect(others).to.deep.equal([]);
    expect(reader.decode(ConsignmentCreated, log!)?.consignment).to.equal(w.consignment);
    expect(reader.decode(reader.events.ContainerCreated, log!)).to.equal(undefined);
    expect(await reader.read([ConsignmentCreated], [[ZeroHash]], range)).to.deep.equal([]);
    expect(await reader.read([ConsignmentCreated], [null], range)).to.have.lengthOf(1);
  });

  it("asks for none of no values: nodes would take that for any", async () => {
    const w = await loadFixture(ready);
    let asked = 0;
    const node = nodeThat({
      getLogs: async (filter) => {
        asked += 1;
        return await ethers.provider.getLogs(filter);
      },
    });
    const reader = new LogReader(await clientBehind(w, node));
    asked = 0;
    expect(await reader.read([reader.events.LineLoaded], [w.consignment, []], { from: 0, to: 1 })).to.deep.equal([]);
    expect(asked).to.equal(0);
    await reader.read([reader.events.LineLoaded], [w.consignment, [w.batch]], { from: 0, to: 1 });
    expect(asked).to.be.above(0);
  });
});
