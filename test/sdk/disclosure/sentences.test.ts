import { expect } from "chai";

import { discloseAll, discloseSome } from "../../../sdk/disclosure/disclose.js";
import { parseDisclosure } from "../../../sdk/disclosure/disclosure.js";
import { fieldTree, FieldTree, MAX_FIELDS, type Field } from "../../../sdk/disclosure/fieldTree.js";
import { parseFieldPath } from "../../../sdk/disclosure/fieldPath.js";
import { canonicalJson, type JsonValue } from "../../../sdk/disclosure/jsonValue.js";
import { newRecordSecret } from "../../../sdk/disclosure/recordSecret.js";
import { ShownFields } from "../../../sdk/disclosure/shownFields.js";
import { verifyDisclosure } from "../../../sdk/disclosure/verifyDisclosure.js";
import { DocumentRefused } from "../../../sdk/documents/problem.js";
import type { WaymarkError } from "../../../sdk/errors/waymarkError.js";
import { InvalidValueError } from "../../../sdk/errors/waymarkError.js";
import type { Text } from "../../../sdk/text.js";
import { expectBothLanguages } from "../../support/bothLanguages.js";

const SECRET = newRecordSecret();
const NAME: Field = { path: "transport.vesselName", value: "Aurora" };
const IMO: Field = { path: "transport.vesselImo", value: "9074729" };
const ABOUT = { chainId: "1", ledger: `0x${"00".repeat(20)}`, batch: `0x${"00".repeat(32)}` };

const JSON_ONLY = "Give strings, finite numbers, true, false, null, or arrays and plain objects of these.";

interface Refused {
  readonly says: string;
  readonly act: () => unknown;
  readonly message: string;
  readonly toDo: string;
  readonly value: unknown;
}

/** Nothing that JSON knows, given as if it were. */
const json = (value: unknown): string => canonicalJson(value as JsonValue);

const LONG_PATH = `https://brand.example/${"x".repeat(300)}`;
const LONG_TEXT = "x".repeat(8_191);
const MANY = Array.from({ length: MAX_FIELDS + 1 }, (_, index) => ({ path: `urn:x:${index}`, value: 1 }));
const TODAY = new Date(0);

const REFUSED: readonly Refused[] = [
  {
    says: "a path that is none",
    act: () => parseFieldPath("colour"),
    message: '"colour" is no path of a field: the vocabulary has no such field.',
    toDo: "Take a name of the vocabulary (docs/disclosures.md), or a URI of your own such as https://brand.example/voc/colour.",
    value: "colour",
  },
  {
    says: "a path too long, of which it repeats the beginning",
    act: () => parseFieldPath(LONG_PATH),
    message: `"${LONG_PATH.slice(0, 256)}" is no path of a field: it has more than 256 characters.`,
    toDo: "Take a name of the vocabulary (docs/disclosures.md), or a URI of your own such as https://brand.example/voc/colour.",
    value: LONG_PATH,
  },
  {
    says: "a value of another type",
    act: () => fieldTree([{ path: IMO.path, value: 9_074_729 }], SECRET),
    message: "The value of transport.vesselImo is no imo: Invalid input: expected string, received number.",
    toDo: "Write it as the vocabulary says (docs/disclosures.md), or under a URI of your own.",
    value: 9_074_729,
  },
  {
    says: "no fields",
    act: () => fieldTree([], SECRET),
    message: "A record cannot have 0 fields: it has 1 to 1024.",
    toDo: "A record with nothing more to say has 32 zero bytes as its dataHash; put the hash of a long document in one field.",
    value: 0,
  },
  {
    says: "more fields than a record has, in a tree of any names too",
    act: () => new FieldTree(MANY, SECRET),
    message: "A record cannot have 1025 fields: it has 1 to 1024.",
    toDo: "A record with nothing more to say has 32 zero bytes as its dataHash; put the hash of a long document in one field.",
    value: 1_025,
  },
  {
    says: "a field twice",
    act: () => fieldTree([NAME, IMO, NAME], SECRET),
    message: 'The field "transport.vesselName" is there twice.',
    toDo: "Give each field once; where the vocabulary allows several, number them.",
    value: NAME.path,
  },
  {
    says: "to show a field that is not there",
    act: () => fieldTree([NAME, IMO], SECRET).show("equipment.seal[0]"),
    message: 'The record has no field "equipment.seal[0]".',
    toDo: "Name one of transport.vesselName, transport.vesselImo.",
    value: "equipment.seal[0]",
  },
  {
    says: "a secret of another length",
    act: () => fieldTree([NAME], "0x00"),
    message: "The record secret does not have 32 bytes.",
    toDo: "Give what newRecordSecret returned for this record: 0x and 64 hexadecimal digits.",
    value: "(not shown)",
  },
  {
    says: "a text too long",
    act: () => canonicalJson(LONG_TEXT),
    message: "A value has 8193 characters as canonical JSON: a field takes 8192.",
    toDo: "Give the hash of the document instead, or several fields.",
    value: LONG_TEXT,
  },
  {
    says: "a number beyond the exact ones",
    act: () => canonicalJson(2 ** 53),
    message: "The number 9007199254740992 is beyond 2^53 − 1, where numbers of JSON are no longer exact.",
    toDo: "Write it as a string: digits in quotes stay as they are.",
    value: 2 ** 53,
  },
  {
    says: "a number that is none",
    act: () => canonicalJson(Number.NaN),
    message: "A value cannot be told in JSON: NaN is no number of JSON.",
    toDo: JSON_ONLY,
    value: Number.NaN,
  },
  {
    says: "what is missing",
    act: () => json(undefined),
    message: "A value cannot be told in JSON: it has something of the type undefined.",
    toDo: JSON_ONLY,
    value: undefined,
  },
  {
    says: "a date",
    act: () => json(TODAY),
    message: "A value cannot be told in JSON: it has a Date.",
    toDo: JSON_ONLY,
    value: TODAY,
  },
];

