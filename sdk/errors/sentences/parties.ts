import type { Sentences } from "./sentence.js";

/** Words for the errors of `IParties.sol`. */
export const PARTY_SENTENCES: Sentences = {
  PartyUnknown: (v) => ({
    message: `There is no party with the number ${v.number("party")}.`,
    toDo: "Look up the number by the party's URI, or have the registrar admit it.",
  }),
  PartyIsSuspended: (v) => ({
    message: `${v.party("party")} is suspended since ${v.time("since")}.`,
    toDo: "It can write again when the registrar reinstates it.",
  }),
  PartyNotSuspended: (v) => ({
    message: `${v.party("party")} is in good standing and cannot be reinstated.`,
    toDo: "Nothing is left to do, unless another party was meant.",
  }),
  PartyExists: (v) => ({
    message: `"${v.text("uri")}" is already admitted, as ${v.party("party")}.`,
    toDo: "Use that number, or admit the organisation under its own URI.",
  }),
  UriInvalid: (v) => ({
    message: `"${v.text("uri")}" cannot name a party or its controller: a name has 1 to 256 bytes.`,
    toDo: "Give a URI such as https://id.gs1.org/417/ and the GLN.",
  }),
  ManagerInvalid: (v) => ({
    message: `${v.text("manager")} cannot manage a party.`,
    toDo: "Name an account or contract wallet that the party controls.",
  }),
  NotManager: (v) => ({
    message: `The ${v.signer("caller")} is not the manager of ${v.party("party")}.`,
    toDo: "Send it from the party's manager account, or have that account sign it.",
  }),
  RolesInvalid: (v) => ({
    message: `The set of roles (${v.roles("roles")}) cannot be used: it is empty or has a bit that stands for no role.`,
    toDo: "Name at least one role, and only roles that the ledger knows.",
  }),
  ScopeInvalid: (v) => ({
    message: `"${v.scope("scope")}" is no scope: it is neither empty, a country nor a UN/LOCODE.`,
    toDo: 'Write "CNSHG" for a place, "CN" for a country or "" for anywhere.',
  }),
  PlaceInvalid: (v) => ({
    message: `"${v.place("place")}" cannot be a UN/LOCODE.`,
    toDo: 'Give two letters of the country and three characters A–Z or 2–9, as in "CNSHG".',
  }),
  CountryInvalid: (v) => ({
    message: `"${v.code("country")}" is no country or territory code.`,
    toDo: 'Give two capital letters of ISO 3166-1, as in "CN".',
  }),
  PrefixInvalid: (v) => ({
    message: `${v.number("prefix")} is no GS1 Company Prefix of ${v.number("length")} digits.`,
    toDo: "Give a prefix of 4 to 12 digits and its length, as on the certificate of the GS1 organisation.",
  }),
  PrefixTaken: (v) => ({
    message: `The GS1 Company Prefix ${v.prefix("prefix", "length")} is already assigned to ${v.party("holder")}.`,
    toDo: "Ask for the certificate of the GS1 organisation; the registrar can release a prefix assigned by mistake.",
  }),
  PrefixNested: (v) => ({
    message:
      v.number("holder") === 0n
        ? `The GS1 Company Prefix ${v.prefix("prefix", "length")} contains prefixes that are already assigned.`
        : `The GS1 Company Prefix ${v.prefix("prefix", "length")} lies within one of ${v.party("holder")}.`,
    toDo: "Check its length on the certificate of the GS1 organisation: no prefix lies within another.",
  }),
  PrefixUnassigned: (v) => ({
    message: `Nobody holds the GS1 Company Prefix ${v.prefix("prefix", "length")}, so it cannot be released.`,
    toDo: "Check the digits and their number.",
  }),
  SignerUnsupported: (v) => ({
    message: `${v.text("signer")} is neither the 20 bytes of an account or contract wallet nor the 84 bytes of a verifier and a P-256 key.`,
    toDo: "Give an address, or the address of one of the ledger's two verifiers followed by x and y of the key.",
  }),
  SignerKeyInvalid: (v) => ({
    message: `${v.text("signer")} does not name one of the ledger's verifiers and a point of P-256.`,
    toDo: "Put the address of one of the ledger's two verifiers in front, and behind it x and y of the public key.",
  }),
  SignerExists: (v) => ({
    message: `${v.party("party")} already has or had the ${v.signer("signer")}.`,
    toDo: "Add a new key: one that was revoked does not come back.",
  }),
  SignerUnknown: (v) => ({
    message: `The ${v.signer("signer")} was never added to ${v.party("party")}.`,
    toDo: "Use a key of that party, or have its manager add this one.",
  }),
  ValidityInvalid: (v) => ({
    message: `A validity from ${v.time("validFrom")} to ${v.time("validUntil")} ends before it begins or is already over.`,
    toDo: "Give an end that lies in the future and after the beginning.",
  }),
  SignerIsRevoked: (v) => ({
    message: `The ${v.signer("signer")} of ${v.party("party")} was revoked on ${v.time("revokedAt")}.`,
    toDo: "Write with another key of the party.",
  }),
  SignerNotValid: (v) => ({
    message: `The ${v.signer("signer")} of ${v.party("party")} may write only from ${v.time("validFrom")} to ${v.time("validUntil")}.`,
    toDo: "Write within that time, or with another key of the party.",
  }),
  SignerLacksRole: (v) => ({
    message: `The ${v.signer("signer")} of ${v.party("party")} may not write as ${v.role("role")}.`,
    toDo: "Write with a key that carries this role, or have the party's manager add one.",
  }),
  SignerOutOfScope: (v) => ({
    message: `The ${v.signer("signer")} of ${v.party("party")} may write about ${v.scope("scope")}, not about ${v.place("place")}.`,
    toDo: "Write with a key whose scope contains the place, or have the party's manager add one.",
  }),
  CompromiseInvalid: (v) => ({
    message: `A key cannot be reported as compromised since ${v.time("compromisedSince")}: the earliest time taken is ${v.time("earliest")}, the latest is now.`,
    toDo: "Give a time in between at which the key was already valid.",
  }),
  RoleNotGranted: (v) => ({
    message: `${v.party("party")} was not granted the role ${v.role("role")} at the scope ${v.scope("scope")}.`,
    toDo: "Name a scope at which it holds the role, or ask the registrar for the grant.",
  }),
  OutOfScope: (v) => ({
    message: `${v.place("place")} lies outside the scope ${v.scope("scope")} that the record relies on.`,
    toDo: "Name a scope of the party that contains the place.",
  }),
  RecoveryUnknown: (v) => ({
    message: `Nobody is proposed as the new manager of ${v.party("party")}.`,
    toDo: "Have governance propose one; a proposal that the old manager vetoed has ended.",
  }),
  RecoveryNotDue: (v) => ({
    message: `The proposed manager of ${v.party("party")} takes over at ${v.time("due")} at the earliest.`,
    toDo: "Wait until then: so long the old manager may veto.",
  }),
  SuccessorInvalid: (v) => ({
    message: `${v.text("ledger")} cannot be announced as the successor of this ledger.`,
    toDo: "Give the address of the ledger that takes over.",
  }),
  SamePartyTwice: (v) => ({
    message: `${v.party("party")} cannot be both sides of a mandate or succession.`,
    toDo: "Name two different parties.",
  }),
};
