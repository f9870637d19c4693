import { expect } from "chai";

import { errorsIn } from "../../scripts/sdkErrors.js";

describe("scripts/sdkErrors", () => {
  it("finds each error with what it says, its values in braces", () => {
    const text = `throw new RetryableError({ name: "Gone", message: \`The \${what} is gone.\`, toDo: "Look.", ...rest });`;
    expect(errorsIn("a.ts", text)).to.deep.equal([
      { name: "Gone", kind: "Retryable", says: "The {what} is gone.", toDo: "Look." },
    ]);
  });

  it("leaves errors to the tables that name them", () => {
    const text =
      "new FatalError(parts); new FatalError({ name, message, toDo }); new RefusedError({ name, ...explanation });";
    expect(errorsIn("a.ts", text)).to.deep.equal([]);
  });

  it("overlooks no error whose name is in what is spread", () => {
    for (const parts of ["...faultOf(), cause", '...{ name: "Gone" }, message: "", toDo: ""']) {
      expect(() => errorsIn("a.ts", `new RetryableError({ ${parts} })`), parts).to.throw(
        "a.ts makes a RetryableError whose name is in what it spreads: write it where it is made.",
      );
    }
  });
});
