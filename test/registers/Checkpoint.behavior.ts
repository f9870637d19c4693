import type { WayOfWriting } from "../support/way.js";
import { shouldCarryCustody } from "./checkpoints/custody.behavior.js";
import { shouldKeepCustoms } from "./checkpoints/customs.behavior.js";
import { shouldEntitle } from "./checkpoints/entitlement.behavior.js";
import { shouldLog } from "./checkpoints/events.behavior.js";
import { shouldHold } from "./checkpoints/holds.behavior.js";
import { shouldMindRareStates } from "./checkpoints/rareStates.behavior.js";
import { shouldKeepStrangersOut } from "./checkpoints/strangers.behavior.js";
import { shouldFollowTheTable } from "./checkpoints/table.behavior.js";

/** How records behave, whichever way they reach the ledger. */
export function shouldBehaveLikeCheckpoints(way: WayOfWriting): void {
  shouldEntitle(way);
  shouldCarryCustody(way);
  shouldHold(way);
  shouldKeepCustoms(way);
  shouldLog(way);
  shouldMindRareStates(way);
  shouldKeepStrangersOut(way);
  shouldFollowTheTable(way);
}
