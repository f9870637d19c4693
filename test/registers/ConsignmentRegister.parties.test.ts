import { expect } from "chai";
import { hexlify, id as hash, toUtf8Bytes } from "ethers";

import { batchId, consignmentId, lotKey, signerIdOf, type BatchId } from "../../sdk/ids.js";
import { KeyHolder, Role, roleSet } from "../../sdk/vocabulary.js";
import type { LineStruct, IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { anotherBatch, KEY, sendCreation } from "../support/creating.js";
import { at, batchDetails, country, FOREVER, GTIN, line, world } from "../support/world.js";
import type { Member, World } from "../support/world.js";

const { time } = networkHelpers;

describe("ConsignmentRegister", () => {
  let w: World;
  let ledger: IWaymark;
  let brand: Member;
  let factory: Member;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger } = w);
    ({ brand, factory } = w.cast);
  });

  const create = (by: Member, changes?: Parameters<typeof sendCreation>[2]) => sendCreation(w, by, changes);
  const loaded = async (batch: BatchId = w.batch) => (await ledger.batchOf(batch)).loaded;

  describe("createConsignment", () => {
    describe("who", () => {
      it("is the batch's maker, the product's registrant or a shipper it appointed", async () => {
        const { carrier2, retailer2 } = w.cast;
        await create(factory, { lines: [line(w.batch, 1)] });
        await create(brand, { lines: [line(w.batch, 1)] });
        for (const by of [carrier2, retailer2]) {
          await expect(create(by)).to.be.revertedWithCustomError(ledger, "NotShipper").withArgs(w.batch, by.id);
          await ledger.connect(brand.account).appoint(GTIN, by.id, 1 | 4);
          await expect(create(by)).to.be.revertedWithCustomError(ledger, "NotShipper").withArgs(w.batch, by.id);
          await ledger.connect(brand.account).appoint(GTIN, by.id, 2);
          await expect(create(by, { lines: [line(w.batch, 1)] })).to.emit(ledger, "ConsignmentCreated");
          await ledger.connect(brand.account).appoint(GTIN, by.id, 0);
          await expect(create(by, { key: hash("again") }))
            .to.be.revertedWithCustomError(ledger, "NotShipper")
            .withArgs(w.batch, by.id);
        }
        expect(await loaded()).to.equal(4);
      });

      it("stays the maker of what it made when its appointment ends", async () => {
        await ledger.connect(brand.account).appoint(GTIN, factory.id, 0);
        await expect(create(factory)).to.emit(ledger, "ConsignmentCreated");
      });

      it("refuses strangers, and one line that is not theirs behind one that is", async () => {
        const { brand2, carrier2, factory2, retailer2, seller, warehouse2 } = w.cast;
        for (const by of [brand2, carrier2, factory2, retailer2, seller, warehouse2, w.cast.broker2]) {
          await expect(create(by)).to.be.revertedWithCustomError(ledger, "NotShipper").withArgs(w.batch, by.id);
        }
        await ledger.connect(brand.account).appoint(GTIN, factory2.id, 1);
        await ledger.connect(factory2.account).registerBatch(factory2.id, batchDetails({ lotKey: lotKey("OWN") }));
        const own = batchId(GTIN, lotKey("OWN"));
        await expect(create(factory2, { lines: [line(own, 1), line(w.batch, 1)] }))
          .to.be.revertedWithCustomError(ledger, "NotShipper")
          .withArgs(w.batch, factory2.id);
        expect(await loaded(own)).to.equal(0);
        expect(await loaded()).to.equal(0);
      });

      it("refuses a key of another party, one that carries no commercial role, and a suspended party", async () => {
        for (const account of [w.outsider, w.cast.factory2.account]) {
          await expect(create({ id: factory.id, account }))
            .to.be.revertedWithCustomError(ledger, "SignerUnknown")
            .withArgs(factory.id, signerIdOf(account.address));
        }
        for (const by of [w.cast.port2, w.cast.customs2, w.cast.inspector2, w.cast.regulator]) {
          await expect(create(by))
            .to.be.revertedWithCustomError(ledger, "SignerLacksRole")
            .withArgs(by.id, signerIdOf(by.account.address), Role.None);
        }
        await ledger.suspendParty(factory.id);
        await expect(create(factory))
          .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
          .withArgs(factory.id, await time.latest());
      });

      it("keeps a key to its places", async () => {
        await ledger
          .connect(factory.account)
          .addSigner(factory.id, w.outsider.address, roleSet(["Factory"]), at("NZAKL"), 0, FOREVER, KeyHolder.Officer);
        const clerk = { id: factory.id, account: w.outsider };
        await expect(create(clerk))
          .to.be.revertedWithCustomError(ledger, "SignerOutOfScope")
          .withArgs(factory.id, signerIdOf(w.outsider.address), at("NZAKL"), at("NZTRG"));
        await expect(create(clerk, { place: at("NZAKL") })).to.emit(ledger, "ConsignmentCreated");
      });
    });

    describe("where", () => {
      it("refuses what cannot be a UN/LOCODE, and a destination that is no country", async () => {
        for (const code of ["", "CN", "NZTR", "NZTR0", "NZTR1", "nztrg", "N2TRG"]) {
          const place = hexlify(toUtf8Bytes(code)).padEnd(12, "0");
          await expect(create(factory, { place }))
            .to.be.revertedWithCustomError(ledger, "PlaceInvalid")
            .withArgs(place);
        }
        for (const destination of ["0x0000", "0x4300", "0x636e"]) {
          await expect(create(factory, { destination }))
            .to.be.revertedWithCustomError(ledger, "CountryInvalid")
            .withArgs(destination);
        }
        expect(await loaded()).to.equal(0);
      });

      for (const [place, destination, origins, domestic] of [
        ["NZTRG", "NZ", ["NZ"], true],
        ["NZTRG", "CN", ["NZ"], false],
        ["CNSHG", "NZ", ["NZ"], false],
        ["DEHAM", "FR", ["DE"], true],
        ["DEHAM", "FR", ["FR", "DE"], true],
        ["DEHAM", "FR", ["DE", "NZ"], false],
        ["DEHAM", "FR", ["NZ", "DE"], false],
        ["NZTRG", "NZ", ["CN"], false],
        ["DEHAM", "NZ", ["DE"], false],
      ] as const) {
        it(`is ${domestic ? "" : "not "}domestic from ${place} to ${destination} with goods of ${origins.join(" and ")}`, async () => {
          const lines: LineStruct[] = [];
          for (const origin of origins) {
            lines.push(line(await anotherBatch(w, `OF-${origin}`, { origin: country(origin) }), 1));
          }
          await create(factory, { place: at(place), destination: country(destination), lines });
          expect((await ledger.consignmentOf(consignmentId(factory.id, KEY))).domestic).to.equal(domestic);
        });
      }
    });
  });
});
