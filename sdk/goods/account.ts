import { ZeroHash } from "ethers";

import type { WaymarkClient } from "../client.js";
import { decodeError } from "../errors.js";
import type { BatchId, ConsignmentId } from "../ids.js";
import type { Line } from "../line.js";
import { bitsOf } from "../proof/bits.js";
import { batchSlots, cameBackSlot, type Slot } from "../proof/slots.js";
import { ledgerSlotsOf, provenLedgerState } from "../proof/provenLedgerState.js";
import { fetchStateProof, openStateProof, rpcOf, type ProvenState } from "../proof/stateProof.js";
import { recordHash } from "../trace/stepHash.js";
import type { Trace } from "../trace/trace.js";
import { formProblems } from "../verify/traceForm.js";
import { headVerdict, verifyHead } from "../verify/verifyHead.js";
import { linesOf } from "./linesOf.js";

/**
 * Whether consignments of a lot are all that there are, by the ledger's own counts. Which consignments a lot was loaded into
 * only logs tell, and a node may keep some to itself; but the ledger counts the units of a batch that were loaded into
 * consignments and not put back by voiding them, and of a release those that came back. None of a lot's units can be in a
 * consignment that is not told without one of these being higher than what is told.
 */
export interface Account {
  /** Units that the ledger counts as loaded from the batch. */
  readonly loaded: bigint;
  /** Those that the told consignments loaded, less those put back by voiding. */
  readonly told: bigint;
  /**
   * Stories told beside these that are not as the ledger has them: somebody wrote on the consignment since it was told, or who
   * told it is behind, or altered it. Their units are not in `told`.
   */
  readonly stale: number;
  /** Whether both are the same, and all is told that was made from the told consignments. */
  readonly whole: boolean;
}

/** What the ledger counts of a lot, at one block. */
interface Counts {
  readonly loaded: () => Promise<bigint>;
  /** Units of a released line that came back, by the hash of the release. */
  readonly cameBack: (step: string, items: string) => Promise<bigint>;
}

/**
 * Holds the consignments of a lot that are told against the ledger's counts. Stories that are not as the ledger has them do not
 * count.
 *
 * @param verified Stories that were verified at this block.
 * @param others Stories that were not.
 * @throws WaymarkError when the chain cannot be read.
 */
export async function readAccount(
  client: WaymarkClient,
  batch: BatchId,
  { verified, others }: { readonly verified: readonly Trace[]; readonly others: readonly Trace[] },
  at: { readonly block: number } | { readonly blockHash: string },
): Promise<Account> {
  // Of what has the form of no trace nothing can be asked.
  const formed = others.filter((trace) => formProblems(trace).length === 0);
  if ("block" in at) {
    const told: Trace[] = [];
    // One after the other: each is some fifty questions to one node.
    for (const trace of formed) if ((await verifyHead(client, trace, at)).holds) told.push(trace);
    const account = await askedAccount(client, batch, [...verified, ...told], at.block);
    return { ...account, stale: others.length - told.length };
  }
  const slots = [...formed.flatMap(ledgerSlotsOf), ...slotsOf(batch, [...verified, ...formed])];
  const proof = await fetchStateProof(rpcOf(client), client.address, slots, at.blockHash);
  const { header, read } = openStateProof(proof, client.address, at.blockHash);
  const told = formed.filter((trace) => {
    const state = provenLedgerState(trace, read, header.number);
    return headVerdict(trace, { ...state, chainId: client.chainId, ledger: client.address }).holds;
  });
  const account = await accountOf(batch, [...verified, ...told], provenCounts(read, batch));
  return { ...account, stale: others.length - told.length };
}

/**
 * What the node that told them says of the consignments: no more than its word. None of them counts as stale.
 *
 * @param block At which the consignments were told.
 */
export async function askedAccount(
  client: WaymarkClient,
  batch: BatchId,
  consignments: readonly Trace[],
  block: number,
): Promise<Account> {
  try {
    return await accountOf(batch, consignments, askedCounts(client, batch, block));
  } catch (caught) {
    throw decodeError(caught, client.ledger.interface);
  }
}

