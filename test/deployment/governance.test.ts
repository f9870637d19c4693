import { expect } from "chai";
import { AbiCoder, Interface, keccak256, ZeroAddress, type FunctionFragment } from "ethers";
import { network } from "hardhat";

import { deployWaymark } from "../../scripts/deployment/deployWaymark.js";
import { signerIdOf } from "../../sdk/ids.js";
import { decodeError } from "../../sdk/errors.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { IWaymark__factory } from "../../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";

const DAY = 86_400;

/** Who may call what and after which delay, as the design says it; arguments that the ledger accepts in this order. */
const WIRING = [
  ["admitParty", "registrar", DAY, ["did:web:first.example", "did:web:first.example", "0x".padEnd(42, "1")]],
  ["admitParty", "registrar", DAY, ["did:web:second.example", "did:web:second.example", "0x".padEnd(42, "2")]],
  ["setGrant", "registrar", DAY, [1, "0x434e000000", 2]],
  ["assignPrefix", "registrar", DAY, [9_520_123, 7, 1]],
  ["setTerritory", "governor", 5 * DAY, ["0x4445", "0x4555"]],
  ["setCustomsLive", "governor", 5 * DAY, ["0x434e", true]],
  ["appointSuccessor", "governor", 5 * DAY, [1, 2]],
  ["suspendParty", "suspender", 0, [1]],
  ["reinstateParty", "registrar", DAY, [1]],
  ["proposeManager", "recovery", DAY, [2, "0x".padEnd(42, "3")]],
  ["announceSuccessor", "governor", 5 * DAY, ["0x".padEnd(42, "4")]],
] as const;

