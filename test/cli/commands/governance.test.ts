import { expect } from "chai";

import { loadFixture, networkHelpers } from "../../support/chain.js";
import { Chip } from "../../support/keys.js";
import { CommandLine } from "../../support/cli.js";
import { at, country, world, type World } from "../../support/world.js";

const OPERATION = `0x${"ab".repeat(32)}`;

describe("waymark governance, prefix, recovery, signer and mandate", () => {
  let w: World;
  let cli: CommandLine;

  beforeEach(async () => {
    w = await loadFixture(world);
    cli = await CommandLine.beside(w);
  });

  afterEach(() => {
    cli.close();
  });

  const admin = (...args: string[]) => cli.as({ account: w.admin }, ...args);

  it("puts countries into territories, sets customs live, and names successors", async () => {
    expect((await admin("governance", "territory", "AT", "EU", "--yes")).stdout).to.include(
      "AT belongs to customs territory EU.",
    );
    expect((await w.ledger.territoryOf(country("AT"))).territory).to.equal(country("EU"));

    expect((await admin("governance", "customs-live", "CN")).stdout).to.include("Customs of CN write for themselves.");
    expect((await w.ledger.territoryOf(country("CN"))).customsLive).to.equal(true);
    await admin("governance", "customs-live", "CN", "--off");
    expect((await w.ledger.territoryOf(country("CN"))).customsLive).to.equal(false);

    const { cnPort, port2 } = w.cast;
    expect((await admin("governance", "successor", `${cnPort.id}`, "did:web:port2.example")).code).to.equal(0);
    expect(await w.ledger.successorOf(cnPort.id)).to.equal(port2.id);

    expect((await admin("governance", "announce", w.outsider.address, "--yes")).code).to.equal(0);
    expect(await w.ledger.successorLedger()).to.equal(w.outsider.address);
  });

  it("assigns and releases company prefixes", async () => {
    const { id } = w.cast.brand2;
    expect((await admin("prefix", "assign", `${id}`, "4006381")).stdout).to.include(
      `Prefix 4006381 belongs to party ${id}.`,
    );
    expect(await w.ledger.prefixHolder(4_006_381n, 7)).to.equal(id);
    expect((await admin("prefix", "release", "4006381", "--yes")).stdout).to.include(
      "Prefix 4006381 belongs to nobody.",
    );
    expect(await w.ledger.prefixHolder(4_006_381n, 7)).to.equal(0n);
  });

  it("recovers a party whose manager lost the key, and lets the manager refuse", async () => {
    const { brand } = w.cast;
    const propose = () => admin("recovery", "propose", `${brand.id}`, w.outsider.address);
    expect((await propose()).stdout).to.match(/may become the manager of party 1 from 20/);
    expect((await cli.as(brand, "recovery", "veto")).stdout).to.include(
      `${w.outsider.address} does not become the manager.`,
    );
    await propose();
    await networkHelpers.time.increase(7 * 86_400);
    expect((await cli.as({ account: w.admin }, "recovery", "complete", `${brand.id}`)).stdout).to.include(
      `${w.outsider.address} is the manager of party ${brand.id}.`,
    );
  });

  it("adds keys of every kind and revokes them", async () => {
    const { cnCustoms } = w.cast;
    const point = new Chip("of an officer").publicKey;
    const add = (signer: string, ...more: string[]) =>
      cli.as(cnCustoms, "signer", "add", signer, "--role", "Customs", "--held-by", "officer", ...more);
    const account = await add(w.outsider.address, "--scope", "CNSHG", "--until", "2099-12-31");
    expect(account.stdout).to.include(`✔ ${w.outsider.address} may write as Customs.`);
    for (const key of [`p256:${point}`, `passkey:${point}`]) expect((await add(key)).code, key).to.equal(0);

    const shown = (await cli.run("party", "show", `${cnCustoms.id}`)).stdout;
    expect(shown).to.match(new RegExp(`${w.outsider.address} +Customs +CNSHG +officer +2099-12-31 00:00:00 UTC`));

    const revoked = await cli.as(cnCustoms, "signer", "revoke", w.outsider.address, "--yes");
    expect(revoked.stdout).to.include(`✔ ${w.outsider.address} writes no more.`);
    expect((await cli.run("party", "show", `${cnCustoms.id}`)).stdout).to.match(/officer +revoked/);
  });

  it("gives mandates and withdraws them", async () => {
    const { brand, broker } = w.cast;
    expect((await cli.as(brand, "mandate", "give", "did:web:broker.example", "Broker")).stdout).to.include(
      `Party ${broker.id} may act as Broker.`,
    );
    expect(await w.ledger.mandateOf(brand.id, broker.id)).not.to.equal(0n);
    expect((await cli.as(brand, "mandate", "withdraw", `${broker.id}`, "--yes")).code).to.equal(0);
    expect(await w.ledger.mandateOf(brand.id, broker.id)).to.equal(0n);
    expect(await w.ledger.grantOf(brand.id, at(""))).not.to.equal(0n);
  });

  const address = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  for (const [value, ...args] of [
    ["Germany", "governance", "territory", "Germany", "EU"],
    ["eu", "governance", "territory", "DE", "eu"],
    ["C1", "governance", "customs-live", "C1"],
    ["port", "governance", "successor", "port", "3"],
    ["0", "governance", "successor", "3", "0"],
    ["0xabc", "governance", "announce", "0xabc"],
    ["0x12", "governance", "execute", "0x12"],
    ["12", "governance", "cancel", "12"],
    ["952012x", "prefix", "assign", "1", "952012x"],
    ["1234567890123", "prefix", "release", "1234567890123"],
    ["brand", "prefix", "assign", "brand", "9520123"],
    ["me", "recovery", "propose", "1", "me"],
    ["x", "recovery", "propose", "x", address],
    ["x", "recovery", "complete", "x"],
    ["0x1234", "signer", "add", "0x1234", "--role", "Port", "--held-by", "server"],
    ["Captain", "signer", "add", address, "--role", "Captain", "--held-by", "server"],
    ["nobody", "signer", "add", address, "--role", "Port", "--held-by", "nobody"],
    ["tomorrow", "signer", "add", address, "--role", "Port", "--held-by", "server", "--from", "tomorrow"],
    ["2026-02-30", "signer", "add", address, "--role", "Port", "--held-by", "server", "--until", "2026-02-30"],
    ["2026-11-20T08:00", "signer", "revoke", address, "--compromised-since", "2026-11-20T08:00"],
    ["passkey:0x12", "signer", "revoke", "passkey:0x12"],
    ["Agent", "mandate", "give", "3", "Agent"],
    ["agent", "mandate", "withdraw", "agent"],
  ] as const) {
    it(`refuses ${value} in ${args.slice(0, 2).join(" ")} with code 2 and names it`, async () => {
      const ran = await admin(...args);
      expect(ran.code).to.equal(2);
      expect(ran.stderr)
        .to.match(/^Error: [^\n]+\n[^\n]+\n$/)
        .and.to.include(value);
    });
  }

  it("says which party is missing", async () => {
    const ran = await admin("mandate", "give", "3", "Broker");
    expect(ran.code).to.equal(2);
    expect(ran.stderr).to.include("which party writes").and.to.include("--party");
  });

  it("finds nothing scheduled under an id that is none of the ledger's", async () => {
    const ran = await admin("governance", "execute", OPERATION);
    expect(ran.code).to.equal(1);
    expect(ran.stderr).to.include(OPERATION);
  });
});
