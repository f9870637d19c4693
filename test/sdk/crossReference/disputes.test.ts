import { disputesSettled } from "../../../sdk/crossReference/rules/writers.js";
import type { Matter } from "../../../sdk/crossReference/matter.js";
import type { TraceRecord } from "../../../sdk/trace/journey.js";
import { inContainer, matterWith, record, retold, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** The told journey in which the port (10) disputes what the carrier recorded (9), and 14 is what came of it. */
function disputed(w: ToldWorld, answer: Partial<TraceRecord>, dispute: Partial<TraceRecord> = { about: 9 }): Matter {
  return matterWith(retold(w.trace, { 10: { kind: "Disputed", ...dispute }, 14: answer }));
}

describe("sdk/crossReference: what settles a dispute", () => {
  shouldFind(
    disputesSettled,
    [
      {
        says: "who disputed takes the goods back",
        of: (w) => disputed(w, { kind: "TakenBack", party: record(w, 10).party }),
        verdict: "pass",
        steps: [10, 14],
        sentence: /^What did:web:cnPort\.example disputed was answered by the taking back of the goods\.$/,
      },
      {
        says: "who disputed takes the dispute back",
        of: (w) => disputed(w, { kind: "Correction", about: 10 }),
        verdict: "pass",
        steps: [10, 14],
      },
      {
        says: "a correction of another record",
        of: (w) => disputed(w, { kind: "Correction", about: 7 }),
        verdict: "warning",
        steps: [10],
      },
      {
        says: "a correction of nothing that is named, of a dispute of nothing that is named",
        of: (w) => disputed(w, { kind: "Correction", about: undefined }, { about: undefined }),
        verdict: "warning",
        steps: [10],
      },
      {
        says: "a word about the disputed record that is no correction",
        of: (w) => disputed(w, { kind: "Confirmed", about: 9 }),
        verdict: "warning",
        steps: [10],
      },
      {
        says: "a word about the dispute that is no correction",
        of: (w) => disputed(w, { kind: "Confirmed", about: 10, party: record(w, 10).party }),
        verdict: "warning",
        steps: [10],
      },
      {
        says: "a correction that was there before",
        of: ({ trace }) =>
          matterWith(retold(trace, { 10: { kind: "Correction", about: 9 }, 14: { kind: "Disputed", about: 9 } })),
        verdict: "warning",
        steps: [14],
      },
      {
        says: "a correction that was there before, and is told to be logged after",
        of: ({ trace }) => {
          const log = trace.records.at(-1)!.log;
          return matterWith(
            retold(trace, { 10: { kind: "Correction", about: 9, log }, 14: { kind: "Disputed", about: 9 } }),
          );
        },
        verdict: "warning",
        steps: [14],
      },
      {
        says: "a correction in the journey of the container, of its own record of that number",
        of: (w) => inContainer(disputed(w, { kind: "Correction", about: 9 }), 14),
        verdict: "warning",
        steps: [10],
      },
    ],
    "by-their-author",
  );
});
