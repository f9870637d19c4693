import type { Sentences } from "./sentence.js";

/** Words for the errors of `IConsignments.sol`. */
export const CONSIGNMENT_SENTENCES: Sentences = {
  ConsignmentExists: (v) => ({
    message: `${v.consignment("consignment")} already exists: its creator has used this key.`,
    toDo: "Use another SSCC or salt for other goods.",
  }),
  ConsignmentUnknown: (v) => ({
    message: `${v.consignment("consignment")} does not exist.`,
    toDo: "Check the creator, the SSCC and its salt, and that you are on the right chain.",
  }),
  LineCountInvalid: (v) => ({
    message: `A consignment cannot have ${v.number("count")} lines.`,
    toDo: "Give 1 to 64 lines; put more into further consignments.",
  }),
  NotShipper: (v) => ({
    message: `${v.party("party")} may not ship ${v.batch("batch")}.`,
    toDo: "Have the product's registrant appoint it as shipper.",
  }),
};
