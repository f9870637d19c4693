import type { Made } from "../document.js";
import { madeInWords } from "../document.js";
import type { Figure } from "./figure.js";

/** What was measured for one number of items. */
export interface Size {
  readonly count: number;
  readonly ours: Figure;
  /** None where it is not run for its time. */
  readonly openZeppelin?: Figure;
}

/** All figures of a run. */
export interface Results {
  readonly made: Made;
  readonly sizes: readonly Size[];
  /** With label keys made from a secret on the way. */
  readonly keys: { readonly count: number; readonly figure: Figure };
}

/** The section of `docs/benchmarks.md` about manifests: nothing but what the figures say. */
export function sectionOf({ made, sizes, keys }: Results): string {
  const rows = sizes.map(({ count, ours, openZeppelin }) =>
    [
      count.toLocaleString("en"),
      ours.seconds.toFixed(2),
      ((ours.seconds / count) * 1e6).toFixed(2),
      megabytes(ours.peakBytes),
      megabytes(ours.fileBytes ?? 0),
      (ours.proofMs ?? 0).toFixed(2),
      (ours.slowestProofMs ?? 0).toFixed(2),
      openZeppelin === undefined ? "–" : openZeppelin.seconds.toFixed(1),
      openZeppelin === undefined ? "–" : megabytes(openZeppelin.peakBytes),
      openZeppelin === undefined ? "–" : `${(openZeppelin.seconds / ours.seconds).toFixed(0)} ×`,
    ].join(" | "),
  );
  const perSecond = Math.round(keys.count / keys.figure.seconds);
  return `## Manifests

${madeInWords(made)}

The root of a batch's items and the stored tree, from serials and label signers given one by one, against \`StandardMerkleTree.of\` of \`@openzeppelin/merkle-tree\` over values that are hashed beforehand, whose roots are the same.
Each run is a process of its own; memory is its peak, with Node.js in it. A proof is read from the file.

| items | s | µs an item | peak MB | file MB | a proof, ms | slowest, ms | OpenZeppelin, s | its peak MB | faster by |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map((row) => `| ${row} |`).join("\n")}

With a secp256k1 key made for every label on the way, ${keys.count.toLocaleString("en")} items take ${keys.figure.seconds.toFixed(1)} s: ${perSecond.toLocaleString("en")} a second.
`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
