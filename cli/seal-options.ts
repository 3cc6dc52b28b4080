import { type Command, InvalidArgumentError } from "commander";
import type { ImportSealArguments, RequestArguments } from "./commands/seal.ts";
import { type Io, languageOf } from "./io.ts";

type Run = <A extends unknown[]>(work: (...given: A) => Promise<number>) => (...given: A) => Promise<void>;

/** @throws what commander shows as a wrong use */
const matching =
  (pattern: RegExp, expected: string) =>
  (text: string): string => {
    if (!pattern.test(text)) throw new InvalidArgumentError(`«${text}»: ${expected}`);
    return text;
  };

const keyArn = matching(
  /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
  "atteso l'ARN di una chiave KMS (arn:aws:kms:…:key/…) / expected the ARN of a KMS key",
);
const country = matching(/^[A-Z]{2}$/, "attese due lettere maiuscole, come IT / expected two capital letters, as IT");
const organizationId = matching(
  /^(?:VAT|NTR|PSD|LEI|[A-Z]{2}:)[A-Z]{2}-\S{1,60}$/,
  "atteso un codice come VATIT-01234567890 (ETSI EN 319 412-1 §5.1.4) / expected a code like VATIT-01234567890",
);
const named = (most: number) =>
  matching(
    new RegExp(`^(?=\\S)[^\\p{Cc}]{1,${most}}$`, "u"),
    `attesi da 1 a ${most} caratteri, non vuoti / expected 1 to ${most} characters, not blank`,
  );

/** `visto seal …`: the life of a seal whose key is in KMS. */
export function sealCommands(program: Command, run: Run, lang: readonly [string, string, string], io: Io): void {
  /** As the terminal gives it: its language not read yet. */
  type Given<T> = Omit<T, "lang"> & { readonly lang: string };
  const json = ["--json", "un valore JSON / one JSON value", false] as const;
  const key = ["--key <arn>", "la chiave in KMS / the key in KMS", keyArn] as const;
  const seal = program
    .command("seal")
    .description("sigillo dell'ente con la chiave in KMS / the body's seal with its key in KMS");
  seal
    .command("request")
    .description("richiesta di certificato (PKCS#10) firmata dalla chiave / certificate request signed by the key")
    .requiredOption(...key)
    .option("--country <xx>", "paese / country", country, "IT")
    .requiredOption("--organization <name>", "denominazione dell'ente / name of the body", named(64))
    .requiredOption("--organization-id <code>", "come VATIT-01234567890 / such as VATIT-01234567890", organizationId)
    .requiredOption("--name <name>", "nome che si legge nel sigillo / name shown in the seal", named(64))
    .requiredOption("--out <file>", "file nuovo della richiesta, PEM / new file of the request, PEM")
    .option(...json)
    .option(...lang)
    .action(
      run(async (options: Given<RequestArguments>) => {
        const { requestCommand } = await import("./commands/seal.ts");
        return requestCommand({ ...options, lang: languageOf(options.lang) }, io);
      }),
    );
  seal
    .command("import <file>")
    .description("controlla il certificato arrivato e lo mette nel segreto / checks the certificate and keeps it")
    .requiredOption(...key)
    .requiredOption("--secret <id>", "segreto SealKey… dello stack del lavoro / secret SealKey… of the workflow stack")
    .option("--dry-run", "controlla e basta / check only", false)
    .option(...json)
    .option(...lang)
    .action(
      run(async (file: string, options: Given<Omit<ImportSealArguments, "file">>) => {
        const { importSealCommand } = await import("./commands/seal.ts");
        return importSealCommand({ ...options, file, lang: languageOf(options.lang) }, io);
      }),
    );
  seal
    .command("status")
    .description("che cosa sigilla, e fino a quando / what seals, and until when")
    .requiredOption("--secret <id>", "segreto SealKey… dello stack del lavoro / secret SealKey… of the workflow stack")
    .option(...json)
    .option(...lang)
    .action(
      run(async (options: Given<Omit<ImportSealArguments, "file" | "key" | "dryRun">>) => {
        const { sealStatusCommand } = await import("./commands/seal.ts");
        return sealStatusCommand({ ...options, lang: languageOf(options.lang) }, io);
      }),
    );
}
