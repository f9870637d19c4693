import type { WayOfWriting } from "../support/way.js";
import { shouldFollowTheTable } from "./checkpoints/table.behavior.js";

/** How records behave, whichever way they reach the ledger. */
export function shouldBehaveLikeCheckpoints(way: WayOfWriting): void {
  shouldFollowTheTable(way);
}
