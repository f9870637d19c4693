/** What a contract is created from; everything is named, and stands before it in {@link CONTRACTS}. */
interface Recipe {
  /** Contracts whose addresses its constructor takes; or "deployer". */
  readonly constructorArguments?: readonly string[];
  /** Libraries whose addresses are linked into its code. */
  readonly libraries?: readonly string[];
}

/** Everything that is deployed, in an order in which it can be: the one place that says what is made from what. */
const RECIPES = {
  AccessManager: { constructorArguments: ["deployer"] },
  ERC7913P256Verifier: {},
  ERC7913WebAuthnVerifier: {},
  Parties: {},
  RareRecords: {},
  LineRecords: { libraries: ["RareRecords"] },
  Containers: { libraries: ["RareRecords"] },
  ProvedRecords: { libraries: ["RareRecords"] },
  RegistryAnnex: { libraries: ["Parties"] },
  JourneyAnnex: {
    constructorArguments: ["RegistryAnnex", "ERC7913P256Verifier", "ERC7913WebAuthnVerifier"],
    libraries: ["RareRecords", "LineRecords", "Containers", "ProvedRecords"],
  },
  Waymark: { constructorArguments: ["AccessManager", "JourneyAnnex"] },
} as const satisfies Readonly<Record<string, Recipe>>;

export type ContractName = keyof typeof RECIPES;

// The keys of a literal are exactly those of its type.
export const CONTRACTS = Object.keys(RECIPES) as readonly ContractName[];

/** What a contract is made from: names of contracts, or "deployer". */
export function recipeOf(contract: ContractName): Required<Recipe> {
  return { constructorArguments: [], libraries: [], ...RECIPES[contract] };
}

/** A contract to be made, given what was made of those it needs. */
export interface Ingredients<Deployer, Made> {
  readonly constructorArguments: readonly (Deployer | Made)[];
  readonly libraries: Readonly<Record<string, Made>>;
}

/** Makes something of every contract, in an order in which whatever one needs is made before it. */
export function makeContracts<Deployer, Made>(
  deployer: Deployer,
  make: (contract: ContractName, ingredients: Ingredients<Deployer, Made>) => Made,
): Record<ContractName, Made> {
  const made = new Map<string, Made>();
  const find = (name: string): Made => {
    const found = made.get(name);
    if (found === undefined) throw new Error(`${name} is needed before it is made: see RECIPES.`);
    return found;
  };
  return tabulate(CONTRACTS, (contract) => {
    const { constructorArguments, libraries } = recipeOf(contract);
    const result = make(contract, {
      constructorArguments: constructorArguments.map((name) => (name === "deployer" ? deployer : find(name))),
      libraries: Object.fromEntries(libraries.map((name) => [name, find(name)])),
    });
    made.set(contract, result);
    return result;
  });
}

/** A value for each name. */
export function tabulate<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value> {
  // Every name has its entry, and no other.
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, Value>;
}

/** As {@link tabulate}, of values that take time. */
export async function tabulateAsync<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Promise<Value>,
): Promise<Record<Name, Value>> {
  const entries = await Promise.all(names.map(async (name) => [name, await valueOf(name)] as const));
  // Every name has its entry, and no other.
  return Object.fromEntries(entries) as Record<Name, Value>;
}
