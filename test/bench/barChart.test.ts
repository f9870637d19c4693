import { expect } from "chai";
import fc from "fast-check";

import { drawBarChart, ticksUpTo, type BarChart } from "../../bench/barChart.js";

const CHART: BarChart = {
  title: "Costs & bars",
  unit: "gas",
  series: [
    { name: "needed", light: "#000000", dark: "#ffffff" },
    { name: "beyond", light: "#111111", dark: "#eeeeee" },
  ],
  limitName: "bar",
  rows: [
    { label: "a <record>", values: [44_631, 3_506], limit: 48_500 },
    { label: "a product", values: [0, 1_000] },
  ],
};

describe("Bar charts", () => {
  it("have at most six round ticks, from zero, evenly, and not beyond the largest value", () => {
    expect(ticksUpTo(112_000)).to.deep.equal([0, 50_000, 100_000]);
    expect(ticksUpTo(5)).to.deep.equal([0, 1, 2, 3, 4, 5]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (largest) => {
        const ticks = ticksUpTo(largest);
        expect(ticks).to.have.length.within(2, 6);
        expect(ticks[0]).to.equal(0);
        expect(ticks.at(-1)).to.be.at.most(largest);
        expect(ticks).to.deep.equal(ticks.map((_, index) => index * ticks[1]!));
      }),
    );
  });

  it("print every value and limit, and say them all in their description", () => {
    const svg = drawBarChart(CHART);
    expect(svg)
      .to.contain(">48,137<tspan")
      .and.to.contain(">/ 48,500<")
      .and.to.contain(">1,000<")
      .and.to.contain(">0<");
    expect(svg).to.contain(
      "a &lt;record&gt;: 48,137 gas (needed 44,631, beyond 3,506), bar 48,500; a product: 1,000 gas",
    );
    expect(svg).to.contain('<title id="title">Costs &amp; bars</title>');
  });

  it("draw bars as long as their values, on one scale", () => {
    const widths = [
      ...drawBarChart(CHART).matchAll(/<rect class="s\d" x="[\d.]+" y="\d+" width="([\d.]+)" height="16"/g),
    ];
    const [needed = 0, beyond = 0, product = 0] = widths.map(([, width]) => Number(width));
    const perUnit = product / 1_000;
    // A unit is left between parts, and a tenth is lost in rounding.
    expect(Math.abs(needed + 1 - 44_631 * perUnit)).to.be.below(3);
    expect(Math.abs(beyond - 3_506 * perUnit)).to.be.below(1);
  });

  it("stay inside their frame and follow the reader's colour scheme", () => {
    const svg = drawBarChart(CHART);
    expect(svg).to.contain("@media (prefers-color-scheme: dark)").and.to.contain(".s0 { fill: #ffffff; }");
    for (const [, x = ""] of svg.matchAll(/ x="([\d.]+)"/g)) expect(Number(x)).to.be.within(0, 880);
  });
});
