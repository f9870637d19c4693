import { expect } from "chai";

import { signerIdOf } from "../../sdk/ids.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture } from "../support/chain.js";
import { accountKey, authorizeRecords } from "../support/signing.js";
import { checkpoint, createConsignment, world } from "../support/world.js";

const MAX_RECORDS = 256;
/** Below what one transaction may have (EIP-7825), and more than any call below needs. */
const GAS = { gasLimit: 16_000_000 };

describe("CheckpointRegister: how many records a call takes", () => {
  async function goods() {
    const w = await world();
    const id = await createConsignment(w);
    const { nzPort } = w.cast;
    const c = await checkpoint(id, nzPort, "Sighted", "Port", "NZTRG", { detail: 1, scope: "NZTRG" });
    const ledger = w.ledger.connect(nzPort.account);
    const sequence = async () => BigInt.asUintN(24, await ledger.wordOf(id));
    return { w, ledger, nzPort, id, c, sequence, key: accountKey(nzPort.account.address) };
  }
  const times = (count: number, c: CheckpointStruct) => Array.from({ length: count }, () => c);

  describe("recordMany", () => {
    it(`takes 1, 2 and ${MAX_RECORDS}, each a step`, async () => {
      const { ledger, c, sequence } = await loadFixture(goods);
      for (const count of [1, 2, MAX_RECORDS]) {
        const before = await sequence();
        const receipt = await (await ledger.recordMany(times(count, c), GAS)).wait();
        expect(receipt!.logs).to.have.length(count);
        expect(await sequence()).to.equal(before + BigInt(count));
      }
    });

    it(`refuses none, and more than ${MAX_RECORDS}`, async () => {
      const { ledger, c, id } = await loadFixture(goods);
      const head = await ledger.headOf(id);
      for (const count of [0, MAX_RECORDS + 1]) {
        await expect(ledger.recordMany(times(count, c), GAS))
          .to.be.revertedWithCustomError(ledger, "RecordCountInvalid")
          .withArgs(count);
      }
      expect(await ledger.headOf(id)).to.equal(head);
    });

    it("refuses none in a dry run too", async () => {
      const { ledger, nzPort } = await loadFixture(goods);
      const none = ledger.interface.encodeFunctionData("recordMany", [[]]);
      const reason = ledger.interface.encodeErrorResult("RecordCountInvalid", [0]);
      await expect(ledger.dryRun(none, signerIdOf(nzPort.account.address)))
        .to.be.revertedWithCustomError(ledger, "DryRun")
        .withArgs(false, reason);
    });
  });

  describe("recordManySigned", () => {
    it(`refuses none, and more than ${MAX_RECORDS}, and uses no nonce`, async () => {
      const { w, ledger, c, key, nzPort } = await loadFixture(goods);
      for (const count of [0, MAX_RECORDS + 1]) {
        const records = times(count, c);
        const authorization = await authorizeRecords(w, key, records);
        await expect(ledger.recordManySigned(records, authorization, GAS))
          .to.be.revertedWithCustomError(ledger, "RecordCountInvalid")
          .withArgs(count);
        expect(await ledger.isNonceUsed(nzPort.id, key.id, authorization.nonce)).to.equal(false);
      }
    });
  });
});
