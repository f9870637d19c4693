import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";
import { FetchRequest, Interface, JsonRpcProvider, type ParamType, toBeHex, zeroPadBytes } from "ethers";
import fc from "fast-check";
import { network } from "hardhat";

import { decodeError, FatalError, InvalidValueError, RetryableError, WaymarkError } from "../../sdk/errors.js";
import { explain } from "../../sdk/errors/explain.js";
import { productId, signerIdOf } from "../../sdk/ids.js";
import { parseGtin } from "../../sdk/gs1/gtin.js";
import { parseScope, toBytes5 } from "../../sdk/places/scope.js";
import { Customs, Kind, Movement, Role, roleSet, SubjectKind } from "../../sdk/vocabulary.js";
import { AccessManager__factory, IWaymark__factory } from "../../typechain-types/index.js";

const LEDGER = IWaymark__factory.createInterface();
const ACCESS_MANAGER = AccessManager__factory.createInterface();

const CONSIGNMENT = `0x${"ab".repeat(31)}cd`;
const ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const CNSHG = toBytes5(parseScope("CNSHG"));
/** 2026-11-11 08:00:00 UTC. */
const MORNING = 1_794_384_000;

/** A call that reverts with the calldata it was given, and the data of one such revert. */
const ECHO = { address: "0x00000000000000000000000000000000000ec400", code: "0x3660008037366000fd" };
const HELD = LEDGER.encodeErrorResult("ConsignmentHeld", [CONSIGNMENT, 2, false]);
const HELD_MESSAGE = "Consignment 0xabababab…abcd is held: 2 holds are open on it.";

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
      toDo: "Have the custodian write the record or name this party as next, or write under a mandate.",
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

