import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { DEPLOYER, expectSuccess, local, Places, READ_BACK, runDeploy } from "./script.js";

describe("npm run deploy", function () {
  this.timeout(120_000);

  const places = new Places();
  after(() => places.remove());

  describe("after kill -9", () => {
    const CASES = [
      { killAt: "AccessManager: at" },
      // Half of it stands, and what comes next needs it.
      { killAt: "LineRecords: at" },
      { killAt: "JourneyAnnex: sent" },
      { killAt: "wiring: sent" },
      // Mined up to a second after it was sent, long after the sender is gone.
      { killAt: "Waymark: sent", blockTime: 1_000 },
    ];
    for (const { killAt, blockTime } of CASES) {
      const slowly = blockTime === undefined ? "" : ", not mined yet,";
      it(`finishes with the same command, killed at "${killAt}"${slowly} and sends nothing twice`, async () => {
        const chain = await places.start(blockTime === undefined ? {} : { blockTime });
        const folder = await places.folder();

        const killed = await runDeploy("localhost", local(chain, folder), killAt);
        expect(killed.signal).to.equal("SIGKILL");
        await chain.connection.provider.request({ method: "evm_setAutomine", params: [true] });
        const resumed = await runDeploy("localhost", local(chain, folder));

        expectSuccess(resumed, READ_BACK);
        expect(resumed.stdout).to.contain("Resuming the deployment that was begun.");
        // Eleven contracts and the wiring.
        expect(await chain.connection.ethers.provider.getTransactionCount(DEPLOYER)).to.equal(12);
      });
    }

    /** Takes the last transaction that was sent out of the journal, as if the process had been killed before it was noted. */
    async function forgetLastSent(folder: string): Promise<string> {
      const journal = join(folder, "chain-31337", "journal.jsonl");
      const lines = (await readFile(journal, "utf8")).split("\n");
      const noted = lines.findLastIndex((line) => line.includes('"TRANSACTION_SEND"'));
      const { transaction } = JSON.parse(lines[noted]!) as { transaction: { hash: string } };
      await writeFile(journal, lines.slice(0, noted).join("\n"));
      return transaction.hash;
    }

    for (const killAt of ["LineRecords: sent", "wiring: sent"]) {
      it(`finishes also when a transaction was sent and not noted, as "${killAt}", and sends nothing twice`, async () => {
        const chain = await places.start({});
        const folder = await places.folder();
        await runDeploy("localhost", local(chain, folder), killAt);
        await forgetLastSent(folder);

        expectSuccess(await runDeploy("localhost", local(chain, folder)), READ_BACK);
        expect(await chain.connection.ethers.provider.getTransactionCount(DEPLOYER)).to.equal(12);
      });
    }

    it("finishes also when a transaction was about to be sent and was not", async () => {
      const chain = await places.start({ blockTime: 2_000 });
      const folder = await places.folder();
      await runDeploy("localhost", local(chain, folder), ": sent");
      const { provider } = chain.connection;
      await provider.request({ method: "hardhat_dropTransaction", params: [await forgetLastSent(folder)] });
      await provider.request({ method: "evm_setIntervalMining", params: [500] });

      expectSuccess(await runDeploy("localhost", local(chain, folder)), READ_BACK);
      expect(await chain.connection.ethers.provider.getTransactionCount(DEPLOYER)).to.equal(12);
    });

    it("finishes also when the list of addresses was being written, and makes it again from the journal", async () => {
      const chain = await places.start({});
      const folder = await places.folder();
      await runDeploy("localhost", local(chain, folder), "LineRecords: at");
      const list = join(folder, "chain-31337", "deployed_addresses.json");
      const before = JSON.parse(await readFile(list, "utf8")) as Record<string, string>;
      await writeFile(list, JSON.stringify(before).slice(0, 40));

      expectSuccess(await runDeploy("localhost", local(chain, folder)), READ_BACK);
      expect(JSON.parse(await readFile(list, "utf8"))).to.include(before);
    });
  });
});
