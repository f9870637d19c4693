import type { FieldName, FieldValue } from "../disclosure/vocabulary/fields.js";
import type { Outcome, Text } from "./finding.js";
import { nameOf, type Matter } from "./matter.js";
import { contradiction, notCheckable, pass } from "./outcome.js";
import type { CrossRule } from "./rule.js";
import { byLeg, disclosedIn, independentPairs, type Statement } from "./statements.js";

/** A rule as data: a field that several parties disclose, and when two values of it agree. */
export interface Agreement<Name extends FieldName> {
  readonly id: string;
  /** What is compared, within a sentence: "the vessel", "船舶". */
  readonly subject: Text;
  readonly method: string;
  /** Path of the field in the vocabulary of disclosures. */
  readonly field: Name;
  /** What the ledger itself has somebody say of it, without any disclosure. */
  readonly onLedger?: (matter: Matter) => readonly Statement<FieldValue<Name>>[];
  /** Whether two values can be held against each other at all; unless said, any two. */
  readonly comparable?: (one: FieldValue<Name>, other: FieldValue<Name>) => boolean;
  /** Whether two values are the same thing said twice; unless said, when they are equal. Of several, one must be. */
  readonly agrees?: (one: FieldValue<Name>, other: FieldValue<Name>) => boolean;
  /** A value for people; unless said, as it is. */
  readonly show?: (value: FieldValue<Name>) => string;
  /** Compared leg by leg, not over the whole journey. */
  readonly perLeg?: true;
}

/**
 * A rule that asks whether parties of different owners said the same of one thing. Passes when two do and none differs;
 * contradicts for each pair that differs; is not checkable when fewer than two said anything.
 *
 * @example agreement({ id: "voyage-agrees", subject: { en: "the voyage", zh: "航次" }, field: "transport.voyage", … })
 */
export function agreement<Name extends FieldName>(terms: Agreement<Name>): CrossRule {
  const { id, subject, method, field, onLedger, perLeg } = terms;
  return {
    id,
    question: { en: `Do independent parties agree on ${subject.en}?`, zh: `独立各方对${subject.zh}的说法是否一致？` },
    method,
    needs: "disclosures",
    check: (matter) => {
      const disclosed = disclosedIn(matter, field);
      // What the ledger has by itself is one word; nothing is held against it before somebody shows another.
      if (disclosed.length === 0) {
        return [notCheckable([], `Nobody disclosed ${subject.en}.`, `没有任何一方披露${subject.zh}。`)];
      }
      const statements = [...(onLedger?.(matter) ?? []), ...disclosed];
      const groups = perLeg === true ? byLeg(matter, statements) : [statements];
      return groups.flatMap((group) => compare(matter, terms, group));
    },
  };
}

function compare<Name extends FieldName>(
  matter: Matter,
  { subject, comparable, agrees, show }: Agreement<Name>,
  statements: readonly Statement<FieldValue<Name>>[],
): Outcome[] {
  const same = agrees ?? ((one: unknown, other: unknown) => one === other);
  const alike = comparable ?? ((): boolean => true);
  const pairs = independentPairs(matter, statements).filter(([one, other]) =>
    one.values.some((value) => other.values.some((another) => alike(value, another))),
  );
  const steps = statements.map(({ step }) => step);
  const nameIn = ({ party }: { readonly party: bigint }): string => nameOf(matter, party);
  const shown = ({ values }: Statement<FieldValue<Name>>): string =>
    values
      .map((value) => show?.(value) ?? (typeof value === "object" ? JSON.stringify(value) : String(value)))
      .join(", ");
  const [first] = statements;
  if (first === undefined) return [];
  if (pairs.length === 0) {
    const who = nameIn(first);
    if (independentPairs(matter, statements).length > 0) {
      const en = `What the parties say of ${subject.en} cannot be compared: ${statements.map(shown).join("; ")}.`;
      return [notCheckable(steps, en, `各方对${subject.zh}的说法无法比较：${statements.map(shown).join("；")}。`)];
    }
    return [notCheckable(steps, `Only ${who} says what ${subject.en} was.`, `只有 ${who} 说明了${subject.zh}。`)];
  }
  const differing = pairs.filter(
    ([one, other]) => !one.values.some((value) => other.values.some((another) => same(value, another))),
  );
  if (differing.length === 0) {
    const who = [...new Set(pairs.flat().map(nameIn))].join(", ");
    return [
      pass(
        steps,
        `${who} agree on ${subject.en}: ${shown(first)}.`,
        `${who} 对${subject.zh}说法一致：${shown(first)}。`,
      ),
    ];
  }
  return differing.map(([one, other]) =>
    contradiction(
      [one.step, other.step],
      `${nameIn(one)} says ${shown(one)} of ${subject.en}, and ${nameIn(other)} says ${shown(other)}.`,
      `关于${subject.zh}，${nameIn(one)} 称 ${shown(one)}，而 ${nameIn(other)} 称 ${shown(other)}。`,
    ),
  );
}
