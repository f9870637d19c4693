import { expect } from "chai";

import type { FindingVerdict } from "../../sdk/crossReference/finding.js";
import { refOf, type Matter } from "../../sdk/crossReference/matter.js";
import type { CrossRule } from "../../sdk/crossReference/rule.js";
import type { StepRef } from "../../sdk/facts.js";
import { expectBothLanguages, namesIn } from "./bothLanguages.js";
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
  /** The Chinese one. */
  readonly chinese?: string;
}

/**
 * Tries a rule by itself: among its outcomes is the one of each case, in both languages, and nothing worse; they rest on steps
 * that the matter has; and all of them are, word by word, what they were.
 *
 * @param topic In kebab-case, where the cases of one rule stand in several files: "of-several-batches".
 */
export function shouldFind(rule: CrossRule, cases: readonly RuleCase[], topic?: string): void {
  const name = topic === undefined ? rule.id : `${rule.id}-${topic}`;
  describe(name, () => {
    const expectAsBefore = wordByWord(name);
    for (const { says, of, verdict, steps, sentence, chinese } of cases) {
      it(`${says}: ${verdict}`, async () => {
        const matter = await of(await loadFixture(toldWorld));
        const outcomes = rule.check(matter);
        const found = outcomes.find(
          (outcome) => outcome.verdict === verdict && (sentence === undefined || sentence.test(outcome.sentence.en)),
        );
        expect(found, JSON.stringify(outcomes)).to.not.equal(undefined);
        const worse = { pass: 1, "not checkable": 0, warning: 2, contradiction: 3 };
        expect(outcomes.every((outcome) => worse[outcome.verdict] <= Math.max(1, worse[verdict]))).to.equal(true);
        expect(stepsOf(matter)).to.include.deep.members(outcomes.flatMap((outcome) => outcome.steps));
        if (steps !== undefined) expect(found!.steps.map(({ sequence }) => sequence)).to.deep.equal(steps);
        if (chinese !== undefined) expect(found!.sentence.zh).to.equal(chinese);
        for (const outcome of outcomes) expectBothLanguages(outcome.sentence, namesIn(matter.trace));
        await expectAsBefore(says, outcomes);
      });
    }
  });
}

/** The steps that outcomes may rest on: how the goods began, and what is told of them. */
function stepsOf({ told, trace: { consignment, creation } }: Matter): StepRef[] {
  return [{ consignment, sequence: creation.sequence }, ...told.map(refOf)];
}
