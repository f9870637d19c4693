import { exitCodeOf } from "../../scripts/commandLine.js";
import type { Work } from "../../scripts/runNamed.js";
import { Terminal } from "../../cli/output/terminal.js";
import { HELP, readOptions } from "./options.js";
import { run } from "./run.js";

/** Exit codes: 0 every figure holds its bar, 1 one does not, 2 the arguments mean nothing. */
export const gas: Work = {
  summary: "gas of every operation against its bar and its floor, beside other contracts, and in money",
  run: (args) =>
    exitCodeOf(async () => {
      const options = readOptions(args);
      if (options === undefined) {
        process.stdout.write(HELP);
        return 0;
      }
      const command = ["npm run bench -- gas", ...args].join(" ");
      return (await run(options, command, new Terminal(process.stdout))) ? 0 : 1;
    }),
};
