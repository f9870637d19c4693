import { trace } from "../../sdk/goods/trace.js";
import { verify } from "../../sdk/goods/verify.js";
import { traceConsignment } from "../../sdk/trace/traceConsignment.js";
import type { Verdict, Verification } from "../../sdk/verify/verification.js";
import { verifyTrace } from "../../sdk/verify/verifyTrace.js";
import type { Expectation } from "./expectation.js";
import type { Scenario } from "./scenario.js";
import { batchOf, unmet, type Goods, type Stage } from "./stage.js";
import type { ScenarioScan } from "./steps.js";

/** What a reader is told of goods. */
export interface Told {
  readonly verdict: Verdict;
  /** In one sentence. */
  readonly sentence: string;
  /** Ids of the rules that found a contradiction. */
  readonly contradiction: readonly string[];
  /** Ids of the rules that warn. */
  readonly warning: readonly string[];
}

/** Reads from the chain what is told of all goods in the end: each history is folded again and held against its head. */
export async function readVerdicts({ client }: Stage, { ids }: Goods): Promise<Map<string, Told>> {
  const told = new Map<string, Told>();
  for (const [name, id] of ids) {
    const verification = await verifyTrace(client, await traceConsignment(client, id));
    told.set(name, toldBy(verification.verdict, verification.sentence.en, [verification]));
  }
  return told;
}

/**
 * Holds what is told of all goods against what the scenario expects. Of goods that it expects nothing of, the history must be
 * unaltered.
 *
 * @throws FatalError "ExpectationUnmet" naming the first that differs.
 */
export function compareVerdicts({ expected }: Scenario, verdicts: ReadonlyMap<string, Told>): void {
  for (const [name, told] of verdicts) {
    const expectation = expected.get(name);
    const altered = told.verdict === "altered";
    if (altered) throw unmet(`expect.${name}`, told.sentence, "Report it: the ledger or the node is not sound.");
    if (expectation !== undefined) compare(expectation, told, `Who asks about ${name}`);
  }
}

/** What a shopper is told who scans an item's code, with the proof that the label carries, if it has one. */
export async function itemFindings({ client }: Stage, goods: Goods, { batch, item }: ScenarioScan): Promise<Told> {
  const label = batchOf(goods, batch).labels.of.get(item);
  const code = `(01)${batch.product.gtin}(10)${batch.lot}(21)${item}`;
  const found = await trace(client, code, { item: { proofs: label === undefined ? [] : [label] } });
  const { verdict, sentence, consignments } = await verify(client, found);
  return toldBy(verdict, sentence.en, consignments);
}

function toldBy(verdict: Verdict, sentence: string, verifications: readonly Verification[]): Told {
  const findings = verifications.flatMap(({ crossReference }) => crossReference?.findings ?? []);
  const rules = (wanted: "contradiction" | "warning"): string[] => [
    ...new Set(findings.filter((finding) => finding.verdict === wanted).map(({ rule }) => rule)),
  ];
  return { verdict, sentence, contradiction: rules("contradiction"), warning: rules("warning") };
}

/**
 * Holds what is told against what should be: the same rules, no more and no fewer.
 *
 * @param who Who is told, such as "Who asks about north".
 * @throws FatalError "ExpectationUnmet" naming the rules that are missing or too many.
 */
export function compare(expectation: Expectation, told: Told, who: string): void {
  const differing = (["contradiction", "warning"] as const).flatMap((sort) => {
    const missing = expectation[sort].filter((rule) => !told[sort].includes(rule));
    const beyond = told[sort].filter((rule) => !expectation[sort].includes(rule));
    return [
      ...(missing.length === 0 ? [] : [`no ${sort} by ${missing.join(", ")}`]),
      ...(beyond.length === 0 ? [] : [`a ${sort} by ${beyond.join(", ")} that is not expected`]),
    ];
  });
  if (differing.length === 0) return;
  throw unmet(
    expectation.path,
    `${who} is told ${differing.join(" and ")}. ${told.sentence}`,
    "Change what is expected, or the journey: docs/verification.md says what each rule asks.",
  );
}
