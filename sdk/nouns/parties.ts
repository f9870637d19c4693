import type { BytesLike } from "ethers";

import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { givenBytes, requireList, requireObject, requireText } from "../given.js";
import { parseCompanyPrefix, type CompanyPrefix } from "../gs1/companyPrefix.js";
import { partyNumber, type PartyId, type SignerId } from "../ids.js";
import type { GovernedOperation } from "../operations/governed.js";
import { ofSender, ofGovernance, ofParty } from "../operations/ledgerOperation.js";
import type { Operation } from "../operations/operation.js";
import type { ByParty, OperationClient } from "../operations/operationClient.js";
import { withRefusals } from "../operations/send.js";
import { signerGiven } from "../operations/signerGiven.js";
import { FOREVER, numberOf, rolesNumber, scopeBytes, secondsOf, type When, type WordOf } from "../operations/words.js";
import { describeParty, type DescribedParty } from "../parties/describeParty.js";
import { listParties, type ListedParty } from "../parties/listParties.js";
import { parsePartyUri } from "../parties/partyUri.js";
import { KeyHolder, rolesIn, type RoleName } from "../vocabulary.js";

/** An organisation to admit. */
export interface NewParty {
  /** Its name: `https://id.gs1.org/417/<GLN>`, `did:web:…` or `lei:…`; 1 to 256 bytes. */
  readonly uri: string;
  /** Who owns it: two parties of one controller are one witness, not two. Unless said it owns itself. */
  readonly controller?: string;
  /** Address of the account that keeps its signers, mandates and appointments. */
  readonly manager: string;
}

/** What a party may do somewhere. */
export interface NewGrant {
  readonly party: PartyId;
  /** A place, a country, or "" for anywhere. */
  readonly scope: string;
  /** They replace what was granted there; none = withdrawn. */
  readonly roles: readonly RoleName[];
}

/** A key that is to write for a party. */
export interface NewSigner extends ByParty {
  /** An account's address, or the ERC-7913 bytes of any key: `p256Signer`, or the `signer` of a `SigningKey`. */
  readonly signer: BytesLike;
  /** Roles it may act in, at least one; the party must hold them too. */
  readonly roles: readonly RoleName[];
  /** Where it may write: a place, a country; unless said wherever the party may. */
  readonly scope?: string;
  /** First moment of its validity; unless said it has begun. */
  readonly from?: When;
  /** Last moment of its validity; unless said it has none. */
  readonly until?: When;
  /** Who keeps the key. */
  readonly heldBy: WordOf<typeof KeyHolder>;
}

/** A key that may write no more. */
export interface RevokedSigner extends ByParty {
  /** As it was added, or its id. */
  readonly signer: BytesLike;
  /** From when it is said to have been in other hands, at most 60 days ago; unless said there is no suspicion. */
  readonly compromisedSince?: When;
}

/** What another party may do about goods that this one created or has. */
export interface NewMandate extends ByParty {
  readonly agent: PartyId;
  /** They replace those given before; none = withdrawn. */
  readonly roles: readonly RoleName[];
}

/** Who may write, in which capacity, where and with which keys: `waymark.parties`. */
export class Parties {
  readonly #client: OperationClient;

  constructor(client: OperationClient) {
    this.#client = client;
  }

