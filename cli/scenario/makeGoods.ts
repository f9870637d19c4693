import { formatCompanyPrefix } from "../../sdk/gs1/companyPrefix.js";
import { productId, type BatchId, type ProductId } from "../../sdk/ids.js";
import type { Task } from "../../sdk/nouns/products.js";
import type { Operation } from "../../sdk/operations/operation.js";
import { asPublished } from "../../sdk/places/namedPlace.js";
import { makeLabels } from "./labels.js";
import type {
  Expected,
  Scenario,
  ScenarioBatch,
  ScenarioConsignment,
  ScenarioContainer,
  ScenarioLine,
  ScenarioParty,
  ScenarioProduct,
} from "./scenario.js";
import {
  act,
  actorOf,
  batchOf,
  end,
  productOf,
  type BatchOnLedger,
  type Cast,
  type Goods,
  type Stage,
  type Step,
} from "./stage.js";

/** What making of goods is told, as it is done: an act, or that one was refused as it had to be. */
export interface Made extends Step {
  readonly refusal?: string;
}

/**
 * Registers the products, appoints who makes and ships them, registers the batches and creates what travels, each by its own
 * party.
 *
 * @param onMade Told each act as it is done.
 * @throws WaymarkError at the first that does not end as the scenario expects.
 */
export async function makeGoods(
  scenario: Scenario,
  stage: Stage,
  cast: Cast,
  onMade: (made: Made) => void,
): Promise<Goods> {
  const maker = new Maker(stage, cast, onMade);
  for (const product of scenario.products.values()) {
    await maker.register(product);
    await maker.appoint(product, scenario);
  }
  for (const batch of scenario.batches.values()) await maker.makeBatch(batch);
  await maker.load(scenario);
  return maker.goods;
}

class Maker {
  readonly goods = {
    products: new Map<ScenarioProduct, ProductId>(),
    batches: new Map<ScenarioBatch, BatchOnLedger>(),
    ids: new Map(),
    creators: new Map(),
  } satisfies Goods;

  constructor(
    private readonly stage: Stage,
    private readonly cast: Cast,
    private readonly onMade: (made: Made) => void,
  ) {}

  async register(product: ScenarioProduct): Promise<void> {
    const { registrant, gtin, hs6, prefix } = product;
    const { id, writer } = actorOf(this.cast, registrant);
    const registration = writer.waymark.products.register({
      gtin,
      hs6: String(hs6).padStart(6, "0"),
      prefix: prefix === undefined ? "none" : formatCompanyPrefix(prefix),
    });
    const verb = prefix === undefined ? "claims" : "registers";
    await this.#do(product, registrant, registration, `${registrant.name} ${verb} GTIN ${gtin}`);
    this.goods.products.set(product, productId(gtin, prefix === undefined ? id : undefined));
  }

  /** Appoints who makes and who ships a product, where that is not its registrant. */
  async appoint(product: ScenarioProduct, { batches }: Scenario): Promise<void> {
    const { registrant, shippers } = product;
    const makers = [...batches.values()].filter((batch) => batch.product === product).map(({ maker }) => maker);
    const brand = actorOf(this.cast, registrant);
    const { products } = this.stage.client.as(brand.manager, brand.id);
    for (const agent of new Set([...makers, ...shippers])) {
      if (agent === registrant) continue;
      const tasks: Task[] = [];
      if (makers.includes(agent)) tasks.push("maker");
      if (shippers.includes(agent)) tasks.push("shipper");
      const { id } = actorOf(this.cast, agent);
      const appointment = products.appoint({ product: productOf(this.goods, product), agent: id, tasks });
      const gas = await act(product.path, () => appointment.send());
      this.onMade({ what: `${registrant.name} appoints ${agent.name} as ${tasks.join(" and ")}`, gas });
    }
  }

  async makeBatch(batch: ScenarioBatch): Promise<void> {
    const { maker, lot, quantity, unit, origin, expiry } = batch;
    const { batches } = actorOf(this.cast, maker).writer.waymark;
    const product = productOf(this.goods, batch.product);
    const id = batches.idOf(product, lot);
    const labels = await makeLabels(id, batch.items);
    const making = batches.register({
      ...{ product, lot, quantity, unit, origin, itemsRoot: labels.root },
      ...(expiry === undefined ? {} : { expiry: this.#dateOf(expiry) }),
    });
    await this.#do(batch, maker, making, `${maker.name} registers lot ${lot}, ${quantity} units`);
    this.goods.batches.set(batch, { id, labels });
  }

  /** Creates the consignments and the containers. */
  async load({ consignments, containers }: Scenario): Promise<void> {
    for (const [name, consignment] of consignments) {
      const { sscc, creator, place, destination, lines } = consignment;
      const { waymark } = actorOf(this.cast, creator).writer;
      const creation = waymark.consignments.create({
        sscc,
        place: asPublished(place),
        destination,
        lines: this.#linesOf(lines),
      });
      const named = consignments.size === 1 ? "" : `${name}, `;
      const units = lines.reduce((sum, { quantity }) => sum + quantity, 0n);
      const what = `${creator.name} loads ${named}SSCC ${sscc}, ${units} units`;
      await this.#do(consignment, creator, creation, what);
      this.#name(name, consignment);
    }
    for (const [name, container] of containers) {
      const { sscc, creator, place } = container;
      const { waymark } = actorOf(this.cast, creator).writer;
      const creation = waymark.consignments.createContainer({ sscc, place: asPublished(place) });
      const which = containers.size === 1 ? "the container" : `container ${name}`;
      await this.#do(container, creator, creation, `${creator.name} brings ${which}, SSCC ${sscc}`);
      this.#name(name, container);
    }
  }

  /** A day, or so many days after the end of the journey. */
  #dateOf(expiry: string | number): string | Date {
    return typeof expiry === "string" ? expiry : new Date((this.stage.clock.end + expiry * 86_400) * 1_000);
  }

  #linesOf(lines: readonly ScenarioLine[]): { readonly batch: BatchId; readonly quantity: bigint }[] {
    return lines.map(({ batch, quantity }) => ({ batch: batchOf(this.goods, batch).id, quantity }));
  }

  #name(name: string, { creator, sscc, refused }: ScenarioConsignment | ScenarioContainer): void {
    if (refused !== undefined) return;
    const { id, writer } = actorOf(this.cast, creator);
    this.goods.ids.set(name, writer.waymark.consignments.idOf(id, { sscc }));
    this.goods.creators.set(name, id);
  }

  async #do(expected: Expected, by: ScenarioParty, operation: Operation<unknown>, what: string): Promise<void> {
    const { writer } = actorOf(this.cast, by);
    const ended = await end(expected, () => act(expected.path, () => writer.write(operation)));
    this.onMade({ what, ...ended });
  }
}
