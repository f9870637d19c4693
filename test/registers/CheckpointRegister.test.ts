import { inArray, inMulticall } from "../support/wayMany.js";
import {
  relayedAsAct,
  signedByAccount,
  signedByChip,
  signedByDelegatedAccount,
  signedByPasskey,
  signedByWallet,
  signedWithOthers,
} from "../support/waySigned.js";
import { direct } from "../support/way.js";
import { shouldBehaveLikeCheckpoints } from "./Checkpoint.behavior.js";
import { shouldCarryCustody } from "./checkpoints/custody.behavior.js";
import { shouldKeepCustoms } from "./checkpoints/customs.behavior.js";
import { shouldEntitle } from "./checkpoints/entitlement.behavior.js";
import { shouldHold } from "./checkpoints/holds.behavior.js";
import { shouldMindRareStates } from "./checkpoints/rareStates.behavior.js";
import { shouldKeepStrangersOut } from "./checkpoints/strangers.behavior.js";

/** Ways in which the account's own key is the one that writes, with no transaction before: what is said of keys is tried. */
const BY_ACCOUNT = [signedByAccount, signedWithOthers, relayedAsAct, inArray, inMulticall];

describe("CheckpointRegister", () => {
  describe(`written ${direct.name}`, () => {
    shouldBehaveLikeCheckpoints(direct);
  });

  // Once a call has told whose key it is, all ways run the same code, which the table's many thousand cells have tried above;
  // trying those nine times more would take longer than all other tests. What differs is tried here: that each way takes
  // what is right and refuses what is wrong with the same error, for every part of a record. The log has one more event
  // when a nonce is used: see SignedAffairs.test.ts.
  for (const way of [...BY_ACCOUNT, signedByDelegatedAccount, signedByWallet, signedByChip, signedByPasskey]) {
    describe(`written ${way.name}`, () => {
      if (BY_ACCOUNT.includes(way)) shouldEntitle(way);
      if (way === signedByAccount) shouldKeepStrangersOut(way);
      shouldCarryCustody(way);
      shouldHold(way);
      shouldKeepCustoms(way);
      shouldMindRareStates(way);
    });
  }
});
