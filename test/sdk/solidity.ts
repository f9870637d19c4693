/**
 * Reads enums from the Solidity sources: their words are not in the compiled interfaces.
 */
import { readdirSync, readFileSync } from "node:fs";

/** The frozen vocabulary, without comments. */
const SOURCE = ["types/", "interfaces/"]
  .map((folder) => new URL(`../../contracts/${folder}`, import.meta.url))
  .flatMap((folder) => readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8")))
  .join("\n")
  .replaceAll(/\/\/.*$|\/\*[\s\S]*?\*\//gm, "");

/**
 * The members of an enum in the order of their numbers.
 *
 * @throws Error when there is no such enum.
 */
export function solidityEnum(name: string): string[] {
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(SOURCE)?.[1];
  if (body === undefined) throw new Error(`There is no enum ${name} in contracts/types or contracts/interfaces.`);
  return body.split(",").map((member) => member.trim());
}
