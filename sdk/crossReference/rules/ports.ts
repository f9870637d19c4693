import type { StepRef } from "../../facts.js";
import type { Scope } from "../../places/scope.js";
import { en, listed, zh } from "../../text.js";
import { mainLegs } from "../../trace/legs.js";
import type { StoryStep } from "../../trace/story.js";
import { agreement, type Agreement } from "../agreement.js";
import type { Outcome } from "../finding.js";
import { legsOf, type Leg } from "../legs.js";
import { ofKind, refOf, TOLERANCE, type Matter } from "../matter.js";
import { canBeOnePlace } from "../onePlace.js";
import { notCheckable } from "../outcome.js";
import type { CrossRule } from "../rule.js";
import { disclosedIn, stepOf, type Statement } from "../statements.js";

export const loadingAgrees = portAgrees(
  {
    id: "loading-agrees",
    subject: { en: "the place of loading", zh: "装运地" },
    method:
      "Where the carrier says that the main carriage began is compared with the place of loading that declarations and transport " +
      "documents disclose (UN/CEFACT Recommendation 16): the departure of a leg by sea or air, or across a border. Where several " +
      "legs can be it, any of them agrees, and two papers that name different ones are not held against each other; nor is " +
      "anything against one of them until the goods have arrived, for the main carriage may begin yet. A lorry that brings the " +
      "goods to port is none, and what its carrier says of its own leg is left out. A code that many " +
      "write for a port, such as CNSHA for CNSHG, is taken for it, as is one too near it to tell them apart, such as CNSGH.",
    field: "transport.loadingPlace",
  },
  {
    of: ({ departure }) => departure,
    withoutMain: ([first]) => first?.departure,
    likeliest: (ports) => ports[0],
  },
);

export const dischargeAgrees = portAgrees(
  {
    id: "discharge-agrees",
    subject: { en: "the place of discharge", zh: "卸货地" },
    method:
      "Where the carrier says that the main carriage ended is compared with the place of discharge that declarations and transport " +
      "documents disclose (UN/CEFACT Recommendation 16): the arrival of a leg by sea or air, or across a border. Where several " +
      "legs can be it, any of them agrees, and two papers that name different ones are not held against each other; nor is " +
      "anything against one of them until the goods have arrived, for the main carriage may go on. A lorry that brings the " +
      "goods inland is none, and what its carrier says of its own leg is left out. A code that many " +
      "write for a port, such as CNSHA for CNSHG, is taken for it, as is one too near it to tell them apart, such as CNSGH.",
    field: "transport.dischargePlace",
  },
  {
    of: ({ arrival }) => arrival,
    withoutMain: (_, arrived) => arrived,
    likeliest: (ports) => ports.at(-1),
  },
);

type PortField = "transport.loadingPlace" | "transport.dischargePlace";

/** Which end of a leg a rule is about. */
interface End {
  readonly of: (leg: Leg) => StoryStep | undefined;
  /** That of goods that have arrived without a leg that can be the main carriage. */
  readonly withoutMain: (legs: readonly Leg[], arrived: StoryStep) => StoryStep | undefined;
  /** The one that is held against papers that name none of them. */
  readonly likeliest: (ports: readonly StoryStep[]) => StoryStep | undefined;
}

/** What a word about a port is about. */
interface Word extends Statement<string> {
  /**
   * The main carriage, as papers are; the own leg of a move, which can be the main carriage, or is not, or of which that is not
   * known yet.
   */
  readonly of: "main carriage" | "own leg" | "other leg" | "unknown leg";
}

function portAgrees(terms: Omit<Agreement<PortField>, "onLedger" | "leavesOut">, end: End): CrossRule {
  return {
    ...agreement(terms),
    check: (matter) => {
      const legs = legsOf(matter);
      const [arrived] = ofKind(matter, "Arrived");
      const ports = portsOf(legs, arrived, end);
      const said = disclosedIn(matter, terms.field).map((statement): Word => {
        return { ...statement, of: legOfWord(matter, statement, { legs, ports, end }) };
      });
      const kept = said.filter((word) => counts(word, said));
      const keptSteps = new Set(kept.map(({ step }) => keyOf(step)));
      const named = kept.flatMap(({ values }) => values);
      const isPort = (place: string): boolean => ports.some(({ record }) => canBeOnePlace(record.place, place));
      const isOpen = arrived === undefined;
      const comparable = (one: string, other: string): boolean => {
        const [a, b] = [isPort(one), isPort(other)];
        return canBeOnePlace(one, other) || !(isOpen ? a || b : a && b);
      };
      const outcomes = agreement({
        ...terms,
        leavesOut: (_, step) => !keptSteps.has(keyOf(step)),
        onLedger: () => onLedger(ports, named, isOpen ? undefined : end.likeliest(ports)),
        comparable,
        agrees: canBeOnePlace,
      }).check(matter);
      return withUndecided(outcomes, terms, kept, comparable);
    },
  };
}

