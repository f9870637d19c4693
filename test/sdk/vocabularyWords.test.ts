import { expect } from "chai";

import { RULES } from "../../sdk/crossReference/rules.js";
import { KIND_DETAILS } from "../../sdk/kindDetails.js";
import { TransportMode } from "../../sdk/places/transportMode.js";
import { en, listed, zh, type Text } from "../../sdk/text.js";
import type { KindName } from "../../sdk/trace/journey.js";
import { Adjustment, Kind, Mishap, namesOf, Role, SubjectKind, type Vocabulary } from "../../sdk/vocabulary.js";
import * as words from "../../sdk/vocabularyWords.js";
import { expectBothLanguages } from "../support/bothLanguages.js";

/** The names of a vocabulary that are told: all but None. */
function toldIn(vocabulary: Vocabulary): string[] {
  return namesOf(vocabulary).filter((name) => name !== "None");
}

/** Expects words that are Chinese alone, and English alone. */
function expectWords({ en: english, zh: chinese }: Text, about: string): void {
  expect(english, about).to.match(/^[a-z][a-z ]*$/);
  expect(chinese, about).to.match(/^\p{Script=Han}+$/u);
}

describe("sdk/vocabularyWords", () => {
  for (const [what, vocabulary, found] of [
    ["kinds", Kind, words.KIND_WORDS],
    ["roles", Role, words.ROLE_WORDS],
    ["modes of transport", TransportMode, words.MODE_WORDS],
    ["adjustments", Adjustment, words.ADJUSTMENT_WORDS],
    ["incidents", Mishap, words.MISHAP_WORDS],
    ["what is recalled", SubjectKind, words.SUBJECT_WORDS],
  ] as const) {
    it(`has the ${what} in both languages, no two alike`, () => {
      const all = Object.entries<Text>(found);
      expect(all.map(([name]) => name).sort()).to.deep.equal(toldIn(vocabulary).sort());
      for (const [name, text] of all) expectWords(text, name);
      for (const language of ["en", "zh"] as const) {
        expect(new Set(all.map(([, text]) => text[language])).size).to.equal(all.length);
      }
    });
  }

  it("has every detail of every kind in both languages", () => {
    for (const [kind, vocabulary] of Object.entries<Vocabulary>(KIND_DETAILS)) {
      for (const name of toldIn(vocabulary)) {
        // The table's keys are kinds.
        expectWords(words.detailWords(kind as KindName, name)!, `${kind} ${name}`);
      }
    }
    expect(words.detailWords("Delivered", undefined)).to.equal(undefined);
  });

  it("tells a name that no vocabulary has as it stands", () => {
    expect(words.wordsFor(words.KIND_WORDS, "constructor")).to.deep.equal({ en: "constructor", zh: "constructor" });
    expect(words.detailWords("Delivered", "Fast")).to.deep.equal({ en: "Fast", zh: "Fast" });
  });
});

describe("sdk/crossReference: the questions", () => {
  for (const { id, question } of RULES) {
    it(`${id} is asked in both languages`, () => {
      expectBothLanguages(question);
    });
  }
});

describe("sdk/text", () => {
  const port = { en: "Shanghai", zh: "上海港（CNSHG）" };
  const carrier = "did:web:carrier.example";

  it("puts a space between Chinese and Latin letters or digits, and nowhere else", () => {
    expect(zh`${carrier}于${2}天前从${port}启运，共${20n}件。`).to.equal(
      "did:web:carrier.example 于 2 天前从上海港（CNSHG）启运，共 20 件。",
    );
  });

  it("puts in the words of the language, as they are", () => {
    expect(en`${carrier} left ${port} ${2} days ago.`).to.equal("did:web:carrier.example left Shanghai 2 days ago.");
    expect(zh`由${"上海 Co"}装运`).to.equal("由上海 Co 装运");
  });

  it("lists with the marks of each language", () => {
    expect(listed(["A", port, 1])).to.deep.equal({ en: "A, Shanghai, 1", zh: "A、上海港（CNSHG）、1" });
    expect(listed([])).to.deep.equal({ en: "", zh: "" });
  });
});
