import { expect } from "chai";
import { concat, id as hash, toBeHex } from "ethers";

import { signerIdOf } from "../../sdk/ids.js";
import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { inspected, officers, poorKey, type OfficersWorld } from "../support/officers.js";
import { parseRefusal } from "../support/records.js";
import { authorizeAct, authorizeRecords, type Key } from "../support/signing.js";
import { encodeCall, revertOf, type LedgerCall } from "../support/way.js";
import { at, FOREVER } from "../support/world.js";

/** The stranger: a key of its own and no party. */
const MALLORY = poorKey("Mallory");

/** A call with the id of another's key behind it, as the ledger puts it when it calls itself. */
function forged(w: OfficersWorld, call: LedgerCall, victim: string): string {
  return concat([encodeCall(w, call), victim]);
}

/** Ways to bring a forged call to the ledger, each as a call from `outsider` or signed by Mallory. */
type Route = (w: OfficersWorld, call: string) => Promise<string> | string;

const ROUTES: Record<string, Route> = {
  "sent as it is": (_, call) => call,
  "in a multicall": (w, call) => encodeCall(w, ["multicall", [call]]),
  "in a multicall in a multicall": (w, call) => encodeCall(w, ["multicall", [encodeCall(w, ["multicall", [call]])]]),
  "in a multicall with the key's id behind it": (w, call) =>
    concat([encodeCall(w, ["multicall", [call]]), `0x${call.slice(-64)}`]),
  relayed: (w, call) => relayed(w, MALLORY, call),
  "relayed in a multicall": (w, call) => relayed(w, MALLORY, encodeCall(w, ["multicall", [call]])),
  "relayed in a multicall with the key's id behind it": (w, call) =>
    relayed(w, MALLORY, concat([encodeCall(w, ["multicall", [call]]), `0x${call.slice(-64)}`])),
  "in a relay in a multicall": async (w, call) => encodeCall(w, ["multicall", [await relayed(w, MALLORY, call)]]),
  "in a relay that an officer's relay holds": async (w, call) =>
    relayed(w, w.officers.passkey, await relayed(w, MALLORY, call)),
};

async function relayed(w: OfficersWorld, key: Key, call: string): Promise<string> {
  const { id } = w.cast.cnCustoms;
  return encodeCall(w, ["relay", id, call, await authorizeAct(w, key, id, call)]);
}

