import { expect } from "chai";

import { signerIdOf } from "../../../sdk/ids.js";
import { KeyHolder, Role, roleSet } from "../../../sdk/vocabulary.js";
import { loadFixture, networkHelpers } from "../../support/chain.js";
import { arrivedGoods, createdGoods, readyGoods, shippedGoods } from "../../support/goods.js";
import { parseRefusal } from "../../support/records.js";
import { previewRefusal, type WayOfWriting } from "../../support/way.js";
import { at, FOREVER, world, type Member, type World } from "../../support/world.js";

const DAY = 86_400;
const CLOCK_SKEW = 300;
const REPORTING_WINDOW = 60 * DAY;

/** The carrier with another of its keys. */
async function otherKey(w: World, scope: string, validFrom: bigint, validUntil: bigint): Promise<Member> {
  const { ledger, cast, outsider } = w;
  const { id, account } = cast.carrier;
  await (
    await ledger
      .connect(account)
      .addSigner(id, outsider.address, roleSet(["Carrier"]), at(scope), validFrom, validUntil, KeyHolder.Officer)
  ).wait();
  return { id, account: outsider };
}

/** Who may write at all, where, and when it may have happened. */
export function shouldEntitle(way: WayOfWriting): void {
  describe("entitlement", () => {
    it("is refused to keys that are none of the party's", async () => {
      const w = await loadFixture(world);
      const goods = await readyGoods(w, way);
      const key = signerIdOf(w.outsider.address);
      for (const id of [w.cast.carrier.id, 0n, 4_000n]) {
        const writer = { id, account: w.outsider };
        await goods.refuse(["SignerUnknown", id, key], writer, "Departed", "Carrier", "NZTRG", { detail: 1 });
      }
      const borrowed = { id: w.cast.carrier.id, account: w.cast.carrier2.account };
      const carrier2Key = signerIdOf(w.cast.carrier2.account.address);
      await goods.refuse(["SignerUnknown", borrowed.id, carrier2Key], borrowed, "Departed", "Carrier", "NZTRG", {
        detail: 1,
      });
    });

    it("is refused to a key that lacks the role, and to a party that has not got it at that scope", async () => {
      const w = await loadFixture(world);
      const { carrier, nzCustoms } = w.cast;
      const goods = await readyGoods(w, way);
      const key = signerIdOf(carrier.account.address);
      await goods.refuse(["SignerLacksRole", carrier.id, key, Role.Port], carrier, "Departed", "Port", "NZTRG", {
        detail: 1,
      });
      await goods.refuse(["SignerLacksRole", carrier.id, key, Role.None], carrier, "Departed", "None", "NZTRG", {
        detail: 1,
      });
      await goods.refuse(
        ["RoleNotGranted", carrier.id, at("NZ"), Role.Carrier],
        carrier,
        "Departed",
        "Carrier",
        "NZTRG",
        {
          scope: "NZ",
          detail: 1,
        },
      );
      await goods.refuse(["RoleNotGranted", nzCustoms.id, at(""), Role.Customs], nzCustoms, "Held", "Customs", "NZTRG");
      await (await w.ledger.setGrant(carrier.id, at(""), 0)).wait();
      await goods.refuse(
        ["RoleNotGranted", carrier.id, at(""), Role.Carrier],
        carrier,
        "Departed",
        "Carrier",
        "NZTRG",
        { detail: 1 },
      );
    });

    it("ends at the scope of the grant, and of the key", async () => {
      const w = await loadFixture(world);
      const { nzCustoms, cnPort } = w.cast;
      const goods = await arrivedGoods(w, way);
      await goods.refuse(["OutOfScope", at("NZ"), at("CNSHG")], nzCustoms, "Held", "Customs", "CNSHG", { scope: "NZ" });
      await goods.refuse(["OutOfScope", at("CNSHG"), at("CNHAZ")], cnPort, "Sighted", "Port", "CNHAZ", {
        scope: "CNSHG",
        detail: 1,
      });
      for (const scope of ["NZ", "CNHAZ"]) {
        const snapshot = await networkHelpers.takeSnapshot();
        const officer = await otherKey(w, scope, 0n, FOREVER);
        const key = signerIdOf(officer.account.address);
        await goods.refuse(
          ["SignerOutOfScope", officer.id, key, at(scope), at("CNSHG")],
          officer,
          "Received",
          "Carrier",
          "CNSHG",
        );
        await snapshot.restore();
      }
      await goods.take(await otherKey(w, "CN", 0n, FOREVER), "Received", "Carrier", "CNSHG");
    });

    it("is lost while the party is suspended", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await readyGoods(w, way);
      await (await ledger.suspendParty(cast.carrier.id)).wait();
      const since = await networkHelpers.time.latest();
      await goods.refuse(["PartyIsSuspended", cast.carrier.id, since], cast.carrier, "Departed", "Carrier", "NZTRG", {
        detail: 1,
      });
      await (await ledger.reinstateParty(cast.carrier.id)).wait();
      await goods.take(cast.carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
    });

    it("ends with the revocation of the key", async () => {
      const w = await loadFixture(world);
      const { ledger, cast } = w;
      const goods = await readyGoods(w, way);
      const key = signerIdOf(cast.carrier.account.address);
      await (await ledger.connect(cast.carrier.account).revokeSigner(cast.carrier.id, key, 0)).wait();
      const revokedAt = await networkHelpers.time.latest();
      await goods.refuse(
        ["SignerIsRevoked", cast.carrier.id, key, revokedAt],
        cast.carrier,
        "Departed",
        "Carrier",
        "NZTRG",
        { detail: 1 },
      );
    });

    it("begins with the key's first second and ends after its last", async () => {
      const w = await loadFixture(world);
      const goods = await readyGoods(w, way);
      const from = BigInt(await networkHelpers.time.latest()) + 1_000n;
      const until = from + 1_000n;
      const officer = await otherKey(w, "", from, until);
      const error = ["SignerNotValid", officer.id, signerIdOf(officer.account.address), from, until] as const;
      const c = await goods.checkpoint(officer, "Departed", "Carrier", "NZTRG", { detail: 1 });
      for (const [second, valid] of [
        [from - 1n, false],
        [from, true],
        [until, true],
        [until + 1n, false],
      ] as const) {
        // A dry run is judged by the clock of the last block.
        await networkHelpers.time.increaseTo(second);
        const refusal = await previewRefusal(w, officer, c);
        if (valid) expect(refusal, `second ${second}`).to.equal(undefined);
        else expect(parseRefusal(w, refusal!), `second ${second}`).to.deep.equal(error);
      }
      await goods.refuseAs(error, officer, c);
    });
  });

  describe("places", () => {
    it("are UN/LOCODEs", async () => {
      const w = await loadFixture(world);
      const { carrier } = w.cast;
      const goods = await shippedGoods(w, way);
      for (const place of ["SG", "S1SIN", "SGSI1", "SGSI0", "sgSIN", "SGsin", "SG  N"]) {
        const bytes = `0x${Buffer.from(place).toString("hex").padEnd(10, "0")}`;
        const c = { ...(await goods.checkpoint(carrier, "Transshipped", "Carrier", "SGSIN")), place: bytes };
        await goods.refuseAs(["PlaceInvalid", bytes], carrier, c);
      }
      await goods.refuse(["PlaceInvalid", at("")], carrier, "Transshipped", "Carrier", "");
      await goods.take(carrier, "Transshipped", "Carrier", "SG29Z");
    });

    it("of a witness are where the goods stand; on their way they stand nowhere", async () => {
      const w = await loadFixture(world);
      const { nzCustoms, inspector } = w.cast;
      const ready = await readyGoods(w, way);
      await ready.refuse(["NotThere", ready.id, at("CNSHG"), at("NZTRG")], inspector, "Held", "Inspector", "CNSHG", {
        scope: "CN",
      });
      await ready.take(w.cast.carrier, "Departed", "Carrier", "NZTRG", { detail: 1 });
      await ready.refuse(["NotThere", ready.id, at("NZTRG"), at("")], nzCustoms, "Held", "Customs", "NZTRG", {
        scope: "NZ",
      });
    });

    it("may be left out by a custodian on the road, by nobody else and nowhere else", async () => {
      const w = await loadFixture(world);
      const { carrier } = w.cast;
      const goods = await shippedGoods(w, way);
      await goods.take(carrier, "Incident", "Carrier", "", { detail: 5 });
      await goods.take(carrier, "Arrived", "Carrier", "CNSHG");
      await goods.refuse(["NotThere", goods.id, at(""), at("CNSHG")], carrier, "Incident", "Carrier", "", {
        detail: 5,
      });
    });
  });

  describe("times", () => {
    it("lie at most 300 seconds ahead of the chain's clock", async () => {
      const w = await loadFixture(world);
      const goods = await readyGoods(w, way);
      const now = await networkHelpers.time.latest();
      const latest = now + CLOCK_SKEW;
      const c = await goods.checkpoint(w.cast.carrier, "Departed", "Carrier", "NZTRG", {
        detail: 1,
        occurredAt: latest,
      });
      expect(await previewRefusal(w, w.cast.carrier, c)).to.equal(undefined);
      const late = await previewRefusal(w, w.cast.carrier, { ...c, occurredAt: latest + 1 });
      expect(parseRefusal(w, late!)).to.deep.equal(["TimeInFuture", BigInt(latest + 1), BigInt(latest)]);
    });

    it("are at most 60 days old", async () => {
      const w = await loadFixture(world);
      const goods = await readyGoods(w, way);
      const { cast } = w;
      const now = await networkHelpers.time.latest();
      const earliest = now - REPORTING_WINDOW;
      const c = await goods.checkpoint(cast.nzPort, "Sighted", "Port", "NZTRG", {
        scope: "NZTRG",
        detail: 1,
        occurredAt: earliest,
      });
      expect(await previewRefusal(w, cast.nzPort, c)).to.equal(undefined);
      for (const occurredAt of [earliest - 1, 1, 0]) {
        const old = await previewRefusal(w, cast.nzPort, { ...c, occurredAt });
        expect(parseRefusal(w, old!)).to.deep.equal(["TimeTooOld", BigInt(occurredAt), BigInt(earliest)]);
      }
    });

    it("are judged by the block that takes the record", async () => {
      const w = await loadFixture(world);
      const goods = await readyGoods(w, way);
      const { carrier } = w.cast;
      const now = await networkHelpers.time.latest();
      const block = now + 1_000;
      for (const [occurredAt, error] of [
        [block + CLOCK_SKEW + 1, ["TimeInFuture", block + CLOCK_SKEW + 1, block + CLOCK_SKEW]],
        [block - REPORTING_WINDOW - 1, ["TimeTooOld", block - REPORTING_WINDOW - 1, block - REPORTING_WINDOW]],
      ] as const) {
        await networkHelpers.time.setNextBlockTimestamp(block);
        const c = await goods.checkpoint(carrier, "Departed", "Carrier", "NZTRG", { detail: 1, occurredAt });
        const [name, ...args] = error;
        await expect(way.record(w, carrier, c))
          .to.be.revertedWithCustomError(w.ledger, name)
          .withArgs(...args);
      }
      await networkHelpers.time.setNextBlockTimestamp(block);
      const c = await goods.checkpoint(carrier, "Departed", "Carrier", "NZTRG", {
        detail: 1,
        occurredAt: block + CLOCK_SKEW,
      });
      await (await way.record(w, carrier, c)).wait();
      expect((await goods.word()).lastMoveAt).to.equal(BigInt(block + CLOCK_SKEW));
    });

    it("of moves never run backwards; of witnesses they may", async () => {
      const w = await loadFixture(world);
      const { carrier, nzPort } = w.cast;
      const goods = await readyGoods(w, way);
      const { lastMoveAt } = await goods.word();
      const before = { detail: 1, occurredAt: lastMoveAt - 1n };
      await goods.refuse(
        ["TimeBeforeLastMove", lastMoveAt - 1n, lastMoveAt],
        carrier,
        "Departed",
        "Carrier",
        "NZTRG",
        before,
      );
      await goods.take(nzPort, "Sighted", "Port", "NZTRG", { scope: "NZTRG", ...before });
      await goods.take(carrier, "Departed", "Carrier", "NZTRG", { detail: 1, occurredAt: lastMoveAt });
      expect((await goods.word()).lastMoveAt).to.equal(lastMoveAt);
    });

    it("before the creation are taken for the first move", async () => {
      const w = await loadFixture(world);
      const goods = await createdGoods(w, way);
      const occurredAt = (await networkHelpers.time.latest()) - 10 * DAY;
      await goods.take(w.cast.factory, "Origin", "Factory", "NZTRG", { scope: "NZ", occurredAt });
      expect((await goods.word()).lastMoveAt).to.equal(BigInt(occurredAt));
    });
  });
}
