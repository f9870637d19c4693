import type { LedgerOperation } from "../../sdk/epcis/operations.js";
import { InvalidValueError, RefusedError } from "../../sdk/errors.js";
import { Operation } from "../../sdk/operations/operation.js";
import { readRecords } from "../../sdk/operations/recorded.js";
import type { Waymark } from "../../sdk/waymark.js";
import { dataHashOf, subjectIn } from "./kept.js";
import { WrittenSteps } from "./written.js";

/** What became of one event. */
export interface Captured {
  /** Where the document has it. */
  readonly path: string;
  readonly type: LedgerOperation["type"];
  /** A batch or a consignment. */
  readonly subject: string;
  /** Of a record; undefined for what is no record, and for what is only planned. */
  readonly sequence: number | undefined;
  /** It was on the ledger before. */
  readonly already: boolean;
}

/** How events are written. */
export interface WritingTerms {
  /** Salts the fields of records; undefined where no event has any. */
  readonly secret: string | undefined;
  readonly confirmations: number;
  /** Only looks what is to be written. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Events that are written in one transaction at most. */
const AT_ONCE = 25;

interface Asked {
  readonly asked: LedgerOperation;
  readonly operation: Operation<unknown>;
}

/**
 * Writes what a document asks of the ledger, in its order, and passes over what is there already. It can be stopped between two
 * transactions, and run again.
 *
 * @throws RefusedError naming the event that the ledger refused; those before it are written.
 * @throws the signal's reason when it is stopped.
 */
export async function writeEvents(
  waymark: Waymark,
  operations: readonly LedgerOperation[],
  terms: WritingTerms,
): Promise<Captured[]> {
  const { signal, onProgress, secret } = terms;
  const written = new WrittenSteps(waymark);
  const captured: Captured[] = [];
  let group: Asked[] = [];
  const flush = async (): Promise<void> => {
    const sent = group;
    group = [];
    signal.throwIfAborted();
    captured.push(...(await writeGroup(waymark, written, sent, terms)));
    onProgress(captured.length);
  };
  for (const asked of operations) {
    const isSimple = standsAlone(asked);
    // What rests on an earlier record, or on what goods hold, is prepared when that is written.
    if (!isSimple || group.length === AT_ONCE) await flush();
    const there = await written.find(asked);
    if (there !== undefined) {
      await flush();
      captured.push({ ...nameOf(asked), sequence: there.sequence, already: true });
      onProgress(captured.length);
      continue;
    }
    const about = terms.dryRun ? 0 : await within(asked, () => written.about(asked));
    const dataHash = secret === undefined ? undefined : dataHashOf(secret, asked);
    const operation = waymark.capture(asked, {
      ...(about === undefined ? {} : { about }),
      ...(dataHash === undefined ? {} : { dataHash }),
    });
    group.push({ asked, operation });
    if (!isSimple) await flush();
  }
  await flush();
  return captured;
}

/** Whether an operation can be prepared before those around it are on the ledger. */
function standsAlone(asked: LedgerOperation): boolean {
  if (asked.type === "Record") return asked.kind !== "HoldLifted";
  return ["RegisterBatch", "CreateConsignment", "CreateContainer", "Pack", "Unpack"].includes(asked.type);
}

/** Writes several in one transaction; where that is refused, one after another, so that it is known which. */
async function writeGroup(
  waymark: Waymark,
  written: WrittenSteps,
  group: readonly Asked[],
  terms: WritingTerms,
): Promise<Captured[]> {
  const [first, ...others] = group;
  if (first === undefined) return [];
  if (terms.dryRun) return group.map(({ asked }) => ({ ...nameOf(asked), sequence: undefined, already: false }));
  if (others.length > 0) {
    try {
      return await writeAtOnce(waymark, written, group, terms);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
    const one: Captured[] = [];
    for (const each of group) {
      terms.signal.throwIfAborted();
      one.push(...(await writeGroup(waymark, written, [each], terms)));
    }
    return one;
  }
  return await within(first.asked, () => writeAtOnce(waymark, written, [first], terms));
}

async function writeAtOnce(
  waymark: Waymark,
  written: WrittenSteps,
  group: readonly Asked[],
  { confirmations }: WritingTerms,
): Promise<Captured[]> {
  const [first, ...others] = group;
  const whole =
    first !== undefined && others.length === 0
      ? new Operation(waymark, { prepare: () => first.operation.call(), read: (logs) => readRecords(waymark, logs) })
      : waymark.many(group.map(({ operation }) => operation));
  const { records } = await whole.send({ confirmations });
  const sequences = records.map(({ sequence }) => sequence);
  const captured: Captured[] = [];
  for (const { asked } of group) {
    const isRecord = "kind" in asked || asked.type === "Correct";
    const sequence = isRecord ? sequences.shift() : asked.type === "RegisterBatch" ? undefined : 1;
    if (isRecord && sequence !== undefined) await written.note(asked, sequence);
    captured.push({ ...nameOf(asked), sequence, already: false });
  }
  return captured;
}

/** Names the event where something of it is refused. */
async function within<Result>({ source }: LedgerOperation, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isOfIt = error instanceof RefusedError || error instanceof InvalidValueError;
    if (!isOfIt || error.message.startsWith(source.path)) throw error;
    const message = `${source.path}: ${error.message}`;
    const { name, toDo, values } = error;
    throw error instanceof RefusedError
      ? new RefusedError({ name, message, toDo, values, cause: error })
      : new InvalidValueError(message, toDo, values.value);
  }
}

function nameOf(asked: LedgerOperation): Pick<Captured, "path" | "type" | "subject"> {
  const { source, type } = asked;
  return { path: source.path, type, subject: subjectIn(asked) };
}
