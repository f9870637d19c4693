import type { Sentences } from "./sentence.js";

/** Words for the errors of `IBatches.sol`. */
export const BATCH_SENTENCES: Sentences = {
  BatchExists: (v) => ({
    message: `${v.batch("batch")} is already registered: the product has a batch of this lot.`,
    toDo: "Use the batch as it is, or check the lot and its salt.",
  }),
  BatchUnknown: (v) => ({
    message: `${v.batch("batch")} is not registered.`,
    toDo: "Register the batch first, or check the product, the lot and its salt.",
  }),
  QuantityInvalid: (v) => ({
    message: `A quantity of ${v.units("quantity")} cannot be recorded.`,
    toDo: "Give at least 1 whole unit.",
  }),
  UnitInvalid: (v) => ({
    message: `"${v.code("unit")}" is no unit code.`,
    toDo: 'Give a code of UN/CEFACT Recommendation 20 of one to three capitals or digits, such as "H87" for a piece.',
  }),
  ExpiryInvalid: (v) => ({
    message: `${v.number("expiry")} is no date.`,
    toDo: "Write the expiry as YYYYMMDD, or 0 for none.",
  }),
  NotMaker: (v) => ({
    message: `${v.party("party")} may not register batches of ${v.product("product")}.`,
    toDo: "Have the product's registrant appoint it as maker.",
  }),
  NotMakerOfBatch: (v) => ({
    message: `${v.party("party")} did not register ${v.batch("batch")}; ${v.party("maker")} did.`,
    toDo: "Have the party that registered the batch void it.",
  }),
  BatchInUse: (v) =>
    v.number("loaded") === 0n
      ? {
          message: `${v.batch("batch")} is voided already.`,
          toDo: "Nothing is left to do.",
        }
      : {
          message: `${v.batch("batch")} cannot be voided: ${v.units("loaded")} of it are in consignments.`,
          toDo: "Have those consignments voided first, if none of them has left.",
        },
  BatchExhausted: (v) => ({
    message: `${v.batch("batch")} has only ${v.units("available")} left to load, not ${v.units("requested")}.`,
    toDo: "Load at most what is left: what is shipped is never more than what was made.",
  }),
  InputNotConsumed: (v) => ({
    message: `${v.party("party")} named ${v.units("requested")} of ${v.batch("batch")} as input, but has consumed only ${v.units("available")} not yet named.`,
    toDo: "Record the consumption first, as an adjustment for transformation of goods in its custody.",
  }),
};
