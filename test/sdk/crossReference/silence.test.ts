import { expect } from "chai";

import { RULES } from "../../../sdk/crossReference/rules.js";
import { loadFixture } from "../../support/chain.js";
import { matterWith, retold, toldWorld } from "../../support/matter.js";
import { wordByWord } from "../../support/wordByWord.js";

describe("sdk/crossReference: goods of which nothing was told", () => {
  const expectAsBefore = wordByWord("nothing-told");

  for (const rule of RULES) {
    it(`${rule.id} finds nothing to hold against anybody`, async () => {
      const { trace } = await loadFixture(toldWorld);
      const silent = retold(trace, Object.fromEntries(trace.records.map(({ sequence }) => [sequence, null])));
      const outcomes = rule.check(matterWith(silent));
      expect(outcomes.filter(({ verdict }) => verdict === "contradiction" || verdict === "warning")).to.deep.equal([]);
      await expectAsBefore(rule.id, outcomes);
    });
  }
});
