import type { FieldValue } from "../../disclosure/vocabulary/fields.js";
import type { StepRef } from "../../facts.js";
import type { PartyId } from "../../ids.js";
import type { Line } from "../../line.js";
import { en, listed, zh } from "../../text.js";
import { remainingLines } from "../../trace/remainingLines.js";
import { agreement } from "../agreement.js";
import { agreementIn } from "../agreementIn.js";
import { byLeg } from "../byLeg.js";
import type { ComparisonTerms } from "../comparison.js";
import { changesContents, contentsAt, isOfUnits } from "../contents.js";
import type { Outcome } from "../finding.js";
import { legsOf } from "../legs.js";
import { dateOf, nameOf, refOf, type Matter } from "../matter.js";
import { contradiction, notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";
import { disclosedIn, type Statement } from "../statements.js";

export const originAgrees = agreementIn(
  {
    id: "origin-agrees",
    subject: { en: "the country of origin", zh: "原产国" },
    method:
      "The country that the maker registered with the batch is compared with what export customs, brokers and import customs " +
      "disclose, where all batches of the goods have the same. Where they do not, two countries that batches have are not held " +
      "against each other: a paper need not say which batch it means.",
    field: "goods.originCountry",
  },
  (matter) =>
    registered(
      matter,
      [...matter.trace.batches.values()].map(({ maker, origin }) => [maker, origin]),
    ),
);

export const classificationAgrees = agreementIn(
  {
    id: "classification-agrees",
    subject: { en: "the Harmonized System code", zh: "商品编码（HS）" },
    method:
      "The six digits that the product was registered with are compared with those of the codes that declarations disclose; the " +
      "digits behind them are each country's own. Where the goods are of several codes, two of these are not held against each " +
      "other.",
    field: "goods.hsCode",
    agrees: (one, other) => sixDigits(one) === sixDigits(other),
  },
  (matter) =>
    registered(
      matter,
      [...matter.trace.products.values()].map(({ registrant, hs6 }) => [registrant, String(hs6).padStart(6, "0")]),
      sixDigits,
    ),
);

function sixDigits(code: string): string {
  return code.slice(0, 6);
}

/**
 * What batches or products were registered with: the ledger's own word where it is the same of all; of mixed goods, several
 * that may each be meant.
 *
 * @param said Of each batch or product, by whom and what.
 * @param keyOf What two values that agree have in common.
 */
function registered(
  matter: Matter,
  said: readonly (readonly [party: PartyId, value: string])[],
  keyOf = (value: string): string => value,
): Pick<ComparisonTerms<string>, "comparable"> & { readonly onLedger: () => readonly Statement<string>[] } {
  const possible = new Set(said.map(([, value]) => value));
  const [first] = said;
  return {
    onLedger: () =>
      first === undefined || possible.size > 1 ? [] : [{ party: first[0], values: [first[1]], step: startOf(matter) }],
    comparable: (one, other) => {
      const [key, otherKey] = [keyOf(one), keyOf(other)];
      return key === otherKey || !(possible.has(key) && possible.has(otherKey));
    },
  };
}

export const quantityAgrees = agreementIn(
  {
    id: "quantity-agrees",
    subject: { en: "the quantity", zh: "数量" },
    method:
      "What the ledger has in the consignment is compared with the quantities that papers and counts disclose of it, where they are " +
      "in the unit of the batch: what was loaded, and after units were taken out what is left. After samples either agrees, what is " +
      "left or what there was before them, for papers go on naming what was invoiced. What a record discloses by which they leave " +
      "is theirs, and what is disclosed of a container is of all in it.",
    field: "goods.quantity",
    about: (matter, step) => contentsAt(matter, step, changesContents),
    leavesOut: isOfUnits,
    agrees: (one, other) => one.value === other.value,
    show: ({ value, unit }) => `${value} ${unit}`,
  },
  (matter) => {
    const contents = contentsOnLedger(matter);
    const sampled = contents.flatMap(({ left, before }) =>
      before === undefined ? [] : [new Set([...left.values, ...before.values].map(({ value }) => value))],
    );
    // What the ledger has at other times is that alone.
    const exact = new Set(contents.flatMap(({ left, before }) => (before === undefined ? left.values : [])));
    return {
      onLedger: () => contents.flatMap(({ left, before }) => (before === undefined ? [left] : [before, left])),
      // In other units, such as cartons, it is another count: neither agreement nor contradiction.
      comparable: (one, other) =>
        one.unit === other.unit &&
        (one.value === other.value ||
          exact.has(one) ||
          exact.has(other) ||
          !sampled.some((either) => either.has(one.value) && either.has(other.value))),
    };
  },
);

type Quantity = FieldValue<"goods.quantity">;

/** What a consignment held from a step on, as the ledger has it. */
interface Contents {
  readonly left: Statement<Quantity>;
  /** What there was before samples were taken, where the step takes one. */
  readonly before: Statement<Quantity> | undefined;
}

/** What was loaded, and what each record left that took units out. */
function contentsOnLedger(matter: Matter): Contents[] {
  const { consignment, creation, records, batches } = matter.trace;
  const units = new Set([...batches.values()].map(({ unit }) => unit));
  const [unit] = units;
  if (unit === undefined || units.size > 1) return [];
  const said = (party: PartyId, sequence: number, lines: readonly Line[]): Statement<Quantity> => {
    const value = Number(lines.reduce((sum, { quantity }) => sum + quantity, 0n));
    return { party, values: [{ value, unit }], step: { consignment, sequence } };
  };
  // Units beyond what was loaded are noted and never added: what then is there, the ledger does not have.
  const beyond = records.findIndex(({ kind, detailName }) => kind === "Adjusted" && detailName === "Overage");
  const known = beyond < 0 ? records : records.slice(0, beyond);
  const { before, after } = remainingLines(creation.lines, known);
  const loaded = said(creation.creator, creation.sequence, creation.lines);
  const contents: Contents[] = [{ left: loaded, before: undefined }];
  let invoiced = loaded;
  for (const [index, record] of known.entries()) {
    if (!changesContents(record)) continue;
    const left = said(record.party, record.sequence, before[index + 1] ?? after);
    if (record.detailName === "Sample") {
      const values = invoiced.values.map((value) => ({ ...value }));
      contents.push({ left, before: { party: invoiced.party, values, step: left.step } });
    } else {
      invoiced = left;
      contents.push({ left, before: undefined });
    }
  }
  return contents;
}

/** By which share two scales may differ. */
const WEIGHT_TOLERANCE = 0.03;

export const weightAgrees = agreement({
  id: "weight-agrees",
  subject: { en: "the gross weight", zh: "毛重" },
  method:
    "Gross weights that independent parties disclose of one consignment must be within three percent of each other, until units " +
    "other than a sample are taken out. A party that discloses two which are not warns.",
  field: "goods.grossWeight",
  about: (matter, step) =>
    contentsAt(matter, step, (record) => changesContents(record) && record.detailName !== "Sample"),
  leavesOut: isOfUnits,
  agrees: (one, other) => Math.abs(one - other) <= WEIGHT_TOLERANCE * Math.max(one, other),
  show: (kilograms) => `${kilograms} kg`,
});

export const vesselAgrees = agreement({
  id: "vessel-agrees",
  subject: { en: "the ship", zh: "船舶" },
  method:
    "IMO numbers that the carrier, ports and customs disclose for one leg must be the same. What is told before a departure " +
    "(export clearance, gate-in, loading) is of the leg that begins, and what is told on arrival (discharge, receipt, import " +
    "declaration) of the one that ended; what could be of two legs contradicts only when it is neither's ship.",
  field: "transport.vesselImo",
  perLeg: "by water",
  show: (imo) => `IMO ${imo}`,
});

export const containerAgrees = agreement({
  id: "container-agrees",
  subject: { en: "the freight container", zh: "集装箱号" },
  method:
    "Container numbers (ISO 6346) that independent parties disclose for one leg, told before its departure or on its arrival, must " +
    "be the same. Of several, one that only one of two parties discloses warns.",
  field: "equipment.container",
  perLeg: true,
});

export const sealAgrees = agreement({
  id: "seal-agrees",
  subject: { en: "the seal", zh: "封志号" },
  method:
    "A seal that one party set and another found must have the same number within a leg, from what is told before its departure " +
    "to what is told on its arrival. A container may have several seals, and an authority that changes one discloses both: a number that " +
    "only one of two parties discloses warns, and so do two different ones where a third party, or an authority that changed " +
    "them, names both. Capitals, spaces and hyphens make no seal another. A broken seal is an incident and breaks the comparison aloud: it warns with what was disclosed before and after it.",
  field: "equipment.seal",
  // Stamped with hyphens, sent without them.
  spelling: (seal) =>
    seal
      .normalize("NFKC")
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, "") || seal,
  perLeg: true,
  changedBy: ["Customs", "Inspector", "Regulator"],
  brokenBy: "BrokenSeal",
});

