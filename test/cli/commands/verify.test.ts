import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id, type Log } from "ethers";

import { ethers, loadFixture } from "../../support/chain.js";
import { CommandLine, errorIn, waymark } from "../../support/cli.js";
import { containerJourney } from "../../support/containerJourney.js";
import type { Meddler } from "../../support/serve.js";
import { createConsignment } from "../../support/world.js";

const PACK = "(01)09520123456788(10)NZ2611A";

/** A journey with contradictions, as its tests play it within seconds, and goods that nothing is said of yet. */
async function journey() {
  const played = await containerJourney();
  return { ...played, fresh: await createConsignment(played, { key: id("fresh") }) };
}

/** A node that holds back the last record of any list of logs that it is asked for. */
const forgetful: Meddler = (method, result) =>
  method === "eth_getLogs" ? (result as Log[]).filter((_, index, all) => index < 1 || index < all.length - 1) : result;

describe("waymark trace, verify and evidence", () => {
  let j: Awaited<ReturnType<typeof journey>>;
  let cli: CommandLine;
  let folder: string;

  beforeEach(async () => {
    j = await loadFixture(journey);
    cli = await CommandLine.beside(j);
    folder = await mkdtemp(join(tmpdir(), "waymark-"));
  });

  afterEach(async () => {
    cli.close();
    await rm(folder, { recursive: true });
  });

  describe("trace", () => {
    it("tells the verdict first, then contradictions, the facts and every step with places, parties and modes", async () => {
      const { code, stdout, stderr } = await cli.run("trace", j.part);
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      const order = ["✖ CONTRADICTED", "\nContradictions", "\nWarnings", "\nWhat a buyer is told", "\nThe journey"];
      const found = order.map((text) => stdout.indexOf(text));
      expect(found).to.deep.equal(found.toSorted((a, b) => a - b));
      expect(found).to.not.include(-1);
      expect(stdout).to.match(
        /\n\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}Departed · maritime +C 3\n {22}Tauranga NZTRG · carrier\.example \(Carrier\)\n/,
      );
      expect(stdout).to.include("│ 15 d\n");
      expect(stdout).to.match(/broker\.example \(Broker\) for factory\.example\n/);
      expect(stdout).to.match(/Received +9\n {22}Hangzhou CNHAZ · warehouse\.example \(Warehouse\)\n/);
      expect(stdout).to.include("! taken back by step 11: it counts no more");
      for (const line of stdout.split("\n")) expect(line.length).to.be.at.most(80);
    });

    it("tells where a lot is that is in several consignments", async () => {
      const { code, stdout } = await cli.run("trace", PACK);
      expect(code).to.equal(0);
      expect(stdout).to.match(/In one of \d+ consignments\./);
      expect(stdout.match(/^Consignment 0x/gm)).to.have.length.above(2);
    });

    it("is one JSON document for programs", async () => {
      const document = (await cli.run("trace", j.part, "--json")).json() as Record<string, unknown>;
      expect(document).to.include({ verdict: "contradicted", exact: true, of: 1 });
      expect(document).to.have.nested.property("consignments[0].records[0].kind", "Held");
    });

    for (const { what, subject } of [
      { what: "what names no goods", subject: "pallet" },
      { what: "an SSCC with a wrong check digit", subject: "395201230000000018" },
      { what: "a code without its lot", subject: "(01)09520123456788" },
    ]) {
      it(`refuses ${what} and names it`, async () => {
        const ran = await cli.run("trace", subject);
        expect(ran.code).to.equal(2);
        expect(ran.stdout).to.equal("");
        expect(ran.stderr).to.include(subject);
      });
    }

    it("refuses the hidden code of a label without repeating its key", async () => {
      const ran = await cli.run("trace", "https://trace.example/01/09520123456788/10/L/21/1#k=abcdef");
      expect(ran.code).to.equal(2);
      expect(ran.stderr).to.include("hidden code of a label").and.not.to.include("abcdef");
    });

    it("says what the ledger does not know", async () => {
      const ran = await cli.run("trace", id("nothing"), "--json");
      expect(ran.code).to.equal(1);
      expect(errorIn(ran).name).to.equal("ConsignmentNotFound");
    });
  });

  describe("verify", () => {
    it("ends with 0 where nothing contradicts", async () => {
      const { code, stdout } = await cli.run("verify", j.fresh);
      expect(stdout).to.match(/^✔ HOLDS\n {2}All 0 records are unaltered and complete as of block \d+\./);
      expect(code).to.equal(0);
    });

    it("ends with 1 where the parties contradict each other, contradictions first", async () => {
      const { code, stdout } = await cli.run("verify", j.part);
      expect(code).to.equal(1);
      expect(stdout).to.match(/^✖ CONTRADICTED\n/);
      expect(stdout).to.match(/no\s+transport\s+by\s+sea\s+does\s+that\. \(speed-plausible: C 3, 4\)/);
      expect(stdout).to.match(/Of \d+ questions \d+ could not be checked and \d+ agree: verify --all tells which\./);
      expect(stdout).to.not.include("What agrees");
    });

    it("tells everything that was asked with --all", async () => {
      const { stdout } = await cli.run("verify", j.part, "--all");
      expect(stdout).to.include("\nNot checkable").and.to.include("\nWhat agrees").and.to.include("(not-recalled: 1)");
    });

    it("ends with 1 for a history of which a node held something back, and tells none of it", async () => {
      const lying = await CommandLine.beside(j, forgetful);
      try {
        const { code, stdout } = await lying.run("verify", j.part);
        expect(code).to.equal(1);
        expect(stdout).to.match(/^✖ ALTERED\n/);
        expect(stdout).to.not.include("The journey");
        expect((await lying.run("trace", j.part)).code).to.equal(1);
      } finally {
        lying.close();
      }
    });

    it("proves the state from a block on which two nodes agree", async () => {
      await ethers.provider.send("hardhat_mine", ["0x3"]);
      const other = await CommandLine.beside(j);
      try {
        const { code, stdout } = await cli.run("verify", j.fresh, "--agree", other.rpcUrl);
        expect(stdout).to.match(/\n {2}Proved from block \d+, 0x[0-9a-f]{64}\.\n/);
        expect(code).to.equal(0);
      } finally {
        other.close();
      }
    });

    it("ends with 3 when the chain is not reached, or the block is not on it", async () => {
      const away = await waymark(["verify", j.part, "--rpc", "http://127.0.0.1:1", "--address", cli.address]);
      expect(away.code).to.equal(3);
      const unknown = await cli.run("verify", j.part, "--block-hash", id("no block"), "--json");
      expect(unknown.code).to.equal(3);
      expect(errorIn(unknown).message).to.include(id("no block"));
    });
  });

  describe("evidence", () => {
    const dossier = async (name: string, ...args: string[]) => {
      const file = join(folder, name);
      const made = await cli.run("evidence", "make", j.fresh, "--out", file, "--json", ...args);
      expect(made.stderr).to.equal("");
      const { block } = made.json() as { block: { hash: string } };
      return { file, hash: block.hash, code: made.code };
    };

    for (const name of ["evidence.html", "evidence.json"]) {
      it(`makes ${name}, which is verified without a node`, async () => {
        const { file, hash, code } = await dossier(name);
        expect(code).to.equal(0);
        for (const words of [["evidence", "verify"], ["verify"]]) {
          const ran = await waymark([...words, file, "--block-hash", hash, "--address", cli.address]);
          expect(ran.stderr).to.equal("");
          expect(ran.stdout)
            .to.match(/^✔ HOLDS\n/)
            .and.to.include(`Proved from block ${hash}`);
          expect(ran.code).to.equal(0);
        }
      });
    }

    it("asks one's own node for the hash of the block, and never the dossier", async () => {
      const { file } = await dossier("evidence.json");
      expect((await cli.run("evidence", "verify", file)).code).to.equal(0);
      const nobody = await waymark(["evidence", "verify", file, "--address", cli.address, "--json"]);
      expect(nobody.code).to.equal(2);
      expect(errorIn(nobody).name).to.equal("BlockHashMissing");
    });

    it("finds a dossier that was changed, or is of another block", async () => {
      const { file, hash } = await dossier("evidence.json");
      const changed = (await readFile(file, "utf8")).replace('"destination": "CN"', '"destination": "DE"');
      await writeFile(file, changed);
      const ran = await waymark(["verify", file, "--block-hash", hash, "--address", cli.address]);
      expect(ran.code).to.equal(1);
      expect(ran.stdout).to.match(/^✖ ALTERED\n/);
      const elsewhere = await waymark(["verify", file, "--block-hash", id("x"), "--address", cli.address, "--json"]);
      expect(elsewhere.code).to.equal(1);
      expect(errorIn(elsewhere).name).to.equal("BlockMismatch");
    });

    it("refuses what is no dossier, a file of no known kind, and goods that may be in several consignments", async () => {
      const file = join(folder, "letter.json");
      await writeFile(file, "{}");
      expect((await cli.run("evidence", "verify", file)).code).to.equal(2);
      const kind = await cli.run("evidence", "make", j.fresh, "--out", join(folder, "a.pdf"), "--json");
      expect([kind.code, errorIn(kind).name]).to.deep.equal([2, "FileKindUnknown"]);
      const several = await cli.run("evidence", "make", PACK, "--out", file, "--json");
      expect([several.code, errorIn(several).name]).to.deep.equal([2, "ConsignmentUnclear"]);
    });
  });
});
