import { parseFieldPath } from "../disclosure/fieldPath.js";
import {
  isFieldName,
  type DisclosedValue,
  type FieldName,
  type OwnFieldName,
} from "../disclosure/vocabulary/fields.js";
import type { StepRef } from "../facts.js";
import { en, zh } from "../text.js";
import { Comparison, type ComparisonTerms } from "./comparison.js";
import type { Matter } from "./matter.js";
import { notCheckable } from "./outcome.js";
import type { CrossRule } from "./rule.js";
import { disclosedIn, type Statement } from "./statements.js";

/** A rule as data: a field that several parties disclose, and when two values of it agree. */
export interface Agreement<Name extends FieldName | OwnFieldName> extends ComparisonTerms<DisclosedValue<Name>> {
  readonly id: string;
  readonly method: string;
  /** Name of the field in the vocabulary of disclosures, or a URI that the parties agreed on (docs/disclosures.md). */
  readonly field: Name;
  /** Steps under which the field tells of something else; unless said, there are none. */
  readonly leavesOut?: (matter: Matter, step: StepRef) => boolean;
  /** What the ledger itself has somebody say of it, without any disclosure. */
  readonly onLedger?: (matter: Matter) => readonly Statement<DisclosedValue<Name>>[];
}

/**
 * A rule that asks whether parties of different owners said the same of one thing. Passes with what two say where none differs;
 * contradicts for each pair that differs: of many it tells the first twenty, and how many more there are. It warns where of several values one party leaves out some, where a third names
 * those of both that differ, where one owner says two things, and of an incident that breaks the comparison. It is not
 * checkable when fewer than two said anything.
 *
 * @throws InvalidValueError when the field is neither of the vocabulary nor an absolute URI.
 * @example agreement({ id: "voyage-agrees", subject: { en: "the voyage", zh: "航次" }, field: "transport.voyage", … })
 */
export function agreement<Name extends FieldName | OwnFieldName>(terms: Agreement<Name>): CrossRule {
  const { id, subject, method, field, leavesOut, onLedger } = terms;
  if (!isFieldName(field)) parseFieldPath(field);
  return {
    id,
    question: { en: en`Do independent parties agree on ${subject}?`, zh: zh`独立各方对${subject}的说法是否一致？` },
    method,
    needs: "disclosures",
    check: (matter) => {
      const disclosed = disclosedIn(matter, field).filter(({ step }) => leavesOut?.(matter, step) !== true);
      // What the ledger has by itself is one word; nothing is held against it before somebody shows another.
      if (disclosed.length === 0) {
        return [notCheckable([], en`Nobody disclosed ${subject}.`, zh`没有任何一方披露${subject}。`)];
      }
      const comparison = new Comparison<DisclosedValue<Name>>(matter, terms);
      return comparison
        .groupsOf([...(onLedger?.(matter) ?? []), ...disclosed])
        .filter((group) => group.some((statement) => disclosed.includes(statement)))
        .flatMap((group) => comparison.of(group));
    },
  };
}
