import type { StepRef } from "../facts.js";
import { en, listed, zh, type Text, type Words } from "../text.js";
import type { StoryStep } from "../trace/story.js";
import { sameData } from "../verify/sameData.js";
import type { Mishap, RoleName } from "../vocabulary.js";
import { MISHAP_WORDS, wordsFor } from "../vocabularyWords.js";
import { byLeg } from "./byLeg.js";
import type { Outcome } from "./finding.js";
import { independent, nameOf, ofKind, refOf, type Matter } from "./matter.js";
import { contradiction, notCheckable, pass, warning } from "./outcome.js";
import { pairsOf, stepOf, type Statement } from "./statements.js";

/** What is compared, and when two values of it agree. */
export interface ComparisonTerms<Value> {
  /** What is compared, within a sentence: "the vessel", "船舶". */
  readonly subject: Text;
  /** What a step's word is about, such as a part of the way: only words about the same are compared; unless said, all are. */
  readonly about?: (matter: Matter, step: StepRef) => string;
  /** Whether two values can be held against each other at all; unless said, any two. */
  readonly comparable?: (one: Value, other: Value) => boolean;
  /** Whether two values are the same thing said twice; unless said, when they are equal. */
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

/** Two statements about the same, and what they have to do with each other. */
interface Meeting<Value> {
  readonly one: Statement<Value>;
  readonly other: Statement<Value>;
  /** What of each the other says too. */
  readonly shared: readonly [readonly Value[], readonly Value[]];
  /** What of each could be compared, and the other does not say. */
  readonly more: readonly [readonly Value[], readonly Value[]];
}

/** Holds statements about one thing against each other, as its terms say. */
export class Comparison<Value> {
  readonly #incidents: readonly StoryStep[];

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
      const agrees = (one: Statement<Value>, other: Statement<Value>): boolean => this.#shared(one, other).length > 0;
      return [...byLeg(this.matter, statements, { agrees, byWater: perLeg === "by water" }).values()];
    }
    const groups = new Map<string | undefined, Statement<Value>[]>();
    for (const statement of statements) {
      const thing = about?.(this.matter, statement.step);
      groups.set(thing, [...(groups.get(thing) ?? []), statement]);
    }
    return [...groups.values()];
  }

  of(statements: readonly Statement<Value>[]): Outcome[] {
    const { subject } = this.terms;
    const all = pairsOf(statements);
    const met = all.flatMap(([one, other]) => this.#meeting(one, other));
    const [whole, broken] = parted(met, ({ one, other }) => this.#between(one, other).length === 0);
    const [independents, ofOneOwner] = parted(whole, ({ one, other }) => this.#independent(one, other));
    const [agreeing, differing] = parted(independents, ({ shared }) => shared[0].length > 0);
    const unequal = agreeing.filter(({ more }) => more[0].length + more[1].length > 0);
    const said = [
      ...differing.map((meeting) => this.#differing(meeting, statements)),
      ...unequal.map((meeting) => this.#unequal(meeting)),
      ...(broken.length === 0 ? [] : this.#broken(broken)),
      ...ofOneOwner.filter(({ shared }) => shared[0].length === 0).map((meeting) => this.#ofOneOwner(meeting)),
      ...(differing.length + unequal.length > 0 ? [] : this.#agreed(statements, agreeing)),
    ];
    if (said.length > 0) return said;
    const steps = statements.map(({ step }) => step);
    if (all.some(([one, other]) => this.#independent(one, other))) {
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

  #meeting(one: Statement<Value>, other: Statement<Value>): Meeting<Value>[] {
    const { comparable: alike = (): boolean => true } = this.terms;
    const [ofOne, ofOther] = [
      one.values.filter((value) => other.values.some((another) => alike(value, another))),
      other.values.filter((another) => one.values.some((value) => alike(value, another))),
    ];
    if (ofOne.length === 0) return [];
    const shared = [this.#shared(one, other), this.#shared(other, one)] as const;
    const more = [
      ofOne.filter((value) => !shared[0].includes(value)),
      ofOther.filter((value) => !shared[1].includes(value)),
    ] as const;
    return [{ one, other, shared, more }];
  }

  /** What of the one the other says too. */
  #shared({ values }: Statement<Value>, other: Statement<Value>): Value[] {
    const { comparable: alike = (): boolean => true, agrees = sameData } = this.terms;
    return values.filter((value) =>
      other.values.some((another) => alike(value, another) && agrees(value, another, this.matter)),
    );
  }

  #independent(one: Statement<unknown>, other: Statement<unknown>): boolean {
    return independent(this.matter, one.party, other.party);
  }

  /** The incidents that lie between two statements. */
  #between(one: Statement<unknown>, other: Statement<unknown>): StoryStep[] {
    const [from = 0, to = 0] = [this.#timeOf(one), this.#timeOf(other)].sort((a, b) => a - b);
    return this.#incidents.filter(({ record }) => from <= record.occurredAt && record.occurredAt <= to);
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
  ): readonly Statement<Value>[] {
    const isBoth = (said: readonly Statement<Value>[]): boolean =>
      [one, other].every((each) => said.some((statement) => this.#shared(statement, each).length > 0));
    const seen = statements.find(
      (third) =>
        third.values.length > 1 && isBoth([third]) && [one, other].every((each) => this.#independent(third, each)),
    );
    if (seen !== undefined) return [seen];
    const { changedBy = [] } = this.terms;
    const changing = statements.filter(({ step }) => {
      const role = stepOf(this.matter, step)?.record.role;
      return changedBy.some((changer) => changer === role);
    });
    const changer = changing.find(({ party }) => isBoth(changing.filter((said) => said.party === party)));
    return changing.filter(({ party }) => party === changer?.party);
  }

  /* SAYING IT */

  #differing({ one, other }: Meeting<Value>, statements: readonly Statement<Value>[]): Outcome {
    const { subject } = this.terms;
    const [who, what, whoElse, whatElse] = [...this.#told(one), ...this.#told(other)] as const;
    const both = this.#namingBoth(one, other, statements);
    const [namer] = both;
    if (namer === undefined) {
      return contradiction(
        [one.step, other.step],
        en`${who} says ${what} of ${subject}, and ${whoElse} says ${whatElse}.`,
        zh`关于${subject}，${who}称${what}，而${whoElse}称${whatElse}。`,
      );
    }
    const third = nameOf(this.matter, namer.party);
    return warning(
      [...new Set([one, other, ...both])].map(({ step }) => step),
      en`${who} says ${what} of ${subject}, and ${whoElse} says ${whatElse}; ${third} names both.`,
      zh`关于${subject}，${who}称${what}，而${whoElse}称${whatElse}；${third}两者均有提及。`,
    );
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
  #broken(broken: readonly Meeting<Value>[]): Outcome[] {
    const { subject } = this.terms;
    return this.#incidents.flatMap((incident) => {
      const met = broken.filter(({ one, other }) => this.#between(one, other).includes(incident));
      if (met.length === 0) return [];
      const said = [...new Set(met.flatMap(({ one, other }) => [one, other]))];
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
  #agreed(statements: readonly Statement<Value>[], agreeing: readonly Meeting<Value>[]): Outcome[] {
    const { subject } = this.terms;
    return circlesOf(statements, agreeing).map((circle) => {
      const within = agreeing.filter(({ one }) => circle.includes(one));
      const values = circle.flatMap((statement) =>
        statement.values.filter((value) =>
          within.some(
            ({ one, other, shared }) =>
              (one === statement && shared[0].includes(value)) || (other === statement && shared[1].includes(value)),
          ),
        ),
      );
      const who = listed([...new Set(circle.map(({ party }) => party))].map((party) => nameOf(this.matter, party)));
      const what = this.#shown(values);
      return pass(
        circle.map(({ step }) => step),
        en`${who} agree on ${subject}: ${what}.`,
        zh`${who}对${subject}的说法一致：${what}。`,
      );
    });
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

/** Those that agree with each other, directly or by way of others, in their order. */
function circlesOf<Value>(
  statements: readonly Statement<Value>[],
  agreeing: readonly Meeting<Value>[],
): Statement<Value>[][] {
  const circleOf = new Map<Statement<Value>, Set<Statement<Value>>>();
  for (const { one, other } of agreeing) {
    const circle = new Set([one, other, ...(circleOf.get(one) ?? []), ...(circleOf.get(other) ?? [])]);
    for (const statement of circle) circleOf.set(statement, circle);
  }
  return [...new Set(circleOf.values())].map((circle) => statements.filter((statement) => circle.has(statement)));
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** What several say, each of which may be a list. */
function listedApart(texts: readonly Text[]): Text {
  return { en: texts.map((text) => text.en).join("; "), zh: texts.map((text) => text.zh).join("；") };
}
