/** `run.ts WAY COUNT`: one measurement in a process of its own, so that its memory is its own. Prints a {@link Figure}. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { hexlify, id, keccak256 } from "ethers";

import { loadKeccak } from "../../sdk/manifest/keccak.js";
import type { ManifestItem } from "../../sdk/manifest/manifestItem.js";
import { openManifest } from "../../sdk/node/manifest/openManifest.js";
import { writeManifest } from "../../sdk/node/manifest/writeManifest.js";
import type { Figure, Way } from "./figure.js";

const BATCH = id("a batch");

/** What is hashed of an item: serial, signer, leaf and leaf again, and a pair of nodes, of which there are as many. */
const HASHED_BYTES = [20, 20, 96, 32, 64];

/** Proofs that are timed, of items spread over the manifest. */
const PROOFS = 500;

/** What all serials begin with, and all signers; the rest counts up from numbers that have eight digits. */
const SERIAL = "S".padEnd(12, "-");
const SIGNER = `0x${"0".repeat(32)}`;

function serialOf(index: number): string {
  return `${SERIAL}${10_000_000 + index}`;
}

function signerOf(index: number): string {
  return `${SIGNER}${(0x1000_0000 + index).toString(16)}`;
}

/** Items as they come: none is kept. */
function* itemsOf(count: number, withSigner: boolean): Generator<ManifestItem, void> {
  for (let index = 0; index < count; index++) {
    const serial = serialOf(index);
    yield withSigner ? { serial, labelSigner: signerOf(index) } : { serial };
  }
}

async function ours(count: number, labelSecret?: string): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), "waymark-bench-"));
  try {
    const file = join(folder, "items.manifest");
    const items = itemsOf(count, labelSecret === undefined);
    const [seconds, { root }, cpuSeconds] = await timed(
      async () => await writeManifest(file, BATCH, items, labelSecret === undefined ? {} : { labelSecret }),
    );
    const peakBytes = peak();
    await using manifest = await openManifest(file);
    let slowest = 0;
    let all = 0;
    for (let proof = 0; proof < PROOFS; proof++) {
      // Steps of a prime reach items all over.
      const [taken] = await timed(async () => await manifest.prove(serialOf((proof * 7_919) % count)));
      slowest = Math.max(slowest, taken);
      all += taken;
    }
    const { size } = await stat(file);
    return {
      root,
      seconds,
      cpuSeconds,
      peakBytes,
      fileBytes: size,
      proofMs: (all / PROOFS) * 1_000,
      slowestProofMs: slowest * 1_000,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As many hashes as the items take, of as many bytes, one after another, and nothing else. */
async function hashing(count: number): Promise<Figure> {
  const keccak = await loadKeccak();
  const hashed = HASHED_BYTES.map((bytes) => new Uint8Array(bytes));
  const [seconds, , cpuSeconds] = await timed(() => {
    for (const bytes of hashed) for (let item = 0; item < count; item++) keccak(bytes);
    return Promise.resolve();
  });
  return { root: "0x", seconds, cpuSeconds, peakBytes: peak() };
}

/** Only the tree is timed: its values are ready before, which for ours are not. */
async function openZeppelin(count: number): Promise<Figure> {
  const values = Array.from(itemsOf(count, true), ({ serial, labelSigner = "0x" }) => [
    BATCH,
    id(serial),
    keccak256(labelSigner),
  ]);
  const [seconds, { root }, cpuSeconds] = await timed(() =>
    Promise.resolve(StandardMerkleTree.of(values, ["bytes32", "bytes32", "bytes32"])),
  );
  return { root, seconds, cpuSeconds, peakBytes: peak() };
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<[seconds: number, result: Result, cpuSeconds: number]> {
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpuStart);
  return [(performance.now() - start) / 1_000, result, (user + system) / 1e6];
}

/** The most memory that this process, its threads included, has had (resident, bytes). */
function peak(): number {
  return process.resourceUsage().maxRSS * 1_024;
}

const WAYS: Readonly<Record<Way, (count: number) => Promise<Figure>>> = {
  ours: async (count) => await ours(count),
  keys: async (count) => await ours(count, hexlify(new Uint8Array(32).fill(1))),
  openZeppelin,
  hashing,
};

const [way, count] = process.argv.slice(2);
// As figure.ts starts it.
process.stdout.write(JSON.stringify(await WAYS[way as Way](Number(count))));
