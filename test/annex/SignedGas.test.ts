import { expect } from "chai";
import { getBytes } from "ethers";

import { signWithPasskey } from "../../sdk/signing/signWithPasskey.js";
import { loadFixture } from "../support/chain.js";
import { Authenticator } from "../support/keys.js";
import { inspected, officers, type OfficersWorld } from "../support/officers.js";
import { authorizeRecords, type Key } from "../support/signing.js";
import { encodeCall } from "../support/way.js";

/** Below what one transaction may have (EIP-7825). */
const GAS = { gasLimit: 16_500_000 };
/** Bytes of client data whose check needs more gas than one of many calls may use, and less than one call alone. */
const LONG = 300_000;

describe("Signatures: a verifier that runs out of gas", () => {
  /** The officer's passkey, in a browser that adds much to what it has it sign. */
  function talkative(key: Key): Key {
    const device = new Authenticator("officer's passkey");
    const extra = { more: "a".repeat(LONG) };
    const sign = async (digest: string) => signWithPasskey(digest, await device.get(getBytes(digest), { extra }));
    return { ...key, sign };
  }
  async function longRecord(w: OfficersWorld) {
    const c = await inspected(w);
    return { c, authorization: await authorizeRecords(w, talkative(w.officers.passkey), [c]) };
  }

  it("has not said yes: the record is refused as not signed, and its nonce is not used", async () => {
    const w = await loadFixture(officers);
    const { ledger, goods } = w;
    const head = await ledger.headOf(goods.id);
    const { c, authorization } = await longRecord(w);
    const { id } = w.officers.passkey;
    const reason = ledger.interface.encodeErrorResult("SignatureInvalid", [id, authorization.digest]);
    await expect(ledger.tryMulticall([encodeCall(w, ["recordSigned", c, authorization])], GAS))
      .to.emit(ledger, "CallRejected")
      .withArgs(0, reason);
    expect(await ledger.headOf(goods.id)).to.equal(head);
    expect(await ledger.isNonceUsed(c.party, id, authorization.nonce)).to.equal(false);
  });

  it("says yes to the same signature when it has enough", async () => {
    const w = await loadFixture(officers);
    const { c, authorization } = await longRecord(w);
    await expect(w.ledger.recordSigned(c, authorization, GAS))
      .to.emit(w.ledger, "NonceUsed")
      .withArgs(c.party, w.officers.passkey.id, authorization.nonce);
  });
});
