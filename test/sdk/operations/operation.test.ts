import { setTimeout } from "node:timers/promises";

import { expect } from "chai";
import { id as hash, Wallet } from "ethers";

import { FatalError, InvalidValueError, RefusedError, RetryableError, type WaymarkError } from "../../../sdk/errors.js";
import { signerIdOf } from "../../../sdk/ids.js";
import { toCheckpoint } from "../../../sdk/operations/checkpointStruct.js";
import type { NewCheckpoint } from "../../../sdk/operations/newCheckpoint.js";
import { waitFor } from "../../../sdk/operations/wait.js";
import { accountKey } from "../../../sdk/signing/signingKey.js";
import { ethers, loadFixture, networkHelpers } from "../../support/chain.js";
import { waymarkOf } from "../../support/waymark.js";
import { createConsignment, world } from "../../support/world.js";

const { provider } = ethers;

/** Goods at Tauranga, which their factory has, and everybody who may have to do with them. */
async function goods() {
  const w = await world();
  const consignment = await createConsignment(w);
  return { w, consignment };
}

async function start() {
  const { w, consignment } = await loadFixture(goods);
  const { factory, carrier, nzCustoms, inspector } = w.cast;
  const origin = { kind: "Origin", consignment, role: "Factory", place: "NZTRG" } as const satisfies NewCheckpoint;
  return { w, consignment, origin, factory, carrier, nzCustoms, inspector };
}

async function failureOf(action: Promise<unknown>): Promise<WaymarkError> {
  return await action.then(
    () => expect.fail("It was done."),
    // The SDK throws nothing else.
    (caught: unknown) => caught as WaymarkError,
  );
}

describe("sdk/operations: trying", () => {
  it("tells the refusal without sending anything, as the sender and as any key", async () => {
    const { w, origin, factory, carrier } = await start();
    const asFactory = await waymarkOf(w, factory);
    const asCarrier = await waymarkOf(w, carrier);
    const block = await provider.getBlockNumber();
    const foreign = asCarrier.checkpoints.record({ ...origin, party: factory.id });
    const refusal = await foreign.dryRun();
    expect(refusal).to.be.instanceOf(RefusedError).with.property("name", "SignerUnknown");
    expect(await foreign.dryRun({ as: signerIdOf(factory.account.address) })).to.equal(undefined);
    const stranger = await asFactory.checkpoints.record(origin).dryRun({ as: signerIdOf(carrier.account.address) });
    expect(stranger).to.be.instanceOf(RefusedError).with.property("name", "SignerUnknown");
    expect(await asFactory.checkpoints.record(origin).dryRun()).to.equal(undefined);
    expect(await provider.getBlockNumber()).to.equal(block);
  });

  it("sends nothing that is refused, and throws the refusal", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const block = await provider.getBlockNumber();
    const failure = await failureOf(waymark.checkpoints.record({ ...origin, expectedMove: 7 }).send());
    expect(failure).to.be.instanceOf(RefusedError);
    expect(failure.values).to.include({ expected: 7n });
    expect(await provider.getBlockNumber()).to.equal(block);
  });

  it("finds out why what was mined failed", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    await provider.send("evm_setAutomine", [false]);
    try {
      const nonce = await factory.account.getNonce();
      const ends: Promise<unknown>[] = [];
      for (const sent of [1, 2]) {
        ends.push(
          waymark.checkpoints
            .record(origin)
            .send({ gasLimit: 300_000n })
            .catch((error: unknown) => error),
        );
        // The first only waits; the second would be taken until the first is mined.
        while ((await factory.account.getNonce("pending")) < nonce + sent) await setTimeout(10);
      }
      await networkHelpers.mine(1);
      const [, second] = await Promise.all(ends);
      expect(second).to.be.instanceOf(RefusedError).with.property("name", "MovementForbids");
    } finally {
      await provider.send("evm_setAutomine", [true]);
    }
  });

  it("needs somebody who sends, and a party", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const { message } = await failureOf(waymark.as(factory.account).checkpoints.record(origin).send());
    expect(message).to.equal("It is not said which party writes.");
  });

  it("names the argument that cannot be right", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const wrong: NewCheckpoint[] = [
      { ...origin, place: "Tauranga" },
      { ...origin, at: Date.now() },
      { ...origin, dataHash: "0x12" },
      // As from plain JavaScript.
      { ...origin, kind: "Departed", mode: "balloon" as "air" },
    ];
    for (const record of wrong) {
      expect(await failureOf(waymark.checkpoints.record(record).call())).to.be.instanceOf(InvalidValueError);
    }
  });
});

