import { expect } from "chai";
import { concat, dataSlice, id as hash, toBeHex, zeroPadBytes, zeroPadValue } from "ethers";

import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { consignmentId, signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { at, checkpoint, country, createConsignment, FOREVER, GTIN, line, world } from "../support/world.js";
import type { World } from "../support/world.js";

/** Slots of `Ledger`, in the order of its members; the ledger's own state begins at slot 0. */
const SLOT = {
  counts: 0,
  parties: 1,
  partyByUri: 2,
  signers: 3,
  grants: 4,
  mandates: 5,
  successors: 6,
  territories: 7,
  joined: 8,
  prefixes: 9,
  products: 10,
  appointments: 11,
  batches: 12,
  credits: 13,
  consignments: 14,
  holds: 15,
  containers: 16,
  nonces: 17,
  recoveries: 18,
  labelled: 19,
  labellings: 20,
  activations: 21,
  recalls: 22,
  openRecalls: 23,
  cameBack: 24,
  releases: 25,
  successorLedger: 26,
  /** The access manager's address, which OpenZeppelin's AccessManaged keeps behind the ledger's state. */
  authority: 27,
} as const;

/** Where the key of a party is stored: the party in the 32 bits above an account's 160, xor the key's id. */
const signerKey = (party: bigint, signer: string): bigint => (party << 224n) | BigInt.asUintN(224, BigInt(signer));

const BATCH = hash("batch");

const encode = (types: string[], values: unknown[]): string =>
  ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(types, values));

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

  it("begins with the numbers of parties and of containers, in one slot", async () => {
    const { warehouse } = w.cast;
    for (const key of ["first", "second"]) {
      await w.ledger
        .connect(warehouse.account)
        .createContainer(warehouse.id, hash(key), at("CNSHG"), hash("container data"));
    }
    const value = await raw(SLOT.counts);
    expect(field(value, 0, 4)).to.equal(await w.ledger.partyCount());
    expect(field(value, 4, 4)).to.equal(2);
    expect(field(value, 8, 24)).to.equal(0);
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
    const slot = slotOf(signerKey(brand.id, key), SLOT.signers);
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

  it("keeps one key of two parties apart", async () => {
    const { brand, brand2 } = w.cast;
    const key = signerIdOf(w.outsider.address);
    for (const [member, roles] of [
      [brand, roleSet(["Brand"])],
      [brand2, roleSet(["Seller"])],
    ] as const) {
      await w.ledger
        .connect(member.account)
        .addSigner(member.id, w.outsider.address, roles, at(""), 0, FOREVER, KeyHolder.Server);
    }
    const rolesAt = async (party: bigint) => field(await raw(slotOf(signerKey(party, key), SLOT.signers)), 0, 2);
    expect(await rolesAt(brand.id)).to.equal(roleSet(["Brand"]));
    expect(await rolesAt(brand2.id)).to.equal(roleSet(["Seller"]));
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

  it("keeps a product in one slot", async () => {
    const value = await raw(slotOf(w.product, SLOT.products));
    const product = await w.ledger.productOf(w.product);
    for (const [offset, length, fact] of [
      [0, 4, product.registrant],
      [4, 3, product.hs6],
      [7, 5, product.registeredAt],
      [12, 16, BigInt(product.data)],
    ] as const) {
      expect(field(value, offset, length), `byte ${offset}`)
        .to.equal(fact)
        .and.not.equal(0n);
    }
    expect(field(value, 28, 4))
      .to.equal(product.endorsedBy)
      .and.equal(0n);
  });

  it("keeps a container under its number, with what is inside it where others keep the hash of their lines", async () => {
    const { factory } = w.cast;
    const key = hash("container");
    const as = w.ledger.connect(factory.account);
    await as.createContainer(factory.id, key, at("NZTRG"), hash("container data"));
    const id = consignmentId(factory.id, key);
    const child = await createConsignment(w);
    const children = [child];
    const basedOn = encode(["bytes32[]"], [children]);
    await as.pack(await checkpoint(id, factory, "Packed", "Factory", "NZTRG", { scope: "NZ", basedOn }), children);

    expect(await raw(slotOf(1n, SLOT.containers))).to.equal(id);
    const inside = await raw(next(slotOf(id, SLOT.consignments), 2));
    const container = await w.ledger.containerOf(id);
    expect(field(inside, 0, 4))
      .to.equal(container.number)
      .and.equal(1n);
    expect(field(inside, 4, 4))
      .to.equal(container.children)
      .and.equal(1n);
    expect(field(inside, 8, 4))
      .to.equal(container.stopped)
      .and.equal(0n);
    expect(field(inside, 12, 4))
      .to.equal(container.apart)
      .and.equal(0n);
    expect(field(inside, 16, 1))
      .to.equal(container.height)
      .and.equal(1n);
    expect(field(inside, 28, 4)).to.equal(factory.id);
    // The child's holder is the container's number, and the bit beside its movement says so.
    const word = await raw(slotOf(child, SLOT.consignments));
    expect(field(word, 14, 4)).to.equal(1);
    expect((BigInt(word) >> 239n) & 1n).to.equal(1n);
    expect((await w.ledger.consignmentOf(child)).container).to.equal(id);
  });

  it("keeps 256 nonces of a party's key in a slot", async () => {
    const { brand } = w.cast;
    const signer = signerIdOf(brand.account.address);
    await w.ledger.connect(brand.account).burnNonces(brand.id, 7, 0b101);
    const slot = slotOf(encode(["uint32", "bytes32", "uint256"], [brand.id, signer, 7]), SLOT.nonces);
    expect(BigInt(await raw(slot))).to.equal(0b101n);
    expect(await w.ledger.isNonceUsed(brand.id, signer, 7 * 256 + 2)).to.equal(true);
  });

  it("keeps a proposed manager with when it may take over, and the successor of the ledger before the authority", async () => {
    const { brand } = w.cast;
    await w.ledger.proposeManager(brand.id, w.outsider.address);
    const value = await raw(slotOf(brand.id, SLOT.recoveries));
    const recovery = await w.ledger.recoveryOf(brand.id);
    expect(field(value, 0, 20))
      .to.equal(BigInt(recovery.manager))
      .and.equal(BigInt(w.outsider.address));
    expect(field(value, 20, 5))
      .to.equal(recovery.due)
      .and.not.equal(0n);

    await w.ledger.announceSuccessor(w.outsider.address);
    expect(BigInt(await raw(SLOT.successorLedger))).to.equal(BigInt(w.outsider.address));
    expect(BigInt(await raw(SLOT.authority))).to.equal(BigInt(await w.accessManager.getAddress()));
    expect(BigInt(await raw(SLOT.authority + 1))).to.equal(0n);
  });

  it("keeps a bit of every country that is in a territory", async () => {
    const bit = (code: string) => 1n << (BigInt(country(code)) % 251n);
    expect(BigInt(await raw(SLOT.joined))).to.equal(bit("DE") | bit("FR"));
  });

  /** The other mappings: where each keeps one of its values, and the view that reads it there. */
  const MAPPINGS: readonly (readonly [keyof typeof SLOT, string, (ledger: IWaymark) => Promise<bigint>])[] = [
    [
      "partyByUri",
      slotOf(hash("did:web:other.example"), SLOT.partyByUri),
      (l) => l.partyByUri("did:web:other.example"),
    ],
    ["mandates", slotOf(4n, slotOf(3n, SLOT.mandates)), (l) => l.mandateOf(3, 4)],
    ["successors", slotOf(3n, SLOT.successors), (l) => l.successorOf(3)],
    [
      "territories",
      slotOf(zeroPadBytes(country("JP"), 32), SLOT.territories),
      async (l) => BigInt((await l.territoryOf(country("JP"))).territory),
    ],
    ["prefixes", slotOf((8n << 64n) | 12_345_678n, SLOT.prefixes), (l) => l.prefixHolder(12_345_678, 8)],
    ["appointments", slotOf(4n, slotOf(GTIN, SLOT.appointments)), (l) => l.appointmentOf(GTIN, 4)],
    ["credits", slotOf(BATCH, slotOf(3n, SLOT.credits)), (l) => l.creditOf(3, BATCH)],
    ["labelled", slotOf(BATCH, SLOT.labelled), (l) => l.labelledUnits(BATCH)],
    [
      "labellings",
      slotOf(hash("root"), slotOf(BATCH, SLOT.labellings)),
      async (l) => (await l.labellingOf(BATCH, hash("root"))).labeller,
    ],
    [
      "activations",
      slotOf(encode(["bytes32", "bytes32"], [BATCH, hash("serial")]), SLOT.activations),
      (l) => l.activatedAt(BATCH, hash("serial")),
    ],
    [
      "recalls",
      slotOf(encode(["uint8", "bytes32", "uint32", "bytes2"], [2, BATCH, 3, country("CN")]), SLOT.recalls),
      (l) => l.recallOf(2, BATCH, 3, country("CN")),
    ],
    ["openRecalls", slotOf(encode(["uint8", "bytes32"], [2, BATCH]), SLOT.openRecalls), (l) => l.openRecalls(2, BATCH)],
    [
      "cameBack",
      slotOf(encode(["bytes32", "bytes32", "bytes32"], [hash("step"), BATCH, hash("items")]), SLOT.cameBack),
      (l) => l.cameBack(hash("step"), BATCH, hash("items")),
    ],
  ];

  for (const [name, slot, read] of MAPPINGS) {
    it(`keeps ${name} where the views read it`, async () => {
      expect(await read(w.ledger)).to.not.equal(5n);
      await networkHelpers.setStorageAt(await w.ledger.getAddress(), slot, 5);
      expect(await read(w.ledger)).to.equal(5n);
    });
  }
});
