import { Transaction, type ContractTransactionReceipt } from "ethers";

/**
 * The signed transaction as it was sent, 0x and hexadecimal digits.
 *
 * @throws Error when what the chain tells of it does not give its hash.
 */
export async function signedBytesOf(receipt: ContractTransactionReceipt): Promise<string> {
  const sent = await receipt.getTransaction();
  const { type, to, nonce, gasLimit, data, value, chainId, signature, accessList } = sent;
  const { maxFeePerGas, maxPriorityFeePerGas } = sent;
  const transaction = Transaction.from({
    ...{ type, to, nonce, gasLimit, data, value, chainId, signature, accessList },
    ...{ maxFeePerGas, maxPriorityFeePerGas },
  });
  if (transaction.hash !== receipt.hash) throw new Error(`The bytes of transaction ${receipt.hash} have another hash.`);
  return transaction.serialized;
}