/** The ends of the legs that can be the main carriage; while goods are on their way more may follow. */
function portsOf(legs: readonly Leg[], arrived: StoryStep | undefined, end: End): StoryStep[] {
  const main = mainLegs(legs);
  const ports = main.flatMap((leg) => end.of(leg) ?? []);
  if (main.length > 0 || arrived === undefined) return ports;
  return [end.withoutMain(legs, arrived)].filter((port) => port !== undefined);
}

/** What a statement is about, by the leg that its step belongs to: a lorry's tells where that one loads and unloads. */
function legOfWord(
  matter: Matter,
  { values, step: ref }: Statement<string>,
  { legs, ports, end }: { legs: readonly Leg[]; ports: readonly StoryStep[]; end: End },
): Word["of"] {
  const step = stepOf(matter, ref);
  // A carrier takes over for the leg that begins there.
  const takesOver = step?.record.kind === "Received" && step.record.role === "Carrier";
  const leg = takesOver
    ? legs.find(({ departure: { record } }) => isFromThere(record, step.record))
    : legs.find(({ departure, arrival }) => step === departure || step === arrival);
  if (leg === undefined) return takesOver ? "unknown leg" : "main carriage";
  const port = end.of(leg);
  if (port !== undefined && ports.includes(port)) {
    return values.some((value) => canBeOnePlace(value, port.record.place)) ? "own leg" : "main carriage";
  }
  // Before it has come somewhere, it may cross a border.
  return leg.arrival === undefined ? "unknown leg" : "other leg";
}

function isFromThere(departure: StoryStep["record"], { place, occurredAt }: StoryStep["record"]): boolean {
  return departure.place === place && departure.occurredAt >= occurredAt - TOLERANCE;
}

/** Whether it is of the main carriage; what may be of another leg is where others say the same. */
function counts({ of, values }: Word, said: readonly Word[]): boolean {
  if (of !== "unknown leg") return of !== "other leg";
  return said.some(
    (other) =>
      (other.of === "main carriage" || other.of === "own leg") &&
      other.values.some((value) => values.some((one) => canBeOnePlace(one, value))),
  );
}

/** What the carriers say: the ports that somebody names, each once; else the likeliest. */
function onLedger(
  ports: readonly StoryStep[],
  named: readonly string[],
  likeliest: StoryStep | undefined,
): Statement<string>[] {
  const byPlace = new Map<Scope, StoryStep>();
  for (const port of ports) {
    const { place } = port.record;
    if (named.some((name) => canBeOnePlace(name, place)) && !byPlace.has(place)) byPlace.set(place, port);
  }
  const told = byPlace.size > 0 ? [...byPlace.values()] : [likeliest].filter((port) => port !== undefined);
  return told.map((port) => ({ party: port.record.party, values: [port.record.place], step: refOf(port) }));
}

/** Whatever else agrees, papers that name different ports leave open which is the main carriage's. */
function withUndecided(
  outcomes: readonly Outcome[],
  { subject }: Pick<Agreement<PortField>, "subject">,
  kept: readonly Word[],
  comparable: (one: string, other: string) => boolean,
): Outcome[] {
  const papers = kept.filter(({ of }) => of === "main carriage");
  const places = [...new Set(papers.flatMap(({ values }) => values))];
  const undecided = places.filter((one) => places.some((other) => !comparable(one, other)));
  if (undecided.length === 0) return [...outcomes];
  const naming = papers.filter(({ values }) => values.some((value) => undecided.includes(value)));
  return [
    ...outcomes.filter(({ verdict }) => verdict !== "not checkable"),
    notCheckable(
      naming.map(({ step }) => step),
      en`Papers name ${listed(undecided)} as ${subject}, and each can be that of the main carriage.`,
      zh`单证所列的${subject}有${listed(undecided)}，每一个都可能属于主要运输段。`,
    ),
  ];
}

function keyOf({ consignment, sequence }: StepRef): string {
  return `${consignment} ${String(sequence)}`;
}
