import { check, type Checked, type DeploymentCheck } from "./check.js";

/** The transaction that gave the roles and took the deployer's. */
export async function checkWiring({ provider, record }: Checked): Promise<DeploymentCheck[]> {
  const { address } = record.contracts.AccessManager;
  const { block, transaction } = record.wiring;
  const receipt = await provider.getTransactionReceipt(transaction);
  const isSo = receipt?.to === address && receipt.blockNumber === block && receipt.status === 1;
  const wired = check("AccessManager", "wired in block", block.toString(), isSo, () => {
    if (receipt === null) return `the node does not know ${transaction}, which gave the roles`;
    if (receipt.to !== address || receipt.status !== 1) return `${transaction} did not give the roles of ${address}`;
    return `the roles were given in block ${receipt.blockNumber}, not ${block}`;
  });
  return [wired];
}
