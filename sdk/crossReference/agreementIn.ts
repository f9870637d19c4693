import type { FieldName, OwnFieldName } from "../disclosure/vocabulary/fields.js";
import { agreement, type Agreement } from "./agreement.js";
import type { Matter } from "./matter.js";
import type { CrossRule } from "./rule.js";

/**
 * An agreement some of whose terms are of the matter, such as what its goods can be: they are worked out once for it.
 *
 * @throws InvalidValueError when the field is neither of the vocabulary nor an absolute URI.
 */
export function agreementIn<Name extends FieldName | OwnFieldName>(
  terms: Agreement<Name>,
  ofMatter: (matter: Matter) => Partial<Agreement<Name>>,
): CrossRule {
  return { ...agreement(terms), check: (matter) => agreement({ ...terms, ...ofMatter(matter) }).check(matter) };
}
