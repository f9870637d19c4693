import { id as hash, type Interface } from "ethers";

import { signerIdOf } from "../../../sdk/ids.js";
import { authorizeAct } from "../../support/signing.js";
import { activationDigest, proofOf } from "../../support/items.js";
import { bytesOf } from "../../support/records.js";
import { NOBODY, signingKey } from "../accessWorld.js";
import { manages, standing } from "../questions.js";
import type { Cell, Question, Row } from "../row.js";

/** A call that is the manager's alone, to be made in its name or together with others. */
const callInside = ({ w, subject }: Cell): string =>
  w.ledger.interface.encodeFunctionData("setManager", [w.subjects[subject].id, NOBODY.wallet.address]);

/** The label's own key signed, whoever sends that. */
const hasItsSignature: Question = ({ w }) => ["LabelSignatureInvalid", w.labels.id, w.label.serialHash];

async function activation({ w }: Cell, signedFor: string): Promise<readonly unknown[]> {
  const digest = await activationDigest(w.ledger, w.labels.id, signedFor);
  if (w.label.key === undefined) throw new Error("The label hides a key.");
  return [proofOf(w.labels, w.label), w.label.key.sign(digest)];
}

/** What anybody may send, and what comes of it. */
export const OPEN_TO_ALL: readonly Row[] = [
  {
    function: "completeRecovery",
    extent: "accounts",
    asks: [],
    args: ({ w }) => [w.subjects.stranger.id],
  },
  {
    // Of nobody's nonces but its own.
    function: "burnNonces",
    extent: "accounts",
    asks: [],
    args: ({ w, subject }) => [w.subjects[subject].id, 0, 1],
  },
  {
    function: "activateItem",
    extent: "accounts",
    asks: [],
    args: (cell) => activation(cell, cell.w.label.serialHash),
  },
  {
    function: "activateItem",
    use: "with what the label signed for another item",
    extent: "accounts",
    decidedBy: [0],
    asks: [hasItsSignature],
    args: (cell) => activation(cell, hash("another serial")),
  },
  {
    function: "relay",
    use: "an act",
    extent: "few parties",
    sentBy: NOBODY,
    asks: [standing, manages],
    args: async (cell) => {
      const party = cell.w.subjects[cell.subject].id;
      const call = callInside(cell);
      return [party, call, await authorizeAct(cell.w, signingKey(cell.account), party, call, { nonce: 0n })];
    },
  },
  {
    function: "multicall",
    extent: "few parties",
    asks: [standing, manages],
    args: (cell) => [[callInside(cell)]],
  },
  {
    function: "tryMulticall",
    extent: "few parties",
    asks: [standing, manages],
    args: (cell) => [[callInside(cell)]],
    passesOn: (abi, refusal) => {
      const rejections = refusal === undefined ? [] : [{ index: 0, reason: bytesOf(abi, refusal) }];
      return { taken: true, answer: abi.encodeFunctionResult("tryMulticall", [rejections]) };
    },
  },
  {
    // In the name of any key, by anybody: nothing is left of it.
    function: "dryRun",
    extent: "few parties",
    sentBy: NOBODY,
    asks: [standing, manages],
    args: (cell) => [callInside(cell), signerIdOf(cell.account.wallet.address)],
    passesOn: (abi: Interface, refusal) => {
      const answer = refusal === undefined ? "0x" : bytesOf(abi, refusal);
      return { taken: false, answer: bytesOf(abi, ["DryRun", refusal === undefined, answer]) };
    },
  },
];
