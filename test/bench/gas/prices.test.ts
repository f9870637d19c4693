import { expect } from "chai";
import { concat, id as hash } from "ethers";

import { postedSize } from "../../../bench/gas/postedSize.js";
import { dataUsd, executionUsd, mainnetUsd, type Prices } from "../../../bench/gas/prices.js";

/** An ether is a billion dollars: a gwei is a dollar. */
const PRICES: Prices = { gasPrice: 2, l2GasPrice: 0.5, blobGasPrice: 3, ethUsd: 1e9 };

describe("Gas in money", () => {
  it("is gas times price", () => {
    expect(mainnetUsd(48_000, PRICES).toFixed(6)).to.equal("96000.000000");
    expect(executionUsd(48_000, PRICES).toFixed(6)).to.equal("24000.000000");
  });

  it("adds layer 1's two prices, weighted, for every byte posted", () => {
    // 100 × (16 × 0.002269 × 2 + 1.055762 × 3)
    expect(dataUsd(100, PRICES).toFixed(6)).to.equal("323.989400");
  });

  it("takes what compresses well as 100 bytes, and what does not by its size under FastLZ", () => {
    expect(postedSize(`0x${"01".repeat(1_000)}`)).to.equal(100);
    // Nothing repeats: 416 bytes go in 13 runs of 32, with a byte each before it.
    const random = concat(Array.from({ length: 13 }, (_, i) => hash(`random ${i}`)));
    // −42.5856 + 0.8365 × (416 + 13)
    expect(postedSize(random).toFixed(4)).to.equal("316.2729");
  });
});
