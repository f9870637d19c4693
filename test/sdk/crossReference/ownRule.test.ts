import { expect } from "chai";

// As an auditor has them: from the package's entry alone.
import {
  agreement,
  contradiction,
  crossReference,
  disclosedIn,
  en,
  independent,
  InvalidValueError,
  legsOf,
  nameOf,
  notCheckable,
  ofKind,
  pass,
  placeName,
  refOf,
  RULES,
  timeOf,
  warning,
  zh,
  type CrossRule,
  type Matter,
  type StoryStep,
} from "../../../sdk/index.js";
import { loadFixture } from "../../support/chain.js";
import { matterWith, retold, toldWorld } from "../../support/matter.js";

const LONG = 2 * 24 * 3_600;
const SECURED = "https://insurer.example/voc/secured";

/** An insurer's question: who but the custodian saw goods that stood for days, and was the place secured? */
const staysWitnessed: CrossRule = {
  id: "long-stays-witnessed",
  question: {
    en: "Did anybody independent see the goods where they stood for long?",
    zh: "货物长时间停留处是否有独立方见证？",
  },
  method:
    "Where more than two days lie between an arrival and the next departure, another owner should have seen them.",
  needs: "records",
  check: (matter) => {
    const stays = legsOf(matter).flatMap(({ arrival, next }) =>
      arrival === undefined || next === undefined || lasted(arrival, next) <= LONG ? [] : [{ arrival, next }],
    );
    if (stays.length === 0) return [notCheckable([], "The goods stood nowhere for long.", "货物未曾长时间停留。")];
    return stays.map(({ arrival, next }) => {
      const { party, place, occurredAt } = arrival.record;
      const [where, when] = [placeName(place), timeOf(occurredAt)];
      const open = disclosedIn(matter, SECURED).find(({ values }) => values.includes(false));
      if (open !== undefined) {
        const who = nameOf(matter, open.party);
        return contradiction(
          [refOf(arrival), open.step],
          en`${who} says that the place was open.`,
          zh`${who}称场地未封闭。`,
        );
      }
      const seen = witnessOf(matter, arrival, next);
      if (seen === undefined) {
        const who = nameOf(matter, party);
        return warning(
          [arrival, next],
          en`Only ${who} says that they stood at ${where}, from ${when}.`,
          zh`仅${who}称自${when}起停留于${where}。`,
        );
      }
      const who = nameOf(matter, seen.record.party);
      return pass([arrival, seen], en`${who} saw them at ${where}.`, zh`${who}在${where}见到货物。`);
    });
  },
};

function lasted(arrival: StoryStep, next: StoryStep): number {
  return next.record.occurredAt - arrival.record.occurredAt;
}

function witnessOf(matter: Matter, arrival: StoryStep, next: StoryStep): StoryStep | undefined {
  return ofKind(matter, "Sighted", "Inspected", "Received").find(
    ({ record }) =>
      record.place === arrival.record.place &&
      record.occurredAt >= arrival.record.occurredAt &&
      record.occurredAt <= next.record.occurredAt &&
      independent(matter, record.party, arrival.record.party),
  );
}

describe("sdk/crossReference: an auditor's rule, written with the package's entry alone", () => {
  it("is asked beside those of the release, and finds what is independently said", async () => {
    const { trace } = await loadFixture(toldWorld);
    const found = (matter: Matter) => {
      const { findings, of } = crossReference(matter, [...RULES, staysWitnessed]);
      expect(of).to.equal(RULES.length + 1);
      return findings
        .filter(({ rule }) => rule === staysWitnessed.id)
        .map(({ verdict, steps, sentence }) => ({ verdict, steps, sentence }));
    };
    const step = (sequence: number) => ({ consignment: trace.consignment, sequence });
    expect(found(matterWith(trace))).to.deep.equal([
      {
        verdict: "pass",
        steps: [step(9), step(10)],
        sentence: {
          en: "did:web:cnPort.example saw them at Shanghai Pt CNSHG.",
          zh: "did:web:cnPort.example 在上海港（CNSHG）见到货物。",
        },
      },
    ]);
    const alone = matterWith(retold(trace, { 10: null, 11: null, 12: null, 13: null, 14: null }));
    expect(found(alone)).to.have.length(1);
    expect(found(alone)[0]).to.deep.include({ verdict: "warning", steps: [step(9), step(15)] });
    const open = matterWith(trace, { 10: { [SECURED]: false } });
    expect(found(open)[0]).to.deep.include({ verdict: "contradiction", steps: [step(9), step(10)] });
    const notGone = matterWith(retold(trace, { 15: null }));
    expect(found(notGone)[0]).to.deep.include({ verdict: "not checkable", steps: [] });
  });

  it("reads fields that somebody named by a URI of its own", async () => {
    const { trace } = await loadFixture(toldWorld);
    const matter = matterWith(trace, { 8: { [SECURED]: true }, 10: { [SECURED]: [1, { a: null }] } });
    expect(disclosedIn(matter, SECURED).map(({ values, step }) => [step.sequence, ...values])).to.deep.equal([
      [8, true],
      [10, [1, { a: null }]],
    ]);
    expect(disclosedIn(matter, "https://insurer.example/voc/other")).to.deep.equal([]);
  });
});

describe("sdk/crossReference: agreement on a field of the auditor's own", () => {
  const grades = agreement({
    id: "grade-agrees",
    subject: { en: "the grade", zh: "等级" },
    method: "Grades that independent parties disclose must be the same.",
    field: "https://auditor.example/voc/grade",
  });
  const found = (matter: Matter) => crossReference(matter, [grades]).findings;
  const grade = (value: string | object) => ({ "https://auditor.example/voc/grade": value as never });

  it("holds what the parties disclosed under it against each other", async () => {
    const { trace } = await loadFixture(toldWorld);
    const [differing] = found(matterWith(trace, { 8: grade("A"), 10: grade("B") }));
    expect(differing).to.deep.include({ verdict: "contradiction" });
    expect(differing?.sentence.en).to.equal(
      "did:web:carrier.example says A of the grade, and did:web:cnPort.example says B.",
    );
    const [agreeing] = found(matterWith(trace, { 8: grade("A"), 10: grade("A") }));
    expect(agreeing).to.include({ verdict: "pass" });
    const [alone] = found(matterWith(trace, { 8: grade("A") }));
    expect(alone).to.include({ verdict: "not checkable" });
  });

  it("finds two values of several parts the same when all parts are", async () => {
    const { trace } = await loadFixture(toldWorld);
    const [same] = found(
      matterWith(trace, { 8: grade({ class: "A", by: [1, 2] }), 10: grade({ by: [1, 2], class: "A" }) }),
    );
    expect(same).to.include({ verdict: "pass" });
    const [other] = found(matterWith(trace, { 8: grade({ class: "A" }), 10: grade({ class: "A", by: [] }) }));
    expect(other).to.include({ verdict: "contradiction" });
  });

  it("asks for a name of the vocabulary or an absolute URI", () => {
    for (const field of ["goods.colour", "A:b", "https://auditor.example/two words"]) {
      const terms = { id: "any", subject: { en: "anything", zh: "任何事" }, method: "None." };
      // Not of the type, as from a program that is not typed.
      const naming = () => agreement({ ...terms, field: field as "a:b" });
      expect(naming, field).to.throw(InvalidValueError, /is no path of a field/);
    }
  });
});
