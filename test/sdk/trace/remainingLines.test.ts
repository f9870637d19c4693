import { expect } from "chai";
import { ZeroHash } from "ethers";

import type { Line } from "../../../sdk/line.js";
import type { TraceRecord } from "../../../sdk/trace/journey.js";
import { remainingLines } from "../../../sdk/trace/remainingLines.js";
import { Adjustment } from "../../../sdk/vocabulary.js";

const [RED, BLUE] = ["0x0a", "0x0b"] as const;
const of = (batch: string, quantity: bigint, items = ZeroHash): Line => ({ batch, quantity, items });

let sequence = 1;

function record(changes: Partial<TraceRecord>): TraceRecord {
  return { sequence: ++sequence, kind: "ImportCleared", detail: 0, ...changes } as TraceRecord;
}

function leaving(...lines: readonly Line[]): TraceRecord {
  return record({ particulars: { lines, document: ZeroHash, items: ZeroHash } });
}

describe("sdk/trace: what a consignment holds after its records", () => {
  it("is what was loaded without what left, line by line", () => {
    const loaded = [of(RED, 10n), of(RED, 5n), of(BLUE, 3n)];
    const first = leaving(of(RED, 10n));
    const { before, after, impossible } = remainingLines(loaded, [first, leaving(of(RED, 2n), of(BLUE, 3n))]);
    expect(before).to.deep.equal([loaded, [of(RED, 5n), of(BLUE, 3n)]]);
    expect(after).to.deep.equal([of(RED, 3n)]);
    expect(impossible).to.deep.equal([]);
  });

  it("is without a part that was split off, and with what an overage found as it was", () => {
    const part = { consignment: ZeroHash, key: ZeroHash, dataHash: ZeroHash, lines: [of(RED, 4n)] };
    const overage = { ...leaving(of(RED, 1n)), kind: "Adjusted" as const, detail: Adjustment.Overage };
    const shortage = { ...leaving(of(RED, 1n)), kind: "Adjusted" as const, detail: Adjustment.Shortage };
    expect(remainingLines([of(RED, 10n)], [record({ kind: "Split", part }), overage, shortage]).after).to.deep.equal([
      of(RED, 5n),
    ]);
  });

  it("is again what it was before a record that was taken back", () => {
    const gone = leaving(of(RED, 10n));
    const back = record({ kind: "Correction", about: gone.sequence, undoes: { lines: [of(RED, 10n)], word: 0n } });
    // One that put nothing back changes nothing.
    const nothing = record({ kind: "Correction", about: gone.sequence, undoes: { lines: [], word: 0n } });
    expect(remainingLines([of(RED, 10n)], [gone, nothing]).after).to.deep.equal([]);
    expect(remainingLines([of(RED, 10n)], [gone, back])).to.deep.equal({
      before: [[of(RED, 10n)], []],
      after: [of(RED, 10n)],
      impossible: [],
    });
  });

  it("tells of records that take out or put back what was not there, and goes on without them", () => {
    const loaded = [of(RED, 10n), of(BLUE, 2n, "0x01")];
    const tooMany = leaving(of(RED, 11n));
    const otherItems = leaving(of(BLUE, 1n, "0x02"));
    const usedUp = [leaving(of(RED, 10n)), leaving(of(RED, 1n))];
    const never = record({ kind: "Correction", about: 9_999, undoes: { lines: [of(RED, 1n)], word: 0n } });
    const { after, impossible } = remainingLines(loaded, [tooMany, otherItems, ...usedUp, never]);
    expect(after).to.deep.equal([of(BLUE, 2n, "0x01")]);
    expect(impossible).to.deep.equal([tooMany, otherItems, usedUp[1]!, never].map((each) => each.sequence));
  });
});
