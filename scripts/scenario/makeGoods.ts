import { ZeroHash } from "ethers";

import { asciiToBytes } from "../../sdk/ascii.js";
import { gtinToBigInt } from "../../sdk/gs1/gtin.js";
import { batchId, consignmentId, consignmentKey, lotKey, productId, type ConsignmentId } from "../../sdk/ids.js";
import { parseScope, toBytes5 } from "../../sdk/places/scope.js";
import { makeLabels } from "./labels.js";
import { CONTAINER, type Scenario } from "./scenario.js";
import { act, actorOf, type Cast, type Goods, type Stage, type Step } from "./stage.js";

/** What a registrant lets another party do with its product: `MAKER` of `IProducts.sol`. */
const MAKER = 1;

/**
 * Registers the product, appoints its maker, registers the batch and creates what travels, each by its own party.
 *
 * @param onStep Told each act as it is done.
 */
export async function makeGoods(
  scenario: Scenario,
  { ledger }: Stage,
  cast: Cast,
  onStep: (step: Step) => void,
): Promise<Goods> {
  const { product, batch } = scenario;
  const call = ledger.interface;
  const brand = actorOf(cast, product.brand);
  const maker = actorOf(cast, batch.maker);
  const confirmed = productId(product.gtin);

  const registration = call.encodeFunctionData("registerProduct", [
    brand.id,
    gtinToBigInt(product.gtin),
    product.prefix.length,
    toBytes5(parseScope("")),
    product.hs6,
    ZeroHash,
  ]);
  const registered = await act("product", () => brand.writer.act(brand.id, registration));
  onStep({ what: `${brand.party.name} registers GTIN ${product.gtin}`, gas: registered });

  if (maker !== brand) {
    const appointed = await act("batch.maker", () => ledger.connect(brand.manager).appoint(confirmed, maker.id, MAKER));
    onStep({ what: `${brand.party.name} appoints ${maker.party.name} as maker`, gas: appointed });
  }

  const key = lotKey(batch.lot);
  const id = batchId(confirmed, key);
  const labels = makeLabels(id, batch.items);
  const details = {
    product: confirmed,
    lotKey: key,
    quantity: batch.quantity,
    unit: asciiToBytes(batch.unit, 3),
    origin: asciiToBytes(batch.origin, 2),
    expiry: batch.expiry,
    itemsRoot: labels.root,
    dataHash: ZeroHash,
  };
  const made = await act("batch", () =>
    maker.writer.act(maker.id, call.encodeFunctionData("registerBatch", [maker.id, details])),
  );
  onStep({ what: `${maker.party.name} registers lot ${batch.lot}, ${batch.quantity} units`, gas: made });

  return { product: confirmed, batch: id, ids: await load(scenario, id), labels };

  /** Creates the consignments and the container. */
  async function load({ consignments, container }: Scenario, from: string): Promise<Map<string, ConsignmentId>> {
    const ids = new Map<string, ConsignmentId>();
    for (const [name, { path, sscc, creator, place, destination, quantity }] of consignments) {
      const by = actorOf(cast, creator);
      const creation = call.encodeFunctionData("createConsignment", [
        by.id,
        {
          key: consignmentKey(sscc),
          place: toBytes5(place),
          destination: asciiToBytes(destination, 2),
          dataHash: ZeroHash,
        },
        [{ batch: from, quantity, items: ZeroHash }],
      ]);
      const gas = await act(path, () => by.writer.act(by.id, creation));
      const named = consignments.size === 1 ? "" : `${name}, `;
      onStep({ what: `${creator.name} loads ${named}SSCC ${sscc}, ${quantity} units`, gas });
      ids.set(name, consignmentId(by.id, consignmentKey(sscc)));
    }
    if (container !== undefined) {
      const { sscc, creator, place } = container;
      const by = actorOf(cast, creator);
      const key = consignmentKey(sscc);
      const creation = call.encodeFunctionData("createContainer", [by.id, key, toBytes5(place), ZeroHash]);
      const gas = await act(CONTAINER, () => by.writer.act(by.id, creation));
      onStep({ what: `${creator.name} brings the container, SSCC ${sscc}`, gas });
      ids.set(CONTAINER, consignmentId(by.id, key));
    }
    return ids;
  }
}
