import { sealAgrees } from "../../../sdk/crossReference/rules/declared.js";
import { loadingAgrees } from "../../../sdk/crossReference/rules/ports.js";
import { modeFitsPlaces, speedPlausible } from "../../../sdk/crossReference/rules/transport.js";
import { arrivalWitnessed } from "../../../sdk/crossReference/rules/witnessed.js";
import type { Scope } from "../../../sdk/places/scope.js";
import { matterWith, record, retold, upTo } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";
import { showingCreation } from "../../support/shownGoods.js";

const HOUR = 3600;

/** 6 the carrier leaves for 7, from there in 8 for 9; 15 the goods go on inland to 16; the broker declares them in 17. */
describe("sdk/crossReference: the legs of a journey", () => {
  shouldFind(
    arrivalWitnessed,
    [
      {
        says: "left again, and nobody says that they arrived before",
        of: ({ trace }) => matterWith(retold(trace, { 7: null })),
        verdict: "not checkable",
        steps: [6],
        sentence: /^The goods have not arrived yet\.$/,
      },
    ],
    "leg-by-leg",
  );

  shouldFind(
    speedPlausible,
    [
      {
        says: "a departure that is recorded after its arrival",
        of: (w) => matterWith(retold(w.trace, { 6: { recordedAt: record(w, 7).recordedAt + 60 } })),
        verdict: "pass",
        steps: [6, 7],
      },
      {
        says: "8,552 km at a ship's top speed, less what coordinates are off by",
        of: (w) => matterWith(retold(w.trace, { 7: { occurredAt: record(w, 6).occurredAt + 182 * HOUR } })),
        verdict: "pass",
        steps: [6, 7],
      },
      {
        says: "a distance within what coordinates are off by, in no time",
        of: (w) =>
          matterWith(retold(w.trace, { 16: { place: "CNSHG" as Scope, occurredAt: record(w, 15).occurredAt } })),
        verdict: "pass",
        steps: [15, 16],
        sentence: / in 0\.0 h is plausible by road\.$/,
      },
      {
        says: "to a place whose coordinates this release does not know",
        of: ({ trace }) => matterWith(retold(trace, { 7: { place: "SGXXX" as Scope } })),
        verdict: "not checkable",
        steps: [6, 7],
        sentence: /^How fast goods go from .+ to SGXXX by .+ cannot be told\.$/,
      },
      {
        says: "two days are told in days",
        of: (w) => matterWith(retold(w.trace, { 16: { occurredAt: record(w, 15).occurredAt + 48 * HOUR } })),
        verdict: "pass",
        sentence: / in 2\.0 d is plausible by road\.$/,
      },
    ],
    "leg-by-leg",
  );

  shouldFind(
    modeFitsPlaces,
    [
      {
        says: "on their way still",
        of: (w) => matterWith(upTo(w, 6)),
        verdict: "pass",
        steps: [6],
      },
      {
        says: "between two places that this release does not know",
        of: ({ trace }) =>
          matterWith(retold(trace, { 6: { place: "NZXXX" as Scope }, 7: { place: "SGXXX" as Scope } })),
        verdict: "not checkable",
        steps: [6, 7],
        sentence: /^This release knows neither end of this leg\.$/,
      },
      {
        says: "to a place that this release does not know, which may have a port or none",
        of: ({ trace }) => matterWith(retold(trace, { 7: { place: "SGXXX" as Scope } })),
        verdict: "not checkable",
        steps: [6, 7],
        sentence: /^This release does not know SGXXX, an end of this leg\.$/,
      },
      {
        says: "from a place without a port, wherever to",
        of: ({ trace }) =>
          matterWith(retold(trace, { 6: { place: "CNHAZ" as Scope }, 7: { place: "SGXXX" as Scope } })),
        verdict: "warning",
        steps: [6],
        sentence: /^UN\/LOCODE knows no transport by .+ at Hangzhou/,
      },
    ],
    "leg-by-leg",
  );

  shouldFind(
    loadingAgrees,
    [
      {
        says: "declared before anything has left",
        of: ({ trace }) =>
          matterWith(retold(trace, { 6: null, 8: null, 15: null }), { 17: { "transport.loadingPlace": "NZTRG" } }),
        verdict: "not checkable",
        steps: [17],
        sentence: /^Only did:web:broker\.example says what the place of loading was\.$/,
      },
    ],
    "leg-by-leg",
  );

  shouldFind(
    sealAgrees,
    [
      {
        says: "of the first seal, which is told of the goods before they leave",
        of: ({ trace }) => showingCreation(trace, { "equipment.seal[0]": "NZ-1" }),
        verdict: "not checkable",
        steps: [1],
        sentence: /^Only did:web:factory\.example says what the seal was\.$/,
      },
    ],
    "leg-by-leg",
  );
});
