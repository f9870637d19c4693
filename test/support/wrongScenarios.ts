/** A change of the shipped scenario that makes it wrong, and the sentence with which it is refused. */
export interface WrongScenario {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly sentence: string | RegExp;
}

export const WRONG_SCENARIOS: readonly WrongScenario[] = [
  {
    what: "a wrong check digit",
    from: "09520123456788",
    to: "09520123456789",
    sentence: "product.gtin: 09520123456789 is no GTIN: its last digit is 9, but the check digit of the others is 8.",
  },
  {
    what: "a place that is not listed",
    from: "place: SGSIN, at: 10d 21h ago",
    to: "place: SGQQQ, at: 10d 21h ago",
    sentence: "records[6].place: SGQQQ is not among the 95 places that this release knows.",
  },
  {
    what: "a party that is not named",
    from: "place: CNSHG, at: 4d 23h ago, next: terminal",
    to: "place: CNSHG, at: 4d 23h ago, next: terminus",
    sentence: 'records[13].next: "terminus" is none of the parties.',
  },
  {
    what: "a name that is no URI",
    from: "uri: did:web:customs.nz.example",
    to: "uri: New Zealand Customs",
    sentence: 'parties.nzCustoms.uri: "New Zealand Customs" is no URI.',
  },
  {
    what: "a time before all times",
    from: "at: 26d 22h ago",
    to: "at: 30000d ago",
    sentence: 'records[0].at: "30000d ago" is too long ago.',
  },
  {
    what: "a bracket left open",
    from: "grants: { NZTRG: [Port] }",
    to: "grants: { NZTRG: [Port }",
    sentence: /^Error: The scenario is no YAML: .+ at line 39, column \d+\.$/m,
  },
  {
    what: "an alias of nothing",
    from: 'gtin: "09520123456788"',
    to: "gtin: *gtin",
    sentence: "The scenario is no YAML: Unresolved alias (the anchor must be set before the alias): gtin.",
  },
  {
    what: "two scenarios in one file",
    from: "records:\n",
    to: "---\nrecords:\n",
    sentence: "The file holds several scenarios, each after a line ---.",
  },
  {
    what: "a record out of order",
    from: "kind: Origin, by: factory, place: NZTRG, at: 26d 22h ago",
    to: "kind: Delivered, by: factory, place: NZTRG, at: 26d 22h ago",
    sentence: "records[0]: Delivered cannot follow while consignment 0xaf2c3d26…158a is Created.",
  },
  {
    what: "a move before the last one",
    from: "at: 24d 3h ago",
    to: "at: 27d 3h ago",
    sentence: /^Error: records\[5\]: .+ UTC is before the last move, which happened at .+ UTC\.$/m,
  },

  {
    what: "goods that it does not have",
    from: "kind: Held, goods: south",
    to: "kind: Held, goods: west",
    sentence: 'records[16].goods: "west" is none of the goods.',
  },
  {
    what: "goods that are named twice",
    from: "kind: Unpacked, by",
    to: "kind: Unpacked, goods: [north, north], by",
    sentence: 'records[24].goods[1]: "north" stands here twice.',
  },
  {
    what: "both ways to say what travels",
    from: "consignments:\n",
    to: "consignment: { quantity: 1 }\nconsignments:\n",
    sentence: "consignment: `consignments` is there too.",
  },
  {
    what: "a consignment called container",
    from: "  north: {",
    to: "  container: {",
    sentence: 'consignments.container: "container" names the container.',
  },
  {
    what: "goods packed in nothing",
    from: 'container:\n  sscc: "109520123000000036"\n  creator: factory\n  place: NZTRG\n',
    to: "",
    sentence: "records[2]: there is no container.",
  },
  {
    what: "units that leave several consignments",
    from: "goods: north\n    units: 120",
    to: "goods: [north, south]\n    units: 120",
    sentence: "records[25]: ImportCleared with `units` is about one consignment.",
  },
  {
    what: "a correction of no earlier record",
    from: "corrects: declaration",
    to: "corrects: declarations",
    sentence: 'records[11].corrects: no record before this one has the id "declarations".',
  },
  {
    what: "a correction of a record about other goods",
    from: "reason: IncorrectData\n    goods: south",
    to: "reason: IncorrectData\n    goods: north",
    sentence: "records[11]: what it corrects is about south.",
  },
  {
    what: "a correction that corrects nothing",
    from: "    corrects: declaration\n",
    to: "",
    sentence: "records[11].corrects: nothing is written.",
  },
  {
    what: "a record that corrects and is no correction",
    from: "kind: Delivered, by",
    to: "kind: Delivered, corrects: declaration, by",
    sentence: "records[29].corrects: Delivered corrects nothing.",
  },
  {
    what: "an id that is given twice",
    from: "kind: Delivered, by",
    to: "kind: Delivered, id: declaration, by",
    sentence: 'records[29].id: another record has the id "declaration".',
  },
  {
    what: "an item that the batch does not list",
    from: "activate: NZ2611A-0003 }",
    to: "activate: NZ2611A-0009 }",
    sentence: `records[30].activate: "NZ2611A-0009" is none of the batch's items.`,
  },
  {
    what: "an error that the ledger does not know",
    from: "refused: AlreadyActivated",
    to: "refused: AlreadyOpened",
    sentence: `records[31].refused: "AlreadyOpened" is none of the ledger's errors.`,
  },
  {
    what: "a way of signing that there is not",
    from: "    signs: passkey",
    to: "    signs: wax",
    sentence: 'parties.inspector.signs: "wax" is not known here.',
  },
  {
    what: "a kind that a file has no words for",
    from: "kind: Delivered, by",
    to: "kind: TakenBack, by",
    sentence: 'records[29].kind: "TakenBack" is not known here.',
  },
  {
    what: "a step that the ledger takes, though it had to refuse it",
    from: "kind: Origin, by",
    to: "kind: Origin, refused: ConsignmentHeld, by",
    sentence: "records[0]: the ledger took it, and should have refused it with ConsignmentHeld.",
  },
  {
    what: "a step that is refused for another reason than it says",
    from: "kind: Origin, by",
    to: "kind: Delivered, refused: ConsignmentHeld, by",
    sentence: "records[0]: Delivered cannot follow while consignment 0xaf2c3d26…158a is Created.",
  },
];
