import { matterOf } from "../../../sdk/crossReference/matter.js";
import { disclosuresProved, originAgrees } from "../../../sdk/crossReference/rules/declared.js";
import { ofBatches, ofProducts } from "../../support/mixedGoods.js";
import { shouldFind } from "../../support/ruleCases.js";
import { showingBatch, showingCreation, showingFalseBatch, showingProduct } from "../../support/shownGoods.js";

describe("sdk/crossReference: what is disclosed of the goods themselves", () => {
  shouldFind(
    disclosuresProved,
    [
      {
        says: "of how they began",
        of: ({ trace }) => showingCreation(trace, { "goods.originCountry": "NZ" }),
        verdict: "pass",
        steps: [1],
      },
      {
        says: "of one of two batches",
        of: ({ trace }) => showingBatch(ofBatches(trace, {}, {}), { "goods.originCountry": "NZ" }),
        verdict: "pass",
        steps: [],
      },
      {
        says: "of one of two products",
        of: ({ trace }) => showingProduct(ofProducts(trace, {}, {}), { "goods.description": "Milk powder" }),
        verdict: "pass",
        steps: [],
      },
      {
        says: "of a batch, and its maker never committed to it",
        of: ({ trace }) => showingFalseBatch(trace, { "goods.originCountry": "NZ" }),
        verdict: "contradiction",
        steps: [1],
      },
      { says: "nothing at all", of: ({ trace }) => matterOf(trace), verdict: "not checkable", steps: [] },
    ],
    "of-goods",
  );

  shouldFind(
    originAgrees,
    [
      {
        says: "the creator says another country than the maker, and is the maker",
        of: ({ trace }) => showingCreation(trace, { "goods.originCountry": "AU" }),
        verdict: "warning",
        steps: [1, 1],
        sentence: /^did:web:factory\.example says of the country of origin once NZ and once AU\.$/,
      },
    ],
    "of-goods",
  );
});
