import { formatCompanyPrefix } from "../../sdk/gs1/companyPrefix.js";
import { productId, type BatchId, type ConsignmentId } from "../../sdk/ids.js";
import { makeLabels } from "./labels.js";
import { CONTAINER, type Scenario } from "./scenario.js";
import { act, actorOf, type Cast, type Goods, type Stage, type Step } from "./stage.js";

/**
 * Registers the product, appoints its maker, registers the batch and creates what travels, each by its own party.
 *
 * @param onStep Told each act as it is done.
 */
export async function makeGoods(
  scenario: Scenario,
  { client }: Stage,
  cast: Cast,
  onStep: (step: Step) => void,
): Promise<Goods> {
  const { product, batch } = scenario;
  const brand = actorOf(cast, product.brand);
  const maker = actorOf(cast, batch.maker);
  const confirmed = productId(product.gtin);

  const registration = brand.writer.waymark.products.register({
    gtin: product.gtin,
    hs6: String(product.hs6).padStart(6, "0"),
    prefix: formatCompanyPrefix(product.prefix),
  });
  const registered = await act("product", () => brand.writer.write(registration));
  onStep({ what: `${brand.party.name} registers GTIN ${product.gtin}`, gas: registered });

  if (maker !== brand) {
    const { products } = client.as(brand.manager, brand.id);
    const appointment = products.appoint({ product: confirmed, agent: maker.id, tasks: ["maker"] });
    const appointed = await act("batch.maker", () => appointment.send());
    onStep({ what: `${brand.party.name} appoints ${maker.party.name} as maker`, gas: appointed });
  }

  const { batches } = maker.writer.waymark;
  const id = batches.idOf(confirmed, batch.lot);
  const labels = await makeLabels(id, batch.items);
  const making = batches.register({
    product: confirmed,
    lot: batch.lot,
    quantity: batch.quantity,
    unit: batch.unit,
    origin: batch.origin,
    ...(batch.expiry === 0 ? {} : { expiry: dayOf(batch.expiry) }),
    itemsRoot: labels.root,
  });
  const made = await act("batch", () => maker.writer.write(making));
  onStep({ what: `${maker.party.name} registers lot ${batch.lot}, ${batch.quantity} units`, gas: made });

  return { product: confirmed, batch: id, ids: await load(scenario, id, cast, onStep), labels };
}

/** Creates the consignments and the container. */
async function load(
  { consignments, container }: Scenario,
  batch: BatchId,
  cast: Cast,
  onStep: (step: Step) => void,
): Promise<Map<string, ConsignmentId>> {
  const ids = new Map<string, ConsignmentId>();
  for (const [name, { path, sscc, creator, place, destination, quantity }] of consignments) {
    const { id, writer } = actorOf(cast, creator);
    const goods = writer.waymark.consignments;
    const creation = goods.create({ sscc, place, destination, lines: [{ batch, quantity }] });
    const gas = await act(path, () => writer.write(creation));
    const named = consignments.size === 1 ? "" : `${name}, `;
    onStep({ what: `${creator.name} loads ${named}SSCC ${sscc}, ${quantity} units`, gas });
    ids.set(name, goods.idOf(id, { sscc }));
  }
  if (container !== undefined) {
    const { sscc, creator, place } = container;
    const { id, writer } = actorOf(cast, creator);
    const goods = writer.waymark.consignments;
    const gas = await act(CONTAINER, () => writer.write(goods.createContainer({ sscc, place })));
    onStep({ what: `${creator.name} brings the container, SSCC ${sscc}`, gas });
    ids.set(CONTAINER, goods.idOf(id, { sscc }));
  }
  return ids;
}

/** The day in the number YYYYMMDD, as "YYYY-MM-DD". */
function dayOf(number: number): string {
  return String(number).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
}
