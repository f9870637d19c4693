import { expect } from "chai";
import { concat, id, keccak256, toBeHex, ZeroHash, zeroPadValue } from "ethers";
import fc from "fast-check";

import { InvalidValueError } from "../../sdk/errors.js";
import { parseGtin } from "../../sdk/gs1/gtin.js";
import { parseSscc } from "../../sdk/gs1/sscc.js";
import {
  batchId,
  consignmentId,
  consignmentKey,
  lotKey,
  NO_SALT,
  productId,
  signerIdOf,
  splitProductId,
} from "../../sdk/ids.js";

const GTIN = parseGtin("09520123456788");
const SALT = id("salt");

/** `abi.encode(string, bytes32)` written out by its words (Solidity ABI specification): offset, salt, length, text. */
function encodedBySpecification(text: string, salt: string): string {
  const bytes = `0x${Buffer.from(text).toString("hex").padEnd(64, "0")}`;
  return concat([toBeHex(64, 32), salt, toBeHex(text.length, 32), bytes]);
}

describe("sdk/ids", () => {
  it("productId is the GTIN when confirmed, and has the seller in front when claimed", () => {
    expect(productId(GTIN)).to.equal(9520123456788n);
    expect(productId(GTIN, 7n)).to.equal((7n << 64n) | 9520123456788n);
  });

  it("splitProductId takes a product id apart", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), (registrant) => {
        expect(splitProductId(productId(GTIN, registrant))).to.deep.equal({ gtin: GTIN, registrant });
      }),
    );
  });

  it("lotKey hashes lot and salt; without a salt, 32 zero bytes", () => {
    expect(lotKey("LOT7", SALT)).to.equal(keccak256(encodedBySpecification("LOT7", SALT)));
    expect(lotKey("LOT7")).to.equal(keccak256(encodedBySpecification("LOT7", ZeroHash)));
    expect(NO_SALT).to.equal(ZeroHash);
  });

  it("batchId hashes product and lot key, a word each", () => {
    const product = productId(GTIN, 7n);
    expect(batchId(product, SALT)).to.equal(keccak256(concat([toBeHex(product, 32), SALT])));
  });

  it("consignmentKey hashes SSCC and salt", () => {
    const sscc = parseSscc("106141412345678908");
    expect(consignmentKey(sscc, SALT)).to.equal(keccak256(encodedBySpecification(sscc, SALT)));
    expect(consignmentKey(sscc)).to.equal(keccak256(encodedBySpecification(sscc, ZeroHash)));
  });

  it("consignmentId hashes creator and key, a word each", () => {
    expect(consignmentId(3n, SALT)).to.equal(keccak256(concat([toBeHex(3, 32), SALT])));
  });

  it("signerIdOf is the address right-aligned", () => {
    const address = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
    expect(signerIdOf(address)).to.equal(zeroPadValue(address.toLowerCase(), 32));
    expect(signerIdOf(address.toLowerCase())).to.equal(signerIdOf(address));
  });

  it("refuses what is no id", () => {
    expect(() => productId(GTIN, 2n ** 32n)).to.throw(InvalidValueError, "4294967296 is no party number");
    expect(() => consignmentId(-1n, SALT)).to.throw(InvalidValueError, "-1 is no party number");
    expect(() => consignmentId(1n, "0x12")).to.throw(InvalidValueError, 'The key "0x12" does not have 32 bytes.');
    expect(() => batchId(1n, "LOT7")).to.throw(InvalidValueError, 'The lot key "LOT7" does not have 32 bytes.');
    expect(() => lotKey("LOT7", "pepper")).to.throw(InvalidValueError, 'The salt "pepper" does not have 32 bytes.');
    expect(() => lotKey("LOT 7")).to.throw(InvalidValueError, '"LOT 7" is no lot');
    expect(() => signerIdOf("0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266")).to.throw(InvalidValueError, "checksum");
  });
});
