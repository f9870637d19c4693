import { expect } from "chai";
import { Interface, toBeHex, ZeroHash, type InterfaceAbi } from "ethers";

import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import * as interfaces from "../../typechain-types/factories/contracts/interfaces/index.js";
import { ethers, loadFixture } from "../support/chain.js";
import { deployLedger } from "../support/world.js";

/** The ERC-165 id of an interface: its selectors, each bit set that an odd number of them sets. */
function interfaceId(abi: InterfaceAbi): string {
  return toBeHex(
    selectorsOf(abi).reduce((id, selector) => id ^ BigInt(selector), 0n),
    4,
  );
}

describe("Standards", () => {
  let ledger: IWaymark;

  beforeEach(async () => {
    ({ ledger } = await loadFixture(deployLedger));
  });

  describe("supportsInterface", () => {
    it("names ERC-165, ERC-5267 and every noun of the ledger", async () => {
      const { IWaymark__factory: whole, ...nouns } = interfaces;
      const selectors = new Set(selectorsOf(whole.abi));
      expect(Object.keys(nouns)).to.have.lengthOf(10);
      for (const id of ["0x01ffc9a7", "0x84b0196e"]) expect(await ledger.supportsInterface(id), id).to.be.true;
      for (const [name, { abi }] of Object.entries(nouns)) {
        expect(await ledger.supportsInterface(interfaceId(abi)), name).to.be.true;
        expect(selectorsOf(abi).filter((selector) => !selectors.has(selector))).to.deep.equal([]);
      }
    });

    it("names nothing else", async () => {
      for (const id of ["0xffffffff", "0x00000000", "0x80ac58cd"]) {
        expect(await ledger.supportsInterface(id), id).to.be.false;
      }
    });
  });

  it("answers supportsInterface within the 30,000 gas that ERC-165 allows, through both annexes", async () => {
    const [sender] = await ethers.getSigners();
    for (const id of ["0x01ffc9a7", "0xffffffff"]) {
      const data = ledger.interface.encodeFunctionData("supportsInterface", [id]);
      const call = { from: sender!.address, to: await ledger.getAddress(), data };
      const gas = await ethers.provider.estimateGas(call);
      expect(gas - 21_000n).to.be.lessThan(30_000n);
    }
  });

  it("tells the domain of what is signed for it: name, version, chain and contract", async () => {
    const { chainId } = await ethers.provider.getNetwork();
    expect(await ledger.eip712Domain()).to.deep.equal([
      "0x0f",
      "Waymark",
      "1",
      chainId,
      await ledger.getAddress(),
      ZeroHash,
      [],
    ]);
  });

  it("reverts for a function that it does not have, with data and without", async () => {
    const to = await ledger.getAddress();
    const [sender] = await ethers.getSigners();
    for (const data of ["0x", "0x12345678", "0x12345678" + "00".repeat(64)]) {
      await expect(sender!.sendTransaction({ to, data })).to.revert(ethers);
    }
  });
});

function selectorsOf(abi: InterfaceAbi): string[] {
  const selectors: string[] = [];
  new Interface(abi).forEachFunction(({ selector }) => selectors.push(selector));
  return selectors;
}
