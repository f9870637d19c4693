import { readFileSync } from "node:fs";

import { expect } from "chai";
import { AbiCoder, id as hash, keccak256, toUtf8Bytes, zeroPadBytes, ZeroHash } from "ethers";
import fc from "fast-check";

import { ABSORPTION_TYPE } from "../../sdk/hashing/absorptionStep.js";
import { batchStatement } from "../../sdk/hashing/batchStatement.js";
import { CHECKPOINT_TYPE } from "../../sdk/hashing/checkpointStep.js";
import { contentsOf } from "../../sdk/hashing/contentsOf.js";
import { CREATION_TYPE, creationStep, type CreationStep } from "../../sdk/hashing/creationStep.js";
import { DERIVATION_TYPE } from "../../sdk/hashing/derivationStep.js";
import { foldHead } from "../../sdk/hashing/foldHead.js";
import { GENESIS_TYPE, genesisHead } from "../../sdk/hashing/genesis.js";
import { hashLines } from "../../sdk/hashing/hashLines.js";
import { hashParticulars } from "../../sdk/hashing/hashParticulars.js";
import { PACKING_TYPE } from "../../sdk/hashing/packingStep.js";
import { REMOVAL_TYPE } from "../../sdk/hashing/removalStep.js";
import { UNPACKING_TYPE } from "../../sdk/hashing/unpackingStep.js";
import { InvalidValueError } from "../../sdk/errors.js";
import { parseScope } from "../../sdk/places/scope.js";
import { loadFixture, ethers } from "../support/chain.js";
import { createConsignment, hashParticulars as hashParticularsByHand, line, world } from "../support/world.js";

const STEPS = readFileSync(new URL("../../contracts/libraries/Steps.sol", import.meta.url), "utf8");

/** The type string of a constant in Steps.sol, its parts joined. */
function solidityType(name: string): string {
  const call = new RegExp(`bytes32 internal constant ${name} = keccak256\\(([^;]*)\\);`).exec(STEPS)?.[1];
  if (call === undefined) throw new Error(`Steps.sol has no type ${name}.`);
  return [...call.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join("");
}

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => ethers.hexlify(bytes));
const lines = fc.array(fc.record({ batch: bytes32, quantity: fc.bigInt(1n, 2n ** 64n - 1n), items: bytes32 }), {
  maxLength: 5,
});

describe("sdk/hashing", () => {
  for (const [name, type] of Object.entries({
    GENESIS: GENESIS_TYPE,
    CREATION: CREATION_TYPE,
    CHECKPOINT: CHECKPOINT_TYPE,
    ABSORPTION: ABSORPTION_TYPE,
    PACKING: PACKING_TYPE,
    UNPACKING: UNPACKING_TYPE,
    REMOVAL: REMOVAL_TYPE,
    DERIVATION: DERIVATION_TYPE,
  })) {
    it(`${name} has the type string of Steps.sol`, () => {
      expect(type).to.equal(solidityType(name));
    });
  }

  it("foldHead is keccak256(abi.encode(head, step))", () => {
    fc.assert(
      fc.property(bytes32, bytes32, (head, step) => {
        const encoded = AbiCoder.defaultAbiCoder().encode(["bytes32", "bytes32"], [head, step]);
        expect(foldHead(head, step)).to.equal(keccak256(encoded));
      }),
    );
  });

  it("genesisHead differs by chain, ledger and consignment", () => {
    const [a, b] = [`0x${"11".repeat(20)}`, `0x${"22".repeat(20)}`];
    const heads = [1n, 2n].flatMap((chain) =>
      [a, b].flatMap((ledger) => [hash("1"), hash("2")].map((consignment) => genesisHead(chain, ledger, consignment))),
    );
    expect(new Set(heads).size).to.equal(8);
  });

  it("hashParticulars is keccak256(abi.encode(particulars))", () => {
    fc.assert(
      fc.property(lines, lines, bytes32, bytes32, (contents, leaving, document, items) => {
        const particulars = { contents, leaving, document, items };
        expect(hashParticulars(particulars)).to.equal(hashParticularsByHand(particulars));
      }),
    );
  });

  it("batchStatement is keccak256(abi.encode(unit, expiry, itemsRoot, dataHash)), the unit filled up with zeros", () => {
    const expiries = fc.integer({ min: 0, max: 99_991_231 });
    fc.assert(
      fc.property(expiries, bytes32, bytes32, (expiry, itemsRoot, dataHash) => {
        const values = [zeroPadBytes(toUtf8Bytes("LM"), 3), expiry, itemsRoot, dataHash];
        const encoded = AbiCoder.defaultAbiCoder().encode(["bytes3", "uint32", "bytes32", "bytes32"], values);
        expect(batchStatement({ unit: "LM", expiry, itemsRoot, dataHash })).to.equal(keccak256(encoded));
      }),
    );
  });

  it("contentsOf is what the ledger keeps of the lines, in their order", async () => {
    const w = await loadFixture(world);
    const loaded = [line(w.batch, 7n), line(w.batch, 5n, hash("items"))];
    const typed = [
      { batch: w.batch, quantity: 7n, items: ZeroHash },
      { batch: w.batch, quantity: 5n, items: hash("items") },
    ];
    const consignment = await createConsignment(w, { lines: loaded });
    const { contents } = await w.ledger.consignmentOf(consignment);
    expect(contentsOf(typed)).to.equal(contents);
    expect(contentsOf(typed.toReversed())).not.to.equal(contents);
    expect(hashLines(typed).slice(0, 58)).to.equal(contents);
  });

  it("refuses what the ledger cannot have encoded", () => {
    const step: CreationStep = {
      consignment: ZeroHash,
      creator: 1n,
      key: ZeroHash,
      place: parseScope("NZTRG"),
      destination: "CN",
      contents: ZeroHash,
      dataHash: ZeroHash,
      signer: ZeroHash,
      recordedAt: 1,
      word: 1n,
    };
    expect(creationStep(step)).to.match(/^0x[0-9a-f]{64}$/);
    expect(() => creationStep({ ...step, destination: "CHN" })).to.throw(InvalidValueError, '"CHN" does not fit');
    expect(() => creationStep({ ...step, creator: 2n ** 32n })).to.throw("value out-of-bounds");
  });
});
