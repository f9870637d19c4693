import { expect } from "chai";
import { id, toBeHex } from "ethers";
import { PNG } from "pngjs";
import decodeQR from "qr/decode.js";

import { InvalidValueError } from "../../../sdk/errors.js";
import { formatDigitalLink, parseDigitalLink } from "../../../sdk/gs1/digitalLink.js";
import { parseElementString } from "../../../sdk/gs1/elementString.js";
import { elementsOf } from "../../../sdk/gs1/tradeItem.js";
import { labelKeyIn, makeLabel } from "../../../sdk/labels/label.js";
import { qrModules, qrSvg } from "../../../sdk/labels/qr.js";
import { labelSheet } from "../../../sdk/labels/sheet.js";
import { labelSignerOf } from "../../../sdk/manifest/labelKey.js";
import { qrPng } from "../../../sdk/node/labels/qrPng.js";

const LINK = {
  resolver: "https://trace.example",
  elements: parseElementString("(01)09520123456788(10)LOT<7>(21)7Q0X5ZK2M9D1RAYC8VNB"),
  salt: id("a salt"),
};
const KEY = id("a key");
/** Of the curve secp256k1. */
const ORDER = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

describe("sdk/labels: makeLabel", () => {
  const label = makeLabel(LINK, KEY);

  it("links to the item, with the salt of its lot", () => {
    expect(parseDigitalLink(label.link)).to.deep.equal(LINK);
    expect(label.text).to.equal("(01)09520123456788(10)LOT<7>(21)7Q0X5ZK2M9D1RAYC8VNB");
  });

  it("hides the key in the fragment of the same link, so that no server sees it", () => {
    const { origin, pathname, search, hash } = new URL(label.hidden!);
    expect(origin + pathname + search).to.equal(label.link);
    expect(hash).to.match(/^#k=[\w-]{43}$/);
    expect(labelKeyIn(label.hidden!)).to.equal(KEY);
    expect(parseDigitalLink(label.hidden!)).to.deep.equal(LINK);
  });

  it("hides nothing on a plain label", () => {
    expect(makeLabel(LINK)).to.deep.equal({ link: label.link, text: label.text });
    expect(labelKeyIn(label.link)).to.equal(undefined);
    expect(labelKeyIn(`${label.link}#top`)).to.equal(undefined);
  });

  it("prints brackets inside a lot as they are", () => {
    const elements = parseElementString(String.raw`(01)09520123456788(10)A\(B)`);
    expect(makeLabel({ resolver: "https://t.example", elements }).text).to.equal("(01)09520123456788(10)A(B)");
  });

  it("refuses a key that is none without repeating it", () => {
    const silent = ({ message, values }: InvalidValueError): boolean =>
      !JSON.stringify([message, values]).includes("abcd");
    expect(() => makeLabel(LINK, "0xabcd"))
      .to.throw(InvalidValueError, "does not have 32 bytes")
      .that.satisfies(silent);
    expect(() => labelKeyIn(`${label.link}#k=abcd`))
      .to.throw(InvalidValueError, "The hidden code holds no whole key")
      .that.satisfies(silent);
    // Of 32 bytes, zero and what is not below the order of the curve are no private keys.
    for (const none of [`0x${"00".repeat(32)}`, ORDER, `0x${"ff".repeat(32)}`]) {
      expect(() => makeLabel(LINK, none)).to.throw(InvalidValueError, "is no private key of secp256k1");
      expect(() => labelSignerOf(none)).to.throw(InvalidValueError, "is no private key of secp256k1");
      const code = `${label.link}#k=${Buffer.from(none.slice(2), "hex").toString("base64url")}`;
      expect(() => labelKeyIn(code)).to.throw(InvalidValueError, "The hidden code holds no whole key");
    }
    const last = toBeHex(BigInt(ORDER) - 1n, 32);
    expect(labelKeyIn(makeLabel(LINK, last).hidden!)).to.equal(last);
  });
});

describe("sdk/labels: QR codes", () => {
  const { link, hidden = "" } = makeLabel(LINK, KEY);

  for (const text of [link, hidden, "https://trace.example/01/09520123456788"]) {
    it(`are read from an SVG image: ${text.length} characters`, () => {
      expect(decodeQR(imageOf(qrSvg(text)))).to.equal(text);
    });

    it(`are read from a PNG image: ${text.length} characters`, () => {
      expect(decodeQR(PNG.sync.read(qrPng(text, 4)))).to.equal(text);
    });
  }

  it("have a quiet zone of four white modules on every side, and a dark corner just inside", () => {
    const modules = qrModules(link);
    const size = modules.length;
    modules.forEach((row, y) => {
      expect(row).to.have.lengthOf(size);
      row.forEach((dark, x) => {
        if (Math.min(x, y, size - 1 - x, size - 1 - y) < 4) expect(dark, `${x},${y}`).to.equal(false);
      });
    });
    expect(modules[4]![4]).to.equal(true);
  });

  it("refuse a text that is too long, or none, without repeating it", () => {
    for (const make of [qrSvg, (text: string) => qrPng(text), (text: string) => labelSheet([{ link: text, text }])]) {
      expect(() => make("é".repeat(2_000)))
        .to.throw(InvalidValueError)
        .and.include({
          message: "A text of 2000 characters does not go into a QR code: that holds up to 2,331 bytes.",
        });
      expect(() => make(5 as never)).to.throw(InvalidValueError, "5 is no text of a QR code: that is text.");
    }
    for (const size of [0, 1.5, NaN, 1_000])
      expect(() => qrPng("a", size)).to.throw(InvalidValueError, "size of a module");
  });

  it("have error correction M", () => {
    // Format information beside the first finder pattern: the first two modules, unmasked by 10, are 00 for M (ISO/IEC 18004, 7.9).
    const modules = qrModules(link);
    expect([modules[12]![4], modules[12]![5]]).to.deep.equal([true, false]);
  });
});

describe("sdk/labels: labelSheet", () => {
  const labels = [makeLabel(LINK, KEY), makeLabel(LINK)];
  const sheet = labelSheet(labels, { title: "LOT<7>" });

  it("holds the codes of every label, and the hidden ones in their frames", () => {
    const codes = [...sheet.matchAll(/<svg[^]*?<\/svg>/g)].map(([svg]) => decodeQR(imageOf(svg)));
    expect(codes).to.deep.equal([labels[0]!.link, labels[0]!.hidden, labels[1]!.link]);
    expect(sheet.match(/<figure>/g)).to.have.lengthOf(1);
    expect(sheet).to.include("Scratch here · 刮开此处");
  });

  it("shows what people read, escaped, an element a line", () => {
    expect(sheet).to.include("<p>(01)09520123456788<br>(10)LOT&#60;7&#62;<br>(21)7Q0X5ZK2M9D1RAYC8VNB</p>");
    expect(sheet).to.include("<title>LOT&#60;7&#62;</title>");
  });

  it("takes no bracket inside a value for one around an identifier", () => {
    const elements = parseElementString(String.raw`(01)09520123456788(10)A\(21)x(21)12345`);
    const page = labelSheet([makeLabel({ resolver: "https://t.example", elements })]);
    expect(page).to.include("<p>(01)09520123456788<br>(10)A(21)x<br>(21)12345</p>");
    expect(page).to.match(/^p \{.*white-space: nowrap/m);
  });

  it("prints modules in the size asked for", () => {
    const side = (modules: number, mm: number): string => `width="${(modules * mm).toFixed(2)}mm"`;
    const modules = qrModules(labels[1]!.link).length;
    expect(sheet).to.include(side(modules, 0.4));
    expect(labelSheet(labels, { moduleMm: 0.5 })).to.include(side(modules, 0.5));
  });

  it("says what is no label, and no list or title of them", () => {
    const none = undefined as never;
    for (const print of [
      () => labelSheet(none),
      () => labelSheet([none]),
      () => labelSheet([], { title: 7 as never }),
      () => labelSheet([], null as never),
      () => makeLabel(none),
      () => elementsOf(none),
      () => formatDigitalLink(none),
    ]) {
      expect(print).to.throw(InvalidValueError);
    }
  });

  it("prints no module without a width", () => {
    for (const moduleMm of [0, -0.4, NaN, Infinity]) {
      expect(() => labelSheet([], { moduleMm })).to.throw(InvalidValueError, `${moduleMm} is no width of a module`);
    }
  });

  it("loads nothing from elsewhere, and shows no key as text", () => {
    expect(sheet).not.to.match(/\b(?:src|href)=|@import|url\(|<script/);
    expect(sheet).not.to.include(KEY.slice(2)).and.not.include("#k=");
    expect(sheet).to.match(/@page \{ size: A4;/);
  });
});

/** Draws an image of ours, eight pixels a module: bars of whole modules, white ones first. */
function imageOf(svg: string): { width: number; height: number; data: Uint8Array } {
  const scale = 8;
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)![1]) * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column++) {
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return { width: side, height: side, data };
}
