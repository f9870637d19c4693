/** What needs the package built. One file, because files run beside each other, and it is built once. */
import "./command.suite.js";
import "./package.suite.js";
import "../cli/terminal.suite.js";
