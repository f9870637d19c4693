import type { Sentences } from "./sentence.js";

/** Words for the errors of `IProofs.sol`. */
export const PROOF_SENTENCES: Sentences = {
  PastRecordMismatch: (v) => ({
    message: `The earlier record given (${v.hash("supplied")}) is not the one that the new record is based on (${v.hash("basedOn")}).`,
    toDo: "Set basedOn to the hash of the earlier record's step.",
  }),
  ProofInvalid: (v) => ({
    message: `The proof gives the head ${v.hash("computed")}, but ${v.consignment("consignment")} has ${v.hash("head")}.`,
    toDo: "Trace the consignment anew and make the proof from all its steps; a record may have come in between.",
  }),
  NotAuthor: (v) => ({
    message: `${v.party("party")} did not write this record of ${v.consignment("consignment")}; ${v.party("author")} did.`,
    toDo: "Prove a record of your own; who disagrees with another's can dispute it.",
  }),
  NotReported: (v) => ({
    message: `The ${v.kind("kind")} that a ${v.role("role")} wrote about ${v.consignment("consignment")} is no reported customs record.`,
    toDo: "Confirm or contradict only what a Broker reported: an ExportCleared, ImportCleared or Refused.",
  }),
  LaterStepUnknown: (v) => ({
    message: `Later step ${v.number("index")} (counted from 0) is given by its hash alone, and it matters what it was.`,
    toDo: "Give every later step in full.",
  }),
  DisputeAnswered: (v) => ({
    message: `The dispute over ${v.consignment("consignment")} of ${v.time("disputedAt")} does not entitle to take it back: it is younger than 14 days, or was answered.`,
    toDo: "Wait until 14 days have passed without a record of the custodian; after an answer, dispute anew.",
  }),
  NotRelease: (v) => ({
    message: `Nothing can come back from the ${v.kind("kind")} (detail ${v.number("detail")}) of ${v.consignment("consignment")}: it is no release by lines.`,
    toDo: "Prove the ImportCleared by lines that released the units.",
  }),
  ReleaseUndone: (v) => ({
    message: `The release ${v.hash("step")} of ${v.consignment("consignment")} was undone, so nothing can come back from it.`,
    toDo: "The units are in that consignment again; record what becomes of them there.",
  }),
  LineNotReleased: (v) => ({
    message: `${v.units("requested")} of ${v.batch("batch")} (items ${v.hash("items")}) cannot come back: ${v.units("available")} of what was released are left.`,
    toDo: "Return at most what was released and has not come back, in lines of the same batch and items.",
  }),
};
