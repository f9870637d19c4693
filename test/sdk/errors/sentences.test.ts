import { expect } from "chai";
import { type ParamType, toBeHex, zeroPadBytes } from "ethers";

import type { WaymarkError } from "../../../sdk/errors.js";
import { decodeError, FatalError } from "../../../sdk/errors.js";
import { explain } from "../../../sdk/errors/explain.js";
import { productId, signerIdOf } from "../../../sdk/ids.js";
import { parseGtin } from "../../../sdk/gs1/gtin.js";
import { parseScope, toBytes5 } from "../../../sdk/places/scope.js";
import { Customs, Kind, Movement, Role, roleSet, SubjectKind } from "../../../sdk/vocabulary.js";
import { LEDGER, ACCESS_MANAGER, CONSIGNMENT, ADDRESS, HELD } from "./samples.js";

const CNSHG = toBytes5(parseScope("CNSHG"));
/** 2026-11-11 08:00:00 UTC. */
const MORNING = 1_794_384_000;

/** Some value of a parameter's type. */
function sample({ baseType }: ParamType): unknown {
  if (baseType === "string") return "lei:5493001KJTIIGC8Y1R12";
  if (baseType === "bytes") return "0x0102030405";
  if (baseType === "bool") return true;
  if (baseType === "address") return ADDRESS;
  if (baseType.startsWith("bytes")) return zeroPadBytes("0x434e", Number(baseType.slice("bytes".length)));
  return 1n;
}

/** The word of goods that stand at a place, all else being zero. */
function wordAt(place: string, movement: Movement): bigint {
  return (BigInt(movement) << 236n) | (BigInt(toBytes5(parseScope(place))) << 192n);
}

function decodeRevert(name: string, values: readonly unknown[]): WaymarkError {
  return decodeError({ data: LEDGER.encodeErrorResult(name, values) }, LEDGER);
}