describe("sdk/operations: signing here, sending there", () => {
  it("relays what an officer without ether signed, once", async () => {
    const { w, consignment, origin, nzCustoms, factory } = await start();
    const officer = Wallet.createRandom();
    const asCustoms = await waymarkOf(w, nzCustoms);
    await asCustoms.parties
      .addSigner({ signer: officer.address, roles: ["Customs"], scope: "NZ", heldBy: "officer" })
      .send();
    await (await waymarkOf(w, factory)).checkpoints.record(origin).send();
    const cleared = { kind: "ExportCleared", consignment, role: "Customs", place: "NZTRG" } as const;
    const signed = await asCustoms.checkpoints.record(cleared).sign(await accountKey(officer));

    const relayer = asCustoms.as(w.outsider);
    // As it comes out of a queue.
    const kept = JSON.parse(JSON.stringify(signed)) as typeof signed;
    const { records, heads } = await relayer.relay(kept).send();
    expect(records).to.have.length(1);
    expect(records[0]).to.include({ kind: "ExportCleared", party: nzCustoms.id, sequence: 3 });
    expect(heads.get(consignment)).to.equal(await w.ledger.headOf(consignment));
    expect((await relayer.relay(kept).dryRun())?.name).to.equal("NonceIsUsed");
    // Whatever wrote its address in small letters.
    const small = relayer.relay({ ...kept, ledger: kept.ledger.toLowerCase() });
    expect((await small.dryRun())?.name).to.equal("NonceIsUsed");
    for (const other of [{ chainId: "1" }, { chainId: "no chain" }, { ledger: w.outsider.address }]) {
      const elsewhere = await failureOf(relayer.relay({ ...kept, ...other }).send());
      expect(elsewhere.name).to.equal("SignedElsewhere");
    }
  });

  it("signs many records under one signature, and acts of a manager", async () => {
    const { w, consignment, factory, nzCustoms } = await start();
    const asCustoms = await waymarkOf(w, nzCustoms);
    const key = await accountKey(nzCustoms.account);
    const seen = { consignment, kind: "Sighted", role: "Customs", place: "NZTRG" } as const;
    const many = asCustoms.checkpoints.recordMany([
      { ...seen, seen: "scanned" },
      { ...seen, seen: "weighed" },
    ]);
    const relayer = asCustoms.as(w.outsider);
    expect((await relayer.relay(await many.sign(key)).send()).records).to.have.length(2);
    const mandate = (await waymarkOf(w, factory)).parties.setMandate({ agent: w.cast.broker2.id, roles: ["Broker"] });
    await relayer.relay(await mandate.sign(await accountKey(factory.account))).send();
    expect(await w.ledger.mandateOf(factory.id, w.cast.broker2.id)).to.equal(1n << 8n);
    expect((await failureOf(asCustoms.parties.suspend(1n).sign(key))).name).to.equal("NotSignable");
  });

  it("puts a checkpoint together without a connection", async () => {
    const { w, origin, factory } = await start();
    const at = new Date("2026-11-20T08:00:00Z");
    const offline = toCheckpoint({ ...origin, at, party: factory.id, scope: "NZ" });
    const [online] = (await (await waymarkOf(w, factory)).checkpoints.record({ ...origin, at }).call()).records ?? [];
    expect(offline).to.deep.equal(online);
  });
});

