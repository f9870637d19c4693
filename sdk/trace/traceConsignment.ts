import { toBeHex, zeroPadValue, type Log } from "ethers";

import type { TypedContractEvent, TypedEventLog } from "../../typechain-types/common.js";
import { asciiFromBytes } from "../ascii.js";
import type { WaymarkClient } from "../client.js";
import { FatalError } from "../errors/waymarkError.js";
import { splitProductId, type BatchId, type ConsignmentId, type PartyId, type ProductId } from "../ids.js";
import { latestBlock } from "../latestBlock.js";
import type { Line } from "../line.js";
import { fromBytes5 } from "../places/scope.js";
import { Kind, nameIn, Role } from "../vocabulary.js";
import { basisOf } from "./basisOf.js";
import { detailName } from "./detailName.js";
import { readLogs, type BlockRange } from "./readLogs.js";
import type {
  KindName,
  LogPosition,
  Trace,
  TraceBatch,
  TraceCreation,
  TraceParticulars,
  TraceParty,
  TraceProduct,
  TraceRecord,
} from "./trace.js";

/** Which blocks to read. */
export interface TraceOptions {
  /** The first; unless said the block of the ledger's deployment where that is known, else 0. */
  readonly fromBlock?: number;
  /** The last; unless said the latest. */
  readonly toBlock?: number;
}

/**
 * Tells the history of a consignment from the ledger's logs alone. Whether the provider gave all of them, unaltered, is for
 * `verifyHead` to find out.
 *
 * @throws FatalError "ConsignmentNotFound" when its creation is not in the blocks read.
 * @throws RetryableError when the chain is not reached.
 * @example
 * const trace = await traceConsignment(waymark, consignment);
 * for (const { kind, place, party } of trace.records) console.log(kind, place, trace.parties.get(party)?.uri);
 */
export async function traceConsignment(
  client: WaymarkClient,
  consignment: ConsignmentId,
  options: TraceOptions = {},
): Promise<Trace> {
  const id = consignment.toLowerCase();
  const to = options.toBlock ?? (await latestBlock(client));
  const range = { from: options.fromBlock ?? client.deploymentBlock ?? 0, to };
  const { creation, records } = await readHistory(new LogReader(client), id, range);

  const reader = new LogReader(client);
  const lines = [creation.lines, ...records.map(({ particulars }) => particulars?.lines ?? [])].flat();
  const batches = await readBatches(reader, new Set(lines.map(({ batch }) => batch)), range);
  const products = await readProducts(reader, new Set([...batches.values()].map(({ product }) => product)), range);
  const parties = await readParties(reader, partiesIn(creation, records, batches, products), range);
  return {
    chainId: client.chainId,
    ledger: client.address,
    consignment: id,
    block: to,
    creation,
    records,
    batches,
    products,
    parties,
  };
}

/** Reads and decodes logs of one ledger. */
class LogReader {
  readonly #client: WaymarkClient;

  constructor(client: WaymarkClient) {
    this.#client = client;
  }

  get events(): WaymarkClient["ledger"]["filters"] {
    return this.#client.ledger.filters;
  }

  /** Logs of some events whose indexed parameters are as said, in the order of the chain. */
  async read(
    events: readonly TypedContractEvent[],
    indexed: readonly (string | string[] | null)[],
    range: BlockRange,
  ): Promise<Log[]> {
    const topics = [events.map(({ fragment }) => fragment.topicHash), ...indexed];
    return await readLogs(this.#client.provider, { address: this.#client.address, topics }, range);
  }

  /** The parameters of a log, when it is of this event. */
  decode<Event extends TypedContractEvent>(event: Event, log: Log): TypedEventLog<Event>["args"] | undefined {
    if (log.topics[0] !== event.fragment.topicHash) return undefined;
    // The bindings describe exactly what this fragment decodes to.
    return this.#client.ledger.interface.decodeEventLog(
      event.fragment,
      log.data,
      log.topics,
    ) as unknown as TypedEventLog<Event>["args"];
  }
}

/* HISTORY */

async function readHistory(
  reader: LogReader,
  id: ConsignmentId,
  range: BlockRange,
): Promise<{ creation: TraceCreation; records: TraceRecord[] }> {
  const { ConsignmentCreated, CheckpointRecorded, ParticularsRecorded } = reader.events;
  const { LineLoaded, LineReleased, LineAdjusted } = reader.events;
  const steps = await reader.read([ConsignmentCreated, CheckpointRecorded, ParticularsRecorded], [id], range);
  const lineLogs = await reader.read([LineLoaded, LineReleased, LineAdjusted], [null, id], range);
  const logs = [...steps, ...lineLogs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);

  let creation: TraceCreation | undefined;
  const records: TraceRecord[] = [];
  // The ledger logs the lines of a step before the step, and what it says of them after it.
  let lines: Line[] = [];
  for (const log of logs) {
    const line = reader.decode(LineLoaded, log) ?? reader.decode(LineReleased, log) ?? reader.decode(LineAdjusted, log);
    if (line !== undefined) {
      lines.push({ batch: line.batch, quantity: line.quantity, items: line.items });
      continue;
    }
    const said = reader.decode(ParticularsRecorded, log);
    const last = records.at(-1);
    if (said !== undefined) {
      if (last === undefined) continue;
      const particulars: TraceParticulars = { lines, document: said.document, items: said.items };
      records[records.length - 1] = { ...last, particulars };
      lines = [];
      continue;
    }
    creation ??= creationIn(reader, log, lines);
    const record = recordIn(reader, log);
    if (record === undefined) lines = [];
    else records.push(record);
  }
  if (creation !== undefined) return { creation, records };
  throw new FatalError({
    name: "ConsignmentNotFound",
    message: `The ledger did not create consignment ${id} between blocks ${range.from} and ${range.to}.`,
    toDo: "Check the consignment, the chain, and that the first block is not after its creation.",
    values: { consignment: id, ...range },
  });
}

