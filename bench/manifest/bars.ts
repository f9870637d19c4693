import type { Size } from "./section.js";

/** Items for which the bars stand. */
const COUNT = 1_000_000;

/** Ten times the items may take so many times as long an item, and so many times the memory. */
const MOST_GROWTH = { time: 1.5, memory: 12 };

/** A promise, and what was measured of it. */
export interface Bar {
  readonly promise: string;
  /** Undefined where the run did not reach it. */
  readonly measured?: { readonly figure: string; readonly holds: boolean };
}

/** The promises about manifests, each with what was measured. */
export function barsOf(sizes: readonly Size[]): Bar[] {
  const size = sizes.find(({ count }) => count === COUNT);
  const next = sizes.find(({ count }) => count === 10 * COUNT);
  const items = COUNT.toLocaleString("en");
  const bar = (promise: string, value: number | undefined, unit: string, holds: (value: number) => boolean): Bar =>
    value === undefined
      ? { promise }
      : { promise, measured: { figure: `${value.toFixed(2)} ${unit}`, holds: holds(value) } };
  const timesAt10 = (figureOf: (size: Size) => number): number | undefined =>
    size === undefined || next === undefined ? undefined : figureOf(next) / figureOf(size);
  const { openZeppelin } = size ?? {};

  return [
    bar(`${items} items take at most 5 s on 2 cores`, size?.ours.seconds, "s", (seconds) => seconds <= 5),
    bar(`${items} items take at most 400 MB`, inMegabytes(size?.ours.peakBytes), "MB", (peak) => peak <= 400),
    bar(
      `${items} items take a 25th of the time that OpenZeppelin's tree takes, or less`,
      size === undefined || openZeppelin === undefined ? undefined : openZeppelin.seconds / size.ours.seconds,
      "times as fast",
      (times) => times >= 25,
    ),
    bar(
      "A proof takes at most 2 ms, in the mean, at every size",
      sizes.length === 0 ? undefined : Math.max(...sizes.map(({ ours }) => ours.proofMs ?? Infinity)),
      "ms",
      (ms) => ms <= 2,
    ),
    bar(
      `Time grows with the items: an item of 10 times as many takes at most ${MOST_GROWTH.time} times as long`,
      timesAt10(({ ours, count }) => ours.seconds / count),
      "times",
      (times) => times <= MOST_GROWTH.time,
    ),
    bar(
      `Memory grows with the items: 10 times as many take at most ${MOST_GROWTH.memory} times as much`,
      timesAt10(({ ours }) => ours.peakBytes),
      "times",
      (times) => times <= MOST_GROWTH.memory,
    ),
  ];
}

function inMegabytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : bytes / 1e6;
}
