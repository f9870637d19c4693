import { nodesIn, type Node } from "../tree.js";

/** Shells that the command completes itself in. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The script that completes commands and options in a shell. It holds the whole tree, so that completing starts nothing.
 *
 * @param root The tree of the program.
 */
export function completionScript(shell: Shell, root: Node): string {
  switch (shell) {
    case "bash":
      return bash(root);
    case "zsh":
      return zsh(root);
    case "fish":
      return fish(root);
  }
}

/** Options of every command, with help. */
function optionsFor(node: Node, root: Node): readonly { readonly long: string; readonly description: string }[] {
  const own = node === root ? [] : node.options;
  return [...own, ...root.options, { long: "--help", description: "display help for command" }];
}

function bash(root: Node): string {
  const cases = nodesIn(root).map((node) => {
    const words = [...node.children.map(({ name }) => name), ...optionsFor(node, root).map(({ long }) => long)];
    return `    "${node.path}") words="${words.join(" ")}" ;;`;
  });
  return `# bash completion for waymark: eval "$(waymark completion bash)"
_waymark() {
  local at="waymark" word words i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$at $word" in
${paths(root)
  .map((path) => `      "${path}") at="${path}" ;;`)
  .join("\n")}
    esac
  done
  case "$at" in
${cases.join("\n")}
  esac
  if [[ "\${COMP_WORDS[COMP_CWORD]}" == -* || "$words" != -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  fi
}
complete -o default -F _waymark waymark
`;
}

function zsh(root: Node): string {
  const cases = nodesIn(root).map((node) => {
    const commands = node.children.map(({ name, description }) => zshWord(name, description));
    const options = optionsFor(node, root).map(({ long, description }) => zshWord(long, description));
    return `    "${node.path}") commands=(${commands.join(" ")}); options=(${options.join(" ")}) ;;`;
  });
  return `#compdef waymark
# zsh completion for waymark: eval "$(waymark completion zsh)"
_waymark() {
  local at="waymark" word
  local -a commands options
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$at $word" in
${paths(root)
  .map((path) => `      "${path}") at="${path}" ;;`)
  .join("\n")}
    esac
  done
  case "$at" in
${cases.join("\n")}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe option options
  elif (( \${#commands} )); then
    _describe command commands
  else
    _files
  fi
}
compdef _waymark waymark
`;
}

function fish(root: Node): string {
  const lines = nodesIn(root).flatMap((node) => {
    const here = `-n '__waymark_at "${node.path}"'`;
    return [
      ...node.children.map(
        ({ name, description }) => `complete -c waymark -f ${here} -a ${name} -d ${quoted(description)}`,
      ),
      ...optionsFor(node, root).map(
        ({ long, description }) =>
          `complete -c waymark ${here} -l ${long.replace(/^--/, "")} -d ${quoted(description)}`,
      ),
    ];
  });
  return `# fish completion for waymark: waymark completion fish | source
function __waymark_at
  set -l at waymark
  for word in (commandline -opc)[2..]
    switch "$at $word"
${paths(root)
  .map((path) => `      case "${path}"\n        set at "${path}"`)
  .join("\n")}
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join("\n")}
`;
}

/** The paths of all commands below the root. */
function paths(root: Node): readonly string[] {
  return nodesIn(root)
    .slice(1)
    .map(({ path }) => path);
}

/** "name:description" for zsh, in which a colon ends the name. */
function zshWord(name: string, description: string): string {
  return quoted(`${name.replaceAll(":", "\\:")}:${description}`);
}

/** Text that a shell takes as it is: what ends a quotation is left out of descriptions. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "’")}'`;
}
