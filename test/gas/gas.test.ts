import { readFile, writeFile } from "node:fs/promises";

import { expect } from "chai";
import type { ContractTransactionReceipt } from "ethers";

import { chargeOf, floorOf } from "../../bench/gas/charge.js";
import { busyWorld } from "../../bench/gas/journeys/busyWorld.js";
import { measure } from "../../bench/gas/measure.js";
import { gasOf, type Operation } from "../../bench/gas/operation.js";
import { forRows, rowNames, rowOf, type ForRows } from "../../bench/gas/rows.js";
import { traceOf } from "../../bench/gas/trace.js";
import { loadFixture } from "../support/chain.js";
import { driftComplaint } from "./drift.js";

const SNAPSHOT = new URL("../../snapshots/gas.json", import.meta.url);
const MAX_OVERHEAD = 0.08;

describe("Gas", () => {
  let operations: ForRows<Operation>;
  let figures: ForRows<number>;

  before(async () => {
    operations = await measure(await loadFixture(busyWorld));
    figures = forRows((name) => gasOf(operations[name]));
    if (process.env.UPDATE_SNAPSHOT === "1") await writeFile(SNAPSHOT, `${JSON.stringify(figures, null, 2)}\n`);
  });

  it("has a snapshot of exactly these rows", async () => {
    expect(Object.keys(await readSnapshot())).to.deep.equal(rowNames());
  });

  for (const name of rowNames()) {
    const { gas: bar } = rowOf(name).bar;
    it(`${name}: at most ${bar.toLocaleString("en")}, and within 2 % of the snapshot`, async () => {
      expect(figures[name], "passes its bar").to.be.at.most(bar);
      expect(driftComplaint(name, figures[name], (await readSnapshot())[name])).to.equal(undefined);
    });
  }

  describe("spends at most 8 % beyond what the EVM charges for intrinsic cost, calldata, storage and log", () => {
    for (const name of [
      "record ExportCleared",
      "record Departed, accepting custody",
      "record Transshipped, across a border",
    ] as const) {
      it(name, async () => {
        const trace = await traceOf(onlyOne(operations[name]));
        const ops = trace.steps.map(({ op }) => op);
        const count = (wanted: string) => ops.filter((op) => op === wanted).length;
        // Read: signer, grant, party, word, head. Written: word, head.
        expect([count("SLOAD"), count("SSTORE"), count("LOG4"), count("DELEGATECALL")]).to.deep.equal([5, 2, 1, 0]);
        expect(trace.gasUsed / floorOf(chargeOf(trace)) - 1).to.be.within(0, MAX_OVERHEAD);
      });
    }
  });
});

function onlyOne({ sent: [receipt] }: Operation): ContractTransactionReceipt {
  return receipt!;
}

async function readSnapshot(): Promise<Partial<Record<string, number>>> {
  // Written by this very test.
  return JSON.parse(await readFile(SNAPSHOT, "utf8")) as Partial<Record<string, number>>;
}
