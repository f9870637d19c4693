import { quantityAgrees, weightAgrees } from "../../../sdk/crossReference/rules/declared.js";
import { followedBy, inContainer, matterWith, retold, timeAt, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/**
 * Steps of the told journey: 4 export customs, 6 the carrier leaves, 10 the port receives, 16 the warehouse, 17 the broker
 * declares; an inspector samples 2 of 480 units in 18, 5 are found beyond in 19, 178 are released in 20 and the rest in 21.
 */
const [CUSTOMS, LEFT, PORT, DECLARED, SAMPLED, BEYOND, RELEASED] = [4, 6, 10, 17, 18, 19, 20] as const;
const AFTER = 22;

const pieces = (value: number) => ({ "goods.quantity": { value, unit: "H87" } });
const cartons = (value: number) => ({ "goods.quantity": { value, unit: "CT" } });
const weighed = (value: number) => ({ "goods.grossWeight": value });

/** The told journey with a count by the warehouse after the sample, and nothing found beyond or released. */
function countedAfterSample(w: ToldWorld) {
  const trace = retold(w.trace, { [BEYOND]: null, [RELEASED]: null, 21: null });
  return followedBy(trace, 16, { kind: "Inspected", sequence: AFTER, occurredAt: timeAt(w, SAMPLED) + 3_600 });
}

describe("sdk/crossReference: amounts of what was there then", () => {
  shouldFind(
    quantityAgrees,
    [
      {
        says: "two agree in cartons, and the ledger counts pieces",
        of: ({ trace }) => matterWith(trace, { [CUSTOMS]: cartons(40), [DECLARED]: cartons(40) }),
        verdict: "pass",
        steps: [CUSTOMS, DECLARED],
        sentence: /^did:web:nzCustoms\.example, did:web:broker\.example agree on the quantity: 40 CT\.$/,
      },
      {
        says: "one declares the ledger's pieces, and two agree in cartons",
        of: ({ trace }) => matterWith(trace, { [CUSTOMS]: cartons(40), [PORT]: pieces(480), [DECLARED]: cartons(40) }),
        verdict: "pass",
        steps: [1, PORT],
        sentence: /^did:web:factory\.example, did:web:cnPort\.example agree on the quantity: 480 H87\.$/,
      },
      {
        says: "counted after a sample was taken",
        of: (w) => matterWith(countedAfterSample(w), { [AFTER]: pieces(478) }),
        verdict: "pass",
        steps: [SAMPLED, AFTER],
        sentence: /^did:web:inspector\.example, did:web:warehouse\.example agree on the quantity: 478 H87\.$/,
      },
      {
        says: "declared after a sample as it was invoiced",
        of: (w) => matterWith(countedAfterSample(w), { [AFTER]: pieces(480) }),
        verdict: "pass",
        steps: [SAMPLED, AFTER],
        sentence: /^did:web:factory\.example, did:web:warehouse\.example agree on the quantity: 480 H87\.$/,
      },
      {
        says: "counted after a sample as neither was",
        of: (w) => matterWith(countedAfterSample(w), { [AFTER]: pieces(479) }),
        verdict: "contradiction",
        steps: [SAMPLED, AFTER],
        sentence: /480 H87 .* 479 H87/,
      },
      {
        says: "counted before a sample was taken as what it left",
        of: (w) => matterWith(countedAfterSample(w), { [PORT]: pieces(478) }),
        verdict: "contradiction",
        steps: [1, PORT],
      },
      {
        says: "a release by lines tells how many it releases",
        of: ({ trace }) => matterWith(trace, { [RELEASED]: pieces(178) }),
        verdict: "not checkable",
        steps: [],
      },
      {
        says: "counted after some were found beyond, which the ledger does not add",
        of: (w) => {
          const trace = retold(w.trace, { [RELEASED]: null, 21: null });
          const counted = followedBy(trace, 16, { kind: "Inspected", sequence: AFTER });
          return matterWith(counted, { [AFTER]: pieces(483) });
        },
        verdict: "not checkable",
      },
      {
        says: "counted of all in the container",
        of: ({ trace }) => inContainer(matterWith(trace, { [CUSTOMS]: pieces(480), [PORT]: pieces(9_000) }), PORT),
        verdict: "pass",
        steps: [1, CUSTOMS],
      },
    ],
    "at-the-time",
  );

  shouldFind(
    weightAgrees,
    [
      {
        says: "of all in the container, and of the goods",
        of: ({ trace }) => inContainer(matterWith(trace, { [CUSTOMS]: weighed(500), [LEFT]: weighed(20_000) }), LEFT),
        verdict: "not checkable",
      },
      {
        says: "half after a sample was taken",
        of: (w) => matterWith(countedAfterSample(w), { [LEFT]: weighed(500), [AFTER]: weighed(250) }),
        verdict: "contradiction",
        steps: [LEFT, AFTER],
      },
      {
        says: "of what is left after a release",
        of: (w) => {
          const trace = followedBy(w.trace, 16, { kind: "Inspected", occurredAt: timeAt(w, RELEASED) + 60 });
          return matterWith(trace, { [LEFT]: weighed(500), [AFTER]: weighed(300) });
        },
        verdict: "not checkable",
      },
    ],
    "at-the-time",
  );
});
