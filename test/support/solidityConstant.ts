import { readFileSync } from "node:fs";

/** The text that a constant of a contract is the hash of, its parts joined. */
export function solidityConstant(file: string, name: string): string {
  const source = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  const call = new RegExp(`bytes32 (?:internal|private) constant ${name} = keccak256\\(([^;]*)\\);`).exec(source)?.[1];
  if (call === undefined) throw new Error(`${file} has no constant ${name}.`);
  return [...call.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join("");
}
