import { id as hashOfText } from "ethers";

import type { PartyId } from "../../sdk/ids.js";
import type { GovernedOperation } from "../../sdk/operations/governed.js";
import type { Operation } from "../../sdk/operations/operation.js";
import { FOREVER, secondsOf } from "../../sdk/operations/words.js";
import { toBytes5, type Scope } from "../../sdk/places/scope.js";
import { signerIdOfKey } from "../../sdk/signing/signerIdOfKey.js";
import { parseCompanyPrefix } from "../../sdk/gs1/companyPrefix.js";
import { roleSet, type RoleName } from "../../sdk/vocabulary.js";
import type { Waymark } from "../../sdk/waymark.js";
import { chainTime, stageOf } from "../governing.js";
import { scopeTerm, scopeWords } from "../terms/scope.js";
import { signerBytes, signerWords } from "../terms/signer.js";
import type { Change, Next } from "./change.js";
import type { DeclaredParty } from "./parties.js";

type DeclaredSigner = NonNullable<DeclaredParty["signers"]>[number];

/**
 * What has to change on the ledger for it to be as a file says. It is read from the chain alone, so that a run that was
 * interrupted is taken up by the next, and one that was finished has nothing to do.
 *
 * @param waymark With the key that is used.
 */
export async function planOf(waymark: Waymark, declared: readonly DeclaredParty[]): Promise<Change[]> {
  const planner = await Planner.of(waymark);
  const plans = await Promise.all(declared.map((party) => planner.party(party)));
  return plans.flat();
}

class Planner {
  private constructor(
    private readonly waymark: Waymark,
    /** The account that is used. */
    private readonly account: string,
    private readonly now: number,
  ) {}

  static async of(waymark: Waymark): Promise<Planner> {
    if (waymark.signer === undefined) throw new Error("A plan is made for a key.");
    return new Planner(waymark, await waymark.signer.getAddress(), await chainTime(waymark));
  }

