import { expect } from "chai";

import { KIND_TABLE as GENERATED } from "../../sdk/kindTable.js";
import { Kind } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { KIND_TABLE, packRow, rowOf, type TabledKind } from "../support/kindTable.js";
import { world } from "../support/world.js";

describe("the table of kinds", () => {
  it("is the one that the design states, on the chain and in the SDK", async () => {
    const { ledger } = await loadFixture(world);
    const generated: Partial<Record<string, bigint>> = GENERATED;
    for (const [name, kind] of Object.entries(Kind)) {
      // A name with a row, for the table has it.
      const row = name in KIND_TABLE ? packRow(rowOf(name as TabledKind)) : 0n;
      expect(await ledger.ruleOfKind(kind), name).to.equal(row);
      expect(generated[name] ?? 0n, `${name}, as the SDK has it`).to.equal(row);
    }
  });
});
