import { expect } from "chai";
import { Interface } from "ethers";
import fc from "fast-check";

import { decodeError, FatalError, InvalidValueError, RetryableError, WaymarkError } from "../../../sdk/errors.js";
import { LEDGER, ACCESS_MANAGER, CONSIGNMENT, ADDRESS, HELD, HELD_MESSAGE } from "./samples.js";

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
    Ganache: {
      code: -32000,
      message: "VM Exception while processing transaction: revert",
      data: { hash: CONSIGNMENT, programCounter: 1, result: HELD, reason: null, message: "revert" },
    },
    "older Ganache, by transaction": {
      code: -32000,
      message: "VM Exception while processing transaction: revert",
      data: { [CONSIGNMENT]: { error: "revert", program_counter: 1, return: HELD }, stack: "", name: "RuntimeError" },
    },
    "JSON in a message": { message: JSON.stringify({ code: 3, message: "execution reverted", data: HELD }) },
    "older MetaMask, JSON quoted in a message": {
      message: `[ethjs-query] while formatting outputs from RPC '${JSON.stringify({
        value: { code: -32603, data: { code: 3, message: "execution reverted", data: HELD } },
      })}'`,
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

  it("takes an error of any size", () => {
    for (const data of [Array<unknown>(300_000).fill(1), Array.from({ length: 300_000 }, (_, index) => `[${index}]`)]) {
      expect(decodeError({ error: { code: -32000, message: "x", data } }, LEDGER).name).to.equal("NodeFailed");
    }
  });

  it("tells a node's words in one line of bounded length", () => {
    const control = decodeError({ code: -32000, message: "\u001b[31mgotcha\nWaymark:\u202e all well" }, LEDGER);
    expect(control.message).to.include('it answered " [31mgotcha Waymark:  all well"');
    const long = decodeError({ code: -32000, message: "A".repeat(3_000_000) }, LEDGER);
    expect(long.message).to.include(`"${"A".repeat(299)}…"`);
    expect(long.values).to.include({ answer: `${"A".repeat(299)}…` });
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), fc.boolean(), (message, isAnswer) => {
        const told = decodeError(isAnswer ? { code: -32000, message } : new Error(message), LEDGER).message;
        expect(told).not.to.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(told.length).to.be.at.most(800);
      }),
    );
  });

  it("shows of a long value the start", () => {
    const value = "u\n".repeat(1_000);
    const error = decodeError({ code: "INVALID_ARGUMENT", argument: "uri", value }, LEDGER);
    expect(error.message).to.equal(`"${"u ".repeat(49)}u…" cannot be given as uri.`);
    expect(error.values).to.deep.equal({ value });
  });

  it("says of an answer that tells an error and none that can be read that it cannot be read", () => {
    const error = { code: "UNKNOWN_ERROR", message: 'could not coalesce error (error="nope")', error: "nope" };
    const decoded = decodeError(error, LEDGER);
    expect(decoded).to.be.instanceOf(RetryableError).with.property("name", "AnswerUnreadable");
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

  it("does not take a transaction in a message for what came back, nor digits without 0x", () => {
    const message = `missing revert data (data=null, transaction={ "data": "${HELD}" }, code=CALL_EXCEPTION)`;
    expect(decodeError({ code: "CALL_EXCEPTION", message }, LEDGER).name).to.equal("RevertWithoutReason");
    const bare = { code: 3, message: "execution reverted", data: HELD.slice(2) };
    expect(decodeError(bare, LEDGER).name).to.equal("RevertWithoutReason");
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
