import type { Command } from "commander";
import { type Io, languageOf } from "./io.ts";

type Run = <A extends unknown[]>(work: (...given: A) => Promise<number>) => (...given: A) => Promise<void>;

/** `visto proof …`: proofs of the public log, and the years of the register. */
export function proofCommands(program: Command, run: Run, lang: readonly [string, string, string], io: Io): void {
  type Options = { readonly json: boolean; readonly lang: string };
  type Verify = Options & { readonly key?: string; readonly timestamp?: string; readonly trust?: string };
  const proof = program.command("proof").description("prove del registro pubblico / proofs of the public log");
  proof
    .command("verify <file> <proof>")
    .description("controlla, senza rete, che il file sia nel registro / checks offline that the file is in the log")
    .option(
      "--key <vkey>",
      "la chiave del registro, o il file che la contiene; senza, log.vkey accanto alla prova / the log's key, or its file; without it, log.vkey beside the proof",
    )
    .option(
      "--timestamp <tsr>",
      "marca temporale sul punto di controllo della prova / timestamp over the proof's checkpoint",
    )
    .option("--trust <dir>", "cartella di certificati ed elenchi di fiducia / folder of certificates and trusted lists")
    .option("--json", "un valore JSON / one JSON value", false)
    .option(...lang)
    .action(
      run(async (file: string, proofFile: string, options: Verify) => {
        const { proofCommand } = await import("./commands/proof.ts");
        return proofCommand({ ...options, file, proof: proofFile, lang: languageOf(options.lang) }, io);
      }),
    );
  proof
    .command("year <file>")
    .description(
      "controlla, senza rete, che i numeri di un anno ci siano tutti / checks offline that every number of a year is there",
    )
    .option("--json", "un valore JSON / one JSON value", false)
    .option(...lang)
    .action(
      run(async (file: string, options: Options) => {
        const { proofYearCommand } = await import("./commands/proof-year.ts");
        return proofYearCommand({ file, json: options.json, lang: languageOf(options.lang) }, io);
      }),
    );
}
