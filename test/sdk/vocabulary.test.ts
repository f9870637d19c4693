import { expect } from "chai";
import fc from "fast-check";

import { InvalidValueError } from "../../sdk/errors.js";
import * as vocabulary from "../../sdk/vocabulary.js";
import { solidityEnum } from "./solidity.js";

const { Adjustment, Customs, Extent, Kind, KeyHolder, Mishap, Movement, Regime, Role, Sighting, SubjectKind } =
  vocabulary;
const { nameIn, namesOf, roleSet, rolesIn } = vocabulary;

describe("sdk/vocabulary", () => {
  for (const [name, words] of Object.entries({
    Adjustment,
    Customs,
    Extent,
    Kind,
    KeyHolder,
    Mishap,
    Movement,
    Regime,
    Role,
    Sighting,
    SubjectKind,
  })) {
    it(`${name} has the words and numbers of the Solidity source`, () => {
      expect(words).to.deep.equal(Object.fromEntries(solidityEnum(name).map((member, index) => [member, index])));
    });
  }

  it("names a number, and does not name one that has no word", () => {
    expect(nameIn(Kind, 6n)).to.equal("Arrived");
    expect(nameIn(Kind, 6)).to.equal("Arrived");
    expect(nameIn(Kind, 29n)).to.equal("Voided");
    expect(nameIn(Kind, 30n)).to.equal(undefined);
  });
});

describe("sdk/vocabulary: role sets", () => {
  const roles = namesOf(Role).filter((name) => name !== "None");

  it("sets bit 1 << role for each role", () => {
    expect(roleSet(["Carrier", "Port"])).to.equal((1 << 4) | (1 << 5));
    expect(roleSet([])).to.equal(0);
    expect(roleSet(roles)).to.equal(0x0ffe);
  });

  it("goes to the chain and back", () => {
    fc.assert(
      fc.property(fc.subarray(roles), (some) => {
        expect(rolesIn(roleSet(some))).to.deep.equal(some);
        expect(rolesIn(BigInt(roleSet(some)))).to.deep.equal(some);
      }),
    );
  });

  for (const set of [1, 1 << 12, -1]) {
    it(`refuses ${set}, which has a bit that is no role`, () => {
      expect(() => rolesIn(set)).to.throw(InvalidValueError, "is no set of roles");
    });
  }
});
