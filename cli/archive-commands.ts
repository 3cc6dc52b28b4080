import { type Command, Option } from "commander";
import type { LogWish } from "./archive-log.ts";
import { type StoreOptions, storeOf, withStore } from "./archive-options.ts";
import type { StorePlace } from "./archive-stores.ts";
import { exitCodes, type Io, languageOf } from "./io.ts";

type Run = <A extends unknown[]>(work: (...given: A) => Promise<number>) => (...given: A) => Promise<void>;

/** `visto archive …`, `visto public-copies` and `visto migrate`: what an operator does with a whole store. */
export function archiveCommands(program: Command, run: Run, lang: readonly [string, string, string], io: Io): void {
  type Options = StoreOptions &
    LogWish & {
      readonly out: string;
      readonly from: string;
      readonly json: boolean;
      readonly lang: string;
    };
  const json = ["--json", "un valore JSON / one JSON value", false] as const;
  type Said = { readonly json: boolean; readonly lang: ReturnType<typeof languageOf> };
  /** Runs what the options say about the store that they name; without one, what they lack is told. */
  const onStore = (work: (store: StorePlace, said: Said, options: Options) => Promise<number>, itemsAlone = false) =>
    run(async (options: Options) => {
      const named = storeOf(options, { itemsAlone });
      if ("store" in named) return work(named.store, { json: options.json, lang: languageOf(options.lang) }, options);
      io.err(`${named.problem}\n`);
      return exitCodes.usage;
    });
  const archive = program
    .command("archive")
    .description("tutti i dati in un archivio, e ritorno / all data, to an archive and back");
  withStore(archive.command("export"))
    .description("scrive tutti i dati in una cartella nuova / writes all data into a new folder")
    .requiredOption("--out <dir>", "cartella nuova / new folder")
    .option(...json)
    .option(...lang)
    .action(
      onStore(async (from, said, { out }) => {
        const { exportCommand } = await import("./commands/archive.ts");
        return exportCommand({ from, out, ...said }, io);
      }),
    );
  withStore(archive.command("restore"))
    .description("riempie un deposito vuoto da un archivio / fills an empty store from an archive")
    .requiredOption("--from <dir>", "cartella dell'archivio / folder of the archive")
    .addOption(
      new Option(
        "--new-log",
        "il registro pubblico finisce e ne comincia un altro / the public log ends and another begins",
      ).conflicts("keepLog"),
    )
    .option("--keep-log", "lo continua chi ha già la sua chiave / it goes on with whoever has its key already")
    .option(...json)
    .option(...lang)
    .action(
      onStore(async (to, said, { from, newLog = false, keepLog = false }) => {
        const { restoreCommand } = await import("./commands/archive.ts");
        return restoreCommand({ from, to, newLog, keepLog, ...said }, io);
      }),
    );
  withStore(archive.command("new-log"))
    .description("finisce il registro pubblico di cui è persa la chiave / ends the public log whose key is lost")
    .option(...json)
    .option(...lang)
    .action(
      onStore(async (store, said) => {
        const { newLogCommand } = await import("./commands/archive.ts");
        return newLogCommand({ store, ...said }, io);
      }, true),
    );
  archive
    .command("verify")
    .description("controlla un archivio da cima a fondo / checks an archive from top to bottom")
    .requiredOption("--from <dir>", "cartella dell'archivio / folder of the archive")
    .option(...json)
    .option(...lang)
    .action(
      run(async (options: Options) => {
        const { verifyArchiveCommand } = await import("./commands/archive.ts");
        return verifyArchiveCommand({ from: options.from, json: options.json, lang: languageOf(options.lang) }, io);
      }),
    );
  withStore(program.command("public-copies"))
    .description(
      "rifà le copie pubbliche che il portale serve su AWS / makes anew the public copies of the portal on AWS",
    )
    .option(...json)
    .option(...lang)
    .action(
      onStore(async (store, said) => {
        const { publicCopiesCommand } = await import("./commands/public-copies.ts");
        return publicCopiesCommand({ store, ...said }, io);
      }),
    );
  withStore(program.command("migrate"))
    .description("porta i dati alla forma di questa versione / brings the data to this version's form")
    .option(...json)
    .option(...lang)
    .action(
      onStore(async (store, said) => {
        const { migrateCommand } = await import("./commands/archive.ts");
        return migrateCommand({ store, ...said }, io);
      }, true),
    );
}
