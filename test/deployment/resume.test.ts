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
