/** `npm run deep -- NAME [options]`: the proofs that take longer than a test run may. */
import { runNamed, type Works } from "./runNamed.js";

const USAGE = `Usage: npm run deep -- NAME [options]

Each can be interrupted with Ctrl-C and goes on where it stopped; --again starts from the beginning.
The reports are written under docs/assurance/.
`;

const PROOFS: Works = {
  mutation: async () => (await import("../assurance/mutation/run.js")).mutation,
  "sdk-mutation": async () => (await import("../assurance/sdkMutation/run.js")).sdkMutation,
  branches: async () => (await import("../assurance/branches/run.js")).branches,
  dependencies: async () => (await import("./dependencies/dependencies.js")).dependencies,
  smt: async () => (await import("../assurance/smt/smt.js")).smt,
  campaign: async () => (await import("../assurance/campaign.js")).default,
  properties: async () => (await import("../assurance/properties.js")).default,
  differential: async () => (await import("../assurance/differential.js")).default,
};

process.exitCode = await runNamed(USAGE, PROOFS, process.argv.slice(2));
