import type { Sentences } from "./sentence.js";

/** Words for the errors of `IItems.sol`. */
export const ITEM_SENTENCES: Sentences = {
  NotLabeller: (v) => ({
    message: `${v.party("party")} may not label items of ${v.batch("batch")}.`,
    toDo: "Have the product's registrant appoint it as labeller.",
  }),
  RootExists: (v) => ({
    message: `Items of ${v.batch("batch")} were already labelled under the root ${v.hash("root")}.`,
    toDo: "Give each lot of labels a root of its own.",
  }),
  RootInvalid: (v) => ({
    message: `${v.hash("root")} cannot be the root of labels.`,
    toDo: "Give the root of the Merkle tree over the labels.",
  }),
  LabelsExceedBatch: (v) => ({
    message: `${v.units("requested")} of ${v.batch("batch")} cannot be labelled: ${v.units("available")} are left without a label.`,
    toDo: "Label at most the units that the batch has.",
  }),
  AlreadyActivated: (v) => ({
    message: `Item ${v.hash("serialHash")} of ${v.batch("batch")} was activated before, at ${v.time("activatedAt")}.`,
    toDo: "If it was not you who opened it then, do not trust what is inside.",
  }),
  StatementMismatch: (v) => ({
    message: `What is said of ${v.batch("batch")} (${v.hash("supplied")}) is not what the ledger has of it (${v.hash("actual")}).`,
    toDo: "Take unit, expiry, items root and data hash from the record of the batch.",
  }),
  RootUnknown: (v) => ({
    message: `${v.hash("root")} is neither the items root of ${v.batch("batch")} nor a labeller's.`,
    toDo: "Prove the item under the root of the labels that it carries.",
  }),
  ItemNotUnderRoot: (v) => ({
    message: `Item ${v.hash("serialHash")} of ${v.batch("batch")} is not under the root ${v.hash("root")}.`,
    toDo: "Check the code on the label; if it was read rightly, the label is not genuine.",
  }),
  LabelWithoutKey: (v) => ({
    message: `The label of item ${v.hash("serialHash")} of ${v.batch("batch")} hides no key and cannot be activated.`,
    toDo: "Only labels with a hidden key can be; a plain code proves its batch and no more.",
  }),
  LabelSignatureInvalid: (v) => ({
    message: `The signature does not come from the hidden key of item ${v.hash("serialHash")} of ${v.batch("batch")}.`,
    toDo: "Sign with the key under the scratch-off field or in the chip of this very label.",
  }),
};
