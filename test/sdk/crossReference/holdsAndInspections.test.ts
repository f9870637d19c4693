import { holdsLifted, inspectionsPassed } from "../../../sdk/crossReference/rules/customs.js";
import { noIncident } from "../../../sdk/crossReference/rules/goods.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { followedBy, inContainer, matterWith, record, retold, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** Steps of the told journey: 10 the port receives, 11 customs holds, 12 an inspector passes, 13 customs lifts its hold. */
const [PORT, HELD, PASSED, LIFTED] = [10, 11, 12, 13] as const;

/** The port and customs fail the goods, and the inspector, whose owner has the port too, passes them. */
function threeInspectors({ trace, cast }: ToldWorld): Trace {
  const told = retold(trace, {
    [PORT]: { kind: "Inspected", detailName: "Fail" },
    [HELD]: { kind: "Inspected", detailName: "Fail" },
  });
  const { controller } = trace.parties.get(cast.inspector.id)!;
  const port = { ...trace.parties.get(cast.cnPort.id)!, controller };
  return { ...told, parties: new Map([...told.parties, [cast.cnPort.id, port]]) };
}

describe("sdk/crossReference: several holds, inspections and incidents", () => {
  shouldFind(
    holdsLifted,
    [
      {
        says: "one lifted, another not",
        of: ({ trace }) => matterWith(retold(trace, { [PORT]: { kind: "Held" } })),
        verdict: "warning",
        steps: [PORT],
        sentence: /^did:web:cnPort\.example holds the goods\.$/,
      },
      {
        says: "what was lifted is a hold of that number on the container",
        of: ({ trace }) => inContainer(matterWith(trace), LIFTED),
        verdict: "warning",
        steps: [HELD],
      },
      {
        says: "lifted twice: of the container, then of the goods",
        of: ({ trace }) => inContainer(matterWith(followedBy(trace, LIFTED, {})), LIFTED),
        verdict: "pass",
        steps: [HELD, 22],
      },
    ],
    "of-several",
  );

  shouldFind(
    inspectionsPassed,
    [
      {
        says: "failed by two inspectors",
        of: ({ trace, cast }) =>
          matterWith(
            followedBy(retold(trace, { [PASSED]: { detailName: "Fail" } }), PASSED, {
              ...{ detailName: "Fail", party: cast.cnCustoms.id },
            }),
          ),
        verdict: "warning",
        steps: [PASSED, 22],
        sentence: /^The goods failed inspection by did:web:inspector\.example, did:web:cnCustoms\.example\.$/,
      },
      {
        says: "passed by two inspectors",
        of: ({ trace, cast }) => matterWith(followedBy(trace, PASSED, { party: cast.cnCustoms.id })),
        verdict: "pass",
        steps: [PASSED, 22],
      },
      {
        says: "failed by customs and by a port of the inspector's owner, passed by the inspector",
        of: (w) => matterWith(threeInspectors(w)),
        verdict: "contradiction",
        steps: [PORT, HELD, PASSED],
      },
    ],
    "of-several",
  );

  /** A broken seal at the port, and then the inspection, each with other words. */
  const broken = (w: ToldWorld, inspected: Parameters<typeof retold>[1][number]) =>
    matterWith(
      retold(w.trace, { [PORT]: { kind: "Incident", detailName: "BrokenSeal" }, [PASSED]: inspected ?? null }),
    );
  shouldFind(
    noIncident,
    [
      {
        says: "the goods failed afterwards",
        of: (w) => broken(w, { detailName: "Fail" }),
        verdict: "warning",
        steps: [PORT],
      },
      {
        says: "an inspection of the second in which it happened",
        of: (w) => broken(w, { occurredAt: record(w, PORT).occurredAt }),
        verdict: "warning",
        steps: [PORT],
      },
      {
        says: "an inspection that is recorded afterwards, and claimed to be older",
        of: (w) => broken(w, { occurredAt: record(w, PORT).occurredAt - 60 }),
        verdict: "warning",
        steps: [PORT],
      },
      {
        says: "an inspection a second later that came to the chain with it",
        of: (w) => broken(w, { occurredAt: record(w, PORT).occurredAt + 1, recordedAt: record(w, PORT).recordedAt }),
        verdict: "pass",
        steps: [PORT, PASSED],
      },
      {
        says: "passed by the party that had the incident",
        of: (w) => broken(w, { party: record(w, PORT).party }),
        verdict: "warning",
        steps: [PORT],
      },
    ],
    "and-inspections",
  );
});
