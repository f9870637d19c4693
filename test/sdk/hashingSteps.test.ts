import { expect } from "chai";
import { AbiCoder, id as hash, keccak256, ZeroHash } from "ethers";
import fc from "fast-check";

import { absorptionStep } from "../../sdk/hashing/absorptionStep.js";
import { derivedId } from "../../sdk/hashing/derivedId.js";
import { hashAround } from "../../sdk/hashing/hashAround.js";
import { hashChildren } from "../../sdk/hashing/hashChildren.js";
import { hashPart } from "../../sdk/hashing/hashPart.js";
import { headsOf } from "../../sdk/trace/stepHash.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import { ethers, loadFixture } from "../support/chain.js";
import { clientOf } from "../support/client.js";
import { containerJourney } from "../support/containerJourney.js";

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => ethers.hexlify(bytes));
const abi = AbiCoder.defaultAbiCoder();

describe("sdk/hashing: the steps of containers and parts", () => {
  for (const name of ["whole", "part", "parcel", "pallet", "container", "returned"] as const) {
    it(`folds the ${name} to the head that the chain had after each step`, async () => {
      const journey = await loadFixture(containerJourney);
      const client = await clientOf(journey);
      const trace = await traceConsignment(client, journey[name]);
      const heads = headsOf(client, trace);
      for (const [index, { log, sequence }] of trace.steps.entries()) {
        const at = { blockTag: log.block };
        // A block may hold two steps of one consignment: the chain answers for its end.
        if (BigInt.asUintN(24, await client.ledger.wordOf(journey[name], at)) !== BigInt(sequence)) continue;
        expect(heads[index]).to.equal(await client.ledger.headOf(journey[name], at), `step ${sequence}`);
      }
      expect(heads.at(-1)).to.equal(await client.ledger.headOf(journey[name]));
    });
  }

  it("absorptionStep tells heads and their order apart", () => {
    const [a, b] = [hash("a"), hash("b")];
    const steps = [[], [a], [b], [a, b], [b, a]].map((heads) => absorptionStep(ZeroHash, heads));
    expect(new Set(steps).size).to.equal(5);
  });

  it("hashChildren is keccak256(abi.encode(children))", () => {
    fc.assert(
      fc.property(fc.array(bytes32, { maxLength: 5 }), (children) => {
        expect(hashChildren(children)).to.equal(keccak256(abi.encode(["bytes32[]"], [children])));
      }),
    );
  });

  it("hashPart is keccak256(abi.encode(part))", () => {
    const line = fc.record({ batch: bytes32, quantity: fc.bigInt(1n, 2n ** 64n - 1n), items: bytes32 });
    const lines = fc.array(line, { maxLength: 4 });
    const lineType = "tuple(bytes32 batch, uint64 quantity, bytes32 items)[]";
    const type = `tuple(bytes32 key, ${lineType} contents, ${lineType} leaving, bytes32 dataHash)`;
    fc.assert(
      fc.property(bytes32, lines, lines, bytes32, (key, contents, leaving, dataHash) => {
        const part = { key, contents, leaving, dataHash };
        expect(hashPart(part)).to.equal(keccak256(abi.encode([type], [part])));
      }),
    );
  });

  it("hashAround is nothing for no container, and tells one from two", () => {
    const [a, b] = [hash("a"), hash("b")];
    expect(hashAround([])).to.equal(ZeroHash);
    expect(hashAround([a])).to.equal(keccak256(a + ZeroHash.slice(2)));
    expect(hashAround([a, b])).to.equal(keccak256(a + b.slice(2)));
  });

  it("derivedId is the id that the ledger gave the part", async () => {
    const journey = await loadFixture(containerJourney);
    const { factory } = journey.cast;
    expect(derivedId(factory.id, factory.id, hash("the part"))).to.equal(journey.part);
    expect(await journey.ledger.wordOf(journey.part)).not.to.equal(0n);
  });
});
