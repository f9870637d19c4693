import { temperatureKept, weightAgrees } from "../../../sdk/crossReference/rules/declared.js";
import type { Matter } from "../../../sdk/crossReference/matter.js";
import type { JsonValue } from "../../../sdk/disclosure/jsonValue.js";
import { matterWith, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** Steps of the told journey: 6 the carrier leaves, 9 arrives, 10 the port receives. */
const [LEFT, ARRIVED, PORT] = [6, 9, 10] as const;

function weighed({ trace }: ToldWorld, carrier: number, port: number): Matter {
  return matterWith(trace, { [LEFT]: { "goods.grossWeight": carrier }, [PORT]: { "goods.grossWeight": port } });
}

const toKeep = (celsius: number) => ({ "condition.temperatureSetpoint": celsius });

const read = (...celsius: readonly number[]): Record<string, JsonValue> =>
  Object.fromEntries(
    celsius.map((value, index) => [`condition.temperature[${String(index)}]`, { value, at: "2026-12-01T00:00:00Z" }]),
  );

describe("sdk/crossReference: how far two values may be apart", () => {
  shouldFind(
    weightAgrees,
    [
      { says: "three percent lighter to the gram", of: (w) => weighed(w, 1_000, 970), verdict: "pass" },
      { says: "three percent lighter than the port's", of: (w) => weighed(w, 970, 1_000), verdict: "pass" },
      {
        says: "a gram more than three percent lighter",
        of: (w) => weighed(w, 1_000, 969.999),
        verdict: "contradiction",
        steps: [LEFT, PORT],
      },
    ],
    "to-the-gram",
  );

  shouldFind(
    temperatureKept,
    [
      {
        says: "three kelvins off, warmer and colder",
        of: ({ trace }) => matterWith(trace, { [LEFT]: toKeep(4), [ARRIVED]: read(7, 1) }),
        verdict: "pass",
        steps: [LEFT, ARRIVED, ARRIVED],
        sentence: /^All 2 readings are within 3 K of 4 °C\.$/,
      },
      {
        says: "a tenth of a kelvin more than three",
        of: ({ trace }) => matterWith(trace, { [LEFT]: toKeep(4), [ARRIVED]: read(7, 0.9) }),
        verdict: "warning",
        sentence: /read 0\.9 °C at/,
      },
      {
        says: "read, and nothing says what was to be kept",
        of: ({ trace }) => matterWith(trace, { [ARRIVED]: read(7) }),
        verdict: "not checkable",
        steps: [],
      },
      {
        says: "to be kept, and nobody read it",
        of: ({ trace }) => matterWith(trace, { [LEFT]: toKeep(4) }),
        verdict: "not checkable",
        steps: [],
      },
    ],
    "to-the-kelvin",
  );
});
