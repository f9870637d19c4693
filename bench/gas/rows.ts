/** The most that an operation may cost, in gas, and why that much. */
export interface Bar {
  readonly gas: number;
  readonly why: string;
}

/** One figure of the benchmark. */
export interface Row {
  readonly bar: Bar;
  /** What its kind may cost in general, where the row has a higher bar of its own. */
  readonly general?: Bar;
  /** What it pays for besides what `MOST_BEYOND_FLOOR` leaves room for, where that is not enough. */
  readonly beyond?: string;
}

const CHECKPOINT: Bar = {
  gas: 48_500,
  why: "Five slots read (key, grant, party, word, head), two of them written, one log: 8 % more than the EVM charges for these.",
};
const ACROSS_A_BORDER: Bar = {
  gas: 51_000,
  why: "A checkpoint, with room to look up whether the two countries share a customs territory.",
};
const SLOT = 2_100;
const ITEM: Bar = {
  gas: 100,
  why: "Product, batch, consignment, eight records and a release by lines, shared by 10,000 items.",
};

const bar = (gas: number, why: string): Row => ({ bar: { gas, why } });

const PLAIN: Row = { bar: CHECKPOINT };
const BORDER: Row = { bar: ACROSS_A_BORDER };

/**
 * Everything that is measured, in the order in which it is listed: the only statement of the bars. All is measured in second
 * use: the parties have written before, and the brand, the batches and the holder of the hold have their storage. What many
 * share is given for one of them.
 */
export const ROWS = {
  "register a product": bar(58_000, "One slot made."),
  "register a batch of 1 item": bar(84_000, "Two slots made, whatever the number of items: their root is in one."),
  "register a batch of 1,000,000 items": bar(84_000, "Two slots made, whatever the number of items."),
  "create a consignment with one line": bar(112_000, "Three slots made, and the batch's units counted."),
  "each further line of a consignment": bar(9_000, "A batch read and its units counted; a log."),
  "record Origin, naming who is next": {
    bar: CHECKPOINT,
    beyond: "An offer of custody is judged and dated, which is 8 gas more than there is room for.",
  },
  "record ExportCleared": PLAIN,
  "record Sighted where the goods stand": PLAIN,
  "record Sighted ahead of the goods, across a border": BORDER,
  "record Departed, accepting custody": PLAIN,
  "record Transshipped, across a border": BORDER,
  "record Departed from a transit port": PLAIN,
  "record ImportDeclared under a mandate, across a border": {
    bar: {
      gas: ACROSS_A_BORDER.gas + 3 * SLOT,
      why: "Three slots more are read: the creator, the mandate and the principal's standing.",
    },
    general: ACROSS_A_BORDER,
    beyond:
      "The keys of three slots more are hashed (168 gas) and the slots judged; the place is new, and every letter of its code is checked (some 130 gas).",
  },
  "record Arrived, across a border, naming who is next": {
    bar: ACROSS_A_BORDER,
    beyond:
      "The place is new, and every letter of its code is checked (some 130 gas); its country is held against the destination's, place and custody are set, and an offer of custody is judged and dated.",
  },
  "record Inspected": PLAIN,
  "record Held": bar(73_000, "A checkpoint that makes a slot for the hold."),
  "record HoldLifted": bar(52_000, "A checkpoint that reads and clears the slot of the hold."),
  "record ImportCleared": PLAIN,
  "record ImportCleared, reported on a document": {
    bar: {
      gas: ACROSS_A_BORDER.gas + 4 * SLOT,
      why: "A mandate, and whether customs of the territory write for themselves: four slots more are read.",
    },
    general: CHECKPOINT,
    beyond: "The keys of four slots more are hashed (252 gas) and the slots judged; so is the document.",
  },
  "record Refused": PLAIN,
  "record Received, accepting custody": PLAIN,
  "record Forwarded": PLAIN,
  "record Received at the end of an inland leg": {
    bar: {
      gas: 49_500,
      why: "Another place than the last, in the same territory: every letter of its code is checked on chain.",
    },
    general: CHECKPOINT,
    beyond:
      "The place is new, and every letter of its code is checked (some 130 gas); its country is held against the last one's, and place and custody are set.",
  },
  "record Incident": PLAIN,
  "record Delivered": PLAIN,
  "record Destroyed": PLAIN,
  "five checkpoints of a journey: Origin, ExportCleared, Departed, Arrived, Delivered": bar(
    247_000,
    "Four plain checkpoints and one across a border, rounded up.",
  ),
  "a whole import, from product to delivery, in ten transactions": bar(
    602_000,
    "Product, batch, consignment, five checkpoints, a declaration under a mandate and a clearance.",
  ),
  "record one of 100 in a call": bar(20_500, "Word and head of each; key, grant and party are read once for all."),
  "record what an account signed": bar(65_500, "A checkpoint, a signature of 65 bytes and its nonce."),
  "record what a P-256 key signed": bar(73_500, "As by an account, with the precompile of EIP-7951 (6,900)."),
  "record what a passkey signed": bar(85_000, "As by a P-256 key, with the assertion of WebAuthn in calldata."),
  "record one of 50 under one signature": bar(22_500, "As one of 100 in a call, and each record hashed for EIP-712."),
  "activate one item of 1,000,000": bar(76_000, "Twenty levels of a tree, a signature, and a slot made."),
  "pack one of 100 consignments into a container": bar(16_000, "Word and head of each consignment packed."),
  "an item of 10,000 in a consignment, product to delivery, 1,000 released from bond by lines": { bar: ITEM },
  "an item of these, packed into a container and out of it": {
    bar: {
      gas: 110,
      why: "The container is made, packed and unpacked besides: three transactions more for the same 10,000 items.",
    },
    general: ITEM,
  },
} as const satisfies Record<string, Row>;

export type RowName = keyof typeof ROWS;

/** One value for each row. */
export type ForRows<Value> = Record<RowName, Value>;

/** The rows in their order. */
export function rowNames(): RowName[] {
  // The keys of a constant object are exactly those it is written with.
  return Object.keys(ROWS) as RowName[];
}

/** One value for each row, in their order. */
export function forRows<Value>(valueOf: (name: RowName) => Value): ForRows<Value> {
  // Every row has its entry.
  return Object.fromEntries(rowNames().map((name) => [name, valueOf(name)])) as ForRows<Value>;
}

export function rowOf(name: RowName): Row {
  return ROWS[name];
}

/** A checkpoint's gas beyond what the EVM charges for what it cannot do without: at most this part of that. */
export const MOST_BEYOND_FLOOR = 0.08;

/** Whether the row is one checkpoint, sent by its writer, that neither places nor lifts a hold. */
export function isCheckpoint(name: RowName): boolean {
  const { bar: own, general = own } = rowOf(name);
  return general === CHECKPOINT || general === ACROSS_A_BORDER;
}
