import { containerAgrees, sealAgrees, vesselAgrees } from "../../../sdk/crossReference/rules/declared.js";
import type { Scope } from "../../../sdk/places/scope.js";
import type { TraceRecord } from "../../../sdk/trace/journey.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { followedBy, matterWith, record, retold, timeAt, upTo, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/**
 * Steps of the told journey: 3 the port receives, 4 customs clear for export, 5 the port sees the loading, 6 the carrier
 * leaves for 7 Singapore, from there in 8 for 9 Shanghai, where 10 the port receives and 12 an inspector looks; 15 a carrier
 * goes inland to 16 the warehouse, where 17 the broker declares.
 */
const [RECEIVED, CUSTOMS, LOADED, LEFT, TRANSSHIPPED, LEFT_AGAIN, ARRIVED, PORT, INSPECTED, DECLARED] = [
  ...[3, 4, 5, 6, 7, 8, 9, 10, 12, 17],
] as const;
/** What the port of Singapore sees, told after all else. */
const [SEEN, SEEN_NEXT] = [22, 23] as const;
const HOUR = 3_600;
const TOPIC = "on-one-leg";

const at = (code: string) => ({ place: code as Scope });
const ship = (imo: string) => ({ "transport.vesselImo": imo });
const [A, B, OTHER] = [ship("9074729"), ship("9321483"), ship("9321990")];
const box = (number: string) => ({ "equipment.container[0]": number });
const [FIRST_BOX, SECOND_BOX] = [box("CSQU3054383"), box("HLXU1234561")];
const sealed = (...numbers: readonly string[]): Record<string, string> =>
  Object.fromEntries(numbers.map((number, index) => [`equipment.seal[${String(index)}]`, number]));

/** The told journey with what the port of Singapore saw between the two ships. */
function seenInSingapore(w: ToldWorld, ...sightings: readonly string[]): Trace {
  return sightings.reduce((trace, detailName, index) => {
    const occurredAt = timeAt(w, TRANSSHIPPED) + (index + 1) * HOUR;
    return followedBy(trace, LOADED, { ...at("SGSIN"), detailName, occurredAt });
  }, w.trace);
}

/** The told journey with a terminal that receives the goods between the two ships. */
function receivedInSingapore(w: ToldWorld): Trace {
  return followedBy(w.trace, PORT, { ...at("SGSIN"), occurredAt: timeAt(w, TRANSSHIPPED) + HOUR });
}

/** The told journey with a hold in Singapore. */
function heldInSingapore(w: ToldWorld, occurredAt: number): Trace {
  return followedBy(w.trace, 11, { ...at("SGSIN"), occurredAt });
}

/** The told journey with a seal that is said, after all else was, to have broken between the second ship's two ends. */
function brokenInHindsight(w: ToldWorld, by: number): Trace {
  const occurredAt = timeAt(w, ARRIVED) - 24 * HOUR;
  return followedBy(w.trace, by, { kind: "Incident", detailName: "BrokenSeal", occurredAt });
}

/** The told journey with an inspector that whoever owns the carrier owns too. */
function withInspectorOfCarrier(w: ToldWorld): Trace {
  const { trace } = w;
  const { controller } = trace.parties.get(record(w, LEFT_AGAIN).party)!;
  const inspector = record(w, INSPECTED).party;
  const parties = new Map(trace.parties).set(inspector, { ...trace.parties.get(inspector)!, controller });
  return { ...trace, parties };
}

/** The told journey with a lorry that brings the goods from Hamilton to the ship at Tauranga. */
function overHamilton(w: ToldWorld, changes: Readonly<Record<number, Partial<TraceRecord> | null>> = {}): Trace {
  return retold(w.trace, {
    2: at("NZHLZ"),
    [RECEIVED]: null,
    [CUSTOMS]: at("NZHLZ"),
    [LOADED]: null,
    [LEFT]: { ...at("NZHLZ"), detailName: "Road" },
    [TRANSSHIPPED]: at("NZTRG"),
    [LEFT_AGAIN]: at("NZTRG"),
    ...changes,
  });
}

