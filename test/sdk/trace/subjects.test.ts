import { expect } from "chai";
import { AbiCoder, id as hash, ZeroHash } from "ethers";

import type { TraceRecord } from "../../../sdk/trace/journey.js";
import { subjectsIn } from "../../../sdk/trace/readJourney.js";
import { recordHash } from "../../../sdk/trace/stepHash.js";
import { parseScope } from "../../../sdk/places/scope.js";

const GOODS = hash("goods");

/** A record that disputes another, or nothing that it names. */
function dispute(sequence: number, basedOn = ZeroHash): TraceRecord {
  return {
    ...{ type: "Record", sequence, kind: "Disputed", party: 1n, role: "Carrier", basis: "own", basedOn },
    ...{ place: parseScope("NZTRG"), occurredAt: 1, recordedAt: 1, detail: 0, detailName: undefined },
    ...{ dataHash: ZeroHash, next: 0n, principal: 0n, signer: ZeroHash, before: BigInt(sequence - 1) },
    ...{ particulars: undefined, part: undefined, children: undefined },
    ...{ about: undefined, undoes: undefined, undoneBy: undefined },
    log: { block: 1, index: sequence, transaction: ZeroHash, nonce: undefined },
  };
}

/** How often ethers encodes values for a hash while something is done. */
function encodingsOf(work: () => void): number {
  const coder = AbiCoder.defaultAbiCoder();
  const encode = coder.encode.bind(coder);
  let count = 0;
  coder.encode = (...args) => (count++, encode(...args));
  try {
    work();
  } finally {
    Reflect.deleteProperty(coder, "encode");
  }
  return count;
}

describe("sdk/trace: which earlier record a record is about", () => {
  it("is told by its hash, of those before it alone", () => {
    const first = dispute(2);
    const second = dispute(3, recordHash(GOODS, first));
    const own = dispute(4, recordHash(GOODS, dispute(5)));
    const records = [first, second, own, dispute(5)];
    expect(records.map(subjectsIn(GOODS, records))).to.deep.equal([undefined, 2, undefined, undefined]);
  });

  it("is none for kinds that rest on no record, and however often one is asked for", () => {
    const first = dispute(2);
    const named = recordHash(GOODS, first);
    const records = [first, { ...dispute(3, named), kind: "Sighted" as const }, dispute(4, named)];
    const subjectOf = subjectsIn(GOODS, records);
    expect(records.map(subjectOf)).to.deep.equal([undefined, undefined, 2]);
    // A record asked about before those that it could name tells nothing of later ones.
    expect(records.toReversed().map(subjectOf)).to.deep.equal([2, undefined, undefined]);
    const late = dispute(2, recordHash(GOODS, dispute(3)));
    expect([dispute(9), late].map(subjectsIn(GOODS, [late, dispute(3), dispute(9)]))).to.deep.equal([
      undefined,
      undefined,
    ]);
    const itself = dispute(3, named);
    expect(subjectsIn(GOODS, [first, itself])(itself)).to.equal(2);
    expect(subjectsIn(GOODS, [dispute(5)])(dispute(4, recordHash(GOODS, dispute(5))))).to.equal(undefined);
  });

  it("takes one hash a record, however many name none", () => {
    const records = Array.from({ length: 50 }, (_, index) => dispute(index + 2));
    const count = encodingsOf(() => expect(records.map(subjectsIn(GOODS, records))).to.not.include(2));
    expect(count).to.be.lessThan(records.length);
  });
});
