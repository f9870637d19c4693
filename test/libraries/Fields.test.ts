import { expect } from "chai";
import { concat, dataSlice, toBeHex } from "ethers";

import { revertDataIn } from "../../sdk/errors/revertData.js";
import { ethers, loadFixture } from "../support/chain.js";
import { checkpoint, createConsignment, world } from "../support/world.js";

/** Fields of a record that are narrower than their word: where each stands, its bits, and whether they are the highest. */
const NARROW = [
  { name: "party", word: 1, bits: 32, high: false },
  { name: "kind", word: 2, bits: 8, high: false },
  { name: "role", word: 3, bits: 8, high: false },
  { name: "place", word: 4, bits: 40, high: true },
  { name: "occurredAt", word: 5, bits: 40, high: false },
  { name: "detail", word: 7, bits: 8, high: false },
  { name: "next", word: 9, bits: 32, high: false },
  { name: "principal", word: 10, bits: 32, high: false },
  { name: "scope", word: 11, bits: 40, high: true },
  { name: "expectedMove", word: 12, bits: 24, high: false },
] as const;

/** A role of more bits than this is none, which the compiler's own check says when the refusal names it. */
const ROLE_BITS = 4;

/** What the compiler's own checks revert with. */
const NOTHING = "0x";

describe("Fields.requireClean", () => {
  async function origin() {
    const w = await world();
    const { factory } = w.cast;
    const record = await checkpoint(await createConsignment(w), factory, "Origin", "Factory", "NZTRG", { scope: "NZ" });
    const data = w.ledger.interface.encodeFunctionData("record", [record]);
    const to = await w.ledger.getAddress();
    /** What the record meets with one bit of a word turned over; undefined when it is taken. */
    const meets = async (word: number, bit: number): Promise<string | undefined> => {
      const start = 4 + 32 * word;
      const turned = BigInt(dataSlice(data, start, start + 32)) ^ (1n << BigInt(bit));
      const call = concat([dataSlice(data, 0, start), toBeHex(turned, 32), dataSlice(data, start + 32)]);
      return await ethers.provider.call({ to, from: factory.account.address, data: call }).then(
        () => undefined,
        (error: unknown) => [...revertDataIn(error)][0] ?? NOTHING,
      );
    };
    return { meets };
  }

  for (const { name, word, bits, high } of NARROW) {
    const [lowest, highest] = high ? [256 - bits, 255] : [0, bits - 1];
    const beside = high ? [0, 8, lowest - 1] : [highest + 1, highest + 2, 247, 255];

    it(`reverts with nothing when ${name} has a bit beside its ${bits}, whichever it is`, async () => {
      const { meets } = await loadFixture(origin);
      for (const bit of beside) expect(await meets(word, bit), `bit ${bit}`).to.equal(NOTHING);
    });

    it(`leaves every bit of ${name} to the rules`, async () => {
      const { meets } = await loadFixture(origin);
      const last = name === "role" ? ROLE_BITS - 1 : highest;
      for (let bit = lowest; bit <= last; bit++) expect(await meets(word, bit), `bit ${bit}`).not.to.equal(NOTHING);
    });
  }
});
