import { readFileSync } from "node:fs";

import { expect } from "chai";

import { solidityConstant } from "../support/solidityConstant.js";

const FILE = "contracts/libraries/Steps.sol";
/** The genesis is a head, not a step. */
const TYPES = ["CREATION", "CHECKPOINT", "ABSORPTION", "PACKING", "UNPACKING", "REMOVAL", "DERIVATION"];

/** Words of what is hashed for a step: its type, and a word for each field, none of which has a length of its own. */
function wordsOf(name: string): number {
  const text = solidityConstant(FILE, name);
  return 1 + text.slice(text.indexOf("(") + 1, -1).split(",").length;
}

/** A proof gives later steps as bytes: what they are is told from their length before anything else. */
describe("Steps: the lengths of what is hashed", () => {
  it("are of all types of steps that the ledger has", () => {
    const source = readFileSync(new URL(`../../${FILE}`, import.meta.url), "utf8");
    const constants = [...source.matchAll(/bytes32 internal constant (\w+)/g)].map(([, name]) => name);
    expect(constants).to.have.members(["GENESIS", ...TYPES]);
  });

  it("tell a checkpoint, of 15 words, from every other step", () => {
    expect(TYPES.filter((name) => wordsOf(name) === 15)).to.deep.equal(["CHECKPOINT"]);
  });

  it("tell every step from a hash alone, which is one word", () => {
    expect(TYPES.map(wordsOf).filter((words) => words < 2)).to.deep.equal([]);
  });
});