  /**
   * The party that was admitted under a URI; undefined when there is none.
   *
   * @throws WaymarkError when the chain is not reached.
   */
  async find(uri: string): Promise<PartyId | undefined> {
    requireText("name of a party", uri);
    const party = await withRefusals(() => this.#client.ledger.partyByUri(uri));
    return party === 0n ? undefined : party;
  }

  /**
   * Every admitted organisation as it stands, in the order of admission.
   *
   * @throws WaymarkError when the chain is not reached.
   */
  async list(): Promise<ListedParty[]> {
    return await withRefusals(() => listParties(this.#client, "all"));
  }

  /**
   * A party with its roles, prefixes, keys and mandates.
   *
   * @throws FatalError "PartyUnknown" when there is none of this number.
   * @throws WaymarkError when the chain is not reached.
   */
  async describe(party: PartyId): Promise<DescribedParty> {
    return await withRefusals(() => describeParty(this.#client, partyNumber(party)));
  }

  /* GOVERNED */

  /**
   * Admits an organisation. Registrar only. Its names stay for good, so the Global Location Number in one is looked at.
   *
   * @example const { party } = await waymark.parties.admit({ uri: "did:web:carrier.example", manager }).send();
   */
  admit(party: NewParty): GovernedOperation<{ readonly party: PartyId }> {
    return ofGovernance(
      this.#client,
      (abi) => {
        requireObject("party to admit", party);
        const { uri, controller = uri, manager } = party;
        return abi.encodeFunctionData("admitParty", [parsePartyUri(uri), parsePartyUri(controller), manager]);
      },
      (logs) => ({
        party: logs.one(this.#client.ledger.filters.PartyAdmitted).party,
      }),
    );
  }

  /** Replaces the roles of a party at a scope. Registrar only. */
  grant(grant: NewGrant): GovernedOperation<NewGrant> {
    return ofGovernance(
      this.#client,
      (abi) => {
        requireObject("grant", grant);
        const { party, scope, roles } = grant;
        return abi.encodeFunctionData("setGrant", [party, scopeBytes(scope), rolesNumber(roles)]);
      },
      (logs) => ({
        party: grant.party,
        scope: grant.scope,
        roles: rolesIn(logs.one(this.#client.ledger.filters.GrantSet).roles),
      }),
    );
  }

  /**
   * Assigns a GS1 Company Prefix, which confirms the party's products. Registrar only.
   *
   * @param prefix Its digits, leading zeros included, such as "9520123".
   */
  assignPrefix(party: PartyId, prefix: string | CompanyPrefix): GovernedOperation<{ readonly party: PartyId }> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("assignPrefix", prefixArguments(prefix, party)),
      () => ({ party }),
    );
  }

  /** Releases a GS1 Company Prefix, as when its holder gives it back. Registrar only. */
  releasePrefix(prefix: string | CompanyPrefix): GovernedOperation<object> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("assignPrefix", prefixArguments(prefix, 0n)),
      () => ({}),
    );
  }

  /** Stops a party from writing, at once. What it wrote stays. Suspender only. */
  suspend(party: PartyId): GovernedOperation<{ readonly party: PartyId }> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("suspendParty", [party]),
      () => ({ party }),
    );
  }

  /** Lets a suspended party write again. Registrar only. */
  reinstate(party: PartyId): GovernedOperation<{ readonly party: PartyId }> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("reinstateParty", [party]),
      () => ({ party }),
    );
  }

