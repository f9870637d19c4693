import type { Log } from "ethers";

import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { WaymarkClient } from "../client.js";
import { FatalError } from "../errors/waymarkError.js";
import { requireObject } from "../given.js";
import type { PartyId, SignerId } from "../ids.js";
import { signerIdOfKey } from "../signing/signerIdOfKey.js";
import { blockRange, type TraceOptions } from "../trace/blockRange.js";
import { LogReader } from "../trace/logReader.js";
import { topicOf } from "../trace/readGoods.js";
import { minedAs, ReceiptLogs, type Receipt } from "./receipt.js";
import { readRecords, type RecordedMany } from "./recorded.js";
import { signedHere } from "./relay.js";
import { minedReceipt, withRefusals } from "./send.js";
import type { SignedCall } from "./signCall.js";

/** By what the ledger knows that it took something: it takes each nonce of a party's key once. */
interface Token {
  readonly party: PartyId;
  readonly signer: SignerId;
  readonly nonce: bigint;
}

/** What became of something that a key signed, whoever sent it: see `Waymark.relayed`. */
export async function relayed(
  client: WaymarkClient,
  signed: SignedCall,
  options: Pick<TraceOptions, "fromBlock"> = {},
): Promise<Receipt<RecordedMany> | undefined> {
  requireObject("set of options", options);
  const { fromBlock } = options;
  const token = tokenOf(client.ledger.interface, signedHere(client, signed));
  return await withRefusals(async () => {
    const range = await blockRange(client, fromBlock === undefined ? {} : { fromBlock });
    const isUsed = await client.ledger.isNonceUsed(token.party, token.signer, token.nonce, { blockTag: range.to });
    if (!isUsed) return undefined;
    const reader = new LogReader(client);
    const used = await reader.read([reader.events.NonceUsed], [topicOf(token.party)], range);
    const taken = used.find((log) => usesIt(reader, log, token));
    if (taken === undefined) throw nonceBurnt(token, range.from);
    const receipt = await minedReceipt(client, taken.transactionHash);
    if (receipt === undefined) return undefined;
    const { blockNumber } = receipt;
    const own = receipt.logs.filter(({ address, index }) => address === client.address && index >= taken.index);
    const end = own.findIndex((log, at) => at > 0 && isAnothers(reader, log, token));
    const logs = new ReceiptLogs(client, { blockNumber, logs: end === -1 ? own : own.slice(0, end) });
    return { ...(await readRecords(client, logs)), ...minedAs(receipt, logs) };
  });
}

/** The arguments of the three calls that carry an authorization, as far as they are read. */
interface SignedArguments {
  readonly party?: bigint;
  readonly checkpoint?: { readonly party: bigint };
  readonly checkpoints?: readonly { readonly party: bigint }[];
  readonly authorization: { readonly signer: string; readonly nonce: bigint };
}

function tokenOf(abi: IWaymark["interface"], call: string): Token {
  // What was signed is one of three calls, and the bindings describe exactly what they decode to.
  const given = abi.parseTransaction({ data: call })?.args as unknown as SignedArguments;
  const { signer, nonce } = given.authorization;
  // Of no records nobody is the author, and the ledger takes none.
  const party = given.party ?? (given.checkpoint ?? given.checkpoints?.[0])?.party ?? 0n;
  return { party, signer: signerIdOfKey(signer), nonce };
}

function usesIt(reader: LogReader, log: Log, { party, signer, nonce }: Token): boolean {
  const used = reader.decode(reader.events.NonceUsed, log);
  return used?.party === party && used.signer === signer && used.nonce === nonce;
}

/** Whether a log, after those of something signed, is of what was done beside it in the same transaction. */
function isAnothers(reader: LogReader, log: Log, { party, signer }: Token): boolean {
  const { NonceUsed, CallRejected, CheckpointRecorded } = reader.events;
  if ([NonceUsed, CallRejected].some(({ fragment }) => fragment.topicHash === log.topics[0])) return true;
  const record = reader.decode(CheckpointRecorded, log);
  return record !== undefined && (record.party !== party || record.signer !== signer);
}

function nonceBurnt({ party, signer, nonce }: Token, from: number): FatalError {
  return new FatalError({
    name: "NonceBurnt",
    message: `Nonce ${nonce} of this key of party ${party} is used up, and nothing was taken under it from block ${from} on.`,
    toDo: "Sign it again with another nonce if its key gave this one up; if not, read from an earlier block.",
    values: { party, signer, nonce, fromBlock: from },
  });
}