/** What a key signs for any call of the ledger. */
const ACT = {
  Act: [
    { name: "signer", type: "bytes32" },
    { name: "party", type: "uint32" },
    { name: "call", type: "bytes" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint40" },
  ],
};

/** Without the types of each function, for a table of them. */
const abi = new Interface(IWaymark__factory.abi);

describe("Governance of a deployed ledger", () => {
  async function deployGoverned() {
    const connection = await network.create();
    const [deployer, admin, registrar, suspender, governor, recovery, stranger] = await connection.ethers.getSigners();
    const accounts = {
      deployer: deployer!,
      admin: admin!,
      registrar: registrar!,
      suspender: suspender!,
      governor: governor!,
      recovery: recovery!,
    };
    const { ledger, accessManager } = await deployWaymark(connection, {
      delays: "public",
      roles: {
        Admin: accounts.admin.address,
        Registrar: accounts.registrar.address,
        Suspender: accounts.suspender.address,
        Governor: accounts.governor.address,
        Recovery: accounts.recovery.address,
      },
    });
    return {
      ...accounts,
      time: connection.networkHelpers.time,
      stranger: stranger!,
      ledger: IWaymark__factory.connect(ledger, stranger),
      manager: AccessManager__factory.connect(accessManager, stranger),
    };
  }

  let d: Awaited<ReturnType<typeof deployGoverned>>;
  before(async () => {
    d = await deployGoverned();
  });

  const callOf = (name: (typeof WIRING)[number][0], args: readonly unknown[]) => abi.encodeFunctionData(name, args);
  const operationOf = (caller: string, target: string, data: string) =>
    keccak256(AbiCoder.defaultAbiCoder().encode(["address", "address", "bytes"], [caller, target, data]));

  it("restricts exactly the functions of the table, for a stranger and for the deployer", async () => {
    // The access manager's own, by which its Admin can put another in its place.
    const names = new Set<string>(["setAuthority", ...WIRING.map(([name]) => name)]);
    const writes: FunctionFragment[] = [];
    d.ledger.interface.forEachFunction((fragment) => {
      if (!fragment.constant) writes.push(fragment);
    });
    for (const caller of [d.stranger, d.deployer]) {
      const refused: string[] = [];
      for (const { name, selector } of writes) {
        // Enough zeros to decode any parameters as empty ones.
        const data = `${selector}${"00".repeat(32 * 64)}`;
        const answer: unknown = await caller
          .call({ to: await d.ledger.getAddress(), data })
          .catch((error: unknown) => error);
        if (decodeError(answer, d.ledger.interface).name === "AccessManagedUnauthorized") refused.push(name);
      }
      expect(refused.sort()).to.deep.equal([...names].sort());
    }
  });

  for (const [name, role, delay, args] of WIRING) {
    it(`${name}(${args.join(", ")}) is for the ${role}, after ${delay / DAY} days`, async () => {
      const to = await d.ledger.getAddress();
      const data = callOf(name, args);
      const others = [d.stranger, d.deployer, d.admin, d.registrar, d.suspender, d.governor, d.recovery].filter(
        (each) => each !== d[role],
      );
      for (const other of others) {
        await expect(other.sendTransaction({ to, data }))
          .to.be.revertedWithCustomError(d.ledger, "AccessManagedUnauthorized")
          .withArgs(other.address);
      }
      if (delay > 0) {
        const operation = operationOf(d[role].address, to, data);
        await expect(d[role].sendTransaction({ to, data }))
          .to.be.revertedWithCustomError(d.manager, "AccessManagerNotScheduled")
          .withArgs(operation);
        await d.manager.connect(d[role]).schedule(to, data, 0);
        const readyAt = Number(await d.manager.getSchedule(operation));
        await d.time.setNextBlockTimestamp(readyAt - 1);
        await expect(d[role].sendTransaction({ to, data }))
          .to.be.revertedWithCustomError(d.manager, "AccessManagerNotReady")
          .withArgs(operation);
        await d.time.setNextBlockTimestamp(readyAt);
        await expect(d[role].sendTransaction({ to, data }))
          .to.emit(d.manager, "OperationExecuted")
          .withArgs(operation, 1);
      } else {
        await d[role].sendTransaction({ to, data });
      }
    });
  }

  it("gave effect to what was allowed", async () => {
    expect(await d.ledger.partyCount()).to.equal(2);
    expect(await d.ledger.grantOf(1, "0x434e000000")).to.equal(2);
    expect(await d.ledger.prefixHolder(9_520_123, 7)).to.equal(1);
    expect(await d.ledger.territoryOf("0x4445")).to.deep.equal(["0x4555", false]);
    expect(await d.ledger.territoryOf("0x434e")).to.deep.equal(["0x434e", true]);
    expect(await d.ledger.successorOf(1)).to.equal(2);
    expect((await d.ledger.partyOf(1)).suspendedAt).to.equal(0);
    expect((await d.ledger.recoveryOf(2)).manager).to.equal("0x".padEnd(42, "3"));
    expect(await d.ledger.successorLedger()).to.equal("0x".padEnd(42, "4"));
  });

  it("has no way around the roles: by many calls at once, signed, or tried only", async () => {
    const target = await d.ledger.getAddress();
    const call = callOf("admitParty", ["did:web:third.example", "did:web:third.example", d.stranger.address]);
    const refusal = (caller: string) => abi.encodeErrorResult("AccessManagedUnauthorized", [caller]);

    await expect(d.ledger.multicall([call]))
      .to.be.revertedWithCustomError(d.ledger, "AccessManagedUnauthorized")
      .withArgs(d.stranger.address);
    await expect(d.ledger.tryMulticall([call]))
      .to.emit(d.ledger, "CallRejected")
      .withArgs(0, refusal(d.stranger.address));
    await expect(d.ledger.dryRun(call, signerIdOf(d.registrar.address)))
      .to.be.revertedWithCustomError(d.ledger, "DryRun")
      .withArgs(false, refusal(target));

    // Signed by the Registrar itself: governance has no signers, and the ledger that calls itself has no role.
    const { name, version, chainId, verifyingContract } = await d.ledger.eip712Domain();
    const terms = { nonce: 0, deadline: 2n ** 40n - 1n };
    const signature = await d.registrar.signTypedData({ name, version, chainId, verifyingContract }, ACT, {
      signer: signerIdOf(d.registrar.address),
      party: 1,
      call,
      ...terms,
    });
    await expect(d.ledger.relay(1, call, { signer: d.registrar.address, signature, ...terms }))
      .to.be.revertedWithCustomError(d.ledger, "AccessManagedUnauthorized")
      .withArgs(target);
    expect(await d.ledger.partyCount()).to.equal(2);
  });

  it("lets the Registrar do at once what it announced one by one, and nothing beside it", async () => {
    const target = await d.ledger.getAddress();
    const [third, fourth, fifth] = ["third", "fourth", "fifth"].map((name) =>
      callOf("admitParty", [`did:web:${name}.example`, `did:web:${name}.example`, d.stranger.address]),
    );
    const as = d.ledger.connect(d.registrar);
    for (const call of [third!, fourth!]) await d.manager.connect(d.registrar).schedule(target, call, 0);
    await expect(as.multicall([third!, fourth!]))
      .to.be.revertedWithCustomError(d.manager, "AccessManagerNotReady")
      .withArgs(operationOf(d.registrar.address, target, third!));
    await d.time.increase(DAY);
    await expect(as.multicall([third!, fourth!, fifth!]))
      .to.be.revertedWithCustomError(d.manager, "AccessManagerNotScheduled")
      .withArgs(operationOf(d.registrar.address, target, fifth!));
    await as.multicall([third!, fourth!]);
    expect(await d.ledger.partyCount()).to.equal(4);
    // Announced once, done once.
    await expect(as.multicall([third!]))
      .to.be.revertedWithCustomError(d.manager, "AccessManagerNotScheduled")
      .withArgs(operationOf(d.registrar.address, target, third!));
  });

  it("names the roles, and gives all of them to the Admin's care", async () => {
    const labels = await d.manager.queryFilter(d.manager.filters.RoleLabel());
    expect(labels.map(({ args }) => [args.roleId, args.label])).to.deep.equal([
      [1n, "Registrar"],
      [2n, "Suspender"],
      [3n, "Governor"],
      [4n, "Recovery"],
    ]);
    for (const role of [1, 2, 3, 4]) expect(await d.manager.getRoleAdmin(role)).to.equal(0);
  });

  it("leaves the deployer without a role, and grants nobody else one", async () => {
    for (const role of [0, 1, 2, 3, 4]) {
      expect(await d.manager.hasRole(role, d.deployer.address)).to.deep.equal([false, 0n]);
    }
    const granted = await d.manager.queryFilter(d.manager.filters.RoleGranted());
    expect(granted.map(({ args }) => [args.roleId, args.account])).to.deep.equal([
      [0n, d.deployer.address],
      [4n, d.recovery.address],
      [3n, d.governor.address],
      [2n, d.suspender.address],
      [1n, d.registrar.address],
      [0n, d.admin.address],
    ]);
    await expect(d.manager.connect(d.deployer).grantRole(1, d.deployer.address, 0))
      .to.be.revertedWithCustomError(d.manager, "AccessManagerUnauthorizedAccount")
      .withArgs(d.deployer.address, 0);
  });

  it("makes the Admin wait five days to change who governs or what", async () => {
    const target = await d.manager.getAddress();
    const ledger = await d.ledger.getAddress();
    const acts = [
      d.manager.interface.encodeFunctionData("grantRole", [1, d.stranger.address, 0]),
      d.manager.interface.encodeFunctionData("setTargetFunctionRole", [ledger, ["0x12345678"], 1]),
      d.manager.interface.encodeFunctionData("updateAuthority", [ledger, ZeroAddress]),
    ];
    for (const data of acts) {
      const operation = operationOf(d.admin.address, target, data);
      await d.manager.connect(d.admin).schedule(target, data, 0);
      const now = await d.time.latest();
      expect(await d.manager.getSchedule(operation)).to.equal(now + 5 * DAY);
      await expect(d.admin.sendTransaction({ to: target, data }))
        .to.be.revertedWithCustomError(d.manager, "AccessManagerNotReady")
        .withArgs(operation);
    }
    // In force since five days after the wiring, for whoever the Admin should name beside itself.
    expect(await d.manager.getTargetAdminDelay(ledger)).to.equal(5 * DAY);
  });
});
