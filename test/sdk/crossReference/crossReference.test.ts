import { expect } from "chai";

import { crossReference } from "../../../sdk/crossReference/crossReference.js";
import { matterOf } from "../../../sdk/crossReference/matter.js";
import { contradiction, notCheckable, pass, warning } from "../../../sdk/crossReference/outcome.js";
import type { CrossRule } from "../../../sdk/crossReference/rule.js";
import { RULES } from "../../../sdk/crossReference/rules.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { loadFixture } from "../../support/chain.js";
import { matterWith, retold, toldWorld } from "../../support/matter.js";

const rule = (id: string, check: CrossRule["check"]): CrossRule => ({
  ...{ id, question: { en: "?", zh: "?" }, method: "", needs: "records", check },
});

describe("sdk/crossReference: crossReference", () => {
  it("says how many of how many questions could be checked, and puts the worst first", async () => {
    const { trace } = await loadFixture(toldWorld);
    const result = crossReference(matterWith(retold(trace, { 6: { detailName: "Air" }, 19: null, 20: null })));
    expect(result.of).to.equal(RULES.length);
    expect(result.checked).to.be.greaterThan(15).and.lessThan(result.of);
    expect(result.sentence.en).to.match(/^0 contradictions, \d+ warnings; \d+ of 36 questions could be checked\.$/);
    const order = ["contradiction", "warning", "pass", "not checkable"];
    const places = result.findings.map(({ verdict }) => order.indexOf(verdict));
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  });

  it("counts findings of each verdict, and rules that could be checked in part", async () => {
    const { trace } = await loadFixture(toldWorld);
    const mixed = rule("mixed", () => [
      contradiction([], "One.", "一。"),
      notCheckable([], "Two.", "二。"),
      contradiction([], "Three.", "三。"),
      warning([], "Four.", "四。"),
    ]);
    const mute = rule("mute", () => [notCheckable([], "Five.", "五。")]);
    const result = crossReference(matterWith(trace), [mute, mixed]);
    expect(result.findings.map(({ sentence }) => sentence.zh)).to.deep.equal(["一。", "三。", "四。", "五。", "二。"]);
    expect(result).to.deep.include({
      ...{ checked: 1, of: 2, verdict: "contradiction" },
      sentence: {
        en: "2 contradictions, 1 warnings; 1 of 2 questions could be checked.",
        zh: "2 处矛盾，1 项提醒；2 个问题中可核对 1 个。",
      },
    });
  });

  it("is as bad as its worst finding, and no worse for what could not be checked", async () => {
    const { trace } = await loadFixture(toldWorld);
    const matter = matterWith(trace);
    const good = rule("good", () => [pass([], "Good.", "好。")]);
    const bad = rule("bad", () => [warning([], "Bad.", "坏。")]);
    const mute = RULES.find(({ id }) => id === "seal-agrees")!;
    expect(crossReference(matter, [good, mute]).verdict).to.equal("pass");
    expect(crossReference(matter, [good, bad, mute]).verdict).to.equal("warning");
    expect(crossReference(matter, [mute])).to.include({ verdict: "not checkable", checked: 0, of: 1 });
  });

  it("warns of a rule that throws, whatever it throws, and asks the others", async () => {
    const { trace } = await loadFixture(toldWorld);
    const throwing = (thrown: unknown): CrossRule =>
      rule("throwing", () => {
        throw thrown;
      });
    const good = rule("good", () => [pass([], "Good.", "好。")]);
    const noList = rule("no list", () => ({}) as never);
    for (const failing of [throwing(new Error("boom")), throwing("boom"), throwing(Object.create(null)), noList]) {
      const { findings, verdict, checked } = crossReference(matterWith(trace), [failing, good]);
      expect({ verdict, checked }).to.deep.equal({ verdict: "warning", checked: 1 });
      expect(findings.map(({ rule }) => rule)).to.deep.equal([failing.id, "good"]);
      expect(findings[0]!.sentence).to.deep.equal({ en: "The rule failed.", zh: "该规则运行出错，未能核对。" });
      expect(findings[0]!.error).to.match(/^Something unexpected went wrong: ./);
    }
  });

  it("judges nothing but a matter, by a list of rules", async () => {
    for (const matter of [undefined, null, 5, {}, { trace: {} }] as never[])
      expect(() => crossReference(matter)).to.throw(
        InvalidValueError,
        /is no (matter of the rules|trace|list of steps)/,
      );
    const { trace } = await loadFixture(toldWorld);
    expect(() => crossReference(matterOf(trace), {} as never)).to.throw(InvalidValueError, "is no list of rules");
  });

  it("gives no pass that rests on a disclosure to a trace with nothing disclosed", async () => {
    const { trace } = await loadFixture(toldWorld);
    const needing = new Set(RULES.filter(({ needs }) => needs === "disclosures").map(({ id }) => id));
    const found = crossReference(matterWith(trace)).findings.filter(({ rule }) => needing.has(rule));
    expect(needing.size).to.be.greaterThan(9);
    expect(new Set(found.map(({ verdict }) => verdict))).to.deep.equal(new Set(["not checkable"]));
  });

  it("has rules with names of their own, a question in two languages and a method", () => {
    expect(new Set(RULES.map(({ id }) => id)).size).to.equal(RULES.length);
    for (const { id, question, method } of RULES) {
      expect(id).to.match(/^[a-z]+(-[a-z]+)+$/);
      expect(question.en).to.match(/\?$/);
      expect(question.zh).to.match(/？$/);
      expect(method.length, id).to.be.greaterThan(60);
    }
  });
});
