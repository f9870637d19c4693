import type { Work } from "../../scripts/runNamed.js";
import { writeReport } from "../report.js";
import { IMPOSSIBLE } from "./impossible.js";
import { judge } from "./judge.js";
import { measure } from "./measure.js";

/** `npm run deep -- branches`. */
export const branches: Work = {
  summary: "every statement, and both outcomes of every condition, of the contracts are reached by the tests",
  run: async () => {
    const { complaints, body } = judge(await measure(), IMPOSSIBLE);
    for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
    const file = await writeReport("branches", "Branches reached", "npm run deep -- branches", body);
    process.stdout.write(`${body}\nWritten to ${file}.\n`);
    // A few suites fail under probes, which Hardhat's tasks note in the exit code; what is judged here is what was reached.
    return complaints.length === 0 ? 0 : 1;
  },
};
