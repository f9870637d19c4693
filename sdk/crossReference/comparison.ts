import { canonicalJson, type JsonValue } from "../disclosure/jsonValue.js";
import type { StepRef } from "../facts.js";
import type { PartyId } from "../ids.js";
import { en, listed, zh, type Text, type Words } from "../text.js";
import type { StoryStep } from "../trace/story.js";
import { sameData } from "../verify/sameData.js";
import type { Mishap, RoleName } from "../vocabulary.js";
import { MISHAP_WORDS, wordsFor } from "../vocabularyWords.js";
import { byLeg } from "./byLeg.js";
import { Circles } from "./circles.js";
import type { Outcome } from "./finding.js";
import { independent, nameOf, ofKind, refOf, type Matter } from "./matter.js";
import { contradiction, notCheckable, pass, warning } from "./outcome.js";
import { stepOf, type Statement } from "./statements.js";
import { Tally, type Pair } from "./tally.js";

/** What is compared, and when two values of it agree. */
export interface ComparisonTerms<Value> {
  /** What is compared, within a sentence: "the vessel", "船舶". */
  readonly subject: Text;
  /** What a step's word is about, such as a part of the way: only words about the same are compared; unless said, all are. */
  readonly about?: (matter: Matter, step: StepRef) => string;
  /** Whether two values can be held against each other at all; unless said, any two. */
  readonly comparable?: (one: Value, other: Value) => boolean;
  /** What two values have in common that are one thing spelled in two ways; unless said, they are equal. */
  readonly spelling?: (value: Value) => string;
  /** Whether two values are the same thing said twice; unless said, when they are equal, or one thing by their spelling. */
  readonly agrees?: (one: Value, other: Value, matter: Matter) => boolean;
  /** A value for people; unless said, as it is. */
  readonly show?: (value: Value) => Words;
  /** Compared leg by leg, not over the whole journey; of a ship, only legs that one can serve count. */
  readonly perLeg?: true | "by water";
  /** The roles in which a party may change it on the way; whoever does discloses what it found and what it left. */
  readonly changedBy?: readonly RoleName[];
  /** An incident after which what was said before it need not hold. */
  readonly brokenBy?: Exclude<keyof typeof Mishap, "None">;
}

/** For how many pairs that differ somebody is looked for who names both: more than honest parties could bring about. */
const LOOKED_AT = 1_000;

/** Above how many values of one statement they are looked up. */
const FEW = 8;

/** Two statements about the same, and what they have to do with each other. */
interface Meeting<Value> extends Pair<Value> {
  /** What of each the other says too. */
  readonly shared: readonly [readonly Value[], readonly Value[]];
  /** What of each could be compared, and the other does not say. */
  readonly more: readonly [readonly Value[], readonly Value[]];
  /** The words of somebody that explain why they differ. */
  readonly names?: readonly Statement<Value>[];
}

/** All meetings of some statements, by what comes of them. */
interface Met<Value> {
  readonly differing: Tally<Value, Meeting<Value>>;
  /** Those that differ for a reason: what third parties said names both. */
  readonly explained: Tally<Value, Meeting<Value>>;
  readonly unequal: Tally<Value, Meeting<Value>>;
  /** Those of one owner that differ. */
  readonly ofOneOwner: Tally<Value, Meeting<Value>>;
  /** By the incident between them. */
  readonly broken: ReadonlyMap<StoryStep, ReadonlySet<Statement<Value>>>;
  readonly circles: Circles<Statement<Value>>;
  /** What of each independent others say too. */
  readonly agreed: ReadonlyMap<Statement<Value>, ReadonlySet<Value>>;
}

/** Holds statements about one thing against each other, as its terms say. */
export class Comparison<Value> {
  readonly #incidents: readonly StoryStep[];
  /** What each says, for others to look up: of one thing there may be a thousand values, such as seals. */
  readonly #said = new Map<Statement<Value>, ReadonlySet<Value | string>>();

