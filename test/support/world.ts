/** The benchmarks' world is the tests': what is measured is what is tested. */
export * from "../../bench/support/world.js";
