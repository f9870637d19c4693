import { hkdfSync } from "node:crypto";

import { expect } from "chai";
import { getBytes, hexlify, id, Wallet } from "ethers";

import { InvalidValueError } from "../../../sdk/errors.js";
import { parseSerial } from "../../../sdk/gs1/serial.js";
import { generateManifestSecret, labelKeys, labelSignerOf } from "../../../sdk/manifest/labelKey.js";
import { generateSerial, generateSerials } from "../../../sdk/manifest/serials.js";
import { BATCH } from "./manifests.js";

const SECRET = id("a secret");

describe("sdk/manifest: labelKeys", () => {
  it("are HKDF of the secret with the batch and the serial, as Node.js computes it", () => {
    const keyOf = labelKeys(SECRET, BATCH);
    for (const serial of ["A", "7Q0X5ZK2M9D1RAYC8VNB"]) {
      const info = Buffer.from(`waymark label key 1${serial}`);
      const expected = hexlify(new Uint8Array(hkdfSync("sha256", getBytes(SECRET), getBytes(BATCH), info, 32)));
      expect(keyOf(serial)).to.equal(expected);
    }
  });

  it("differ by secret, batch and serial, and are the same again", () => {
    const keys = [
      labelKeys(SECRET, BATCH)("A"),
      labelKeys(SECRET, BATCH)("B"),
      labelKeys(SECRET, id("another batch"))("A"),
      labelKeys(id("another secret"), BATCH)("A"),
    ];
    expect(new Set(keys).size).to.equal(4);
    expect(labelKeys(SECRET, BATCH)("A")).to.equal(keys[0]);
  });

  it("sign for the address that stands in the manifest", () => {
    const key = labelKeys(SECRET, BATCH)("A");
    expect(labelSignerOf(key)).to.equal(new Wallet(key).address.toLowerCase());
  });

  it("refuse a secret of another length without repeating it", () => {
    expect(() => labelKeys("0xabcd", BATCH))
      .to.throw(InvalidValueError, "The manifest secret does not have 32 bytes.")
      .that.satisfies((error: InvalidValueError) => !JSON.stringify([error.message, error.values]).includes("abcd"));
  });

  it("refuse a batch that is no id", () => {
    expect(() => labelKeys(SECRET, "LOT7")).to.throw(InvalidValueError, 'The batch "LOT7" does not have 32 bytes.');
  });

  it("come from secrets of 32 bytes, each another", () => {
    const [one, other] = [generateManifestSecret(), generateManifestSecret()];
    expect(one)
      .to.match(/^0x[0-9a-f]{64}$/)
      .and.not.equal(other);
  });
});

describe("sdk/manifest: generateSerials", () => {
  it("gives serials of 20 characters that are read in one way, no two alike", () => {
    const serials = [...generateSerials(2_000)];
    expect(new Set(serials).size).to.equal(2_000);
    for (const serial of serials) expect(parseSerial(serial)).to.match(/^[0-9A-HJKMNP-TV-Z]{20}$/);
  });

  it("refuses what is no number of them before the first is made", () => {
    for (const count of [-1, 1.5, NaN, Infinity, "3" as never, 3n as never]) {
      expect(() => generateSerials(count), String(count)).to.throw(InvalidValueError, "is no number of serial numbers");
    }
    expect([...generateSerials(0)]).to.deep.equal([]);
  });

  it("uses all of the alphabet in every place: 100 bits", () => {
    const serials = [...generateSerials(2_000)];
    for (let place = 0; place < 20; place++) {
      // That one of 32 characters is missing from 2,000 has a chance of 10^-26.
      expect(new Set(serials.map((serial) => serial.charAt(place))).size, `place ${place}`).to.equal(32);
    }
    expect(generateSerial()).to.have.lengthOf(20);
  });
});
