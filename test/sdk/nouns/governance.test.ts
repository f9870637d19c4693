import { expect } from "chai";
import { dataSlice, hexlify, toUtf8Bytes } from "ethers";

import { connect } from "../../../sdk/connect.js";
import { parsePartyUri } from "../../../sdk/parties/partyUri.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import type { GovernedOperation } from "../../../sdk/operations/governed.js";
import type { Waymark } from "../../../sdk/waymark.js";
import { DAY, governedWorld, type GovernedWorld } from "../../drills/governedWorld.js";
import { ethers, loadFixture, networkHelpers } from "../../support/chain.js";
import { GTIN } from "../../support/world.js";

const URIS = ["did:web:a.example", "did:web:b.example"] as const;

describe("what governs, in the SDK", () => {
  let w: GovernedWorld;
  let waymark: Waymark;

  beforeEach(async () => {
    w = await loadFixture(governedWorld);
    const address = await w.ledger.getAddress();
    waymark = await connect({ provider: ethers.provider, address, signer: w.governors.Registrar });
  });

  const admissions = (): GovernedOperation<unknown>[] =>
    URIS.map((uri) => waymark.parties.admit({ uri, manager: w.spare[0].address }));

  it("says who governs, and whether an act may be done at once, after a delay or never", async () => {
    const { governance, parties } = waymark;
    expect(await governance.rolesOf(w.governors.Registrar.address)).to.deep.equal([{ role: "Registrar", delay: DAY }]);
    expect(await governance.rolesOf(w.governors.Suspender.address)).to.deep.equal([{ role: "Suspender", delay: 0 }]);
    expect(await governance.rolesOf(w.outsider.address)).to.deep.equal([]);

    expect(await parties.suspend(1n).permission(w.governors.Suspender.address)).to.deep.equal({ may: "atOnce" });
    expect(await parties.suspend(1n).permission()).to.deep.equal({ may: "never" });
    expect(await parties.reinstate(1n).permission()).to.deep.equal({ may: "scheduled", delay: DAY });
  });

  it("schedules many at once, tells them in words, and executes them at once", async () => {
    await waymark.governance.scheduleMany(admissions()).send();
    const acts = await waymark.governance.scheduled();
    expect(acts.map(({ by, call }) => ({ by, name: call?.name, uri: call?.values.uri }))).to.deep.equal(
      URIS.map((uri) => ({ by: w.governors.Registrar.address, name: "admitParty", uri })),
    );
    const [first] = acts;
    expect(first!.readyAt - (await networkHelpers.time.latest())).to.equal(DAY);
    expect(first!.expiresAt - first!.readyAt).to.equal(7 * DAY);
    expect((await waymark.governance.executeMany(admissions()).dryRun())?.name).to.equal("AccessManagerNotReady");

    await networkHelpers.time.increase(DAY);
    expect((await waymark.governance.executeMany(admissions()).send()).acts).to.equal(2);
    expect(await waymark.governance.scheduled()).to.deep.equal([]);
    for (const uri of URIS) expect(await waymark.parties.find(uri)).to.be.a("bigint");
  });

  it("executes and cancels what is scheduled by what was read of it", async () => {
    await waymark.parties
      .grant({ party: 1n, scope: "CNSHG", roles: ["Port"] })
      .schedule()
      .send();
    const [act] = await waymark.governance.scheduled();
    expect(act!.call).to.deep.equal({ name: "setGrant", values: { party: 1, scope: "CNSHG", roles: ["Port"] } });
    expect(await waymark.governance.act(act!).cancel(act!.by).send()).to.include({ cancelled: true });
    expect(await waymark.governance.scheduled()).to.deep.equal([]);
  });

  it("tells all that is scheduled, also beside a call that the ledger could not read", async () => {
    await waymark.parties
      .grant({ party: 1n, scope: "CNSHG", roles: ["Port"] })
      .schedule()
      .send();
    const { data } = await waymark.parties.grant({ party: 1n, scope: "CNSHG", roles: [] }).call();
    const admission = (await waymark.parties.admit({ uri: URIS[0], manager: w.spare[0].address }).call()).data;
    const unreadable = [
      dataSlice(data, 0, 4),
      // A role that there is not, and a name that is no text.
      `${data.slice(0, -4)}8000`,
      admission.replace(hexlify(toUtf8Bytes(URIS[0])).slice(2), "ff".repeat(URIS[0].length)),
    ];
    const target = await w.ledger.getAddress();
    for (const call of unreadable) await waymark.governance.act({ target, data: call }).schedule().send();

    const acts = await waymark.governance.scheduled();
    expect(acts.map(({ data: scheduled }) => scheduled).slice(1)).to.deep.equal(unreadable);
    expect(acts.map(({ call }) => call?.name)).to.deep.equal(["setGrant", undefined, undefined, undefined]);
  });

  it("lists and describes parties and products", async () => {
    const parties = await waymark.parties.list();
    expect(parties).to.have.length(Number(await w.ledger.partyCount()));
    expect(parties[0]).to.deep.include({ party: 1n, uri: "did:web:brand.example", suspendedAt: undefined });

    const brand = await waymark.parties.describe(1n);
    expect(brand.prefixes).to.deep.equal(["9520123"]);
    expect([...brand.grants]).to.deep.equal([["", ["Brand"]]]);
    expect(brand.signers).to.have.length(1);
    const factory = await waymark.parties.describe(w.cast.factory.id);
    expect(factory.mandates).to.deep.equal([{ agent: w.cast.broker.id, roles: ["Broker"] }]);
    const unknown = await waymark.parties.describe(999n).catch((error: unknown) => error);
    expect(unknown).to.include({ name: "PartyUnknown", message: "There is no party 999." });

    expect(await waymark.products.list()).to.deep.equal([
      {
        ...{ product: GTIN, gtin: "09520123456788", registrant: 1n, confirmed: true },
        ...{ hs6: "190110", dataHash: `0x${"0".repeat(64)}`, endorsedBy: 0n },
      },
    ]);
  });

  it("takes URIs as names of parties, with a right GLN where they hold one", () => {
    for (const uri of ["did:web:port.example", "lei:5493001KJTIIGC8Y1R12", "https://id.gs1.org/417/9520123000004"]) {
      expect(parsePartyUri(uri)).to.equal(uri);
    }
    for (const [text, reason] of [
      ["Shanghai Port", "is no URI"],
      ["", "is no URI"],
      [`did:web:${"a".repeat(256)}`, "is longer than 256 bytes"],
      ["https://id.gs1.org/417/9520123000005", "check digit"],
    ] as const) {
      expect(() => parsePartyUri(text)).to.throw(InvalidValueError, reason);
    }
  });
});