describe("sdk/errors: sentences", () => {
  for (const abi of [LEDGER, ACCESS_MANAGER]) {
    abi.forEachError(({ name, inputs }) => {
      it(`has words for ${name} that name all its values`, () => {
        const read = new Set<string>();
        const values = new Proxy(Object.fromEntries(inputs.map((input) => [input.name, sample(input)])), {
          get: (target, key: string) => (read.add(key), target[key]),
        });
        const { message, toDo } = explain(name, values)!;
        for (const sentence of [message, toDo]) {
          expect(sentence).to.match(/^\S.*\.$/);
          expect(sentence).not.to.match(/undefined|NaN|\[object|\n|\.\.$/);
        }
        expect(message.charAt(0)).not.to.match(/[a-z]/);
        expect([...read]).to.have.members(inputs.map((input) => input.name));
      });
    });
  }

  const SENTENCES: { name: string; values: unknown[]; message: string; toDo?: string }[] = [
    {
      name: "NotCustodian",
      values: [CONSIGNMENT, 4, 3, 0],
      message: "Party 4 does not have consignment 0xabababab…abcd: party 3 has it, and nobody is next.",
      toDo: "Have the custodian write the record or name this party as next, or write under a mandate; who disputes without having the goods gives a record of its own.",
    },
    {
      name: "RoleNotGranted",
      values: [4, CNSHG, Role.Port],
      message: "Party 4 was not granted the role Port at the scope CNSHG.",
    },
    {
      name: "RoleNotGranted",
      values: [4, "0x0000000000", Role.Carrier],
      message: 'Party 4 was not granted the role Carrier at the scope "" (anywhere).',
    },
    {
      name: "NotThere",
      values: [CONSIGNMENT, CNSHG, toBytes5(parseScope("SGSIN"))],
      message: "Consignment 0xabababab…abcd cannot be recorded at CNSHG: it stands at SGSIN.",
    },
    {
      name: "NotThere",
      values: [CONSIGNMENT, CNSHG, "0x0000000000"],
      message: "Consignment 0xabababab…abcd cannot be recorded at CNSHG: it stands nowhere, being on the way.",
    },
    {
      name: "TimeTooOld",
      values: [MORNING - 86_400, MORNING],
      message: "2026-11-10 08:00:00 UTC is too long ago: the earliest time taken now is 2026-11-11 08:00:00 UTC.",
    },
    {
      name: "MovementForbids",
      values: [CONSIGNMENT, Kind.Arrived, Movement.Created],
      message: "Arrived cannot follow while consignment 0xabababab…abcd is Created.",
    },
    {
      name: "CustomsForbids",
      values: [CONSIGNMENT, Kind.ImportCleared, Customs.None],
      message: "ImportCleared cannot follow while import customs of consignment 0xabababab…abcd stand at None.",
    },
    {
      name: "DetailInvalid",
      values: [Kind.Inspected, 3],
      message: "3 is no detail of Inspected.",
      toDo: "Give one of 1 Pass, 2 Fail.",
    },
    {
      name: "DetailInvalid",
      values: [Kind.Arrived, 1],
      message: "1 is no detail of Arrived.",
      toDo: "Give 0: this kind has no detail.",
    },
    {
      name: "BatchExhausted",
      values: [CONSIGNMENT, 1_200_000, 1],
      message: "Batch 0xabababab…abcd has only 1 unit left to load, not 1,200,000 units.",
    },
    {
      name: "ProductUnknown",
      values: [productId(parseGtin("9520123456788"), 7n)],
      message: "Product 09520123456788 as claimed by party 7 is not registered.",
    },
    {
      name: "ProductUnknown",
      values: [productId(parseGtin("9520123456788"))],
      message: "Product 09520123456788 is not registered.",
    },
    {
      name: "PrefixTaken",
      values: [614141, 7, 2],
      message: "The GS1 Company Prefix 0614141 is already assigned to party 2.",
    },
    {
      name: "PrefixNested",
      values: [614141, 7, 0],
      message: "The GS1 Company Prefix 0614141 contains prefixes that are already assigned.",
    },
    {
      name: "SignerLacksRole",
      values: [4, signerIdOf(ADDRESS), Role.Inspector],
      message: `The signer ${ADDRESS.toLowerCase()} of party 4 may not write as Inspector.`,
    },
    {
      name: "NoMandate",
      values: [0, 8, Role.Broker],
      message: "Party 8 does not have the goods and named no principal for whom it acts as Broker.",
    },
    {
      name: "HoldNotOpen",
      values: [CONSIGNMENT, 6, toBeHex(5, 32), 9],
      message: "Party 6 has no hold of step 5 open on consignment 0xabababab…abcd, but the one of step 9.",
      toDo: "Name step 9.",
    },
    {
      name: "HoldNotOpen",
      values: [CONSIGNMENT, 6, toBeHex(0, 32), 0],
      message: "Party 6 has no hold open on consignment 0xabababab…abcd.",
      toDo: "Check who placed the hold, and whether it was lifted already.",
    },
    {
      name: "ConsignmentHeld",
      values: [CONSIGNMENT, 0, true],
      message: "Consignment 0xabababab…abcd is held: goods inside it are held or refused, or what it is in is held.",
    },
    {
      name: "ConsignmentHeld",
      values: [CONSIGNMENT, 1, true],
      message:
        "Consignment 0xabababab…abcd is held: 1 hold is open on it, and goods inside it are held or refused, or what it is in is held.",
    },
    {
      name: "NotManager",
      values: [4, signerIdOf(ADDRESS)],
      message: `The signer ${ADDRESS.toLowerCase()} is not the manager of party 4.`,
    },
    {
      name: "ParticularsMissing",
      values: [Kind.Packed],
      message: "Packed came without what it takes beside the record.",
      toDo: "Record it with pack: name the consignments that go in.",
    },
    {
      name: "ParticularsNotTaken",
      values: [Kind.Received],
      message: "Received does not take what was sent beside the record.",
      toDo: "Record it alone; the table of kinds shows which kinds take more.",
    },
    {
      name: "NotYetTakeable",
      values: [CONSIGNMENT, 4, 0],
      message:
        "Consignment 0xabababab…abcd cannot be taken back from party 4, which is in good standing and has offered it to nobody.",
    },
    {
      name: "NotYetTakeable",
      values: [CONSIGNMENT, 4, MORNING],
      message:
        "Consignment 0xabababab…abcd cannot be taken back from party 4 before 2026-11-11 08:00:00 UTC, when what it offered is overdue.",
    },
    { name: "BatchInUse", values: [CONSIGNMENT, 0], message: "Batch 0xabababab…abcd is voided already." },
    {
      name: "BatchInUse",
      values: [CONSIGNMENT, 5],
      message: "Batch 0xabababab…abcd cannot be voided: 5 units of it are in consignments.",
    },
    {
      name: "VoidedInPart",
      values: [CONSIGNMENT, 1],
      message: "Consignment 0xabababab…abcd is voided as a whole, but 1 line would stay.",
    },
    {
      name: "DryRun",
      values: [false, HELD],
      message: `This was a dry run, which changes nothing; the call would be refused with ${HELD.slice(0, 74)}….`,
    },
    {
      name: "ChildDiffers",
      values: [
        CONSIGNMENT,
        CONSIGNMENT,
        wordAt("NZTRG", Movement.Ready) | (1n << 244n),
        wordAt("CNSHG", Movement.Arrived),
      ],
      message:
        "Consignment 0xabababab…abcd cannot go into consignment 0xabababab…abcd: the place is NZTRG of the goods and CNSHG of the container, the movement is Ready of the goods and Arrived of the container, export clearance is so of the goods and not so of the container.",
    },
    {
      name: "RecallExists",
      values: [SubjectKind.Product, toBeHex(9_520_123_456_788n, 32), 4, "0x434e"],
      message: "Party 4 already recalls product 09520123456788 in CN.",
    },
    {
      name: "RecallUnknown",
      values: [SubjectKind.Batch, CONSIGNMENT, 4, "0x0000"],
      message: "Party 4 has no recall of batch 0xabababab…abcd open everywhere.",
    },
    {
      name: "SubjectUnknown",
      values: [SubjectKind.Consignment, CONSIGNMENT],
      message: "There is no consignment 0xabababab…abcd on this ledger.",
    },
    {
      name: "SubjectUnknown",
      values: [9, CONSIGNMENT],
      message: "There is no subject 0xabababab…abcd of kind 9 on this ledger.",
    },
  ];
  for (const { name, values, message, toDo } of SENTENCES) {
    it(`says: ${message}`, () => {
      const error = decodeRevert(name, values);
      expect(error).to.be.instanceOf(FatalError);
      expect(error.name).to.equal(name);
      expect(error.message).to.equal(message);
      if (toDo !== undefined) expect(error.toDo).to.equal(toDo);
    });
  }

  const MALFORMED: { name: string; values: unknown[]; message: string }[] = [
    { name: "PlaceInvalid", values: ["0x636e736867"], message: '"cnshg" cannot be a UN/LOCODE.' },
    { name: "PlaceInvalid", values: ["0xff00000000"], message: '"0xff00000000" cannot be a UN/LOCODE.' },
    { name: "ProductUnknown", values: [0], message: "Product 0x0 is not registered." },
    {
      name: "GtinInvalid",
      values: [123],
      message: "00000000000123 is no GTIN: it has more than 14 digits or a wrong check digit.",
    },
    { name: "RoleMayNotWrite", values: [99, 77], message: "Nobody may write kind 99 as role 77." },
    {
      name: "RolesInvalid",
      values: [0xffff],
      message: "The set of roles (0xffff) cannot be used: it is empty or has a bit that stands for no role.",
    },
    {
      name: "RolesInvalid",
      values: [roleSet([])],
      message: "The set of roles (none) cannot be used: it is empty or has a bit that stands for no role.",
    },
  ];
  for (const { name, values, message } of MALFORMED) {
    it(`shows a value that has no human form as it is: ${message}`, () => {
      expect(decodeRevert(name, values).message).to.equal(message);
    });
  }

  it("names the latest time that 40 bits hold", () => {
    expect(decodeRevert("TimeInFuture", [2n ** 40n - 1n, MORNING]).message).to.include("36812-02-20 00:36:15 UTC");
  });
});
