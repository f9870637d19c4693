import { expect } from "chai";
import { id as hash, type ContractTransactionResponse } from "ethers";

import type { ConsignmentId } from "../../sdk/ids.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { accountKey, authorizeRecords } from "../support/signing.js";
import { admit, checkpoint, createConsignment, world } from "../support/world.js";

/** Fewer units of gas than the check of who writes takes, and than spelling a record for a signature takes. */
const CHECK = 500n;
const SPELLING = 500n;

/** Writes an array, undoes it, and tells what gas it took. */
type Way = (records: CheckpointStruct[]) => Promise<bigint>;

describe("CheckpointRegister: neighbours in an array", () => {
  /** An office that inspects in two roles, two consignments there, and two ways to write. */
  async function stage() {
    const w = await world();
    const office = await admit(w.ledger, "office", w.outsider, [["NZ", ["Customs", "Inspector"]]]);
    const goods = [await createConsignment(w), await createConsignment(w, { key: hash("other") })] as const;
    const ledger = w.ledger.connect(office.account);
    const plain = gasOf((records) => ledger.recordMany(records));
    const signed = gasOf(async (records) => {
      const terms = { nonce: 1n };
      return await ledger.recordManySigned(records, await authorizeRecords(w, key, records, terms));
    });
    const key = accountKey(office.account.address);
    return { office, goods, plain, signed };
  }

  function gasOf(send: (records: CheckpointStruct[]) => Promise<ContractTransactionResponse>): Way {
    return async (records) => {
      const before = await networkHelpers.takeSnapshot();
      const receipt = await (await send(records)).wait();
      await before.restore();
      return receipt!.gasUsed;
    };
  }

  /** What two neighbours that are written in different roles take beyond two that are not; all else is the same. */
  async function priceOfDifference({ office, goods }: Awaited<ReturnType<typeof stage>>, way: Way): Promise<bigint> {
    const inspected = (id: ConsignmentId, role: "Customs" | "Inspector") =>
      checkpoint(id, office, "Inspected", role, "NZTRG", { scope: "NZ", detail: 1 });
    const gas = async (one: "Customs" | "Inspector", other: "Customs" | "Inspector") =>
      way([await inspected(goods[0], one), await inspected(goods[1], other)]);
    const different = (await gas("Customs", "Inspector")) + (await gas("Inspector", "Customs"));
    const same = (await gas("Customs", "Customs")) + (await gas("Inspector", "Inspector"));
    return (different - same) / 2n;
  }

  it("that share their writer share the check of who writes", async () => {
    const set = await loadFixture(stage);
    expect(await priceOfDifference(set, set.plain)).to.be.above(CHECK);
  });

  it("that share their writer and kind share their spelling under a signature", async () => {
    const set = await loadFixture(stage);
    const [plain, signed] = [await priceOfDifference(set, set.plain), await priceOfDifference(set, set.signed)];
    expect(signed - plain).to.be.above(SPELLING);
  });
});
