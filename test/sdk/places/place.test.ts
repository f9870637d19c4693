import { readFile } from "node:fs/promises";

import { expect } from "chai";
import fc from "fast-check";

import { renderPlaces } from "../../../scripts/generate-places.js";
import { InvalidValueError } from "../../../sdk/errors.js";
import { placeName } from "../../../sdk/crossReference/matter.js";
import { HABIT_CODES, PLACES } from "../../../sdk/places/list.js";
import { asPublished, placeNamed } from "../../../sdk/places/namedPlace.js";
import { isUnlocode, parsePlace, parseUnlocode, placeEntry } from "../../../sdk/places/place.js";
import { resolvePlace } from "../../../sdk/places/resolvePlace.js";
import { fromBytes5, parseScope, toBytes5 } from "../../../sdk/places/scope.js";
import { TransportMode } from "../../../sdk/places/transportMode.js";
import { shouldRefuse } from "../../support/refusal.js";

describe("sdk/places: list", () => {
  it("is what data/ gives", async () => {
    const list = await readFile(new URL("../../../sdk/places/list.ts", import.meta.url), "utf8");
    expect(list).to.equal(await renderPlaces());
  });

  const CHINESE = "data/un-locode-chinese.csv";
  for (const [about, change, message] of [
    ["a name that is there twice", (text: string) => `${text}CNSHG,上海\n`, "CNSHG is listed twice."],
    [
      "a name of a place that is not listed",
      (text: string) => `${text}CNZZZ,某地\n`,
      "data/un-locode-chinese.csv names CNZZZ, which is not in un-locode.csv.",
    ],
    [
      "a place without a name",
      (text: string) => text.replace(/^CNSHG,.*\n/m, ""),
      "data/un-locode-chinese.csv has no name for CNSHG.",
    ],
  ] as const) {
    it(`is not made of facts with ${about} in Chinese`, async () => {
      const factsIn = async (path: string): Promise<string> => {
        const text = await readFile(new URL(`../../../${path}`, import.meta.url), "utf8");
        return path === CHINESE ? change(text) : text;
      };
      const error: unknown = await renderPlaces(factsIn).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(Error).with.property("message", message);
    });
  }

  it("has a Chinese name of every place that brackets with its code can follow", () => {
    for (const { code, chinese } of PLACES) expect(chinese, code).to.match(/^[\p{Script=Han}·]+$/u);
  });

  it("has places of good form on the globe", () => {
    for (const { code, name, functions, latitude, longitude } of PLACES) {
      expect(parsePlace(code)).to.equal(code);
      expect(name, code).to.match(/\S/);
      expect(functions, code).to.match(/^(?:[1-8B]|-){8}$/);
      expect(Math.abs(latitude), code).to.be.at.most(90);
      expect(Math.abs(longitude), code).to.be.at.most(180);
    }
  });

  it("has both codes of every habit", () => {
    for (const { habit, published } of HABIT_CODES) {
      expect(parsePlace(habit)).to.equal(habit);
      expect(parsePlace(published)).to.equal(published);
    }
  });
});

/** Xiamen, Dalian, Istanbul, Charles de Gaulle, O'Hare: of UN/LOCODE, and not of the list. */
const ELSEWHERE = ["CNXMN", "CNDLC", "TRIST", "FRCDG", "USORD"];

describe("sdk/places: parsePlace", () => {
  it("accepts Shanghai's seaport", () => {
    expect(placeEntry(parsePlace("CNSHG")).name).to.equal("Shanghai Pt");
  });

  for (const text of ["", "CN", "CNSH", "CNSHGX", "cnshg", "CN SHG", "C2SHG", "CNSH0", "CNSH1", "CNSHÄ"]) {
    it(`refuses "${text}", which cannot be a UN/LOCODE`, () => {
      expect(() => parsePlace(text)).to.throw(InvalidValueError, `"${text}" cannot be a UN/LOCODE`);
    });
  }

  it("refuses a code that is not in the list and says where to look", () => {
    expect(() => parsePlace("CNZZZ"))
      .to.throw(InvalidValueError, `CNZZZ is not among the ${PLACES.length} places that this release knows.`)
      .with.property("toDo")
      .that.includes("https://unece.org/trade/uncefact/unlocode")
      .and.includes('say that it is meant: { unlocode: "CNZZZ" }, on the command line unlocode:CNZZZ.');
  });
});

describe("sdk/places: parseUnlocode", () => {
  it("takes every place of the list, and ports of the world that are none of it", () => {
    for (const code of [...PLACES.map((entry) => entry.code), ...ELSEWHERE]) {
      expect(parseUnlocode(code)).to.equal(code);
      expect(isUnlocode(code)).to.equal(true);
    }
  });

  it("refuses what has not the form, and what is in no country", () => {
    for (const text of ["", "CN", "CNSH", "CNSHGX", "cnxmn", "CN XMN", "CNXM0", "CNXM1"]) {
      shouldRefuse(() => parseUnlocode(text), `"${text}" cannot be a UN/LOCODE`);
      expect(isUnlocode(text)).to.equal(false);
    }
    for (const text of ["EUXMN", "ZZXMN", "UKSOU"]) {
      shouldRefuse(() => parseUnlocode(text), `${text.slice(0, 2)} is no country of ISO 3166-1`);
      shouldRefuse(() => parsePlace(text), `${text.slice(0, 2)} is no country of ISO 3166-1`);
      expect(isUnlocode(text)).to.equal(false);
    }
  });
});

