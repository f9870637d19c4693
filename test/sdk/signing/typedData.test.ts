import { expect } from "chai";
import { id as hash, TypedDataEncoder, ZeroHash } from "ethers";
import fc from "fast-check";

import { InvalidValueError } from "../../../sdk/errors.js";
import { parseScope, toBytes5 } from "../../../sdk/places/scope.js";
import { actDigest } from "../../../sdk/signing/actDigest.js";
import { activationDigest } from "../../../sdk/signing/activationDigest.js";
import { checkpointsDigest } from "../../../sdk/signing/checkpointsDigest.js";
import { checkpointsTypedData } from "../../../sdk/signing/checkpointsTypedData.js";
import { digestOf } from "../../../sdk/signing/digestOf.js";
import { signerIdOfKey } from "../../../sdk/signing/signerIdOfKey.js";
import { signingDomain } from "../../../sdk/signing/signingDomain.js";
import { ACT_TYPES, ACTIVATION_TYPES, CHECKPOINT_TYPES } from "../../../sdk/signing/typedData.js";
import { Kind, Role } from "../../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { clientOf } from "../../support/client.js";
import { solidityConstant } from "../../support/solidityConstant.js";
import { callDigest, labelDigest, recordsDigest } from "../../support/typedData.js";
import { world } from "../../support/world.js";

const TYPED_DATA = "contracts/libraries/TypedData.sol";

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => ethers.hexlify(bytes));
const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
const place = fc.constantFrom("CNSHG", "NZ", "").map((text) => toBytes5(parseScope(text)));
const record: fc.Arbitrary<CheckpointStruct> = fc.record({
  consignment: bytes32,
  party: uint(32),
  kind: fc.constantFrom(...Object.values(Kind)),
  role: fc.constantFrom(...Object.values(Role)),
  place,
  occurredAt: uint(40),
  basedOn: bytes32,
  detail: uint(8),
  dataHash: bytes32,
  next: uint(32),
  principal: uint(32),
  scope: place,
  expectedMove: uint(24),
});
const address = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => ethers.hexlify(bytes));
const ledger = fc.record({ chainId: uint(64), address });
const terms = fc.record({ signer: bytes32, nonce: uint(256), deadline: uint(40) });

