import type { Sentences } from "./sentence.js";

/** Words for the errors of `ISigned.sol`. */
export const SIGNED_SENTENCES: Sentences = {
  SignatureExpired: (v) => ({
    message: `The signature could be sent until ${v.time("deadline")}, which is over.`,
    toDo: "Sign again with a later deadline.",
  }),
  NonceIsUsed: (v) => ({
    message: `Nonce ${v.number("nonce")} of the ${v.signer("signer")} of ${v.party("party")} was used or burnt before.`,
    toDo: "Look whether the record is on the ledger already, as relayed() of the SDK tells; if not, sign again with a nonce that is free.",
  }),
  SignatureInvalid: (v) => ({
    message: `The signature is not that of the ${v.signer("signer")} over what was sent (digest ${v.hash("digest")}).`,
    toDo: "Sign exactly what is sent, for this ledger and chain, with this key.",
  }),
  MissingPrecompile: (v) => ({
    message: `This chain cannot check P-256 signatures: it has no precompile at ${v.text("precompile")} (EIP-7951).`,
    toDo: "Sign with the key of an account, or use a chain that has it.",
  }),
  PartiesDiffer: (v) => ({
    message: `One signature covers records of ${v.party("first")} and of ${v.party("other")}.`,
    toDo: "Sign the records of each party by themselves.",
  }),
  CallCountInvalid: (v) => ({
    message: `${v.number("count")} calls cannot be made at once.`,
    toDo: "Make 1 to 256 calls at once.",
  }),
  CallInvalid: (v) => ({
    message: `"${v.text("call")}" is no call: it does not begin with the four bytes of a function.`,
    toDo: "Relay the encoded call of one of the ledger's functions.",
  }),
  GasTooLow: (v) => ({
    message: `Too little gas is left for call ${v.number("index")} (counted from 0): ${v.number("gasLeft")} of the ${v.number("needed")} that it may need.`,
    toDo: "Send more gas, or fewer calls at once.",
  }),
};
