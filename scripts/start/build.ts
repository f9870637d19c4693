import { FatalError } from "../../sdk/errors.js";

/**
 * Builds the contracts where they have changed. Hardhat takes a second or two to load: it is loaded here, after the reader
 * was told what is going on.
 *
 * @throws FatalError "BuildFailed".
 */
export async function build(): Promise<void> {
  const { default: hre } = await import("hardhat");
  try {
    await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  } catch (error) {
    // What the compiler complains of stands above already.
    throw new FatalError({
      name: "BuildFailed",
      message: "The contracts could not be built.",
      toDo: "Wait until no other command builds in this folder, then try again; npm run build says what is wrong.",
      cause: error,
    });
  }
}
