import type { CrossRule } from "../crossReference/rule.js";
import { parseDisclosure } from "../disclosure/disclosure.js";
import { FatalError } from "../errors/waymarkError.js";
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
  /** The rules to ask, unless those of this release. */
  readonly rules?: readonly CrossRule[];
}

/**
 * Verifies a dossier, reading nothing and trusting nobody: the hash of a block leads to the ledger's state in it, that to the
 * heads of the journeys, and those to every step of the trace.
 *
 * @throws FatalError "LedgerMismatch", "BlockMismatch", "ProofInvalid" or "SlotUnproved" when the proof does not lead from that
 * hash to that ledger's state; whatever is wrong with the trace is in the result.
 * @example (await verifyDossier(parseDossier(text), { blockHash, ledger })).sentence.en
 */
export async function verifyDossier(
  dossier: Dossier,
  { blockHash, ledger, rules }: DossierTerms,
): Promise<Verification> {
  const { trace, standings, item } = dossier;
  if (trace.ledger.toLowerCase() !== ledger.toLowerCase()) {
    throw new FatalError({
      name: "LedgerMismatch",
      message: `The dossier is of the ledger ${trace.ledger}, and ${ledger} was asked for.`,
      toDo: "Find out which ledger the parties use: a dossier of another one proves nothing about this one.",
      values: { told: trace.ledger, expected: ledger },
    });
  }
  const { header, read } = openStateProof(dossier.proof, ledger, blockHash);
  const input = { trace, disclosures: dossier.disclosures.map(parseDisclosure), standings, item, at: header.timestamp };
  return await verificationOf(input, provenLedgerState(trace, read, header.number), provenStandings(read), rules);
}
