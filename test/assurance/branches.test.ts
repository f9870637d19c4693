import { expect } from "chai";

import { judge } from "../../assurance/branches/judge.js";
import { probesOf } from "../../assurance/branches/probes.js";
import { analyse } from "../../assurance/solidity/analyse.js";
import { rewrite } from "../../assurance/solidity/rewrite.js";
import { FILE, inputOf, SOURCE_NAME } from "./source.js";

const BODY = `function f(bool a, uint256 b) external pure returns (uint256) {
  // – not of one byte –
  if ((a || b > 2) && !a) revert();
  for (uint256 i = 0; i < b; ++i) {}
  return a ? 1 : 2;
}`;

function probed(body: string) {
  const input = inputOf(body);
  const tree = analyse(input).trees.get(SOURCE_NAME);
  const source = input.sources[SOURCE_NAME]?.content;
  if (tree === undefined || source === undefined) throw new Error("The example does not compile.");
  const { branches, wraps } = probesOf(FILE, source, tree);
  return { branches, text: rewrite(source, wraps) };
}

describe("the branches of a source", () => {
  const { branches, text } = probed(BODY);

  it("are every condition, and the operands rather than the whole of a joined one", () => {
    expect(branches.map(({ condition }) => condition)).to.have.members(["a", "b > 2", "!a", "i < b", "a"]);
    expect(branches.map(({ place }) => place)).to.deep.equal(Array(5).fill("Example.f"));
  });

  it("are passed through a probe, and nothing else changes", () => {
    expect(text.replaceAll(/__taken\(\d+, ((?:[^()])*)\)/g, "$1")).to.equal(
      inputOf(BODY).sources[SOURCE_NAME]?.content,
    );
  });

  const hit = (id: number): string => id.toString(16).padStart(64, "0");
  const statements = [{ tag: "ab", file: FILE, line: 6 }];
  const everything = new Set(["ab", ...branches.flatMap(({ id }) => [hit(id), hit(id + 1)])]);

  it("are complained of when one outcome was never reached", () => {
    expect(judge({ branches, statements, hits: everything }, []).complaints).to.deep.equal([]);
    const [first] = branches;
    const hits = new Set([...everything].filter((tag) => tag !== hit(first!.id + 1)));
    const { complaints } = judge({ branches, statements, hits }, []);
    expect(complaints).to.deep.equal([
      `${FILE}:${first!.line} in Example.f: \`${first!.condition}\` true was never reached.`,
    ]);
  });

  it("are complained of when an excuse is not needed, or fits nothing", () => {
    const excuse = {
      file: FILE,
      place: "Example.f",
      condition: "i < b",
      outcome: true,
      why: "for the sake of the test",
    };
    const excuses = [excuse, { ...excuse, condition: "i > b" }];
    const { complaints } = judge({ branches, statements, hits: everything }, excuses);
    expect(complaints).to.have.length(2);
  });

  it("are complained of when nothing was measured", () => {
    expect(judge({ branches: [], statements: [], hits: new Set() }, []).complaints).to.deep.equal([
      "Nothing was measured.",
    ]);
  });
});
