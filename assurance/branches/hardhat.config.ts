import { quickly } from "../solidity/quickly.js";
import { branchCoverage } from "./plugin.js";

export default quickly("branches", branchCoverage, 400_000_000);
