import { createRequire } from "node:module";

import { concat, Contract, ContractFactory, ZeroAddress, type InterfaceAbi, type Signer } from "ethers";

const require = createRequire(import.meta.url);

/** As its authors compiled it (github.com/safe-global/safe-smart-account). */
function artifact(path: string): { abi: InterfaceAbi; bytecode: string } {
  return require(`@safe-global/safe-smart-account/build/artifacts/contracts/${path}`) as ReturnType<typeof artifact>;
}

const SAFE = artifact("Safe.sol/Safe.json");
const PROXY = artifact("proxies/SafeProxy.sol/SafeProxy.json");

/** EIP-712: what the owners of a Safe sign. */
const SAFE_TX = {
  SafeTx: [
    { name: "to", type: "address" },
    { name: "value", type: "uint256" },
    { name: "data", type: "bytes" },
    { name: "operation", type: "uint8" },
    { name: "safeTxGas", type: "uint256" },
    { name: "baseGas", type: "uint256" },
    { name: "gasPrice", type: "uint256" },
    { name: "gasToken", type: "address" },
    { name: "refundReceiver", type: "address" },
    { name: "nonce", type: "uint256" },
  ],
};

/** A Safe: a multisig as organisations use it. */
export class Safe {
  private constructor(
    readonly address: string,
    readonly chainId: number,
    readonly owners: readonly Signer[],
    readonly threshold: number,
    private readonly contract: Contract,
  ) {}

  /** Deploys one, behind a proxy as all of them. */
  static async deploy(deployer: Signer, owners: readonly Signer[], threshold: number): Promise<Safe> {
    const singleton = await new ContractFactory(SAFE.abi, SAFE.bytecode, deployer).deploy();
    await singleton.waitForDeployment();
    const proxy = await new ContractFactory(PROXY.abi, PROXY.bytecode, deployer).deploy(await singleton.getAddress());
    await proxy.waitForDeployment();
    const address = await proxy.getAddress();
    const contract = new Contract(address, SAFE.abi, deployer);
    const addresses = await Promise.all(owners.map((owner) => owner.getAddress()));
    const none = [ZeroAddress, "0x", ZeroAddress, ZeroAddress, 0, ZeroAddress] as const;
    await mined(contract.getFunction("setup")(addresses, threshold, ...none));
    const network = await deployer.provider?.getNetwork();
    return new Safe(address, Number(network?.chainId), owners, threshold, contract);
  }

  /** Makes the Safe call a contract, signed by as many owners as it takes. */
  async call(to: string, data: string): Promise<void> {
    const terms = { to, value: 0, data, operation: 0, safeTxGas: 0, baseGas: 0, gasPrice: 0 };
    const refund = { gasToken: ZeroAddress, refundReceiver: ZeroAddress };
    const nonce: unknown = await this.contract.getFunction("nonce")();
    const domain = { chainId: this.chainId, verifyingContract: this.address };
    const signed = await Promise.all(
      this.owners.slice(0, this.threshold).map(async (owner) => ({
        by: (await owner.getAddress()).toLowerCase(),
        signature: await owner.signTypedData(domain, SAFE_TX, { ...terms, ...refund, nonce }),
      })),
    );
    // A Safe takes the signatures in the order of their accounts.
    const signatures = concat(signed.sort((a, b) => (a.by < b.by ? -1 : 1)).map(({ signature }) => signature));
    const values = [...Object.values(terms), ...Object.values(refund), signatures];
    await mined(this.contract.getFunction("execTransaction")(...values));
  }
}

async function mined(sending: Promise<unknown>): Promise<void> {
  await ((await sending) as { wait: () => Promise<unknown> }).wait();
}
