import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { computeHmac, concat, getAddress, getBytes, id, keccak256, toUtf8Bytes, ZeroHash } from "ethers";
import fc from "fast-check";
import { createKeccak } from "hash-wasm";

import { discloseAll, discloseSome, type KeptRecord } from "../../../sdk/disclosure/disclose.js";
import { parseDisclosure, type Disclosure, type PartialDisclosure } from "../../../sdk/disclosure/disclosure.js";
import { fieldLeaf } from "../../../sdk/disclosure/fieldLeaf.js";
import { fieldSalt } from "../../../sdk/disclosure/fieldSalt.js";
import { fieldTree, type Field } from "../../../sdk/disclosure/fieldTree.js";
import { canonicalJson } from "../../../sdk/disclosure/jsonValue.js";
import { newRecordSecret } from "../../../sdk/disclosure/recordSecret.js";
import { verifyDisclosure } from "../../../sdk/disclosure/verifyDisclosure.js";
import { DocumentRefused } from "../../../sdk/documents/problem.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { shouldRefuse } from "../../support/refusal.js";

const SECRET = id("a secret for tests");
const ABOUT = { chainId: "31337", ledger: `0x${"ab".repeat(20)}`, consignment: id("consignment"), sequence: 6 };
const FIELDS: readonly Field[] = [
  { path: "transport.vesselName", value: "Kea Trader" },
  { path: "transport.vesselImo", value: "9074729" },
  { path: "equipment.seal[0]", value: "ML-NZ0001" },
  { path: "equipment.seal[1]", value: "ML-NZ0002" },
  { path: "goods.grossWeight", value: 2480.5 },
  { path: "goods.quantity", value: { value: 480, unit: "H87" } },
  { path: "https://kea.example/voc/deck", value: [3, "port side"] },
];
const KEPT: KeptRecord = { about: ABOUT, fields: FIELDS, secret: SECRET };
const DATA_HASH = fieldTree(FIELDS, SECRET).dataHash;

/** As it arrives at its reader. */
const sent = (disclosure: Disclosure): Disclosure => parseDisclosure(JSON.parse(JSON.stringify(disclosure)));

describe("sdk/disclosure: what it is about", () => {
  it("is written as its readers take it, with whatever letters a client has it in", () => {
    const upper = (hex: string): string => `0x${hex.slice(2).toUpperCase()}`;
    const about = { ...ABOUT, ledger: getAddress(ABOUT.ledger), consignment: upper(ABOUT.consignment) };
    const kept = { about, fields: FIELDS, secret: upper(SECRET) };
    for (const disclosure of [discloseSome(kept, ["transport.vesselImo"]), discloseAll(kept)]) {
      expect(sent(disclosure)).to.deep.equal(disclosure);
      expect(disclosure.about).to.deep.equal(ABOUT);
      expect(verifyDisclosure(sent(disclosure), DATA_HASH).holds).to.be.true;
    }
  });

  it("is refused by whoever would write what no reader takes", () => {
    for (const wrong of [
      { chainId: 31_337n },
      { chainId: 31_337 },
      { ledger: "0x12" },
      { sequence: "6" },
      { odd: 1 },
    ]) {
      const kept = { ...KEPT, about: { ...ABOUT, ...wrong } as never };
      const [name = ""] = Object.keys(wrong);
      for (const disclose of [() => discloseAll(kept), () => discloseSome(kept, ["transport.vesselImo"])]) {
        expect(disclose).to.throw(DocumentRefused, `The subject of the disclosure was refused: $.${name}: `);
      }
    }
  });

  it("and all else is told of in words where a caller without a compiler gives something else", () => {
    const none = undefined as never;
    for (const call of [
      () => fieldTree(none, SECRET),
      () => fieldTree([none], SECRET),
      () => discloseAll(none),
      () => discloseAll({ about: ABOUT, fields: none, secret: SECRET }),
      () => discloseAll({ about: none, fields: FIELDS, secret: SECRET }),
      () => discloseSome(KEPT, none),
      () => verifyDisclosure(none, DATA_HASH),
      () => verifyDisclosure({} as never, DATA_HASH),
      () => verifyDisclosure(discloseAll(KEPT), none),
    ]) {
      expect(call).to.throw(InvalidValueError);
    }
  });
});

