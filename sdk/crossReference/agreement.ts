import { parseFieldPath } from "../disclosure/fieldPath.js";
import {
  isFieldName,
  type DisclosedValue,
  type FieldName,
  type OwnFieldName,
} from "../disclosure/vocabulary/fields.js";
import { en, listed, zh, type Text, type Words } from "../text.js";
import { sameData } from "../verify/sameData.js";
import type { Outcome } from "./finding.js";
import { nameOf, type Matter } from "./matter.js";
import { contradiction, notCheckable, pass } from "./outcome.js";
import type { CrossRule } from "./rule.js";
import { byLeg, disclosedIn, independentPairs, type Statement } from "./statements.js";

/** A rule as data: a field that several parties disclose, and when two values of it agree. */
export interface Agreement<Name extends FieldName | OwnFieldName> {
  readonly id: string;
  /** What is compared, within a sentence: "the vessel", "船舶". */
  readonly subject: Text;
  readonly method: string;
  /** Name of the field in the vocabulary of disclosures, or a URI that the parties agreed on (docs/disclosures.md). */
  readonly field: Name;
  /** What the ledger itself has somebody say of it, without any disclosure. */
  readonly onLedger?: (matter: Matter) => readonly Statement<DisclosedValue<Name>>[];
  /** Whether two values can be held against each other at all; unless said, any two. */
  readonly comparable?: (one: DisclosedValue<Name>, other: DisclosedValue<Name>) => boolean;
  /** Whether two values are the same thing said twice; unless said, when they are equal. Of several, one must be. */
  readonly agrees?: (one: DisclosedValue<Name>, other: DisclosedValue<Name>) => boolean;
  /** A value for people; unless said, as it is. */
  readonly show?: (value: DisclosedValue<Name>) => Words;
  /** Compared leg by leg, not over the whole journey. */
  readonly perLeg?: true;
}

/**
 * A rule that asks whether parties of different owners said the same of one thing. Passes when two do and none differs;
 * contradicts for each pair that differs; is not checkable when fewer than two said anything.
 *
 * @throws InvalidValueError when the field is neither of the vocabulary nor an absolute URI.
 * @example agreement({ id: "voyage-agrees", subject: { en: "the voyage", zh: "航次" }, field: "transport.voyage", … })
 */
export function agreement<Name extends FieldName | OwnFieldName>(terms: Agreement<Name>): CrossRule {
  const { id, subject, method, field, onLedger, perLeg } = terms;
  if (!isFieldName(field)) parseFieldPath(field);
  return {
    id,
    question: { en: en`Do independent parties agree on ${subject}?`, zh: zh`独立各方对${subject}的说法是否一致？` },
    method,
    needs: "disclosures",
    check: (matter) => {
      const disclosed = disclosedIn(matter, field);
      // What the ledger has by itself is one word; nothing is held against it before somebody shows another.
      if (disclosed.length === 0) {
        return [notCheckable([], en`Nobody disclosed ${subject}.`, zh`没有任何一方披露${subject}。`)];
      }
      const statements = [...(onLedger?.(matter) ?? []), ...disclosed];
      const groups = perLeg === true ? byLeg(matter, statements) : [statements];
      return groups.flatMap((group) => compare(matter, terms, group));
    },
  };
}

function compare<Name extends FieldName | OwnFieldName>(
  matter: Matter,
  { subject, comparable, agrees, show }: Agreement<Name>,
  statements: readonly Statement<DisclosedValue<Name>>[],
): Outcome[] {
  const same = agrees ?? sameData;
  const alike = comparable ?? ((): boolean => true);
  const pairs = independentPairs(matter, statements).filter(([one, other]) =>
    one.values.some((value) => other.values.some((another) => alike(value, another))),
  );
  const steps = statements.map(({ step }) => step);
  const nameIn = ({ party }: { readonly party: bigint }): Text => nameOf(matter, party);
  const shown = ({ values }: Statement<DisclosedValue<Name>>): Text =>
    listed(values.map((value) => show?.(value) ?? (typeof value === "object" ? JSON.stringify(value) : String(value))));
  const [first] = statements;
  if (first === undefined) return [];
  if (pairs.length === 0) {
    const who = nameIn(first);
    if (independentPairs(matter, statements).length > 0) {
      const said = statements.map(shown);
      const each = { en: said.map((one) => one.en).join("; "), zh: said.map((one) => one.zh).join("；") };
      return [
        notCheckable(
          steps,
          en`What the parties say of ${subject} cannot be compared: ${each}.`,
          zh`各方对${subject}的说法无法比较：${each}。`,
        ),
      ];
    }
    return [notCheckable(steps, en`Only ${who} says what ${subject} was.`, zh`关于${subject}，只有${who}一方的说法。`)];
  }
  const differing = pairs.filter(
    ([one, other]) => !one.values.some((value) => other.values.some((another) => same(value, another))),
  );
  if (differing.length === 0) {
    const parties = new Set(pairs.flat().map(({ party }) => party));
    const who = listed([...parties].map((party) => nameOf(matter, party)));
    return [
      pass(
        steps,
        en`${who} agree on ${subject}: ${shown(first)}.`,
        zh`${who}对${subject}的说法一致：${shown(first)}。`,
      ),
    ];
  }
  return differing.map(([one, other]) =>
    contradiction(
      [one.step, other.step],
      en`${nameIn(one)} says ${shown(one)} of ${subject}, and ${nameIn(other)} says ${shown(other)}.`,
      zh`关于${subject}，${nameIn(one)}称${shown(one)}，而${nameIn(other)}称${shown(other)}。`,
    ),
  );
}
