import { toBeHex } from "ethers";

import type { Scope } from "../../../sdk/places/scope.js";
import { speedPlausible, modeFitsPlaces } from "../../../sdk/crossReference/rules/transport.js";
import { seenOnRoute } from "../../../sdk/crossReference/rules/seenOnRoute.js";
import { recordedInTime, timesInOrder } from "../../../sdk/crossReference/rules/time.js";
import { arrivalWitnessed, departureWitnessed } from "../../../sdk/crossReference/rules/witnessed.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { matterWith, record, retold } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

const HOUR = 3600;

/** The trace with every party owned by one. */
function ownedByOne(trace: Trace): Trace {
  const parties = new Map([...trace.parties].map(([id, party]) => [id, { ...party, controller: "did:web:one" }]));
  return { ...trace, parties };
}

/** A place for a record, by its code. */
const at = (code: string) => ({ place: code as Scope });

describe("sdk/crossReference: where the goods were", () => {
  shouldFind(departureWitnessed, [
    {
      says: "a port received the goods where the carrier left",
      of: ({ trace }) => matterWith(trace),
      verdict: "pass",
      steps: [6, 3],
    },
    {
      says: "nobody but the carrier was there",
      of: ({ trace }) => matterWith(trace),
      verdict: "not checkable",
      steps: [8],
      sentence: /^Only did:web:carrier\.example says that the goods left Singapore/,
    },
    {
      says: "the port is the carrier's own",
      of: ({ trace }) => matterWith(ownedByOne(trace)),
      verdict: "not checkable",
      sentence: /left Tauranga/,
    },
    {
      says: "the port saw the goods after they had left",
      of: (w) => matterWith(retold(w.trace, { 5: { occurredAt: record(w, 6).occurredAt + 3 * HOUR } })),
      verdict: "contradiction",
      steps: [6, 5],
      sentence: /nzPort\.example saw the goods at Tauranga .* after did:web:carrier\.example says they had left/,
    },
    {
      says: "the port's clock is an hour ahead",
      of: (w) => matterWith(retold(w.trace, { 5: { occurredAt: record(w, 6).occurredAt + HOUR } })),
      verdict: "pass",
    },
    {
      says: "nothing has left",
      of: ({ trace }) => matterWith(retold(trace, { 6: null, 8: null, 15: null })),
      verdict: "not checkable",
    },
  ]);

  shouldFind(arrivalWitnessed, [
    {
      says: "a port received the goods where the carrier arrived",
      of: ({ trace }) => matterWith(trace),
      verdict: "pass",
      steps: [9, 10],
    },
    {
      says: "only the carrier says that they came to a port of call",
      of: ({ trace }) => matterWith(trace),
      verdict: "not checkable",
      steps: [7],
    },
    {
      says: "still on the last leg",
      of: ({ trace }) => {
        const later = trace.records.filter(({ sequence }) => sequence > 15);
        return matterWith(retold(trace, Object.fromEntries(later.map(({ sequence }) => [sequence, null]))));
      },
      verdict: "not checkable",
      steps: [15],
      sentence: /^The goods have not arrived yet\.$/,
    },
    {
      says: "the port saw them long before they arrived",
      of: (w) =>
        matterWith(retold(w.trace, { 10: { kind: "Sighted", occurredAt: record(w, 9).occurredAt - 24 * HOUR } })),
      verdict: "contradiction",
      steps: [9, 10],
      sentence: /cnPort\.example saw the goods at Shanghai .* before did:web:carrier\.example says they had arrived/,
    },
  ]);

  shouldFind(seenOnRoute, [
    { says: "seen where they stood", of: ({ trace }) => matterWith(trace), verdict: "pass", sentence: /at Tauranga/ },
    {
      says: "seen elsewhere while they are said to stand in port",
      of: ({ trace }) => matterWith(retold(trace, { 5: at("AUSYD") })),
      verdict: "contradiction",
      sentence: /at Sydney AUSYD .* when they are said to have stood at Tauranga/,
    },
    {
      says: "seen at sea's other end",
      of: (w) => matterWith(retold(w.trace, { 5: { ...at("SGSIN"), occurredAt: record(w, 7).occurredAt - 9 * HOUR } })),
      verdict: "pass",
    },
    {
      says: "seen on the way where no carrier went",
      of: (w) =>
        matterWith(retold(w.trace, { 5: { ...at("AUSYD"), occurredAt: record(w, 6).occurredAt + 99 * HOUR } })),
      verdict: "warning",
      sentence: /which no carrier names/,
    },
    {
      says: "seen by the carrier's own",
      of: ({ trace }) => matterWith(ownedByOne(trace)),
      verdict: "not checkable",
      sentence: /^Only did:web:nzPort\.example says that the goods were at Tauranga/,
    },
    { says: "nobody saw them", of: ({ trace }) => matterWith(retold(trace, { 5: null })), verdict: "not checkable" },
  ]);

  shouldFind(speedPlausible, [
    { says: "a ship's speed", of: ({ trace }) => matterWith(trace), verdict: "pass", steps: [6, 7] },
    {
      says: "8,552 km by sea in a day",
      of: (w) => matterWith(retold(w.trace, { 7: { occurredAt: record(w, 6).occurredAt + 24 * HOUR } })),
      verdict: "contradiction",
      steps: [6, 7],
      sentence: /^8552 km from Tauranga NZTRG to Singapore SGSIN in 24\.0 h: no transport by sea does that\.$/,
    },
    {
      says: "8,552 km by air in a day",
      of: (w) =>
        matterWith(
          retold(w.trace, { 6: { detailName: "Air" }, 7: { occurredAt: record(w, 6).occurredAt + 24 * HOUR } }),
        ),
      verdict: "pass",
    },
    {
      says: "a place that this release does not know",
      of: ({ trace }) => matterWith(retold(trace, { 7: at("SGXXX") })),
      verdict: "not checkable",
      steps: [6, 7],
    },
    {
      says: "by a pipe",
      of: ({ trace }) => matterWith(retold(trace, { 6: { detailName: "FixedInstallation" } })),
      verdict: "not checkable",
      steps: [6, 7],
    },
    {
      says: "still on its way",
      of: ({ trace }) =>
        matterWith(retold(trace, Object.fromEntries(trace.records.slice(5).map((r) => [r.sequence, null])))),
      verdict: "not checkable",
      steps: [6],
    },
  ]);

  shouldFind(modeFitsPlaces, [
    { says: "by sea between ports", of: ({ trace }) => matterWith(trace), verdict: "pass", steps: [6, 7] },
    {
      says: "by sea to an airport whose code is written for the seaport",
      of: ({ trace }) => matterWith(retold(trace, { 9: at("CNSHA") })),
      verdict: "warning",
      steps: [9],
      sentence: /no transport by sea at Shanghai Hongqiao .* CNSHG may be meant\.$/,
    },
    {
      says: "by air from a port without an airport",
      of: ({ trace }) => matterWith(retold(trace, { 8: { detailName: "Air" } })),
      verdict: "warning",
      steps: [9],
    },
    { says: "by road", of: ({ trace }) => matterWith(trace), verdict: "not checkable", steps: [15, 16] },
    {
      says: "by a mode that is not stated",
      of: ({ trace }) => matterWith(retold(trace, { 8: { detailName: "NotSpecified" } })),
      verdict: "not checkable",
      steps: [8, 9],
      sentence: /^Whether the places of this leg serve transport by means that are not stated cannot be told\.$/,
    },
    {
      says: "by a mode that does not apply",
      of: ({ trace }) => matterWith(retold(trace, { 8: { detailName: "NotApplicable" } })),
      verdict: "not checkable",
      steps: [8, 9],
      sentence: /^Whether the places of this leg serve transport by a mode that does not apply cannot be told\.$/,
    },
  ]);

  shouldFind(timesInOrder, [
    { says: "all in order", of: ({ trace }) => matterWith(trace), verdict: "pass" },
    {
      says: "cleared for export after the ship had left",
      of: (w) => matterWith(retold(w.trace, { 4: { occurredAt: record(w, 6).occurredAt + HOUR } })),
      verdict: "contradiction",
      steps: [4, 6],
      sentence:
        /^The export clearance is said by did:web:nzCustoms\.example .* the departure by did:web:carrier\.example already/,
    },
    {
      says: "left for the second time after they had arrived from there",
      of: (w) => matterWith(retold(w.trace, { 8: { occurredAt: record(w, 9).occurredAt + HOUR } })),
      verdict: "contradiction",
      steps: [8, 9],
    },
    {
      says: "left for the second time before they had come there",
      of: (w) => matterWith(retold(w.trace, { 8: { occurredAt: record(w, 7).occurredAt - HOUR } })),
      verdict: "contradiction",
      steps: [7, 8],
    },
    {
      says: "a hold of another party, placed and lifted before that of customs",
      of: (w) =>
        matterWith(
          retold(w.trace, {
            12: { kind: "Held", occurredAt: record(w, 11).occurredAt - 2 * HOUR },
            13: { basedOn: toBeHex(12, 32), occurredAt: record(w, 11).occurredAt - HOUR },
          }),
        ),
      verdict: "pass",
    },
    {
      says: "a second hold, lifted before it was placed",
      of: (w) =>
        matterWith(
          retold(w.trace, {
            14: { kind: "Held", occurredAt: record(w, 13).occurredAt + HOUR },
            15: { kind: "HoldLifted", basedOn: toBeHex(14, 32), occurredAt: record(w, 13).occurredAt },
          }),
        ),
      verdict: "contradiction",
      steps: [14, 15],
      sentence: /^The hold is said by did:web:carrier\.example to have been at /,
    },
    {
      says: "within ten minutes",
      of: (w) => matterWith(retold(w.trace, { 4: { occurredAt: record(w, 6).occurredAt + 600 } })),
      verdict: "pass",
    },
    {
      says: "nothing to compare",
      of: ({ trace }) =>
        matterWith(retold(trace, Object.fromEntries(trace.records.slice(1).map((r) => [r.sequence, null])))),
      verdict: "not checkable",
    },
  ]);

  shouldFind(recordedInTime, [
    { says: "within a minute", of: ({ trace }) => matterWith(trace), verdict: "pass" },
    {
      says: "five days late",
      of: (w) => matterWith(retold(w.trace, { 9: { recordedAt: record(w, 9).occurredAt + 5 * 24 * HOUR } })),
      verdict: "warning",
      steps: [9],
      sentence: /^did:web:carrier\.example recorded the arrival 5 days after/,
    },
    {
      says: "three days late to the second",
      of: (w) => matterWith(retold(w.trace, { 9: { recordedAt: record(w, 9).occurredAt + 72 * HOUR } })),
      verdict: "pass",
    },
  ]);
});