describe("sdk/disclosure: fieldTree", () => {
  it("has the root that OpenZeppelin's StandardMerkleTree has", () => {
    const values = FIELDS.map(({ path, value }) => [id(path), id(canonicalJson(value)), fieldSalt(SECRET, path)]);
    expect(DATA_HASH).to.equal(StandardMerkleTree.of(values, ["bytes32", "bytes32", "bytes32"]).root);
  });

  it("salts each field with a block of HKDF-Expand (RFC 5869)", () => {
    const info = concat([toUtf8Bytes("waymark/field-salt/1:goods.grossWeight"), "0x01"]);
    expect(fieldSalt(SECRET, "goods.grossWeight")).to.equal(computeHmac("sha256", SECRET, info));
  });

  it("gives the same root whatever the order of the fields, and another for another secret", () => {
    expect(fieldTree(FIELDS.toReversed(), SECRET).dataHash).to.equal(DATA_HASH);
    expect(fieldTree(FIELDS, newRecordSecret()).dataHash).not.to.equal(fieldTree(FIELDS, newRecordSecret()).dataHash);
  });

  it("refuses fields that are not as the vocabulary says, and names that are nobody's", () => {
    const refused = (path: string, value: Field["value"], reason: string): void => {
      expect(() => fieldTree([{ path, value }], SECRET)).to.throw(InvalidValueError, reason);
    };
    refused("transport.vesselImo", "0000000", "The value of transport.vesselImo is no imo");
    refused("transport.vesselImo", 9074729, "The value of transport.vesselImo is no imo");
    refused("goods.quantity", { value: 1, unit: "H87", note: "" }, "is no quantity");
    refused("colour", "red", '"colour" is no path of a field: the vocabulary has no such field');
    refused("toString", "red", "the vocabulary has no such field");
    refused("equipment.seal", "1", "number it: equipment.seal[0]");
    refused("equipment.seal[01]", "1", "the vocabulary has no such field");
    refused("goods.grossWeight[0]", 1, "there is only one");
    refused(`urn:${"x".repeat(253)}`, 1, "it has more than 256 characters");
  });

  it("refuses no fields, too many, and one twice", () => {
    const own = (count: number): Field[] => Array.from({ length: count }, (_, n) => ({ path: `urn:x:${n}`, value: n }));
    expect(() => fieldTree([], SECRET)).to.throw(InvalidValueError, "A record cannot have 0 fields");
    expect(() => fieldTree(own(1_025), SECRET)).to.throw(InvalidValueError, "cannot have 1025 fields");
    expect(() => fieldTree([...FIELDS, FIELDS[0]!], SECRET)).to.throw(InvalidValueError, "is there twice");
    const tree = fieldTree(own(1_024), SECRET);
    expect(tree.show("urn:x:7").proof).to.have.length(10);
  });

  it("refuses a secret of another length without repeating it", () => {
    expect(() => fieldTree(FIELDS, "0xdeadbeef"))
      .to.throw(InvalidValueError, "does not have 32 bytes")
      .and.satisfy(
        (error: InvalidValueError) => !JSON.stringify([error.message, error.toDo, error.values]).includes("deadbeef"),
      );
  });
});

