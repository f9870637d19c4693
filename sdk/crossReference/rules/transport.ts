import { distanceKm } from "../../places/distance.js";
import { HABIT_CODES } from "../../places/list.js";
import { isPlace, placeEntry } from "../../places/place.js";
import type { TransportMode } from "../../places/transportMode.js";
import { en, zh } from "../../text.js";
import { MODE_WORDS, wordsFor } from "../../vocabularyWords.js";
import type { Outcome } from "../finding.js";
import { eachLeg, type Leg } from "../legs.js";
import { placeName, type Matter } from "../matter.js";
import { SLACK_KM } from "../onePlace.js";
import { contradiction, notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";

const HOUR = 3600;

/**
 * What no vehicle of a mode exceeds on a whole leg, kilometres an hour: a ship of 25 knots; a high-speed freight train; a
 * lorry that never rests; a jet.
 */
const TOP_SPEED: Partial<Record<keyof typeof TransportMode, number>> = {
  Maritime: 47,
  InlandWater: 30,
  Rail: 250,
  Road: 110,
  Air: 1_000,
  Mail: 1_000,
  Multimodal: 1_000,
};

export const speedPlausible: CrossRule = {
  id: "speed-plausible",
  question: { en: "Could the goods have travelled that fast?", zh: "运输速度是否合理？" },
  method:
    "The great-circle distance of each leg, less what coordinates are off by, over the time that the carriers claim for it, is " +
    "compared with what no vehicle of that mode exceeds. Faster contradicts; a slow journey proves nothing.",
  needs: "records",
  check: (matter) => eachLeg(matter, speedOutcome),
};

function speedOutcome(_: Matter, { departure, arrival }: Leg): Outcome {
  if (arrival === undefined) return notCheckable([departure], "The goods have not arrived yet.", "货物尚未抵达。");
  const [from, to] = [departure.record.place, arrival.record.place];
  const mode = departure.record.detailName as keyof typeof TransportMode;
  const top = TOP_SPEED[mode];
  const distance = isPlace(from) && isPlace(to) ? distanceKm(from, to) : undefined;
  const steps = [departure, arrival];
  const [a, b, how] = [placeName(from), placeName(to), wordsFor(MODE_WORDS, mode)];
  if (top === undefined || distance === undefined) {
    return notCheckable(
      steps,
      en`How fast goods go from ${a} to ${b} by ${how} cannot be told.`,
      zh`无法判断从${a}到${b}通过${how}的合理速度。`,
    );
  }
  const hours = (arrival.record.occurredAt - departure.record.occurredAt) / HOUR;
  const far = Math.max(0, distance - SLACK_KM);
  const [time, unit] =
    hours < 48 ? [hours.toFixed(1), { en: "h", zh: "小时" }] : [(hours / 24).toFixed(1), { en: "d", zh: "天" }];
  const [km, took] = [Math.round(distance), { en: en`${time} ${unit}`, zh: zh`${time}${unit}` }];
  if (far > top * hours) {
    return contradiction(
      steps,
      en`${km} km from ${a} to ${b} in ${took}: no transport by ${how} does that.`,
      zh`从${a}到${b}相距${km}公里，用时${took}：${how}不可能达到。`,
    );
  }
  return pass(
    steps,
    en`${km} km from ${a} to ${b} in ${took} is plausible by ${how}.`,
    zh`从${a}到${b}相距${km}公里，用时${took}，对${how}而言是合理的。`,
  );
}

/** The function of UN/LOCODE (manual, section 3.5) that a mode needs at both ends. Roads lead everywhere. */
const FUNCTION_OF: Partial<Record<keyof typeof TransportMode, string>> = {
  Maritime: "1",
  InlandWater: "1",
  Rail: "2",
  Air: "4",
};

export const modeFitsPlaces: CrossRule = {
  id: "mode-fits-places",
  question: { en: "Do the places have what the mode of transport needs?", zh: "地点是否具备该运输方式所需的设施？" },
  method:
    "UN/LOCODE says of each place whether it is a port, a rail terminal or an airport. A leg by sea from a place without a port " +
    "warns: often a code is written by habit for another place, which is then named. Of places that this release does not know " +
    "it cannot be checked.",
  needs: "records",
  check: (matter) =>
    eachLeg(matter, (_, { departure, arrival }) => {
      const mode = departure.record.detailName as keyof typeof TransportMode;
      const needed = FUNCTION_OF[mode];
      const how = wordsFor(MODE_WORDS, mode);
      const ends = [departure, ...(arrival === undefined ? [] : [arrival])];
      const known = ends.filter(({ record }) => isPlace(record.place));
      if (known.length === 0) {
        return notCheckable(ends, "This release knows neither end of this leg.", "本版本不认识该段行程两端的地点。");
      }
      if (needed === undefined) {
        return notCheckable(
          ends,
          en`Whether the places of this leg serve transport by ${how} cannot be told.`,
          zh`无法判断该段行程的地点是否具备${how}所需的条件。`,
        );
      }
      const unfit = known.find(
        ({ record: { place } }) => isPlace(place) && !placeEntry(place).functions.includes(needed),
      );
      const unknown = ends.find((end) => !known.includes(end));
      if (unfit === undefined && unknown !== undefined) {
        return notCheckable(
          ends,
          en`This release does not know ${placeName(unknown.record.place)}, an end of this leg.`,
          zh`本版本不认识该段行程的一端：${placeName(unknown.record.place)}。`,
        );
      }
      if (unfit === undefined) {
        return pass(ends, en`The places of this leg serve transport by ${how}.`, zh`该段行程的地点具备${how}条件。`);
      }
      const { place } = unfit.record;
      const meant = HABIT_CODES.find(({ habit }) => habit === place)?.published;
      const [enHint, zhHint] = meant === undefined ? ["", ""] : [en` ${meant} may be meant.`, zh`可能是指${meant}。`];
      return warning(
        [unfit],
        en`UN/LOCODE knows no transport by ${how} at ${placeName(place)}.${enHint}`,
        zh`按 UN/LOCODE，${placeName(place)}不具备${how}条件。${zhHint}`,
      );
    }),
};