describe("sdk/errors: decodeError", () => {
  const SHAPES: Record<string, unknown> = {
    "ethers, dry run": { code: "CALL_EXCEPTION", data: HELD, transaction: { data: "0x12345678" } },
    "ethers, answer not understood": { code: "UNKNOWN_ERROR", info: { error: { code: 3, data: HELD }, payload: {} } },
    "ethers, server error": { code: "SERVER_ERROR", info: { responseBody: JSON.stringify({ error: { data: HELD } }) } },
    "ethers 5": { error: { error: { data: HELD } } },
    "JSON-RPC": { jsonrpc: "2.0", id: 1, error: { code: 3, message: "execution reverted", data: HELD } },
    "Hardhat over HTTP": { data: { message: "reverted", txHash: "0x12", data: HELD } },
    wallet: { code: -32603, data: { originalError: { code: 3, data: HELD } } },
    "node that writes a word before": { data: `Reverted ${HELD}` },
    "cause of a cause": new Error("outer", { cause: new Error("inner", { cause: { data: HELD } }) }),
    "Infura and Alchemy, data below the error": {
      code: "CALL_EXCEPTION",
      info: { error: { code: 3, message: "execution reverted", data: HELD }, payload: { params: [{ data: "0x12" }] } },
    },
    "MetaMask around a node": { code: -32603, message: "Internal JSON-RPC error.", data: { code: 3, data: HELD } },
    "Erigon and geth, in a body of text": {
      code: "SERVER_ERROR",
      info: {
        responseBody: JSON.stringify({ jsonrpc: "2.0", error: { code: 3, message: "execution reverted", data: HELD } }),
      },
    },
    "Nethermind, in a message": { code: -32015, message: `VM execution error: reverted ${HELD}` },
    "Anvil, in a message": {
      code: 3,
      message: `execution reverted: custom error ${HELD.slice(0, 10)}: ${HELD.slice(10)}`,
    },
    "older Anvil, in a message": { message: `execution reverted: custom error ${HELD.slice(2, 10)}:${HELD.slice(10)}` },
    "Hardhat, data in a message": {
      message: `reverted with an unrecognized custom error (return data: ${HELD})`,
    },
    "Hardhat, the error by name": {
      message: `VM Exception while processing transaction: reverted with custom error 'ConsignmentHeld("${CONSIGNMENT}", 2, false)'`,
    },
    "one of several": new AggregateError([new Error("other"), { data: HELD }]),
  };
  for (const [shape, error] of Object.entries(SHAPES)) {
    it(`finds the refusal in the shape of: ${shape}`, () => {
      const decoded = decodeError(error, LEDGER);
      expect(decoded).to.be.instanceOf(FatalError).and.not.instanceOf(RetryableError);
      expect(decoded.name).to.equal("ConsignmentHeld");
      expect(decoded.message).to.equal(HELD_MESSAGE);
      expect(decoded.values).to.deep.equal({ consignment: CONSIGNMENT, holds: 2n, elsewhere: false });
      expect(decoded.cause).to.equal(error);
    });
  }

  it("finds the refusal at any depth", () => {
    const keys = fc.constantFrom("data", "error", "info", "cause", "originalError", "innerError", "body");
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 40 }), (path) => {
        let error: unknown = { data: HELD };
        for (const [key, asText] of path) error = { [key]: asText && key === "body" ? JSON.stringify(error) : error };
        expect(decodeError(error, LEDGER).name).to.equal("ConsignmentHeld");
      }),
    );
  });

  it("comes back from a circle", () => {
    const error: { message: string; cause?: unknown } = { message: "round" };
    error.cause = { error };
    expect(decodeError(error, LEDGER).name).to.equal("UnexpectedError");
  });

  it("takes anything that is thrown", () => {
    fc.assert(fc.property(fc.anything(), (thrown) => decodeError(thrown, LEDGER) instanceof WaymarkError));
  });

  it("does not take what was called for what came back", () => {
    const error = {
      code: "CALL_EXCEPTION",
      data: "0x",
      transaction: { data: HELD },
      info: { payload: { data: HELD } },
    };
    expect(decodeError(error, LEDGER).name).to.equal("RevertWithoutReason");
  });

  it("prefers data that an interface knows to data further out", () => {
    expect(decodeError({ data: "0x12345678", error: { data: HELD } }, LEDGER).name).to.equal("ConsignmentHeld");
  });

  it("names the selector of an error that no interface knows", () => {
    const error = decodeError({ data: "0x1234567800" }, LEDGER);
    expect(error.name).to.equal("UnknownRevert");
    expect(error.message).to.include("(0x12345678)");
  });

  it("does not trust a known selector in front of other data", () => {
    expect(decodeError({ data: HELD.slice(0, 20) }, LEDGER).name).to.equal("UnknownRevert");
  });

  it("names an error of an interface that has no words for it", () => {
    const foreign = new Interface(["error Foreign(uint8 a, string b)"]);
    const error = decodeError({ data: foreign.encodeErrorResult("Foreign", [1, "x"]) }, LEDGER, foreign);
    expect(error.name).to.equal("Foreign");
    expect(error.message).to.equal("The contract refused with Foreign(a: 1, b: x).");
  });

  it("knows the refusals of several interfaces", () => {
    const data = LEDGER.encodeErrorResult("AccessManagedUnauthorized", [ADDRESS]);
    const error = decodeError({ data }, LEDGER, ACCESS_MANAGER);
    expect(error.name).to.equal("AccessManagedUnauthorized");
    expect(error.message).to.equal(`${ADDRESS} does not have the governing role that this takes.`);

    const managers = ACCESS_MANAGER.encodeErrorResult("AccessManagerUnauthorizedAccount", [ADDRESS, 1]);
    expect(decodeError({ data: managers }, LEDGER, ACCESS_MANAGER).message).to.equal(
      `${ADDRESS} does not have governing role 1.`,
    );
  });

  it("knows Solidity's own errors without an interface", () => {
    const own = new Interface(["error Error(string)", "error Panic(uint256)"]);
    expect(decodeError({ data: own.encodeErrorResult("Error", ["no"]) }).message).to.equal("The contract refused: no.");
    expect(decodeError({ data: own.encodeErrorResult("Panic", [17]) }).message).to.include("panic 0x11");
  });

  it("hands back an error of the SDK, also from behind another", () => {
    const error = new InvalidValueError("No.", "Do.", 1);
    expect(decodeError(error)).to.equal(error);
    expect(decodeError(new Error("outer", { cause: error }))).to.equal(error);
  });

  it("keeps the message and cause of what it does not know", () => {
    const bug = new TypeError("x is not a function");
    const error = decodeError(bug, LEDGER);
    expect(error).to.be.instanceOf(FatalError);
    expect(error.message).to.equal("Something unexpected went wrong: x is not a function");
    expect(error.cause).to.equal(bug);
  });
});

