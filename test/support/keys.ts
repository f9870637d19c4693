/** The benchmarks' keys are the tests': what is measured is what is tested. */
export * from "../../bench/support/keys.js";
