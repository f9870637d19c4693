import { requireBlockNumber } from "../blockNumber.js";
import { requireBytes32 } from "../bytes32.js";
import type { WaymarkClient } from "../client.js";
import type { CrossRule } from "../crossReference/rule.js";
import type { Disclosure } from "../disclosure/disclosure.js";
import { requireDisclosures } from "../disclosure/requireDisclosures.js";
import { decodeError, RetryableError } from "../errors.js";
import { requireList, requireMethod, requireObject } from "../given.js";
import { askedItems, itemSlotsOf, provenItems } from "../goods/itemSource.js";
import { requireItem, type AskedItem } from "../goods/itemState.js";
import { ledgerSlotsOf, provenLedgerState } from "../proof/provenLedgerState.js";
import { fetchStateProof, openStateProof, rpcOf } from "../proof/stateProof.js";
import { latestBlock } from "../latestBlock.js";
import { standingSlotsOf } from "../standing/checkStandings.js";
import { readStandings } from "../standing/readStandings.js";
import { askedStandings, provenStandings } from "../standing/standingSource.js";
import type { Trace } from "../trace/trace.js";
import { readLedgerState } from "./ledgerState.js";
import { alteredVerification, verificationOf, type Verification } from "./verification.js";
import { malformedVerdict } from "./verifyHead.js";

/** At which block the ledger's state is read. */
export interface BlockOptions {
  /** Unless said the latest block, so that nobody hides what was written since a trace was made. */
  readonly block?: number;
  /**
   * The hash of a block: then the ledger's state is proved from it (`eth_getProof`) and no node is trusted with it. See
   * `agreedBlock` for one that several nodes agree on.
   */
  readonly blockHash?: string;
}

/** How a trace is verified, and what comes with it. */
export interface VerifyOptions extends BlockOptions {
  /** What was shown of the data behind the records. */
  readonly disclosures?: readonly Disclosure[];
  /** When one item is asked about: what the ledger knows of it is read with the rest. */
  readonly item?: AskedItem;
  /**
   * The other consignments that the item may be in, as `trace` tells them: with lines of other exact items that hold it too, they
   * contradict this one. Verify them as well.
   */
  readonly among?: readonly Trace[];
  /** The rules to ask, unless those of this release. */
  readonly rules?: readonly CrossRule[];
}

/**
 * Verifies a trace, from wherever it is: that it is the whole and unaltered history, that every writer was entitled then and
 * there, and what the parties' independent words show when they are held against each other.
 *
 * @throws InvalidValueError when an option is none, such as the block, its hash, the item asked about or a rule.
 * @throws RetryableError "NodeBehind" when the node does not have the block.
 * @throws WaymarkError when the chain cannot be read; whatever is wrong with the trace is in the result.
 * @example
 * const { verdict, sentence, crossReference } = await verifyTrace(waymark, trace);
 * console.log(verdict, sentence.en);
 */
export async function verifyTrace(
  client: WaymarkClient,
  trace: Trace,
  options: VerifyOptions = {},
): Promise<Verification> {
  requireBlock(options);
  const { disclosures = [], item, among = [], rules } = options;
  requireDisclosures(disclosures);
  if (item !== undefined) requireItem(item);
  requireList("list of other consignments", among);
  if (rules !== undefined) requireRules(rules);
  const { number: block, timestamp: at } = await blockOf(client, options);
  const malformed = malformedVerdict(trace, block);
  if (malformed !== undefined) return alteredVerification(malformed);
  const standings = await readStandings(client, partiesOf(trace), { from: client.deploymentBlock ?? 0, to: block });
  const input = { trace, disclosures, standings, item, among, at };
  if (options.blockHash === undefined) {
    const state = await readLedgerState(client, trace, block);
    const sources = { state, standings: askedStandings(client, block), items: askedItems(client, block) };
    return await verificationOf(input, sources, rules);
  }
  const slots = [...ledgerSlotsOf(trace), ...standingSlotsOf(standings), ...itemSlotsOf(item)];
  const proof = await fetchStateProof(rpcOf(client), client.address, slots, options.blockHash);
  const { header, read } = openStateProof(proof, client.address, options.blockHash);
  // The trace may be of another ledger or chain than the one that is asked.
  const told = provenLedgerState(trace, read, header.number);
  const state = { ...told, chainId: client.chainId, ledger: client.address };
  const sources = { state, standings: provenStandings(read), items: provenItems(read) };
  // The header's own time: what the node says of the block is not proved.
  return await verificationOf({ ...input, at: header.timestamp }, sources, rules);
}

/** Parties as the ledger numbers them: a trace may name others. */
export function partiesOf({ parties }: Trace): bigint[] {
  return [...parties.keys()].filter((party) => BigInt.asUintN(32, party) === party);
}

function requireRules(rules: readonly CrossRule[]): void {
  requireList("list of rules", rules);
  for (const rule of rules) requireMethod("rule", rule, "check");
}

/** @throws InvalidValueError when the block or its hash is none. */
export function requireBlock(options: BlockOptions): void {
  requireObject("set of options", options);
  const { block, blockHash } = options;
  if (block !== undefined) requireBlockNumber(block);
  if (blockHash !== undefined) requireBytes32("hash of a block", blockHash);
}

async function blockOf(
  client: WaymarkClient,
  { block, blockHash }: BlockOptions,
): Promise<{ readonly number: number; readonly timestamp: number }> {
  try {
    const found = await client.provider.getBlock(blockHash ?? block ?? (await latestBlock(client)));
    if (found !== null) return found;
  } catch (caught) {
    throw decodeError(caught);
  }
  throw new RetryableError({
    name: "NodeBehind",
    message: `The node has no block ${blockHash ?? block ?? "yet"}.`,
    toDo: "Try again in a little while, or ask a node of the same chain that has it.",
    values: { block: blockHash ?? block },
  });
}