  async party(declared: DeclaredParty): Promise<Change[]> {
    const { uri } = declared;
    const number = await this.waymark.parties.find(uri);
    const changes = await Promise.all([
      this.#admission(declared, number),
      ...Object.entries(declared.grants ?? {}).map(([scope, roles]) =>
        this.#grant(uri, number, scopeTerm(scope), roles),
      ),
      ...(declared.prefixes ?? []).map((prefix) => this.#prefix(uri, number, prefix)),
      ...(declared.signers ?? []).map((signer) => this.#signer(uri, number, signer)),
      ...Object.entries(declared.mandates ?? {}).map(([agent, roles]) => this.#mandate(uri, number, agent, roles)),
    ]);
    return changes.filter((change) => change !== undefined);
  }

  async #admission(
    { uri, controller = uri, manager }: DeclaredParty,
    number: PartyId | undefined,
  ): Promise<Change | undefined> {
    const change = { party: uri, kind: "admit", what: `admitted, managed by ${manager}` } as const;
    if (number === undefined) {
      return { ...change, next: await this.#governed(this.waymark.parties.admit({ uri, controller, manager })) };
    }
    const { controllerHash } = await this.waymark.ledger.partyOf(number);
    if (controllerHash === hashOfText(controller)) return undefined;
    return {
      ...change,
      what: `controlled by ${controller}`,
      next: { next: "conflict", reason: "it was admitted with another controller, for good" },
    };
  }

  async #grant(
    uri: string,
    party: PartyId | undefined,
    scope: Scope,
    roles: readonly RoleName[],
  ): Promise<Change | undefined> {
    const change = {
      party: uri,
      kind: "grant",
      what: `${roles.join(", ") || "no role"} at ${scopeWords(scope)}`,
    } as const;
    if (party === undefined) return roles.length === 0 ? undefined : { ...change, next: { next: "afterAdmission" } };
    if ((await this.waymark.ledger.grantOf(party, toBytes5(scope))) === BigInt(roleSet(roles))) return undefined;
    return { ...change, next: await this.#governed(this.waymark.parties.grant({ party, scope, roles })) };
  }

  async #prefix(uri: string, party: PartyId | undefined, digits: string): Promise<Change | undefined> {
    const change = { party: uri, kind: "prefix", what: `company prefix ${digits}` } as const;
    const { value, length } = parseCompanyPrefix(digits);
    const holder = await this.waymark.ledger.prefixHolder(value, length);
    if (holder !== 0n && holder !== party) {
      return { ...change, next: { next: "conflict", reason: `party ${holder} holds it: release it first` } };
    }
    if (party === undefined) return { ...change, next: { next: "afterAdmission" } };
    if (holder === party) return undefined;
    return { ...change, next: await this.#governed(this.waymark.parties.assignPrefix(party, digits)) };
  }

  async #signer(uri: string, party: PartyId | undefined, declared: DeclaredSigner): Promise<Change | undefined> {
    const { roles, scope, from, until, heldBy } = declared;
    const signer = await signerBytes(this.waymark, declared.key);
    const id = signerIdOfKey(signer);
    const change = { party: uri, kind: "signer", what: `key ${signerWords(id)} as ${roles.join(", ")}` } as const;
    if (party === undefined) return { ...change, next: { next: "afterAdmission" } };
    const kept = await this.waymark.ledger.signerOf(party, id);
    if (kept.roles === 0n) {
      const operation = this.waymark.parties.addSigner({
        ...{ party, signer, roles, heldBy },
        ...(scope === undefined ? {} : { scope }),
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      });
      return { ...change, next: await this.#own(party, operation) };
    }
    const reason =
      kept.revokedAt !== 0n ? "it was revoked, for good" : "it was added with other roles, places or times, for good";
    const isSame =
      kept.revokedAt === 0n &&
      kept.roles === BigInt(roleSet(roles)) &&
      kept.scope === toBytes5(scope ?? scopeTerm("anywhere")) &&
      kept.validFrom === secondsOf(from ?? 0) &&
      kept.validUntil === secondsOf(until ?? FOREVER);
    return isSame ? undefined : { ...change, next: { next: "conflict", reason } };
  }

  async #mandate(
    uri: string,
    party: PartyId | undefined,
    term: string,
    roles: readonly RoleName[],
  ): Promise<Change | undefined> {
    const change = {
      party: uri,
      kind: "mandate",
      what: `mandate of ${term} as ${roles.join(", ") || "nothing"}`,
    } as const;
    const agent = /^[0-9]+$/.test(term) ? BigInt(term) : await this.waymark.parties.find(term);
    if (party === undefined || agent === undefined) {
      return roles.length === 0 ? undefined : { ...change, next: { next: "afterAdmission" } };
    }
    if ((await this.waymark.ledger.mandateOf(party, agent)) === BigInt(roleSet(roles))) return undefined;
    return { ...change, next: await this.#own(party, this.waymark.parties.setMandate({ party, agent, roles })) };
  }

  /** What can be done about an act of governance. */
  async #governed(operation: GovernedOperation<unknown>): Promise<Next> {
    const stage = await stageOf(operation, this.now);
    switch (stage.stage) {
      case "atOnce":
        return { next: "send", operation };
      case "unscheduled":
        return { next: "schedule", operation };
      case "ready":
        return { next: "execute", operation };
      case "waiting":
        return { next: "wait", readyAt: stage.readyAt };
      case "never":
        return { next: "otherKey", whose: "the Registrar", isGoverning: true };
    }
  }

  /** What can be done about something of a party's own. */
  async #own(party: PartyId, operation: Operation<unknown>): Promise<Next> {
    const { manager } = await this.waymark.ledger.partyOf(party);
    if (manager === this.account) return { next: "send", operation };
    return { next: "otherKey", whose: `its manager ${manager}`, isGoverning: false };
  }
}
