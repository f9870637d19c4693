import { ZeroHash } from "ethers";

import { asciiToBytes } from "../../sdk/ascii.js";
import { gtinToBigInt } from "../../sdk/gs1/gtin.js";
import { batchId, consignmentId, consignmentKey, lotKey, productId } from "../../sdk/ids.js";
import { parseScope, toBytes5 } from "../../sdk/places/scope.js";
import type { Scenario } from "./scenario.js";
import { act, actorOf, type Cast, type Goods, type Stage, type Step } from "./stage.js";

/** What a registrant lets another party do with its product: `MAKER` of `IProducts.sol`. */
const MAKER = 1;

/**
 * Registers the product, appoints its maker, registers the batch and creates the consignment, each by its own party.
 *
 * @param onStep Told each act as it is done.
 */
export async function makeGoods(
  scenario: Scenario,
  { ledger }: Stage,
  cast: Cast,
  onStep: (step: Step) => void,
): Promise<Goods> {
  const { product, batch, consignment } = scenario;
  const brand = actorOf(cast, product.brand);
  const maker = actorOf(cast, batch.maker);
  const creator = actorOf(cast, consignment.creator);
  const confirmed = productId(product.gtin);

  const registered = await act("product", () =>
    ledger
      .connect(brand.signer)
      .registerProduct(
        brand.id,
        gtinToBigInt(product.gtin),
        product.prefix.length,
        toBytes5(parseScope("")),
        product.hs6,
        ZeroHash,
      ),
  );
  onStep({ what: `${brand.party.name} registers GTIN ${product.gtin}`, gas: registered });

  if (maker !== brand) {
    const appointed = await act("batch.maker", () => ledger.connect(brand.manager).appoint(confirmed, maker.id, MAKER));
    onStep({ what: `${brand.party.name} appoints ${maker.party.name} as maker`, gas: appointed });
  }

  const key = lotKey(batch.lot);
  const made = await act("batch", () =>
    ledger.connect(maker.signer).registerBatch(maker.id, {
      product: confirmed,
      lotKey: key,
      quantity: batch.quantity,
      unit: asciiToBytes(batch.unit, 3),
      origin: asciiToBytes(batch.origin, 2),
      expiry: batch.expiry,
      itemsRoot: ZeroHash,
      dataHash: ZeroHash,
    }),
  );
  onStep({ what: `${maker.party.name} registers lot ${batch.lot}, ${batch.quantity} units`, gas: made });

  const id = batchId(confirmed, key);
  const consignmentName = consignmentKey(consignment.sscc);
  const created = await act("consignment", () =>
    ledger.connect(creator.signer).createConsignment(
      creator.id,
      {
        key: consignmentName,
        place: toBytes5(consignment.place),
        destination: asciiToBytes(consignment.destination, 2),
        dataHash: ZeroHash,
      },
      [{ batch: id, quantity: consignment.quantity, items: ZeroHash }],
    ),
  );
  onStep({ what: `${creator.party.name} loads SSCC ${consignment.sscc}, ${consignment.quantity} units`, gas: created });
  return { product: confirmed, batch: id, consignment: consignmentId(creator.id, consignmentName) };
}