describe("sdk/errors: faults on the way", () => {
  const FAULTS: { error: unknown; name: string; retryable: boolean }[] = [
    { error: { code: "NETWORK_ERROR" }, name: "RpcUnreachable", retryable: true },
    {
      error: new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }),
      name: "RpcUnreachable",
      retryable: true,
    },
    { error: new TypeError("Failed to fetch"), name: "RpcUnreachable", retryable: true },
    { error: { code: "TIMEOUT" }, name: "RpcTimeout", retryable: true },
    { error: { error: { code: -32005, message: "limit exceeded" } }, name: "RpcBusy", retryable: true },
    { error: { message: "Too Many Requests" }, name: "RpcBusy", retryable: true },
    {
      error: { code: "SERVER_ERROR", info: { responseStatus: "503 Unavailable" } },
      name: "RpcFailed",
      retryable: true,
    },
    { error: { code: "SERVER_ERROR", info: { responseStatus: "429 Slow down" } }, name: "RpcFailed", retryable: true },
    { error: { code: "SERVER_ERROR", info: { responseStatus: "401 No key" } }, name: "RpcFailed", retryable: false },
    { error: { code: "NONCE_EXPIRED" }, name: "TransactionOvertaken", retryable: true },
    { error: { code: -32000, message: "nonce too low" }, name: "TransactionOvertaken", retryable: true },
    { error: { message: "Nonce too high. Expected nonce to be 4 but got 9." }, name: "NonceTooHigh", retryable: true },
    { error: { code: -32000, message: "already known" }, name: "TransactionKnown", retryable: true },
    { error: { info: { error: { message: "AlreadyKnown" } } }, name: "TransactionKnown", retryable: true },
    { error: { code: "REPLACEMENT_UNDERPRICED" }, name: "ReplacementUnderpriced", retryable: true },
    { error: { message: "replacement transaction underpriced" }, name: "ReplacementUnderpriced", retryable: true },
    { error: { message: "transaction underpriced" }, name: "FeeTooLow", retryable: true },
    {
      error: { message: "max fee per gas less than block base fee: address 0x12, maxFeePerGas: 1" },
      name: "FeeTooLow",
      retryable: true,
    },
    { error: { message: "exceeds block gas limit" }, name: "GasLimitTooHigh", retryable: false },
    { error: { message: "intrinsic gas too low" }, name: "GasLimitTooLow", retryable: false },
    { error: { message: "invalid chain id for signer" }, name: "WrongChain", retryable: false },
    { error: { code: -32000, message: "header not found" }, name: "NodeBehind", retryable: true },
    { error: { code: -32000, message: "missing trie node 0xab (path )" }, name: "NodeBehind", retryable: true },
    {
      error: { code: 429, message: "exceeded its compute units per second capacity" },
      name: "RpcBusy",
      retryable: true,
    },
    { error: { message: "context deadline exceeded" }, name: "RpcTimeout", retryable: true },
    { error: { code: "INSUFFICIENT_FUNDS" }, name: "InsufficientFunds", retryable: false },
    { error: { message: "Sender doesn't have enough funds to send tx." }, name: "InsufficientFunds", retryable: false },
    { error: { code: "ACTION_REJECTED" }, name: "SigningDeclined", retryable: false },
  ];
  for (const { error, name, retryable } of FAULTS) {
    it(`${JSON.stringify(error)} is ${name}, ${retryable ? "retryable" : "fatal"}`, () => {
      const decoded = decodeError(error, LEDGER);
      expect(decoded.name).to.equal(name);
      expect(decoded).to.be.instanceOf(retryable ? RetryableError : FatalError);
    });
  }

  it("names the node without the access key in its address", () => {
    const info = { requestUrl: "https://rpc.example/v2/secret?key=secret", responseStatus: "502 Bad Gateway" };
    const error = decodeError({ code: "SERVER_ERROR", info });
    expect(error.message).to.equal("The node answered with HTTP status 502 at https://rpc.example.");
    expect(error.values).to.deep.equal({ endpoint: "https://rpc.example", status: 502 });
  });
});