describe("sdk/operations: many at once", () => {
  it("does all or none, or leaves out what is refused and says why", async () => {
    const { w, consignment, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const operations = [
      waymark.checkpoints.record({ kind: "Incident", mishap: "damage", consignment, role: "Factory", place: "NZTRG" }),
      waymark.checkpoints.record({ ...origin, kind: "Arrived", role: "Carrier" }),
      waymark.checkpoints.record(origin),
    ];
    expect(await waymark.many(operations).dryRun()).to.be.instanceOf(RefusedError);
    const { records, rejections } = await waymark.many(operations, { skipping: true }).send();
    expect(records.map(({ kind }) => kind)).to.deep.equal(["Incident", "Origin"]);
    expect(rejections).to.have.length(1);
    expect(rejections[0]!.index).to.equal(1);
    expect(rejections[0]!.refusal).to.be.instanceOf(RefusedError);
    expect(await failureOf(waymark.many([]).send())).to.be.instanceOf(InvalidValueError);
  });
});

describe("sdk/operations: governing with a delay", () => {
  it("schedules, cannot execute early, executes, and cancels", async () => {
    const { w } = await start();
    const { accessManager, admin, outsider: registrar, ledger } = w;
    const selectors = ["admitParty"].map((name) => ledger.interface.getFunction(name as "admitParty").selector);
    await accessManager.setTargetFunctionRole(await ledger.getAddress(), selectors, 1n);
    await accessManager.grantRole(1n, registrar.address, 86_400n);
    const waymark = (await waymarkOf(w, { id: 0n, account: registrar })).as(registrar);
    const uri = "did:web:late.example";
    const admission = () => waymark.parties.admit({ uri, manager: admin.address });

    expect((await admission().dryRun())?.name).to.equal("AccessManagerNotScheduled");
    const { readyAt } = await admission().schedule().send();
    expect(await admission().readyAt()).to.equal(readyAt);
    expect((await admission().execute().dryRun())?.name).to.equal("AccessManagerNotReady");
    await networkHelpers.time.increaseTo(readyAt);
    const { party } = await admission().execute().send();
    expect(await waymark.parties.find(uri)).to.equal(party);

    const other = waymark.parties.admit({ uri: "did:web:never.example", manager: admin.address });
    await other.schedule().send();
    await other.cancel().send();
    expect(await other.readyAt()).to.equal(undefined);
  });
});

describe("sdk/operations: waiting", () => {
  it("waits for the depth asked for, and ends at the time-out or the caller's wish", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const slow = await failureOf(waymark.checkpoints.record(origin).send({ confirmations: 3, timeout: 10 }));
    expect(slow).to.be.instanceOf(RetryableError).with.property("name", "WaitTimedOut");
    const sent = (await provider.getTransaction(String(slow.values.transaction)))!;
    const ended = waitFor(provider, sent, 0, { confirmations: 3, signal: AbortSignal.abort("enough") });
    expect(await failureOf(ended)).to.include({ name: "WaitAborted", cause: "enough" });
    await networkHelpers.mine(2);
    expect((await waitFor(provider, sent, 0, { confirmations: 3 })).hash).to.equal(sent.hash);
  });

  it("tells a transaction in its place from one that does the same for a higher fee", async () => {
    const { admin, outsider } = (await start()).w;
    await provider.send("evm_setAutomine", [false]);
    try {
      const nonce = await admin.getNonce();
      const to = outsider.address;
      const send = (gwei: bigint, value: bigint, data = "0x") =>
        admin.sendTransaction({
          to,
          nonce,
          value,
          data,
          maxFeePerGas: gwei * 10n ** 9n,
          maxPriorityFeePerGas: gwei * 10n ** 9n,
        });
      const block = await provider.getBlockNumber();
      const first = await send(10n, 0n);
      const dearer = await send(20n, 0n);
      await networkHelpers.mine(1);
      expect((await waitFor(provider, first, block)).hash).to.equal(dearer.hash);
      const other = { hash: first.hash, from: first.from, nonce, to, data: hash("another call") };
      const failure = await failureOf(waitFor(provider, other, block));
      expect(failure).to.be.instanceOf(FatalError).with.property("name", "TransactionReplaced");
      expect(failure.values).to.include({ replacement: dearer.hash });
    } finally {
      await provider.send("evm_setAutomine", [true]);
    }
  });
});
