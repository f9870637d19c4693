import { seenOnRoute } from "../../../sdk/crossReference/rules/seenOnRoute.js";
import { TOLERANCE, type Matter } from "../../../sdk/crossReference/matter.js";
import type { Scope } from "../../../sdk/places/scope.js";
import type { TraceDerivation, TraceRecord } from "../../../sdk/trace/journey.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { followedBy, matterWith, retold, timeAt, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

const DAY = 24 * 3600;

/** The told journey with its sighting (5) elsewhere or at another time, and with other words in other records. */
function seen(
  trace: Trace,
  place: string,
  occurredAt: number,
  others: Readonly<Record<number, Partial<TraceRecord> | null>> = {},
): Matter {
  return matterWith(retold(trace, { ...others, 5: { place: place as Scope, occurredAt } }));
}

/** The told journey, of goods that were split off others: nobody says where they stood first. */
function splitOff(trace: Trace): Trace {
  const { sequence, creator, key, dataHash, signer, recordedAt, word, lines, log } = trace.creation;
  const creation: TraceDerivation = {
    ...{ type: "Derivation", sequence, creator, key, dataHash, signer, recordedAt, word, lines, log },
    ...{ party: creator, from: trace.consignment, fromHead: key, release: key },
  };
  return { ...trace, creation };
}

describe("sdk/crossReference: where goods are when they are seen", () => {
  shouldFind(
    seenOnRoute,
    [
      {
        says: "before the first record, where they began",
        of: (w) => seen(w.trace, "NZTRG", timeAt(w, 2) - DAY),
        verdict: "pass",
        steps: [5],
      },
      {
        says: "before the first record, elsewhere",
        of: (w) => seen(w.trace, "AUSYD", timeAt(w, 2) - DAY),
        verdict: "contradiction",
        steps: [5],
        sentence: /when they are said to have stood at Tauranga NZTRG\.$/,
      },
      {
        says: "before the first record of goods that were split off",
        of: (w) => {
          const matter = seen(w.trace, "AUSYD", timeAt(w, 2) - DAY);
          return { ...matter, trace: splitOff(matter.trace) };
        },
        verdict: "warning",
        steps: [5],
      },
      {
        says: "where they began, after they had left",
        of: (w) => seen(w.trace, "NZTRG", timeAt(w, 12)),
        verdict: "contradiction",
        steps: [10, 5],
      },
      {
        says: "after their origin",
        of: (w) => seen(w.trace, "NZTRG", timeAt(w, 2) + DAY / 2),
        verdict: "pass",
        steps: [2, 5],
      },
      {
        says: "elsewhere after their delivery",
        of: (w) =>
          seen(
            followedBy(w.trace, 16, { kind: "Delivered", occurredAt: timeAt(w, 21) + DAY }),
            "AUSYD",
            timeAt(w, 21) + 3 * DAY,
          ),
        verdict: "contradiction",
        steps: [22, 5],
      },
      {
        says: "elsewhere in the second in which they leave: then they are on their way",
        of: (w) => seen(w.trace, "AUSYD", timeAt(w, 6)),
        verdict: "warning",
        steps: [6, 7, 5],
      },
      {
        says: "elsewhere in the second in which they arrive: then they stand there",
        of: (w) => seen(w.trace, "AUSYD", timeAt(w, 16)),
        verdict: "contradiction",
        steps: [16, 5],
      },
      {
        says: "at the port an hour after they came to the warehouse, two hours to the second after they left it",
        of: (w) => seen(w.trace, "CNSHG", timeAt(w, 15) + TOLERANCE, { 16: { occurredAt: timeAt(w, 15) + 3_600 } }),
        verdict: "pass",
        steps: [16, 15, 5],
      },
      {
        says: "at the port a second later than two hours after they left it",
        of: (w) => seen(w.trace, "CNSHG", timeAt(w, 15) + TOLERANCE + 1, { 16: { occurredAt: timeAt(w, 15) + 3_600 } }),
        verdict: "contradiction",
        steps: [16, 5],
      },
      {
        says: "elsewhere, while two moves are near",
        of: (w) => seen(w.trace, "AUSYD", timeAt(w, 15) + TOLERANCE, { 16: { occurredAt: timeAt(w, 15) + 3_600 } }),
        verdict: "contradiction",
        sentence: /stood at Hangzhou CNHAZ, Shanghai .*CNSHG\.$/,
      },
      ...["CNSGH", "CNSHA"].map((code) => ({
        says: `at the port's city by another code of it, ${code}, while they stand there`,
        of: (w: ToldWorld) => seen(w.trace, code, timeAt(w, 12)),
        verdict: "warning" as const,
        steps: [10, 5],
        sentence: /said to have stood at Shanghai Pt CNSHG: the codes can be of one place\.$/,
      })),
      {
        says: "at the airport across the city, too far to be the port",
        of: (w) => seen(w.trace, "CNPVG", timeAt(w, 12)),
        verdict: "contradiction",
        steps: [10, 5],
      },
      {
        says: "at a place that this release does not know",
        of: (w) => seen(w.trace, "CNZZZ", timeAt(w, 12)),
        verdict: "contradiction",
        steps: [10, 5],
      },
      {
        says: "after they were handed over on the road, which is no place",
        of: (w) => seen(w.trace, "AUSYD", timeAt(w, 16) + DAY, { 16: { place: "" as Scope } }),
        verdict: "warning",
        steps: [16, 5],
      },
      {
        says: "where only the witness itself says that they stood, and the carrier left from elsewhere",
        of: (w) => seen(w.trace, "NZTRG", timeAt(w, 5), { 6: { place: "NZAKL" as Scope } }),
        verdict: "not checkable",
        sentence: /^Only did:web:nzPort\.example says that the goods were at Tauranga/,
      },
    ],
    "by-the-second",
  );
});
