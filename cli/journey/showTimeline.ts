import { placeName, timeOf } from "../../sdk/crossReference/matter.js";
import type { ConsignmentId } from "../../sdk/ids.js";
import type { Line } from "../../sdk/line.js";
import type { Journey, TraceRecord } from "../../sdk/trace/journey.js";
import { isSplitOff, storyOf, type StoryStep } from "../../sdk/trace/story.js";
import type { Trace } from "../../sdk/trace/trace.js";
import type { Terminal } from "../output/terminal.js";
import { capital, inWords } from "./inWords.js";
import { durationInWords, journeyInWords, partyInWords } from "./words.js";

/** Where what happened begins, after its time. */
const INDENT = "2026-11-20 08:00 UTC  ".length;

/** Kinds after which goods are under way. */
const DEPARTURES: readonly TraceRecord["kind"][] = ["Departed", "Forwarded"];

/** What happened to the goods, from their creation on, with how long it took from step to step, and how they travelled. */
export function showTimeline(out: Terminal, trace: Trace): void {
  out.heading("The journey, times in UTC", "step");
  let before: TraceRecord | undefined;
  for (const step of stepsOf(trace)) {
    if ("record" in step) {
      if (before !== undefined) showWay(out, before, step.record);
      showRecord(out, trace, step);
      before = step.record;
    } else showCreation(out, trace, step);
  }
}

/** How goods began. */
interface Beginning {
  readonly consignment: ConsignmentId;
  readonly creation: Journey["creation"];
}

/** The records and the beginnings of the goods and of what they were made from, in the order of the chain. */
function stepsOf(trace: Trace): (StoryStep | Beginning)[] {
  const journeys = new Map(
    [trace, ...trace.inside].map((journey): [string, Journey] => [journey.consignment, journey]),
  );
  const beginnings: Beginning[] = [];
  for (let id: ConsignmentId | undefined = trace.consignment; id !== undefined;) {
    const journey = journeys.get(id);
    if (journey === undefined) break;
    const { creation } = journey;
    const from = creation.type === "Derivation" ? creation.from : undefined;
    // A part that was split off is told by the record of the split.
    if (from === undefined || !isSplitOff(journeys.get(from), id)) beginnings.push({ consignment: id, creation });
    id = from;
  }
  const timeOfStep = (step: StoryStep | Beginning): number =>
    "record" in step ? step.record.recordedAt : step.creation.recordedAt;
  return [...beginnings.reverse(), ...storyOf(trace)].sort((a, b) => timeOfStep(a) - timeOfStep(b));
}

function showCreation(out: Terminal, trace: Trace, { consignment, creation }: Beginning): void {
  const { recordedAt: when, creator, lines } = creation;
  const step = stepName(trace, consignment, creation.sequence);
  if (creation.type === "Derivation") {
    showStep(out, { when, what: "Released units came back", step, style: "cyan" });
    showParts(out, [partyInWords(trace, creation.party)]);
  } else {
    const what = creation.container === undefined ? "Created" : "Container created";
    const heading = creation.destination === "" ? [] : [`for ${creation.destination}`];
    showStep(out, { when, what, step, style: "cyan" });
    showParts(out, [placeName(creation.place).en, partyInWords(trace, creator), ...heading]);
  }
  showLines(out, trace, lines);
}

/** The number of a step, after the letter of its journey. */
function stepName(trace: Trace, consignment: ConsignmentId, sequence: number): string {
  return [journeyInWords(trace, consignment), sequence].filter((part) => part !== "").join(" ");
}

/** How long it took from the step before, and how the goods travelled; nothing where both are nothing to speak of. */
function showWay(out: Terminal, before: TraceRecord, record: TraceRecord): void {
  // Of records that came late the order is that of the chain.
  const took = record.occurredAt - before.occurredAt;
  const duration = took < 60 ? "" : durationInWords(took);
  const mode = DEPARTURES.includes(before.kind) ? inWords(before.detailName ?? "") : "";
  const words = [duration, mode].filter(Boolean).join(", ");
  if (words !== "") out.line(out.style("dim", `${" ".repeat(INDENT - 2)}│ ${words}`));
}

function showRecord(out: Terminal, trace: Trace, { consignment, record }: StoryStep): void {
  const { kind, detailName, about, undoneBy, party, role, principal, next, place, particulars, part } = record;
  const counts = undoneBy === undefined;
  const detail = detailName === undefined ? "" : ` · ${inWords(detailName)}`;
  const on = about === undefined ? "" : ` on step ${stepName(trace, consignment, about)}`;
  const step = stepName(trace, consignment, record.sequence);
  const what = `${capital(inWords(kind))}${detail}${on}`;
  showStep(out, { when: record.occurredAt, what, step, style: counts ? "cyan" : "strikethrough" });
  const writer = `${partyInWords(trace, party)} (${role})`;
  showParts(out, [
    place === "" ? "on the road" : placeName(place).en,
    principal === 0n ? writer : `${writer} for ${partyInWords(trace, principal)}`,
    ...(next === 0n ? [] : [`next ${partyInWords(trace, next)}`]),
  ]);
  showLines(out, trace, particulars?.lines ?? part?.lines ?? []);
  if (record.basis === "reported") showRemark(out, "reported on a document, not by the authority");
  if (undoneBy !== undefined)
    showRemark(out, `taken back by step ${stepName(trace, consignment, undoneBy)}: it counts no more`);
  const late = record.recordedAt - record.occurredAt;
  if (late > LATE) showRemark(out, `recorded ${durationInWords(late)} later, ${timeOf(record.recordedAt)}`);
}

/** Seconds after which a record counts as late: a day. */
const LATE = 86_400;

interface Told {
  /** Seconds since 1970. */
  readonly when: number;
  readonly what: string;
  readonly step: string;
  readonly style: "cyan" | "strikethrough";
}

function showStep(out: Terminal, { when, what, step, style }: Told): void {
  const room = Math.max(what.length + 1, out.width - INDENT - step.length);
  const gap = " ".repeat(room - what.length);
  out.line(`${timeOf(when)}  ${out.style(style, what)}${gap}${out.style("dim", step)}`);
}

function showParts(out: Terminal, parts: readonly string[]): void {
  for (const line of out.fold(parts, out.width - INDENT)) out.line(`${" ".repeat(INDENT)}${line}`);
}

function showRemark(out: Terminal, text: string): void {
  out.paragraph(text, `${" ".repeat(INDENT)}${out.style("yellow", "!")} `, INDENT + 2);
}

function showLines(out: Terminal, trace: Trace, lines: readonly Line[]): void {
  for (const { batch, quantity } of lines) {
    const made = trace.batches.get(batch);
    const gtin = made === undefined ? undefined : trace.products.get(made.product)?.gtin;
    const what = gtin === undefined ? `batch ${batch}` : `GTIN ${gtin}`;
    const origin = made === undefined ? "" : `, made in ${made.origin}`;
    out.line(
      `${" ".repeat(INDENT)}${out.style("dim", `${quantity.toLocaleString("en")} ${made?.unit ?? "units"} of ${what}${origin}`)}`,
    );
  }
}
