import { FatalError, type ErrorParts } from "../sdk/errors/waymarkError.js";

/** The command was not understood, or lacks something that its caller can give. */
export class UsageError extends FatalError {
  constructor(name: string, message: string, toDo: string, rest: Pick<ErrorParts, "values" | "cause"> = {}) {
    super({ name, message, toDo, ...rest });
  }
}
