import { ZeroHash } from "ethers";

import { requireBlockNumber } from "../blockNumber.js";
import type { WaymarkClient } from "../client.js";
import { latestBlock } from "../latestBlock.js";
import { en, sentences, zh, type Text } from "../text.js";
import type { Trace } from "../trace/trace.js";
import { checkHistory } from "./checkHistory.js";
import { readLedgerState, type LedgerState } from "./ledgerState.js";
import type { HeadProblem } from "./problems.js";
import { formProblems } from "./traceForm.js";

/** Where the chain is read. */
export interface VerifyHeadOptions {
  /** Unless said the latest block, so that nobody hides what was written since a trace was made. */
  readonly block?: number;
}

/** Whether a trace is the whole and unaltered history. */
export interface HeadVerdict {
  /** True when the trace is unaltered and complete. That what it says is true, no ledger can know. */
  readonly holds: boolean;
  /** One plain sentence for people. */
  readonly sentence: Text;
  /** The block at which the chain was read. */
  readonly block: number;
  /** The head that the trace gives; undefined when it gives none. */
  readonly head: string | undefined;
  /** The head on the chain; zeros when the trace is not of the form in which it could be asked for. */
  readonly headOnChain: string;
  /** How many checkpoints of the goods' own the trace has. */
  readonly records: number;
  /** How many other journeys it rests on: of containers, and of what the goods were made from. */
  readonly inside: number;
  readonly problems: readonly HeadProblem[];
}

/**
 * Recomputes the head of a consignment from a trace and compares it with the one on the chain, so that whoever served the
 * trace need not be trusted. The same is done with every journey that it is incomplete without: of the containers that the
 * goods were packed in, up to where they left, and of what they were made from. With it are checked the order of the steps,
 * what the consignment holds after each, what was taken back, the open recalls, and what the ledger keeps of the batches,
 * products and parties named.
 *
 * The ledger keeps neither where a log was found, nor what a recall says beside its subject, nor which released units came
 * back as which consignment: those are as the logs gave them.
 *
 * @throws InvalidValueError when the block is no number of one.
 * @throws WaymarkError when the chain cannot be read; whatever is wrong with the trace is in the result.
 * @example
 * const verdict = await verifyHead(waymark, await traceConsignment(waymark, consignment));
 * console.log(verdict.sentence.en);
 */
export async function verifyHead(
  client: WaymarkClient,
  trace: Trace,
  options: VerifyHeadOptions = {},
): Promise<HeadVerdict> {
  if (options.block !== undefined) requireBlockNumber(options.block);
  const block = options.block ?? (await latestBlock(client));
  return malformedVerdict(trace, block) ?? headVerdict(trace, await readLedgerState(client, trace, block));
}

/** Holds a trace against what the chain says, however that is known, without reading anything. */
export function headVerdict(trace: Trace, state: LedgerState): HeadVerdict {
  const { block } = state;
  const { head, problems } = checkHistory(trace, state);
  const holds = problems.length === 0;
  const [records, inside] = [trace.records.length, trace.inside.length];
  return {
    holds,
    sentence: holds ? unaltered(subjectOf(records, inside), block) : notRecorded(block, problems),
    block,
    head,
    headOnChain: state.consignments.get(trace.consignment)?.head ?? ZeroHash,
    records,
    inside,
    problems,
  };
}

/**
 * The verdict on a trace of another form than the SDK gives one, of which nothing can be asked; undefined for any other. A
 * trace may come from anywhere, so this is one more thing that is wrong with it.
 */
export function malformedVerdict(trace: Trace, block: number): HeadVerdict | undefined {
  const problems = formProblems(trace);
  if (problems.length === 0) return undefined;
  return {
    holds: false,
    sentence: notRecorded(block, problems),
    block,
    head: undefined,
    headOnChain: ZeroHash,
    records: 0,
    inside: 0,
    problems,
  };
}

function unaltered(subject: Text, block: number): Text {
  return {
    en: en`${subject} are unaltered and complete as of block ${block}; whether what they say is true, the ledger cannot tell.`,
    zh: zh`截至区块${block}，${subject}完整且未被篡改；其内容是否属实，账本无从判断。`,
  };
}

function notRecorded(block: number, problems: readonly HeadProblem[]): Text {
  const why = sentences(problems.map(({ sentence }) => sentence));
  return {
    en: en`This is not what the ledger recorded as of block ${block}: ${why}`,
    zh: zh`这与账本截至区块${block}的记录不符：${why}`,
  };
}

function subjectOf(records: number, inside: number): Text {
  const own = { en: en`The creation and all ${records} records`, zh: zh`创建步骤和全部${records}条记录` };
  if (inside === 0) return own;
  const others =
    inside === 1
      ? { en: "journey that they rest", zh: "行程" }
      : { en: en`${inside} journeys that they rest`, zh: zh`${inside}段行程` };
  return { en: en`${own}, and the ${others} on,`, zh: zh`${own}，以及其所依据的${others}，` };
}
