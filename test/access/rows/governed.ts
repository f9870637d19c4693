import { getAddress } from "ethers";

import { GOVERNANCE, NAMED_ROLES } from "../../../sdk/deployment/roles.js";
import { roleSet } from "../../../sdk/vocabulary.js";
import { at, country } from "../../support/world.js";
import { governs, isAccessManager } from "../questions.js";
import type { FunctionName, Row } from "../row.js";

/** An address that is nobody's. */
const NEW = getAddress("0x".padEnd(42, "e"));

/** Arguments that the ledger takes, of each function that the AccessManager governs. */
const ARGS = {
  admitParty: () => ["did:web:new.example", "did:web:new.example", NEW],
  setGrant: ({ w }) => [w.subjects.stranger.id, at("CN"), roleSet(["Customs"])],
  assignPrefix: ({ w }) => [9_520_124, 7, w.subjects.stranger.id],
  reinstateParty: ({ w }) => [w.subjects.suspended.id],
  suspendParty: ({ w }) => [w.subjects.stranger.id],
  setTerritory: () => [country("IT"), country("EU")],
  setCustomsLive: () => [country("CN"), true],
  appointSuccessor: ({ w }) => [w.subjects.stranger.id, w.subjects.next.id],
  announceSuccessor: () => [NEW],
  proposeManager: ({ w }) => [w.subjects.stranger.id, NEW],
} as const satisfies Partial<Record<FunctionName, Row["args"]>>;

/** Functions that one role of the AccessManager may call, by the table that the deployment wires. */
export const GOVERNED: readonly Row[] = [
  ...NAMED_ROLES.flatMap((role) =>
    GOVERNANCE[role].functions.map((name): Row => ({
      function: name,
      extent: "accounts",
      asks: [governs(role)],
      args: ARGS[name],
    })),
  ),
  // The AccessManager alone hands the ledger to another: how its Admin does that is in test/drills/.
  {
    function: "setAuthority",
    extent: "accounts",
    decidedBy: [0],
    asks: [isAccessManager],
    args: ({ w }) => [w.cast.brand.account.address],
  },
];
