import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { id as hash, Interface, type EventFragment, type ErrorFragment, type FunctionFragment } from "ethers";
import { artifacts, config } from "hardhat";

import { CONTRACTS } from "../sdk/deployment/contracts.js";
import { signerIdOf } from "../sdk/ids.js";
import type { RegistryAnnex } from "../typechain-types/contracts/RegistryAnnex.js";
import { IBatches__factory } from "../typechain-types/factories/contracts/interfaces/IBatches__factory.js";
import { ICheckpoints__factory } from "../typechain-types/factories/contracts/interfaces/ICheckpoints__factory.js";
import { IConsignments__factory } from "../typechain-types/factories/contracts/interfaces/IConsignments__factory.js";
import { IContainers__factory } from "../typechain-types/factories/contracts/interfaces/IContainers__factory.js";
import { IItems__factory } from "../typechain-types/factories/contracts/interfaces/IItems__factory.js";
import { IParties__factory } from "../typechain-types/factories/contracts/interfaces/IParties__factory.js";
import { IProducts__factory } from "../typechain-types/factories/contracts/interfaces/IProducts__factory.js";
import { IProofs__factory } from "../typechain-types/factories/contracts/interfaces/IProofs__factory.js";
import { IRecalls__factory } from "../typechain-types/factories/contracts/interfaces/IRecalls__factory.js";
import { ISigned__factory } from "../typechain-types/factories/contracts/interfaces/ISigned__factory.js";
import { IWaymark__factory } from "../typechain-types/factories/contracts/interfaces/IWaymark__factory.js";
import { JourneyAnnex__factory } from "../typechain-types/factories/contracts/JourneyAnnex__factory.js";
import { RegistryAnnex__factory } from "../typechain-types/factories/contracts/RegistryAnnex__factory.js";
import { Waymark__factory } from "../typechain-types/factories/contracts/Waymark__factory.js";
import { ethers, loadFixture } from "./support/chain.js";
import { createConsignment, FOREVER, world, type World } from "./support/world.js";

// Without the types of each function, to go through them all.
const whole = new Interface(IWaymark__factory.abi);

/** The three contracts whose code answers at the ledger's address, in the order in which they are asked. */
const PARTS = {
  Waymark: new Interface(Waymark__factory.abi),
  JourneyAnnex: new Interface(JourneyAnnex__factory.abi),
  RegistryAnnex: new Interface(RegistryAnnex__factory.abi),
} as const;

/**
 * Functions that two parts have. The three of OpenZeppelin's AccessManaged are in the ledger because the access manager asks
 * the ledger, and in the second annex because the functions that are governed are there; both read one slot. ONWARD is where
 * a part hands on to, which is another place for each. The ledger is asked first, so that its own answer counts.
 */
const IN_TWO_PARTS = new Set(["authority", "setAuthority", "isConsumingScheduledOp", "ONWARD"]);

const functionsOf = (abi: Interface): FunctionFragment[] =>
  abi.fragments.filter((fragment): fragment is FunctionFragment => fragment.type === "function");

/** Types, outputs and mutability, without the names of parameters. Pure promises more than view, and is called alike. */
const said = (fragment: FunctionFragment): string => fragment.format("minimal").replace(" pure ", " view ");