describe("sdk/signing: typed data", () => {
  it("has the type strings of the ledger", () => {
    const checkpoints = new TypedDataEncoder(CHECKPOINT_TYPES);
    expect(checkpoints.primaryType).to.equal("Checkpoints");
    expect(checkpoints.encodeType("Checkpoints")).to.equal(solidityConstant(TYPED_DATA, "CHECKPOINTS"));
    expect(checkpoints.encodeType("Checkpoint")).to.equal(solidityConstant(TYPED_DATA, "CHECKPOINT"));
    expect(new TypedDataEncoder(ACT_TYPES).encodeType("Act")).to.equal(solidityConstant(TYPED_DATA, "ACT"));
    const activation = new TypedDataEncoder(ACTIVATION_TYPES).encodeType("Activation");
    expect(activation).to.equal(solidityConstant(TYPED_DATA, "ACTIVATION"));
  });

  it("has the domain that the ledger names", async () => {
    const w = await loadFixture(world);
    const [, name, version, chainId, verifyingContract] = await w.ledger.eip712Domain();
    expect(signingDomain(await clientOf(w))).to.deep.equal({ name, version, chainId, verifyingContract });
  });

  it("hashes as EIP-712 says, for every record, call and item", () => {
    fc.assert(
      fc.property(
        ledger,
        terms,
        uint(32),
        fc.array(record, { minLength: 1, maxLength: 3 }),
        (where, by, party, all) => {
          const records = all.map((one) => ({ ...one, party }));
          const frame = { chainId: where.chainId, ledger: where.address, ...by };
          expect(checkpointsDigest(where, records, by)).to.equal(recordsDigest(frame, records));
          const [first] = records;
          expect(checkpointsDigest(where, [first!], by, { particulars: true })).to.equal(
            recordsDigest(frame, [first!], true),
          );
        },
      ),
    );
    fc.assert(
      fc.property(
        ledger,
        terms,
        uint(32),
        fc.uint8Array(),
        bytes32,
        bytes32,
        (where, by, party, bytes, batch, serial) => {
          const frame = { chainId: where.chainId, ledger: where.address, ...by };
          const call = ethers.hexlify(bytes);
          expect(actDigest(where, { party, call }, by)).to.equal(callDigest(frame, party, call));
          expect(activationDigest(where, { batch, serialHash: serial })).to.equal(labelDigest(frame, batch, serial));
        },
      ),
    );
  });

  it("shows a record in words", () => {
    const [sample] = fc.sample(record, 1);
    const c = {
      ...sample!,
      kind: Kind.ImportCleared,
      role: Role.Customs,
      place: toBytes5(parseScope("CNSHG")),
      scope: toBytes5(parseScope("CN")),
    };
    const { value } = checkpointsTypedData({ chainId: 1n, address: ethers.ZeroAddress }, [c], {
      signer: ZeroHash,
      nonce: 0n,
      deadline: 1,
    });
    expect(value).to.deep.include({ nonce: 0n, deadline: 1, signer: ZeroHash });
    expect(value.records).to.deep.equal([
      { ...c, kind: "ImportCleared", role: "Customs", place: "CNSHG", scope: "CN", particulars: false },
    ]);
  });

  it("refuses what cannot be signed", () => {
    const where = { chainId: 1n, address: ethers.ZeroAddress };
    const by = { signer: hash("key"), nonce: 1n, deadline: 1 };
    const [c] = fc.sample(record, 1);
    const digest = (records: CheckpointStruct[], particulars = false) =>
      checkpointsDigest(where, records, by, { particulars });
    expect(() => digest([])).to.throw(InvalidValueError, "at least one record");
    expect(() => digest([c!, c!], true)).to.throw(InvalidValueError, "is signed alone, and 2 are given");
    expect(() =>
      digest([
        { ...c!, party: 5n },
        { ...c!, party: 7n },
      ]),
    ).to.throw(InvalidValueError, "A signature is of one party, and here are records of 5 and 7.");
    const many = Array.from({ length: 257 }, () => c!);
    expect(digest(many.slice(1))).to.match(/^0x[0-9a-f]{64}$/);
    expect(() => digest(many)).to.throw(
      InvalidValueError,
      "257 records are too many for a signature: it covers 1 to 256.",
    );
    expect(() => digest([], true)).to.throw(InvalidValueError, "is signed alone, and 0 are given");
    expect(() => digest([{ ...c!, kind: 30 }])).to.throw(InvalidValueError, "30 is no kind.");
    expect(() => digest([{ ...c!, role: 12n }])).to.throw(InvalidValueError, "12 is no role.");
    expect(() => digest([{ ...c!, place: "0x5331534748" }])).to.throw(InvalidValueError, "is no place or scope");
    expect(() => digest([{ ...c!, expectedMove: 2n ** 24n }])).to.throw(InvalidValueError, "value out-of-bounds");
  });

  it("says in words what is no ledger, record, call, item or term, and takes no ledger that is not named", () => {
    const where = { chainId: 1n, address: ethers.ZeroAddress };
    const by = { signer: hash("key"), nonce: 1n, deadline: 1 };
    const act = { party: 1n, call: "0x12345678" };
    const item = { batch: hash("batch"), serialHash: hash("serial") };
    const [c] = fc.sample(record, 1);
    const none = undefined as never;
    const wrong: readonly (() => unknown)[] = [
      ...[
        none,
        {},
        { chainId: 1n },
        { address: where.address },
        { ...where, chainId: "1" },
        { ...where, address: "0x12" },
      ].map((ledger) => () => activationDigest(ledger as never, item)),
      ...[none, {}, { ...by, signer: "0x12" }, { ...by, nonce: -1n }, { ...by, deadline: 2n ** 40n }].map(
        (terms) => () => actDigest(where, act, terms as never),
      ),
      ...[none, {}, { ...act, party: 2n ** 32n }, { ...act, call: "0x1" }].map(
        (call) => () => actDigest(where, call as never, by),
      ),
      ...[none, {}, { ...item, batch: "0x12" }].map((label) => () => activationDigest(where, label as never)),
      ...[none, {}, [none], [{}], [{ ...c, place: "odd" }], [{ ...c, kind: "Held" }], [{ ...c, dataHash: none }]].map(
        (records) => () => checkpointsDigest(where, records as never, by),
      ),
      () => checkpointsDigest(where, [c!], none),
      () => digestOf(none),
      () => signerIdOfKey("0x12zz"),
      () => signerIdOfKey(none),
    ];
    for (const [index, make] of wrong.entries()) expect(make, `${index}`).to.throw(InvalidValueError);
  });
});
