import { keysSound, writersEntitled } from "../../../sdk/crossReference/rules/writers.js";
import type { Matter } from "../../../sdk/crossReference/matter.js";
import type { Key, Standing, Standings } from "../../../sdk/standing/standings.js";
import type { Scope } from "../../../sdk/places/scope.js";
import { matterWith, record, type ToldWorld, upTo } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** The carrier's last record in the told journey: it goes on inland. */
const FORWARDED = 15;

const KEY: Key = {
  ...{ added: { block: 0, index: 0 }, roles: ["Carrier"], scope: "" as Scope, validFrom: 0, validUntil: 2 ** 40 },
  ...{ heldBy: "Server", revoked: undefined, compromisedSince: 0 },
};
const ADMITTED: Standing = { suspended: [], grants: new Map(), keys: new Map(), mandates: new Map() };

/** What is read when there is nobody to read of. */
const NOBODY: Standings = new Map();

/** The told journey, and the carrier says that its key was in other hands since a time; nobody else's was read. */
function stolen(w: ToldWorld, compromisedSince: number): Matter {
  const { party, signer } = record(w, FORWARDED);
  const keys = new Map([[signer, { ...KEY, compromisedSince }]]);
  return matterWith(w.trace, {}, { standings: new Map([[party, { ...ADMITTED, keys }]]) });
}

describe("sdk/crossReference: since when a key was in other hands", () => {
  shouldFind(
    keysSound,
    [
      {
        says: "since the second in which it wrote its last record",
        of: (w) => stolen(w, record(w, FORWARDED).recordedAt),
        verdict: "warning",
        steps: [FORWARDED],
      },
      {
        says: "since the second after",
        of: (w) => stolen(w, record(w, FORWARDED).recordedAt + 1),
        verdict: "pass",
      },
      { says: "never", of: (w) => stolen(w, 0), verdict: "pass" },
      {
        says: "of the carrier only another key is known",
        of: (w) => {
          const { party } = record(w, FORWARDED);
          return matterWith(w.trace, {}, { standings: new Map([[party, ADMITTED]]) });
        },
        verdict: "pass",
      },
      {
        says: "nobody has written yet",
        of: (w) => matterWith(upTo(w, 1), {}, { standings: NOBODY }),
        verdict: "not checkable",
        steps: [],
      },
    ],
    "since-when",
  );

  shouldFind(
    writersEntitled,
    [
      {
        says: "nobody has written yet",
        of: (w) => matterWith(upTo(w, 1), {}, { standings: NOBODY }),
        verdict: "not checkable",
        steps: [],
      },
      {
        says: "parties that nobody admitted",
        of: (w) => matterWith(upTo(w, 2), {}, { standings: NOBODY }),
        verdict: "contradiction",
        steps: [2],
        sentence: /^Party \d+ was never admitted\.$/,
      },
    ],
    "of-nobody",
  );
});
