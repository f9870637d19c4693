import { WaymarkError } from "../../sdk/errors.js";
import type { Judge } from "../ask.js";

/** Judges an answer by a parser: what it throws is shown, and the question is asked again. */
export function judgedBy(parser: (text: string) => unknown): Judge {
  return async (answer) => {
    try {
      await parser(answer.trim());
      return true;
    } catch (error) {
      if (error instanceof WaymarkError) return `${error.message} ${error.toDo}`;
      throw error;
    }
  };
}
