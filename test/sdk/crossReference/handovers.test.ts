import { custodyAccepted } from "../../../sdk/crossReference/rules/goods.js";
import { matterWith, retold, upTo } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** 9 the carrier names the port, 10 the port takes the goods and names the carrier, which takes them in 14. */
describe("sdk/crossReference: the last handover", () => {
  shouldFind(
    custodyAccepted,
    [
      {
        says: "is open, after others were accepted",
        of: (w) => matterWith(upTo(w, 9)),
        verdict: "not checkable",
        steps: [9],
        sentence: /^did:web:carrier\.example offered the goods to did:web:cnPort\.example/,
      },
      {
        says: "is open to a party that had the goods before",
        of: (w) => matterWith(upTo(w, 10)),
        verdict: "not checkable",
        steps: [10],
      },
      {
        says: "is open while others write",
        of: (w) => matterWith(upTo(w, 13)),
        verdict: "not checkable",
        steps: [10],
      },
      {
        says: "is accepted by the next record of the party that was named",
        of: (w) => matterWith(upTo(w, 14)),
        verdict: "pass",
        steps: [2, 3, 9, 10],
      },
      {
        says: "is accepted, after an offer that nobody took up",
        of: ({ trace, cast }) => matterWith(retold(trace, { 2: { next: cast.retailer.id } })),
        verdict: "pass",
        steps: [3, 9, 10, 15],
      },
    ],
    "at-the-end",
  );
});