describe("sdk/disclosure: verifyDisclosure", () => {
  it("shows any choice of the fields, and says that there may be more", () => {
    fc.assert(
      fc.property(fc.subarray([...FIELDS], { minLength: 1 }), (chosen) => {
        const disclosure = sent(
          discloseSome(
            KEPT,
            chosen.map(({ path }) => path),
          ),
        );
        expect(verifyDisclosure(disclosure, DATA_HASH)).to.deep.equal({
          holds: true,
          shown: new Map(chosen.map(({ path, value }) => [path, value])),
          whole: false,
          misfits: [],
          problems: [],
        });
      }),
    );
  });

  it("shows all fields, and that there are no others", () => {
    const verdict = verifyDisclosure(sent(discloseAll(KEPT)), DATA_HASH);
    expect(verdict).to.deep.include({ holds: true, whole: true, problems: [] });
    expect(verdict.shown.size).to.equal(FIELDS.length);
  });

  it("shows a record of one field", () => {
    const kept = { ...KEPT, fields: FIELDS.slice(0, 1) };
    const disclosure = sent(discloseSome(kept, ["transport.vesselName"]));
    expect(verifyDisclosure(disclosure, disclosure.dataHash).holds).to.equal(true);
    expect(verifyDisclosure(disclosure, DATA_HASH).holds).to.equal(false);
  });

  it("refuses to show no field, or one twice: no reader would take the document", () => {
    shouldRefuse(() => discloseSome(KEPT, []), "A disclosure cannot show no field.");
    const twice = ["transport.vesselImo", "goods.grossWeight", "transport.vesselImo"];
    shouldRefuse(() => discloseSome(KEPT, twice), 'The field "transport.vesselImo" is to be shown twice.');
  });

  it("proves no field of which the value, path, salt or proof was changed", () => {
    const bytes32 = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => `0x${Buffer.from(bytes).toString("hex")}`);
    type Change = (field: PartialDisclosure["fields"][number]) => PartialDisclosure["fields"][number];
    const change = fc.oneof(
      fc.jsonValue().map((value): Change => (field) => ({ ...field, value: value as Field["value"] })),
      fc.string({ minLength: 1 }).map((path): Change => (field) => ({ ...field, path })),
      bytes32.map((salt): Change => (field) => ({ ...field, salt })),
      fc.nat(3).chain((at) =>
        bytes32.map((hash): Change => (field) => ({
          ...field,
          proof: field.proof.with(at % field.proof.length, hash),
        })),
      ),
      fc
        .nat(3)
        .map((at): Change => (field) => ({ ...field, proof: field.proof.toSpliced(at % field.proof.length, 1) })),
      bytes32.map((hash): Change => (field) => ({ ...field, proof: [...field.proof, hash] })),
      fc
        .nat(FIELDS.length - 1)
        .map((other): Change => (field) => ({ ...field, salt: fieldSalt(SECRET, FIELDS[other]!.path) })),
      fc.constant<Change>((field) => ({ ...field, proof: field.proof.toReversed() })),
    );
    const one = (path: string) => discloseSome(KEPT, [path]);
    fc.assert(
      fc.property(fc.nat(FIELDS.length - 1), change, (at, alter) => {
        const disclosure = one(FIELDS[at]!.path);
        const [field] = disclosure.fields;
        const altered = alter(field!);
        fc.pre(JSON.stringify(altered) !== JSON.stringify(field));
        const { holds, shown, problems } = verifyDisclosure({ ...disclosure, fields: [altered] }, DATA_HASH);
        expect(holds).to.equal(false);
        expect(shown.size).to.equal(0);
        expect(problems).to.have.length(1);
      }),
      { numRuns: 200 },
    );
  });

  it("proves nothing of a whole of which one field was changed, left out or added", () => {
    const whole = discloseAll(KEPT);
    const wholes = [
      { ...whole, fields: FIELDS.slice(1) },
      { ...whole, fields: [...FIELDS, { path: "urn:x:more", value: 1 }] },
      { ...whole, fields: FIELDS.with(4, { path: "goods.grossWeight", value: 2480 }) },
      { ...whole, secret: newRecordSecret() },
    ];
    for (const disclosure of wholes) {
      expect(verifyDisclosure(disclosure, DATA_HASH)).to.deep.equal({
        holds: false,
        shown: new Map(),
        whole: false,
        misfits: [],
        problems: [
          {
            en: "The fields and the secret do not give the dataHash that the ledger has.",
            zh: "由所示字段及其密值算出的数据哈希与账本不符。",
          },
        ],
      });
    }
  });

  it("says that a disclosure is of another dataHash, and shows nothing against that of a record with none", () => {
    const { problems, holds, shown } = verifyDisclosure(discloseAll(KEPT), ZeroHash);
    expect(holds).to.equal(false);
    expect(shown.size).to.equal(0);
    expect(problems[0]!.en).to.equal(`The disclosure is of the dataHash ${DATA_HASH}, and the ledger has ${ZeroHash}.`);
  });

  it("takes no inner node for a field: a leaf is hashed twice", () => {
    const [shown] = discloseSome(KEPT, ["goods.grossWeight"]).fields;
    const leaf = fieldLeaf("goods.grossWeight", 2480.5, shown!.salt);
    const once = keccak256(concat([id("goods.grossWeight"), id("2480.5"), shown!.salt]));
    expect(leaf).to.equal(keccak256(once));
    expect(leaf).not.to.equal(once);
  });

  it("shows a value that is not as the vocabulary says, for the author wrote it, and names it as a misfit", () => {
    // Written by other software: the tree takes any path.
    const fields = [{ path: "urn:x", value: 1 }];
    const salt = fieldSalt(SECRET, "transport.vesselImo");
    const disclosure: Disclosure = {
      ...discloseSome({ ...KEPT, fields }, ["urn:x"]),
      dataHash: fieldLeaf("transport.vesselImo", 9074729, salt),
      fields: [{ path: "transport.vesselImo", value: 9074729, salt, proof: [] }],
    };
    expect(verifyDisclosure(disclosure, disclosure.dataHash)).to.deep.include({
      holds: true,
      misfits: ["transport.vesselImo"],
    });
  });
});

