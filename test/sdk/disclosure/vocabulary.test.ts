import { expect } from "chai";

import { FIELD_NAMES, FIELDS, fieldsFor } from "../../../sdk/disclosure/vocabulary/fields.js";
import type { FieldDefinition } from "../../../sdk/disclosure/vocabulary/definition.js";
import type { FIELD_TYPES } from "../../../sdk/disclosure/vocabulary/types.js";
import { misfitOf, parseFieldPath } from "../../../sdk/disclosure/fieldPath.js";
import { Kind, namesOf } from "../../../sdk/vocabulary.js";

/** One value of each type, and one that looks like it. */
const EXAMPLES: Readonly<Record<keyof typeof FIELD_TYPES, readonly [right: unknown, wrong: unknown]>> = {
  text: ["Kea Trader", ""],
  decimal: [24.5, "24.5"],
  magnitude: [2480.5, -1000],
  count: [3, 2.5],
  date: ["2026-11-02", "2026-02-30"],
  time: ["2026-11-04T20:00:00+08:00", "2026-11-04T20:00:00"],
  hash: [`0x${"5".repeat(64)}`, `0x${"5".repeat(63)}`],
  country: ["NZ", "nz"],
  place: ["CNSHG", "CN SHG"],
  hsCode: ["190110", "1901"],
  imo: ["9074729", "IMO9074729"],
  container: ["CSQU3054383", "CSQA3054383"],
  gln: ["9520123000011", "952012300001"],
  party: ["https://id.gs1.org/417/9520123000011", "Kowhai Nutrition"],
  quantity: [
    { value: 480, unit: "H87" },
    { value: -1, unit: "H87" },
  ],
  reading: [{ value: -18.2, at: "2026-11-04T20:00:00Z" }, -18.2],
  measurement: [
    { name: "lead", value: 0.01, unit: "M1" },
    { name: "lead", value: 0.01 },
  ],
  money: [
    { amount: "1200.50", currency: "NZD" },
    { amount: 1200.5, currency: "NZD" },
  ],
  position: [
    { latitude: -37.65, longitude: 176.18 },
    { latitude: -97, longitude: 176.18 },
  ],
};

describe("sdk/disclosure: the vocabulary", () => {
  it("takes a value of a field's type and no other", () => {
    for (const name of FIELD_NAMES) {
      const { type, repeats }: FieldDefinition = FIELDS[name];
      const path = repeats === true ? `${name}[0]` : name;
      const [right, wrong] = EXAMPLES[type];
      expect(misfitOf(path, right), name).to.equal(undefined);
      expect(misfitOf(path, wrong), name).to.be.a("string");
    }
  });

  it("knows each of its fields by its path, and a URI of one's own", () => {
    for (const name of FIELD_NAMES) {
      const { repeats }: FieldDefinition = FIELDS[name];
      expect(parseFieldPath(repeats === true ? `${name}[12]` : name)).to.deep.equal({
        name,
        definition: FIELDS[name],
        index: repeats === true ? 12 : undefined,
      });
    }
    expect(parseFieldPath("https://brand.example/voc/colour")).to.deep.equal({ name: undefined });
  });

  it("has fields for every kind of record that says more than the ledger", () => {
    // What a TakenBack and a Voided say, the ledger says.
    const without = ["None", "TakenBack", "Voided"];
    for (const kind of namesOf(Kind)) {
      if (kind !== "None" && !without.includes(kind)) expect(fieldsFor(kind), kind).not.to.have.length(0);
    }
    expect(fieldsFor("Departed")).to.include.members(["transport.vesselName", "transport.vesselImo", "equipment.seal"]);
    expect(fieldsFor("ImportDeclared")).to.include.members(["customs.declarationNumber", "goods.hsCode"]);
  });

  it("names a unit for every number, and only there", () => {
    for (const name of FIELD_NAMES) {
      const { type, unit }: FieldDefinition = FIELDS[name];
      expect(unit !== undefined, name).to.equal(["decimal", "magnitude", "reading"].includes(type));
    }
  });
});
