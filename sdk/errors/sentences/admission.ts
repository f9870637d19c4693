import type { Sentences } from "./sentence.js";

/** Words for the errors of OpenZeppelin's `AccessManaged` and `AccessManager`, which govern admission. */
export const ADMISSION_SENTENCES: Sentences = {
  AccessManagedUnauthorized: (v) => ({
    message: `${v.text("caller")} does not have the governing role that this takes.`,
    toDo: "Send it from an account that has the role, or through the access manager when the role has a delay.",
  }),
  AccessManagedRequiredDelay: (v) => ({
    message: `${v.text("caller")} may do this only ${v.number("delay")} seconds after scheduling it.`,
    toDo: "Schedule it with the access manager, wait, then execute it there.",
  }),
  AccessManagedInvalidAuthority: (v) => ({
    message: `${v.text("authority")} cannot be the access manager: there is no contract.`,
    toDo: "Give the address of a deployed AccessManager.",
  }),
  AccessManagerAlreadyScheduled: (v) => ({
    message: `Operation ${v.hash("operationId")} is already scheduled.`,
    toDo: "Wait for its delay, then execute it, or cancel it first.",
  }),
  AccessManagerNotScheduled: (v) => ({
    message: `Operation ${v.hash("operationId")} is not scheduled.`,
    toDo: "Schedule it first, with the same target and data.",
  }),
  AccessManagerNotReady: (v) => ({
    message: `Operation ${v.hash("operationId")} is scheduled, but its delay is not over.`,
    toDo: "Execute it when the delay is over.",
  }),
  AccessManagerExpired: (v) => ({
    message: `Operation ${v.hash("operationId")} was scheduled too long ago and has expired.`,
    toDo: "Schedule it again.",
  }),
  AccessManagerLockedRole: (v) => ({
    message: `Governing role ${v.number("roleId")} is locked and cannot be changed.`,
    toDo: "Choose a role other than admin and public.",
  }),
  AccessManagerLockedFunction: (v) => ({
    message: `Function ${v.text("selector")} belongs to the access manager itself and cannot be reassigned.`,
    toDo: "Name a function of the ledger.",
  }),
  AccessManagerBadConfirmation: () => ({
    message: "A governing role can be renounced only by the account that has it.",
    toDo: "Name the sending account in the confirmation.",
  }),
  AccessManagerUnauthorizedAccount: (v) => ({
    message: `${v.text("msgsender")} does not have governing role ${v.number("roleId")}.`,
    toDo: "Send it from an account that has the role.",
  }),
  AccessManagerUnauthorizedCall: (v) => ({
    message: `${v.text("caller")} may not call ${v.text("selector")} of ${v.text("target")}.`,
    toDo: "Have the admin grant the governing role that the function takes.",
  }),
  AccessManagerUnauthorizedConsume: (v) => ({
    message: `${v.text("target")} may not use up a scheduled operation.`,
    toDo: "Only a contract under this access manager can; check the address.",
  }),
  AccessManagerUnauthorizedCancel: (v) => ({
    message: `${v.text("msgsender")} may not cancel the call of ${v.text("selector")} of ${v.text("target")} that ${v.text("caller")} scheduled.`,
    toDo: "Have the account that scheduled it, a guardian or the admin cancel it.",
  }),
  AccessManagerInvalidInitialAdmin: (v) => ({
    message: `${v.text("initialAdmin")} cannot be the first admin.`,
    toDo: "Name the account or multisig that shall administer.",
  }),
  AddressEmptyCode: (v) => ({
    message: `There is no contract at ${v.text("target")}.`,
    toDo: "Check the address, and that you are on the right chain.",
  }),
  FailedCall: () => ({
    message: "The call that the access manager made failed and gave no reason.",
    toDo: "Check the target and the data of the scheduled call.",
  }),
  InsufficientBalance: (v) => ({
    message: `The access manager has ${v.number("balance")} wei and needs ${v.number("needed")}.`,
    toDo: "Send no ether with the call: no function of the ledger takes any.",
  }),
  SafeCastOverflowedUintDowncast: (v) => ({
    message: `${v.number("value")} does not fit ${v.number("bits")} bits.`,
    toDo: "Give a smaller number.",
  }),
};
