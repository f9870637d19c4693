import { FatalError, InvalidValueError } from "../errors/waymarkError.js";
import { requireList, requireObject, requireText } from "../given.js";
import { companyPrefixOf, parseCompanyPrefix, type CompanyPrefix } from "../gs1/companyPrefix.js";
import { gtinToBigInt, parseGtin, type Gtin } from "../gs1/gtin.js";
import { splitProductId, type PartyId, type ProductId } from "../ids.js";
import { ofParty, ofSender } from "../operations/ledgerOperation.js";
import { latestBlock } from "../latestBlock.js";
import { many } from "../operations/many.js";
import { Operation } from "../operations/operation.js";
import type { ByParty, OperationClient } from "../operations/operationClient.js";
import { withRefusals } from "../operations/send.js";
import { hashOrNone, namedNumber, scopeBytes } from "../operations/words.js";
import { LogReader } from "../trace/logReader.js";
import { readProducts } from "../trace/readGoods.js";

/** A product to register. */
export interface NewProduct extends ByParty {
  /** GTIN-8, -12, -13 or -14, digits alone. */
  readonly gtin: string;
  /** Harmonized System code, six digits, such as "190110". */
  readonly hs6: string;
  /**
   * The party's GS1 Company Prefix, which confirms the product, such as "9520123"; unless said it is looked up. "none" claims
   * the product, as a seller that is not its brand.
   */
  readonly prefix?: string;
  /** For a claim: the scope at which the party is granted Seller; unless said anywhere. */
  readonly scope?: string;
  /** Root of the product's disclosed data, 32 bytes; unless said none. */
  readonly dataHash?: string;
}

/** A product that was registered. */
export interface RegisteredProduct {
  readonly product: ProductId;
  readonly gtin: Gtin;
  readonly registrant: PartyId;
  /** By the holder of its GS1 Company Prefix; else it is claimed. */
  readonly confirmed: boolean;
}

/** A product as it is listed. */
export interface ListedProduct extends RegisteredProduct {
  /** Harmonized System code, six digits. */
  readonly hs6: string;
  /** Root of its disclosed data; zeros when there is none. */
  readonly dataHash: string;
  /** The brand that confirmed a claim; 0 = none. */
  readonly endorsedBy: PartyId;
}

/** What another party may do with a product. */
export interface NewAppointment extends ByParty {
  readonly product: ProductId;
  readonly agent: PartyId;
  /** They replace those given before: registers batches, creates consignments, labels items; none = withdrawn. */
  readonly tasks: readonly Task[];
}

/** A task that a product's registrant gives to others. */
export type Task = "maker" | "shipper" | "labeller";

/** `MAKER`, `SHIPPER` and `LABELLER` of `IProducts.sol`. */
const TASKS: Readonly<Record<Task | "none", number>> = { none: 0, maker: 1, shipper: 2, labeller: 4 };

/** What is traced, under its GTIN: `waymark.products`. */
export class Products {
  readonly #client: OperationClient;

  constructor(client: OperationClient) {
    this.#client = client;
  }

  /**
   * Every product that was registered, in the order of registration, from the ledger's logs.
   *
   * @throws WaymarkError when the chain is not reached.
   */
  async list(): Promise<ListedProduct[]> {
    const client = this.#client;
    return await withRefusals(async () => {
      const range = { from: client.deploymentBlock ?? 0, to: await latestBlock(client) };
      const found = await readProducts(new LogReader(client), "all", range);
      return [...found].map(([product, { registrant, hs6, dataHash, endorsedBy }]) => ({
        ...registered({ product, registrant }),
        hs6: hs6.toString().padStart(6, "0"),
        dataHash,
        endorsedBy,
      }));
    });
  }

  /**
   * Registers a product: confirmed by the holder of its GS1 Company Prefix, or claimed by a seller.
   *
   * @example const { product } = await waymark.products.register({ gtin: "9520123456788", hs6: "190110" }).send();
   */
  register(product: NewProduct): Operation<RegisteredProduct> {
    const client = this.#client;
    return ofParty(
      client,
      product,
      async (abi, party) => {
        const gtin = parseGtin(product.gtin);
        return abi.encodeFunctionData("registerProduct", [
          party,
          gtinToBigInt(gtin),
          await prefixLength(client, gtin, party, product.prefix),
          scopeBytes(product.scope ?? ""),
          hs6Of(product.hs6),
          hashOrNone("root of the product's data", product.dataHash),
        ]);
      },
      (logs) => registered(logs.one(client.ledger.filters.ProductRegistered)),
    );
  }

