import { temperatureKept } from "../../../sdk/crossReference/rules/declared.js";
import type { JsonValue } from "../../../sdk/disclosure/jsonValue.js";
import { matterWith, timeAt, type ToldWorld } from "../../support/matter.js";
import { shouldFind } from "../../support/ruleCases.js";

/** Steps of the told journey: 5 the port sees the loading, 6 the carrier leaves for 7, from there in 8 for 9. */
const [LOADED, LEFT, LEFT_AGAIN, ARRIVED] = [5, 6, 8, 9] as const;
const HOUR = 3_600;

const toKeep = (celsius: number) => ({ "condition.temperatureSetpoint": celsius });

/** Readings, each an hour after a step. */
function read(w: ToldWorld, ...readings: readonly (readonly [step: number, celsius: number])[]) {
  return Object.fromEntries(
    readings.map(([step, value], index): [string, JsonValue] => {
      const at = new Date((timeAt(w, step) + HOUR) * 1000).toISOString();
      return [`condition.temperature[${String(index)}]`, { value, at }];
    }),
  );
}

describe("sdk/crossReference: the temperature to keep on each leg", () => {
  shouldFind(
    temperatureKept,
    [
      {
        says: "warm on the leg on which they were to be frozen",
        of: (w) =>
          matterWith(w.trace, { [LEFT]: toKeep(20), [LEFT_AGAIN]: toKeep(-18), [ARRIVED]: read(w, [LEFT_AGAIN, 19]) }),
        verdict: "warning",
        steps: [LEFT_AGAIN, ARRIVED],
        sentence: /read 19 °C at .*, where -18 °C was to be kept\.$/,
      },
      {
        says: "on each leg as was to be kept there, told on arrival",
        of: (w) =>
          matterWith(w.trace, {
            [LEFT]: toKeep(20),
            [LEFT_AGAIN]: toKeep(-18),
            [ARRIVED]: read(w, [LEFT, 19], [LEFT_AGAIN, -17]),
          }),
        verdict: "pass",
        steps: [LEFT_AGAIN, ARRIVED],
        sentence: /^All 1 readings are within 3 K of -18 °C\.$/,
      },
      {
        says: "on a leg without a set point that of the leg before holds",
        of: (w) => matterWith(w.trace, { [LEFT]: toKeep(4), [ARRIVED]: read(w, [LEFT_AGAIN, 19]) }),
        verdict: "warning",
        steps: [LEFT, ARRIVED],
      },
      {
        says: "the port and the carrier were to keep two temperatures on one leg",
        of: (w) => matterWith(w.trace, { [LOADED]: toKeep(20), [LEFT]: toKeep(-18), [ARRIVED]: read(w, [LEFT, 19]) }),
        verdict: "warning",
        steps: [LOADED, LEFT],
        sentence:
          /^did:web:nzPort\.example says that 20 °C was to be kept, and did:web:carrier\.example says -18 °C on/,
      },
      {
        says: "warmer than either of two that were to be kept",
        of: (w) => matterWith(w.trace, { [LOADED]: toKeep(4), [LEFT]: toKeep(-18), [ARRIVED]: read(w, [LEFT, 19]) }),
        verdict: "warning",
        steps: [LOADED, LEFT, ARRIVED],
        sentence: /read 19 °C at .*, where 4, -18 °C was to be kept\.$/,
      },
    ],
    "on-each-leg",
  );
});
