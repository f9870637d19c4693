import { expect } from "chai";
import { AbiCoder, id as hash, keccak256, ZeroHash } from "ethers";

import { consignmentId, signerIdOf, type BatchId } from "../../sdk/ids.js";
import { Customs, Movement } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { anotherBatch, DATA, KEY, sendCreation } from "../support/creating.js";
import { at, checkpoint, country, createConsignment, line, world } from "../support/world.js";
import type { Member, World } from "../support/world.js";

const { time } = networkHelpers;

const LINES = "tuple(bytes32 batch, uint64 quantity, bytes32 items)[]";
const coder = AbiCoder.defaultAbiCoder();

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
