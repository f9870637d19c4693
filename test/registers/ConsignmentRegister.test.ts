import { expect } from "chai";
import { AbiCoder, hexlify, id as hash, keccak256, toUtf8Bytes, ZeroHash } from "ethers";

import { batchId, consignmentId, lotKey, signerIdOf, type BatchId } from "../../sdk/ids.js";
import { Customs, KeyHolder, Movement, Role, roleSet } from "../../sdk/vocabulary.js";
import type { LineStruct, IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import {
  at,
  batchDetails,
  checkpoint,
  country,
  createConsignment,
  FOREVER,
  GTIN,
  line,
  world,
} from "../support/world.js";
import type { Member, World } from "../support/world.js";

const { time } = networkHelpers;

const KEY = hash("SSCC 109520123000000012");
const DATA = hash("consignment data");
const LINES = "tuple(bytes32 batch, uint64 quantity, bytes32 items)[]";
const coder = AbiCoder.defaultAbiCoder();

/** A batch of the world's product under another lot. */
async function anotherBatch(w: World, lot: string, changes: object = {}): Promise<BatchId> {
  const { factory } = w.cast;
  const details = batchDetails({ lotKey: lotKey(lot), ...changes });
  await w.ledger.connect(factory.account).registerBatch(factory.id, details);
  return batchId(GTIN, lotKey(lot));
}

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

  const create = (
    by: Member,
    changes: { key?: string; place?: string; destination?: string; lines?: LineStruct[]; party?: bigint } = {},
  ) =>
    ledger.connect(by.account).createConsignment(
      changes.party ?? by.id,
      {
        key: changes.key ?? KEY,
        place: changes.place ?? at("NZTRG"),
        destination: changes.destination ?? country("CN"),
        dataHash: DATA,
      },
      changes.lines ?? [line(w.batch, 480)],
    );
  const loaded = async (batch: BatchId = w.batch) => (await ledger.batchOf(batch)).loaded;

  describe("createConsignment", () => {
    it("creates goods in the creator's custody, at their place", async () => {
      const id = consignmentId(factory.id, KEY);
      const lines = [line(w.batch, 480, hash("items"))];
      const sent = create(factory, { lines });
      await expect(sent).to.emit(ledger, "LineLoaded").withArgs(w.batch, id, 480, hash("items"));
      const word = await ledger.wordOf(id);
      const recordedAt = await time.latest();
      const signer = signerIdOf(factory.account.address);
      await expect(sent)
        .to.emit(ledger, "ConsignmentCreated")
        .withArgs(id, factory.id, KEY, at("NZTRG"), country("CN"), DATA, signer, recordedAt, word);

      const state = await ledger.consignmentOf(id);
      const { contents, head } = state;
      const facts = {
        creator: state.creator,
        custodian: state.custodian,
        next: state.next,
        offeredAt: state.offeredAt,
        place: state.place,
        stands: state.stands,
        destination: state.destination,
        movement: state.movement,
        customs: state.customs,
        customsOwn: state.customsOwn,
        exportCleared: state.exportCleared,
        exportOwn: state.exportOwn,
        domestic: state.domestic,
        holds: state.holds,
        sequence: state.sequence,
        lastMove: state.lastMove,
        lastMoveAt: state.lastMoveAt,
      };
      expect(facts).to.deep.equal({
        creator: factory.id,
        custodian: factory.id,
        next: 0n,
        offeredAt: 0n,
        place: at("NZTRG"),
        stands: true,
        destination: country("CN"),
        movement: BigInt(Movement.Created),
        customs: BigInt(Customs.None),
        customsOwn: false,
        exportCleared: false,
        exportOwn: false,
        domestic: false,
        holds: 0n,
        sequence: 1n,
        lastMove: 1n,
        lastMoveAt: 0n,
      });
      expect(contents).to.equal(keccak256(coder.encode([LINES], [lines])).slice(0, 2 + 56));
      expect(head).to.equal(await ledger.headOf(id));
    });

    it("folds genesis, bound to chain and ledger, with the first step", async () => {
      const id = await createConsignment(w);
      const word = await ledger.wordOf(id);
      const { chainId } = await ethers.provider.getNetwork();
      const genesis = keccak256(
        coder.encode(
          ["bytes32", "uint256", "address", "bytes32"],
          [
            hash("WaymarkGenesis(uint256 chainId,address ledger,bytes32 consignment)"),
            chainId,
            await ledger.getAddress(),
            id,
          ],
        ),
      );
      const step = keccak256(
        coder.encode(
          [
            "bytes32",
            "bytes32",
            "uint32",
            "bytes32",
            "bytes5",
            "bytes2",
            "bytes32",
            "bytes32",
            "bytes32",
            "uint40",
            "uint256",
          ],
          [
            hash(
              "WaymarkCreation(bytes32 consignment,uint32 creator,bytes32 key,bytes5 place,bytes2 destination," +
                "bytes32 contents,bytes32 dataHash,bytes32 signer,uint40 recordedAt,uint256 word)",
            ),
            id,
            factory.id,
            KEY,
            at("NZTRG"),
            country("CN"),
            keccak256(coder.encode([LINES], [[line(w.batch, 480)]])),
            DATA,
            signerIdOf(factory.account.address),
            await time.latest(),
            word,
          ],
        ),
      );
      expect(await ledger.headOf(id)).to.equal(keccak256(coder.encode(["bytes32", "bytes32"], [genesis, step])));
    });

    it("logs one LineLoaded a line, in their order, before ConsignmentCreated", async () => {
      const other = await anotherBatch(w, "B");
      const lines = [line(other, 3), line(w.batch, 1), line(other, 2)];
      const receipt = await (await create(factory, { lines })).wait();
      const logs = receipt!.logs.map((log) => ledger.interface.parseLog(log)!);
      expect(logs.map((log) => log.name)).to.deep.equal([
        "LineLoaded",
        "LineLoaded",
        "LineLoaded",
        "ConsignmentCreated",
      ]);
      expect(
        logs.slice(0, 3).map((log): unknown[] => [log.args.getValue("batch"), log.args.getValue("quantity")]),
      ).to.deep.equal([
        [other, 3n],
        [w.batch, 1n],
        [other, 2n],
      ]);
    });

    it("cannot be squatted: the same key by another creator is another consignment", async () => {
      await create(brand);
      await create(factory);
      expect((await ledger.consignmentOf(consignmentId(brand.id, KEY))).creator).to.equal(brand.id);
      expect((await ledger.consignmentOf(consignmentId(factory.id, KEY))).creator).to.equal(factory.id);
    });

    it("refuses a key that the creator used, and loads nothing then", async () => {
      await create(factory);
      const id = consignmentId(factory.id, KEY);
      const head = await ledger.headOf(id);
      await expect(create(factory, { lines: [line(w.batch, 1)] }))
        .to.be.revertedWithCustomError(ledger, "ConsignmentExists")
        .withArgs(id);
      expect(await loaded()).to.equal(480);
      expect(await ledger.headOf(id)).to.equal(head);
    });

    describe("lines", () => {
      it("takes 1 to 64, and refuses 0 and 65", async () => {
        for (const count of [0, 65]) {
          await expect(create(factory, { lines: Array.from({ length: count }, () => line(w.batch, 1)) }))
            .to.be.revertedWithCustomError(ledger, "LineCountInvalid")
            .withArgs(count);
        }
        await create(factory, { lines: Array.from({ length: 64 }, () => line(w.batch, 1)) });
        expect(await loaded()).to.equal(64);
        await create(factory, { key: hash("one"), lines: [line(w.batch, 1)] });
        expect(await loaded()).to.equal(65);
      });

      it("refuses a line of no units, also behind good ones, and loads nothing then", async () => {
        await expect(create(factory, { lines: [line(w.batch, 5), line(w.batch, 0)] }))
          .to.be.revertedWithCustomError(ledger, "QuantityInvalid")
          .withArgs(0);
        expect(await loaded()).to.equal(0);
      });

      it("refuses an unknown batch, also behind good ones, and loads nothing then", async () => {
        await expect(create(factory, { lines: [line(w.batch, 5), line(hash("none"), 1)] }))
          .to.be.revertedWithCustomError(ledger, "BatchUnknown")
          .withArgs(hash("none"));
        expect(await loaded()).to.equal(0);
      });

      it("never loads a batch beyond what was made, in one consignment or across many", async () => {
        await expect(create(factory, { lines: [line(w.batch, 1_001)] }))
          .to.be.revertedWithCustomError(ledger, "BatchExhausted")
          .withArgs(w.batch, 1_001, 1_000);
        await expect(create(factory, { lines: [line(w.batch, 600), line(w.batch, 401)] }))
          .to.be.revertedWithCustomError(ledger, "BatchExhausted")
          .withArgs(w.batch, 401, 400);
        expect(await loaded()).to.equal(0);

        await create(factory, { lines: [line(w.batch, 600), line(w.batch, 399)] });
        await expect(create(brand, { lines: [line(w.batch, 2)] }))
          .to.be.revertedWithCustomError(ledger, "BatchExhausted")
          .withArgs(w.batch, 2, 1);
        await create(brand, { lines: [line(w.batch, 1)] });
        expect(await loaded()).to.equal(1_000);
        for (const quantity of [1n, 2n ** 64n - 1n]) {
          await expect(create(factory, { key: hash("more"), lines: [line(w.batch, quantity)] }))
            .to.be.revertedWithCustomError(ledger, "BatchExhausted")
            .withArgs(w.batch, quantity, 0);
        }
      });

      it("loads the largest batch to its last unit", async () => {
        const made = 2n ** 64n - 1n;
        const batch = await anotherBatch(w, "LARGE", { quantity: made });
        await create(factory, { lines: [line(batch, made - 1n), line(batch, 1n)] });
        expect(await loaded(batch)).to.equal(made);
        await expect(create(factory, { key: hash("more"), lines: [line(batch, made)] }))
          .to.be.revertedWithCustomError(ledger, "BatchExhausted")
          .withArgs(batch, made, 0);
      });
    });

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

  describe("views", () => {
    it("know no consignment that was not created", async () => {
      await expect(ledger.consignmentOf(hash("none")))
        .to.be.revertedWithCustomError(ledger, "ConsignmentUnknown")
        .withArgs(hash("none"));
      expect(await ledger.wordOf(hash("none"))).to.equal(0);
      expect(await ledger.headOf(hash("none"))).to.equal(ZeroHash);
      expect(await ledger.holdOf(hash("none"), factory.id)).to.deep.equal([0n, 0n]);
    });

    it("show an offer with the hour in which it was made, and a hold with its placer", async () => {
      const id = await createConsignment(w);
      const { carrier, nzCustoms } = w.cast;
      await ledger
        .connect(factory.account)
        .record(await checkpoint(id, factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id }));
      const offered = await time.latest();
      const state = await ledger.consignmentOf(id);
      expect(state.next).to.equal(carrier.id);
      expect(state.custodian).to.equal(factory.id);
      expect(state.offeredAt).to.equal(offered - (offered % 3_600));
      expect(state.movement).to.equal(Movement.Ready);

      await ledger
        .connect(nzCustoms.account)
        .record(await checkpoint(id, nzCustoms, "Held", "Customs", "NZTRG", { scope: "NZ" }));
      expect(await ledger.holdOf(id, nzCustoms.id)).to.deep.equal([3n, BigInt(await time.latest())]);
      expect(await ledger.holdOf(id, w.cast.customs2.id)).to.deep.equal([0n, 0n]);
      expect((await ledger.consignmentOf(id)).holds).to.equal(1);
    });
  });
});