describe("Waymark", () => {
  let w: World;
  let to: string;
  let journeyAnnex: string;
  let registryAnnex: string;

  beforeEach(async () => {
    w = await loadFixture(world);
    to = await w.ledger.getAddress();
    journeyAnnex = await Waymark__factory.connect(to, w.admin).ONWARD();
    registryAnnex = await JourneyAnnex__factory.connect(journeyAnnex, w.admin).ONWARD();
  });

  describe("its functions", () => {
    for (const fragment of functionsOf(whole)) {
      it(`answers ${fragment.format("sighash")} in one place, as its interface says`, () => {
        const found = Object.values(PARTS).flatMap((part) => part.getFunction(fragment.selector) ?? []);
        for (const each of found) expect(said(each)).to.equal(said(fragment));
        expect(found).to.have.length(IN_TWO_PARTS.has(fragment.name) ? 2 : 1);
      });
    }

    it("has no others, but for where a part hands on to", () => {
      for (const [name, part] of Object.entries(PARTS)) {
        const others = functionsOf(part).filter(({ selector }) => whole.getFunction(selector) === null);
        expect(others.map(({ name }) => name)).to.deep.equal(name === "RegistryAnnex" ? [] : ["ONWARD"]);
      }
    });

    it("hands on to the first annex, and that to the second", async () => {
      // Asked at the ledger, the ledger's own ONWARD answers: the first annex's cannot be reached through it.
      expect(await Waymark__factory.connect(to, w.admin).ONWARD()).to.equal(journeyAnnex);
      expect(await JourneyAnnex__factory.connect(to, w.admin).ONWARD()).to.equal(journeyAnnex);
      expect(journeyAnnex).to.not.equal(registryAnnex);
    });

    it("is asked by the access manager whether it consumes an operation, and does not but while it does", async () => {
      expect(await w.ledger.isConsumingScheduledOp()).to.equal("0x00000000");
    });
  });

  describe("its events and errors", () => {
    // An error's arguments may have names in the interface alone.
    const phrase = (fragment: EventFragment | ErrorFragment): string =>
      fragment.format(fragment.type === "error" ? "sighash" : "full");

    for (const contract of CONTRACTS.filter((name) => name !== "AccessManager")) {
      it(`has in its interface all that ${contract} says`, async () => {
        const { abi } = await artifacts.readArtifact(contract);
        const said = new Interface(abi).fragments.filter(
          (fragment): fragment is EventFragment | ErrorFragment =>
            fragment.type === "event" || fragment.type === "error",
        );
        const known = new Set<string>();
        whole.forEachEvent((fragment) => known.add(phrase(fragment)));
        whole.forEachError((fragment) => known.add(phrase(fragment)));
        expect(said.map(phrase).filter((each) => !known.has(each))).to.deep.equal([]);
      });
    }
  });

  describe("calls that it has no answer to", () => {
    it("refuses an unknown function", async () => {
      for (const data of ["0x12345678", `0xffffffff${"00".repeat(64)}`, hash("unknown()")]) {
        await expect(w.outsider.sendTransaction({ to, data })).to.be.revertedWithoutReason(ethers);
      }
    });

    it("refuses a call that names no function", async () => {
      const { selector } = w.ledger.interface.getFunction("partyCount");
      for (const data of ["0x", "0x00", selector.slice(0, 8)]) {
        await expect(w.outsider.sendTransaction({ to, data })).to.be.revertedWithoutReason(ethers);
      }
    });

    it("takes no ether, by itself or with any of its functions", async () => {
      const calls = ["0x", ...functionsOf(whole).map(({ selector }) => `${selector}${"00".repeat(32 * 64)}`)];
      for (const data of calls) {
        await expect(w.admin.sendTransaction({ to, data, value: 1 }), data.slice(0, 10)).to.be.revertedWithoutReason(
          ethers,
        );
      }
      expect(await ethers.provider.getBalance(to)).to.equal(0);
    });
  });

  describe("its size", () => {
    const bytes = (code: string) => (code.length - 2) / 2;

    for (const contract of CONTRACTS) {
      it(`keeps ${contract} within what a contract may have`, async () => {
        const { deployedBytecode, bytecode } = await artifacts.readArtifact(contract);
        expect(bytes(deployedBytecode)).to.be.within(1, 24_576);
        expect(bytes(bytecode)).to.be.within(1, 49_152);
      });
    }

    it("deploys exactly what stands at the top of contracts/, and what it takes from OpenZeppelin", async () => {
      const files = await readdir(join(config.paths.root, "contracts"));
      const own = files.filter((file) => file.endsWith(".sol")).map((file) => file.replace(/\.sol$/, ""));
      const foreign = ["AccessManager", "ERC7913P256Verifier", "ERC7913WebAuthnVerifier"];
      expect([...own, ...foreign].sort()).to.deep.equal([...CONTRACTS].sort());
    });
  });

  describe("an annex called by itself", () => {
    const GOVERNED = [
      ["admitParty", ["did:web:new.example", "did:web:new.example", "0x".padEnd(42, "1")]],
      ["setGrant", [1, "0x434e000000", 2]],
      ["suspendParty", [1]],
      ["reinstateParty", [1]],
      ["assignPrefix", [9_520_124, 7, 1]],
      ["setTerritory", ["0x4445", "0x4555"]],
      ["setCustomsLive", ["0x434e", true]],
      ["appointSuccessor", [1, 2]],
      ["proposeManager", [1, "0x".padEnd(42, "1")]],
      ["announceSuccessor", ["0x".padEnd(42, "1")]],
      ["setAuthority", ["0x".padEnd(42, "1")]],
    ] as const;
    const annexes = (): [string, RegistryAnnex][] =>
      [journeyAnnex, registryAnnex].map((annex) => [annex, RegistryAnnex__factory.connect(annex, w.admin)]);

    it("obeys nobody: neither the ledger's governors nor itself", async () => {
      for (const [annex, asRegistry] of annexes()) {
        for (const [name, args] of GOVERNED) {
          const data = whole.encodeFunctionData(name, args);
          for (const caller of [w.admin, w.outsider]) {
            await expect(caller.sendTransaction({ to: annex, data }), name)
              .to.be.revertedWithCustomError(w.ledger, "AccessManagedUnauthorized")
              .withArgs(caller.address);
          }
        }
        // Nor through the access manager: it cannot make a contract obey it that does not.
        const data = whole.encodeFunctionData(...GOVERNED[0]);
        await expect(w.accessManager.execute(annex, data))
          .to.be.revertedWithCustomError(w.ledger, "AccessManagedUnauthorized")
          .withArgs(await w.accessManager.getAddress());
        await expect(w.accessManager.updateAuthority(annex, registryAnnex))
          .to.be.revertedWithCustomError(w.ledger, "AccessManagedUnauthorized")
          .withArgs(await w.accessManager.getAddress());
        expect(await asRegistry.partyCount()).to.equal(0);
      }
    });

    it("does not obey itself when it calls itself in the name of a key", async () => {
      const annex = IWaymark__factory.connect(journeyAnnex, w.outsider);
      const { chainId } = await ethers.provider.getNetwork();
      const domain = { name: "Waymark", version: "1", chainId, verifyingContract: journeyAnnex };
      for (const [nonce, [name, args]] of GOVERNED.entries()) {
        const call = whole.encodeFunctionData(name, args);
        const signer = signerIdOf(w.outsider.address);
        const act = { signer, party: 1, call, nonce, deadline: FOREVER };
        const authorization = {
          signer: w.outsider.address,
          nonce,
          deadline: FOREVER,
          signature: await w.outsider.signTypedData(domain, ACT, act),
        };
        await expect(annex.relay(1, call, authorization), name)
          .to.be.revertedWithCustomError(annex, "AccessManagedUnauthorized")
          .withArgs(journeyAnnex);
      }
    });

    it("writes nothing to the ledger, whatever it is told", async () => {
      await createConsignment(w);
      const storage = async (account: string): Promise<unknown> =>
        ((await ethers.provider.send("eth_getProof", [account, [], "latest"])) as { storageHash: unknown }).storageHash;
      const before = await storage(to);

      for (const [annex] of annexes()) {
        for (const { selector, constant } of functionsOf(whole)) {
          if (constant) continue;
          // Enough zeros to decode any parameters as empty ones; most are refused.
          const data = `${selector}${"00".repeat(32 * 64)}`;
          await w.admin.sendTransaction({ to: annex, data, gasLimit: 1_000_000 }).catch(() => undefined);
        }
      }
      // One that is not refused: it is the annex's own emptiness that it is written to.
      const { brand } = w.cast;
      const signer = signerIdOf(brand.account.address);
      const annex = IWaymark__factory.connect(journeyAnnex, brand.account);
      await expect(annex.burnNonces(brand.id, 0, 1))
        .to.emit(annex, "NoncesBurnt")
        .withArgs(brand.id, signer, 0, 1);
      expect(await annex.isNonceUsed(brand.id, signer, 0)).to.equal(true);
      expect(await w.ledger.isNonceUsed(brand.id, signer, 0)).to.equal(false);
      expect(await storage(to)).to.equal(before);
    });

    it("knows nobody who could write: its state is its own, and no party is in it", async () => {
      const { factory } = w.cast;
      const signer = signerIdOf(factory.account.address);
      const annex = IWaymark__factory.connect(journeyAnnex, factory.account);
      await expect(annex.createContainer(factory.id, hash("container"), "0x4e5a545247", hash("data")))
        .to.be.revertedWithCustomError(annex, "SignerUnknown")
        .withArgs(factory.id, signer);
      await expect(annex.setManager(factory.id, factory.account.address))
        .to.be.revertedWithCustomError(annex, "PartyUnknown")
        .withArgs(factory.id);
      expect((await annex.batchOf(w.batch)).quantity).to.equal(0);
    });

    it("has a domain of its own: what is signed for it is not signed for the ledger", async () => {
      for (const [annex, asRegistry] of annexes()) {
        expect((await asRegistry.eip712Domain()).verifyingContract).to.equal(annex);
      }
    });
  });

  describe("the standards it keeps", () => {
    const INTERFACES = {
      IParties: IParties__factory,
      IProducts: IProducts__factory,
      IBatches: IBatches__factory,
      IConsignments: IConsignments__factory,
      ICheckpoints: ICheckpoints__factory,
      IContainers: IContainers__factory,
      IProofs: IProofs__factory,
      IItems: IItems__factory,
      IRecalls: IRecalls__factory,
      ISigned: ISigned__factory,
    };
    /** ERC-165: the selectors of an interface's functions, all xor. */
    const interfaceId = (abi: Interface): string => {
      const bits = functionsOf(abi).reduce((id, { selector }) => id ^ BigInt(selector), 0n);
      return `0x${bits.toString(16).padStart(8, "0")}`;
    };

    it("names its interfaces as ERC-165 says, and no others", async () => {
      for (const [name, { abi }] of Object.entries(INTERFACES)) {
        expect(await w.ledger.supportsInterface(interfaceId(new Interface(abi))), name).to.equal(true);
      }
      // ERC-165 itself, and ERC-5267.
      expect(await w.ledger.supportsInterface("0x01ffc9a7")).to.equal(true);
      expect(await w.ledger.supportsInterface("0x84b0196e")).to.equal(true);
      for (const id of ["0xffffffff", "0x00000000", "0x12345678"]) {
        expect(await w.ledger.supportsInterface(id), id).to.equal(false);
      }
    });

    it("has every function in an interface that ERC-165 names, but those of OpenZeppelin's AccessManaged", () => {
      const named = Object.values(INTERFACES).flatMap(({ abi }) => functionsOf(new Interface(abi)));
      const others = functionsOf(whole).filter(({ selector }) => !named.some((each) => each.selector === selector));
      expect(others.map(({ name }) => name).sort()).to.deep.equal([
        "authority",
        "eip712Domain",
        "isConsumingScheduledOp",
        "setAuthority",
        "supportsInterface",
      ]);
    });

    it("answers ERC-165 with less gas than that allows", async () => {
      const data = w.ledger.interface.encodeFunctionData("supportsInterface", ["0x84b0196e"]);
      // 30,000 for the answer, beside what any transaction takes.
      const answer = await ethers.provider.call({ to, data, gasLimit: 21_000 + 30_000 });
      expect(BigInt(answer)).to.equal(1n);
    });

    it("tells the domain of what is signed for it as ERC-5267 says", async () => {
      const { chainId } = await ethers.provider.getNetwork();
      const domain = await w.ledger.eip712Domain();
      expect(domain).to.deep.equal(["0x0f", "Waymark", "1", chainId, to, `0x${"00".repeat(32)}`, []]);
    });
  });
});

const ACT = {
  Act: [
    { name: "signer", type: "bytes32" },
    { name: "party", type: "uint32" },
    { name: "call", type: "bytes" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint40" },
  ],
};