  constructor(
    readonly matter: Matter,
    readonly terms: ComparisonTerms<Value>,
  ) {
    const { brokenBy } = terms;
    this.#incidents = ofKind(matter, "Incident").filter(
      ({ record }) => brokenBy !== undefined && record.detailName === brokenBy,
    );
  }

  /** The statements about each thing, apart. */
  groupsOf(statements: readonly Statement<Value>[]): Statement<Value>[][] {
    const { about, perLeg } = this.terms;
    if (perLeg !== undefined) {
      const agrees = (one: Statement<Value>, other: Statement<Value>): boolean => this.#agree(one, other);
      return [...byLeg(this.matter, statements, { agrees, byWater: perLeg === "by water" }).values()];
    }
    const groups = new Map<string | undefined, Statement<Value>[]>();
    for (const statement of statements) {
      const thing = about?.(this.matter, statement.step);
      const group = groups.get(thing) ?? [];
      group.push(statement);
      groups.set(thing, group);
    }
    return [...groups.values()];
  }

  of(statements: readonly Statement<Value>[]): Outcome[] {
    const { subject } = this.terms;
    const { differing, explained, unequal, ofOneOwner, broken, circles, agreed } = this.#met(statements);
    const isAgreed = [differing, explained, unequal].every(({ first }) => first.length === 0);
    const said = [
      ...differing.first.map((meeting) => this.#differing(meeting)),
      ...this.#moreDiffering(differing),
      ...explained.first.map((meeting) => this.#explained(meeting)),
      ...this.#moreUnequal(explained),
      ...unequal.first.map((meeting) => this.#unequal(meeting)),
      ...this.#moreUnequal(unequal),
      ...this.#broken(broken),
      ...ofOneOwner.first.map((meeting) => this.#ofOneOwner(meeting)),
      ...this.#moreUnequal(ofOneOwner),
      ...(isAgreed ? circles.among(statements).map((circle) => this.#agreed(circle, agreed)) : []),
    ];
    if (said.length > 0) return said;
    const steps = statements.map(({ step }) => step);
    const [first] = statements;
    if (first !== undefined && statements.some((other) => this.#independent(first, other))) {
      const each = listedApart(statements.map(({ values }) => this.#shown(values)));
      return [
        notCheckable(
          steps,
          en`What the parties say of ${subject} cannot be compared: ${each}.`,
          zh`各方对${subject}的说法无法比较：${each}。`,
        ),
      ];
    }
    return statements
      .slice(0, 1)
      .map(({ party }) => nameOf(this.matter, party))
      .map((who) =>
        notCheckable(steps, en`Only ${who} says what ${subject} was.`, zh`关于${subject}，只有${who}一方的说法。`),
      );
  }

  /* WHAT TWO STATEMENTS HAVE TO DO WITH EACH OTHER */

  /** Holds each statement against each later one. Their pairs may be many, and only what is told of them is kept. */
  #met(statements: readonly Statement<Value>[]): Met<Value> {
    const differing = new Tally<Value, Meeting<Value>>();
    const explained = new Tally<Value, Meeting<Value>>();
    const unequal = new Tally<Value, Meeting<Value>>();
    const ofOneOwner = new Tally<Value, Meeting<Value>>();
    const broken = new Map<StoryStep, Set<Statement<Value>>>();
    const circles = new Circles<Statement<Value>>();
    const agreed = new Map<Statement<Value>, Set<Value>>();
    const changing = this.#changing(statements);
    let lookedAt = 0;
    const put = (meeting: Meeting<Value>): void => {
      const { one, other, shared, more } = meeting;
      const incidents = this.#between(one, other);
      for (const incident of incidents) broken.set(incident, addedTo(broken.get(incident), [one, other]));
      if (incidents.length > 0) return;
      if (!this.#independent(one, other)) {
        if (shared[0].length === 0) ofOneOwner.add(meeting);
      } else if (shared[0].length === 0) {
        lookedAt += 1;
        const names = lookedAt > LOOKED_AT ? [] : this.#namingBoth(one, other, statements, changing);
        if (names.length === 0) differing.add(meeting);
        else explained.add({ ...meeting, names });
      } else {
        circles.join(one, other);
        agreed.set(one, addedTo(agreed.get(one), shared[0]));
        agreed.set(other, addedTo(agreed.get(other), shared[1]));
        if (more[0].length + more[1].length > 0) unequal.add(meeting);
      }
    };
    for (const [index, one] of statements.entries()) {
      for (const other of statements.slice(index + 1)) this.#meeting(one, other).forEach(put);
    }
    return { differing, explained, unequal, ofOneOwner, broken, circles, agreed };
  }

  #meeting(one: Statement<Value>, other: Statement<Value>): Meeting<Value>[] {
    const { comparable: alike = (): boolean => true } = this.terms;
    const [ofOne, ofOther] = [
      one.values.filter((value) => other.values.some((another) => alike(value, another))),
      other.values.filter((another) => one.values.some((value) => alike(value, another))),
    ];
    if (ofOne.length === 0) return [];
    const shared = [this.#shared(one, other), this.#shared(other, one)] as const;
    const more = [without(ofOne, shared[0]), without(ofOther, shared[1])] as const;
    return [{ one, other, shared, more }];
  }

  /** What of the one the other says too. */
  #shared({ values }: Statement<Value>, other: Statement<Value>): Value[] {
    return values.filter(this.#saidBy(other));
  }

  /** Whether the other says something of the one too. */
  #agree({ values }: Statement<Value>, other: Statement<Value>): boolean {
    return values.some(this.#saidBy(other));
  }

  /** Tells of a value whether it is said too: of a few by holding it against each, of many by looking it up. */
  #saidBy(statement: Statement<Value>): (value: Value) => boolean {
    const { comparable, agrees, spelling } = this.terms;
    if (comparable === undefined && agrees === undefined && statement.values.length > FEW) {
      const said = this.#said.get(statement) ?? new Set(statement.values.map((value) => this.#keyOf(value)));
      this.#said.set(statement, said);
      return (value) => said.has(this.#keyOf(value));
    }
    const alike = comparable ?? ((): boolean => true);
    const same =
      agrees ?? (spelling === undefined ? sameData : (one: Value, other: Value) => spelling(one) === spelling(other));
    return (value) => statement.values.some((another) => alike(value, another) && same(value, another, this.matter));
  }

  #keyOf(value: Value): Value | string {
    const { spelling } = this.terms;
    if (spelling !== undefined) return spelling(value);
    // What was disclosed is JSON.
    return typeof value === "object" ? canonicalJson(value as JsonValue) : value;
  }

  #independent(one: Statement<unknown>, other: Statement<unknown>): boolean {
    return independent(this.matter, one.party, other.party);
  }

  /** The incidents that lie between two statements, and explain why they differ. */
  #between(one: Statement<unknown>, other: Statement<unknown>): readonly StoryStep[] {
    if (this.#incidents.length === 0) return this.#incidents;
    const [from = 0, to = 0] = [this.#timeOf(one), this.#timeOf(other)].sort((a, b) => a - b);
    const recorded = Math.max(...[one, other].map(({ step }) => stepOf(this.matter, step)?.record.recordedAt ?? 0));
    return this.#incidents.filter(
      ({ record: { party, occurredAt, recordedAt } }) =>
        from <= occurredAt &&
        occurredAt <= to &&
        // Whoever is at odds with another cannot explain it once both have spoken; somebody else can.
        (recordedAt <= recorded || [one, other].every((each) => independent(this.matter, party, each.party))),
    );
  }

  /** When it is said to have been so; how goods began, before all. */
  #timeOf({ step }: Statement<unknown>): number {
    return stepOf(this.matter, step)?.record.occurredAt ?? 0;
  }

  /** The words of somebody that explain why two differ: of one who saw both, or of an authority that changed it. */
  #namingBoth(
    one: Statement<Value>,
    other: Statement<Value>,
    statements: readonly Statement<Value>[],
    changing: ReadonlyMap<PartyId, readonly Statement<Value>[]>,
  ): readonly Statement<Value>[] {
    const isBoth = (said: readonly Statement<Value>[]): boolean =>
      [one, other].every((each) => said.some((statement) => this.#agree(statement, each)));
    const seen = statements.find(
      (third) =>
        third.values.length > 1 && [one, other].every((each) => this.#independent(third, each)) && isBoth([third]),
    );
    if (seen !== undefined) return [seen];
    // Nobody explains what its own owner says in another role, such as a carrier.
    const mayExplain = (party: PartyId): boolean =>
      [one, other].every(
        (each) => independent(this.matter, party, each.party) || changing.get(each.party)?.includes(each) === true,
      );
    const [, changer = []] = [...changing].find(([party, said]) => mayExplain(party) && isBoth(said)) ?? [];
    return changer;
  }

  /** What those who may change it said in that role, by party. */
  #changing(statements: readonly Statement<Value>[]): ReadonlyMap<PartyId, readonly Statement<Value>[]> {
    const { changedBy = [] } = this.terms;
    const changing = new Map<PartyId, Statement<Value>[]>();
    for (const statement of statements) {
      const role = stepOf(this.matter, statement.step)?.record.role;
      if (!changedBy.some((changer) => changer === role)) continue;
      const said = changing.get(statement.party) ?? [];
      said.push(statement);
      changing.set(statement.party, said);
    }
    return changing;
  }

  /* SAYING IT */

  #differing({ one, other }: Meeting<Value>): Outcome {
    const { subject } = this.terms;
    const [who, what, whoElse, whatElse] = [...this.#told(one), ...this.#told(other)] as const;
    return contradiction(
      [one.step, other.step],
      en`${who} says ${what} of ${subject}, and ${whoElse} says ${whatElse}.`,
      zh`关于${subject}，${who}称${what}，而${whoElse}称${whatElse}。`,
    );
  }

  #explained({ one, other, names = [] }: Meeting<Value>): Outcome {
    const { subject } = this.terms;
    const [who, what, whoElse, whatElse] = [...this.#told(one), ...this.#told(other)] as const;
    const third = listed([...new Set(names.map(({ party }) => party))].map((party) => nameOf(this.matter, party)));
    return warning(
      [...new Set([one, other, ...names])].map(({ step }) => step),
      en`${who} says ${what} of ${subject}, and ${whoElse} says ${whatElse}; ${third} names both.`,
      zh`关于${subject}，${who}称${what}，而${whoElse}称${whatElse}；${third}两者均有提及。`,
    );
  }

  #moreDiffering({ more, rest }: Tally<Value, Meeting<Value>>): Outcome[] {
    if (more === 0) return [];
    const { subject } = this.terms;
    return [
      contradiction(
        rest.map(({ step }) => step),
        en`${more} more pairs of statements of independent parties about ${subject} differ.`,
        zh`关于${subject}，独立各方另有${more}对说法不一致。`,
      ),
    ];
  }

  #moreUnequal({ more, rest }: Tally<Value, Meeting<Value>>): Outcome[] {
    if (more === 0) return [];
    const { subject } = this.terms;
    return [
      warning(
        rest.map(({ step }) => step),
        en`${more} more pairs of statements about ${subject} are not the same.`,
        zh`关于${subject}，另有${more}对说法不相同。`,
      ),
    ];
  }

  #unequal({ one, other, shared, more }: Meeting<Value>): Outcome {
    const { subject } = this.terms;
    const [who, whoElse] = [nameOf(this.matter, one.party), nameOf(this.matter, other.party)];
    const same = this.#shown(shared[0]);
    const alone = [one, other].flatMap(({ party }, index): Text[] => {
      const values = more[index === 0 ? 0 : 1];
      const [name, what] = [nameOf(this.matter, party), this.#shown(values)];
      return values.length === 0 ? [] : [{ en: en`only ${name} says ${what}`, zh: zh`只有${name}称${what}` }];
    });
    const rest = { en: alone.map((text) => text.en).join(", and "), zh: alone.map((text) => text.zh).join("，") };
    return warning(
      [one.step, other.step],
      en`${who} and ${whoElse} agree on ${same} of ${subject}, but ${rest}.`,
      zh`关于${subject}，${who}与${whoElse}都提到${same}，但${rest}。`,
    );
  }

  #ofOneOwner({ one, other }: Meeting<Value>): Outcome {
    const { subject } = this.terms;
    const [who, what, whoElse, whatElse] = [...this.#told(one), ...this.#told(other)] as const;
    if (one.party === other.party) {
      return warning(
        [one.step, other.step],
        en`${who} says of ${subject} once ${what} and once ${whatElse}.`,
        zh`关于${subject}，${who}一处称${what}，另一处称${whatElse}。`,
      );
    }
    return warning(
      [one.step, other.step],
      en`${who} says ${what} of ${subject}, and ${whoElse}, of the same owner, says ${whatElse}.`,
      zh`关于${subject}，${who}称${what}，而属同一主体的${whoElse}称${whatElse}。`,
    );
  }

  /** One warning for each incident. */
  #broken(broken: Met<Value>["broken"]): Outcome[] {
    const { subject } = this.terms;
    return this.#incidents.flatMap((incident) => {
      const said = [...(broken.get(incident) ?? [])];
      if (said.length === 0) return [];
      const who = nameOf(this.matter, incident.record.party);
      const what = wordsFor(MISHAP_WORDS, incident.record.detailName);
      const each = listedApart(said.map(({ values }) => this.#shown(values)));
      return warning(
        [...said.map(({ step }) => step), refOf(incident)],
        en`${who} records an incident (${what}), so what is said of ${subject} before it and after it cannot be held against each other: ${each}.`,
        zh`${who}记录了异常（${what}），此前与此后关于${subject}的说法因此无法相互核对：${each}。`,
      );
    });
  }

  /** Who agrees on what, apart where some say one thing in one unit and some in another. */
  #agreed(circle: readonly Statement<Value>[], agreed: Met<Value>["agreed"]): Outcome {
    const { subject } = this.terms;
    const values = circle.flatMap((statement) => [...(agreed.get(statement) ?? [])]);
    const who = listed([...new Set(circle.map(({ party }) => party))].map((party) => nameOf(this.matter, party)));
    const what = this.#shown(values);
    return pass(
      circle.map(({ step }) => step),
      en`${who} agree on ${subject}: ${what}.`,
      zh`${who}对${subject}的说法一致：${what}。`,
    );
  }

  #told({ party, values }: Statement<Value>): readonly [who: Text, what: Text] {
    return [nameOf(this.matter, party), this.#shown(values)];
  }

  /** Values for people, each once. */
  #shown(values: readonly Value[]): Text {
    const { show } = this.terms;
    const words = values.map(
      (value): Words => show?.(value) ?? (typeof value === "object" ? JSON.stringify(value) : String(value)),
    );
    return listed([...new Map(words.map((word) => [JSON.stringify(word), word])).values()]);
  }
}

function without<Item>(items: readonly Item[], others: readonly Item[]): readonly Item[] {
  if (others.length === 0) return items;
  const those = new Set(others);
  return items.filter((item) => !those.has(item));
}

function addedTo<Item>(items: Set<Item> | undefined, more: readonly Item[]): Set<Item> {
  const all = items ?? new Set();
  for (const item of more) all.add(item);
  return all;
}

/** What several say, each of which may be a list. */
function listedApart(texts: readonly Text[]): Text {
  return { en: texts.map((text) => text.en).join("; "), zh: texts.map((text) => text.zh).join("；") };
}
