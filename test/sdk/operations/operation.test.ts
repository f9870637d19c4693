import { setTimeout } from "node:timers/promises";

import { expect } from "chai";
import { concat, id as hash, NonceManager, Signature, toBeHex, Wallet, type Provider } from "ethers";

import { connect } from "../../../sdk/connect.js";
import { FatalError, InvalidValueError, RefusedError, RetryableError, type WaymarkError } from "../../../sdk/errors.js";
import { signerIdOf } from "../../../sdk/ids.js";
import { toCheckpoint } from "../../../sdk/operations/checkpointStruct.js";
import type { NewCheckpoint } from "../../../sdk/operations/newCheckpoint.js";
import { Operation } from "../../../sdk/operations/operation.js";
import { submit } from "../../../sdk/operations/submit.js";
import { waitFor } from "../../../sdk/operations/wait.js";
import { traceConsignment } from "../../../sdk/trace/traceConsignment.js";
import { parseScope, toBytes5 } from "../../../sdk/places/scope.js";
import { rpcProvider } from "../../../sdk/rpcProvider.js";
import { accountKey } from "../../../sdk/signing/signingKey.js";
import { startAnvil } from "../../support/anvil.js";
import { ethers, loadFixture, networkHelpers } from "../../support/chain.js";
import { keyOf } from "../../support/keys.js";
import { serve } from "../../support/serve.js";
import { waymarkOf } from "../../support/waymark.js";
import { createConsignment, world } from "../../support/world.js";

const { provider } = ethers;
const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

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

/** Of which requests a node fails, each time it is asked. */
type Faults = Partial<Record<keyof Provider, () => boolean>>;

