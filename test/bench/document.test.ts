import { expect } from "chai";

import { withSection } from "../../bench/document.js";

describe("The benchmarks' document", () => {
  it("keeps each benchmark's section apart, in the order of their names", () => {
    const first = withSection("", "manifest", "## Manifest\n\nfast");
    const both = withSection(first, "gas", "## Gas\n\ncheap\n");
    expect(first).to.match(/^# Benchmarks\n/);
    expect(both.indexOf("## Gas")).to.be.within(1, both.indexOf("## Manifest"));
    expect(both.match(/^# Benchmarks/gm)).to.have.length(1);
  });

  it("replaces a section and leaves the others as they are", () => {
    const both = withSection(withSection("", "manifest", "## Manifest\n\nfast"), "gas", "## Gas\n\ncheap");
    const again = withSection(both, "gas", "## Gas\n\ncheaper");
    expect(again).to.equal(both.replace("cheap", "cheaper"));
    expect(withSection(again, "gas", "## Gas\n\ncheaper")).to.equal(again);
  });
});
