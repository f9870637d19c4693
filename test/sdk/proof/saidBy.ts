import { WaymarkError } from "../../../sdk/errors.js";

/** All that an error of the SDK says: what a test compares whole. */
export interface Said {
  readonly name: string;
  readonly message: string;
  readonly toDo: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What the error says that an attempt ends with. Fails when it ends well, or with an error that is not the SDK's. */
export async function saidBy(attempt: () => unknown): Promise<Said> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof WaymarkError)) throw error;
    const { name, message, toDo, values } = error;
    return { name, message, toDo, values };
  }
  throw new Error("Expected an error of the SDK, and there was none.");
}
