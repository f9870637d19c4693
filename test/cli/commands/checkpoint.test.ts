import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id } from "ethers";

import type { SignedCall } from "../../../sdk/operations/signCall.js";
import { KIND_TABLE } from "../../../sdk/kindTable.js";
import { kindTerm } from "../../../cli/record/checkpoint.js";
import { ethers, loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn, waymark } from "../../support/cli.js";
import { keyOf } from "../../support/keys.js";
import { createConsignment, world, type World } from "../../support/world.js";

/** Two consignments of the factory at Tauranga. */
async function goods() {
  const w = await world();
  const one = await createConsignment(w, { key: id("one") });
  const two = await createConsignment(w, { key: id("two") });
  return { ...w, one, two };
}

describe("waymark checkpoint", () => {
  let w: World & { one: string; two: string };
  let cli: CommandLine;

  beforeEach(async () => {
    w = await loadFixture(goods);
    cli = await CommandLine.beside(w);
  });

  afterEach(() => {
    cli.close();
  });

  const at = (role: string, place: string): string[] => ["--role", role, "--place", place];

  describe("record", () => {
    it("records what happened to one consignment", async () => {
      const { factory, carrier } = w.cast;
      const ran = await cli.as(
        factory,
        "checkpoint",
        "record",
        "origin",
        w.one,
        ...at("factory", "NZTRG"),
        "--next",
        `${carrier.id}`,
      );
      expect(ran.stderr).to.equal("");
      expect(ran.stdout).to.match(new RegExp(`^✔ Origin is step 2 of ${w.one}\\.\n`));
      expect(ran.code).to.equal(0);
      expect((await w.ledger.consignmentOf(w.one)).sequence).to.equal(2n);
    });

    it("records the same of several, all or none", async () => {
      const args = ["checkpoint", "record", "origin", w.one, w.two, ...at("factory", "NZTRG")];
      const { records } = (await cli.as(w.cast.factory, ...args, "--json")).json() as {
        records: { sequence: number }[];
      };
      expect(records.map(({ sequence }) => sequence)).to.deep.equal([2, 2]);
      const again = await cli.as(w.cast.factory, ...args, "--json");
      expect([again.code, errorIn(again).exitCode]).to.deep.equal([1, 1]);
      expect((await w.ledger.consignmentOf(w.two)).sequence).to.equal(2n);
    });

    it("takes kinds in any case, with hyphens, and details in words", async () => {
      for (const kind of Object.keys(KIND_TABLE)) {
        if (["Packed", "Unpacked", "Split"].includes(kind)) continue;
        expect(kindTerm(kind.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase())).to.equal(kind);
      }
      const { nzPort } = w.cast;
      const ran = await cli.as(
        nzPort,
        "checkpoint",
        "record",
        "SIGHTED",
        w.one,
        ...at("PORT", "NZTRG"),
        "--detail",
        "gateIn",
        "--json",
      );
      expect(ran.json()).to.have.deep.nested.property("events[0].values.detail", 1);
    });

    it("adjusts the contents by lines", async () => {
      const unit = "(01)09520123456788(10)NZ2611A=3";
      const args = ["adjusted", w.one, ...at("factory", "NZTRG"), "--detail", "damage", "--unit", unit];
      expect((await cli.as(w.cast.factory, "checkpoint", "record", ...args)).code).to.equal(0);
      expect((await cli.run("consignment", "show", w.one)).stdout).to.match(/\n477 +H87 +0x/);
    });

    it("asks which place is meant by a code that many write for another", async () => {
      const args = (place: string) => ["checkpoint", "record", "origin", w.one, ...at("factory", place), "--dry-run"];
      const asked = await cli.as(w.cast.factory, ...args("CNSHA"), "--json");
      expect(asked.code).to.equal(2);
      expect(errorIn(asked).message).to.match(/^CNSHA is Shanghai Hongqiao .* CNSHG may be meant/);
      expect(errorIn(asked).toDo).to.include("unlocode:CNSHA");
      // Now it is the ledger that refuses: the goods are elsewhere.
      const meant = await cli.as(w.cast.factory, ...args("unlocode:CNSHA"), "--json");
      expect(meant.code).to.equal(1);
      expect(errorIn(meant).message).not.to.include("may be meant");
    });

    it("records at a place that this release does not know, when it is said that it is meant", async () => {
      const args = (place: string) => ["checkpoint", "record", "sighted", w.one, ...at("customs", place)];
      const seen = ["--detail", "scanned", "--json"];
      const asked = await cli.as(w.cast.nzCustoms, ...args("NZPOE"), ...seen);
      expect(asked.code).to.equal(2);
      expect(errorIn(asked).toDo).to.include("on the command line unlocode:NZPOE");
      const meant = await cli.as(w.cast.nzCustoms, ...args("unlocode:NZPOE"), ...seen);
      expect(meant.code).to.equal(0);
      expect(meant.json()).to.have.deep.nested.property("events[0].values.place", "NZPOE");
      const wrong = await cli.as(w.cast.nzCustoms, ...args("unlocode:ZZPOE"), ...seen);
      expect(errorIn(wrong).message).to.include("ZZ is no country");
    });

    it("says without sending how it would end", async () => {
      const args = ["checkpoint", "record", "departed", w.one, ...at("carrier", "NZTRG"), "--detail", "maritime"];
      const ran = await cli.as(w.cast.carrier, ...args, "--dry-run", "--json");
      expect(ran.code).to.equal(1);
      expect((await w.ledger.consignmentOf(w.one)).sequence).to.equal(1n);
    });

    for (const { what, args, name, value } of [
      { what: "a kind that is none", args: ["vanished"], name: "InvalidValue", value: "vanished" },
      { what: "a kind with a command of its own", args: ["packed"], name: "InvalidValue", value: "consignment pack" },
      { what: "a place that is none", args: ["origin", "--place", "XXXXX"], name: "InvalidValue", value: "XXXXX" },
      { what: "a role that is none", args: ["origin", "--role", "king"], name: "InvalidValue", value: "king" },
      {
        what: "a moment without its offset",
        args: ["origin", "--at", "2026-11-20T08:00"],
        name: "InvalidValue",
        value: "2026-11-20T08:00",
      },
      {
        what: "a detail that is no word of the kind",
        args: ["departed", "--detail", "swimming"],
        name: "InvalidValue",
        value: "swimming",
      },
      { what: "a kind without its detail", args: ["departed"], name: "OptionMissing", value: "--detail" },
      {
        what: "an option that the kind does not take",
        args: ["origin", "--hold", "3"],
        name: "OptionForeign",
        value: "--hold",
      },
      {
        what: "a document beside an earlier record",
        args: ["disputed", "--about", "1", "--document", id("x")],
        name: "OptionForeign",
        value: "--document",
      },
      { what: "units that are none", args: ["adjusted", "--unit", "many"], name: "InvalidValue", value: "many" },
    ]) {
      it(`refuses ${what}, and says what to do`, async () => {
        const [kind = "", ...options] = args;
        const ran = await cli.as(
          w.cast.factory,
          "checkpoint",
          "record",
          kind,
          w.one,
          ...at("factory", "NZTRG"),
          ...options,
          "--json",
        );
        expect(ran.code).to.equal(2);
        const error = errorIn(ran);
        expect(error.name).to.match(new RegExp(`^${name}`));
        expect(`${error.message} ${error.toDo}`).to.include(value);
      });
    }

    it("refuses a record without its place, and several records that come with more", async () => {
      const away = await cli.as(w.cast.factory, "checkpoint", "record", "origin", w.one, "--role", "factory", "--json");
      expect([away.code, errorIn(away).name]).to.deep.equal([2, "PlaceMissing"]);
      const args = [
        "adjusted",
        w.one,
        w.two,
        ...at("factory", "NZTRG"),
        "--detail",
        "damage",
        "--unit",
        `${w.batch}=1`,
      ];
      const many = await cli.as(w.cast.factory, "checkpoint", "record", ...args, "--json");
      expect([many.code, errorIn(many).name]).to.deep.equal([2, "NotManyAtOnce"]);
    });
  });

  describe("sign and send", () => {
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "waymark-"));
    });

    afterEach(async () => {
      await rm(folder, { recursive: true });
    });

    /** Without any connection, as the factory. */
    const signOffline = async (...args: string[]) => {
      const { account, id: party } = w.cast.factory;
      const env = { KEY: keyOf(account.address).privateKey, WAYMARK_KEY: "env:KEY", WAYMARK_PARTY: `${party}` };
      const chain = ["--chain-id", "31337", "--address", cli.address];
      return await waymark(["checkpoint", "sign", ...args, ...chain], { env, cwd: folder });
    };

    it("signs without a chain, for anybody to send once", async () => {
      const ran = await signOffline(
        "origin",
        w.one,
        ...at("factory", "NZTRG"),
        "--scope",
        "NZ",
        "--out",
        "origin.json",
      );
      expect(ran.stderr).to.equal("");
      expect(ran.code).to.equal(0);
      const file = join(folder, "origin.json");
      const signed = JSON.parse(await readFile(file, "utf8")) as SignedCall;
      expect(signed).to.include({ chainId: "31337", ledger: cli.address });

      const outsider = { account: w.outsider };
      expect((await cli.as(outsider, "checkpoint", "send", file, "--dry-run")).code).to.equal(0);
      const sent = await cli.as(outsider, "checkpoint", "send", file, "--json");
      expect(sent.json()).to.have.nested.property("records[0].party", `${w.cast.factory.id}`);
      expect(sent.json()).to.have.property("already", false);
      // Whoever sends it again, after a crash or because another did, is told that it is there, and what became of it.
      for (const flags of [[], ["--dry-run"]]) {
        const again = await cli.as(outsider, "checkpoint", "send", file, "--json", ...flags);
        expect(again.code).to.equal(0);
        expect(again.json()).to.deep.equal({ ...(sent.json() as object), already: true });
      }
      const words = await cli.as(outsider, "checkpoint", "send", file);
      expect(words.stdout).to.match(/^✔ It was on the ledger before: Origin is step 2 of 0x/);
    });

    it("signs several under one signature, on standard output", async () => {
      const { stdout } = await signOffline("origin", w.one, w.two, ...at("factory", "NZTRG"), "--scope", "NZ");
      const file = join(folder, "both.json");
      await writeFile(file, stdout);
      const sent = await cli.as({ account: w.outsider }, "checkpoint", "send", file, "--json");
      expect(sent.json()).to.have.property("records").with.length(2);
    });

    it("looks up with a connection what is not said", async () => {
      const unit = `${w.batch}=1`;
      const args = ["adjusted", w.one, ...at("factory", "NZTRG"), "--detail", "damage", "--unit", unit];
      const { stdout } = await cli.as(w.cast.factory, "checkpoint", "sign", ...args, "--nonce", "7");
      const file = join(folder, "adjusted.json");
      await writeFile(file, stdout);
      expect((await cli.as({ account: w.outsider }, "checkpoint", "send", file)).code).to.equal(0);
      const { account, id: party } = w.cast.factory;
      expect(await w.ledger.isNonceUsed(party, ethers.zeroPadValue(account.address, 32), 7)).to.equal(true);
    });

    it("refuses offline what only the chain could tell", async () => {
      const ran = await signOffline("origin", w.one, ...at("factory", "NZTRG"), "--json");
      expect([ran.code, errorIn(ran).name]).to.deep.equal([2, "Offline"]);
      expect(errorIn(ran).toDo).to.include("scope");
      const nowhere = await waymark(["checkpoint", "sign", "origin", w.one, ...at("factory", "NZTRG"), "--json"]);
      expect([nowhere.code, errorIn(nowhere).name]).to.deep.equal([2, "LedgerUnsaid"]);
    });

    for (const { what, change, name } of [
      { what: "of another chain", change: { chainId: "1" }, name: "SignedElsewhere" },
      { what: "with something besides", change: { note: "urgent" }, name: "DocumentRefused" },
      { what: "whose call is none", change: { data: "0x" }, name: "DocumentRefused" },
    ]) {
      it(`refuses to send what is ${what}`, async () => {
        const { stdout } = await signOffline("origin", w.one, ...at("factory", "NZTRG"), "--scope", "NZ");
        const file = join(folder, "changed.json");
        await writeFile(file, JSON.stringify({ ...(JSON.parse(stdout) as SignedCall), ...change }));
        const ran = await cli.as({ account: w.outsider }, "checkpoint", "send", file, "--json");
        expect([ran.code, errorIn(ran).name]).to.deep.equal([2, name]);
      });
    }

    it("refuses a file that is not there, or no JSON", async () => {
      const missing = await cli.as({ account: w.outsider }, "checkpoint", "send", join(folder, "none.json"), "--json");
      expect([missing.code, errorIn(missing).name]).to.deep.equal([2, "FileMissing"]);
      await writeFile(join(folder, "text.json"), "signed");
      const text = await cli.as({ account: w.outsider }, "checkpoint", "send", join(folder, "text.json"), "--json");
      expect([text.code, errorIn(text).name]).to.deep.equal([2, "FileNotJson"]);
    });
  });
});
