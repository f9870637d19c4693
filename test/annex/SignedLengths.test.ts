import { expect } from "chai";
import { concat, dataSlice, keccak256 } from "ethers";

import { loadFixture } from "../support/chain.js";
import { inspected, officers } from "../support/officers.js";
import { authorizeRecords, type Key } from "../support/signing.js";

/** Bytes of a verifier, and of the P-256 key behind it. */
const VERIFIER = 20;
const WHOLE = VERIFIER + 64;

describe("Signatures: signers behind a verifier of the ledger", () => {
  /** The same key, named with another number of bytes: what is too long begins with the right ones. */
  function named(key: Key, length: number): Key {
    const signer = dataSlice(concat([key.signer, key.signer]), 0, length);
    return { ...key, signer, id: keccak256(signer) };
  }

  for (const kind of ["P-256 key", "passkey"] as const) {
    describe(`a ${kind}`, () => {
      it(`signs under its verifier and its ${WHOLE - VERIFIER} bytes`, async () => {
        const w = await loadFixture(officers);
        const key = named(w.officers[kind], WHOLE);
        expect(key.id).to.equal(w.officers[kind].id);
        const c = await inspected(w);
        await expect(w.ledger.recordSigned(c, await authorizeRecords(w, key, [c]))).to.emit(w.ledger, "NonceUsed");
      });

      for (const length of [VERIFIER + 1, VERIFIER + 32, WHOLE - 1, WHOLE + 1, WHOLE + 32]) {
        it(`signs nothing when it is named with ${length} bytes`, async () => {
          const w = await loadFixture(officers);
          const key = named(w.officers[kind], length);
          const c = await inspected(w);
          const authorization = await authorizeRecords(w, key, [c]);
          await expect(w.ledger.recordSigned(c, authorization))
            .to.be.revertedWithCustomError(w.ledger, "SignatureInvalid")
            .withArgs(key.id, authorization.digest);
          expect(await w.ledger.isNonceUsed(c.party, key.id, authorization.nonce)).to.equal(false);
        });
      }
    });
  }
});
