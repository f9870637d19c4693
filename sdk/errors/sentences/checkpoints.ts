import { detailsOf } from "../../kindDetails.js";
import { Kind, nameIn, namesOf } from "../../vocabulary.js";
import type { RevertValues } from "../revertValues.js";
import type { Sentences } from "./sentence.js";

/** Words for the errors of `ICheckpoints.sol`. */
export const CHECKPOINT_SENTENCES: Sentences = {
  DryRun: (v) => ({
    message: v.flag("taken")
      ? `This was a dry run, which changes nothing; the call would be taken and return ${shortened(v.text("result"))}.`
      : `This was a dry run, which changes nothing; the call would be refused with ${shortened(v.text("result"))}.`,
    toDo: "Read the result in the error's data; send the call itself to write it.",
  }),
  RecordCountInvalid: (v) => ({
    message: `${v.number("count")} records cannot be written in one call.`,
    toDo: "Write 1 to 256 records in a call.",
  }),
  KindUnsupported: (v) => ({
    message: `No ${v.kind("kind")} can be recorded this way.`,
    toDo: "Look up the kind in the table of kinds; some have a function of their own.",
  }),
  RoleMayNotWrite: (v) => ({
    message: `Nobody may write ${v.kind("kind")} as ${v.role("role")}.`,
    toDo: "Look up in the table of kinds who may write it, and in which role.",
  }),
  NotCustodian: (v) => ({
    message: `${v.party("party")} does not have ${v.consignment("consignment")}: ${v.party("custodian")} has it, and ${v.party("next")} is next.`,
    toDo: "Have the custodian write the record or name this party as next, or write under a mandate; who disputes without having the goods gives a record of its own.",
  }),
  PrincipalUnrelated: (v) => ({
    message: `${v.party("principal")} is neither custodian nor creator of ${v.consignment("consignment")}, so its mandate does not help.`,
    toDo: "Name the custodian or the creator as principal.",
  }),
  NoMandate: (v) =>
    v.number("principal") === 0n
      ? {
          message: `${v.party("agent")} does not have the goods and named no principal for whom it acts as ${v.role("role")}.`,
          toDo: "Name the custodian or creator that gave the mandate.",
        }
      : {
          message: `${v.party("agent")} has no mandate of ${v.party("principal")} to act as ${v.role("role")}.`,
          toDo: "Have the principal's manager set the mandate.",
        },
  MoveChanged: (v) => ({
    message: `${v.consignment("consignment")} has moved on: its last move is step ${v.number("actual")}, not step ${v.number("expected")}.`,
    toDo: "Read its state again and decide whether the record still holds.",
  }),
  MovementForbids: (v) => ({
    message: `${v.kind("kind")} cannot follow while ${v.consignment("consignment")} is ${v.movement("movement")}.`,
    toDo: "Record the steps in between first; the table of kinds shows what each needs.",
  }),
  CustomsForbids: (v) => ({
    message: `${v.kind("kind")} cannot follow while import customs of ${v.consignment("consignment")} stand at ${v.customs("customs")}.`,
    toDo: "Record the customs steps in between first; the table of kinds shows what each needs.",
  }),
  ExportNotCleared: (v) => ({
    message: `${v.consignment("consignment")} crosses a border and is not cleared for export.`,
    toDo: "Have customs where the goods stand, or a broker with a document, record ExportCleared first.",
  }),
  ExportAlreadyCleared: (v) => ({
    message: `${v.consignment("consignment")} is already cleared for export on a record at least as strong.`,
    toDo: "Nothing is left to do.",
  }),
  CustomsHasSpoken: (v) => ({
    message: `Customs themselves have written about ${v.consignment("consignment")}; a reported record cannot replace theirs.`,
    toDo: "Ask customs to write the record.",
  }),
  CustomsIsLive: (v) => ({
    message: `Customs of ${v.code("territory")} write for themselves; nobody can report for them.`,
    toDo: "Ask customs to write the record.",
  }),
  DocumentMissing: (v) => ({
    message: `A reported ${v.kind("kind")} names no document it rests on.`,
    toDo: "Give the hash of the customs document.",
  }),
  NotThere: (v) => ({
    message: `${v.consignment("consignment")} cannot be recorded at ${v.place("place")}: it stands ${standing(v.place("standsAt"))}.`,
    toDo: "Record it where it stands, or have the move that brought it there recorded first.",
  }),
  WrongTerritory: (v) => ({
    message: `${v.place("place")} does not lie in the customs territory ${v.code("expected")}, as it must here.`,
    toDo: "Check the place, and the destination of the goods.",
  }),
  ConsignmentHeld: (v) => ({
    message: `${v.consignment("consignment")} is held: ${holds(v.number("holds"), v.flag("elsewhere"))}.`,
    toDo: "Wait until each authority that placed a hold has lifted it; refused goods inside must be unpacked first.",
  }),
  ApartInside: (v) => ({
    message: `${v.kind("kind")} cannot be recorded for ${v.consignment("consignment")} as a whole: goods inside have customs records of their own.`,
    toDo: "Write it for each consignment inside, or unpack those first.",
  }),
  HoldAlreadyOpen: (v) => ({
    message: `${v.party("party")} already holds ${v.consignment("consignment")}, since step ${v.number("sequence")}.`,
    toDo: "One hold of a party is enough; lift it before placing another.",
  }),
  TooManyHolds: (v) => ({
    message: `${v.consignment("consignment")} has 15 open holds, the most it can have.`,
    toDo: "Wait until one is lifted.",
  }),
  HoldNotOpen: (v) => {
    const open = v.number("open");
    return {
      message: `${v.party("placer")} has no hold${sequenceOf(v)} open on ${v.consignment("consignment")}${open === 0n ? "" : `, but the one of step ${open}`}.`,
      toDo: open === 0n ? "Check who placed the hold, and whether it was lifted already." : `Name step ${open}.`,
    };
  },
  NotSuccessor: (v) => ({
    message: `${v.party("party")} may not lift a hold of ${v.party("placer")}: it is not its successor, or the placer is not suspended.`,
    toDo: "Have the placer lift it; while that is suspended, its governed successor can.",
  }),
  TimeInFuture: (v) => ({
    message: `${v.time("occurredAt")} lies in the future: the latest time taken now is ${v.time("latest")}.`,
    toDo: "Check the clock and the time zone; times are UTC.",
  }),
  TimeTooOld: (v) => ({
    message: `${v.time("occurredAt")} is too long ago: the earliest time taken now is ${v.time("earliest")}.`,
    toDo: "Check the date; what happened before the reporting window can no longer be recorded.",
  }),
  TimeBeforeLastMove: (v) => ({
    message: `${v.time("occurredAt")} is before the last move, which happened at ${v.time("lastMoveAt")}.`,
    toDo: "Check the time; moves are recorded in the order in which they happened.",
  }),
  DetailInvalid: (v) => ({
    message: `${v.number("detail")} is no detail of ${v.kind("kind")}.`,
    toDo: detailsTaken(v.number("kind")),
  }),
  NextNotAllowed: (v) => ({
    message: `${v.kind("kind")} hands nothing over here, so it cannot name ${v.party("next")} as next.`,
    toDo: "Name nobody; the custodian names who is next with a record that moves the goods.",
  }),
  PrincipalNotAllowed: (v) => ({
    message: `This ${v.kind("kind")} does not rest on a mandate, so it cannot name ${v.party("principal")} as principal.`,
    toDo: "Name nobody as principal.",
  }),
  HistoryFull: (v) => ({
    message: `${v.consignment("consignment")} has 16,777,215 steps, the most it can have.`,
    toDo: "Continue with a new consignment.",
  }),
  TransformationNotCleared: (v) => ({
    message: `${v.consignment("consignment")} came from elsewhere and is not cleared, or was refused, so its units cannot be consumed in making others.`,
    toDo: "Have the import cleared first; refused goods are returned or destroyed.",
  }),
  ParticularsMissing: (v) => ({
    message: `${v.kind("kind")} came without what it takes beside the record.`,
    toDo: particularsTaken(v.number("kind")),
  }),
  ParticularsNotTaken: (v) => ({
    message: `${v.kind("kind")} does not take what was sent beside the record.`,
    toDo: particularsTaken(v.number("kind")),
  }),
  DiversionAfterRefusal: (v) => ({
    message: `${v.consignment("consignment")} is on its way back after a refusal and cannot be diverted.`,
    toDo: "Let it arrive where it goes; what becomes of it is decided there.",
  }),
  ReturnNotAllowed: (v) => ({
    message: `${v.consignment("consignment")} cannot be returned to ${v.code("country")} as it stands.`,
    toDo: "Return it within the territory once it is delivered; to another one once it is refused or delivered, or while it is not cleared.",
  }),
  NotCreator: (v) => ({
    message: `${v.party("party")} cannot do this with ${v.consignment("consignment")}: it is for its creator, ${v.party("creator")}, and custody is taken back only from another party.`,
    toDo: "Have the creator write it; what the creator has already, it need not take back.",
  }),
  NotYetTakeable: (v) => ({
    message:
      v.number("due") === 0n
        ? `${v.consignment("consignment")} cannot be taken back from ${v.party("custodian")}, which is in good standing and has offered it to nobody.`
        : `${v.consignment("consignment")} cannot be taken back from ${v.party("custodian")} before ${v.time("due")}, when what it offered is overdue.`,
    toDo: "Wait for that time; or record a Disputed, and if it is not answered in 14 days prove it with the TakenBack.",
  }),
  HasLeft: (v) => ({
    message: `${v.consignment("consignment")} has departed and cannot be voided.`,
    toDo: "Return it, or record what becomes of it where it is.",
  }),
  VoidedInPart: (v) => ({
    message: `${v.consignment("consignment")} is voided as a whole, but ${lines(v.number("lines"))} would stay.`,
    toDo: "Let all lines of the contents leave; split off what shall go on.",
  }),
  ContentsMismatch: (v) => ({
    message: `The lines supplied (${v.hash("supplied")}) are not the contents of ${v.consignment("consignment")} (${v.hash("actual")}).`,
    toDo: "Trace the consignment anew and supply its lines as they stand, in their order.",
  }),
  ParticularsMismatch: (v) => ({
    message: `The particulars (${v.hash("supplied")}) are not those that the record is based on (${v.hash("basedOn")}).`,
    toDo: "Set basedOn to the hash of the particulars that are sent with it.",
  }),
  LineNotHeld: (v) => ({
    message: `${v.consignment("consignment")} holds only ${v.units("available")} of ${v.batch("batch")} in such a line, not ${v.units("requested")}.`,
    toDo: "Take lines of the contents, with the same batch and items, and at most their units.",
  }),
};

