import type { Interface } from "ethers";

import type { IWaymarkInterface } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import type { RoleName } from "../../sdk/vocabulary.js";
import type { Expected } from "../support/outcome.js";
import type { Refusal } from "../support/records.js";
import type { Account, AccessWorld, Subject } from "./accessWorld.js";

/** A function of the ledger. */
export type FunctionName = IWaymarkInterface["getFunction"] extends (name: infer Name) => unknown
  ? Extract<Name, string>
  : never;

/** One cell of the matrix: an account that calls in the name of a party, in a role and relying on a grant. */
export interface Cell {
  readonly w: AccessWorld;
  readonly account: Account;
  readonly subject: Subject;
  /** The role in which a record is written. */
  readonly role: RoleName;
  /** The scope of the grant that the call relies on, where it names one. */
  readonly scope: string;
}

/** What the ledger asks of a call: the error by which it refuses, or nothing when it is content. */
export type Question = (cell: Cell) => Refusal | undefined;

/** Which cells a row is played in. */
export type Extent =
  /** Every account; the call names no party, or always the same. */
  | "accounts"
  /** Every account in the name of every party. */
  | "parties"
  /** Every account in the name of two parties: what is called inside has a row of its own. */
  | "few parties"
  /** As `parties`; and the key of every role in the name of every party, relying on every grant. */
  | "grants"
  /** Every key of every role; every party and every grant with the key of every role. */
  | "records"
  /** Every key of every role, in the name of every party, relying on every grant. */
  | "records, each with each";

/** Who may call a function, and how to call it right. */
export interface Row {
  readonly function: FunctionName;
  /** Which of its uses, where it has several. */
  readonly use?: string;
  readonly extent: Extent;
  /** What the ledger asks, in the order in which it asks. Whoever it has no question about may call. */
  readonly asks: readonly Question[];
  /** Which of the questions decide, where that is not each of them and none: the call is nobody's to make. */
  readonly decidedBy?: readonly number[];
  /** Whether all accounts get the same answer. */
  readonly answersAlike?: true;
  /** Arguments that are right in all but what is asked. */
  readonly args: (cell: Cell) => readonly unknown[] | Promise<readonly unknown[]>;
  /** Whose account sends it, when that is not who is asked about: somebody else's signed act. */
  readonly sentBy?: Account;
  /** What the call does with the refusal of a call inside it; unless said, it is refused alike. */
  readonly passesOn?: (abi: Interface, refusal: Refusal | undefined) => Expected;
}
