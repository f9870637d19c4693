/** A fault for the model checker to find: a text of a file, which must stand there once, and what stands there instead. */
export interface Fault {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** What is proved, and the fault on which the same assertion is refuted. */
export interface Property {
  /** The contract `P<number>` of `Properties.sol` asserts it. */
  readonly number: number;
  readonly promise: string;
  readonly fault: Fault;
}

const inTable = (what: string, from: string, to: string): Fault => ({
  what,
  file: "contracts/types/KindTable.sol",
  from,
  to,
});
const inJourney = (what: string, from: string, to: string): Fault => ({
  what,
  file: "assurance/smt/Journey.sol",
  from,
  to,
});

export const PROPERTIES: readonly Property[] = [
  {
    number: 1,
    promise:
      "Movement goes only forwards (Created, Ready, InTransit and AtTransit, Arrived, Delivered; Closed from each but Delivered), and backwards by Returned alone.",
    fault: inTable(
      "Transshipped leads back to Ready",
      "IN_TRANSIT, NOT_REFUSED, NO_DETAIL, Movement.AtTransit",
      "IN_TRANSIT, NOT_REFUSED, NO_DETAIL, Movement.Ready",
    ),
  },
  {
    number: 2,
    promise: "Closed is final: neither the movement nor customs change any more.",
    fault: inTable(
      "Origin follows Closed too",
      "CREATED, ANY_CUSTOMS, NO_DETAIL",
      "CREATED | CLOSED, ANY_CUSTOMS, NO_DETAIL",
    ),
  },
  {
    number: 3,
    promise: "Goods are Delivered only from Arrived, by Delivered, and only cleared, or domestic and not refused.",
    fault: inTable("Delivered follows Ready too", "ARRIVED, CLEARED, NO_DETAIL", "READY | ARRIVED, CLEARED, NO_DETAIL"),
  },
  {
    number: 4,
    promise:
      "Cleared follows Declared or PartlyCleared alone, or a refusal that was only reported, by customs' own word.",
    fault: inTable(
      "ImportCleared needs no declaration",
      "ARRIVED, DECLARED | PARTLY_CLEARED",
      "ARRIVED, UNDECLARED | DECLARED | PARTLY_CLEARED",
    ),
  },
  {
    number: 5,
    promise:
      "Refused goods move on by Returned or Destroyed alone (or when nothing is left of them), and only Returned or customs' own word ends the refusal.",
    fault: inTable(
      "Refused goods may be Delivered",
      "ARRIVED, CLEARED, NO_DETAIL",
      "ARRIVED, CLEARED | (1 << 4), NO_DETAIL",
    ),
  },
  {
    number: 6,
    promise: "No record leads from Created straight on the way: only to Ready, or to Closed.",
    fault: inTable(
      "Departed follows Created too",
      "READY | AT_TRANSIT, NOT_REFUSED, MODES",
      "CREATED | READY | AT_TRANSIT, NOT_REFUSED, MODES",
    ),
  },
  {
    number: 7,
    promise:
      "While goods are held, no record changes their movement or customs, but one of the placer of the only hold, and an authority's sample that takes the last of them.",
    fault: inTable("a hold does not stop Origin", "WHERE_STANDING | MOVES | HOLD_STOPS);", "WHERE_STANDING | MOVES);"),
  },
  {
    number: 8,
    promise:
      "A hold stops every kind that moves goods (Unpacked minds holds by itself) and every kind that leads to a customs state.",
    fault: inTable(
      "a hold does not stop Received",
      "IN_TERRITORY | MOVES | HOLD_STOPS | SETS_PLACE",
      "IN_TERRITORY | MOVES | SETS_PLACE",
    ),
  },
  {
    number: 9,
    promise:
      "Only customs acts clear or refuse, for import or export, and only those that customs write themselves count as customs' own.",
    fault: inTable(
      "Refused is no customs act",
      "AS_A_WHOLE | REACHES_PACKED | CUSTOMS_ACT);",
      "AS_A_WHOLE | REACHES_PACKED);",
    ),
  },
  {
    number: 10,
    promise:
      "What customs wrote themselves nobody else changes; another destination or a return starts afresh, from nothing declared.",
    fault: inTable(
      "ImportDeclared follows Cleared too",
      "UNDECLARED | DECLARED, REGIMES",
      "UNDECLARED | DECLARED | CLEARED, REGIMES",
    ),
  },
  {
    number: 11,
    promise: "Every kind can be written by somebody.",
    fault: inTable(
      "nobody may write Diverted",
      "Kind.Diverted) return _row(none, keepers + PORT",
      "Kind.Diverted) return _row(none, none",
    ),
  },
  {
    number: 12,
    promise:
      "No commercial role writes as a witness (but to dispute or correct what it can prove), and no authority acts under a mandate or takes goods over, but a port.",
    fault: inTable(
      "a carrier witnesses Sighted",
      "Kind.Sighted) return _row(PORT + CUSTOMS + INSPECTOR",
      "Kind.Sighted) return _row(CARRIER + PORT + CUSTOMS + INSPECTOR",
    ),
  },
  {
    number: 13,
    promise:
      "A kind that reaches packed goods moves nothing (TakenBack takes them out first), and who accepts custody does so by a move.",
    fault: inTable(
      "Split reaches packed goods",
      "NEEDS_PARTICULARS | TAKES_PART);",
      "NEEDS_PARTICULARS | TAKES_PART | REACHES_PACKED);",
    ),
  },
  {
    number: 14,
    promise: "Goods leave their origin only cleared for export or domestic, and have travelled then.",
    fault: inTable(
      "Departed needs no export clearance",
      "HOLD_STOPS | NEEDS_EXPORT | WordFields",
      "HOLD_STOPS | WordFields",
    ),
  },
  {
    number: 15,
    promise: "What is cleared, wholly or partly, or refused has arrived.",
    fault: inTable(
      "Refused follows Ready too",
      "ARRIVED, UNDECLARED | DECLARED | PARTLY_CLEARED",
      "READY | ARRIVED, UNDECLARED | DECLARED | PARTLY_CLEARED",
    ),
  },
  {
    number: 16,
    promise: "What is not domestic never becomes so.",
    fault: inJourney(
      "goods received where they are become domestic",
      "if (Table.setsPlace(kind) && !here) domestic = false;",
      "if (Table.setsPlace(kind)) domestic = here;",
    ),
  },
  {
    number: 17,
    promise: "Goods that were sent back after a refusal stay marked so, and are not diverted.",
    fault: inJourney("a diversion does not ask whether goods were sent back", "require(!sentBack);", ""),
  },
  {
    number: 18,
    promise: "Holds are placed by authorities' Held alone, and lifted by HoldLifted of a party that has one open.",
    fault: inTable(
      "Inspected places a hold",
      "WHERE_STANDING | REACHES_PACKED);",
      "WHERE_STANDING | REACHES_PACKED | PLACES_HOLD);",
    ),
  },
];
