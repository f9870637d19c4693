import { ZeroHash } from "ethers";

import * as declared from "../../../sdk/crossReference/rules/declared.js";
import { notExpired, productConfirmed } from "../../../sdk/crossReference/rules/goods.js";
import { itemListed } from "../../../sdk/crossReference/rules/item.js";
import { matterWith } from "../../support/matter.js";
import { ofBatches, ofProducts } from "../../support/mixedGoods.js";
import { shouldFind } from "../../support/ruleCases.js";

/** Steps of the told journey: 4 export customs, 17 the broker declares. */
const [CUSTOMS, DECLARED] = [4, 17] as const;
const TOPIC = "of-several-batches";

/** Of mixed goods a paper need not say which of them it means: then papers are only held against each other. */
describe("sdk/crossReference: goods of several batches or products, or of none", () => {
  shouldFind(
    declared.originAgrees,
    [
      {
        says: "all of one country",
        of: ({ trace }) => matterWith(ofBatches(trace, {}, {}), { [DECLARED]: { "goods.originCountry": "AU" } }),
        verdict: "contradiction",
        steps: [1, DECLARED],
      },
      {
        says: "one of them of another country",
        of: ({ trace }) =>
          matterWith(ofBatches(trace, {}, {}, { origin: "AU" }), { [DECLARED]: { "goods.originCountry": "AU" } }),
        verdict: "not checkable",
        steps: [DECLARED],
        sentence: /^Only did:web:broker\.example says what the country of origin was\.$/,
      },
      {
        says: "of two countries, of which customs names the one and the broker the other",
        of: ({ trace }) =>
          matterWith(ofBatches(trace, {}, { origin: "AU" }), {
            [CUSTOMS]: { "goods.originCountry": "NZ" },
            [DECLARED]: { "goods.originCountry": "AU" },
          }),
        verdict: "not checkable",
        steps: [CUSTOMS, DECLARED],
        sentence: /^What the parties say of the country of origin cannot be compared: NZ; AU\.$/,
      },
      {
        says: "of several countries, and customs and the broker differ",
        of: ({ trace }) =>
          matterWith(ofBatches(trace, {}, { origin: "AU" }), {
            [CUSTOMS]: { "goods.originCountry": "NZ" },
            [DECLARED]: { "goods.originCountry": "FR" },
          }),
        verdict: "contradiction",
        steps: [CUSTOMS, DECLARED],
      },
      {
        says: "of no batch",
        of: ({ trace }) => matterWith(ofBatches(trace), { [DECLARED]: { "goods.originCountry": "NZ" } }),
        verdict: "not checkable",
        steps: [DECLARED],
      },
    ],
    TOPIC,
  );

  shouldFind(
    declared.classificationAgrees,
    [
      {
        says: "of two products, declared with the same six digits and each country's own behind them",
        of: ({ trace }) =>
          matterWith(ofProducts(trace, {}, { hs6: 40_510 }), {
            [CUSTOMS]: { "goods.hsCode": "1901101000" },
            [DECLARED]: { "goods.hsCode": "1901109000" },
          }),
        verdict: "pass",
        steps: [CUSTOMS, DECLARED],
      },
      {
        says: "of two products, of which customs names the one and the broker the other",
        of: ({ trace }) =>
          matterWith(ofProducts(trace, {}, { hs6: 40_510 }), {
            [CUSTOMS]: { "goods.hsCode": "1901101000" },
            [DECLARED]: { "goods.hsCode": "04051000" },
          }),
        verdict: "not checkable",
        steps: [CUSTOMS, DECLARED],
      },
      {
        says: "of two products of one code",
        of: ({ trace }) => matterWith(ofProducts(trace, {}, {}), { [DECLARED]: { "goods.hsCode": "210690" } }),
        verdict: "contradiction",
        steps: [1, DECLARED],
      },
      {
        says: "of no product",
        of: ({ trace }) => matterWith(ofProducts(trace), { [DECLARED]: { "goods.hsCode": "190110" } }),
        verdict: "not checkable",
        steps: [DECLARED],
      },
      {
        says: "of a chapter below 10, whose code begins with a zero",
        of: ({ trace }) =>
          matterWith(ofProducts(trace, { hs6: 40_510 }), { [DECLARED]: { "goods.hsCode": "04051000" } }),
        verdict: "pass",
        steps: [1, DECLARED],
        sentence: /: 040510, 04051000\.$/,
      },
    ],
    TOPIC,
  );

  shouldFind(
    declared.quantityAgrees,
    [
      {
        says: "counted in one unit",
        of: ({ trace }) =>
          matterWith(ofBatches(trace, {}, {}), { [DECLARED]: { "goods.quantity": { value: 480, unit: "H87" } } }),
        verdict: "pass",
        steps: [1, DECLARED],
      },
      {
        says: "counted in two units, which have no sum",
        of: ({ trace }) =>
          matterWith(ofBatches(trace, {}, { unit: "KGM" }), {
            [DECLARED]: { "goods.quantity": { value: 400, unit: "H87" } },
          }),
        verdict: "not checkable",
        steps: [DECLARED],
      },
      {
        says: "of no batch",
        of: ({ trace }) =>
          matterWith(ofBatches(trace), { [DECLARED]: { "goods.quantity": { value: 480, unit: "H87" } } }),
        verdict: "not checkable",
        steps: [DECLARED],
      },
    ],
    TOPIC,
  );

  shouldFind(
    declared.dateAgrees,
    [
      {
        says: "only one of which has a date",
        of: ({ trace }) =>
          matterWith(ofBatches(trace, { expiry: 0 }, { expiry: 20_290_131 }), {
            [DECLARED]: { "goods.expirationDate": "2029-01-31" },
          }),
        verdict: "pass",
        steps: [1, DECLARED],
      },
      {
        says: "with two dates",
        of: ({ trace }) =>
          matterWith(ofBatches(trace, {}, { expiry: 20_290_131 }), {
            [DECLARED]: { "goods.expirationDate": "2029-01-31" },
          }),
        verdict: "not checkable",
        steps: [DECLARED],
      },
      {
        says: "with two dates, of which customs names the one and the broker the other",
        of: ({ trace }) =>
          matterWith(ofBatches(trace, {}, { expiry: 20_290_131 }), {
            [CUSTOMS]: { "goods.expirationDate": "2028-05-01" },
            [DECLARED]: { "goods.expirationDate": "2029-01-31" },
          }),
        verdict: "not checkable",
        steps: [CUSTOMS, DECLARED],
      },
      {
        says: "without a date",
        of: ({ trace }) =>
          matterWith(ofBatches(trace, { expiry: 0 }), { [DECLARED]: { "goods.expirationDate": "2029-01-31" } }),
        verdict: "not checkable",
        steps: [DECLARED],
      },
    ],
    TOPIC,
  );

  const IN_2029 = Date.UTC(2029, 5, 1) / 1000;
  shouldFind(
    notExpired,
    [
      {
        says: "the first date counts",
        of: ({ trace }) => matterWith(ofBatches(trace, { expiry: 20_300_101 }, {}), {}, { at: IN_2029 }),
        verdict: "warning",
        sentence: /^The goods are past their date, 2028-05-01\.$/,
      },
      {
        says: "a batch without a date says nothing",
        of: ({ trace }) => matterWith(ofBatches(trace, { expiry: 0 }, { expiry: 20_291_231 }), {}, { at: IN_2029 }),
        verdict: "pass",
        sentence: /^The goods are good until 2029-12-31\.$/,
      },
      {
        says: "no batch has a date",
        of: ({ trace }) => matterWith(ofBatches(trace, { expiry: 0 }), {}, { at: IN_2029 }),
        verdict: "not checkable",
        steps: [1],
      },
      {
        says: "unless asked of another day, that of the last record counts",
        of: ({ trace }) => matterWith(ofBatches(trace, { expiry: 20_400_205 })),
        verdict: "warning",
      },
    ],
    TOPIC,
  );

  shouldFind(
    productConfirmed,
    [
      {
        says: "one of two products is only claimed",
        of: ({ trace }) => matterWith(ofProducts(trace, {}, { gtin: "09520123456795", confirmed: false })),
        verdict: "warning",
        sentence: /^Product 09520123456795 is not confirmed/,
      },
      { says: "no product", of: ({ trace }) => matterWith(ofProducts(trace)), verdict: "not checkable", steps: [1] },
    ],
    TOPIC,
  );

  shouldFind(
    itemListed,
    [
      {
        says: "the items of one batch are listed, and this is proved to be none of them",
        of: ({ trace }) =>
          matterWith(
            ofBatches(trace, {}, { itemsRoot: ZeroHash }),
            {},
            { item: { activatedAt: 0, hasKey: true, provedUnder: [], labellings: [], loadings: [] } },
          ),
        verdict: "warning",
      },
    ],
    TOPIC,
  );
});