  /** Lets another authority lift the holds of one that is suspended. Governor only. */
  appointSuccessor(authority: PartyId, successor: PartyId): GovernedOperation<{ readonly successor: PartyId }> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("appointSuccessor", [authority, successor]),
      () => ({ successor }),
    );
  }

  /** Proposes a manager for a party that lost its own; it may take over after 7 days. Recovery only. */
  proposeManager(party: PartyId, manager: string): GovernedOperation<{ readonly dueAt: number }> {
    return ofGovernance(
      this.#client,
      (abi) => abi.encodeFunctionData("proposeManager", [party, manager]),
      (logs) => ({
        dueAt: Number(logs.one(this.#client.ledger.filters.RecoveryProposed).due),
      }),
    );
  }

  /* THE PARTY'S OWN */

  /** Lets a key write for the party. Its manager only. */
  addSigner(signer: NewSigner): Operation<{ readonly signer: SignerId }> {
    return ofParty(
      this.#client,
      signer,
      (abi, party) =>
        abi.encodeFunctionData("addSigner", [
          party,
          givenBytes("signer", signer.signer),
          rolesNumber(signer.roles),
          scopeBytes(signer.scope ?? ""),
          secondsOf(signer.from ?? 0),
          secondsOf(signer.until ?? FOREVER),
          numberOf("holder of a key", KeyHolder, signer.heldBy),
        ]),
      (logs) => ({ signer: logs.one(this.#client.ledger.filters.SignerAdded).id }),
    );
  }

  /** Ends a key's right to write, for good. Its manager only. */
  revokeSigner(revoked: RevokedSigner): Operation<{ readonly signer: SignerId }> {
    return ofParty(
      this.#client,
      revoked,
      (abi, party) =>
        abi.encodeFunctionData("revokeSigner", [
          party,
          signerGiven(revoked.signer),
          secondsOf(revoked.compromisedSince ?? 0),
        ]),
      (logs) => ({ signer: logs.one(this.#client.ledger.filters.SignerRevoked).id }),
    );
  }

  /** Hands the party to another manager. Its manager only. */
  setManager(manager: string, by: ByParty = {}): Operation<{ readonly manager: string }> {
    return ofParty(
      this.#client,
      by,
      (abi, party) => abi.encodeFunctionData("setManager", [party, manager]),
      () => ({ manager }),
    );
  }

  /** Lets another party act about goods that this one created or has. Its manager only. */
  setMandate(mandate: NewMandate): Operation<{ readonly agent: PartyId }> {
    return ofParty(
      this.#client,
      mandate,
      (abi, party) => abi.encodeFunctionData("setMandate", [party, mandate.agent, rolesNumber(mandate.roles)]),
      () => ({ agent: mandate.agent }),
    );
  }

  /** Refuses a manager that governance proposed. The present manager only. */
  vetoManager(by: ByParty = {}): Operation<{ readonly vetoed: string }> {
    return ofParty(
      this.#client,
      by,
      (abi, party) => abi.encodeFunctionData("vetoManager", [party]),
      (logs) => ({
        vetoed: logs.one(this.#client.ledger.filters.RecoveryVetoed).manager,
      }),
    );
  }

  /** Makes the proposed manager the party's, once it is due. Anybody may send it. */
  completeRecovery(party: PartyId): Operation<{ readonly manager: string }> {
    return ofSender(
      this.#client,
      (abi) => abi.encodeFunctionData("completeRecovery", [party]),
      (logs) => ({
        manager: logs.one(this.#client.ledger.filters.ManagerChanged).manager,
      }),
    );
  }

  /**
   * Gives up nonces of the sender's key, so that what was signed with them can never be sent.
   *
   * @param nonces They share all but their lowest 8 bits.
   */
  burnNonces(nonces: readonly bigint[], by: ByParty = {}): Operation<object> {
    return ofParty(
      this.#client,
      by,
      (abi, party) => abi.encodeFunctionData("burnNonces", [party, ...wordAndMask(nonces)]),
      () => ({}),
    );
  }
}

function prefixArguments(prefix: string | CompanyPrefix, party: PartyId): [bigint, number, PartyId] {
  if (typeof prefix !== "string") requireObject("GS1 Company Prefix", prefix);
  const { value, length } = typeof prefix === "string" ? parseCompanyPrefix(prefix) : prefix;
  return [value, length, party];
}

/** Nonces as the ledger keeps them: a word of 256, and a bit for each. */
function wordAndMask(nonces: readonly bigint[]): [word: bigint, mask: bigint] {
  requireList("set of nonces", nonces);
  for (const nonce of nonces) requireNonce(nonce);
  const [first] = nonces;
  const other = nonces.find((nonce) => nonce >> 8n !== (first ?? 0n) >> 8n);
  if (first === undefined || other !== undefined) {
    throw new InvalidValueError(
      first === undefined
        ? "No nonce is given to burn."
        : `Nonces ${first} and ${String(other)} are not of one word of 256.`,
      "Burn those that share all but their lowest 8 bits together, and others by themselves.",
      nonces,
    );
  }
  return [first >> 8n, nonces.reduce((mask, nonce) => mask | (1n << (nonce & 255n)), 0n)];
}

function requireNonce(nonce: unknown): void {
  if (typeof nonce === "bigint" && nonce >= 0n && nonce < 1n << 256n) return;
  throw new InvalidValueError(
    `${shown(nonce)} is no nonce: that is a bigint from 0 on of at most 256 bits.`,
    "Give the nonces of what was signed.",
    nonce,
  );
}
