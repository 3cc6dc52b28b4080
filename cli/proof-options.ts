import type { Command } from "commander";
import { type Io, languageOf } from "./io.ts";

type Run = <A extends unknown[]>(work: (...given: A) => Promise<number>) => (...given: A) => Promise<void>;

/** `visto proof …`: proofs of the public log. */
export function proofCommands(program: Command, run: Run, lang: readonly [string, string, string], io: Io): void {
  type Options = { readonly key?: string; readonly json: boolean; readonly lang: string };
  program
    .command("proof")
    .description("prove del registro pubblico / proofs of the public log")
    .command("verify <file> <proof>")
    .description("controlla, senza rete, che il file sia nel registro / checks offline that the file is in the log")
    .option(
      "--key <vkey>",
      "la chiave del registro, o il file che la contiene; senza, log.vkey accanto alla prova / the log's key, or its file; without it, log.vkey beside the proof",
    )
    .option("--json", "un valore JSON / one JSON value", false)
    .option(...lang)
    .action(
      run(async (file: string, proof: string, options: Options) => {
        const { proofCommand } = await import("./commands/proof.ts");
        return proofCommand({ ...options, file, proof, lang: languageOf(options.lang) }, io);
      }),
    );
}