describe("sdk/errors: against a chain", () => {
  it("decodes what Hardhat's own network answers to a dry run and to a transaction", async () => {
    const { ethers } = await network.create();
    await ethers.provider.send("hardhat_setCode", [ECHO.address, ECHO.code]);
    const [account] = await ethers.getSigners();
    const transaction = { to: ECHO.address, data: HELD };
    for (const send of [() => account!.call(transaction), () => account!.sendTransaction(transaction)]) {
      expect((await caught(send)).message).to.equal(HELD_MESSAGE);
    }
  });

  it("decodes what a node answers over HTTP", async () => {
    const node = await network.createServer();
    const { port } = await node.listen();
    const provider = new JsonRpcProvider(`http://127.0.0.1:${port}`, 31337, { staticNetwork: true });
    try {
      await provider.send("hardhat_setCode", [ECHO.address, ECHO.code]);
      const account = await provider.getSigner();
      const transaction = { to: ECHO.address, data: HELD };
      for (const send of [
        () => account.call(transaction),
        () => account.sendTransaction(transaction),
        () => account.sendTransaction({ ...transaction, gasLimit: 100_000 }),
      ]) {
        expect((await caught(send)).message).to.equal(HELD_MESSAGE);
      }
    } finally {
      provider.destroy();
      await node.close();
    }
  });

  it("says that nobody answers", async () => {
    const server = await listening(createServer());
    const { port } = addressOf(server);
    server.close();
    const error = await answerOf(`http://127.0.0.1:${port}`);
    expect(error).to.be.instanceOf(RetryableError);
    expect(error.name).to.equal("RpcUnreachable");
  });

  it("says that the answer did not come in time", async () => {
    const server = await listening(createServer());
    const { port } = addressOf(server);
    const request = new FetchRequest(`http://127.0.0.1:${port}`);
    request.timeout = 50;
    const error = await answerOf(request);
    server.closeAllConnections();
    server.close();
    expect(error).to.be.instanceOf(RetryableError);
    expect(error.name).to.equal("RpcTimeout");
  });

  it("says that the node fails", async () => {
    const server = await listening(createServer((_, response) => response.writeHead(500).end("down")));
    const { port } = addressOf(server);
    const error = await answerOf(`http://127.0.0.1:${port}/secret`);
    server.close();
    expect(error).to.be.instanceOf(RetryableError);
    expect(error.message).to.equal(`The node answered with HTTP status 500 at http://127.0.0.1:${port}.`);
  });
});

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

function addressOf(server: Server): AddressInfo {
  // A server that listens on a host has an address with a port.
  return server.address() as AddressInfo;
}

/** What becomes of asking a node at this address for the block number. */
async function answerOf(address: string | FetchRequest): Promise<WaymarkError> {
  const provider = new JsonRpcProvider(address, 31337, { staticNetwork: true });
  const error = await caught(() => provider.getBlockNumber());
  provider.destroy();
  return error;
}

async function caught(action: () => Promise<unknown>): Promise<WaymarkError> {
  try {
    await action();
  } catch (error) {
    return decodeError(error, LEDGER);
  }
  throw new Error("Nothing was thrown.");
}
