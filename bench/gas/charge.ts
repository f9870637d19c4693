/** One step of a trace (`structLogs` of `debug_traceTransaction`), as far as its gas needs. */
export interface Step {
  readonly op: string;
  /** Gas left before it. */
  readonly gas: number;
  /** What it took; for calls, with what it handed on. */
  readonly gasCost: number;
  readonly depth: number;
  /** Refunds so far. */
  readonly refund: number;
}

/** A transaction and how it ran. */
export interface Sent {
  readonly steps: readonly Step[];
  readonly data: Uint8Array;
  readonly gasUsed: number;
}

/** What the EVM cannot do the work without: these make the floor. */
export const NEEDED = ["base", "calldata", "storage", "logs", "code", "precompiles"] as const;
/** What a contract may be good or bad at. */
export const BEYOND = ["again", "hashing", "computation"] as const;

export type Part = (typeof NEEDED)[number] | (typeof BEYOND)[number];

/**
 * Where the gas of a transaction went; the parts add up to `gasUsed`.
 *
 * - `base`: 21,000 for being a transaction
 * - `calldata`: 4 a zero byte, 16 another (EIP-2028), or what EIP-7623 asks beyond all the rest
 * - `storage`: the first access to each slot and the first write (EIP-2929, EIP-2200), refunds taken off (EIP-3529)
 * - `logs`: with their topics and data
 * - `code`: the first access to each other contract (EIP-2929)
 * - `precompiles`: signatures and hashes that the EVM computes itself
 * - `again`: further accesses to slots and contracts that are warm
 * - `hashing`: KECCAK256
 * - `computation`: the rest: arithmetic, memory, control flow
 */
export type Charge = Readonly<Record<Part, number>>;

const TRANSACTION = 21_000;
/** Gas for a token of calldata: a zero byte is one, another four (EIP-7623). */
const TOKEN = 4;
const FLOOR_TOKEN = 10;
/** Access to a slot or an account that was accessed before (EIP-2929). */
const WARM = 100;
const COLD_SLOT = 2_100;
const COLD_ACCOUNT = 2_600;
/** At most this part of the gas is refunded (EIP-3529). */
const REFUND_QUOTIENT = 5;

const CALLS = new Set(["CALL", "CALLCODE", "DELEGATECALL", "STATICCALL"]);
const ACCOUNTS = new Set(["BALANCE", "EXTCODESIZE", "EXTCODECOPY", "EXTCODEHASH"]);

/**
 * Sorts the gas of a transaction by what it was charged for.
 *
 * @throws Error when the parts do not add up to the gas that the chain says was used: of a transaction that creates a
 * contract, has an access list or authorizations, or runs out of gas inside.
 */
export function chargeOf({ steps, data, gasUsed }: Sent): Charge {
  const parts = { ...NOTHING };
  const zeros = data.filter((byte) => byte === 0).length;
  const tokens = zeros + 4 * (data.length - zeros);
  parts.base = TRANSACTION;
  parts.calldata = TOKEN * tokens;
  steps.forEach((step, index) => {
    for (const [part, gas] of splitStep(step, steps[index + 1])) parts[part] += gas;
  });
  const spent = sumOf(parts, [...NEEDED, ...BEYOND]);
  const refund = Math.min(steps.at(-1)?.refund ?? 0, Math.floor(spent / REFUND_QUOTIENT));
  parts.storage -= refund;
  parts.calldata += Math.max(0, TRANSACTION + FLOOR_TOKEN * tokens - (spent - refund));
  const total = sumOf(parts, [...NEEDED, ...BEYOND]);
  if (total !== gasUsed) {
    throw new Error(
      `The trace accounts for ${String(total)} gas, and the chain says that ${String(gasUsed)} was used.`,
    );
  }
  return parts;
}

/** The least that the EVM charges for what a transaction reads, writes, says and checks. */
export function floorOf(charge: Charge): number {
  return sumOf(charge, NEEDED);
}

const NOTHING: Record<Part, number> = {
  base: 0,
  calldata: 0,
  storage: 0,
  logs: 0,
  code: 0,
  precompiles: 0,
  again: 0,
  hashing: 0,
  computation: 0,
};

function sumOf(charge: Charge, parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + charge[part], 0);
}

function splitStep(step: Step, next: Step | undefined): [Part, number][] {
  const { op, gasCost } = step;
  if (op === "SLOAD") return gasCost === COLD_SLOT ? [["storage", gasCost]] : [["again", gasCost]];
  // A slot that was written before in this transaction, or that keeps its value, costs a warm access.
  if (op === "SSTORE") return gasCost > WARM ? [["storage", gasCost]] : [["again", gasCost]];
  if (op.startsWith("LOG")) return [["logs", gasCost]];
  if (op === "KECCAK256") return [["hashing", gasCost]];
  if (CALLS.has(op)) return splitCall(step, next);
  if (ACCOUNTS.has(op)) return accessed(gasCost);
  return [["computation", gasCost]];
}

/** A call into code takes what the called code does not get; a precompile, always warm, what is gone afterwards. */
function splitCall({ gas, gasCost, depth }: Step, next: Step | undefined): [Part, number][] {
  if (next === undefined) return [["computation", gasCost]];
  if (next.depth > depth) return accessed(gasCost - next.gas);
  return [
    ["again", WARM],
    ["precompiles", gas - next.gas - WARM],
  ];
}

function accessed(gas: number): [Part, number][] {
  const [part, access]: [Part, number] = gas >= COLD_ACCOUNT ? ["code", COLD_ACCOUNT] : ["again", WARM];
  return [
    [part, access],
    ["computation", gas - access],
  ];
}