describe("sdk/places: places to be recorded for good", () => {
  it("are codes of the list as they are, and the road", () => {
    expect(placeNamed("CNSHG")).to.equal("CNSHG");
    expect(placeNamed("")).to.equal("");
    shouldRefuse(() => placeNamed("cnshg"), "cannot be a UN/LOCODE");
    shouldRefuse(() => placeNamed({ unlocode: "" }), "cannot be a UN/LOCODE");
  });

  it("are of the whole world, where it is said that one is meant which this release does not know", () => {
    for (const code of ELSEWHERE) {
      shouldRefuse(() => placeNamed(code), `${code} is not among the ${PLACES.length} places`);
      expect(placeNamed({ unlocode: code })).to.equal(code);
      expect(placeNamed(asPublished(parseUnlocode(code)))).to.equal(code);
      expect(placeName(parseUnlocode(code)), "called by its code").to.deep.equal({ en: code, zh: code });
    }
    shouldRefuse(() => placeNamed({ unlocode: "ZZXMN" }), "ZZ is no country of ISO 3166-1");
  });

  for (const { habit, published } of HABIT_CODES) {
    it(`are not ${habit} until it is said that it is meant, for ${published} may be`, () => {
      for (const mode of [undefined, TransportMode.Maritime, TransportMode.NotSpecified]) {
        const words = new RegExp(`^${habit} is .+ in UN/LOCODE, and .+ ${published} may be meant: `);
        expect(() => placeNamed(habit, mode))
          .to.throw(InvalidValueError, words)
          .with.property("toDo")
          .that.includes(`Give "${published}" if that is meant`)
          .and.includes(`unlocode: "${habit}"`);
      }
      expect(placeNamed({ unlocode: habit })).to.equal(habit);
      expect(placeNamed(habit, TransportMode.Air)).to.equal(habit);
      expect(placeNamed(published)).to.equal(published);
    });
  }

  it("are meant as they are where a document gives them", () => {
    expect(placeNamed(asPublished(parsePlace("CNSHA")))).to.equal("CNSHA");
    expect(placeNamed(asPublished(parseScope("")))).to.equal("");
  });
});

describe("sdk/places: resolvePlace", () => {
  it("says nothing of a code used as published", () => {
    expect(resolvePlace("CNSHG")).to.deep.equal({ place: "CNSHG" });
  });

  it("understands small letters and the space of the printed list", () => {
    expect(resolvePlace(" nz trg ")).to.deep.equal({ place: "NZTRG" });
  });

  for (const { habit, published } of HABIT_CODES) {
    it(`reads ${habit} as ${published} and says so`, () => {
      const { place, note } = resolvePlace(habit, TransportMode.Maritime);
      expect(place).to.equal(published);
      expect(note).to.match(new RegExp(`^${habit} was read as ${published} \\(.+\\): .+\\.$`));
    });

    it(`takes ${habit} at its word for a flight`, () => {
      expect(resolvePlace(habit, TransportMode.Air)).to.deep.equal({ place: habit });
    });
  }

  it("reads a habit code as such when the mode is not known", () => {
    expect(resolvePlace("CNSHA").place).to.equal("CNSHG");
    expect(resolvePlace("CNSHA", TransportMode.NotSpecified).place).to.equal("CNSHG");
    expect(resolvePlace("CNSHA", TransportMode.InlandWater).place).to.equal("CNSHG");
  });

  it("refuses what cannot be a place", () => {
    expect(() => resolvePlace("Shanghai")).to.throw(InvalidValueError, "cannot be a UN/LOCODE");
  });
});

describe("sdk/places: scope", () => {
  const VECTORS = [
    { text: "", bytes5: "0x0000000000" },
    { text: "CN", bytes5: "0x434e000000" },
    { text: "CNSHG", bytes5: "0x434e534847" },
  ];
  for (const { text, bytes5 } of VECTORS) {
    it(`keeps "${text}" as ${bytes5}`, () => {
      expect(toBytes5(parseScope(text))).to.equal(bytes5);
      expect(fromBytes5(bytes5)).to.equal(text);
    });
  }

  it("goes to the chain and back", () => {
    const scopes = fc.stringMatching(/^([A-Z]{2}([A-Z2-9]{3})?)?$/);
    fc.assert(fc.property(scopes, (text) => fromBytes5(toBytes5(parseScope(text))) === text));
  });

  for (const text of ["C", "CNS", "CNSH", "cn", "CNSH0", "CNSHGG"]) {
    it(`refuses "${text}"`, () => {
      expect(() => parseScope(text)).to.throw(InvalidValueError, `"${text}" is no scope`);
    });
  }

  for (const bytes5 of [
    "0x434e53484",
    "0x434e5348",
    "0x434e53484700",
    "CNSHG",
    "0x0043000000",
    "0x434e00484a",
    "0xff4e534847",
  ]) {
    it(`refuses the bytes ${bytes5}`, () => {
      expect(() => fromBytes5(bytes5)).to.throw(InvalidValueError, `${bytes5} is no place`);
    });
  }
});
