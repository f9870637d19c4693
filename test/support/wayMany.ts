import { companionsOf } from "./companion.js";
import { encodeCall, sentBy, type LedgerCall, type WayOfWriting } from "./way.js";

/** In an array with another one of the same party. */
export const inArray: WayOfWriting = sentBy(
  "in an array with others",
  ({ account }) => Promise.resolve(account),
  async (w, by, c, particulars) => {
    if (particulars !== undefined) return ["recordByLines", c, particulars];
    return ["recordMany", [c, ...(await companionsOf(w, by, c))]];
  },
);

/** As one of several calls. */
export const inMulticall: WayOfWriting = sentBy(
  "in a multicall",
  ({ account }) => Promise.resolve(account),
  async (w, by, c, particulars) => {
    const others = (await companionsOf(w, by, c)).map((other): LedgerCall => ["record", other]);
    const first: LedgerCall = particulars === undefined ? ["record", c] : ["recordByLines", c, particulars];
    return ["multicall", [first, ...others].map((call) => encodeCall(w, call))];
  },
);
