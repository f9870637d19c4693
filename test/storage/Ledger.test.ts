import { expect } from "chai";
import { concat, dataSlice, id as hash, toBeHex, zeroPadValue } from "ethers";

import { consignmentId, signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { at, checkpoint, createConsignment, GTIN, line, world } from "../support/world.js";
import type { World } from "../support/world.js";

/** Slots of `Ledger`, in the order of its members; the ledger's own state begins at slot 0. */
const SLOT = { count: 0, parties: 1, signers: 3, grants: 4, batches: 12, consignments: 14, holds: 15 };

/** Where a mapping keeps the value of a key (Solidity: layout of state variables in storage). */
const slotOf = (key: bigint | string, base: bigint | number | string): string =>
  ethers.keccak256(concat([toBeHex(key, 32), toBeHex(base, 32)]));

const next = (slot: string, by: number): string => toBeHex(BigInt(slot) + BigInt(by), 32);

describe("Ledger storage", () => {
  let w: World;
  let raw: (slot: string | number) => Promise<string>;

  beforeEach(async () => {
    w = await loadFixture(world);
    const address = await w.ledger.getAddress();
    raw = (slot) => ethers.provider.getStorage(address, slot);
  });

  /** A field of a packed slot: `offset` and `length` in bytes, from the low end as Solidity packs. */
  const field = (slot: string, offset: number, length: number): bigint =>
    BigInt(dataSlice(slot, 32 - offset - length, 32 - offset));

  it("begins with the number of parties", async () => {
    expect(BigInt(await raw(SLOT.count))).to.equal(await w.ledger.partyCount());
  });

  it("keeps a party in two slots, of which a record reads the first", async () => {
    const { brand } = w.cast;
    await w.ledger.suspendParty(brand.id);
    const slot = slotOf(brand.id, SLOT.parties);
    const value = await raw(slot);
    const party = await w.ledger.partyOf(brand.id);
    expect(field(value, 0, 20)).to.equal(BigInt(party.manager));
    expect(field(value, 20, 5)).to.equal(party.admittedAt);
    expect(field(value, 25, 5)).to.equal(party.suspendedAt);
    expect(party.suspendedAt).to.equal(await networkHelpers.time.latest());
    expect(await raw(next(slot, 1)))
      .to.equal(party.controllerHash)
      .and.equal(hash("did:web:brand.example"));
    expect(BigInt(await raw(next(slot, 2)))).to.equal(0);
  });

  it("keeps a signer in one slot, as the check of every record reads it", async () => {
    const { brand } = w.cast;
    const key = signerIdOf(w.outsider.address);
    const now = await networkHelpers.time.latest();
    await w.ledger
      .connect(brand.account)
      .addSigner(brand.id, w.outsider.address, 0x0ffe, at("CNSHG"), now - 7, now + 5_000, KeyHolder.Gateway);
    await w.ledger.connect(brand.account).revokeSigner(brand.id, key, now - 3);
    const slot = slotOf(key, slotOf(brand.id, SLOT.signers));
    const value = await raw(slot);
    const signer = await w.ledger.signerOf(brand.id, key);
    for (const [offset, length, fact] of [
      [0, 2, signer.roles],
      [2, 5, BigInt(signer.scope)],
      [7, 5, signer.validFrom],
      [12, 5, signer.validUntil],
      [17, 5, signer.revokedAt],
      [22, 5, signer.compromisedSince],
      [27, 1, signer.heldBy],
    ] as const) {
      expect(field(value, offset, length), `byte ${offset}`)
        .to.equal(fact)
        .and.not.equal(0n);
    }
    expect(BigInt(await raw(next(slot, 1)))).to.equal(0);
  });

  it("keeps a grant under party and scope together", async () => {
    const { id } = w.cast.cnPort;
    const value = await raw(slotOf((id << 40n) | BigInt(at("CNSHG")), SLOT.grants));
    expect(BigInt(value)).to.equal(roleSet(["Port"]));
  });

  it("keeps a batch in two slots", async () => {
    await createConsignment(w);
    const slot = slotOf(w.batch, SLOT.batches);
    const value = await raw(slot);
    const batch = await w.ledger.batchOf(w.batch);
    // The product's id without the bits that no GTIN uses: party << 48 | gtin.
    expect(field(value, 0, 10)).to.equal(GTIN);
    expect(field(value, 10, 4)).to.equal(batch.maker);
    expect(field(value, 14, 8)).to.equal(batch.quantity);
    expect(field(value, 22, 8)).to.equal(batch.loaded);
    expect(field(value, 30, 2)).to.equal(BigInt(batch.origin));
    expect(await raw(next(slot, 1))).to.equal(batch.statement);
    expect(BigInt(await raw(next(slot, 2)))).to.equal(0);
  });

  it("keeps a consignment in three slots: word, head, contents with the creator", async () => {
    const { factory, carrier, nzCustoms } = w.cast;
    const id = await createConsignment(w, { lines: [line(w.batch, 3, hash("a")), line(w.batch, 4, hash("b"))] });
    expect(id).to.equal(consignmentId(factory.id, hash("SSCC 109520123000000012")));
    const slot = slotOf(id, SLOT.consignments);

    const agree = async () => {
      const state = await w.ledger.consignmentOf(id);
      const word = await raw(slot);
      expect(BigInt(word)).to.equal(await w.ledger.wordOf(id));
      expect(await raw(next(slot, 1)))
        .to.equal(await w.ledger.headOf(id))
        .and.equal(state.head);
      const last = await raw(next(slot, 2));
      expect(zeroPadValue(dataSlice(last, 4), 28)).to.equal(state.contents);
      expect(BigInt(dataSlice(last, 0, 4))).to.equal(state.creator);
      expect(BigInt(await raw(next(slot, 3)))).to.equal(0);

      expect(field(word, 0, 3)).to.equal(state.sequence);
      expect(field(word, 3, 3)).to.equal(state.lastMove);
      expect(field(word, 6, 5)).to.equal(state.lastMoveAt);
      expect(field(word, 11, 3) * 3_600n).to.equal(state.offeredAt);
      expect(field(word, 14, 4)).to.equal(state.custodian);
      expect(field(word, 18, 4)).to.equal(state.next);
      expect(field(word, 22, 2)).to.equal(BigInt(state.destination));
      expect(field(word, 24, 5)).to.equal(BigInt(state.place));
      expect(field(word, 29, 1) & 0xfn).to.equal(state.holds);
      expect(field(word, 29, 1) >> 4n).to.equal(state.movement);
      expect(field(word, 30, 1) & 0xfn).to.equal(state.customs);
      const flags = field(word, 30, 2) >> 4n;
      expect((flags & 1n) === 1n).to.equal(state.exportCleared);
      expect(((flags >> 1n) & 1n) === 1n).to.equal(state.exportOwn);
      expect(((flags >> 2n) & 1n) === 1n).to.equal(state.customsOwn);
      expect(((flags >> 3n) & 1n) === 1n).to.equal(state.domestic);
    };

    await agree();
    await w.ledger
      .connect(factory.account)
      .record(await checkpoint(id, factory, "Origin", "Factory", "NZTRG", { scope: "NZ", next: carrier.id }));
    await agree();
    const customs = w.ledger.connect(nzCustoms.account);
    await customs.record(await checkpoint(id, nzCustoms, "ExportCleared", "Customs", "NZTRG", { scope: "NZ" }));
    await agree();
    await customs.record(await checkpoint(id, nzCustoms, "Held", "Customs", "NZTRG", { scope: "NZ" }));
    await agree();
    const hold = await raw(slotOf(nzCustoms.id, slotOf(id, SLOT.holds)));
    expect(field(hold, 0, 3)).to.equal(4);
    expect(field(hold, 3, 5)).to.equal(await networkHelpers.time.latest());
  });
});
