import { readFile } from "node:fs/promises";
import { Command, CommanderError } from "commander";
import { archiveCommands } from "./archive-commands.ts";
import { awsProblem } from "./aws-problem.ts";
import { inBothLanguages } from "./help-words.ts";
import { exitCodes, type Io, languageOf } from "./io.ts";
import { ipAddress, port } from "./option-values.ts";
import { printable } from "./printable.ts";
import { proofCommands } from "./proof-options.ts";
import { sealCommands } from "./seal-options.ts";

/** Italian unless the environment asks for English. */
const defaultLanguage = languageOf(process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"] || "it");

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  readFile: (path) => readFile(path),
  colour: process.stderr.isTTY === true && process.env["NO_COLOR"] === undefined,
};

/** Commission Implementing Decision (EU) 2015/1505: where the Commission publishes the list of the lists. */
const lotlUrl = "https://ec.europa.eu/tools/lotl/eu-lotl.xml";

/**
 * Runs the command line. Answers the exit code: 0 valid or done, 1 not valid or refused, 2 undetermined or unsigned,
 * 64 usage, 66 a file cannot be read, 70 a fault of ours.
 */
export async function main(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.done;
  const run =
    <A extends unknown[]>(work: (...given: A) => Promise<number>) =>
    async (...given: A): Promise<void> => {
      code = await work(...given);
    };
  const program = commandLine(run);
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (fault) {
    if (fault instanceof CommanderError) return fault.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const message = fault instanceof Error ? fault.message : String(fault);
    // By its name, because what opens stores is loaded on demand: these data are not for this program.
    if (fault instanceof Error && fault.name === "StoreRefused") {
      io.err(`${message}\n`);
      return exitCodes.refused;
    }
    const problem = awsProblem(fault);
    if (problem) {
      io.err(printable(`${problem.text}\n`));
      return problem.code;
    }
    io.err(`visto: guasto interno / internal fault: ${message}\n`);
    io.err(
      "Riprovare; se si ripete, segnalarlo con questo messaggio. / Try again; if it happens again, report it with this message.\n",
    );
    return exitCodes.fault;
  }
}

type VerifyOptions = {
  readonly act?: string;
  readonly detached?: string;
  readonly trust?: string;
  readonly at?: string;
  readonly policy?: string;
  readonly json: boolean;
  readonly jsonl?: string | boolean;
  readonly lang: string;
};

type StampOptions = {
  readonly out?: string;
  readonly key?: string;
  readonly trust?: string;
  readonly portal?: string;
  readonly json: boolean;
  readonly lang: string;
};

type Run = <A extends unknown[]>(work: (...given: A) => Promise<number>) => (...given: A) => Promise<void>;

