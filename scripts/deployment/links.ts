import type { Artifact } from "hardhat/types/artifacts";

type References = Artifact["linkReferences"];

/** Bytecode with the addresses of its libraries in the places that the compiler left for them. */
export function link(bytecode: string, references: References, libraries: Readonly<Record<string, string>>): string {
  let linked = bytecode;
  for (const { library, start, length } of places(references)) {
    const address = libraries[library];
    if (address === undefined) throw new Error(`The library ${library} is linked, but not named in contracts.ts.`);
    // Two digits a byte, after the 0x.
    linked = linked.slice(0, 2 + 2 * start) + address.slice(2).toLowerCase() + linked.slice(2 + 2 * (start + length));
  }
  return linked;
}

function places(references: References): { library: string; start: number; length: number }[] {
  return Object.values(references).flatMap((ofSource) =>
    Object.entries(ofSource).flatMap(([library, found]) => found.map((place) => ({ library, ...place }))),
  );
}
