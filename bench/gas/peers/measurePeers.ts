import { measureEas } from "./eas.js";
import type { Peer } from "./peer.js";
import { measureHashOnly, measureStringTracer } from "./tracers.js";

/** Tells every other contract the journey. */
export async function measurePeers(say: (what: string) => void): Promise<readonly Peer[]> {
  say("EAS");
  const eas = await measureEas();
  say("two contracts of our own, compiling them first");
  return [eas, await measureStringTracer(), await measureHashOnly()];
}