function creationIn(reader: LogReader, log: Log, lines: readonly Line[]): TraceCreation | undefined {
  const args = reader.decode(reader.events.ConsignmentCreated, log);
  if (args === undefined) return undefined;
  return {
    sequence: 1,
    creator: args.creator,
    key: args.key,
    place: fromBytes5(args.place),
    destination: asciiFromBytes(args.destination),
    dataHash: args.dataHash,
    signer: args.signer,
    recordedAt: Number(args.recordedAt),
    word: args.word,
    lines,
    log: positionOf(log),
  };
}

function recordIn(reader: LogReader, log: Log): TraceRecord | undefined {
  const args = reader.decode(reader.events.CheckpointRecorded, log);
  if (args === undefined) return undefined;
  const kind = kindOf(args.kind);
  const role = nameIn(Role, args.role) ?? unknownNumber("role", args.role);
  const detail = Number(args.detail);
  return {
    sequence: Number(BigInt.asUintN(24, args.before)) + 1,
    kind,
    party: args.party,
    role,
    basis: basisOf(kind, role),
    place: fromBytes5(args.place),
    occurredAt: Number(args.occurredAt),
    recordedAt: Number(args.recordedAt),
    detail,
    detailName: detailName(kind, detail),
    basedOn: args.basedOn,
    dataHash: args.dataHash,
    next: args.next,
    principal: args.principal,
    signer: args.signer,
    before: args.before,
    particulars: undefined,
    log: positionOf(log),
  };
}

function kindOf(value: bigint): KindName {
  const kind = nameIn(Kind, value);
  return kind === undefined || kind === "None" ? unknownNumber("kind", value) : kind;
}

function unknownNumber(vocabulary: string, value: bigint): never {
  throw new FatalError({
    name: "VocabularyUnknown",
    message: `A log says ${vocabulary} ${value}, which the ledger does not have.`,
    toDo: "Check that the address is the ledger's, and read the logs from another node.",
    values: { vocabulary, value },
  });
}

function positionOf(log: Log): LogPosition {
  return { block: log.blockNumber, transaction: log.transactionHash };
}

/* WHAT IT IS ABOUT */

async function readBatches(
  reader: LogReader,
  wanted: ReadonlySet<BatchId>,
  range: BlockRange,
): Promise<Map<BatchId, TraceBatch>> {
  const batches = new Map<BatchId, TraceBatch>();
  const event = reader.events.BatchRegistered;
  for (const log of await reader.read([event], [[...wanted]], range)) {
    const args = reader.decode(event, log);
    if (args === undefined) continue;
    batches.set(args.batch, {
      product: args.product,
      maker: args.maker,
      lotKey: args.lotKey,
      quantity: args.quantity,
      unit: asciiFromBytes(args.unit),
      origin: asciiFromBytes(args.origin),
      expiry: Number(args.expiry),
      itemsRoot: args.itemsRoot,
      dataHash: args.dataHash,
    });
  }
  return batches;
}

async function readProducts(
  reader: LogReader,
  wanted: ReadonlySet<ProductId>,
  range: BlockRange,
): Promise<Map<ProductId, TraceProduct>> {
  const products = new Map<ProductId, TraceProduct>();
  const { ProductRegistered, ProductEndorsed } = reader.events;
  for (const log of await reader.read([ProductRegistered, ProductEndorsed], [[...wanted].map(topicOf)], range)) {
    const registered = reader.decode(ProductRegistered, log);
    if (registered !== undefined) {
      const { gtin, registrant: claimedBy } = splitProductId(registered.product);
      products.set(registered.product, {
        registrant: registered.registrant,
        gtin,
        hs6: Number(registered.hs6),
        dataHash: registered.dataHash,
        confirmed: claimedBy === 0n,
        endorsedBy: 0n,
      });
    }
    const endorsed = reader.decode(ProductEndorsed, log);
    const product = endorsed === undefined ? undefined : products.get(endorsed.product);
    if (endorsed !== undefined && product !== undefined) {
      products.set(endorsed.product, { ...product, confirmed: true, endorsedBy: endorsed.brand });
    }
  }
  return products;
}

/** Everyone who is named in a history, but nobody. */
function partiesIn(
  creation: TraceCreation,
  records: readonly TraceRecord[],
  batches: ReadonlyMap<BatchId, TraceBatch>,
  products: ReadonlyMap<ProductId, TraceProduct>,
): Set<PartyId> {
  const parties = new Set([
    creation.creator,
    ...records.flatMap(({ party, next, principal }) => [party, next, principal]),
    ...[...batches.values()].map(({ maker }) => maker),
    ...[...products.values()].flatMap(({ registrant, endorsedBy }) => [registrant, endorsedBy]),
  ]);
  parties.delete(0n);
  return parties;
}

async function readParties(
  reader: LogReader,
  wanted: ReadonlySet<PartyId>,
  range: BlockRange,
): Promise<Map<PartyId, TraceParty>> {
  const parties = new Map<PartyId, TraceParty>();
  const event = reader.events.PartyAdmitted;
  for (const log of await reader.read([event], [[...wanted].map(topicOf)], range)) {
    const args = reader.decode(event, log);
    if (args !== undefined) parties.set(args.party, { uri: args.uri, controller: args.controller });
  }
  return parties;
}

/** A number as a topic. */
function topicOf(value: bigint): string {
  return zeroPadValue(toBeHex(value), 32);
}
