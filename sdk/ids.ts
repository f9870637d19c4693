/**
 * The ids of the ledger, as `contracts/types/Ids.sol` and the interfaces define them. All hashes are keccak256 of
 * `abi.encode`, so that no two inputs run into each other.
 */
import { ZeroHash, zeroPadValue } from "ethers";

import { parseAddress } from "./address.js";
import { requireBytes32 } from "./bytes32.js";
import { shown } from "./errors/shown.js";
import { InvalidValueError } from "./errors/waymarkError.js";
import { requireText } from "./given.js";
import { gtinFromBigInt, gtinToBigInt, type Gtin } from "./gs1/gtin.js";
import { parseLot } from "./gs1/lot.js";
import type { Sscc } from "./gs1/sscc.js";
import { hashEncoded } from "./hashing/encode.js";
import { isWhole } from "./whole.js";

declare const idOf: unique symbol;

/**
 * A value with a mark that only the compiler sees: an id of one kind cannot be given where one of another kind is asked for,
 * while a plain value, such as one from a database or a message, can.
 */
export type Marked<Value, Mark extends string> = Value & { readonly [idOf]?: Mark };

/** Number of an admitted organisation (uint32), from 1 in order of admission; 0 is nobody. */
export type PartyId = Marked<bigint, "Party">;

/** A product (uint96): `registrant << 64 | gtin`. */
export type ProductId = Marked<bigint, "Product">;

/** A batch: 32 bytes as 0x and 64 hexadecimal digits. */
export type BatchId = Marked<string, "Batch">;

/** A consignment: 32 bytes as 0x and 64 hexadecimal digits. */
export type ConsignmentId = Marked<string, "Consignment">;

/** A key that writes for a party: 32 bytes as 0x and 64 hexadecimal digits. */
export type SignerId = Marked<string, "Signer">;

const GTIN_BITS = 64n;

/**
 * The salt of lots and SSCCs that need not be hidden: 32 zero bytes. Anybody who knows or guesses such a lot or SSCC finds
 * what the ledger says of it.
 */
export const NO_SALT = ZeroHash;

/**
 * The id of a product.
 *
 * @param registrant The seller that claimed it in its own namespace; 0 = confirmed by the holder of its GS1 Company Prefix.
 * @throws InvalidValueError when the registrant is no party number.
 */
export function productId(gtin: Gtin, registrant: PartyId = 0n): ProductId {
  return (partyNumber(registrant) << GTIN_BITS) | gtinToBigInt(gtin);
}

/**
 * The GTIN in a product id, and the seller that claimed it; 0 = confirmed.
 *
 * @throws InvalidValueError when it holds no GTIN.
 */
export function splitProductId(product: ProductId): { gtin: Gtin; registrant: PartyId } {
  const number = productNumber(product);
  return { gtin: gtinFromBigInt(BigInt.asUintN(64, number)), registrant: number >> GTIN_BITS };
}

/**
 * Names a lot on the ledger: `keccak256(abi.encode(string lot, bytes32 salt))`.
 *
 * @param salt 32 random bytes that travel in the code on the pack, so that only who holds a pack finds its batch;
 * {@link NO_SALT} when the brand does not wish that.
 * @throws InvalidValueError when the lot is not as GS1 writes it, or the salt does not have 32 bytes.
 */
export function lotKey(lot: string, salt: string = NO_SALT): string {
  return hashEncoded(["string", "bytes32"], [parseLot(lot), requireBytes32("salt", salt)]);
}

/**
 * The id of a batch: `keccak256(abi.encode(uint96 product, bytes32 lotKey))`.
 *
 * @throws InvalidValueError when the product is no number of 96 bits, or the lot key does not have 32 bytes.
 */
export function batchId(product: ProductId, lotKey: string): BatchId {
  return hashEncoded(["uint96", "bytes32"], [productNumber(product), requireBytes32("lot key", lotKey)]);
}

/**
 * Names a consignment among its creator's: `keccak256(abi.encode(string sscc, bytes32 salt))`.
 *
 * @param salt 32 random bytes known to those who may find the consignment; {@link NO_SALT} when all may.
 * @throws InvalidValueError when the salt does not have 32 bytes.
 */
export function consignmentKey(sscc: Sscc, salt: string = NO_SALT): string {
  requireText("SSCC", sscc);
  return hashEncoded(["string", "bytes32"], [sscc, requireBytes32("salt", salt)]);
}

/**
 * The id of a consignment: `keccak256(abi.encode(uint32 creator, bytes32 key))`, so that the creator is provable from it.
 *
 * @throws InvalidValueError when the creator is no party number, or the key does not have 32 bytes.
 */
export function consignmentId(creator: PartyId, key: string): ConsignmentId {
  return hashEncoded(["uint32", "bytes32"], [partyNumber(creator), requireBytes32("key", key)]);
}

/**
 * The signer id of an account or contract wallet: its address, right-aligned in 32 bytes.
 *
 * @throws InvalidValueError when the address is none or its checksum is wrong.
 */
export function signerIdOf(address: string): SignerId {
  return zeroPadValue(parseAddress(address, "account").toLowerCase(), 32);
}

/**
 * The number of a party; 0 = nobody.
 *
 * @throws InvalidValueError when it is no whole number of at most 32 bits.
 */
export function partyNumber(party: PartyId): PartyId {
  if (!isWhole(party) || party < 0n || party >= 1n << 32n) {
    throw new InvalidValueError(
      `${shown(party)} is no party number: those have 32 bits.`,
      "Give the number under which the party was admitted.",
      party,
    );
  }
  return BigInt(party);
}

/**
 * The number of a product.
 *
 * @throws InvalidValueError when it is no whole number of at most 96 bits.
 */
export function productNumber(product: ProductId): ProductId {
  if (!isWhole(product) || product < 0n || product >= 1n << 96n) {
    throw new InvalidValueError(
      `${shown(product)} is no product: those are numbers of 96 bits.`,
      "Give the id that the registration gave, or productId() of its GTIN.",
      product,
    );
  }
  return BigInt(product);
}
