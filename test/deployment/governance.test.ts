import { expect } from "chai";
import { AbiCoder, Interface, keccak256, ZeroAddress, type FunctionFragment } from "ethers";
import { network } from "hardhat";

import { deployWaymark } from "../../scripts/deployment/deployWaymark.js";
import { decodeError } from "../../sdk/errors.js";
import { AccessManager__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.js";
import { Waymark__factory } from "../../typechain-types/factories/contracts/Waymark__factory.js";

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
] as const;

/** Without the types of each function, for a table of them. */
const abi = new Interface(Waymark__factory.abi);

describe("Governance of a deployed ledger", () => {
  async function deployGoverned() {
    const connection = await network.create();
    const [deployer, admin, registrar, suspender, governor, stranger] = await connection.ethers.getSigners();
    const accounts = {
      deployer: deployer!,
      admin: admin!,
      registrar: registrar!,
      suspender: suspender!,
      governor: governor!,
    };
    const { ledger, accessManager } = await deployWaymark(connection, {
      delays: "public",
      roles: {
        Admin: accounts.admin.address,
        Registrar: accounts.registrar.address,
        Suspender: accounts.suspender.address,
        Governor: accounts.governor.address,
      },
    });
    return {
      ...accounts,
      time: connection.networkHelpers.time,
      stranger: stranger!,
      ledger: Waymark__factory.connect(ledger, stranger),
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
      const others = [d.stranger, d.deployer, d.admin, d.registrar, d.suspender, d.governor].filter(
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
  });

  it("names the roles, the reserved one too, and gives all of them to the Admin's care", async () => {
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
