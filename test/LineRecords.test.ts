import { shouldTakeLines } from "./registers/checkpoints/lines.behavior.js";
import { direct } from "./support/way.js";

describe("LineRecords", () => {
  for (const way of [direct]) {
    describe(`written ${way.name}`, () => {
      shouldTakeLines(way);
    });
  }
});
