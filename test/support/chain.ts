/** The benchmarks' chain is the tests': what is measured is what is tested. */
export * from "../../bench/support/chain.js";
