import type { Command } from "commander";

import { GOVERNANCE } from "../../../sdk/deployment/roles.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { roleCall, type RoleChange } from "../../../sdk/governance/roleCall.js";
import { GovernanceRole, namesOf } from "../../../sdk/vocabulary.js";
import { action } from "../../action.js";
import { withExamples } from "../../examples.js";
import { govern } from "../../governing.js";
import type { Cli } from "../../program.js";
import type { Session } from "../../session.js";
import { addressTerm } from "../../terms/address.js";
import { withWriting, type WritingOptions } from "../../writing.js";
import { CALLS, showCalls } from "./calls.js";

type RoleName = RoleChange["role"];

interface RoleOptions extends WritingOptions {
  readonly calls?: true;
  readonly delay?: number;
}

const EXAMPLE = "registrar 0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

/** `waymark governance role`: who governs. */
export function addGovernanceRole(governance: Command, cli: Cli): void {
  const role = governance.command("role").description("Give and take the roles that govern. Takes the Admin.");

  const give = changing(role.command("give").description("Give an account a role."))
    .option("--delay <seconds>", "wait of its acts; unless said that of the role on public networks", delayTerm)
    .action(
      action(cli, async (session, options: RoleOptions, name: RoleName, account: string) => {
        const delay = options.delay ?? GOVERNANCE[name].delay;
        await change(session, options, { role: name, account, delay });
      }),
    );
  withExamples(
    give,
    { what: "what a multisig that is the Admin has to send", words: `${EXAMPLE} --calls` },
    { what: "as the Admin of a local chain", words: `${EXAMPLE} --delay 0 --yes` },
  );

  const take = changing(role.command("take").description("Take a role from an account.")).action(
    action(cli, async (session, options: RoleOptions, name: RoleName, account: string) => {
      await change(session, options, { role: name, account, delay: undefined });
    }),
  );
  withExamples(take, { what: "what a multisig that is the Admin has to send", words: `${EXAMPLE} --calls` });
}

function changing(command: Command): Command {
  return withWriting(
    command
      .argument("<role>", namesOf(GovernanceRole).join(", "), roleTerm)
      .argument("<account>", "its address", addressTerm)
      .option("--calls", CALLS),
  );
}

async function change(session: Session, options: RoleOptions, roleChange: RoleChange): Promise<void> {
  const { role, account, delay } = roleChange;
  const waymark = await (options.calls === true ? session.reader() : session.writer());
  const act = waymark.governance.act(await roleCall(waymark, roleChange));
  if (options.calls === true) {
    await showCalls(session, { schedule: act.schedule(), execute: act.execute() });
    session.show.note("The second is taken when the delay of the first is over: `waymark governance list` shows when.");
    return;
  }
  const isGiven = delay !== undefined;
  await govern(session, options, waymark, act, {
    doing: isGiven ? `Giving ${account} the role ${role}` : `Taking the role ${role} from ${account}`,
    done: () => (isGiven ? `${account} is a ${role}, with a delay of ${delay} s.` : `${account} is no ${role}.`),
    sure: isGiven ? `Let ${account} govern as ${role}?` : `Take the role ${role} from ${account}?`,
  });
}

function roleTerm(text: string): RoleName {
  const found = namesOf(GovernanceRole).find((name) => name.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  throw new InvalidValueError(
    `"${text}" is no governing role.`,
    `Give one of ${namesOf(GovernanceRole).join(", ")}.`,
    text,
  );
}

function delayTerm(text: string): number {
  // The access manager counts in 32 bits.
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidValueError(`"${text}" is no delay.`, "Give whole seconds, as in 86400 for a day.", text);
}
