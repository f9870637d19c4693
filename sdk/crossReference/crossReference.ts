import { decodeError } from "../errors.js";
import { requireList, requireObject } from "../given.js";
import { en, zh, type Text } from "../text.js";
import { requireTrace } from "../trace/requireTrace.js";
import { worstOf, type Finding, type FindingVerdict } from "./finding.js";
import type { Matter } from "./matter.js";
import { warning } from "./outcome.js";
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
 * @param rules Those of this release, unless said: `[...RULES, mine]` adds one. One that throws is a warning, and its finding
 * has the error: whoever told the story could else keep a rule from contradicting by making it fail.
 * @throws InvalidValueError when it is no matter, as `matterOf` gives it, or there is no list of rules.
 * @example crossReference(matterOf(trace)).findings.filter(({ verdict }) => verdict === "contradiction")
 */
export function crossReference(matter: Matter, rules: readonly CrossRule[] = RULES): CrossReference {
  requireObject("matter of the rules", matter);
  requireTrace(matter.trace);
  requireList("list of rules", rules);
  const answers = rules.map((rule) => findingsOf(rule, matter));
  const checked = answers.filter((found) =>
    found.some(({ verdict, error }) => isJudged(verdict) && error === undefined),
  ).length;
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
      en: en`${contradictions} contradictions, ${warnings} warnings; ${checked} of ${rules.length} questions could be checked.`,
      zh: zh`${contradictions}处矛盾，${warnings}项提醒；${rules.length}个问题中可核对${checked}个。`,
    },
  };
}

/** What a rule found. One rule's own fault must not keep a reader from the answers of the others. */
function findingsOf({ id, check }: CrossRule, matter: Matter): Finding[] {
  try {
    return check(matter).map((outcome): Finding => ({ rule: id, ...outcome }));
  } catch (caught) {
    const { message } = decodeError(caught);
    return [{ rule: id, error: message, ...warning([], "The rule failed.", "该规则运行出错，未能核对。") }];
  }
}

function isJudged(verdict: FindingVerdict): boolean {
  return verdict !== "not checkable";
}
