import { gasOfRow, type RowResult } from "./results.js";
import type { Peer } from "./peers/peer.js";

/** What Waymark asks for the journey that the other contracts are told. */
export function waymarkAsPeer(rows: readonly RowResult[]): Peer {
  const gas = (...names: Parameters<typeof gasOfRow>[1][]): number =>
    names.reduce((sum, name) => sum + gasOfRow(rows, name), 0);
  return {
    name: "**Waymark**",
    functions: "`registerProduct`, `registerBatch`, `createConsignment`; `record`, `recordMany`, `recordSigned`",
    stores:
      "state and running hash of a consignment; who may write what, where and when is judged, custody and quantities are kept",
    register: gas("register a product", "register a batch of 1,000,000 items", "create a consignment with one line"),
    step: gas("record Departed, accepting custody"),
    fiveSteps: gas("five checkpoints of a journey: Origin, ExportCleared, Departed, Arrived, Delivered"),
    oneOfMany: { gas: gas("record one of 100 in a call"), count: 100 },
    signed: gas("record what an account signed"),
  };
}
