import { expect } from "chai";

import { InvalidValueError } from "../../sdk/errors.js";

/** Expects a value to be refused in these words, and to be told in a sentence what to do. */
export function shouldRefuse(attempt: () => unknown, words: string): void {
  expect(attempt)
    .to.throw(InvalidValueError, words)
    .with.property("toDo")
    .that.matches(/^[A-Z].*[^ ]\.$/);
}
