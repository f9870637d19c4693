import { expect } from "chai";

import * as sdk from "../../sdk/index.js";

/** Readers of text from outside whose names do not say so. */
const OTHERS = new Set([
  ...["consignmentKey", "countryOfNumber", "dossierTextIn", "labelKeyIn", "lotKey", "numberOfCountry", "resolvePlace"],
  ...["serialHashOf", "transportModesOfChinaCustoms"],
]);

/** What reads text that comes from outside, by the form of its name or by name. */
const READERS = Object.entries(sdk).filter(
  ([name, value]) => typeof value === "function" && (name.startsWith("parse") || OTHERS.has(name)),
) as [string, (text: unknown) => unknown][];

describe("sdk: what reads text", () => {
  it("is all there is", () => {
    expect(READERS.map(([name]) => name)).to.include.members(["parseGtin", "parseDisclosure", ...OTHERS]);
  });

  for (const [name, read] of READERS) {
    it(`refuses what is no text: ${name}`, () => {
      for (const value of [undefined, null, 5, 5n, true, {}, [], ["NZ"], Symbol("s"), () => "NZ", new Date()]) {
        expect(() => read(value), typeof value)
          .to.throw(sdk.WaymarkError)
          .with.property("name")
          .not.equal("UnexpectedError");
      }
    });

    it(`tells of a long text no more than a reader wants to know: ${name}`, () => {
      for (const text of ["9", "A", "https://x.example/01/9", "\u001b[31m"].map((part) => part.repeat(200_000))) {
        let refusal: unknown;
        try {
          read(text);
        } catch (error) {
          refusal = error;
        }
        // Some take text of any length, such as the serial numbers of others.
        if (refusal === undefined) continue;
        expect(refusal).to.be.instanceOf(sdk.WaymarkError);
        const { message, toDo } = refusal as sdk.WaymarkError;
        expect(message).to.have.property("length").that.is.below(700);
        expect(toDo).to.have.property("length").that.is.below(700);
        expect(message + toDo).not.to.include("\u001b");
      }
    });
  }

  it("keeps the whole value beside the sentence", () => {
    const text = "9".repeat(2_000);
    expect(() => sdk.parseGtin(text))
      .to.throw(sdk.InvalidValueError, `${"9".repeat(299)}… is no GTIN`)
      .and.deep.include({
        values: { value: text },
      });
  });
});

describe("sdk: what takes a trace or a dossier", () => {
  const credential = {
    id: "https://x.example/1",
    issuer: { id: "did:web:x.example", name: "X" },
    validFrom: new Date(0),
  };
  const options = { ...credential, productNames: new Map() };
  /** Each with everything else as it must be. */
  const TAKERS: Readonly<Record<string, (given: never) => unknown>> = {
    storyOf: (trace) => sdk.storyOf(trace),
    factsOf: (trace) => sdk.factsOf(trace),
    formatTrace: (trace) => sdk.formatTrace(trace),
    matterOf: (trace) => sdk.matterOf(trace),
    shownIn: (trace) => sdk.shownIn(trace, []),
    epcisDocumentOf: (trace) => sdk.epcisDocumentOf(trace),
    digitalProductPassport: (trace) => sdk.digitalProductPassport(trace, "0x", options),
    digitalTraceabilityEvent: (trace) => sdk.digitalTraceabilityEvent(trace, options),
    formatDossier: (dossier) => sdk.formatDossier(dossier),
    renderDossier: (dossier) => sdk.renderDossier(dossier, {} as never, "0x"),
  };
  /** What a caller without a compiler may give: a trace has lists, and maps that JSON.parse does not make. */
  const lists = { steps: [], records: [], inside: [], parts: [], recalls: [] };
  const NONE = [undefined, null, 5, "trace", [], {}, Promise.resolve(), { trace: 5 }];
  const ALMOST = [lists, { ...lists, batches: {}, products: {}, parties: {} }];

  for (const [name, take] of Object.entries(TAKERS)) {
    it(`refuses what is none: ${name}`, () => {
      const isDossiers = name.endsWith("Dossier");
      for (const value of isDossiers ? NONE : [...NONE, ...ALMOST]) {
        expect(() => take(value as never), JSON.stringify(value)).to.throw(
          sdk.InvalidValueError,
          / is no .+: that is /,
        );
      }
    });
  }
});
