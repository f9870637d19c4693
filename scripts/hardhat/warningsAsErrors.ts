import { definePlugin } from "hardhat/plugins";
import type { SolidityHooks } from "hardhat/types/hooks";
import type { CompilerOutput, CompilerOutputError } from "hardhat/types/solidity";

/** solc's codes for "contract code size" and "initcode size": a test contract may be as large as it likes. */
const SIZE_WARNINGS = new Set(["5574", "3860"]);

/**
 * Turns every compiler warning into an error. Hardhat has no option for it and shows a warning only once, because the next
 * build comes from its cache; an error is never cached.
 */
export const warningsAsErrors = definePlugin({
  id: "waymark-warnings-as-errors",
  hookHandlers: {
    solidity: () => Promise.resolve({ default: () => Promise.resolve({ invokeSolc }) }),
  },
});

type InvokeSolcArguments = Parameters<SolidityHooks["invokeSolc"]>;

/** Hardhat calls this hook deprecated, but so far no other decides whether a build has succeeded. */
async function invokeSolc(...[context, compiler, input, config, next]: InvokeSolcArguments): Promise<CompilerOutput> {
  const output = await next(context, compiler, input, config);
  // Instrumented code is not ours; an ordinary build has judged the code itself.
  if (context.globalOptions.coverage || output.errors === undefined) return output;
  return { ...output, errors: output.errors.map((error) => (isTolerated(error) ? error : asError(error))) };
}

function isTolerated({ severity, errorCode, formattedMessage }: CompilerOutputError): boolean {
  if (severity !== "warning") return true;
  const isInTest = formattedMessage?.includes("--> project/test/") ?? false;
  return isInTest && errorCode !== undefined && SIZE_WARNINGS.has(errorCode);
}

function asError(warning: CompilerOutputError): CompilerOutputError {
  const formattedMessage =
    warning.formattedMessage?.replace(/^Warning/, "Error (every warning is one)") ?? warning.message;
  return { ...warning, type: "Error", severity: "error", formattedMessage };
}
