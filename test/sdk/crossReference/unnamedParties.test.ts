import { disputesSettled, severalWitnesses } from "../../../sdk/crossReference/rules/writers.js";
import type { Trace } from "../../../sdk/trace/trace.js";
import { matterWith, retold, upTo } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** The trace without what it says of the parties themselves. */
function unnamed(trace: Trace): Trace {
  return { ...trace, parties: new Map() };
}

/** A trace can leave out who a party is; then its number stands for it, and for its owner. */
describe("sdk/crossReference: parties that the trace does not name", () => {
  shouldFind(
    severalWitnesses,
    [
      { says: "are an owner each", of: ({ trace }) => matterWith(unnamed(trace)), verdict: "pass", sentence: /^9 / },
      {
        says: "are called by their number",
        of: (w) => matterWith(unnamed(upTo(w, 2))),
        verdict: "warning",
        steps: [2],
        sentence:
          /^Everything was written by parties of one owner, party \d+: nobody independent has seen the goods\.$/,
      },
    ],
    "of-unnamed-parties",
  );
  shouldFind(
    disputesSettled,
    [
      {
        says: "are called by their number",
        of: ({ trace }) => matterWith(unnamed(retold(trace, { 10: { kind: "Disputed" } }))),
        verdict: "warning",
        sentence: /^party \d+ disputes this, and nobody answered\.$/,
      },
    ],
    "of-unnamed-parties",
  );
});
