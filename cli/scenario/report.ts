import { placeName } from "../../sdk/crossReference/matter.js";
import { basisOf } from "../../sdk/trace/basisOf.js";
import { detailName } from "../../sdk/trace/detailName.js";
import type { Basis } from "../../sdk/trace/journey.js";
import { capital, inWords } from "../journey/inWords.js";
import type { Landed, LandedAct, LandedRecord } from "./playSteps.js";
import type { SignsWith } from "./scenario.js";

/** A step as a reader is told it. */
export interface StepInWords {
  /** Its day and time in UTC, such as "03 Nov 01:12"; "" for one that has none. */
  readonly when: string;
  /** Such as "Departed · maritime". */
  readonly what: string;
  /** What it is about and where it stands in its history, where, who and on whose behalf: each a part of a line. */
  readonly about: readonly string[];
  /** Whether the writer speaks for itself, or reports what an authority did; "" where nobody of the parties wrote it. */
  readonly basis: Basis | "";
  /** How it was signed. */
  readonly how: SignsWith | "label" | "";
}

/** Says a step in words. */
export function stepInWords(landed: Landed): StepInWords {
  return isRecord(landed) ? recordInWords(landed) : actInWords(landed);
}

function isRecord(landed: Landed): landed is LandedRecord {
  return landed.step.type === "Record";
}

function recordInWords({ step, actor, occurredAt, sequences, refusal }: LandedRecord): StepInWords {
  const { kind, role, principal, about, destination } = step;
  const units = step.units?.reduce((sum, { quantity }) => sum + quantity, 0n);
  const extra: string[] = [];
  const detail = detailName(kind, step.detail);
  if (step.detail !== 0 && detail !== undefined) extra.push(inWords(detail));
  if (units !== undefined) extra.push(`${units} ${units === 1n ? "unit" : "units"}`);
  if (destination !== undefined) extra.push(`to ${destination}`);
  if (step.offline) extra.push("kept offline");
  const subjects = [...sequences].map(([name, sequence]) => (refusal === undefined ? `${name} ${sequence}` : name));
  const packs = kind === "Packed" || kind === "Unpacked";
  const object = packs ? `: ${step.goods.join(", ")}` : about === undefined ? "" : ` on ${inWords(about.kind)}`;
  const writer = `${actor.party.name} (${role})`;
  return {
    when: inUtc(occurredAt),
    what: [capital(inWords(kind)), ...(extra.length === 0 ? [] : [extra.join(", ")])].join(" · "),
    about: [
      subjects.join(", ") + object,
      step.place === "" ? "on the road" : placeName(step.place).en,
      principal === undefined ? writer : `${writer} for ${principal.name}`,
    ],
    basis: basisOf(kind, role),
    how: actor.writer.how,
  };
}

function actInWords({ step }: LandedAct): StepInWords {
  const words = (what: string, who: string, how: StepInWords["how"] = ""): StepInWords => {
    return { when: "", what, about: [who], basis: "", how };
  };
  switch (step.type) {
    case "Activation":
      return words(`Item ${step.item} activated`, "by whoever opens it", "label");
    case "Scan":
      return words(`Item ${step.item} scanned`, "by whoever buys it");
    case "Relay":
      return words(`${capital(inWords(step.record.kind))} relayed`, "by anybody");
    case "Recall":
    case "RecallLift": {
      const where = step.country === undefined ? "everywhere" : `in ${step.country}`;
      return words(`${step.type === "Recall" ? "Recall" : "End of the recall"} of ${step.name} ${where}`, step.by.name);
    }
    case "Endorsement":
      return words(`${step.product.name} endorsed`, step.by.name);
    case "Suspension":
      return words(`${step.party.name} suspended`, "by governance");
    case "Succession":
      return words(`${step.party.name} succeeds ${step.of.name}`, "by governance");
    case "Revocation":
      return words(`Key of ${step.party.name} revoked`, "by its manager");
    case "Comeback":
      return words(`Released units come back as ${step.name}`, step.by.name);
  }
}

/**
 * Gas with its thousands apart.
 *
 * @example gasInWords(48026n) // "48,026"
 */
export function gasInWords(gas: bigint): string {
  return gas.toLocaleString("en");
}

/** Day and time without the year, which a journey of days does not need. */
function inUtc(seconds: number): string {
  const date = new Date(seconds * 1_000);
  const day = date.toLocaleDateString("en-GB", { day: "2-digit", month: "short", timeZone: "UTC" });
  return `${day} ${date.toISOString().slice(11, 16)}`;
}
