import { expect } from "chai";

import type { Equivalent } from "../../assurance/mutation/equivalents.js";
import type { Mutant } from "../../assurance/mutation/mutant.js";
import { mutateInput } from "../../assurance/mutation/mutateInput.js";
import { packPoints, pointsOf, Reached } from "../../assurance/mutation/reach.js";
import { complaintsOf } from "../../assurance/mutation/report.js";
import { scoreOf, tally } from "../../assurance/mutation/tally.js";
import { analyse } from "../../assurance/solidity/analyse.js";
import { inputOf, SOURCE_NAME } from "./source.js";

const mutantsOf = (body: string): Mutant[] => [...mutateInput(inputOf(body)).mutants];
const changesOf = (body: string): string[] =>
  mutantsOf(body).map(({ original, mutated }) => `${original} → ${mutated}`);

describe("the mutants of a source", () => {
  it("are each operand of a joined condition, and the whole", () => {
    expect(changesOf("function f(bool a, bool b) external pure { if (a && b) revert(); }")).to.have.members([
      "a && b → true",
      "a && b → false",
      "a → true",
      "b → true",
    ]);
  });

  it("are a bound, an operator, a number and a result", () => {
    const body = "function f(uint256 a) external pure returns (uint256) { return a < 3 ? a - 1 : a << 2; }";
    expect(changesOf(body)).to.have.members([
      "a < 3 → true",
      "a < 3 → false",
      "a < 3 → (a) <= (3)",
      "3 → (3) + 1",
      "a - 1 → (a) + (1)",
      "1 → (1) + 1",
      "a << 2 → (a) >> (2)",
      "2 → (2) + 1",
    ]);
  });

  it("are statements left out or turned round, and never a revert", () => {
    const body = `uint256 x; event E(); error R();
      function f() external { x += 1; emit E(); delete x; g(); revert R(); } function g() private { x = 0; }`;
    expect(changesOf(body)).to.include.members([
      "x += 1 → ",
      "x += 1 → x -= 1;",
      "emit E() → ",
      "delete x → ",
      "g() → ",
    ]);
    expect(mutantsOf(body).filter(({ original }) => original.startsWith("revert"))).to.deep.equal([]);
  });

  it("are instructions of assembly, and both outcomes of its conditions", () => {
    const body = `function f(uint256 a) external pure returns (uint256 r) {
      assembly ("memory-safe") { let b := add(a, 32) if gt(b, a) { revert(0, 0) } r := b } }`;
    expect(changesOf(body)).to.include.members([
      "add(a, 32) → sub(a, 32)",
      "add(a, 32) → add(a, add(32, 1))",
      "gt(b, a) → 1",
      "gt(b, a) → 0",
      "gt(b, a) → lt(b, a)",
      "revert(0, 0) → ",
    ]);
  });

  it("compile, all of them together, and leave out what does not", () => {
    const { input, mutants, refused } = mutateInput(
      inputOf(
        "function f() external pure returns (bytes20 r) { r = bytes20(0); if (r == 0) r = bytes20(uint160(1)); }",
      ),
    );
    expect(analyse(input).errors).to.deep.equal([]);
    expect(input.sources[SOURCE_NAME]?.content).to.include("__m(");
    expect(refused.map(({ original }) => original)).to.deep.equal(["0"]);
    expect(mutants.map(({ id }) => id)).to.not.include(refused[0]?.id);
  });

  it("are all listed, and those that are dead left out of the source", () => {
    const body = inputOf("function f(uint256 a) external pure returns (bool) { return a + 1 > 2; }");
    const all = mutateInput(body).mutants;
    const [first] = all;
    if (first === undefined) throw new Error("There is no mutant.");
    const { input, mutants } = mutateInput(body, undefined, new Set([first.id]));
    expect(mutants).to.deep.equal(all);
    const source = Object.values(input.sources)
      .map(({ content }) => content)
      .join("");
    const chosen = [...source.matchAll(/__m\((\d+)\) \?/g)].map(([, id]) => Number(id));
    expect(chosen).to.have.members(all.slice(1).map(({ id }) => id));
  });

  it("keep their ids when lines move above them", () => {
    const body = "function f(uint256 a) external pure { if (a > 1) revert(); }";
    const ids = (source: string) => mutantsOf(source).map(({ id }) => id);
    expect(ids(`// A line.\n\n${body}`)).to.deep.equal(ids(body));
  });

  it("are critical where a condition leads to a revert", () => {
    const body = "uint256 x; error R(); function f(uint256 a) external { if (a > 1) revert R(); if (a == 0) x = 2; }";
    const critical = mutantsOf(body).filter((mutant) => mutant.critical);
    expect(critical.map(({ original }) => original))
      .to.include.members(["a > 1", "1"])
      .and.not.include("a == 0");
  });
});

describe("the tally of mutants", () => {
  const mutants = mutantsOf("function f(uint256 a) external pure { if (a > 1) revert(); }");
  const [first, second, third] = mutants as [Mutant, Mutant, Mutant];
  const excuse = ({ file, place, original, mutated }: Mutant): Equivalent => {
    return { file, place, original, mutated, why: "for the sake of the test" };
  };

  it("counts what no test reaches as a survivor, and what nobody tried apart", () => {
    const tallied = tally(
      mutants,
      [{ kind: "killed", mutant: first.id, suite: "s", test: "t" }],
      ({ id }) => id === second.id,
      [],
    );
    const { killed, survived, pending, score } = scoreOf(tallied);
    expect({ killed, survived, pending }).to.deep.equal({ killed: 1, survived: mutants.length - 2, pending: 1 });
    // What nobody tried counts as alive.
    expect(score).to.equal(1 / mutants.length);
  });

  it("complains of an excuse for a mutant that a test kills, and of one that fits nothing", () => {
    const found = mutants.map(({ id }) => ({ kind: "killed", mutant: id, suite: "s", test: "t" }) as const);
    const excuses = [excuse(third), { ...excuse(third), place: "Nowhere.f" }];
    const complaints = complaintsOf(
      tally(mutants, found, () => true, excuses),
      excuses,
    );
    expect(complaints).to.have.length(2);
    expect(complaints[0]).to.include("it is not equivalent");
    expect(complaints[1]).to.include("Nowhere.f");
  });

  it("excuses one of two mutants that read the same", () => {
    const twins = mutantsOf("function f(uint256 a) external pure returns (uint256) { return (a + 1) * (a + 1); }");
    const [one, other] = twins.filter(({ original, mutated }) => original === "1" && mutated === "(1) + 1");
    if (one === undefined || other === undefined) throw new Error("There are no two.");
    const tallied = tally(twins, [], () => true, [{ ...excuse(one), nth: 2 }]);
    expect(tallied.filter(({ equivalent }) => equivalent !== undefined).map(({ mutant }) => mutant)).to.deep.equal([
      other,
    ]);
  });

  it("chooses the tests that reach a mutant, the most telling first", () => {
    const points = pointsOf(mutants);
    const test = (title: string, reached: number[]) => {
      return { title, milliseconds: 1, points: packPoints(new Set(reached), points) };
    };
    const reached = new Reached([test("all", points), test("one", [first.id]), test("other", [second.id])], points);
    expect([...reached.reaching(first.id, 2)]).to.deep.equal(["one", "all"]);
    expect([...reached.reaching(first.id, 1)]).to.deep.equal(["one"]);
    expect([...reached.reaching(third.id, 8)]).to.deep.equal(["all"]);
  });
});
