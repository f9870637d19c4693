import { z } from "zod";

import { runNpm } from "./runNpm.js";

const auditSchema = z.object({
  metadata: z.object({
    vulnerabilities: z.object({
      low: z.number(),
      moderate: z.number(),
      high: z.number(),
      critical: z.number(),
    }),
  }),
});

/** Known weaknesses of what is installed, by severity; or why nobody could be asked. */
export type Advisories =
  | { readonly known: Readonly<Record<"low" | "moderate" | "high" | "critical", number>> }
  | { readonly unavailable: string };

/** Asks npm's registry for advisories. Not every registry answers, and no answer is not a good one. */
export function askAdvisories(): Advisories {
  return readAdvisories(runNpm(["audit", "--json"]).stdout);
}

/**
 * Reads what `npm audit --json` printed.
 *
 * @example readAdvisories('{"message": "405 Method Not Allowed"}') // { unavailable: "405 Method Not Allowed" }
 */
export function readAdvisories(printed: string): Advisories {
  const answer = parse(printed);
  const audit = auditSchema.safeParse(answer);
  if (audit.success) return { known: audit.data.metadata.vulnerabilities };
  const refusal = z.object({ message: z.string() }).safeParse(answer);
  // The registry's address may be private: only what it said is shown.
  const said = refusal.success ? refusal.data.message.replace(/ - .*/s, "") : "npm printed no report";
  return { unavailable: said };
}

function parse(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return undefined;
  }
}
