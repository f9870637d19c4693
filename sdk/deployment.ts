/** A ledger on a public chain. */
export interface Deployment {
  /** The network's name in the configuration. */
  readonly network: string;
  readonly chainId: bigint;
  readonly address: string;
  /** Block of its deployment. */
  readonly block: number;
}
