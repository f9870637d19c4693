import { IParties__factory } from "../../typechain-types/factories/contracts/interfaces/IParties__factory.js";
import { check, type Checked, type DeploymentCheck } from "./check.js";
import { managerEvents, managerOf } from "./manager.js";
import { GOVERNANCE, NAMED_ROLES } from "./roles.js";

const PARTIES = IParties__factory.createInterface();

/** What governs admission: which role may do what, who gives it, and that the ledger is open to it. */
export async function checkGovernance(checked: Checked): Promise<DeploymentCheck[]> {
  const { record, block } = checked;
  const ledger = record.contracts.Waymark.address;
  const manager = managerOf(checked);
  const at = { blockTag: block };
  const isClosed = await manager.isTargetClosed(ledger, at);
  const open = check("Waymark", "governance", "open", !isClosed, () => "the ledger is closed to governance");

  const ofRoles = await Promise.all(
    NAMED_ROLES.map(async (role) => {
      const { id, functions } = GOVERNANCE[role];
      const [admin, guardian, ...governing] = await Promise.all([
        manager.getRoleAdmin(id, at),
        manager.getRoleGuardian(id, at),
        ...functions.map((called) => manager.getTargetFunctionRole(ledger, PARTIES.getFunction(called).selector, at)),
      ]);
      return [
        ...functions.map((called, index) => {
          const found = governing[index];
          return check(
            role,
            "may call",
            called,
            found === id,
            () => `${called} belongs to role ${found}, not to the ${role}`,
          );
        }),
        check(
          role,
          "given by",
          "the Admin",
          admin === 0n,
          () => `the ${role} is given by role ${admin}, not by the Admin`,
        ),
        check(
          role,
          "guarded by",
          "the Admin",
          guardian === 0n,
          () => `the ${role} is guarded by role ${guardian}, not by the Admin`,
        ),
      ];
    }),
  );
  return [open, ...ofRoles.flat(), await checkTargetDelay(checked)];
}

/** A change of this delay takes effect days later; what is to come stands in its event. */
async function checkTargetDelay(checked: Checked): Promise<DeploymentCheck> {
  const { record } = checked;
  const { delay } = record.governance.Admin;
  const changes = await managerEvents(checked, "TargetAdminDelayUpdated");
  const ofLedger = changes.filter(({ args }) => args.getValue("target") === record.contracts.Waymark.address);
  // The type of the event's parameter.
  const found = ofLedger.at(-1)?.args.getValue("delay") as bigint | undefined;
  return check("Waymark", "rewired after", `${delay} s`, found === BigInt(delay), () =>
    found === undefined
      ? "nobody has set the delay of the ledger's wiring"
      : `the delay of the ledger's wiring is ${found} s, not ${delay} s`,
  );
}
