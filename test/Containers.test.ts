import { expect } from "chai";
import { id as hash, ZeroHash } from "ethers";

import { consignmentId, signerIdOf } from "../sdk/ids.js";
import { Adjustment } from "../sdk/vocabulary.js";
import { loadFixture, networkHelpers } from "./support/chain.js";
import { headFromLogs } from "./support/containerHistory.js";
import { HOME, UNITS, yard, type Yard } from "./support/containers.js";
import { flagSet } from "../assurance/model/word.js";
import { at, country, line, type Member } from "./support/world.js";

const KEY = hash("container");
const DATA = hash("container data");

function create({ ledger }: Yard, by: Member, { party = by.id, place = HOME, key = KEY } = {}) {
  return ledger.connect(by.account).createContainer(party, key, at(place), DATA);
}

describe("Containers", () => {
  describe("createContainer", () => {
    it("makes an empty one in the creator's custody, and numbers it", async () => {
      const y = await loadFixture(yard);
      const { ledger, w } = y;
      const { carrier, cnPort } = w.cast;
      for (const [i, by] of [carrier, cnPort].entries()) {
        const number = i + 1;
        const id = consignmentId(by.id, KEY);
        const tx = await create(y, by, { place: i === 0 ? HOME : "CNSHG" });
        const word = await ledger.wordOf(id);
        const recordedAt = await networkHelpers.time.latest();
        await expect(tx)
          .to.emit(ledger, "ConsignmentCreated")
          .withArgs(
            id,
            by.id,
            KEY,
            at(i === 0 ? HOME : "CNSHG"),
            "0x0000",
            DATA,
            signerIdOf(by.account.address),
            recordedAt,
            word,
          );
        await expect(tx).to.emit(ledger, "ContainerCreated").withArgs(id, number);
        expect(await y.word(id)).to.deep.equal({
          sequence: 1n,
          lastMove: 1n,
          lastMoveAt: 0n,
          offeredAt: 0n,
          custodian: by.id,
          next: 0n,
          destination: "",
          place: i === 0 ? HOME : "CNSHG",
          holds: 0n,
          movement: "Created",
          customs: "None",
          flags: flagSet("container"),
        });
        expect([...(await ledger.containerOf(id))]).to.deep.equal([BigInt(number), 0n, 0n, 0n, 0n]);
        expect(await ledger.containerOfNumber(number)).to.equal(id);
        expect((await ledger.consignmentOf(id)).creator).to.equal(by.id);
        expect(await ledger.headOf(id)).to.equal(await headFromLogs(w, id));
      }
      expect(await ledger.containerOfNumber(3)).to.equal(ZeroHash);
    });

    it("is for every party that handles goods", async () => {
      const y = await loadFixture(yard);
      const { brand, factory, carrier, warehouse, retailer, seller, broker, cnPort } = y.w.cast;
      for (const by of [brand, factory, carrier, warehouse, retailer, seller, broker, cnPort]) {
        await expect(create(y, by)).to.emit(y.ledger, "ContainerCreated");
      }
    });

    it("is not for customs, inspectors and regulators", async () => {
      const y = await loadFixture(yard);
      const { cnCustoms, inspector, regulator } = y.w.cast;
      for (const by of [cnCustoms, inspector, regulator]) {
        await expect(create(y, by))
          .to.be.revertedWithCustomError(y.ledger, "SignerLacksRole")
          .withArgs(by.id, signerIdOf(by.account.address), 0);
      }
    });

    it("needs a key of the party, valid at the place", async () => {
      const y = await loadFixture(yard);
      const { ledger } = y;
      const { carrier, carrier2 } = y.w.cast;
      const signer = signerIdOf(carrier2.account.address);
      await expect(create(y, carrier2, { party: carrier.id }))
        .to.be.revertedWithCustomError(ledger, "SignerUnknown")
        .withArgs(carrier.id, signer);
      await (
        await ledger
          .connect(carrier.account)
          .addSigner(carrier.id, carrier2.account.address, 16, at("CN"), 0, 2 ** 39, 1)
      ).wait();
      await expect(create(y, carrier2, { party: carrier.id }))
        .to.be.revertedWithCustomError(ledger, "SignerOutOfScope")
        .withArgs(carrier.id, signer, at("CN"), at(HOME));
      await expect(create(y, carrier2, { party: carrier.id, place: "CNSHG" })).to.emit(ledger, "ContainerCreated");
    });

    it("needs a party in good standing and a UN/LOCODE", async () => {
      const y = await loadFixture(yard);
      const { ledger } = y;
      const { carrier } = y.w.cast;
      for (const place of ["CN", ""]) {
        await expect(create(y, carrier, { place }))
          .to.be.revertedWithCustomError(ledger, "PlaceInvalid")
          .withArgs(at(place));
      }
      await (await ledger.suspendParty(carrier.id)).wait();
      const since = await networkHelpers.time.latest();
      await expect(create(y, carrier))
        .to.be.revertedWithCustomError(ledger, "PartyIsSuspended")
        .withArgs(carrier.id, since);
    });

    it("takes no key twice, and shares its keys with the party's consignments", async () => {
      const y = await loadFixture(yard);
      const { ledger } = y;
      const { maker } = y.parts;
      await (await create(y, maker)).wait();
      const id = consignmentId(maker.id, KEY);
      await expect(create(y, maker)).to.be.revertedWithCustomError(ledger, "ConsignmentExists").withArgs(id);
      const details = { key: KEY, place: at(HOME), destination: country("CN"), dataHash: DATA };
      await expect(ledger.connect(maker.account).createConsignment(maker.id, details, [line(y.w.batch, 1)]))
        .to.be.revertedWithCustomError(ledger, "ConsignmentExists")
        .withArgs(id);
      const goods = await y.created("goods");
      await expect(create(y, maker, { key: hash("goods") }))
        .to.be.revertedWithCustomError(ledger, "ConsignmentExists")
        .withArgs(goods);
    });

    it("leaves the key of others free: nobody can take another's first", async () => {
      const y = await loadFixture(yard);
      const { stranger, boxer } = y.parts;
      await (await create(y, stranger)).wait();
      await expect(create(y, boxer)).to.emit(y.ledger, "ContainerCreated").withArgs(consignmentId(boxer.id, KEY), 2);
    });
  });

  describe("a container", () => {
    it("has no lines: no record by lines is written about it, and it is not split", async () => {
      const y = await loadFixture(yard);
      const k = await y.container("k");
      const refusal = ["ContainerHasNoLines", k] as const;
      const adjusted = () =>
        y.sendLines(k, "keeper", "Adjusted", "Carrier", { leaving: 1 }, { detail: Adjustment.Shortage });
      await y.refused(refusal, [k], adjusted);
      await y.refused(refusal, [k], () => y.split(k, "part", 1));
      const own = consignmentId(y.parts.boxer.id, KEY);
      await (await create(y, y.parts.boxer)).wait();
      await y.refused(["ContainerHasNoLines", own], [own], () =>
        y.sendLines(own, "boxer", "Voided", "Carrier", { leaving: UNITS }),
      );
      const [landed] = await y.landed("k2", "a");
      await y.write(landed, "agent", "ImportDeclared", "Broker", { detail: 1, principal: y.parts.keeper.id });
      await y.refused(["ContainerHasNoLines", landed], [landed], () =>
        y.sendLines(landed, "office", "ImportCleared", "Customs", { leaving: 1 }),
      );
    });

    it("reads as none where it is goods", async () => {
      const y = await loadFixture(yard);
      const a = await y.ready("a");
      expect([...(await y.ledger.containerOf(a))]).to.deep.equal([0n, 0n, 0n, 0n, 0n]);
      expect((await y.ledger.consignmentOf(a)).container).to.equal(ZeroHash);
    });
  });

  describe("who made a container", () => {
    it("gives no mandate over it", async () => {
      const y = await loadFixture(yard);
      const { boxer, agent } = y.parts;
      const all = await y.ledger.grantOf(boxer.id, at(""));
      await (await y.ledger.connect(boxer.account).setMandate(boxer.id, agent.id, all)).wait();
      const [k, a] = await y.landed("k", "a");
      for (const id of [k, a!]) {
        await y.refuse(["PrincipalUnrelated", id, boxer.id], id, "agent", "ImportDeclared", "Broker", {
          detail: 1,
          principal: boxer.id,
        });
      }
    });

    it("cannot take it back, whoever is late or suspended", async () => {
      const y = await loadFixture(yard);
      const { boxer, keeper, stranger } = y.parts;
      const a = await y.ready("a");
      const k = await y.loaded("k", [a]);
      await y.write(k, "keeper", "Received", "Carrier", { next: stranger.id });
      await networkHelpers.time.increase(15 * 24 * 3_600);
      const refusal = ["NotCustodian", k, boxer.id, keeper.id, stranger.id] as const;
      await y.refuse(refusal, k, "boxer", "TakenBack", "Carrier");
      await (await y.ledger.suspendParty(keeper.id)).wait();
      await y.refuse(refusal, k, "boxer", "TakenBack", "Carrier");
      await y.refuse(["NotCustodian", a, boxer.id, keeper.id, stranger.id], a, "boxer", "TakenBack", "Carrier");
      await y.write(a, "maker", "TakenBack", "Factory");
    });

    it("cannot dispute what is said of it", async () => {
      const y = await loadFixture(yard);
      const { boxer, keeper } = y.parts;
      const a = await y.ready("a");
      const k = await y.loaded("k", [a]);
      for (const id of [k, a]) {
        await y.refuse(["NotCustodian", id, boxer.id, keeper.id, 0n], id, "boxer", "Disputed", "Carrier");
      }
      await y.write(k, "keeper", "Disputed", "Carrier");
      await y.write(a, "maker", "Disputed", "Factory");
    });

    it("cannot move it once it has handed it on", async () => {
      const y = await loadFixture(yard);
      const { boxer, keeper } = y.parts;
      const a = await y.ready("a");
      const k = await y.loaded("k", [a]);
      const refusal = ["NotCustodian", k, boxer.id, keeper.id, 0n] as const;
      await y.refuse(refusal, k, "boxer", "Received", "Carrier");
      await y.refused(refusal, [k, a], () => y.unpack(k, [a], { by: "boxer" }));
      const b = await y.ready("b");
      await y.refused(refusal, [k, b], () => y.pack(k, [b], { by: "boxer" }));
    });
  });
});
