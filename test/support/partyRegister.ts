import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ContractTransactionResponse } from "ethers";

import { KeyHolder, roleSet } from "../../sdk/vocabulary.js";
import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { at, FOREVER, type Member } from "./world.js";

/** A party number that nobody was given. */
export const NOBODY = 999n;
export const ALL_ROLES = 0x0ffe;
/** Bits that are no role: None, and the first beyond Regulator. */
export const NO_ROLE_BITS = [0x0001, 0x1000, 0x8000, 0xffff];
/** No places and no countries: three letters, a digit that places never have, small letters, one letter, none but an end. */
export const NO_SCOPES = ["0x434e530000", "0x434e534830", "0x636e000000", "0x4300000000", "0x0000000001"];

/** What a key may do, if not all that a brand does, anywhere, for good; and who adds it, if not the manager. */
export interface KeyChanges {
  readonly roles?: number;
  readonly scope?: string;
  readonly from?: number | bigint;
  readonly until?: number | bigint;
  readonly by?: HardhatEthersSigner;
}

/** Adds a key to a party. */
export function addSigner(
  ledger: IWaymark,
  party: Member,
  signer: string,
  changes: KeyChanges = {},
): Promise<ContractTransactionResponse> {
  const { roles = roleSet(["Brand"]), scope = at(""), from = 0, until = FOREVER, by = party.account } = changes;
  return ledger.connect(by).addSigner(party.id, signer, roles, scope, from, until, KeyHolder.Officer);
}