describe("sdk/disclosure: what is not shown", () => {
  it("is not found by 100,000 guesses at a value of five digits, and by one guess with the secret", async () => {
    const weight = 48_123;
    const fields: Field[] = [
      { path: "goods.grossWeight", value: weight },
      { path: "transport.vesselName", value: "Kea Trader" },
    ];
    const [shown] = discloseSome({ ...KEPT, fields }, ["transport.vesselName"]).fields;
    // Of two fields the proof of one is the leaf of the other.
    const hidden = shown!.proof[0]!.slice(2);
    // Written out with another library than the SDK uses, which is also faster.
    const keccak = await createKeccak(256);
    const hash = (data: string | Uint8Array): Uint8Array => keccak.init().update(data).digest("binary");
    const path = hash("goods.grossWeight");
    const leaf = (guess: number, salt: string): string =>
      Buffer.from(hash(hash(Buffer.concat([path, hash(String(guess)), getBytes(salt)])))).toString("hex");
    // What a reader has of salts is that of the field it was shown.
    const found = Array.from({ length: 100_000 }, (_, guess) => guess).filter((g) => leaf(g, shown!.salt) === hidden);
    expect(found).to.deep.equal([]);
    expect(leaf(weight, fieldSalt(SECRET, "goods.grossWeight"))).to.equal(hidden);
  });

  it("has another root in another record, though all values are equal", () => {
    const roots = Array.from({ length: 100 }, () => fieldTree(FIELDS, newRecordSecret()).dataHash);
    expect(new Set(roots).size).to.equal(100);
  });
});

describe("sdk/disclosure: parseDisclosure", () => {
  it("takes what discloseSome and discloseAll give, about a step, a batch or a product", () => {
    const { chainId, ledger } = ABOUT;
    for (const about of [
      ABOUT,
      { chainId, ledger, batch: id("batch") },
      { chainId, ledger, product: "9520123456788" },
    ]) {
      const kept = { ...KEPT, about };
      for (const disclosure of [discloseAll(kept), discloseSome(kept, ["transport.vesselImo"])]) {
        expect(sent(disclosure)).to.deep.equal(disclosure);
      }
    }
  });

  it("names every place that is wrong", () => {
    const [field] = discloseSome(KEPT, ["transport.vesselImo"]).fields;
    const wrong = {
      ...discloseSome(KEPT, ["transport.vesselImo"]),
      version: 2,
      about: { ...ABOUT, sequence: 0 },
      fields: [{ ...field, salt: "0x12" }],
      secret: SECRET,
    };
    expect(() => parseDisclosure(wrong))
      .to.throw(DocumentRefused)
      .with.property("problems")
      .that.deep.equals([
        { path: "$.version", reason: "invalid input: expected 1" },
        { path: "$.about.sequence", reason: "too small: expected number to be >=1" },
        { path: "$.fields[0].salt", reason: "must be 0x and 64 small hexadecimal digits" },
        { path: "$.secret", reason: "is not known here" },
      ]);
  });

  it("refuses anything else with a reason, and never with another error", () => {
    fc.assert(
      fc.property(fc.anything(), (document) => {
        expect(() => parseDisclosure(document)).to.throw(DocumentRefused);
      }),
    );
    expect(() => parseDisclosure(JSON.parse("[".repeat(10_000) + "]".repeat(10_000)))).to.throw(DocumentRefused);
  });
});
