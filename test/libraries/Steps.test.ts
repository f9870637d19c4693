import { expect } from "chai";
import { concat, dataSlice, toBeHex } from "ethers";

import { ethers, loadFixture } from "../support/chain.js";
import { checkpoint, createConsignment, world } from "../support/world.js";

/**
 * The record is hashed and logged as it stands in calldata, so every field must be range-checked before. A field is a
 * word of 32 bytes; numbers are right-aligned, places left-aligned.
 */
const FIELDS = [
  { name: "party", bytes: 4, left: false },
  { name: "kind", bytes: 1, left: false },
  { name: "role", bytes: 1, left: false },
  { name: "place", bytes: 5, left: true },
  { name: "occurredAt", bytes: 5, left: false },
  { name: "basedOn", bytes: 32, left: true },
  { name: "detail", bytes: 1, left: false },
  { name: "dataHash", bytes: 32, left: true },
  { name: "next", bytes: 4, left: false },
  { name: "principal", bytes: 4, left: false },
  { name: "scope", bytes: 5, left: true },
  { name: "expectedMove", bytes: 3, left: false },
];

describe("Steps", () => {
  describe("logCheckpoint", () => {
    async function origin() {
      const w = await world();
      const consignment = await createConsignment(w);
      const record = await checkpoint(consignment, w.cast.factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
      return { ...w, consignment, data: w.ledger.interface.encodeFunctionData("record", [record]) };
    }

    /** Calldata with one bit set just outside the value of the field in word `index`. */
    function dirtied(data: string, index: number, bytes: number, left: boolean): string {
      const start = 4 + 32 * index;
      const bit = left ? 255 - 8 * bytes : 8 * bytes;
      const word = BigInt(dataSlice(data, start, start + 32)) | (1n << BigInt(bit));
      return concat([dataSlice(data, 0, start), toBeHex(word, 32), dataSlice(data, start + 32)]);
    }

    it("takes the record when every field is clean", async () => {
      const { ledger, cast, data } = await loadFixture(origin);
      await expect(cast.factory.account.sendTransaction({ to: await ledger.getAddress(), data })).to.emit(
        ledger,
        "CheckpointRecorded",
      );
    });

    for (const [position, { name, bytes, left }] of FIELDS.entries()) {
      if (bytes === 32) continue;
      it(`refuses bits beside the value of ${name}`, async () => {
        const { ledger, cast, consignment, data } = await loadFixture(origin);
        const head = await ledger.headOf(consignment);
        await expect(
          cast.factory.account.sendTransaction({
            to: await ledger.getAddress(),
            data: dirtied(data, position + 1, bytes, left),
          }),
        ).to.be.revertedWithoutReason(ethers);
        expect(await ledger.headOf(consignment)).to.equal(head);
      });
    }

    it("refuses a record that is cut short", async () => {
      const { ledger, cast, data } = await loadFixture(origin);
      await expect(
        cast.factory.account.sendTransaction({
          to: await ledger.getAddress(),
          data: dataSlice(data, 0, 4 + 32 * 12),
        }),
      ).to.be.revertedWithoutReason(ethers);
    });
  });
});