/** The chain by a node whose answers get lost: it does what it is asked, and the connection breaks. */
function failing(faults: Faults, fault: object = { code: "ECONNRESET" }): Provider {
  return new Proxy<Provider>(provider, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return async (...args: unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(value, target, args);
        if (faults[name as keyof Provider]?.() === true) throw Object.assign(new Error("lost"), fault);
        return answer;
      };
    },
  });
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
    // A key as `sign` takes it names itself by the bytes with which it was added.
    const { signer } = await accountKey(factory.account);
    expect(await foreign.dryRun({ as: signer })).to.equal(undefined);
    const mistaken = await failureOf(foreign.dryRun({ as: "0x1234" }));
    expect(mistaken)
      .to.be.instanceOf(InvalidValueError)
      .with.property("message", "0x1234 is no signer: it has less than 20 bytes.");
    const stranger = await asFactory.checkpoints.record(origin).dryRun({ as: signerIdOf(carrier.account.address) });
    expect(stranger).to.be.instanceOf(RefusedError).with.property("name", "SignerUnknown");
    expect(await asFactory.checkpoints.record(origin).dryRun()).to.equal(undefined);
    expect(await provider.getBlockNumber()).to.equal(block);
  });

  it("throws what a node fails with, which is no refusal", async () => {
    const { w, origin, factory } = await start();
    const info = { error: { code: -32000, message: "server overloaded" } };
    let isOverloaded = false;
    const node = failing({ call: () => isOverloaded }, { code: "CALL_EXCEPTION", data: null, info });
    const address = await w.ledger.getAddress();
    const waymark = await connect({ provider: node, address, signer: factory.account, party: factory.id });
    isOverloaded = true;
    const failure = await failureOf(waymark.checkpoints.record({ ...origin, scope: "NZ" }).dryRun());
    expect(failure).to.be.instanceOf(RetryableError).with.property("name", "NodeFailed");
    expect(failure.message).to.include("server overloaded");
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

  it("reads what it did in a transaction whose end was not waited for", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const operation = waymark.checkpoints.record(origin);
    await provider.send("evm_setAutomine", [false]);
    let transaction = "";
    try {
      const failure = await failureOf(operation.send({ timeout: 100 }));
      expect(failure.name).to.equal("WaitTimedOut");
      transaction = String(failure.values.transaction);
      expect(await operation.receiptOf(transaction)).to.equal(undefined);
    } finally {
      await provider.send("evm_setAutomine", [true]);
      await provider.send("evm_mine", []);
    }
    // Said again, by a process that knows the hash alone.
    const done = await waymark.checkpoints.record(origin).receiptOf(transaction);
    expect(done).to.include({
      kind: "Origin",
      sequence: 2,
      transaction,
      head: await w.ledger.headOf(origin.consignment),
    });
    const events = done?.events.map(({ name }) => name);
    expect(events).to.deep.equal(["CheckpointRecorded"]);

    expect(await operation.receiptOf(hash("never sent"))).to.equal(undefined);
    const other = await failureOf(
      waymark.consignments.createContainer({ sscc: "095201230000000127", place: "NZTRG" }).receiptOf(transaction),
    );
    expect(other).to.be.instanceOf(FatalError).with.property("name", "OutcomeUnread");
    expect(await failureOf(operation.receiptOf("0x12"))).to.be.instanceOf(InvalidValueError);
  });

  it("finds out why a transaction failed whose end was not waited for", async () => {
    const { w, origin, factory, carrier } = await start();
    const waymark = await waymarkOf(w, carrier);
    const { data } = await waymark.checkpoints.record({ ...origin, party: factory.id }).call();
    await provider.send("evm_setAutomine", [false]);
    const sent = await carrier.account.sendTransaction({ to: waymark.address, data, gasLimit: 500_000n });
    await provider.send("evm_setAutomine", [true]);
    await provider.send("evm_mine", []);
    const failure = await failureOf(waymark.checkpoints.record(origin).receiptOf(sent.hash));
    expect(failure).to.be.instanceOf(RefusedError).with.property("name", "SignerUnknown");
    expect(failure.values).to.include({ transaction: sent.hash });
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
      const { transactions } = (await provider.getBlock("latest"))!;
      expect((second as RefusedError).values).to.include({ transaction: transactions[1] });
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
      { ...origin, kind: "Diverted", destination: "XX" },
    ];
    for (const record of wrong) {
      expect(await failureOf(waymark.checkpoints.record(record).call())).to.be.instanceOf(InvalidValueError);
    }
    const batch = { product: 9520123456788n, lot: "LOT7", quantity: 1, unit: "H87", origin: "XX" };
    expect((await failureOf(waymark.batches.register(batch).call())).message).to.include('"XX" is no country');
  });
});

describe("sdk/operations: places that many write otherwise", () => {
  it("are recorded only as they are surely meant", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const departed = { ...origin, kind: "Departed" } as const;
    const refused: (() => Promise<unknown>)[] = [
      () => waymark.checkpoints.record({ ...origin, place: "CNSHA" }).call(),
      () => waymark.checkpoints.record({ ...departed, mode: "maritime", place: "CNSHA", scope: "" }).call(),
      () => waymark.checkpoints.recordMany([{ ...origin, place: "CNSHA" }]).call(),
      () => waymark.consignments.createContainer({ sscc: "095201230000000127", place: "CNSHA" }).call(),
      () =>
        waymark.consignments
          .create({ sscc: "095201230000000127", place: "CNSHA", destination: "NZ", lines: [] })
          .call(),
      () => waymark.items.label({ batch: w.batch, root: hash("labels"), quantity: 1, place: "CNSHA" }).call(),
    ];
    for (const call of refused) {
      const error = await failureOf(call());
      expect(error).to.be.instanceOf(InvalidValueError);
      expect(error.message).to.include(
        "CNSHA is Shanghai Hongqiao International Apt in UN/LOCODE, and Shanghai Pt CNSHG",
      );
    }
    const meant: NewCheckpoint[] = [
      { ...origin, place: { unlocode: "CNSHA" } },
      { ...departed, mode: "air", place: "CNSHA" },
    ];
    for (const record of meant) {
      const { records } = await waymark.checkpoints.record(record).call();
      expect(records?.[0]?.place).to.equal(toBytes5(parseScope("CNSHA")));
    }
  });
});

