import type { Sentences } from "./sentence.js";

/** Words for the errors of `IRecalls.sol`. */
export const RECALL_SENTENCES: Sentences = {
  SubjectUnknown: (v) => ({
    message: `There is no ${v.subject("kind", "subject")} on this ledger.`,
    toDo: "Check what is recalled, and that you are on the right chain.",
  }),
  NotRecaller: (v) => ({
    message: `${v.party("party")} may not recall ${v.subject("kind", "subject")}.`,
    toDo: "Have its brand recall it, or a regulator for its country.",
  }),
  RecallExists: (v) => ({
    message: `${v.party("placer")} already recalls ${v.subject("kind", "subject")} ${v.reach("country")}.`,
    toDo: "One recall is enough; lift it before placing another.",
  }),
  RecallUnknown: (v) => ({
    message: `${v.party("placer")} has no recall of ${v.subject("kind", "subject")} open ${v.reach("country")}.`,
    toDo: "Check the party, the subject and the country: only who placed a recall lifts it.",
  }),
};
