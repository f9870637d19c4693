import { expect } from "chai";

import type { IWaymark } from "../../typechain-types/contracts/interfaces/IWaymark.js";
import { loadFixture } from "../support/chain.js";
import { NOBODY } from "../support/partyRegister.js";
import { country, world } from "../support/world.js";
import type { World } from "../support/world.js";

const NO_COUNTRIES = ["0x0000", "0x4300", "0x636e", "0x4031", "0x5b41"];

describe("PartyRegister", () => {
  let w: World;
  let ledger: IWaymark;

  beforeEach(async () => {
    w = await loadFixture(world);
    ({ ledger } = w);
  });

  describe("setTerritory", () => {
    it("puts countries into one territory, and takes them out again", async () => {
      expect(await ledger.territoryOf(country("DE"))).to.deep.equal([country("EU"), false]);
      expect(await ledger.territoryOf(country("NZ"))).to.deep.equal([country("NZ"), false]);
      await expect(ledger.setTerritory(country("DE"), country("DE")))
        .to.emit(ledger, "TerritorySet")
        .withArgs(country("DE"), country("DE"));
      expect(await ledger.territoryOf(country("DE"))).to.deep.equal([country("DE"), false]);
      expect(await ledger.territoryOf(country("FR"))).to.deep.equal([country("EU"), false]);
    });

    it("refuses what is no country on either side", async () => {
      for (const bad of NO_COUNTRIES) {
        for (const [member, territory] of [
          [bad, country("EU")],
          [country("IT"), bad],
        ] as const) {
          await expect(ledger.setTerritory(member, territory))
            .to.be.revertedWithCustomError(ledger, "CountryInvalid")
            .withArgs(bad);
        }
      }
    });
  });

  describe("setCustomsLive", () => {
    it("speaks for every country of the territory, and leaves the map of countries", async () => {
      await expect(ledger.setCustomsLive(country("EU"), true))
        .to.emit(ledger, "CustomsLiveSet")
        .withArgs(country("EU"), true);
      expect(await ledger.territoryOf(country("DE"))).to.deep.equal([country("EU"), true]);
      expect(await ledger.territoryOf(country("FR"))).to.deep.equal([country("EU"), true]);
      expect(await ledger.territoryOf(country("CN"))).to.deep.equal([country("CN"), false]);
      await expect(ledger.setCustomsLive(country("EU"), false))
        .to.emit(ledger, "CustomsLiveSet")
        .withArgs(country("EU"), false);
      expect(await ledger.territoryOf(country("DE"))).to.deep.equal([country("EU"), false]);
    });

    it("survives a change of the map for the same code", async () => {
      await ledger.setCustomsLive(country("CN"), true);
      await ledger.setTerritory(country("CN"), country("CN"));
      expect(await ledger.territoryOf(country("CN"))).to.deep.equal([country("CN"), true]);
    });

    it("refuses what is no territory", async () => {
      for (const bad of NO_COUNTRIES) {
        await expect(ledger.setCustomsLive(bad, true))
          .to.be.revertedWithCustomError(ledger, "CountryInvalid")
          .withArgs(bad);
      }
    });
  });

  describe("appointSuccessor", () => {
    it("names, changes and withdraws the successor", async () => {
      const { cnCustoms, inspector } = w.cast;
      for (const successor of [inspector.id, w.cast.regulator.id, 0n]) {
        await expect(ledger.appointSuccessor(cnCustoms.id, successor))
          .to.emit(ledger, "SuccessorAppointed")
          .withArgs(cnCustoms.id, successor);
        expect(await ledger.successorOf(cnCustoms.id)).to.equal(successor);
        expect(await ledger.successorOf(inspector.id)).to.equal(0);
      }
    });

    it("refuses unknown parties and the authority itself", async () => {
      const { id } = w.cast.cnCustoms;
      for (const [authority, successor, unknown] of [
        [NOBODY, id, NOBODY],
        [id, NOBODY, NOBODY],
        [0n, id, 0n],
      ] as const) {
        await expect(ledger.appointSuccessor(authority, successor))
          .to.be.revertedWithCustomError(ledger, "PartyUnknown")
          .withArgs(unknown);
      }
      await expect(ledger.appointSuccessor(id, id))
        .to.be.revertedWithCustomError(ledger, "SamePartyTwice")
        .withArgs(id);
    });
  });
});
