import { expect } from "chai";

import type { FindingVerdict } from "../../sdk/crossReference/finding.js";
import type { Matter } from "../../sdk/crossReference/matter.js";
import type { CrossRule } from "../../sdk/crossReference/rule.js";
import { loadFixture } from "./chain.js";
import { toldWorld, type ToldWorld } from "./matter.js";
import { wordByWord } from "./wordByWord.js";

/** What a rule is to find in a matter that is made of the told journey. */
export interface RuleCase {
  readonly says: string;
  readonly of: (world: ToldWorld) => Matter | Promise<Matter>;
  readonly verdict: FindingVerdict;
  /** Sequences of the records it rests on; unless said, they are not looked at. */
  readonly steps?: readonly number[];
  /** Of the English sentence. */
  readonly sentence?: RegExp;
}

/**
 * Tries a rule by itself: among its outcomes is the one of each case, in both languages, and nothing worse; and all of them
 * are, word by word, what they were.
 */
export function shouldFind(rule: CrossRule, cases: readonly RuleCase[]): void {
  describe(rule.id, () => {
    const expectAsBefore = wordByWord(rule.id);
    for (const { says, of, verdict, steps, sentence } of cases) {
      it(`${says}: ${verdict}`, async () => {
        const outcomes = rule.check(await of(await loadFixture(toldWorld)));
        const found = outcomes.find(
          (outcome) => outcome.verdict === verdict && (sentence === undefined || sentence.test(outcome.sentence.en)),
        );
        expect(found, JSON.stringify(outcomes)).to.not.equal(undefined);
        const worse = { pass: 1, "not checkable": 0, warning: 2, contradiction: 3 };
        expect(outcomes.every((outcome) => worse[outcome.verdict] <= Math.max(1, worse[verdict]))).to.equal(true);
        if (steps !== undefined) expect(found!.steps.map(({ sequence }) => sequence)).to.deep.equal(steps);
        expect(found!.sentence.en).to.match(/^\S.*\.$/);
        expect(found!.sentence.zh).to.match(/\p{Script=Han}/u);
        await expectAsBefore(says, outcomes);
      });
    }
  });
}
