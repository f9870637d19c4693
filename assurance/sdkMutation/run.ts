import { parseArgs } from "node:util";

import type { Work } from "../../scripts/runNamed.js";
import { writeReport } from "../report.js";
import { PARTS } from "./parts.js";
import { body, isEnough, listOf } from "./report.js";
import { keepResult, readResults, resultOf } from "./results.js";
import { tryPart } from "./tryPart.js";

const COMMAND = "npm run deep -- sdk-mutation";

/** `npm run deep -- sdk-mutation`. */
export const sdkMutation: Work = {
  summary: "tests notice when the code that verifies, and that reads GS1 keys, is changed: [--again] [--part NAME]",
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        again: { type: "boolean", default: false },
        /** Tries one part only; the report keeps what it says of the others. */
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
    for (const part of parts) {
      const result = resultOf(await tryPart(part, values.again));
      process.stdout.write(listOf(result));
      const file = await writeReport(
        "sdk-mutation",
        "Mutation of the SDK",
        COMMAND,
        body(await keepResult(part, result)),
      );
      process.stdout.write(`${part.name} written to ${file}.\n`);
    }
    return isEnough(await readResults()) ? 0 : 1;
  },
};
