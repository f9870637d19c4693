import { CommanderError, type Command } from "commander";

import { decodeError, WaymarkError } from "../sdk/errors.js";
import { UsageError } from "./usageError.js";
import { usageErrorOf } from "./usageErrorOf.js";

/** What the SDK tells programmers to do, as told to who types a command. */
const TO_DO: Readonly<Record<string, string>> = {
  PartyMissing: "Give --party, by number or URI, set WAYMARK_PARTY, or name it in waymark.json.",
  ChainUnknown: "Give --address, set WAYMARK_ADDRESS, or name the ledger in waymark.json.",
};

/** Whatever a command failed with, in a sentence with what to do. */
export function errorWords(caught: unknown, args: readonly string[], program: Command): WaymarkError {
  if (caught instanceof CommanderError) return usageErrorOf(caught, args, program);
  const error = caught instanceof WaymarkError ? caught : decodeError(caught);
  const toDo = TO_DO[error.name];
  return toDo === undefined
    ? error
    : new UsageError(error.name, error.message, toDo, { values: error.values, cause: error });
}
