import { worstOf, type Finding, type FindingVerdict, type Text } from "./finding.js";
import type { Matter } from "./matter.js";
import type { CrossRule } from "./rule.js";
import { RULES } from "./rules.js";

/** What holding the parties' independent words against each other showed. */
export interface CrossReference {
  /** Contradictions first, then warnings, passes, and what could not be checked. */
  readonly findings: readonly Finding[];
  /** Rules that could be checked, at least in part. */
  readonly checked: number;
  /** Rules that were asked. */
  readonly of: number;
  /** The worst that was found; "not checkable" when nothing could be. */
  readonly verdict: FindingVerdict;
  /** One sentence for people, with how many of how many were checked. */
  readonly sentence: Text;
}

const ORDER: readonly FindingVerdict[] = ["contradiction", "warning", "pass", "not checkable"];

/**
 * Asks every rule about a matter. That nothing contradicts does not make a story true: it was only held against what others
 * said.
 *
 * @param rules Those of this release, unless said: `[...RULES, mine]` adds one.
 * @example crossReference(matterOf(trace)).findings.filter(({ verdict }) => verdict === "contradiction")
 */
export function crossReference(matter: Matter, rules: readonly CrossRule[] = RULES): CrossReference {
  const answers = rules.map(({ id, check }) => check(matter).map((outcome): Finding => ({ rule: id, ...outcome })));
  const checked = answers.filter((found) => found.some(({ verdict }) => isJudged(verdict))).length;
  const findings = answers.flat();
  const count = (verdict: FindingVerdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  const [contradictions, warnings] = [count("contradiction"), count("warning")];
  return {
    findings: ORDER.flatMap((verdict) => findings.filter((finding) => finding.verdict === verdict)),
    checked,
    of: rules.length,
    // What could not be checked makes nothing worse.
    verdict: worstOf(findings.map(({ verdict }) => verdict).filter(isJudged)) ?? "not checkable",
    sentence: {
      en: `${contradictions} contradictions, ${warnings} warnings; ${checked} of ${rules.length} questions could be checked.`,
      zh: `${contradictions} 处矛盾，${warnings} 项提醒；${rules.length} 项中可核对 ${checked} 项。`,
    },
  };
}

function isJudged(verdict: FindingVerdict): boolean {
  return verdict !== "not checkable";
}
