/** The part of the dependency check that needs no network: part of `npm run check:static`. */
import { checkOffline } from "./dependencies/dependencies.js";

process.exitCode = checkOffline();
