import { HDNodeWallet, Mnemonic } from "ethers";

import { signerIdOf, type PartyId, type SignerId } from "../../sdk/ids.js";
import { ROLE_NAMES, type RoleName } from "../../sdk/vocabulary.js";

/** The development chain's own accounts, by Hardhat's well-known words. */
const WORDS = Mnemonic.fromPhrase("test test test test test test test test test test test junk");

export const PLACES = ["NZTRG", "NZAKL", "CNSHG", "CNHAZ", "SGSIN", "DEHAM", "FRLEH"] as const;
export const COUNTRIES = ["NZ", "CN", "SG", "DE", "FR"] as const;
/** Countries that are one customs territory. */
export const TERRITORIES = { DE: "EU", FR: "EU" } as const;

type Grants = Readonly<Record<string, readonly RoleName[]>>;

/** What each party is granted, by scope. Few, with many roles each, so that one often meets the other. */
const GRANTS: readonly Grants[] = [
  { "": ["Brand", "Seller", "Factory"] },
  { "": ["Carrier", "Warehouse"], SGSIN: ["Port"] },
  { "": ["Carrier", "Port", "Retailer"] },
  { NZ: ["Customs"], CN: ["Customs"] },
  { "": ["Customs", "Inspector"], CN: ["Regulator"] },
  { "": ["Broker", "Factory"] },
  { CN: ["Inspector", "Regulator"], SG: ["Customs"] },
  { "": ["Seller", "Retailer"], CNSHG: ["Warehouse"] },
  { "": ROLE_NAMES },
  { "": ROLE_NAMES },
];

/** A party, and the accounts that write for it: the first is its manager, the second one has a narrow key. */
export interface Member {
  readonly id: PartyId;
  readonly grants: Grants;
  readonly roles: readonly RoleName[];
  readonly accounts: readonly [main: string, narrow: string];
}

export const CAST: readonly Member[] = GRANTS.map((grants, index) => ({
  id: BigInt(index + 1),
  grants,
  roles: ROLE_NAMES.filter((role) => Object.values(grants).some((roles) => roles.includes(role))),
  accounts: [addressAt(2 + 2 * index), addressAt(3 + 2 * index)],
}));

/** Accounts that the chain needs. */
export const ACCOUNTS = 2 + 2 * CAST.length;
/** Who governs, and deploys. */
export const ADMIN = addressAt(0);
/** Nobody's key. */
export const STRANGER = addressAt(1);

/** The narrow keys write in China, and only for so long. */
export const NARROW_SCOPE = "CN";
export const NARROW_SECONDS = 40 * 24 * 3600;

export const COMPANY_PREFIX = "9520123";
export const GTINS = [9_520_123_456_788n, 9_520_123_000_004n] as const;
export const HS6 = 190_110;

function addressAt(index: number): string {
  return HDNodeWallet.fromMnemonic(WORDS, `m/44'/60'/0'/0/${String(index)}`).address;
}

export function memberOf(party: PartyId): Member | undefined {
  return CAST.find(({ id }) => id === party);
}

/** The account behind a key of the cast. */
export function accountOf(signer: SignerId): string {
  const accounts = [ADMIN, STRANGER, ...CAST.flatMap(({ accounts: own }) => own)];
  return accounts.find((account) => signerIdOf(account) === signer) ?? STRANGER;
}