/** When, as a record claims it. */
function hoursBefore(w: ToldWorld, sequence: number, hours: number): Pick<TraceRecord, "occurredAt" | "recordedAt"> {
  const occurredAt = timeAt(w, sequence) - hours * HOUR;
  return { occurredAt, recordedAt: occurredAt + 60 };
}

/** The broker declares before the goods have come: two days after they left. */
function declaredInAdvance(w: ToldWorld): Trace {
  return retold(w.trace, { [DECLARED]: { ...at("CNSHG"), occurredAt: timeAt(w, LEFT) + 48 * HOUR } });
}

describe("sdk/crossReference: what is told where a leg begins and where it ends", () => {
  shouldFind(
    vesselAgrees,
    [
      {
        says: "export customs and the carrier name two ships",
        of: ({ trace }) => matterWith(trace, { [CUSTOMS]: A, [LEFT]: B }),
        verdict: "contradiction",
        steps: [CUSTOMS, LEFT],
      },
      {
        says: "the port loaded another ship than the carrier says",
        of: ({ trace }) => matterWith(trace, { [LOADED]: A, [LEFT]: B }),
        verdict: "contradiction",
        steps: [LOADED, LEFT],
      },
      {
        says: "the port's clock is three hours ahead, and it names the carrier's ship",
        of: (w) =>
          matterWith(retold(w.trace, { [LOADED]: { occurredAt: timeAt(w, LEFT) + 3 * HOUR } }), {
            [LOADED]: A,
            [LEFT]: A,
            [LEFT_AGAIN]: B,
          }),
        verdict: "pass",
        steps: [LOADED, LEFT],
      },
      {
        says: "before anything has left, customs and the port that has the goods name two ships",
        of: (w) => matterWith(upTo(w, LOADED), { [CUSTOMS]: A, [RECEIVED]: B }),
        verdict: "contradiction",
        steps: [RECEIVED, CUSTOMS],
      },
      {
        says: "at a transshipment the port tells of the ship that came and of the one that left",
        of: (w) =>
          matterWith(seenInSingapore(w, "Discharged", "Loaded"), {
            [LEFT]: A,
            [LEFT_AGAIN]: B,
            [SEEN]: A,
            [SEEN_NEXT]: B,
          }),
        verdict: "pass",
        steps: [LEFT, SEEN],
      },
      {
        says: "at a transshipment the port loads another ship than the carrier says",
        of: (w) =>
          matterWith(seenInSingapore(w, "Discharged", "Loaded"), {
            [LEFT]: A,
            [LEFT_AGAIN]: B,
            [SEEN]: A,
            [SEEN_NEXT]: OTHER,
          }),
        verdict: "contradiction",
        steps: [LEFT_AGAIN, SEEN_NEXT],
      },
      {
        says: "before the second ship leaves, the port names it",
        of: (w) => {
          const later = w.trace.records.filter(({ sequence }) => sequence > TRANSSHIPPED);
          const trace = retold(
            seenInSingapore(w, "Loaded"),
            Object.fromEntries(later.map(({ sequence }) => [sequence, null])),
          );
          return matterWith(trace, { [LEFT]: A, [SEEN]: B });
        },
        verdict: "not checkable",
      },
      {
        says: "the carrier names the ship that takes over where it transships, and the port the one that came",
        of: (w) => matterWith(seenInSingapore(w, "Discharged"), { [LEFT]: A, [TRANSSHIPPED]: B, [SEEN]: A }),
        verdict: "pass",
        steps: [LEFT, SEEN],
      },
      {
        says: "what can be of two ships is that of the one that nobody names",
        of: (w) => matterWith(seenInSingapore(w, "Scanned"), { [LEFT]: A, [SEEN]: B }),
        verdict: "not checkable",
      },
      {
        says: "what can be of two ships is neither",
        of: (w) => matterWith(seenInSingapore(w, "Scanned"), { [LEFT]: A, [LEFT_AGAIN]: B, [SEEN]: OTHER }),
        verdict: "contradiction",
        steps: [LEFT, SEEN],
      },
      {
        says: "the terminal that receives them between two ships names the one that takes over",
        of: (w) => matterWith(receivedInSingapore(w), { [LEFT]: A, [LEFT_AGAIN]: B, [SEEN]: B }),
        verdict: "pass",
        steps: [LEFT_AGAIN, SEEN],
      },
      {
        says: "the terminal that receives them between two ships names it before that has left",
        of: (w) => {
          const later = w.trace.records.filter(({ sequence }) => sequence > TRANSSHIPPED);
          const trace = retold(
            receivedInSingapore(w),
            Object.fromEntries(later.map(({ sequence }) => [sequence, null])),
          );
          return matterWith(trace, { [LEFT]: A, [SEEN]: B });
        },
        verdict: "not checkable",
      },
      {
        says: "the terminal that receives them between two ships names neither",
        of: (w) => matterWith(receivedInSingapore(w), { [LEFT]: A, [LEFT_AGAIN]: B, [SEEN]: OTHER }),
        verdict: "contradiction",
        steps: [LEFT, SEEN],
      },
      {
        says: "declared in advance with the second ship, while the first sails",
        of: (w) => matterWith(declaredInAdvance(w), { [LEFT]: A, [LEFT_AGAIN]: B, [DECLARED]: B }),
        verdict: "pass",
        steps: [LEFT_AGAIN, DECLARED],
      },
      {
        says: "declared in advance, and the goods are still with the first ship",
        of: (w) => {
          const on = w.trace.records.filter(({ sequence }) => sequence > LEFT && sequence !== DECLARED);
          const trace = retold(declaredInAdvance(w), Object.fromEntries(on.map(({ sequence }) => [sequence, null])));
          return matterWith(trace, { [LEFT]: A, [DECLARED]: B });
        },
        verdict: "not checkable",
      },
      {
        says: "declared inland with another ship than the one that came",
        of: ({ trace }) => matterWith(trace, { [LEFT_AGAIN]: B, [DECLARED]: OTHER }),
        verdict: "contradiction",
        steps: [LEFT_AGAIN, DECLARED],
      },
      {
        says: "customs clear where a lorry leaves for the ship",
        of: (w) => matterWith(overHamilton(w), { [CUSTOMS]: A, [LEFT_AGAIN]: B }),
        verdict: "contradiction",
        steps: [CUSTOMS, LEFT_AGAIN],
      },
      {
        says: "a feeder takes them to the ship that leaves the country, and customs name that",
        of: (w) =>
          matterWith(retold(w.trace, { [TRANSSHIPPED]: at("NZAKL"), [LEFT_AGAIN]: at("NZAKL") }), {
            [CUSTOMS]: B,
            [LEFT]: A,
            [LEFT_AGAIN]: B,
          }),
        verdict: "pass",
        steps: [CUSTOMS, LEFT_AGAIN],
      },
      {
        says: "what was discharged before they are told to have left is of no leg",
        of: ({ trace }) =>
          matterWith(retold(trace, { [LOADED]: { detailName: "Discharged" } }), { [LOADED]: A, [LEFT]: B }),
        verdict: "not checkable",
      },
    ],
    TOPIC,
  );

  shouldFind(
    containerAgrees,
    [
      {
        says: "the port loaded another box than the carrier left with",
        of: ({ trace }) => matterWith(trace, { [LOADED]: FIRST_BOX, [LEFT]: SECOND_BOX }),
        verdict: "contradiction",
        steps: [LOADED, LEFT],
      },
      {
        says: "the goods are put into another box between two ships",
        of: (w) =>
          matterWith(seenInSingapore(w, "Discharged", "Loaded"), {
            [LEFT]: FIRST_BOX,
            [LEFT_AGAIN]: SECOND_BOX,
            [SEEN]: FIRST_BOX,
            [SEEN_NEXT]: SECOND_BOX,
          }),
        verdict: "pass",
        steps: [LEFT_AGAIN, SEEN_NEXT],
        sentence: /HLXU1234561/,
      },
      {
        says: "the carrier names one more",
        of: ({ trace }) =>
          matterWith(trace, {
            [LOADED]: FIRST_BOX,
            [LEFT]: { ...FIRST_BOX, "equipment.container[1]": "HLXU1234561" },
          }),
        verdict: "warning",
        steps: [LOADED, LEFT],
        sentence:
          /agree on CSQU3054383 of the freight container, but only did:web:carrier\.example says HLXU1234561\.$/,
      },
    ],
    TOPIC,
  );

  shouldFind(
    sealAgrees,
    [
      {
        says: "customs sealed them with another than the carrier left with",
        of: ({ trace }) => matterWith(trace, { [CUSTOMS]: sealed("A"), [LEFT]: sealed("B") }),
        verdict: "contradiction",
        steps: [CUSTOMS, LEFT],
      },
      {
        says: "customs found another on arrival than the carrier left with",
        of: ({ trace }) => matterWith(trace, { [LEFT_AGAIN]: sealed("A"), [INSPECTED]: sealed("B") }),
        verdict: "contradiction",
        steps: [LEFT_AGAIN, INSPECTED],
      },
      {
        says: "an inspector seals them anew before they go inland",
        of: ({ trace }) =>
          matterWith(trace, {
            [LEFT_AGAIN]: sealed("A"),
            [PORT]: sealed("A"),
            [INSPECTED]: sealed("B"),
            15: sealed("B"),
          }),
        verdict: "pass",
        steps: [INSPECTED, 15],
        sentence: /: B\.$/,
      },
      {
        says: "the carrier commits to a false one beside the true one",
        of: ({ trace }) => matterWith(trace, { [ARRIVED]: sealed("FAKE", "NZ-1"), [PORT]: sealed("NZ-1") }),
        verdict: "warning",
        steps: [ARRIVED, PORT],
        sentence:
          /and did:web:cnPort\.example agree on NZ-1 of the seal, but only did:web:carrier\.example says FAKE\.$/,
      },
      {
        says: "each names one more",
        of: ({ trace }) => matterWith(trace, { [ARRIVED]: sealed("A", "B"), [PORT]: sealed("B", "C") }),
        verdict: "warning",
        sentence: /but only did:web:carrier\.example says A, and only did:web:cnPort\.example says C\.$/,
      },
      {
        says: "customs opened them and tell the seal that they found and the one that they set",
        of: ({ trace }) =>
          matterWith(trace, { [RECEIVED]: sealed("A"), [CUSTOMS]: sealed("A", "B"), [LEFT]: sealed("B") }),
        verdict: "warning",
        steps: [RECEIVED, LEFT, CUSTOMS],
        sentence:
          /^did:web:nzPort\.example says A of the seal, and .* says B; did:web:nzCustoms\.example names both\.$/,
      },
      {
        says: "customs held them with the seal that they found, and let them go with the one that they set",
        of: (w) => {
          const [found, left] = [record(w, 11), record(w, 13)];
          const trace = retold(w.trace, {
            [RECEIVED]: { ...found, sequence: RECEIVED, ...hoursBefore(w, LEFT, 3), ...at("NZTRG") },
            [LOADED]: { ...left, sequence: LOADED, ...hoursBefore(w, LEFT, 2), ...at("NZTRG") },
          });
          return matterWith(trace, { [RECEIVED]: sealed("A"), [LOADED]: sealed("B"), [LEFT]: sealed("B") });
        },
        verdict: "warning",
        steps: [RECEIVED, LEFT, LOADED],
      },
      {
        says: "customs let them go on arrival with a seal of their own",
        of: ({ trace }) => matterWith(trace, { [LEFT_AGAIN]: sealed("A"), 11: sealed("A"), 13: sealed("B") }),
        verdict: "pass",
        steps: [LEFT_AGAIN, 11],
      },
      {
        says: "who differs names both itself",
        of: ({ trace }) =>
          matterWith(trace, { [CUSTOMS]: sealed("A"), [LEFT]: sealed("A", "B"), [TRANSSHIPPED]: sealed("B") }),
        verdict: "contradiction",
        steps: [CUSTOMS, TRANSSHIPPED],
      },
      {
        says: "a seal broke on the way, and another was found",
        of: ({ trace }) =>
          matterWith(
            retold(trace, { [TRANSSHIPPED]: { kind: "Incident", detailName: "BrokenSeal" }, [LEFT_AGAIN]: null }),
            {
              [LEFT]: sealed("A"),
              [PORT]: sealed("B"),
            },
          ),
        verdict: "warning",
        steps: [LEFT, PORT, TRANSSHIPPED],
        sentence: /^did:web:carrier\.example records an incident \(a broken seal\), so .* each other: A; B\.$/,
      },
      {
        says: "a seal broke on the way, and two who saw it afterwards differ",
        of: ({ trace }) =>
          matterWith(
            retold(trace, { [TRANSSHIPPED]: { kind: "Incident", detailName: "BrokenSeal" }, [LEFT_AGAIN]: null }),
            {
              [LEFT]: sealed("A"),
              [ARRIVED]: sealed("B"),
              [PORT]: sealed("C"),
            },
          ),
        verdict: "contradiction",
        steps: [ARRIVED, PORT],
      },
      {
        says: "the carrier tells of a broken seal only after another one was found",
        of: (w) =>
          matterWith(brokenInHindsight(w, LEFT_AGAIN), { [LEFT_AGAIN]: sealed("A"), [INSPECTED]: sealed("B") }),
        verdict: "contradiction",
        steps: [LEFT_AGAIN, INSPECTED],
      },
      {
        says: "who found another tells of a broken seal only afterwards",
        of: (w) => matterWith(brokenInHindsight(w, INSPECTED), { [LEFT_AGAIN]: sealed("A"), [INSPECTED]: sealed("B") }),
        verdict: "contradiction",
        steps: [LEFT_AGAIN, INSPECTED],
      },
      {
        says: "somebody else tells of a broken seal afterwards",
        of: (w) => matterWith(brokenInHindsight(w, PORT), { [LEFT_AGAIN]: sealed("A"), [INSPECTED]: sealed("B") }),
        verdict: "warning",
        steps: [LEFT_AGAIN, INSPECTED, 22],
      },
      {
        says: "an inspector of the carrier's owner names both",
        of: (w) =>
          matterWith(withInspectorOfCarrier(w), {
            [LEFT_AGAIN]: sealed("A"),
            11: sealed("B"),
            [INSPECTED]: sealed("A", "B"),
          }),
        verdict: "contradiction",
        steps: [LEFT_AGAIN, 11],
      },
      {
        says: "held with the second seal, by a clock that is ten minutes behind the carrier's",
        of: (w) =>
          matterWith(heldInSingapore(w, timeAt(w, TRANSSHIPPED) - 600), {
            [LEFT]: sealed("A"),
            [LEFT_AGAIN]: sealed("B"),
            [SEEN]: sealed("B"),
          }),
        verdict: "pass",
        steps: [LEFT_AGAIN, SEEN],
      },
      {
        says: "held with the first seal, by a clock that is ten minutes ahead of the carrier's",
        of: (w) =>
          matterWith(heldInSingapore(w, timeAt(w, LEFT_AGAIN) + 600), {
            [LEFT]: sealed("A"),
            [LEFT_AGAIN]: sealed("B"),
            [SEEN]: sealed("A"),
          }),
        verdict: "pass",
        steps: [LEFT, SEEN],
      },
      {
        says: "held with the second seal, a second more than two hours before they came",
        of: (w) =>
          matterWith(heldInSingapore(w, timeAt(w, TRANSSHIPPED) - 2 * HOUR - 1), {
            [LEFT]: sealed("A"),
            [LEFT_AGAIN]: sealed("B"),
            [SEEN]: sealed("B"),
          }),
        verdict: "contradiction",
        steps: [LEFT, SEEN],
      },
      {
        says: "something else went wrong on the way",
        of: ({ trace }) =>
          matterWith(
            retold(trace, { [TRANSSHIPPED]: { kind: "Incident", detailName: "Damage" }, [LEFT_AGAIN]: null }),
            {
              [LEFT]: sealed("A"),
              [PORT]: sealed("B"),
            },
          ),
        verdict: "contradiction",
        steps: [LEFT, PORT],
      },
      {
        says: "a seal broke after the comparison",
        of: (w) =>
          matterWith(
            followedBy(w.trace, 16, {
              kind: "Incident",
              detailName: "BrokenSeal",
              occurredAt: record(w, 16).occurredAt,
            }),
            { [LEFT_AGAIN]: sealed("A"), [PORT]: sealed("A") },
          ),
        verdict: "pass",
      },
    ],
    TOPIC,
  );
});