  /** Registers 1 to 256 products in one transaction, all or none. */
  registerMany(products: readonly NewProduct[]): Operation<{ readonly products: readonly RegisteredProduct[] }> {
    return new Operation(this.#client, {
      prepare: () => {
        requireList("set of products", products);
        return many(
          this.#client,
          products.map((product) => this.register(product)),
        ).call();
      },
      read: (logs) => ({ products: logs.all(this.#client.ledger.filters.ProductRegistered).map(registered) }),
    });
  }

  /**
   * Confirms a claimed product, as the holder of its GTIN's prefix. The brand's manager only.
   *
   * @param by The brand, and its GS1 Company Prefix; unless said that is looked up.
   */
  endorse(product: ProductId, by: ByParty & { readonly prefix?: string } = {}): Operation<{ readonly brand: PartyId }> {
    const client = this.#client;
    return ofParty(
      client,
      by,
      async (abi, party) => {
        const length = await prefixLength(client, splitProductId(product).gtin, party, by.prefix);
        return abi.encodeFunctionData("endorseProduct", [party, product, length]);
      },
      (logs) => ({ brand: logs.one(client.ledger.filters.ProductEndorsed).brand }),
    );
  }

  /** Lets another party make, ship or label the product. Its registrant's manager only. */
  appoint(appointment: NewAppointment): Operation<{ readonly agent: PartyId }> {
    return ofSender(
      this.#client,
      (abi) => {
        requireObject("appointment", appointment);
        const { product, agent, tasks } = appointment;
        return abi.encodeFunctionData("appoint", [product, agent, tasksNumber(tasks)]);
      },
      () => ({ agent: appointment.agent }),
      appointment,
    );
  }

  /** Publishes the host names that resolve the product's codes. Its registrant's manager only. */
  setResolvers(
    product: ProductId,
    hosts: readonly string[],
    by: ByParty = {},
  ): Operation<{ readonly hosts: readonly string[] }> {
    return ofSender(
      this.#client,
      (abi) => {
        requireList("set of host names", hosts);
        return abi.encodeFunctionData("setResolvers", [product, [...hosts]]);
      },
      () => ({ hosts }),
      by,
    );
  }
}

function registered({ product, registrant }: Pick<RegisteredProduct, "product" | "registrant">): RegisteredProduct {
  const { gtin, registrant: claimedBy } = splitProductId(product);
  return { product, gtin, registrant, confirmed: claimedBy === 0n };
}

/** How many digits of a GTIN are the party's company prefix; 0 for a claim, or when the party holds none of them. */
async function prefixLength(
  { ledger }: OperationClient,
  gtin: Gtin,
  party: PartyId,
  prefix: string | undefined,
): Promise<number> {
  if (prefix === "none") return 0;
  if (prefix !== undefined) return prefixOf(gtin, prefix).length;
  const prefixes = PREFIX_LENGTHS.map((length) => companyPrefixOf(gtin, length));
  const holders = await Promise.all(prefixes.map(({ value, length }) => ledger.prefixHolder(value, length)));
  const own = prefixes[holders.indexOf(party)];
  if (own !== undefined) return own.length;
  const other = holders.find((holder) => holder !== 0n);
  throw new FatalError({
    name: "PrefixNotHeld",
    message: `Party ${party} does not hold the company prefix of GTIN ${gtin}: ${other === undefined ? "nobody does" : `party ${other} does`}.`,
    toDo: 'Have the registrar assign the prefix to it, or claim the product with prefix "none".',
    values: { gtin, party, holder: other ?? 0n },
  });
}

/** @throws InvalidValueError when it is no GS1 Company Prefix, or that of other GTINs. */
function prefixOf(gtin: Gtin, prefix: string): CompanyPrefix {
  const said = parseCompanyPrefix(prefix);
  if (companyPrefixOf(gtin, said.length).value === said.value) return said;
  throw new InvalidValueError(
    `GTIN ${gtin} does not begin with the company prefix ${prefix}.`,
    'Give the prefix that it begins with, leave it out to have it looked up, or claim the product with prefix "none".',
    prefix,
  );
}

/** Digits that a GS1 Company Prefix may have. */
const PREFIX_LENGTHS = [4, 5, 6, 7, 8, 9, 10, 11, 12];

function tasksNumber(tasks: readonly Task[]): number {
  requireList("set of tasks", tasks);
  return tasks.reduce((set, task) => set | namedNumber("task", TASKS, task), 0);
}

function hs6Of(code: string): number {
  requireText("Harmonized System code", code);
  if (!/^[0-9]{6}$/.test(code)) {
    throw new InvalidValueError(
      `"${code}" is no Harmonized System code: it does not have six digits.`,
      "Give the first six digits of the tariff number, without dots.",
      code,
    );
  }
  return Number(code);
}