describe("SignedAffairs: strangers", () => {
  for (const [name, route] of Object.entries(ROUTES)) {
    it(`speak in nobody's name by a key's id behind their call, ${name}`, async () => {
      const w = await loadFixture(officers);
      const { ledger, cast, goods, outsider } = w;
      const victim = w.officers.passkey.id;
      const manager = signerIdOf(cast.cnCustoms.account.address);
      const { id } = cast.cnCustoms;
      const c = await inspected(w);
      const asRelayed = name.includes("relay");
      // Whoever asks is told that its own key is none of the party's.
      const self = asRelayed ? MALLORY.id : signerIdOf(outsider.address);
      const head = await ledger.headOf(goods.id);
      const scope = at("");
      const cases: [LedgerCall, string, string, unknown[]][] = [
        [["record", c], victim, "SignerUnknown", [id, self]],
        [["recordRare", c], victim, "SignerUnknown", [id, self]],
        [["recordMany", [c]], victim, "SignerUnknown", [id, self]],
        [["setManager", id, outsider.address], manager, "NotManager", [id, self]],
        [["setMandate", id, cast.broker.id, roleSet(["Broker"])], manager, "NotManager", [id, self]],
        [["revokeSigner", id, victim, 0], manager, "NotManager", [id, self]],
        [
          ["addSigner", id, outsider.address, roleSet(["Customs"]), scope, 0, FOREVER, KeyHolder.None],
          manager,
          "NotManager",
          [id, self],
        ],
        [
          ["createContainer", cast.carrier.id, hash("box"), at("CNSHG"), hash("")],
          manager,
          "SignerUnknown",
          [cast.carrier.id, self],
        ],
      ];
      for (const [call, key, error, args] of cases) {
        const data = await route(w, forged(w, call, key));
        const refusal = await revertOf(ledger, outsider.address, data);
        expect(refusal && parseRefusal(w, refusal), call[0]).to.deep.equal([error, ...args]);
      }
      expect(await ledger.headOf(goods.id)).to.equal(head);
      // Nonces are the only thing that anybody may write for a key, and only for its own.
      const burn = await route(w, forged(w, ["burnNonces", id, 3, 1], victim));
      await (await outsider.sendTransaction({ to: await ledger.getAddress(), data: burn })).wait();
      expect(await ledger.isNonceUsed(id, victim, 3n * 256n)).to.equal(false);
      expect(await ledger.isNonceUsed(id, self, 3n * 256n)).to.equal(true);
    });
  }

  it("do not fill up a call that was cut short with a key's id", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast, outsider } = w;
    const { id } = cast.cnCustoms;
    // The last argument is missing; the key that the ledger puts behind the call must not become it unnoticed by its signer.
    const call = encodeCall(w, ["setMandate", id, cast.broker.id, 0]).slice(0, -64);
    const refusal = await revertOf(ledger, outsider.address, await relayed(w, MALLORY, call));
    expect(refusal).to.equal("0x");
  });

  it("gain nothing by adding to an officer's signed call, whose every byte is signed", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast } = w;
    const { id } = cast.cnCustoms;
    const { account } = w.officers;
    const call = encodeCall(w, ["burnNonces", id, 3, 1]);
    const signed = await authorizeAct(w, account, id, call);
    const longer = concat([call, MALLORY.id]);
    const { digest } = await authorizeAct(w, account, id, longer, { nonce: BigInt(signed.nonce) });
    await expect(ledger.relay(id, longer, signed))
      .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
      .withArgs(account.id, digest);
    // Behind the arguments of `relay` itself nothing is read.
    const data = concat([encodeCall(w, ["relay", id, call, signed]), MALLORY.id]);
    await (await w.outsider.sendTransaction({ to: await ledger.getAddress(), data })).wait();
    expect(await ledger.isNonceUsed(id, account.id, 3n * 256n)).to.equal(true);
    expect(await ledger.isNonceUsed(id, MALLORY.id, 3n * 256n)).to.equal(false);
  });

  it("may send an officer's act inside their own calls, and it stays the officer's", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast, goods, outsider } = w;
    const c = await inspected(w);
    const { passkey, account } = w.officers;
    const inner = await relayed(w, passkey, encodeCall(w, ["record", c]));
    const record = encodeCall(w, ["recordSigned", c, await authorizeRecords(w, account, [c])]);
    const before = await ledger.wordOf(goods.id);
    const call = encodeCall(w, ["multicall", [inner, record]]);
    const signed = await authorizeAct(w, MALLORY, cast.cnCustoms.id, call);
    const receipt = await (await ledger.connect(outsider).relay(cast.cnCustoms.id, call, signed)).wait();
    const signers = receipt!.logs
      .map((log) => ledger.interface.parseLog(log))
      .filter((log) => log?.name === "CheckpointRecorded")
      .map((log) => String(log?.args.signer));
    expect(signers).to.deep.equal([passkey.id, account.id]);
    expect(before).to.not.equal(await ledger.wordOf(goods.id));
  });

  it("cannot have the ledger sign for itself", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast, outsider } = w;
    const self = await ledger.getAddress();
    const id = signerIdOf(self);
    const key = { signer: self, id, sign: () => Promise.resolve(toBeHex(1, 65)) };
    const call = encodeCall(w, ["burnNonces", cast.cnCustoms.id, 0, 1]);
    const signed = await authorizeAct(w, key, cast.cnCustoms.id, call);
    await expect(ledger.connect(outsider).relay(cast.cnCustoms.id, call, signed))
      .to.be.revertedWithCustomError(ledger, "SignatureInvalid")
      .withArgs(id, signed.digest);
  });
});