function detailsTaken(kind: bigint): string {
  const name = nameIn(Kind, kind);
  const details = name === undefined ? undefined : detailsOf(name);
  if (details === undefined) return "Give 0: this kind has no detail.";
  // 0 means that there is no detail.
  const names = namesOf(details).slice(1);
  return `Give one of ${names.map((name, index) => `${index + 1} ${name}`).join(", ")}.`;
}

/** How to record the kinds that take something beside their record. */
const BY_LINES = "Record it by lines (recordByLines): supply the contents and what leaves them.";
const PROVED = "Record it with recordProved: give the earlier record and the steps after it.";
const ALONE_OR_PROVED = "Record it alone, or with recordProved and the record that it rests on.";
const PARTICULARS: Partial<Record<keyof typeof Kind, string>> = {
  ImportCleared: "Record it by lines (recordByLines), or alone when all is cleared.",
  Adjusted: BY_LINES,
  Voided: BY_LINES,
  Packed: "Record it with pack: name the consignments that go in.",
  Unpacked: "Record it with unpack: name the consignments that come out.",
  Split: "Record it with split: give the part's key and the lines that leave.",
  Disputed: ALONE_OR_PROVED,
  TakenBack: ALONE_OR_PROVED,
  Confirmed: PROVED,
  Contradicted: PROVED,
  Correction: PROVED,
};

function particularsTaken(kind: bigint): string {
  const name = nameIn(Kind, kind);
  const taken = name === undefined ? undefined : PARTICULARS[name];
  return taken ?? "Record it alone; the table of kinds shows which kinds take more.";
}

function standing(place: string): string {
  return place === "nowhere" ? "nowhere, being on the way" : `at ${place}`;
}

function holds(count: bigint, elsewhere: boolean): string {
  const own = count === 1n ? "1 hold is open on it" : `${count} holds are open on it`;
  if (!elsewhere) return own;
  const other = "goods inside it are held or refused, or what it is in is held";
  return count === 0n ? other : `${own}, and ${other}`;
}

function lines(count: bigint): string {
  return count === 1n ? "1 line" : `${count} lines`;
}

/** Data may be long. */
function shortened(data: string): string {
  return data.length <= 74 ? data : `${data.slice(0, 74)}…`;
}

/** A hold is named by the sequence of its Held (24 bits); anything larger is no sequence, and 0 names none. */
function sequenceOf(v: RevertValues): string {
  const named = BigInt(v.text("named"));
  if (named === 0n) return "";
  return named < 1n << 24n ? ` of step ${named}` : ` ${v.hash("named")}`;
}
