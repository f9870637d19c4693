import type { Command } from "commander";

import { InvalidValueError } from "../../sdk/errors.js";
import { gtinToBigInt, parseGtin } from "../../sdk/gs1/gtin.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { table } from "../output/show.js";
import type { Cli } from "../program.js";
import { scopeTerm } from "../terms/scope.js";
import { withWriting, write, type WritingOptions } from "../writing.js";

interface RegisterOptions extends WritingOptions {
  readonly hs6: string;
  readonly prefix?: string;
  readonly claim?: true;
  readonly scope?: string;
  readonly dataHash?: string;
}

/** Products: what is traced, under its GTIN. */
export function addProductCommands(program: Command, cli: Cli): void {
  const product = program.command("product").description("Register products and list them.");

  const register = withWriting(
    product
      .command("register")
      .description("Register a product, confirmed by the holder of its GS1 Company Prefix or claimed by a seller.")
      .argument("<gtin>", "GTIN-8, -12, -13 or -14, digits alone", parseGtin)
      .requiredOption("--hs6 <code>", "Harmonized System code, six digits")
      .option("--prefix <digits>", "the party's GS1 Company Prefix; unless said it is looked up")
      .option("--claim", "claim it, as a seller that is not its brand")
      .option("--scope <scope>", "for a claim: where the party is granted Seller; unless said anywhere", scopeTerm)
      .option("--data-hash <hash>", "root of the product's disclosed data, 32 bytes"),
  ).action(
    action(cli, async (session, options: RegisterOptions, gtin: string) => {
      const { hs6, prefix, claim, scope, dataHash } = options;
      if (claim === true && prefix !== undefined) {
        throw new InvalidValueError(
          `--claim and --prefix ${prefix} cannot both be said.`,
          "A claim is made without a prefix: leave one of them out.",
          prefix,
        );
      }
      const { products } = await session.writer();
      const operation = products.register({
        ...{ gtin, hs6 },
        ...(claim === true ? { prefix: "none" } : prefix === undefined ? {} : { prefix }),
        ...(scope === undefined ? {} : { scope }),
        ...(dataHash === undefined ? {} : { dataHash }),
      });
      await write(session, options, operation, {
        doing: `Registering product ${gtin}`,
        done: (done) =>
          `Product ${done.gtin} is registered, ${done.confirmed ? "confirmed" : "claimed"}, as ${done.product}.`,
      });
    }),
  );
  withExamples(
    register,
    { what: "register a product of one's own brand", words: "9520123456788 --hs6 190110" },
    {
      what: "claim a product of another brand, as its seller, after a dry run",
      words: "9520123456788 --hs6 190110 --claim --dry-run",
    },
  );

  const list = product
    .command("list")
    .description("List the products that were registered.")
    .option("--gtin <gtin>", "only those of this GTIN", parseGtin)
    .action(
      action(cli, async (session, { gtin }: { readonly gtin?: string }) => {
        const { products } = await session.reader();
        const all = await session.show.during(
          "Reading the products",
          () => products.list(),
          (found) => `${found.length} products`,
        );
        const shown =
          gtin === undefined ? all : all.filter((each) => gtinToBigInt(each.gtin) === gtinToBigInt(parseGtin(gtin)));
        session.show.result(shown, (out) => {
          if (shown.length === 0) out.line("No product is registered.");
          else
            table(
              out,
              ["GTIN", "HS code", "registrant", "standing"],
              shown.map(({ gtin: own, hs6, registrant, confirmed, endorsedBy }) => [
                own,
                hs6,
                `party ${registrant}`,
                confirmed ? (endorsedBy === 0n ? "confirmed" : `claimed, endorsed by party ${endorsedBy}`) : "claimed",
              ]),
            );
        });
      }),
    );
  withExamples(
    list,
    { what: "all of them", words: "" },
    { what: "one GTIN, for a program", words: "--gtin 9520123456788 --json" },
  );
}
