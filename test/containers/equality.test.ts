import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { consignmentId, type ConsignmentId } from "../../sdk/ids.js";
import { loadFixture } from "../support/chain.js";
import { ENTRY, hashChildren, HOME, toCountry, yard } from "../support/containers.js";
import { flagSet } from "../../assurance/model/word.js";
import { at } from "../support/world.js";

describe("Containers: goods and what they go into", () => {
  it("stand at the same place", async () => {
    const y = await loadFixture(yard);
    const k = await y.loaded("k", [await y.ready("a")]);
    await y.differ(k, await y.ready("b", { place: "NZAKL" }));
  });

  it("stand at the same place when the container is empty too", async () => {
    const y = await loadFixture(yard);
    const b = await y.ready("b", { place: "NZAKL" });
    const k = await y.container("k");
    const c = await y.checkpoint(k, "keeper", "Packed", "Carrier", { basedOn: hashChildren([b]) });
    const before = await y.ledger.wordOf(k);
    const sequence = BigInt.asUintN(24, before) + 1n;
    const moved = sequence | (sequence << 24n) | (BigInt(c.occurredAt) << 48n) | (y.parts.keeper.id << 112n);
    // Already with the destination that the goods would have given it.
    const word = ((before >> 192n) << 192n) | (BigInt("0x434e") << 176n) | moved;
    await y.refused(["ChildDiffers", b, k, await y.ledger.wordOf(b), word], [k, b], () =>
      y.ledger.connect(y.parts.keeper.account).pack(c, [b]),
    );
  });

  it("have the same destination, be it in one territory", async () => {
    const y = await loadFixture(yard);
    const k = await y.loaded("k", [await y.ready("a", { destination: "DE" })]);
    await y.differ(k, await y.ready("b", { destination: "CN" }));
    await y.differ(k, await y.ready("c", { destination: "FR" }));
  });

  it("have come as far", async () => {
    const y = await loadFixture(yard);
    const { maker } = y.parts;
    await (await y.ledger.connect(maker.account).createContainer(maker.id, hash("k"), at(HOME), ZeroHash)).wait();
    const k = consignmentId(maker.id, hash("k"));
    await y.pack(k, [await y.created("a")], { by: "maker" });
    expect((await y.word(k)).movement).to.equal("Created");
    const ready = await y.created("b");
    await y.write(ready, "maker", "Origin", "Factory");
    await y.differ(k, ready, "maker");
  });

  it("are cleared for export alike, on the same word", async () => {
    const y = await loadFixture(yard);
    const reported = { principal: y.parts.maker.id, basedOn: hash("export note") };
    const [a, b, c, d] = await y.several("a", "b", "c", "d");
    const none = await y.loaded("none", [a!]);
    await y.write(b!, "agent", "ExportCleared", "Broker", reported);
    await y.differ(none, b!);
    await y.write(c!, "office", "ExportCleared", "Customs");
    await y.differ(none, c!);
    const said = await y.loaded("said", [b!]);
    await y.differ(said, c!);
    await y.differ(said, d!);
  });

  it("are domestic alike", async () => {
    const y = await loadFixture(yard);
    const k = await y.loaded("k", [await y.ready("a", { destination: "NZ" })]);
    expect((await y.word(k)).flags).to.deep.equal(flagSet("domestic", "container"));
    const b = await y.ready("b", { destination: "NZ" });
    await y.write(b, "keeper", "Departed", "Carrier", { detail: 1 });
    // Abroad once, and domestic no more.
    await y.write(b, "keeper", "Transshipped", "Carrier", { place: "SGSIN" });
    await y.write(b, "keeper", "Departed", "Carrier", { detail: 1 });
    await y.write(b, "keeper", "Arrived", "Carrier", { place: HOME });
    await y.write(k, "keeper", "Departed", "Carrier", { detail: 1 });
    await y.write(k, "keeper", "Arrived", "Carrier", { place: HOME });
    expect((await y.word(b)).flags).to.deep.equal(flagSet("travelled"));
    await y.differ(k, b);
  });

  it("have travelled alike", async () => {
    const y = await loadFixture(yard);
    const travelled = await y.ready("travelled", { destination: "NZ" });
    await y.write(travelled, "keeper", "Departed", "Carrier", { detail: 1 });
    await y.write(travelled, "keeper", "Arrived", "Carrier", { place: HOME });
    await y.write(travelled, "keeper", "Delivered", "Carrier");
    await y.write(travelled, "keeper", "Returned", "Carrier", { basedOn: toCountry("NZ") });
    const k = await y.loaded("k", [travelled]);
    expect((await y.word(k)).flags).to.deep.equal(flagSet("domestic", "travelled", "container"));
    await y.differ(k, await y.ready("a", { destination: "NZ" }));
  });

  it("were sent back alike after a refusal", async () => {
    const y = await loadFixture(yard);
    const [back, returned] = await y.several("back", "returned");
    for (const id of [back!, returned!]) await y.sail(id);
    await y.write(back!, "office", "Refused", "Customs");
    for (const id of [back!, returned!]) {
      await y.write(id, "keeper", "Returned", "Carrier", { basedOn: toCountry("NZ") });
    }
    const k = await y.loaded("k", [returned!], ENTRY);
    expect((await y.word(k)).flags).to.deep.equal(flagSet("travelled", "container"));
    await y.differ(k, back!);
    const l = await y.loaded("l", [back!], ENTRY);
    expect((await y.word(l)).flags).to.deep.equal(flagSet("travelled", "container", "sentBack"));
    await y.differ(l, await y.ready("a", { place: ENTRY, destination: "NZ" }));
  });

  it("stand with customs alike, on the same word", async () => {
    const y = await loadFixture(yard);
    const principal = y.parts.maker.id;
    const declare = (id: ConsignmentId) => y.write(id, "agent", "ImportDeclared", "Broker", { detail: 1, principal });
    const states: Record<string, (id: ConsignmentId) => Promise<unknown>> = {
      undeclared: () => Promise.resolve(),
      declared: declare,
      "partly cleared": async (id) => {
        await declare(id);
        await y.sendLines(id, "office", "ImportCleared", "Customs", { leaving: 1 });
      },
      "reported cleared": async (id) => {
        await declare(id);
        await y.write(id, "agent", "ImportCleared", "Broker", { principal, basedOn: hash("release note") });
      },
      cleared: async (id) => {
        await declare(id);
        await y.write(id, "office", "ImportCleared", "Customs");
      },
    };
    const containers: Record<string, ConsignmentId> = {};
    const goods: Record<string, ConsignmentId> = {};
    for (const [state, bring] of Object.entries(states)) {
      const [first, second] = [await y.ready(`first ${state}`), await y.ready(`second ${state}`)];
      for (const id of [first, second]) {
        await y.sail(id);
        await bring(id);
      }
      containers[state] = await y.loaded(`container of ${state}`, [first], ENTRY);
      goods[state] = second;
    }
    for (const state in states) {
      for (const other in states) if (other !== state) await y.differ(containers[state]!, goods[other]!);
    }
    for (const state in states) await y.pack(containers[state]!, [goods[state]!]);
  });
});