describe("sdk/disclosure: what it refuses, it names, and says what to do", () => {
  for (const { says, act, message, toDo, value } of REFUSED) {
    it(says, () => {
      let refused: unknown;
      try {
        act();
      } catch (error) {
        refused = error;
      }
      expect(refused).to.be.instanceOf(InvalidValueError);
      const { message: said, toDo: advice, values } = refused as WaymarkError;
      expect({ said, advice, values }).to.deep.equal({ said: message, advice: toDo, values: { value } });
    });
  }

  it("text that is no Unicode, in the words of RFC 8785's library", () => {
    expect(() => canonicalJson("\ud800")).to.throw(
      InvalidValueError,
      /^A value cannot be told in JSON: (?!it has).+\.$/,
    );
  });

  it("takes an object without a prototype for a plain one", () => {
    const bare = Object.assign(Object.create(null) as object, { unit: "KGM" });
    expect(json(bare)).to.equal('{"unit":"KGM"}');
  });

  it("a document that is no disclosure, by its name", () => {
    expect(() => parseDisclosure({})).to.throw(DocumentRefused, /disclosure/);
    expect(() => parseDisclosure({ fields: Array.from({ length: 100_001 }, () => 0) })).to.throw(/disclosure/);
  });
});

/** The English of problems, which say the same in Chinese. */
function inEnglish(problems: readonly Text[]): string[] {
  for (const problem of problems) expectBothLanguages(problem);
  return problems.map(({ en }) => en);
}

describe("sdk/disclosure: what it finds wrong, it says in a sentence", () => {
  const some = discloseSome({ about: ABOUT, fields: [NAME, IMO], secret: SECRET }, [NAME.path, IMO.path]);
  const all = discloseAll({ about: ABOUT, fields: [NAME, IMO], secret: SECRET });
  const { dataHash } = all;

  it("a field that is shown twice: neither counts", () => {
    const { holds, shown, problems } = verifyDisclosure(
      { ...some, fields: [...some.fields, some.fields[0]!] },
      dataHash,
    );
    expect(inEnglish(problems)).to.deep.equal([`The field "${some.fields[0]!.path}" is shown twice.`]);
    expect([holds, ...shown.keys()]).to.deep.equal([false, some.fields[1]!.path]);
  });

  it("a field of another record", () => {
    const forged = some.fields.map((field) => ({ ...field, value: "Borealis" }));
    const { holds, shown, problems } = verifyDisclosure({ ...some, fields: forged }, dataHash);
    expect(inEnglish(problems)).to.deep.equal(
      forged.map(({ path }) => `The field "${path}" is not proved: it is none of the record's.`),
    );
    expect([holds, shown.size]).to.deep.equal([false, 0]);
  });

  it("a value that cannot be hashed, and one whose proof is none", () => {
    const [one, other] = some.fields as [(typeof some.fields)[0], (typeof some.fields)[0]];
    const fields = [
      { ...one, value: 2 ** 53 },
      { ...other, proof: undefined as unknown as string[] },
    ];
    expect(inEnglish(verifyDisclosure({ ...some, fields }, dataHash).problems)).to.deep.equal([
      `The field "${one.path}" is not proved: no record can hold what is shown.`,
      `The field "${other.path}" is not proved: it has another form than a disclosure.`,
    ]);
  });

  it("a whole that gives no tree, or another", () => {
    const none = verifyDisclosure({ ...all, fields: [] }, dataHash);
    expect(none).to.include({ holds: false, whole: false });
    expect(inEnglish(none.problems)).to.deep.equal(["Nothing is proved: no record can hold what is shown."]);
    for (const secret of ["0x12", undefined as unknown as string]) {
      expect(inEnglish(verifyDisclosure({ ...all, secret }, dataHash).problems)).to.deep.equal([
        "Nothing is proved: it has another form than a disclosure.",
      ]);
    }
    expect(inEnglish(verifyDisclosure({ ...all, fields: [NAME] }, dataHash).problems)).to.deep.equal([
      "The fields and the secret do not give the dataHash that the ledger has.",
    ]);
  });

  it("shows the numbered fields of a name in their order, and no others", () => {
    const shown = new ShownFields(
      new Map<string, JsonValue>([
        ["equipment.seal[10]", "C"],
        ["equipment.seal[9]", "B"],
        ["equipment.sealed[0]", "X"],
        ["transport.vesselName", "Aurora"],
      ]),
    );
    expect(shown.all("equipment.seal")).to.deep.equal(["B", "C"]);
    expect([shown.whole, shown.get("transport.vesselName")]).to.deep.equal([false, "Aurora"]);
  });
});