async function accountOf(batch: BatchId, consignments: readonly Trace[], counts: Counts): Promise<Account> {
  const shares = sharesOf(batch, consignments);
  const ids = new Set(shares.map(({ consignment }) => consignment));
  const [loaded, ...back] = await Promise.all([
    counts.loaded(),
    ...shares.flatMap(({ released }) => released.map(async ({ step, items }) => await counts.cameBack(step, items))),
  ]);
  const backAsTold = shares.flatMap(({ released }) => released.map((line) => unitsBack(line, shares)));
  const told = sumOf(shares.map(({ units }) => units));
  const whole =
    told === loaded &&
    shares.every(({ parts }) => parts.every((part) => ids.has(part))) &&
    back.every((units, index) => units === backAsTold[index]);
  return { loaded, told, stale: 0, whole };
}

/** What one consignment has to do with a batch. Ids are in small digits. */
interface Share {
  readonly consignment: ConsignmentId;
  /** Units that it took out of the batch, less those that voiding it put back; of one made from another the latter alone. */
  readonly units: bigint;
  /** Consignments made from it. */
  readonly parts: readonly ConsignmentId[];
  /** Its lines of the batch that were released, each once: by the hash of the release and the root of the items. */
  readonly released: readonly ReleasedLine[];
  /** The release that it came back from, and with what lines; for any other its own lines, and zeros. */
  readonly release: string;
  readonly lines: readonly Line[];
}

interface ReleasedLine {
  readonly step: string;
  readonly items: string;
}

/** The shares of consignments, each once; none of one with values that the ledger cannot have recorded. */
function sharesOf(batch: BatchId, consignments: readonly Trace[]): Share[] {
  const shares = consignments.flatMap((trace) => {
    try {
      return [shareOf(batch, trace)];
    } catch {
      return [];
    }
  });
  return [...new Map(shares.map((share) => [share.consignment, share])).values()];
}

function shareOf(batch: BatchId, { consignment, creation, records, parts }: Trace): Share {
  // A head binds bytes, in whatever digits they are told.
  const ofBatch = (lines: readonly Line[]): Line[] =>
    linesOf(batch, lines).map((line) => ({ ...line, items: line.items.toLowerCase() }));
  const released = records.flatMap((record) => {
    const lines = record.kind === "ImportCleared" ? ofBatch(record.particulars?.lines ?? []) : [];
    const roots = [...new Set(lines.map(({ items }) => items))];
    return roots.map((items) => ({ step: recordHash(consignment, record), items }));
  });
  const putBack = records.flatMap(({ kind, particulars }) =>
    kind === "Voided" ? ofBatch(particulars?.lines ?? []) : [],
  );
  const lines = ofBatch(creation.lines);
  return {
    consignment: consignment.toLowerCase(),
    units: (creation.type === "Creation" ? unitsOf(lines) : 0n) - unitsOf(putBack),
    parts: parts.map((part) => part.toLowerCase()),
    released,
    release: creation.type === "Creation" ? ZeroHash : creation.release.toLowerCase(),
    lines,
  };
}

/** Units of a released line that came back, as the told consignments have it. */
function unitsBack({ step, items }: ReleasedLine, shares: readonly Share[]): bigint {
  const back = shares.filter(({ release }) => release === step).flatMap(({ lines }) => lines);
  return unitsOf(back.filter((line) => line.items === items));
}

function unitsOf(lines: readonly Line[]): bigint {
  return sumOf(lines.map(({ quantity }) => quantity));
}

function sumOf(numbers: readonly bigint[]): bigint {
  return numbers.reduce((sum, number) => sum + number, 0n);
}

/** As a node answers. */
function askedCounts({ ledger }: WaymarkClient, batch: BatchId, block: number): Counts {
  const at = { blockTag: block };
  return {
    loaded: async () => (await ledger.batchOf(batch, at)).loaded,
    cameBack: async (step, items) => await ledger.cameBack(step, batch, items, at),
  };
}

/** As slots prove. */
function provenCounts(read: ProvenState["read"], batch: BatchId): Counts {
  const [packed = ""] = batchSlots(batch);
  return {
    loaded: () => Promise.resolve(bitsOf(read(packed), 176, 64)),
    cameBack: (step, items) => Promise.resolve(bitsOf(read(cameBackSlot(step, batch, items)), 0, 64)),
  };
}

/** The slots that an account by proof reads. */
function slotsOf(batch: BatchId, consignments: readonly Trace[]): Slot[] {
  const released = sharesOf(batch, consignments).flatMap((share) => share.released);
  return [...batchSlots(batch), ...released.map(({ step, items }) => cameBackSlot(step, batch, items))];
}