/** Every command with its options; what is run is `run`'s to say. */
export function commandLine(run: Run): Command {
  const program = inBothLanguages(
    new Command("visto")
      .description("Atti con impronte, approvazioni, firme e prove verificabili / acts whose every byte can be proved")
      .exitOverride()
      .configureOutput({ writeOut: io.out, writeErr: io.err }),
  );
  const lang = ["--lang <it|en>", "lingua dei testi / language of the texts", defaultLanguage] as const;
  const language = (options: { lang: string }) => languageOf(options.lang);

  program
    .command("check [act]")
    .description("verifica i controlli dell'atto in JSON / runs the checks of an act")
    .option("--json", "un valore JSON / one JSON value", false)
    .option("--schema", "stampa lo schema JSON dell'atto / prints the act's JSON Schema", false)
    .option(...lang)
    .action(
      run(async (file: string | undefined, options: { json: boolean; schema: boolean; lang: string }) => {
        const { checkCommand } = await import("./commands/check.ts");
        return checkCommand({ file, json: options.json, schema: options.schema, lang: language(options) }, io);
      }),
    );

  program
    .command("verify [files...]")
    .description("verifica le firme e le impronte di ogni file / verifies signatures and impronte of each file")
    .option("--act <file>", "l'atto che registra le impronte (PDF, JSON o testo) / the act that records the impronte")
    .option("--detached <file>", "il contenuto di una firma separata / the content of a detached signature")
    .option("--trust <dir>", "cartella di certificati ed elenchi di fiducia / folder of certificates and trusted lists")
    .option("--at <instant>", "il momento del verdetto, ISO 8601 / the moment of the verdict")
    .option("--policy <file>", "criteri in JSON / policy in JSON")
    .option("--json", "un valore JSON / one JSON value", false)
    .option("--jsonl [-]", "una riga JSON per file; con - i percorsi da stdin / a JSON line a file; - reads paths")
    .option(...lang)
    .action(
      run(async (files: string[], options: VerifyOptions) => {
        const { verifyCommand } = await import("./commands/verify.ts");
        const jsonl = options.jsonl === "-" ? "-" : options.jsonl !== undefined;
        // "--jsonl FILE" takes the file for its own value: it is a file to verify.
        const named = typeof options.jsonl === "string" && options.jsonl !== "-" ? [options.jsonl, ...files] : files;
        return verifyCommand({ ...options, files: named, jsonl, lang: language(options) }, io);
      }),
    );

  program
    .command("import [act]")
    .description("legge un atto esistente da PDF o testo / reads an existing act from a PDF or a text")
    .option("--json", "un valore JSON / one JSON value", false)
    .option("--out <file>", "dove scrivere l'atto in JSON / where to write the act as JSON")
    .option(...lang)
    .action(
      run(async (file: string | undefined, options: { json: boolean; out?: string; lang: string }) => {
        const { importCommand } = await import("./commands/import.ts");
        return importCommand({ file, json: options.json, out: options.out, lang: language(options) }, io);
      }),
    );

  program
    .command("refresh-trust-lists")
    .description("aggiorna gli elenchi di fiducia firmati / refreshes the signed trusted lists")
    .option("--from <url>", "indirizzo dell'elenco degli elenchi / address of the list of the lists", lotlUrl)
    .requiredOption("--to <dir>", "la cartella di verify --trust / the folder of verify --trust")
    .option("--territories <list>", "territori, separati da virgole / territories, separated by commas", "IT")
    .option(...lang)
    .action(
      run(async (options: { from: string; to: string; territories: string; lang: string }) => {
        const { refreshTrustListsCommand } = await import("./commands/refresh-trust-lists.ts");
        const { listDownloads } = await import("./list-downloads.ts");
        const territories = options.territories.toUpperCase().split(",");
        return refreshTrustListsCommand(
          { ...options, territories, lang: language(options) },
          io,
          listDownloads(options.from),
        );
      }),
    );

  program
    .command("fingerprint [files...]")
    .description("impronta SHA-256 del file e del suo contenuto / SHA-256 of the file and of its content")
    .option("--json", "un valore JSON / one JSON value", false)
    .option(...lang)
    .action(
      run(async (files: string[], options: { json: boolean; lang: string }) => {
        const { fingerprintCommand } = await import("./commands/fingerprint.ts");
        return fingerprintCommand({ files, json: options.json, lang: language(options) }, io);
      }),
    );

  program
    .command("stamp <act> <original>")
    .description("timbra e sigilla la copia di un originale in PDF / stamps and seals the copy of a PDF original")
    .option("-o, --out <file>", "il file della copia / the copy's file")
    .option(
      "--key <p12>",
      "chiave dell'ente, password in VISTO_KEY_PASSWORD; senza, una di PROVA / the body's key, its password there; without it a TEST one",
    )
    .option("--trust <dir>", "cartella di certificati ed elenchi di fiducia / folder of certificates and trusted lists")
    .option(
      "--portal <url>",
      "indirizzo delle verifiche, stampato e nel codice QR / address printed and in the QR code",
    )
    .option("--json", "un valore JSON / one JSON value", false)
    .option(...lang)
    .action(
      run(async (act: string, original: string, options: StampOptions) => {
        const { stampCommand } = await import("./commands/stamp.ts");
        const password = process.env["VISTO_KEY_PASSWORD"];
        return stampCommand({ ...options, act, original, password, lang: language(options) }, io);
      }),
    );

  program
    .command("demo")
    .description("porta un atto fittizio dalla scrivania al portale / takes a fictitious act from desk to portal")
    .option("--out <dir>", "dove lasciare i risultati / where to leave the results", "out")
    .option("--act <file>", "un altro atto in JSON / another act")
    .option("--files <dir>", "i file degli allegati dell'altro atto: A.pdf, B.pdf.p7m… / the other act's attachments")
    .option("--data <dir>", "cartella dei dati, per riprendere / data folder, to go on with")
    .option("--p7m", "firma CAdES (.p7m) invece di PAdES / sign as .p7m", false)
    .option(...lang)
    .action(
      run(async (options: { out: string; act?: string; files?: string; data?: string; p7m: boolean; lang: string }) => {
        const { demoCommand } = await import("./commands/demo.ts");
        return demoCommand({ ...options, lang: language(options) }, io);
      }),
    );

  archiveCommands(program, run, lang, io);
  sealCommands(program, run, lang, io);
  proofCommands(program, run, lang, io);

  program
    .command("serve")
    .description("avvia il prodotto su 127.0.0.1 / runs the product on 127.0.0.1")
    .option("--port <n>", "porta / port", port, port(process.env["PORT"] ?? "3000"))
    .option(
      "--listen <ip>",
      "indirizzo IP di questa macchina su cui ascoltare, invece di 127.0.0.1 / IP address of this machine to listen on",
      ipAddress,
    )
    .option("--data <dir>", "cartella dei dati / data folder", process.env["VISTO_DATA"] ?? "./data")
    .option(
      "--demo",
      "con l'ente fittizio: così parte una cartella nuova / with the fictitious body, as a new folder starts",
    )
    .option(
      "--no-demo",
      "con un ente proprio: una cartella nuova chiede la prima configurazione / a body of your own: a new folder asks for its set-up",
    )
    .option(...lang)
    .action(
      run(async (options: { port: number; listen?: string; data: string; demo?: boolean; lang: string }) => {
        const { serveCommand } = await import("./commands/serve.ts");
        return serveCommand({ ...options, demo: options.demo, lang: language(options) }, io);
      }),
    );
  return program;
}
