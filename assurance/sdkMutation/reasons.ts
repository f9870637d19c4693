import type { Tried } from "./tryPart.js";

interface Reason {
  readonly why: string;
  readonly holds: (tried: Tried) => boolean;
}

/** Why tests do not notice a change: the first that holds. */
const REASONS: readonly Reason[] = [
  {
    why: "A value that the compiler asks for, and no input reaches.",
    holds: ({ original, replacement }) => ['""', "[]"].includes(original) && replacement.includes("Stryker was here"),
  },
  {
    why: "A question that only the compiler asks: what it guards against cannot be.",
    holds: ({ mutator, original, replacement }) =>
      mutator === "OptionalChaining" || (original.includes("=== undefined") && replacement !== "true"),
  },
  {
    why: "Words for people.",
    holds: ({ mutator, original }) => mutator === "StringLiteral" && original.includes(" "),
  },
];

/** Why tests do not notice a change; otherwise that none tells it apart. */
export function reasonFor(tried: Tried): string {
  return REASONS.find(({ holds }) => holds(tried))?.why ?? "No test tells the difference.";
}
