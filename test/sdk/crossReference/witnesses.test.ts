import { TOLERANCE } from "../../../sdk/crossReference/matter.js";
import { arrivalWitnessed, departureWitnessed } from "../../../sdk/crossReference/rules/witnessed.js";
import type { Scope } from "../../../sdk/places/scope.js";
import { matterWith, retold, timeAt, upTo, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

describe("sdk/crossReference: witnesses, by the second", () => {
  /** 3 the port receives, 4 customs clears, 5 the port sees, 6 the carrier leaves for 7. */
  const customsAlone = (w: ToldWorld, occurredAt: number) =>
    matterWith(retold(w.trace, { 3: null, 4: { occurredAt }, 5: null }));
  const sighted = (w: ToldWorld, occurredAt: number) => matterWith(retold(w.trace, { 5: { occurredAt } }));

  /** 6 the carrier leaves Sydney, for which nobody saw the goods leave Tauranga, for 7 Tauranga, and from there in 8. */
  const again = (w: ToldWorld, seen: Parameters<typeof retold>[1][number]) =>
    matterWith(
      retold(w.trace, {
        ...{ 4: { kind: "Received", place: "AUSYD" as Scope }, 5: seen ?? null, 6: { place: "AUSYD" as Scope } },
        ...{ 7: { place: "NZTRG" as Scope }, 8: { place: "NZTRG" as Scope } },
      }),
    );

  shouldFind(
    departureWitnessed,
    [
      {
        says: "seen two hours after they left",
        of: (w) => sighted(w, timeAt(w, 6) + TOLERANCE),
        verdict: "pass",
        steps: [6, 3],
      },
      {
        says: "seen a second more than two hours after they left",
        of: (w) => sighted(w, timeAt(w, 6) + TOLERANCE + 1),
        verdict: "contradiction",
        steps: [6, 5],
      },
      {
        says: "seen there still in the second in which they arrive elsewhere",
        of: (w) => sighted(w, timeAt(w, 7)),
        verdict: "contradiction",
        steps: [6, 5],
      },
      {
        says: "seen there again after they had arrived elsewhere: on another journey",
        of: (w) => sighted(w, timeAt(w, 7) + 1),
        verdict: "pass",
        steps: [6, 3],
      },
      { says: "on their way still", of: (w) => matterWith(upTo(w, 6)), verdict: "pass", steps: [6, 3] },
      {
        says: "left from there again, and seen on the first visit alone",
        of: (w) => again(w, {}),
        verdict: "not checkable",
        steps: [8],
        sentence: /^Only did:web:carrier\.example says that the goods left Tauranga/,
      },
      {
        says: "left from there again, and seen a second before they had left for it",
        of: (w) => again(w, { occurredAt: timeAt(w, 6) - 1 }),
        verdict: "not checkable",
        steps: [8],
        sentence: /^Only did:web:carrier\.example says that the goods left Tauranga/,
      },
      {
        says: "left from there again, and seen in the second in which they had left for it",
        of: (w) => again(w, { occurredAt: timeAt(w, 6) }),
        verdict: "pass",
        steps: [8, 5],
        sentence: /at Tauranga NZTRG before/,
      },
      {
        says: "left from elsewhere before anybody says that they had come there, and seen where they came from after that",
        of: (w) => matterWith(retold(w.trace, { 5: { occurredAt: timeAt(w, 8) + 1 }, 7: null })),
        verdict: "pass",
        steps: [6, 3],
      },
      {
        says: "moved within one place, where they were seen meanwhile",
        of: (w) =>
          matterWith(
            retold(w.trace, {
              13: { kind: "Sighted", occurredAt: timeAt(w, 15) + TOLERANCE + 1 },
              16: { place: "CNSHG" as Scope },
            }),
          ),
        verdict: "pass",
        steps: [15, 10],
        sentence: /at Shanghai/,
      },
      {
        says: "cleared by customs two hours after they left, and seen by nobody",
        of: (w) => customsAlone(w, timeAt(w, 6) + TOLERANCE),
        verdict: "pass",
        steps: [6, 4],
      },
      {
        says: "cleared by customs later than that: a desk sees no goods",
        of: (w) => customsAlone(w, timeAt(w, 6) + TOLERANCE + 1),
        verdict: "not checkable",
        steps: [6],
      },
      {
        says: "a word about another record is no sighting",
        of: (w) => matterWith(retold(w.trace, { 3: null, 4: { kind: "Confirmed" }, 5: null })),
        verdict: "not checkable",
        steps: [6],
      },
    ],
    "by-the-second",
  );

  /** 8 the carrier leaves for 9, 11 customs holds the goods there, 15 they go on inland. */
  const heldAlone = (w: ToldWorld, occurredAt: number) =>
    matterWith(retold(w.trace, { 10: null, 11: { occurredAt }, 12: null, 13: null }));
  const seenByCustoms = (w: ToldWorld, occurredAt: number) =>
    matterWith(retold(w.trace, { 11: { kind: "Sighted", occurredAt } }));

  shouldFind(
    arrivalWitnessed,
    [
      {
        says: "held there in the second in which they left for it",
        of: (w) => heldAlone(w, timeAt(w, 8)),
        verdict: "pass",
        steps: [9, 11],
      },
      {
        says: "held there before they left for it: other goods, or another journey",
        of: (w) => heldAlone(w, timeAt(w, 8) - 1),
        verdict: "not checkable",
        steps: [9],
        sentence: /^Only did:web:carrier\.example says that the goods came to Shanghai/,
      },
      {
        says: "held there two hours after they went on",
        of: (w) => heldAlone(w, timeAt(w, 15) + TOLERANCE),
        verdict: "pass",
        steps: [9, 11],
      },
      {
        says: "held there a second later than that",
        of: (w) => heldAlone(w, timeAt(w, 15) + TOLERANCE + 1),
        verdict: "not checkable",
        steps: [9],
        sentence: /^Only did:web:carrier\.example says that the goods came to Shanghai/,
      },
      {
        says: "seen two hours before they arrived",
        of: (w) => seenByCustoms(w, timeAt(w, 9) - TOLERANCE),
        verdict: "pass",
        steps: [9, 10],
      },
      {
        says: "seen a second more than two hours before they arrived",
        of: (w) => seenByCustoms(w, timeAt(w, 9) - TOLERANCE - 1),
        verdict: "contradiction",
        steps: [9, 11],
      },
      {
        says: "seen an hour after they arrived",
        of: (w) => seenByCustoms(w, timeAt(w, 9) + TOLERANCE / 2),
        verdict: "pass",
        steps: [9, 10],
      },
      {
        says: "moved within one place, where they were seen long before",
        of: (w) =>
          matterWith(
            retold(w.trace, {
              13: { kind: "Sighted", occurredAt: timeAt(w, 15) + 1 },
              16: { place: "CNSHG" as Scope },
            }),
          ),
        verdict: "pass",
        steps: [16, 13],
        sentence: /^did:web:cnCustoms\.example recorded the sighting/,
      },
    ],
    "by-the-second",
  );
});
