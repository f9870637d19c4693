import { shouldTakeLines } from "./registers/checkpoints/lines.behavior.js";
import { inMulticall } from "./support/wayMany.js";
import {
  relayedAsAct,
  signedByAccount,
  signedByChip,
  signedByDelegatedAccount,
  signedByPasskey,
  signedByWallet,
} from "./support/waySigned.js";
import { direct } from "./support/way.js";

describe("LineRecords", () => {
  for (const way of [
    direct,
    signedByAccount,
    signedByDelegatedAccount,
    signedByWallet,
    signedByChip,
    signedByPasskey,
    relayedAsAct,
    inMulticall,
  ]) {
    describe(`written ${way.name}`, () => {
      shouldTakeLines(way);
    });
  }
});
