import type { CrossRule } from "../crossReference/rule.js";
import { parseDisclosure } from "../disclosure/disclosure.js";
import { FatalError, WaymarkError } from "../errors/waymarkError.js";
import { provenItems } from "../goods/itemSource.js";
import { provenLedgerState } from "../proof/provenLedgerState.js";
import { openStateProof } from "../proof/stateProof.js";
import { provenStandings } from "../standing/standingSource.js";
import { verificationOf, type Verification } from "../verify/verification.js";
import type { Dossier } from "./dossier.js";

/** What a reader of a dossier must know from elsewhere. */
export interface DossierTerms {
  /** Hash of the block that it is proved at: from one's own node, several that agree, or a block explorer. */
  readonly blockHash: string;
  /** Address of the ledger: anybody may deploy another one and write into it what he likes. */
  readonly ledger: string;
  /** EIP-155 number of the chain that the block is of; unless said, the one that the dossier names is believed. */
  readonly chainId?: bigint;
  /** The rules to ask, unless those of this release. */
  readonly rules?: readonly CrossRule[];
}

/**
 * Verifies a dossier, reading nothing and trusting nobody: the hash of a block leads to the ledger's state in it, that to the
 * heads of the journeys, and those to every step of the trace.
 *
 * @throws FatalError "LedgerMismatch", "BlockMismatch", "ProofInvalid" or "SlotUnproved" when the proof does not lead from that
 * hash to that ledger's state, "DossierMalformed" when a part of it has another form than the SDK writes; whatever else is wrong
 * with the trace is in the result.
 * @example (await verifyDossier(parseDossier(text), { blockHash, ledger })).sentence.en
 */
export async function verifyDossier(dossier: Dossier, terms: DossierTerms): Promise<Verification> {
  try {
    return await verifyParts(dossier, terms);
  } catch (caught) {
    if (caught instanceof WaymarkError) throw caught;
    // It comes from anywhere: a part that is of another type than it should be makes any check stumble.
    throw new FatalError({
      name: "DossierMalformed",
      message: "A part of the dossier has another form than the SDK writes.",
      toDo: "Ask for the file again, as it was written: this one was altered, or made by other means.",
      values: { reason: caught instanceof Error ? caught.message : String(caught) },
    });
  }
}

async function verifyParts(
  { trace, standings, item, disclosures, proof }: Dossier,
  { blockHash, ledger, chainId, rules }: DossierTerms,
): Promise<Verification> {
  if (trace.ledger.toLowerCase() !== ledger.toLowerCase() || trace.chainId !== (chainId ?? trace.chainId)) {
    const expected = `${ledger}${chainId === undefined ? "" : ` on chain ${chainId}`}`;
    throw new FatalError({
      name: "LedgerMismatch",
      message: `The dossier is of the ledger ${trace.ledger} on chain ${trace.chainId}, and ${expected} was asked for.`,
      toDo: "Find out which ledger the parties use: a dossier of another one proves nothing about this one.",
      values: { told: trace.ledger, toldChainId: trace.chainId, expected: ledger, chainId },
    });
  }
  const { header, read } = openStateProof(proof, ledger, blockHash);
  return await verificationOf(
    { trace, disclosures: disclosures.map(parseDisclosure), standings, item, at: header.timestamp },
    {
      state: provenLedgerState(trace, read, header.number),
      standings: provenStandings(read),
      items: provenItems(read),
    },
    rules,
  );
}
