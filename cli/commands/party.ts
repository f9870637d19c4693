import type { Command } from "commander";

import { rolesIn, type RoleName } from "../../sdk/vocabulary.js";
import { toBytes5, type Scope } from "../../sdk/places/scope.js";
import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { govern } from "../governing.js";
import type { Cli } from "../program.js";
import { addressTerm } from "../terms/address.js";
import { partyNumber, partyTerm } from "../terms/party.js";
import { roleTerm } from "../terms/roles.js";
import { scopeTerm, scopeWords } from "../terms/scope.js";
import { parsePartyUri } from "../../sdk/parties/partyUri.js";
import { withWriting, type WritingOptions } from "../writing.js";
import { addPartyImport } from "./party/import.js";
import { addPartyList } from "./party/list.js";
import { addPartyShow } from "./party/show.js";

const PARTY = "its number, or the URI under which it was admitted";
const SCOPE = "a place (CNSHG), a country (CN) or anywhere";

interface AdmitOptions extends WritingOptions {
  readonly manager: string;
  readonly controller?: string;
}

/** Parties: who is admitted, and what they may do. */
export function addPartyCommands(program: Command, cli: Cli): void {
  const party = program.command("party").description("Admit parties, grant them roles, suspend them, and show them.");

  addAdmit(party, cli);
  addGrant(party, cli);
  addRevoke(party, cli);
  addSuspend(party, cli);
  addReinstate(party, cli);
  addPartyShow(party, cli);
  addPartyList(party, cli);
  addPartyImport(party, cli);
}

function addAdmit(party: Command, cli: Cli): void {
  const command = withWriting(
    party
      .command("admit")
      .description(
        "Admit an organisation. Takes the Registrar; with a delay it is scheduled, and executed when run again.",
      )
      .argument("<uri>", "its name: https://id.gs1.org/417/<GLN>, did:web:… or lei:…", parsePartyUri)
      .requiredOption("--manager <address>", "account that keeps its signers and mandates", addressTerm)
      .option("--controller <uri>", "who owns it; unless said itself", parsePartyUri),
  ).action(
    action(cli, async (session, options: AdmitOptions, uri: string) => {
      const { manager, controller } = options;
      const waymark = await session.writer();
      const operation = waymark.parties.admit({ uri, manager, ...(controller === undefined ? {} : { controller }) });
      await govern(session, options, waymark, operation, {
        doing: `Admitting ${uri}`,
        done: (done) => `${uri} is admitted as party ${done.party}.`,
      });
    }),
  );
  withExamples(
    command,
    { what: "admit a port", words: "did:web:port.example --manager 0x70997970C51812dc3A010C7d01b50e0d17dc79C8" },
    {
      what: "an arm of a group: the two count as one witness",
      words:
        "https://id.gs1.org/417/9520123000004 --manager 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --controller did:web:group.example",
    },
  );
}

function addGrant(party: Command, cli: Cli): void {
  const command = withWriting(
    party
      .command("grant")
      .description("Grant a party roles somewhere; they replace what was granted there. Takes the Registrar.")
      .argument("<party>", PARTY, partyTerm)
      .argument("<scope>", SCOPE, scopeTerm)
      .argument("<roles...>", "Brand, Seller, Factory, Carrier, Port, Customs, Inspector, Broker, …", roleTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, term: string, scope: Scope, roles: readonly RoleName[]) => {
      const waymark = await session.writer();
      const number = await partyNumber(waymark.parties, term);
      await govern(session, options, waymark, waymark.parties.grant({ party: number, scope, roles }), {
        doing: `Granting party ${number} ${roles.join(", ")} at ${scopeWords(scope)}`,
        done: () => `Party ${number} has ${roles.join(", ")} at ${scopeWords(scope)}.`,
      });
    }),
  );
  withExamples(
    command,
    { what: "customs and inspection at one port", words: "3 CNSHG Customs Inspector" },
    { what: "a carrier everywhere", words: "did:web:carrier.example anywhere Carrier" },
  );
}

function addRevoke(party: Command, cli: Cli): void {
  const command = withWriting(
    party
      .command("revoke")
      .description("Withdraw roles that were granted somewhere. Takes the Registrar.")
      .argument("<party>", PARTY, partyTerm)
      .argument("<scope>", `${SCOPE}, as it was granted`, scopeTerm)
      .argument("[roles...]", "unless said all that it has there", roleTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, term: string, scope: Scope, roles: readonly RoleName[]) => {
      const waymark = await session.writer();
      const number = await partyNumber(waymark.parties, term);
      const granted = rolesIn(await waymark.ledger.grantOf(number, toBytes5(scope)));
      const left = roles.length === 0 ? [] : granted.filter((role) => !roles.includes(role));
      const gone = roles.length === 0 ? granted : roles;
      const what = gone.length === 0 ? "its roles" : gone.join(", ");
      await govern(session, options, waymark, waymark.parties.grant({ party: number, scope, roles: left }), {
        doing: `Withdrawing ${what} at ${scopeWords(scope)} from party ${number}`,
        done: () => `Party ${number} has ${left.join(", ") || "no role"} at ${scopeWords(scope)}.`,
        sure: `Withdraw ${what} at ${scopeWords(scope)} from party ${number}?`,
      });
    }),
  );
  withExamples(
    command,
    { what: "one role", words: "3 CNSHG Inspector" },
    { what: "all that it has in a country, without being asked", words: "3 CN --yes" },
  );
}

function addSuspend(party: Command, cli: Cli): void {
  const command = withWriting(
    party
      .command("suspend")
      .description("Stop a party from writing, at once; what it wrote stays. Takes the Suspender.")
      .argument("<party>", PARTY, partyTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, term: string) => {
      const waymark = await session.writer();
      const number = await partyNumber(waymark.parties, term);
      await govern(session, options, waymark, waymark.parties.suspend(number), {
        doing: `Suspending party ${number}`,
        done: () => `Party ${number} is suspended: it writes no more until it is reinstated.`,
        sure: `Suspend party ${number}?`,
      });
    }),
  );
  withExamples(command, { what: "stop a party whose keys were stolen", words: "did:web:carrier.example --yes" });
}

function addReinstate(party: Command, cli: Cli): void {
  const command = withWriting(
    party
      .command("reinstate")
      .description("Let a suspended party write again. Takes the Registrar.")
      .argument("<party>", PARTY, partyTerm),
  ).action(
    action(cli, async (session, options: WritingOptions, term: string) => {
      const waymark = await session.writer();
      const number = await partyNumber(waymark.parties, term);
      await govern(session, options, waymark, waymark.parties.reinstate(number), {
        doing: `Reinstating party ${number}`,
        done: () => `Party ${number} may write again.`,
      });
    }),
  );
  withExamples(command, { what: "after the keys were changed", words: "did:web:carrier.example" });
}
