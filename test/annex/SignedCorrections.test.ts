import { expect } from "chai";
import { AbiCoder, id as hash, keccak256 } from "ethers";

import { CHECKPOINT_TYPE } from "../../sdk/hashing/checkpointStep.js";
import { CorrectionReason, Extent, Kind, Role } from "../../sdk/vocabulary.js";
import { loadFixture } from "../support/chain.js";
import { contentsOf } from "../support/goods.js";
import { officers } from "../support/officers.js";
import { particulars } from "../support/records.js";
import { authorizeRecords } from "../support/signing.js";
import { encodeCall } from "../support/way.js";
import { at, line } from "../support/world.js";

describe("SignedAffairs: corrections", () => {
  it("undo what the officer signed to undo, whichever particulars whoever sends them leaves out", async () => {
    const w = await loadFixture(officers);
    const { ledger, cast, goods } = w;
    const key = w.officers.passkey;
    await goods.take(cast.broker, "ImportDeclared", "Broker", "CNSHG", { detail: 1, principal: cast.factory.id });
    const { p, basedOn } = particulars(contentsOf(w), [line(w.batch, 480)]);
    const c = await goods.checkpoint(cast.cnCustoms, "ImportCleared", "Customs", "CNSHG", {
      scope: "CN",
      detail: Extent.ByLines,
      basedOn,
    });
    const before = await ledger.wordOf(goods.id);
    const headBefore = await ledger.headOf(goods.id);
    const call = encodeCall(w, ["recordByLines", c, p]);
    const receipt = await (
      await ledger.relay(0, call, await authorizeRecords(w, key, [c], { particulars: true }))
    ).wait();
    const { timestamp } = await receipt!.getBlock();
    expect((await goods.word()).movement).to.equal("Closed");

    const past = {
      party: cast.cnCustoms.id,
      kind: Kind.ImportCleared,
      role: Role.Customs,
      place: at("CNSHG"),
      occurredAt: c.occurredAt,
      basedOn,
      detail: Extent.ByLines,
      dataHash: c.dataHash,
      next: 0,
      principal: 0,
      signer: key.id,
      recordedAt: timestamp,
      before,
    };
    const types = CHECKPOINT_TYPE.slice(CHECKPOINT_TYPE.indexOf("(") + 1, -1)
      .split(",")
      .map((t) => t.split(" ")[0]!);
    const step = keccak256(
      AbiCoder.defaultAbiCoder().encode(
        ["bytes32", ...types],
        [hash(CHECKPOINT_TYPE), goods.id, ...Object.values(past)],
      ),
    );
    const correction = await goods.checkpoint(cast.cnCustoms, "Correction", "Customs", "CNSHG", {
      scope: "CN",
      basedOn: step,
      detail: CorrectionReason.DidNotOccur,
    });
    const signed = await authorizeRecords(w, key, [correction], { particulars: true });
    const proof = { past, headBefore, later: [], particulars: [p] };
    const right = encodeCall(w, ["recordProved", correction, proof]);
    const stripped = encodeCall(w, ["recordProved", correction, { ...proof, particulars: [] }]);
    await ledger.relay.staticCall(0, right, signed);
    await expect(ledger.relay(0, stripped, signed))
      .to.be.revertedWithCustomError(ledger, "ParticularsMissing")
      .withArgs(Kind.ImportCleared);
    await expect(ledger.relay(0, right, signed)).to.emit(ledger, "RecordUndone");
    expect((await goods.word()).movement).to.equal("Arrived");
  });
});
