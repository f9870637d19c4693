import { expect } from "chai";

import { loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn } from "../../support/cli.js";
import { GTIN, world, type World } from "../../support/world.js";

/** Another product of the brand of the world, and one of nobody. */
const OTHER = "9520123456702";
const FOREIGN = "4006381333931";

describe("waymark product", () => {
  let w: World;
  let cli: CommandLine;

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
  });

  afterEach(() => {
    cli.close();
  });

  describe("register", () => {
    it("registers a product of the brand and shows the receipt", async () => {
      const { code, stdout, stderr } = await cli.as(w.cast.brand, "product", "register", OTHER, "--hs6", "190110");
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      expect(stdout).to.match(
        /^✔ Product 09520123456702 is registered, confirmed, as \d+\.\n {2}transaction 0x[0-9a-f]{64}\n {2}block \d+, [\d,]+ gas\n$/,
      );
      expect((await cli.run("product", "list", "--gtin", OTHER)).stdout).to.include("09520123456702");
    });

    it("claims a product of another brand, for programs as JSON with bigints as text", async () => {
      const ran = await cli.as(w.cast.seller, "product", "register", FOREIGN, "--hs6", "190110", "--claim", "--json");
      expect(ran.code).to.equal(0);
      expect(ran.json()).to.deep.include({
        gtin: "04006381333931",
        confirmed: false,
        registrant: `${w.cast.seller.id}`,
      });
    });

    it("tries it without sending anything", async () => {
      const { code, stdout } = await cli.as(w.cast.brand, "product", "register", OTHER, "--hs6", "190110", "--dry-run");
      expect(code).to.equal(0);
      expect(stdout).to.match(
        /^✔ Registering product 09520123456702 would be taken, for about [\d,]+ gas\. Nothing was sent\.\n$/,
      );
      expect((await cli.run("product", "list", "--gtin", OTHER, "--json")).json()).to.deep.equal([]);
    });

    it("ends with code 1 when the ledger refuses, and says what to do", async () => {
      const ran = await cli.as(w.cast.brand, "product", "register", `${GTIN}`, "--hs6", "190110", "--json");
      expect(ran.code).to.equal(1);
      expect(ran.stdout).to.equal("");
      expect(errorIn(ran)).to.include({ name: "ProductExists", exitCode: 1 });
    });

    for (const { what, args, value } of [
      { what: "a GTIN with a wrong check digit", args: ["9520123456789", "--hs6", "190110"], value: "9520123456789" },
      { what: "a tariff number that is too short", args: [OTHER, "--hs6", "1901"], value: "1901" },
      { what: "a prefix with letters", args: [OTHER, "--hs6", "190110", "--prefix", "95x"], value: "95x" },
      {
        what: "a prefix beside a claim",
        args: [OTHER, "--hs6", "190110", "--prefix", "9520123", "--claim"],
        value: "9520123",
      },
      { what: "a scope that is none", args: [OTHER, "--hs6", "190110", "--claim", "--scope", "cn"], value: "cn" },
      { what: "a hash that is too short", args: [OTHER, "--hs6", "190110", "--data-hash", "0x12"], value: "0x12" },
      { what: "no number of confirmations", args: [OTHER, "--hs6", "190110", "--confirmations", "0"], value: "0" },
      { what: "an option that is unknown", args: [OTHER, "--hs6", "190110", "--colour"], value: "--colour" },
    ]) {
      it(`refuses ${what} with code 2 and names it`, async () => {
        const ran = await cli.as(w.cast.brand, "product", "register", ...args);
        expect(ran.code).to.equal(2);
        expect(ran.stdout).to.equal("");
        expect(ran.stderr)
          .to.match(/^Error: [^\n]+\n[^\n]+\n$/)
          .and.to.include(value);
      });
    }
  });

  describe("list", () => {
    it("lists what is registered, in a table", async () => {
      const { code, stdout } = await cli.run("product", "list");
      expect(code).to.equal(0);
      expect(stdout).to.match(/^GTIN +HS code +registrant +standing\n09520123456788 +190110 +party 1 +confirmed\n$/);
    });

    it("refuses a GTIN that is none", async () => {
      const ran = await cli.run("product", "list", "--gtin", "123");
      expect(ran.code).to.equal(2);
      expect(ran.stderr).to.include("123");
    });
  });
});
