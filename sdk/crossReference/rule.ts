import type { Text } from "../text.js";
import type { Outcome } from "./finding.js";
import type { Matter } from "./matter.js";

/**
 * One question that the parties' independent words can answer. A rule reads only the matter that it is given, so that each can
 * be tried by itself, and so that an auditor can add one: pass it to `crossReference` beside `RULES`.
 */
export interface CrossRule {
  /** Short and stable, in kebab-case: "speed-plausible". */
  readonly id: string;
  /** What it asks. */
  readonly question: Text;
  /** Why it asks, and from what it concludes what: one paragraph for the documentation. */
  readonly method: string;
  /** What it needs beyond the ledger's own records. */
  readonly needs: "records" | "disclosures" | "item";
  /** At least one outcome; several where there are several places or legs to ask about. */
  readonly check: (matter: Matter) => readonly Outcome[];
}