export const dateAgrees = agreementIn(
  {
    id: "date-agrees",
    subject: { en: "the expiry date", zh: "保质期截止日期" },
    method:
      "The date that the maker registered with the batch is compared with the dates that others disclose. Where batches have " +
      "several, two of these are not held against each other.",
    field: "goods.expirationDate",
  },
  (matter) => {
    const dated = [...matter.trace.batches.values()].filter(({ expiry }) => expiry !== 0);
    return registered(
      matter,
      dated.map(({ maker, expiry }) => [maker, dateOf(expiry)]),
    );
  },
);

/** How far the temperature may be from what was to be kept, kelvins. */
const TEMPERATURE_TOLERANCE = 3;

export const temperatureKept: CrossRule = {
  id: "temperature-kept",
  question: { en: "Was the temperature kept?", zh: "运输温度是否达标？" },
  method:
    "Every temperature reading that is disclosed is compared with the set point that is disclosed for the leg in which it was read, " +
    "else with that of the leg before, or after. One more than three kelvins off warns, and so do two set points of one leg.",
  needs: "disclosures",
  check: (matter) => {
    const readings = each(disclosedIn(matter, "condition.temperature"));
    const setpoints = byLeg(matter, disclosedIn(matter, "condition.temperatureSetpoint"), {
      agrees: (one, other) => one.values[0] === other.values[0],
      byWater: false,
    });
    if (setpoints.size === 0 || readings.length === 0) {
      return [
        notCheckable(
          [],
          "A temperature to keep and readings of it were not both disclosed.",
          "应保持的温度及其实测读数没有都得到披露。",
        ),
      ];
    }
    const starts = legsOf(matter).map(({ departure }) => departure.record.occurredAt);
    const withSetpoint = [...setpoints.keys()];
    const readOn = readings.map((reading) => {
      const time = Date.parse(reading.value.at) / 1000;
      return {
        reading,
        leg: nearest(
          withSetpoint,
          Math.max(
            0,
            starts.findLastIndex((start) => start <= time),
          ),
        ),
      };
    });
    return [...setpoints].flatMap(([leg, statements]) => {
      const kept = each(statements);
      const read = readOn.flatMap((one) => (one.leg === leg ? [one.reading] : []));
      return [...setpointsDiffering(matter, kept), ...(read.length === 0 ? [] : readingsOff(matter, kept, read))];
    });
  },
};

