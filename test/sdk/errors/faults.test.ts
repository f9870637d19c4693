import { expect } from "chai";

import { decodeError, FatalError, RetryableError } from "../../../sdk/errors.js";
import { LEDGER } from "./samples.js";

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
    {
      error: { code: "NETWORK_ERROR", event: "changed", message: 'network changed: 1 => 31337 (event="changed")' },
      name: "WrongChain",
      retryable: false,
    },
    { error: { code: -32000, message: "header not found" }, name: "NodeBehind", retryable: true },
    { error: { code: -32000, message: "missing trie node 0xab (path )" }, name: "NodeBehind", retryable: true },
    {
      error: { code: 429, message: "exceeded its compute units per second capacity" },
      name: "RpcBusy",
      retryable: true,
    },
    { error: { message: "context deadline exceeded" }, name: "RpcTimeout", retryable: true },
    { error: new DOMException("This operation was aborted", "AbortError"), name: "Aborted", retryable: true },
    { error: new DOMException("aborted due to timeout", "TimeoutError"), name: "TimedOut", retryable: true },
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
