import type { Made } from "../document.js";
import { madeInWords } from "../document.js";
import { table } from "../gas/markdown.js";
import { barsOf, type Bar } from "./bars.js";
import type { Figure } from "./figure.js";

/** What was measured for one number of items. */
export interface Size {
  readonly count: number;
  /** Of several runs the one of middle length, with the most memory of any and the proofs of all. */
  readonly ours: Figure;
  /** What each run took, in their order. */
  readonly allSeconds: readonly number[];
  /** None where it is not run for its time. */
  readonly openZeppelin?: Figure;
}

/** All figures of a run. */
export interface Results {
  readonly made: Made;
  readonly sizes: readonly Size[];
  /** With label keys made from a secret on the way. */
  readonly keys: { readonly count: number; readonly figure: Figure };
  /** The hashes of so many items, and nothing else, on one core. */
  readonly hashing: { readonly count: number; readonly figure: Figure };
}

/** Runs of each size, of which the middle one counts: a machine that others share has slow moments and fast ones. */
export const RUNS = { times: 5, upTo: 1_000_000 };

/** Cores on which the promise about time is made. */
const CORES = 2;

/** The section of `docs/benchmarks.md` about manifests: nothing but what the figures say. */
export function sectionOf({ made, sizes, keys, hashing }: Results): string {
  const perSecond = Math.round(keys.count / keys.figure.seconds);
  return `## Manifests

${madeInWords(made)} Raw figures: [benchmarks/manifest.json](benchmarks/manifest.json).

The root of a batch's items and the stored tree, from serials and label signers given one by one, against \`StandardMerkleTree.of\` of \`@openzeppelin/merkle-tree\` over values that are hashed beforehand, whose roots are the same.
Each run is a process of its own. Up to ${RUNS.upTo.toLocaleString("en")} items ours is run ${RUNS.times} times: the middle run counts, with the most memory of any; what else there is runs once. The items are made while the time runs. CPU time is that of all threads, memory the peak, with Node.js in it. A proof is read from the file.

${table(["promise", "measured", ""], barsOf(sizes).map(barCells), "lrl")}

${table(SIZE_HEAD, sizes.map(sizeCells), "r".repeat(SIZE_HEAD.length))}

With a secp256k1 key made for every label on the way, ${keys.count.toLocaleString("en")} items take ${keys.figure.seconds.toFixed(1)} s: ${perSecond.toLocaleString("en")} a second.

Hashing alone, five times an item, takes ${hashing.figure.seconds.toFixed(1)} s of one core for ${hashing.count.toLocaleString("en")} items, ${(hashing.figure.seconds / CORES).toFixed(1)} s of ${CORES}: no order of the rest goes below. It is keccak256 of \`hash-wasm\`, the fastest kept library that runs wherever the SDK does.
`;
}

function barCells({ promise, measured }: Bar): string[] {
  if (measured === undefined) return [promise, "–", "not measured"];
  return [promise, measured.figure, measured.holds ? "holds" : "**missed**"];
}

const SIZE_HEAD = [
  ...["items", "s", "fastest to slowest", "CPU s", "µs an item", "peak MB", "file MB", "a proof, ms", "slowest, ms"],
  ...["OpenZeppelin, s", "its peak MB", "faster by"],
];

function sizeCells({ count, ours, allSeconds, openZeppelin }: Size): string[] {
  return [
    count.toLocaleString("en"),
    ours.seconds.toFixed(2),
    allSeconds.length === 1
      ? "one run"
      : `${Math.min(...allSeconds).toFixed(2)} to ${Math.max(...allSeconds).toFixed(2)}`,
    ours.cpuSeconds.toFixed(2),
    ((ours.seconds / count) * 1e6).toFixed(2),
    megabytes(ours.peakBytes),
    megabytes(ours.fileBytes ?? 0),
    (ours.proofMs ?? 0).toFixed(2),
    (ours.slowestProofMs ?? 0).toFixed(2),
    ...(openZeppelin === undefined
      ? ["–", "–", "–"]
      : [
          openZeppelin.seconds.toFixed(1),
          megabytes(openZeppelin.peakBytes),
          `${(openZeppelin.seconds / ours.seconds).toFixed(0)} ×`,
        ]),
  ];
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
