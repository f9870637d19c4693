import type { Command, Option } from "commander";

import { detailsOf, examplesOf, pathOf, type Example } from "./examples.js";

/** A command or a group of them, as the help, the document and the completion tell it. */
export interface Node {
  /** "waymark product register". */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  /** "[options] <gtin>". */
  readonly usage: string;
  readonly arguments: readonly { readonly name: string; readonly description: string }[];
  /** Its own options; those of every command are the root's. */
  readonly options: readonly NodeOption[];
  readonly examples: readonly Example[];
  /** More words than the description; "" when there are none. */
  readonly details: string;
  readonly children: readonly Node[];
}

/** An option. */
export interface NodeOption {
  /** "--hs6 <code>". */
  readonly flags: string;
  /** "--hs6". */
  readonly long: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** Whether a value follows it. */
  readonly takesValue: boolean;
}

/** The tree below a command, itself included. */
export function treeOf(command: Command): Node {
  return {
    path: pathOf(command),
    name: command.name(),
    description: command.description(),
    usage: command.usage(),
    arguments: command.registeredArguments.map((argument) => ({
      name: bracketed(argument.name(), argument.required, argument.variadic),
      description: argument.description,
    })),
    options: command.options.map(optionOf),
    examples: examplesOf(command),
    details: detailsOf(command),
    children: command.commands.map(treeOf),
  };
}

/** Every node of a tree, parents before their children. */
export function nodesIn(root: Node): readonly Node[] {
  return [root, ...root.children.flatMap(nodesIn)];
}

function optionOf({ flags, long, description, mandatory, required, optional }: Option): NodeOption {
  return { flags, long: long ?? flags, description, isRequired: mandatory, takesValue: required || optional };
}

function bracketed(name: string, isRequired: boolean, isVariadic: boolean): string {
  const all = isVariadic ? `${name}...` : name;
  return isRequired ? `<${all}>` : `[${all}]`;
}
