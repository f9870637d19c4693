import { parseArgs } from "node:util";

import type { Work } from "../../scripts/runNamed.js";
import { writeReport } from "../report.js";
import { PARTS } from "./parts.js";
import { body, isEnough, listOf } from "./report.js";
import { tryPart, type Tried } from "./tryPart.js";

/** `npm run deep -- sdk-mutation`. */
export const sdkMutation: Work = {
  summary: "tests notice when the code that verifies, and that reads GS1 keys, is changed: [--again] [--part NAME]",
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        again: { type: "boolean", default: false },
        /** Tries one part only, tells what is left alive, and writes no report. */
        part: { type: "string" },
      },
    });
    const parts = PARTS.filter(({ name }) => values.part === undefined || name === values.part);
    if (parts.length === 0) {
      process.stderr.write(
        `No part is called "${values.part ?? ""}": name ${PARTS.map(({ name }) => name).join(", ")}.\n`,
      );
      return 2;
    }
    const tried = new Map<string, readonly Tried[]>();
    for (const part of parts) tried.set(part.name, await tryPart(part, values.again));
    process.stdout.write(listOf(tried));
    if (values.part === undefined) {
      const file = await writeReport(
        "sdk-mutation",
        "Mutation of the SDK",
        "npm run deep -- sdk-mutation",
        body(tried),
      );
      process.stdout.write(`Written to ${file}.\n`);
    }
    return isEnough(tried) ? 0 : 1;
  },
};
