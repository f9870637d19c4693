import { expect } from "chai";
import { dataSlice, id as hash, ZeroHash } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { checkpointsDigest } from "../../sdk/signing/checkpointsDigest.js";
import { checkpointsTypedData } from "../../sdk/signing/checkpointsTypedData.js";
import { signWithAccount } from "../../sdk/signing/signWithAccount.js";
import { Kind, namesOf, Role } from "../../sdk/vocabulary.js";
import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { clientOf } from "../support/client.js";
import { inspected, KEY_KINDS, officers, poorKey, type OfficersWorld } from "../support/officers.js";
import { parseRefusal } from "../support/records.js";
import { authorizeRecords, CHAIN_ID, freshNonce, type Key } from "../support/signing.js";
import { recordsDigest } from "../support/typedData.js";
import { encodeCall, revertOf } from "../support/way.js";
import { relayer } from "../support/waySigned.js";
import { unpack } from "../../assurance/model/word.js";
import { at, createConsignment, deployLedger, FOREVER, line } from "../support/world.js";

/** What the ledger hashes of records sent with an authorization. */
async function digestOf(
  { ledger }: OfficersWorld,
  key: Pick<Key, "id">,
  records: CheckpointStruct[],
  { nonce, deadline }: { nonce: unknown; deadline: unknown },
): Promise<string> {
  const frame = { chainId: CHAIN_ID, ledger: await ledger.getAddress(), signer: key.id };
  return recordsDigest({ ...frame, nonce: BigInt(String(nonce)), deadline: BigInt(String(deadline)) }, records);
}