describe("sdk/operations: places that this release does not know", () => {
  it("are recorded when it is said that they are meant", async () => {
    const { w, consignment, nzCustoms } = await start();
    const asCustoms = await waymarkOf(w, nzCustoms);
    const seen = { consignment, kind: "Sighted", seen: "scanned", role: "Customs" } as const;
    const asked = await failureOf(asCustoms.checkpoints.record({ ...seen, place: "NZPOE" }).call());
    expect(asked.toDo).to.include('say that it is meant: { unlocode: "NZPOE" }');
    await asCustoms.checkpoints.record({ ...seen, place: { unlocode: "NZPOE" } }).send();
    const { records } = await traceConsignment(asCustoms, consignment);
    expect(records.at(-1)).to.include({ kind: "Sighted", place: "NZPOE" });
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

  it("signs no records of two parties at once, which the ledger would not take", async () => {
    const { w, origin, factory, carrier } = await start();
    const waymark = await waymarkOf(w, factory);
    const both = waymark.checkpoints.recordMany([origin, { ...origin, party: carrier.id }]);
    const failure = await failureOf(both.sign(await accountKey(factory.account)));
    expect(failure).to.be.instanceOf(InvalidValueError);
    expect(failure.message).to.equal(`One signature covers records of party ${factory.id} and of party ${carrier.id}.`);
    expect(failure.toDo).to.equal("Sign the records of each party by themselves.");
  });

  it("tells what became of what was signed, by whomever and however it was sent", async () => {
    const { w, consignment, origin, factory, nzCustoms } = await start();
    const [asFactory, sender] = [await waymarkOf(w, factory), await waymarkOf(w, nzCustoms)];
    const key = await accountKey(factory.account);
    const look = { kind: "Sighted", seen: "scanned", consignment, role: "Customs", place: "NZTRG" } as const;
    const signed = [
      await asFactory.checkpoints.record(origin).sign(key),
      await asFactory.checkpoints.recordMany([origin, { ...origin, kind: "Incident", mishap: "other" }]).sign(key),
      await asFactory.parties.burnNonces([256n]).sign(key),
    ] as const;
    const reader = await connect({ provider, address: asFactory.address });
    for (const call of signed) expect(await reader.relayed(call)).to.equal(undefined);

    // Beside a record of the sender's own, and one that is refused.
    const relays = [sender.relay(signed[0]), sender.relay(signed[1]), sender.checkpoints.record(look)];
    const sent = await sender.many(relays, { skipping: true }).send();
    expect(sent.rejections.map(({ index }) => index)).to.deep.equal([1]);
    const done = await reader.relayed(signed[0]);
    expect(done?.records).to.deep.equal(sent.records.slice(0, 1));
    expect(done?.events.map(({ name }) => name)).to.deep.equal(["NonceUsed", "CheckpointRecorded"]);
    expect(done).to.include({ transaction: sent.transaction, block: sent.block, gasUsed: sent.gasUsed, fee: sent.fee });
    expect(done?.heads.get(consignment)).to.equal(await w.ledger.headOf(consignment));
    expect(await reader.relayed(signed[1])).to.equal(undefined);
    expect(await reader.relayed(signed[0], { fromBlock: sent.block })).to.deep.equal(done);

    // An act leaves no record, and says in its events what it did.
    const act = await sender.relay(signed[2]).send();
    expect(await reader.relayed(signed[2])).to.deep.equal(act);
  });

  it("tells of a nonce that was used otherwise, and of a call that nobody signed for this ledger", async () => {
    const { w, consignment, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const key = await accountKey(factory.account);
    const first = await waymark.checkpoints.record(origin).sign(key, { nonce: 1n });
    // What was signed anew for the same message, after a crash, with the nonce that is the message's.
    const anew = await waymark.checkpoints.record({ ...origin, at: new Date() }).sign(key, { nonce: 1n });
    await waymark.relay(first).send();
    expect((await waymark.relayed(anew))?.records).to.have.length(1);

    const given = await waymark.checkpoints.record(origin).sign(key, { nonce: 2n });
    await waymark.parties.burnNonces([2n]).send();
    const burnt = await failureOf(waymark.relayed(given));
    expect(burnt).to.be.instanceOf(FatalError).with.property("name", "NonceBurnt");
    expect(burnt.values).to.include({ party: factory.id, signer: signerIdOf(factory.account.address), nonce: 2n });

    const elsewhere = await failureOf(waymark.relayed({ ...first, chainId: "1" }));
    expect(elsewhere.name).to.equal("SignedElsewhere");
    const { data } = await waymark.checkpoints.record({ ...origin, consignment }).call();
    expect(await failureOf(waymark.relayed({ ...first, data }))).to.be.instanceOf(InvalidValueError);
    // Before this block nothing is read.
    const late = (await provider.getBlockNumber()) + 1;
    expect(await failureOf(waymark.relayed(first, { fromBlock: late }))).to.be.instanceOf(InvalidValueError);
  });

  it("relays nothing that would be done in the relayer's own name, whoever posted it", async () => {
    const { w, nzCustoms } = await start();
    // A relayer with powers of its own: it manages a party.
    const relayer = await waymarkOf(w, nzCustoms);
    const stranger = { signer: w.outsider.address, roles: ["Customs"], heldBy: "server" } as const;
    const { data } = await relayer.parties.addSigner(stranger).call();
    const wrapped = relayer.ledger.interface.encodeFunctionData("multicall", [[data]]);
    const signed = await relayer.parties.addSigner(stranger).sign(await accountKey(nzCustoms.account));
    for (const posted of [data, wrapped, "0x", "0x12345678", signed.data.slice(0, -64)]) {
      const refused = await failureOf(relayer.relay({ ...signed, data: posted }).send());
      expect(refused).to.be.instanceOf(InvalidValueError);
      expect(refused.message).to.match(/ is no call that a key signed, or not as it was signed\.$/);
    }
    expect((await w.ledger.signerOf(nzCustoms.id, signerIdOf(w.outsider.address))).roles).to.equal(0n);
    expect(await relayer.as(w.outsider).relay(signed).dryRun()).to.equal(undefined);
  });

  it("relays nothing to which somebody has added what its sender would pay for", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const signed = await waymark.checkpoints.record(origin).sign(await accountKey(factory.account));
    const longer = { ...signed, data: `${signed.data}${"ab".repeat(10_000)}` };
    const refused = await failureOf(waymark.as(w.outsider).relay(longer).send());
    expect(refused).to.be.instanceOf(InvalidValueError);
    expect(refused.message).to.include("is no call that a key signed, or not as it was signed.");
    const upper = { ...signed, data: `0x${signed.data.slice(2).toUpperCase()}` };
    expect((await waymark.as(w.outsider).relay(upper).send()).records).to.have.length(1);
  });

  it("relays what a device signed with the high s and v 0 or 1, which the ledger does not take as it comes", async () => {
    const { w, consignment, nzCustoms } = await start();
    const { account } = nzCustoms;
    const device = {
      getAddress: () => account.getAddress(),
      signTypedData: async (...data: Parameters<typeof account.signTypedData>) => {
        const { r, s, yParity } = Signature.from(await account.signTypedData(...data));
        return concat([r, toBeHex(SECP256K1_ORDER - BigInt(s), 32), toBeHex(1 - yParity, 1)]);
      },
    };
    const asCustoms = await waymarkOf(w, nzCustoms);
    const seen = { consignment, kind: "Sighted", seen: "scanned", role: "Customs", place: "NZTRG" } as const;
    const signed = await asCustoms.checkpoints.record(seen).sign(await accountKey(device));
    expect((await asCustoms.as(w.outsider).relay(signed).send()).records).to.have.length(1);
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

  it("says of a key that fails that nothing was sent, and not that the chain did", async () => {
    const { w, origin, factory } = await start();
    const operation = (await waymarkOf(w, factory)).checkpoints.record(origin);
    const failing = [
      new Error("card removed"),
      // What a key service's client says when it does not reach it.
      Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(), { code: "ECONNREFUSED" }) }),
    ];
    for (const fault of failing) {
      const key = { signer: factory.account.address, sign: () => Promise.reject(fault) };
      const failure = await failureOf(operation.sign(key));
      expect(failure).to.be.instanceOf(RetryableError).and.to.include({ name: "SigningFailed", cause: fault });
      expect(failure.message).to.equal(`The key did not sign: ${fault.message}.`);
      expect(failure.toDo).to.include("nothing was sent");
    }
    const declining = {
      signer: factory.account.address,
      sign: () => Promise.reject(new DOMException("", "NotAllowedError")),
    };
    expect(await failureOf(operation.sign(declining)))
      .to.be.instanceOf(FatalError)
      .with.property("name", "SigningDeclined");
    const odd = { signer: factory.account.address, sign: () => Promise.resolve("no bytes") };
    expect((await failureOf(operation.sign(odd))).message).to.match(/^"no bytes" is no signature: /);
  });

  it("tells of several operations how they are signed", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const several = waymark.many([waymark.checkpoints.record(origin)]);
    const failure = await failureOf(several.sign(await accountKey(factory.account)));
    expect(failure.name).to.equal("NotSignable");
    expect(failure.toDo).to.include("of several operations sign each, or records together as recordMany()");
  });

  it("puts a checkpoint together without a connection", async () => {
    const { w, origin, factory } = await start();
    const at = new Date("2026-11-20T08:00:00Z");
    const offline = toCheckpoint({ ...origin, at, party: factory.id, scope: "NZ" });
    const [online] = (await (await waymarkOf(w, factory)).checkpoints.record({ ...origin, at }).call()).records ?? [];
    expect(offline).to.deep.equal(online);
    // What would be signed without the rest of what it says.
    const disputed = { ...origin, kind: "Disputed", about: 2, party: factory.id, scope: "NZ" } as never;
    expect(() => toCheckpoint(disputed)).to.throw(InvalidValueError, '"Disputed" comes with more than its checkpoint');
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

  it("goes on looking through passing faults of the node, and names the transaction when they do not pass", async () => {
    const { w, origin, factory } = await start();
    let left = 3;
    const faults: Faults = { getTransactionReceipt: () => left-- > 0 };
    const client = { provider: failing(faults), address: await w.ledger.getAddress() };
    const waymark = await connect({ ...client, signer: factory.account, party: factory.id });
    const { transaction } = await waymark.checkpoints.record(origin).send();
    expect(left).to.be.lessThan(0);

    const sent = (await provider.getTransaction(transaction))!;
    const down = failing({ getTransactionReceipt: () => true });
    const ended = await failureOf(waitFor(down, sent, 0, { timeout: 100 }));
    expect(ended).to.be.instanceOf(RetryableError).with.property("name", "WaitTimedOut");
    expect(ended.values).to.include({ transaction });
    expect(ended.cause).to.have.property("name", "RpcUnreachable");
    const broken = failing({ getTransactionReceipt: () => true }, { responseStatus: "401 No key" });
    const failure = await failureOf(waitFor(broken, sent, 0));
    expect(failure).to.be.instanceOf(RetryableError).with.property("name", "WaitFailed");
    expect(failure.values).to.include({ transaction, status: 401 });
    expect(failure.toDo).to.match(/^Look for that transaction.* before sending it again\.$/);
  });

  it("ends by the time-out and the caller's wish also while a node does not answer", async () => {
    const { w, origin, factory } = await start();
    const wish = new AbortController();
    let silent = "eth_estimateGas";
    const meddle = (method: string, result: unknown): unknown => {
      if (method !== silent) return result;
      wish.abort("enough");
      return new Promise(() => undefined);
    };
    const { rpcUrl, close } = await serve({ meddle });
    const node = rpcProvider(rpcUrl, { cacheTimeout: -1 });
    try {
      const { privateKey } = keyOf(factory.account.address);
      const signer = new Wallet(privateKey, node);
      const waymark = await connect({
        provider: node,
        address: await w.ledger.getAddress(),
        signer,
        party: factory.id,
      });
      const operation = waymark.checkpoints.record(origin);
      const before = await failureOf(operation.send({ signal: wish.signal }));
      expect(before).to.be.instanceOf(RetryableError).and.to.include({ name: "SendAborted", cause: "enough" });

      silent = "eth_getTransactionReceipt";
      const late = await failureOf(operation.send({ timeout: 100 }));
      expect(late).to.be.instanceOf(RetryableError).with.property("name", "WaitTimedOut");
      expect(late.cause).to.have.property("name", "TimedOut");
      const sent = (await provider.getTransaction(String(late.values.transaction)))!;
      const ended = await failureOf(waitFor(node, sent, 0, { signal: wish.signal }));
      expect(ended).to.be.instanceOf(RetryableError).and.to.include({ name: "WaitAborted", cause: "enough" });
    } finally {
      node.destroy();
      close();
    }
  });

  it("names the transaction whose sending got no answer", async () => {
    const { w, origin, factory } = await start();
    const node = failing({ broadcastTransaction: () => true });
    const wallet = Wallet.createRandom(node);
    await w.admin.sendTransaction({ to: wallet.address, value: 10n ** 18n });
    await (
      await waymarkOf(w, factory)
    ).parties
      .addSigner({ signer: wallet.address, roles: ["Factory"], scope: "NZ", heldBy: "server" })
      .send();
    const address = await w.ledger.getAddress();
    const waymark = await connect({ provider: node, address, signer: wallet, party: factory.id });
    const lost = await failureOf(waymark.checkpoints.record(origin).send());
    expect(lost).to.be.instanceOf(RetryableError).with.property("name", "SendUncertain");
    expect(lost.toDo).to.include("before sending it again");
    // The node took it; only its answer was lost.
    expect(await provider.getTransactionReceipt(String(lost.values.transaction))).to.have.property("status", 1);
  });

  it("names the transaction that a node took and answered with what is not its hash", async () => {
    const { w } = await start();
    for (const answer of [null, "banana", "0x12", `0x${"ab".repeat(32)}`, {}]) {
      const meddle = (method: string, result: unknown) => (method === "eth_sendRawTransaction" ? answer : result);
      const { rpcUrl, close } = await serve({ meddle });
      const node = rpcProvider(rpcUrl);
      const wallet = Wallet.createRandom(node);
      await w.admin.sendTransaction({ to: wallet.address, value: 10n ** 18n });
      try {
        const lost = await failureOf(submit(wallet, { to: wallet.address, gasLimit: 21_000n }));
        expect(lost).to.be.instanceOf(RetryableError).with.property("name", "SendUncertain");
        expect(lost.message).to.include("What answered is no node").and.not.include("@TODO");
        expect(await provider.getTransactionReceipt(String(lost.values.transaction))).to.have.property("status", 1);
      } finally {
        node.destroy();
        close();
      }
    }
  });

  it("says that nothing was sent when the node does not take what was signed", async () => {
    const refusals = [
      ["InsufficientFunds", "insufficient funds for gas * price + value"],
      ["TransactionOvertaken", "nonce too low"],
      ["FeeTooLow", "transaction underpriced"],
      ["GasLimitTooLow", "intrinsic gas too low"],
    ] as const;
    for (const [name, message] of refusals) {
      const refusal = Object.assign(new Error(message), { code: -32000 });
      const node = new Proxy<Provider>(provider, {
        get(target, method) {
          if (method === "broadcastTransaction") return () => Promise.reject(refusal);
          const value: unknown = Reflect.get(target, method, target);
          return typeof value === "function" ? (value.bind(target) as unknown) : value;
        },
      });
      const wallet = Wallet.createRandom(node);
      const refused = await failureOf(submit(wallet, { to: wallet.address, gasLimit: 21_000n }));
      expect(refused).to.have.property("name", name);
    }
  });

  it("has a NonceManager count anew after what was not sent, so that what follows does not wait for it", async () => {
    const { w } = await start();
    let refused = true;
    const node = new Proxy<Provider>(provider, {
      get(target, name) {
        if (name === "broadcastTransaction" && refused) {
          return () => Promise.reject(Object.assign(new Error("insufficient funds"), { code: -32000 }));
        }
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const wallet = Wallet.createRandom(node);
    await w.admin.sendTransaction({ to: wallet.address, value: 10n ** 18n });
    const sender = new NonceManager(wallet);
    const request = { to: wallet.address, gasLimit: 21_000n };
    expect(await failureOf(submit(sender, request))).to.have.property("name", "InsufficientFunds");
    refused = false;
    for (const nonce of [0, 1]) expect(await submit(sender, request)).to.have.property("nonce", nonce);
  });

  it("names the account whose sending got no answer when its signer tells no hash", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const signer = Object.create(factory.account, {
      sendTransaction: { value: () => Promise.reject(Object.assign(new Error("lost"), { code: "ECONNRESET" })) },
    }) as typeof factory.account;
    const lost = await failureOf(waymark.as(signer, factory.id).checkpoints.record(origin).send());
    expect(lost).to.be.instanceOf(RetryableError).with.property("name", "SendUncertain");
    expect(lost.values).to.deep.equal({ account: factory.account.address });
  });

  it("sends nothing after the caller's signal said to end it, or for what is no signal", async () => {
    const { w, origin, factory } = await start();
    const operation = (await waymarkOf(w, factory)).checkpoints.record(origin);
    const before = await factory.account.getNonce();
    const ended = await failureOf(operation.send({ signal: AbortSignal.abort("enough") }));
    expect(ended).to.be.instanceOf(RetryableError).and.to.include({ name: "SendAborted", cause: "enough" });
    // The controller in place of its signal, which failed only when it was waited for.
    const controller = new AbortController() as unknown as AbortSignal;
    expect(await failureOf(operation.send({ signal: controller }))).to.be.instanceOf(InvalidValueError);
    expect(await factory.account.getNonce()).to.equal(before);
  });

  it("sends nothing by a wallet that has gone to another chain meanwhile", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const { privateKey } = keyOf(factory.account.address);
    const { url, close } = await startAnvil(31_338);
    const elsewhere = rpcProvider(url);
    try {
      const writer = waymark.as(new Wallet(privateKey, elsewhere), factory.id);
      // What asks nothing of the chain that could tell.
      const lost = writer.checkpoints.record({ ...origin, scope: "NZ" });
      const refused = await failureOf(lost.send({ timeout: 2_000 }));
      expect(refused).to.be.instanceOf(FatalError).with.property("name", "WrongChain");
      expect(await elsewhere.getTransactionCount(factory.account.address)).to.equal(0);
    } finally {
      elsewhere.destroy();
      await close();
    }
  });

  it("connects a signer that has no provider yet, and takes nothing else for one", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const { privateKey } = keyOf(factory.account.address);
    const writer = waymark.as(new Wallet(privateKey), factory.id);
    expect((await writer.checkpoints.record(origin).send()).sequence).to.equal(2);
    for (const none of [undefined, {}, privateKey]) {
      expect(() => waymark.as(none as never)).to.throw(InvalidValueError, /is no signer: that is /);
    }
  });

  it("says that what was done is done when what it did cannot be read", async () => {
    const { w, origin, factory } = await start();
    const waymark = await waymarkOf(w, factory);
    const call = await waymark.checkpoints.record(origin).call();
    const unreadable = new Operation(waymark, {
      prepare: () => call,
      read: () => Promise.reject(Object.assign(new Error("lost"), { code: "ECONNRESET" })),
    });
    const failure = await failureOf(unreadable.send());
    expect(failure).to.be.instanceOf(FatalError).with.property("name", "OutcomeUnread");
    expect(await provider.getTransactionReceipt(String(failure.values.transaction))).to.have.property("status", 1);
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
