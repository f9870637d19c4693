/** Code that is changed together, and the suites that must notice. */
export interface Part {
  readonly name: string;
  /** Globs of the code. */
  readonly code: readonly string[];
  /** Globs of the suites. */
  readonly suites: readonly string[];
  /**
   * Whether its suites need no chain: only then is a change of what is computed once, when a file is loaded, tried. It
   * takes all suites anew in a process of its own, in which a chain alone takes longer to start than these suites.
   */
  readonly pure: boolean;
}

/** What decides whether a story is believed, and what reads GS1's keys from a pack. */
export const PARTS: readonly Part[] = [
  { name: "gs1", code: ["sdk/gs1/*.ts"], suites: ["test/sdk/gs1/*.test.ts"], pure: true },
  {
    name: "hashing",
    code: ["sdk/hashing/*.ts", "sdk/merkle/*.ts"],
    suites: ["test/sdk/hashing*.test.ts", "test/sdk/ids.test.ts", "test/sdk/merkle/*.test.ts"],
    pure: false,
  },
  { name: "disclosure", code: ["sdk/disclosure/*.ts"], suites: ["test/sdk/disclosure/*.test.ts"], pure: false },
  { name: "proof", code: ["sdk/proof/*.ts"], suites: ["test/sdk/proof/*.test.ts"], pure: false },
  {
    name: "crossReference",
    code: ["sdk/crossReference/**/*.ts"],
    // Without the thousands of words of one leg, which take seconds each time.
    suites: ["test/sdk/crossReference/!(manyWords).test.ts"],
    pure: false,
  },
  {
    name: "verify",
    code: ["sdk/verify/*.ts"],
    // The quick ones first, as the first that fails ends the trial. Without the 10,000 tamperings, which would take minutes.
    suites: ["verify/verify*", "proof/stateProof", "goods/*", "verify/everyValue"].map(
      (name) => `test/sdk/${name}.test.ts`,
    ),
    pure: false,
  },
  {
    name: "standing",
    code: ["sdk/standing/*.ts"],
    suites: ["standing/*", "verify/verifyTrace", "crossReference/writers", "proof/stateProof"].map(
      (name) => `test/sdk/${name}.test.ts`,
    ),
    pure: false,
  },
  {
    name: "goods",
    code: ["sdk/goods/*.ts", "sdk/facts.ts"],
    suites: ["goods/*", "facts*", "trace/traceServer", "verify/verifyTrace"].map((name) => `test/sdk/${name}.test.ts`),
    pure: false,
  },
  {
    name: "evidence",
    code: ["sdk/evidence/*.ts", "sdk/documents/*.ts"],
    suites: [
      "test/sdk/evidence/*.test.ts",
      "test/sdk/documents/*.test.ts",
      "test/sdk/trace/traceText.test.ts",
      "test/sdk/trace/traceServer.test.ts",
    ],
    pure: false,
  },
  {
    name: "trace",
    code: ["sdk/trace/*.ts"],
    suites: [
      ...["trace/*", "facts*", "verify/verifyHead", "verify/verifyInside", "verify/digits"],
      // Of the legs of the way, where goods are headed, and what of their story stands.
      ...["legs", "mainCarriage", "onTheWay", "whereabouts", "withdrawn"].map((name) => `crossReference/${name}`),
    ].map((name) => `test/sdk/${name}.test.ts`),
    pure: false,
  },
];