describe("SignedAffairs: signed records", () => {
  describe("recordSigned", () => {
    for (const kind of KEY_KINDS) {
      it(`takes a record signed by the ${kind} of an officer without ether, whoever sends it, and logs whose it is`, async () => {
        const w = await loadFixture(officers);
        const { ledger, cast, goods } = w;
        const key = w.officers[kind];
        expect(await ethers.provider.getBalance(dataSlice(key.signer, 0, 20))).to.equal(0n);
        const before = await ledger.wordOf(goods.id);
        const c = await inspected(w, { basedOn: hash("report") });
        const nonce = freshNonce();
        const receipt = await (await ledger.recordSigned(c, await authorizeRecords(w, key, [c], { nonce }))).wait();
        const { timestamp } = await receipt!.getBlock();
        await expect(receipt).to.emit(ledger, "NonceUsed").withArgs(cast.cnCustoms.id, key.id, nonce);
        await expect(receipt)
          .to.emit(ledger, "CheckpointRecorded")
          .withArgs(
            goods.id,
            cast.cnCustoms.id,
            Kind.Inspected,
            Role.Customs,
            at("CNSHG"),
            c.occurredAt,
            hash("report"),
            1,
            c.dataHash,
            0,
            0,
            key.id,
            timestamp,
            before,
          );
        expect(receipt!.logs).to.have.length(2);
        expect(await ledger.isNonceUsed(cast.cnCustoms.id, key.id, nonce)).to.equal(true);
        expect((await goods.word()).sequence).to.equal(unpack(before).sequence + 1n);
      });
    }

    it("takes what the SDK has a wallet sign, the typed data themselves", async () => {
      const w = await loadFixture(officers);
      const { wallet, signer, id } = poorKey("officer's account");
      const c = await inspected(w);
      const terms = { signer: id, nonce: 1_000n, deadline: FOREVER };
      const signature = await signWithAccount(wallet, checkpointsTypedData(await clientOf(w), [c], terms));
      const authorization = { signer, nonce: 1_000n, deadline: FOREVER, signature };
      expect(await w.ledger.recordSigned.staticCall(c, authorization)).to.equal((await w.goods.word()).sequence + 1n);
    });

    it("knows every kind and every role by its name", async () => {
      const w = await loadFixture(officers);
      const cells = [
        ...namesOf(Kind).map((kind) => ({ kind: Kind[kind], role: Role.Customs })),
        ...namesOf(Role).map((role) => ({ kind: Kind.Inspected, role: Role[role] })),
      ];
      const from = (await relayer()).address;
      const client = await clientOf(w);
      const { account } = w.officers;
      for (const cell of cells) {
        const c = { ...(await inspected(w)), ...cell };
        const authorization = await authorizeRecords(w, account, [c]);
        const terms = { ...authorization, signer: account.id, nonce: BigInt(authorization.nonce), deadline: FOREVER };
        expect(checkpointsDigest(client, [c], terms)).to.equal(authorization.digest);
        const refusal = await revertOf(w.ledger, from, encodeCall(w, ["recordSigned", c, authorization]));
        const direct = await revertOf(w.ledger, from, encodeCall(w, ["preview", c, account.id]));
        // The signature is judged first: what is refused afterwards is refused for what it says.
        expect(refusal && parseRefusal(w, refusal)).to.deep.equal(direct && parseRefusal(w, direct));
      }
    });

    it("refuses a record of which whoever sends it changed any field", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const other = await createConsignment(
        { ...w, ledger: ledger.connect(w.admin) },
        { key: hash("other"), lines: [line(w.batch, 1)] },
      );
      const changes: Partial<CheckpointStruct> = {
        consignment: other,
        party: cast.inspector.id,
        kind: Kind.Held,
        role: Role.Inspector,
        place: at("CNHAZ"),
        occurredAt: (await networkHelpers.time.latest()) - 1,
        basedOn: hash("another report"),
        detail: 2,
        dataHash: ZeroHash,
        next: cast.carrier2.id,
        principal: cast.factory.id,
        scope: at(""),
        expectedMove: 1,
      };
      const c = await inspected(w);
      expect(Object.keys(changes).sort(), "every field").to.deep.equal(Object.keys(c).sort());
      for (const kind of KEY_KINDS) {
        const key = w.officers[kind];
        const authorization = await authorizeRecords(w, key, [c]);
        for (const [field, value] of Object.entries(changes)) {
          const changed = { ...c, [field]: value };
          const digest = await digestOf(w, key, [changed], authorization);
          await expect(ledger.recordSigned(changed, authorization), `${kind}: ${field}`)
            .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
            .withArgs(key.id, digest);
        }
        await (await ledger.recordSigned(c, authorization)).wait();
      }
    });

    it("refuses another nonce, another deadline and another signer than were signed", async () => {
      const w = await loadFixture(officers);
      const { ledger } = w;
      const c = await inspected(w);
      const { account, "P-256 key": chip } = w.officers;
      const authorization = await authorizeRecords(w, account, [c], { deadline: FOREVER - 1n });
      for (const [change, key] of [
        [{ nonce: 5_000n }, account],
        [{ deadline: FOREVER }, account],
        [{ signer: chip.signer }, chip],
        [{ signer: w.cast.cnCustoms.account.address }, { id: signerIdOf(w.cast.cnCustoms.account.address) }],
      ] as const) {
        const changed = { ...authorization, ...change };
        await expect(ledger.recordSigned(c, changed))
          .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
          .withArgs(key.id, await digestOf(w, key, [c], changed));
      }
    });

    it("takes a record until the last second of its deadline", async () => {
      const w = await loadFixture(officers);
      const { ledger } = w;
      const c = await inspected(w);
      const deadline = BigInt(await networkHelpers.time.latest()) + 100n;
      const first = await authorizeRecords(w, w.officers.account, [c], { deadline });
      const second = await authorizeRecords(w, w.officers.account, [c], { deadline });
      await networkHelpers.time.setNextBlockTimestamp(deadline);
      await (await ledger.recordSigned(c, first)).wait();
      await networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(ledger.recordSigned(c, second))
        .to.be.revertedWithCustomError(ledger, "SignatureExpired")
        .withArgs(deadline);
    });

    it("refuses what was signed for another ledger, or for another chain", async () => {
      const w = await loadFixture(officers);
      const { ledger } = w;
      const c = await inspected(w);
      const twin = (await deployLedger()).ledger;
      for (const kind of KEY_KINDS) {
        const key = w.officers[kind];
        // The twin knows neither party nor key: the signature alone is refused first.
        const authorization = await authorizeRecords(w, key, [c]);
        await expect(twin.recordSigned(c, authorization))
          .to.be.revertedWithCustomError(twin, "SignatureInvalid")
          .withArgs(key.id, await digestOf({ ...w, ledger: twin }, key, [c], authorization));
        const elsewhere = await authorizeRecords(w, key, [c], { chainId: 1n });
        await expect(ledger.recordSigned(c, elsewhere))
          .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
          .withArgs(key.id, await digestOf(w, key, [c], elsewhere));
      }
    });

    it("cannot be used to have a record taken that came after another move than its writer saw", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods, cast } = w;
      const { lastMove } = await goods.word();
      const early = await inspected(w, { expectedMove: lastMove });
      const authorization = await authorizeRecords(w, w.officers.passkey, [early]);
      // Whoever relays holds the officer's record back until the goods have moved on.
      await goods.take(cast.carrier, "Received", "Carrier", "CNSHG", { next: cast.warehouse.id });
      const moved = (await goods.word()).lastMove;
      await expect(ledger.recordSigned(early, authorization))
        .to.be.revertedWithCustomError(ledger, "MoveChanged")
        .withArgs(goods.id, lastMove, moved);
      // The nonce of a refused record is not used: it can be sent once it is right.
      expect(await ledger.isNonceUsed(cast.cnCustoms.id, w.officers.passkey.id, authorization.nonce)).to.equal(false);
    });
  });

  describe("recordManySigned", () => {
    it("takes 1 to 256 records under one signature and one nonce", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods } = w;
      const before = (await goods.word()).sequence;
      const c = await inspected(w);
      for (const count of [1, 256]) {
        const records = Array.from({ length: count }, (_, i) => ({ ...c, basedOn: hash(`report ${i}`) }));
        const receipt = await (
          await ledger.recordManySigned(records, await authorizeRecords(w, w.officers.passkey, records), {
            gasLimit: 16_000_000,
          })
        ).wait();
        expect(receipt!.logs).to.have.length(count + 1);
        // Beyond a third of what one transaction may have (EIP-7825) it could not be sent on busy days.
        expect(receipt!.gasUsed).to.be.lessThan(8_300_000n);
      }
      expect((await goods.word()).sequence).to.equal(before + 257n);
      const records = Array.from({ length: 257 }, () => c);
      await expect(ledger.recordManySigned(records, await authorizeRecords(w, w.officers.account, records)))
        .to.be.revertedWithCustomError(ledger, "RecordCountInvalid")
        .withArgs(257);
      await expect(ledger.recordManySigned([], await authorizeRecords(w, w.officers.account, [])))
        .to.be.revertedWithCustomError(ledger, "RecordCountInvalid")
        .withArgs(0);
    });

    it("takes the signature of one record either way, once", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const c = await inspected(w);
      const authorization = await authorizeRecords(w, w.officers.account, [c]);
      await (await ledger.recordManySigned([c], authorization)).wait();
      await expect(ledger.recordSigned(c, authorization))
        .to.be.revertedWithCustomError(ledger, "NonceIsUsed")
        .withArgs(cast.cnCustoms.id, w.officers.account.id, authorization.nonce);
    });

    it("refuses records that were left out, added, changed or put in another order", async () => {
      const w = await loadFixture(officers);
      const { ledger } = w;
      const key = w.officers.account;
      const [a, b, c] = [
        await inspected(w),
        await inspected(w, { detail: 2 }),
        await inspected(w, { dataHash: ZeroHash }),
      ];
      const authorization = await authorizeRecords(w, key, [a, b]);
      for (const records of [[a], [b], [b, a], [a, b, c], [a, c], [a, a, b]]) {
        await expect(ledger.recordManySigned(records, authorization))
          .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
          .withArgs(key.id, await digestOf(w, key, records, authorization));
      }
      await (await ledger.recordManySigned([a, b], authorization)).wait();
    });

    it("refuses records of several parties, for a key writes for one at a time", async () => {
      const w = await loadFixture(officers);
      const { ledger, cast } = w;
      const mine = await inspected(w);
      const records = [mine, { ...mine, party: cast.inspector.id }];
      await expect(ledger.recordManySigned(records, await authorizeRecords(w, w.officers.account, records)))
        .to.be.revertedWithCustomError(ledger, "PartiesDiffer")
        .withArgs(cast.cnCustoms.id, cast.inspector.id);
    });

    it("takes all or none, and asks again who writes as soon as anything about the writer differs", async () => {
      const w = await loadFixture(officers);
      const { ledger, goods, cast } = w;
      const key = w.officers.account;
      const good = await inspected(w);
      const before = await ledger.headOf(goods.id);
      for (const [bad, error, args] of [
        [{ ...good, scope: at("") }, "RoleNotGranted", [cast.cnCustoms.id, at(""), Role.Customs]],
        [{ ...good, role: Role.Inspector }, "SignerLacksRole", [cast.cnCustoms.id, key.id, Role.Inspector]],
        [{ ...good, place: at("DEHAM") }, "SignerOutOfScope", [cast.cnCustoms.id, key.id, at("CN"), at("DEHAM")]],
        [{ ...good, place: at("CNHAZ") }, "NotThere", [goods.id, at("CNHAZ"), at("CNSHG")]],
      ] as const) {
        const records = [good, bad, good];
        await expect(ledger.recordManySigned(records, await authorizeRecords(w, key, records)))
          .to.be.revertedWithCustomError(ledger, error)
          .withArgs(...args);
      }
      expect(await ledger.headOf(goods.id)).to.equal(before);
    });
  });
});
