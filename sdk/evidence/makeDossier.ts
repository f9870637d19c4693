import { requireBytes32 } from "../bytes32.js";
import type { WaymarkClient } from "../client.js";
import { requireObject } from "../given.js";
import { itemSlotsOf } from "../goods/itemSource.js";
import { ledgerSlotsOf } from "../proof/provenLedgerState.js";
import { fetchStateProof, rpcOf } from "../proof/stateProof.js";
import { standingSlotsOf } from "../standing/checkStandings.js";
import { readStandings } from "../standing/readStandings.js";
import { requireTrace } from "../trace/requireTrace.js";
import type { Trace } from "../trace/trace.js";
import { partiesOf, type VerifyOptions } from "../verify/verifyTrace.js";
import type { Dossier } from "./dossier.js";
import { verifyDossier } from "./verifyDossier.js";

/**
 * Makes a dossier of a trace: the trace, what comes with it, and the proof of the ledger's state at a block.
 *
 * @param blockHash The block to prove at; a reader must be able to learn this hash from elsewhere.
 * @throws InvalidValueError when an argument is none.
 * @throws WaymarkError when the node has no proof of that block (a full node keeps the last ones).
 * @example
 * const { hash } = await agreedBlock([mine, yours]);
 * await writeFile("evidence.json", formatDossier(await makeDossier(waymark, trace, hash)));
 */
export async function makeDossier(
  client: WaymarkClient,
  trace: Trace,
  blockHash: string,
  options: Pick<VerifyOptions, "disclosures" | "item"> = {},
): Promise<Dossier> {
  requireTrace(trace);
  requireBytes32("hash of the block", blockHash);
  requireObject("set of options", options);
  const { disclosures = [], item } = options;
  const standings = await readStandings(client, partiesOf(trace), {
    from: client.deploymentBlock ?? 0,
    to: trace.block,
  });
  const slots = [...ledgerSlotsOf(trace), ...standingSlotsOf(standings), ...itemSlotsOf(item)];
  const proof = await fetchStateProof(rpcOf(client), client.address, slots, blockHash);
  const unfound = { verdict: "altered", crossReference: undefined } as const;
  const dossier: Dossier = {
    ...{ type: "WaymarkEvidence", version: 1 },
    ...{ trace, disclosures, standings, item, proof, found: unfound },
  };
  const { verdict, crossReference } = await verifyDossier(dossier, { blockHash, ledger: client.address });
  return { ...dossier, found: { verdict, crossReference } };
}
