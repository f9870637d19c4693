import { direct } from "../support/way.js";
import { shouldBehaveLikeCheckpoints } from "./Checkpoint.behavior.js";

describe("CheckpointRegister", () => {
  for (const way of [direct]) {
    describe(`written ${way.name}`, () => {
      shouldBehaveLikeCheckpoints(way);
    });
  }
});
