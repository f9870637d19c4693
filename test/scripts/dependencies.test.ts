import { expect } from "chai";

import { readAdvisories } from "../../scripts/dependencies/advisories.js";
import { engineFaults } from "../../scripts/dependencies/engines.js";
import { isTaken, licenceFaults } from "../../scripts/dependencies/licences.js";
import { inexactness, readLockFile, readManifest } from "../../scripts/dependencies/lockFile.js";

/** A lock file with one package. */
const lockOf = (entry: object) => ({
  lockfileVersion: 3,
  packages: { "": {}, "node_modules/it": { version: "1.0.0", integrity: "sha512-x", license: "MIT", ...entry } },
});
const wants = (version: string) => ({ engines: { node: ">=20" }, dependencies: { it: version }, devDependencies: {} });

describe("The dependency check", () => {
  it("finds nothing wrong with the dependencies of this project", () => {
    const lock = readLockFile();
    const manifest = readManifest();
    const faults = [...licenceFaults(lock), ...engineFaults(lock, manifest), ...inexactness(lock, manifest)];
    expect(faults).to.deep.equal([]);
  });

  it("names a licence that is not taken, and takes some for tools alone", () => {
    expect(licenceFaults(lockOf({ license: "GPL-3.0-only" }))[0]).to.include("node_modules/it is under GPL-3.0-only");
    expect(licenceFaults(lockOf({ license: "MPL-2.0" }))).to.have.length(1);
    expect(licenceFaults(lockOf({ license: "MPL-2.0", dev: true }))).to.deep.equal([]);
    expect(licenceFaults(lockOf({ license: undefined }))[0]).to.include("declares no licence");
  });

  it("names what wants a newer Node.js than the package, of what runs with it", () => {
    const faults = (entry: object) => engineFaults(lockOf(entry), wants("1.0.0"));
    expect(faults({ engines: { node: ">=22" } })[0]).to.include("node_modules/it 1.0.0 wants Node.js >=22");
    expect(faults({ engines: { node: "^20.0.0 || >=24" } })).to.deep.equal([]);
    expect(faults({ engines: { node: "^20.1.0 || >=24" } })).to.have.length(1);
    expect(faults({})).to.deep.equal([]);
    expect(faults({ engines: { node: ">=22" }, dev: true })).to.deep.equal([]);
  });

  it("reads expressions: one of several, or all of them", () => {
    const takes = (licence: string) => licence === "MIT" || licence === "ISC";
    expect(isTaken("(GPL-3.0-only OR MIT)", takes)).to.be.true;
    expect(isTaken("MIT AND GPL-3.0-only", takes)).to.be.false;
    expect(isTaken("(MIT AND ISC)", takes)).to.be.true;
    expect(isTaken("(MIT OR ISC) AND GPL-3.0-only", takes)).to.be.false;
  });

  it("names ranges, other versions than are locked, missing checksums and install scripts", () => {
    expect(inexactness(lockOf({}), wants("1.0.0"))).to.deep.equal([]);
    expect(inexactness(lockOf({}), wants("^1.0.0"))[0]).to.include('it "^1.0.0" is no exact version');
    expect(inexactness(lockOf({}), wants("1.0.1"))[0]).to.include("it is 1.0.0 in package-lock.json, not 1.0.1");
    expect(inexactness(lockOf({ integrity: undefined }), wants("1.0.0"))[0]).to.include("has no checksum");
    expect(inexactness(lockOf({ hasInstallScript: true }), wants("1.0.0"))[0]).to.include("has an install script");
  });

  it("never takes a registry's silence for a clean report", () => {
    expect(readAdvisories('{"message": "405 Method Not Allowed - POST https://registry"}')).to.deep.equal({
      unavailable: "405 Method Not Allowed",
    });
    expect(readAdvisories("")).to.deep.equal({ unavailable: "npm printed no report" });
    const vulnerabilities = { info: 0, low: 1, moderate: 0, high: 2, critical: 0, total: 3 };
    expect(readAdvisories(JSON.stringify({ metadata: { vulnerabilities } }))).to.deep.equal({
      known: { low: 1, moderate: 0, high: 2, critical: 0 },
    });
  });
});
