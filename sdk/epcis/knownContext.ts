import { sameData } from "../verify/sameData.js";
import { EPCIS_CONTEXT } from "./document.js";

/** Where GS1 publishes the JSON-LD context of EPCIS 2.0: that of a patch, and the latest. */
const GS1 = /^https:\/\/ref\.gs1\.org\/standards\/epcis\/(?:2\.0\.\d{1,3}\/)?epcis-context\.jsonld$/;

/**
 * What may be defined beside it, and as what: our words, and the prefix of master data (CBV 2.0, section 9). Without the colon at
 * its end that is the XML namespace, and many write it so.
 */
const DEFINED: ReadonlyMap<string, readonly unknown[]> = new Map<string, readonly unknown[]>([
  ...Object.entries(EPCIS_CONTEXT[1]).map(([name, meaning]) => [name, [meaning]] as const),
  ["cbvmda", ["urn:epcglobal:cbv:mda:", "urn:epcglobal:cbv:mda"]],
]);

/**
 * Whether a `@context` gives the words of an event the meaning in which they are read: it is GS1's, and what it defines beside is
 * known. Anything else could turn them into others; even a prefix `urn` would.
 */
export function isKnownContext(context: unknown): boolean {
  const parts: readonly unknown[] = Array.isArray(context) ? context : [context];
  const [address, ...others] = parts.filter((part) => typeof part === "string");
  return (
    address !== undefined &&
    others.length === 0 &&
    GS1.test(address) &&
    parts.every((part) => part === address || definesKnown(part))
  );
}

function definesKnown(part: unknown): boolean {
  return (
    typeof part === "object" &&
    part !== null &&
    !Array.isArray(part) &&
    Object.entries(part).every(
      ([name, meaning]) => DEFINED.get(name)?.some((known) => sameData(known, meaning)) === true,
    )
  );
}
