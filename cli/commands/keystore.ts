import { resolve } from "node:path";

import type { Command } from "commander";
import { Wallet } from "ethers";

import { action } from "../action.js";
import { withExamples } from "../examples.js";
import { environmentKey, keyProblem } from "../keys/environmentKey.js";
import { addressIn, writeKeystore } from "../keys/keystore.js";
import { newPassword } from "../keys/password.js";
import type { Cli } from "../program.js";
import type { Session } from "../session.js";

/** Keystores: encrypted files that hold a key. */
export function addKeystoreCommands(program: Command, cli: Cli): void {
  const keystore = program
    .command("keystore")
    .description("Keep a key in an encrypted file (Web3 Secret Storage, version 3).");

  const create = keystore
    .command("create")
    .description("Make a new key and keep it in an encrypted file.")
    .argument("<file>", "file to make; it must not be there yet")
    .action(
      action(cli, async (session, _options: object, file: string) => {
        await keep(session, file, new Wallet(Wallet.createRandom().privateKey));
      }),
    );
  withExamples(create, { what: "asks for the password", words: "keys/operator.json" });

  const bring = keystore
    .command("import")
    .description(
      "Keep a key that is there already in an encrypted file; it is asked for, or read from the environment.",
    )
    .argument("<file>", "file to make; it must not be there yet")
    .option("--from-env <name>", "environment variable that holds the private key; unless said it is asked for")
    .action(
      action(cli, async (session, { fromEnv }: { readonly fromEnv?: string }, file: string) => {
        const wallet = fromEnv === undefined ? await askedKey(session) : environmentKey(fromEnv, session.io.env);
        await keep(session, file, wallet);
      }),
    );
  withExamples(
    bring,
    { what: "asks for the key and the password", words: "keys/operator.json" },
    { what: "from the environment, password too", words: "keys/operator.json --from-env OPERATOR_KEY" },
  );

  const show = keystore
    .command("show")
    .description("Show the address of the key in a keystore; no password is needed.")
    .argument("<file>", "the keystore")
    .action(
      action(cli, async (session, _options: object, file: string) => {
        const path = resolve(session.io.cwd, file);
        const address = await addressIn(path);
        session.show.result({ file: path, address }, (out) => {
          out.line(address);
        });
      }),
    );
  withExamples(show, { what: "whose is it?", words: "keys/operator.json" });
}

async function askedKey(session: Session): Promise<Wallet> {
  const key = await session.ask.secret({
    message: "Private key (not shown)",
    judge: (text) => {
      const problem = keyProblem(text.trim());
      return problem === undefined || `This ${problem}: a private key is 0x and 64 hexadecimal digits.`;
    },
  });
  return new Wallet(key.trim());
}

async function keep(session: Session, file: string, wallet: Wallet): Promise<void> {
  const path = resolve(session.io.cwd, file);
  const password = await newPassword(session.io, session.ask);
  await session.show.during(
    "Encrypting the key",
    () => writeKeystore(path, wallet, password),
    () => "Encrypted",
  );
  session.show.result({ file: path, address: wallet.address }, (out) => {
    out.line(`${out.style("green", "✔")} The key of ${wallet.address} is kept in ${path}.`);
    out.line("  Back it up with its password: nobody can recover either.");
    out.line(`  Use it with --key keystore:${file}`);
  });
}
