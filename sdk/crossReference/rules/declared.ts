import type { StepRef } from "../../facts.js";
import type { PartyId } from "../../ids.js";
import { en, zh } from "../../text.js";
import type { StoryStep } from "../../trace/story.js";
import { agreement } from "../agreement.js";
import { legsOf } from "../legs.js";
import { dateOf, nameOf, ofKind, refOf, type Matter } from "../matter.js";
import { contradiction, notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";
import { disclosedIn, type Statement } from "../statements.js";

export const originAgrees = agreement({
  id: "origin-agrees",
  subject: { en: "the country of origin", zh: "原产国" },
  method:
    "The country that the maker registered with the batch is compared with what export customs, brokers and import customs " +
    "disclose, where all batches of the goods have the same.",
  field: "goods.originCountry",
  onLedger: (matter) => {
    const batches = [...matter.trace.batches.values()];
    const [only] = batches;
    // Of mixed goods a record need not say which batch it means.
    if (only === undefined || batches.some(({ origin }) => origin !== only.origin)) return [];
    return [{ party: only.maker, values: [only.origin], step: startOf(matter) }];
  },
});

export const classificationAgrees = agreement({
  id: "classification-agrees",
  subject: { en: "the Harmonized System code", zh: "商品编码（HS）" },
  method:
    "The six digits that the product was registered with are compared with those of the codes that declarations disclose; the " +
    "digits behind them are each country's own.",
  field: "goods.hsCode",
  onLedger: (matter) => {
    const products = [...matter.trace.products.values()];
    const [only] = products;
    if (only === undefined || products.length > 1) return [];
    return [{ party: only.registrant, values: [String(only.hs6).padStart(6, "0")], step: startOf(matter) }];
  },
  agrees: (one, other) => one.slice(0, 6) === other.slice(0, 6),
});

export const quantityAgrees = agreement({
  id: "quantity-agrees",
  subject: { en: "the quantity", zh: "数量" },
  method:
    "What was loaded, as the ledger has it, is compared with the quantities that papers and counts disclose, where they are in " +
    "the unit of the batch.",
  field: "goods.quantity",
  onLedger: (matter) => {
    const { creation, batches } = matter.trace;
    const units = new Set([...batches.values()].map(({ unit }) => unit));
    const [unit] = units;
    if (unit === undefined || units.size > 1) return [];
    const value = Number(creation.lines.reduce((sum, { quantity }) => sum + quantity, 0n));
    return [{ party: creation.creator, values: [{ value, unit }], step: startOf(matter) }];
  },
  // In other units, such as cartons, it is another count: neither agreement nor contradiction.
  comparable: (one, other) => one.unit === other.unit,
  agrees: (one, other) => one.value === other.value,
  show: ({ value, unit }) => `${value} ${unit}`,
});

/** By which share two scales may differ. */
const WEIGHT_TOLERANCE = 0.03;

export const weightAgrees = agreement({
  id: "weight-agrees",
  subject: { en: "the gross weight", zh: "毛重" },
  method: "Gross weights that independent parties disclose must be within three percent of each other.",
  field: "goods.grossWeight",
  agrees: (one, other) => Math.abs(one - other) <= WEIGHT_TOLERANCE * Math.max(one, other),
  show: (kilograms) => `${kilograms} kg`,
});

export const vesselAgrees = agreement({
  id: "vessel-agrees",
  subject: { en: "the ship", zh: "船舶" },
  method: "IMO numbers that the carrier, ports and customs disclose for one leg must be the same.",
  field: "transport.vesselImo",
  perLeg: true,
  show: (imo) => `IMO ${imo}`,
});

export const containerAgrees = agreement({
  id: "container-agrees",
  subject: { en: "the freight container", zh: "集装箱号" },
  method: "Container numbers (ISO 6346) that independent parties disclose for one leg must be the same.",
  field: "equipment.container",
  perLeg: true,
});

export const sealAgrees = agreement({
  id: "seal-agrees",
  subject: { en: "the seal", zh: "封志号" },
  method:
    "A seal that one party set and another found must have the same number within a leg; a broken one is an incident and breaks " +
    "the comparison aloud.",
  field: "equipment.seal",
  perLeg: true,
});

export const dateAgrees = agreement({
  id: "date-agrees",
  subject: { en: "the expiry date", zh: "保质期截止日期" },
  method: "The date that the maker registered with the batch is compared with the dates that others disclose.",
  field: "goods.expirationDate",
  onLedger: (matter) => {
    const batches = [...matter.trace.batches.values()].filter(({ expiry }) => expiry !== 0);
    const [only] = batches;
    if (only === undefined || batches.length > 1) return [];
    return [{ party: only.maker, values: [dateOf(only.expiry)], step: startOf(matter) }];
  },
});

export const loadingAgrees = agreement({
  id: "loading-agrees",
  subject: { en: "the place of loading", zh: "装运地" },
  method:
    "Where the carrier says that the goods first left is compared with the place of loading that declarations and transport " +
    "documents disclose.",
  field: "transport.loadingPlace",
  onLedger: (matter) => placeOf(legsOf(matter)[0]?.departure),
});

export const dischargeAgrees = agreement({
  id: "discharge-agrees",
  subject: { en: "the place of discharge", zh: "卸货地" },
  method:
    "Where the carrier says that the goods arrived is compared with the place of discharge that declarations and transport " +
    "documents disclose.",
  field: "transport.dischargePlace",
  onLedger: (matter) => placeOf(ofKind(matter, "Arrived")[0]),
});

function placeOf(step: StoryStep | undefined): Statement<string>[] {
  return step === undefined ? [] : [{ party: step.record.party, values: [step.record.place], step: refOf(step) }];
}

/** How far the temperature may be from what was to be kept, kelvins. */
const TEMPERATURE_TOLERANCE = 3;

export const temperatureKept: CrossRule = {
  id: "temperature-kept",
  question: { en: "Was the temperature kept?", zh: "运输温度是否达标？" },
  method:
    "Every temperature reading that is disclosed is compared with the set point that is disclosed. One more than three kelvins " +
    "off warns.",
  needs: "disclosures",
  check: (matter) => {
    const readings = each(disclosedIn(matter, "condition.temperature"));
    const [setpoint] = each(disclosedIn(matter, "condition.temperatureSetpoint"));
    if (setpoint === undefined || readings.length === 0) {
      return [
        notCheckable(
          [],
          "A temperature to keep and readings of it were not both disclosed.",
          "应保持的温度及其实测读数没有都得到披露。",
        ),
      ];
    }
    const kept = setpoint.value;
    const steps: StepRef[] = [setpoint.step, ...readings.map(({ step }) => step)];
    const off = readings.filter(({ value }) => Math.abs(value.value - kept) > TEMPERATURE_TOLERANCE);
    if (off.length === 0) {
      return [
        pass(
          steps,
          en`All ${readings.length} readings are within ${TEMPERATURE_TOLERANCE} K of ${kept} °C.`,
          zh`全部${readings.length}个读数与${kept} °C 相差不超过${TEMPERATURE_TOLERANCE} K。`,
        ),
      ];
    }
    return off.map(({ party, value, step }) => {
      const who = nameOf(matter, party);
      return warning(
        [setpoint.step, step],
        en`${who} read ${value.value} °C at ${value.at}, where ${kept} °C was to be kept.`,
        zh`${who}于${value.at}测得${value.value} °C，而应保持${kept} °C。`,
      );
    });
  },
};

/** Each value by itself. */
function each<Value>(statements: readonly Statement<Value>[]): { party: PartyId; value: Value; step: StepRef }[] {
  return statements.flatMap(({ party, values, step }) => values.map((value) => ({ party, value, step })));
}

export const disclosuresProved: CrossRule = {
  id: "disclosures-proved",
  question: {
    en: "Is what was disclosed what the parties committed to?",
    zh: "披露的内容是否为各方当初所承诺的内容？",
  },
  method:
    "Each disclosed field is proved by the data hash that its record has on the ledger. One that is not was altered, or belongs " +
    "elsewhere; a field that an author wrote twice with two values, to show one to each reader, counts for nothing.",
  needs: "disclosures",
  check: (matter) => {
    const { shown, trace } = matter;
    if (shown.problems.length > 0) {
      return shown.problems.map(({ about, sentence }) =>
        contradiction(
          "consignment" in about ? [{ consignment: about.consignment, sequence: about.sequence }] : [startOf(matter)],
          sentence.en,
          sentence.zh,
        ),
      );
    }
    const steps = [startOf(matter), ...matter.story.map(refOf)].filter((step) => shown.ofStep(step).values.size > 0);
    const ofGoods =
      [...trace.batches.keys()].some((batch) => shown.ofBatch(batch).values.size > 0) ||
      [...trace.products.keys()].some((product) => shown.ofProduct(product).values.size > 0);
    if (steps.length === 0 && !ofGoods) {
      return [notCheckable([], "Nothing was disclosed.", "没有披露任何内容。")];
    }
    return [
      pass(
        steps,
        "Everything that was disclosed is what the parties committed to.",
        "所披露的全部内容均为各方当初所承诺的内容。",
      ),
    ];
  },
};

function startOf({ trace: { consignment, creation } }: Matter): StepRef {
  return { consignment, sequence: creation.sequence };
}
