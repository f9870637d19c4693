import { expect } from "chai";

import { readOptions } from "../../../bench/gas/options.js";
import { DEFAULT_PRICES } from "../../../bench/gas/prices.js";

describe("npm run bench -- gas: options", () => {
  it("assumes prices unless they are given", () => {
    expect(readOptions([])).to.deep.equal({ json: undefined, prices: DEFAULT_PRICES });
    const args = ["--gas-price", "0.4", "--l2-gas-price=0.002", "--blob-gas-price", "2", "--eth-usd", "4100"];
    expect(readOptions([...args, "--json", "gas.json"])).to.deep.equal({
      json: "gas.json",
      prices: { gasPrice: 0.4, l2GasPrice: 0.002, blobGasPrice: 2, ethUsd: 4_100 },
    });
  });

  it("gives nothing when help is asked for", () => {
    expect(readOptions(["--help"])).to.equal(undefined);
  });

  for (const [args, message] of [
    [["--gas-price", "cheap"], '--gas-price "cheap" is no price: give a number above 0, such as 0.5.'],
    [["--eth-usd", "0"], '--eth-usd "0" is no price: give a number above 0, such as 0.5.'],
    [["--l2-gas-price", "1e-3"], '--l2-gas-price "1e-3" is no price: give a number above 0, such as 0.5.'],
    [["--price", "1"], "Unknown option '--price'."],
  ] as const) {
    it(`refuses ${args.join(" ")} in one sentence`, () => {
      expect(() => readOptions(args))
        .to.throw(message)
        .with.property("name", "ArgumentInvalid");
    });
  }
});
