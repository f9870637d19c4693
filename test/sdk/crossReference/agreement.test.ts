import { expect } from "chai";

import { agreement, type Agreement } from "../../../sdk/crossReference/agreement.js";
import { crossReference } from "../../../sdk/crossReference/crossReference.js";
import { matterOf } from "../../../sdk/crossReference/matter.js";
import { RULES } from "../../../sdk/crossReference/rules.js";
import type { FieldName } from "../../../sdk/disclosure/vocabulary/fields.js";
import { loadFixture } from "../../support/chain.js";
import { matterWith, toldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** Steps of the told journey on one leg: 8 the carrier leaves, 10 the port receives. */
const [LEFT, PORT] = [8, 10] as const;

const voyages: Agreement<"transport.voyage"> = {
  id: "voyage-agrees",
  subject: { en: "the voyage", zh: "航次" },
  method: "The carrier's voyage number is compared with the port's.",
  field: "transport.voyage",
  perLeg: true,
};

describe("sdk/crossReference: an auditor's rule that is nothing but data", () => {
  it("is asked beside those of the release", async () => {
    const { trace } = await loadFixture(toldWorld);
    const voyage = agreement(voyages);
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

  it("asks in two languages, and needs disclosures", () => {
    const { question, needs } = agreement(voyages);
    expect(needs).to.equal("disclosures");
    expect(question).to.deep.equal({
      en: "Do independent parties agree on the voyage?",
      zh: "独立各方对航次的说法是否一致？",
    });
  });

  it("finds nothing in a trace by itself", async () => {
    const { trace } = await loadFixture(toldWorld);
    const outcomes = crossReference(matterOf(trace), [agreement(voyages)]).findings;
    expect(outcomes.map(({ verdict, sentence }) => [verdict, sentence.en])).to.deep.equal([
      ["not checkable", "Nobody disclosed the voyage."],
    ]);
  });

  /** Seals are numbered by whom they are of: only those of one country can be held against each other. */
  const seals = seen("equipment.seal", { comparable: (one, other) => one.slice(0, 2) === other.slice(0, 2) });
  shouldFind(
    agreement(seals),
    [
      {
        says: "one of several is the same",
        of: ({ trace }) =>
          matterWith(trace, {
            [LEFT]: { "equipment.seal[0]": "NZ-1", "equipment.seal[1]": "SG-2" },
            [PORT]: { "equipment.seal[0]": "SG-2", "equipment.seal[1]": "CN-3" },
          }),
        verdict: "pass",
        steps: [LEFT, PORT],
      },
      {
        says: "one of several can be compared, and is another",
        of: ({ trace }) =>
          matterWith(trace, {
            [LEFT]: { "equipment.seal[0]": "NZ-1", "equipment.seal[1]": "SG-2" },
            [PORT]: { "equipment.seal[0]": "SG-7", "equipment.seal[1]": "CN-3" },
          }),
        verdict: "contradiction",
        sentence: /carrier\.example says NZ-1, SG-2 of .*, and did:web:cnPort\.example says SG-7, CN-3\.$/,
      },
      {
        says: "none can be compared",
        of: ({ trace }) =>
          matterWith(trace, { [LEFT]: { "equipment.seal[0]": "NZ-1" }, [PORT]: { "equipment.seal[0]": "CN-3" } }),
        verdict: "not checkable",
      },
    ],
    "as-data",
  );

  shouldFind(
    agreement(seen("goods.quantity", { agrees: (one, other) => one.value === other.value })),
    [
      {
        says: "values of several parts are shown as they are",
        of: ({ trace }) =>
          matterWith(trace, {
            [LEFT]: { "goods.quantity": { value: 40, unit: "CT" } },
            [PORT]: { "goods.quantity": { value: 41, unit: "CT" } },
          }),
        verdict: "contradiction",
        sentence: /says \{"value":40,"unit":"CT"\} of what was seen, and .* says \{"value":41,"unit":"CT"\}\.$/,
      },
    ],
    "as-data",
  );
});

function seen<Name extends FieldName>(field: Name, how: Partial<Agreement<Name>>): Agreement<Name> {
  const id = `seen-${field.replace(".", "-")}`;
  return { id, subject: { en: "what was seen", zh: "所见" }, method: "What each saw is compared.", field, ...how };
}
