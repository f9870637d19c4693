import { getBigInt, type BigNumberish, type BytesLike } from "ethers";

import type { CheckpointStruct } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { shown } from "../errors/shown.js";
import { InvalidValueError } from "../errors/waymarkError.js";
import { givenBytes, requireList, requireObject } from "../given.js";
import { fromBytes5 } from "../places/scope.js";
import { Kind, nameIn, Role } from "../vocabulary.js";
import { signingDomain, type SigningLedger } from "./signingDomain.js";
import type { SigningTerms } from "./signingTerms.js";
import { CHECKPOINT_TYPES, type TypedData } from "./typedData.js";

/** The most records that the ledger takes at once. */
const MOST_RECORDS = 256;

/** How signed records reach the ledger. */
export interface CheckpointsOptions {
  /**
   * Whether the record comes with particulars (lines, children, a part, a proof), which its `basedOn` binds: such a record
   * stands alone under its signature and goes through `relay`. Default: no, for `recordSigned` and `recordManySigned`.
   */
  readonly particulars?: boolean;
}

/**
 * What a key signs for records, 1 to 256 of one party: the checkpoints exactly as they are sent, with kind, role, place and
 * scope in words.
 *
 * @throws InvalidValueError when there is no record, more than 256, several with particulars or of several parties, a kind or role has no name, or a place is none.
 * @example
 * const data = checkpointsTypedData(waymark, [checkpoint], { signer: signerIdOf(officer.address), nonce, deadline });
 * const signature = await signWithAccount(officer, data);
 */
export function checkpointsTypedData(
  ledger: SigningLedger,
  records: readonly CheckpointStruct[],
  terms: SigningTerms,
  { particulars = false }: CheckpointsOptions = {},
): TypedData {
  requireList("set of records", records);
  for (const record of records) requireObject("record", record);
  requireObject("set of terms", terms);
  if (records.length === 0 || (particulars && records.length > 1)) {
    throw new InvalidValueError(
      particulars
        ? `A record with particulars is signed alone, and ${records.length} are given.`
        : "A signature covers at least one record, and none is given.",
      particulars ? "Sign each by itself." : "Give the records to sign.",
      records.length,
    );
  }
  if (records.length > MOST_RECORDS) {
    throw new InvalidValueError(
      `${records.length} records are too many for a signature: it covers 1 to ${MOST_RECORDS}.`,
      "Split them, and sign each part.",
      records.length,
    );
  }
  requireOneParty(records);
  return {
    domain: signingDomain(ledger),
    types: CHECKPOINT_TYPES,
    value: { ...terms, records: records.map((record) => inWords(record, particulars)) },
  };
}

/** @throws InvalidValueError when the ledger would take the signature for none of them: a key signs for one party at a time. */
function requireOneParty([first, ...others]: readonly CheckpointStruct[]): void {
  const party = numberIn(first?.party);
  const other = others.find((record) => numberIn(record.party) !== party);
  if (other === undefined) return;
  throw new InvalidValueError(
    `A signature is of one party, and here are records of ${party} and ${numberIn(other.party)}.`,
    "Sign the records of each party by themselves.",
    other.party,
  );
}

function inWords(c: CheckpointStruct, particulars: boolean): Record<string, unknown> {
  return {
    ...c,
    kind: named("kind", Kind, c.kind),
    role: named("role", Role, c.role),
    place: letters("place", c.place),
    scope: letters("scope", c.scope),
    particulars,
  };
}

function named(what: string, vocabulary: Readonly<Record<string, number>>, value: BigNumberish): string {
  const name = nameIn(vocabulary, numberIn(value));
  if (name !== undefined) return name;
  throw new InvalidValueError(`${shown(value)} is no ${what}.`, `Give the number of a ${what}.`, value);
}

/** Numbers may come as text, as everywhere that ethers takes them; what is none has no name. */
function numberIn(value: BigNumberish | undefined): bigint {
  try {
    return getBigInt(value ?? "");
  } catch {
    return -1n;
  }
}

function letters(what: string, bytes5: BytesLike): string {
  return fromBytes5(givenBytes(what, bytes5));
}
