import { quickly } from "../solidity/quickly.js";
import { mutation } from "./plugin.js";

export default quickly("mutation", mutation);
