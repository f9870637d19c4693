import { expect } from "chai";

import { crossReference } from "../../../sdk/crossReference/crossReference.js";
import { agreement } from "../../../sdk/crossReference/agreement.js";
import { pass, warning } from "../../../sdk/crossReference/outcome.js";
import type { CrossRule } from "../../../sdk/crossReference/rule.js";
import { RULES } from "../../../sdk/crossReference/rules.js";
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

  it("takes an auditor's rule that is nothing but data", async () => {
    const { trace } = await loadFixture(toldWorld);
    const voyage = agreement({
      id: "voyage-agrees",
      subject: { en: "the voyage", zh: "航次" },
      method: "The carrier's voyage number is compared with the port's.",
      field: "transport.voyage",
      perLeg: true,
    });
    const matter = matterWith(trace, { 8: { "transport.voyage": "041W" }, 10: { "transport.voyage": "042W" } });
    const result = crossReference(matter, [...RULES, voyage]);
    expect(result.verdict).to.equal("contradiction");
    expect(result.findings[0]).to.deep.include({
      rule: "voyage-agrees",
      sentence: {
        en: "did:web:carrier.example says 041W of the voyage, and did:web:cnPort.example says 042W.",
        zh: "关于航次，did:web:carrier.example 称 041W，而 did:web:cnPort.example 称 042W。",
      },
    });
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