/** The number itself, else the last before it, else the first after it. */
function nearest(numbers: readonly number[], number: number): number | undefined {
  return numbers.findLast((one) => one <= number) ?? numbers[0];
}

function setpointsDiffering(matter: Matter, kept: readonly Each<number>[]): Outcome[] {
  const [first] = kept;
  const other = kept.find(({ value }) => value !== first?.value);
  if (first === undefined || other === undefined) return [];
  const [who, whoElse] = [nameOf(matter, first.party), nameOf(matter, other.party)];
  return [
    warning(
      [first.step, other.step],
      en`${who} says that ${first.value} °C was to be kept, and ${whoElse} says ${other.value} °C on the same leg.`,
      zh`${who}称应保持${first.value} °C，而${whoElse}称同一段行程应保持${other.value} °C。`,
    ),
  ];
}

/** How readings are off from all that was to be kept; that they are not passes only where that is one temperature. */
function readingsOff(matter: Matter, kept: readonly Each<number>[], readings: readonly Each<Reading>[]): Outcome[] {
  const set = kept.map(({ step }) => step);
  const temperatures = [...new Set(kept.map(({ value }) => value))];
  const toKeep = listed(temperatures);
  const off = readings.filter(({ value: reading }) =>
    kept.every(({ value }) => Math.abs(reading.value - value) > TEMPERATURE_TOLERANCE),
  );
  if (off.length === 0) {
    if (temperatures.length > 1) return [];
    return [
      pass(
        [...set, ...readings.map(({ step }) => step)],
        en`All ${readings.length} readings are within ${TEMPERATURE_TOLERANCE} K of ${toKeep} °C.`,
        zh`全部${readings.length}个读数与${toKeep} °C 相差不超过${TEMPERATURE_TOLERANCE} K。`,
      ),
    ];
  }
  return off.map(({ party, value, step }) => {
    const who = nameOf(matter, party);
    return warning(
      [...set, step],
      en`${who} read ${value.value} °C at ${value.at}, where ${toKeep} °C was to be kept.`,
      zh`${who}于${value.at}测得${value.value} °C，而应保持${toKeep} °C。`,
    );
  });
}

type Reading = FieldValue<"condition.temperature">;

/** One value of a statement. */
interface Each<Value> {
  readonly party: PartyId;
  readonly value: Value;
  readonly step: StepRef;
}

/** Each value by itself. */
function each<Value>(statements: readonly Statement<Value>[]): Each<Value>[] {
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
