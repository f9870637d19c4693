import { expect } from "chai";
import * as z from "zod/mini";

import { encode, safeParse } from "../../../sdk/documents/schema.js";
import { TRACE_SCHEMA } from "../../../sdk/trace/traceSchema.js";

/** Runs in a program that has zod say everything in its own words. */
function amongOtherWords<Result>(run: () => Result): Result {
  const before = { ...z.config() };
  z.config({ customError: () => "other words", localeError: () => "other words" });
  try {
    return run();
  } finally {
    z.config({ customError: undefined, localeError: undefined, ...before });
  }
}

describe("sdk/documents: schemas", () => {
  it("say what is wrong in English, however zod is configured around them", () => {
    const schema = z.strictObject({ list: z.array(z.union([z.string(), z.int()])) });
    const { error } = amongOtherWords(() => safeParse(schema, { list: [[]] }));
    expect(error?.issues[0]).to.deep.include({ message: "Invalid input", path: ["list", 0] });
    expect(JSON.stringify(error?.issues))
      .to.contain("expected string, received array")
      .and.not.to.contain("other words");
  });

  it("say so of what is in the lists of a trace", () => {
    const { error } = amongOtherWords(() => safeParse(TRACE_SCHEMA, { parts: [5] }));
    const { message } = error?.issues.find(({ path }) => path.join(".") === "parts.0") ?? {};
    expect(message).to.equal("Invalid input: expected string, received number");
  });

  it("say so of what cannot be written", () => {
    const schema = z.codec(z.string(), z.bigint().check(z.maximum(9n)), { decode: BigInt, encode: String });
    expect(encode(schema, 9n)).to.equal("9");
    expect(() => amongOtherWords(() => encode(schema, 10n))).to.throw("Too big: expected bigint to be <=9");
  });
});
