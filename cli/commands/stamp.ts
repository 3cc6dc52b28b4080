import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { openTestPki } from "../../local/demo/pki.ts";
import { readEngineParts } from "../../local/engine/index.ts";
import { type ActData, parseAct, sha256Of } from "../../shared/act/index.ts";
import { openRenderer } from "../../shared/pdf/index.ts";
import { readPkcs12, SealError, type SignerPort, sealPdf } from "../../shared/seal/index.ts";
import { innerContent, verifyBytes } from "../../shared/signature/index.ts";
import { exitCodes, type Files, type Io, type Language } from "../io.ts";
import { nodeFiles } from "../node-files.ts";
import { printable } from "../printable.ts";
import { readTrustFolder } from "../trust-folder.ts";
import { stampsOf } from "./stamps-of-file.ts";

export type StampArguments = {
  readonly act: string;
  /** The signed original: a PDF, or a `.p7m` around one. */
  readonly original: string;
  readonly out?: string | undefined;
  /** A PKCS#12 with the body's key; its password in VISTO_KEY_PASSWORD. Without it a TEST key is made and thrown away. */
  readonly key?: string | undefined;
  readonly password?: string | undefined;
  readonly trust?: string | undefined;
  readonly portal?: string | undefined;
  readonly json: boolean;
  readonly lang: Language;
};

/** Leaves the command with what it says and its exit code. */
class Stopped extends Error {
  override readonly name = "Stopped";
  readonly code: string;
  readonly exit: number;
  constructor(code: string, exit: number, message: string) {
    super(message);
    this.code = code;
    this.exit = exit;
  }
}

/**
 * `visto stamp ACT.json ORIGINAL.pdf -o COPY.pdf`: lays the stamps over the original's pages by an incremental update,
 * puts the closing page behind them, and seals the copy.
 *
 * Exit codes: 0 the copy is written, 1 it is refused (the reason has a code), 64 usage, 66 a file cannot be read or
 * written. `now` is the moment of the seal and of the verdict on the original's signatures.
 */
export async function stampCommand(
  args: StampArguments,
  io: Io,
  files: Files = nodeFiles,
  now: () => Date = () => new Date(),
): Promise<number> {
  try {
    const made = await makeCopy(args, io, files, now());
    if (args.json) io.out(`${JSON.stringify({ ...made, error: null })}\n`);
    else io.out(printable(`${said(made, args.lang)}\n`));
    return exitCodes.done;
  } catch (fault) {
    if (!(fault instanceof Stopped)) throw fault;
    const error = { code: fault.code, message: fault.message };
    if (args.json && fault.exit !== exitCodes.usage) io.out(`${JSON.stringify({ copy: null, error })}\n`);
    else io.err(printable(`${fault.message}\n`));
    return fault.exit;
  }
}

async function makeCopy(args: StampArguments, io: Io, files: Files, now: Date) {
  const say = (italian: string, english: string) => (args.lang === "it" ? italian : english);
  const { out } = args;
  if (out === undefined || [args.act, args.original].some((path) => resolve(path) === resolve(out)))
    throw new Stopped(
      "USAGE",
      exitCodes.usage,
      say(
        "Indicare con -o il file della copia, diverso dagli altri: visto stamp ATTO.json ORIGINALE.pdf -o COPIA.pdf",
        "Name the copy's file with -o, other than the rest: visto stamp ACT.json ORIGINAL.pdf -o COPY.pdf",
      ),
    );
  const act = await readActJson(args, io);
  const original = await readFile(args.original, args.lang, io);
  const trust = args.trust === undefined ? { anchors: [] } : await readTrustFolder(args.trust, io, files, args.lang);
  if (trust === null) throw new Stopped("TRUST_UNREADABLE", exitCodes.unreadable, args.trust ?? "");
  const report = verifyBytes(original, { ...trust, fileName: args.original, at: now });
  const signer = await sealerOf(args, io, act, now);
  const test = args.key === undefined;
  const stamps = stampsOf({ act, report, fileName: basename(args.original), portal: args.portal, test });
  if ("why" in stamps) throw new Stopped(stamps.code, exitCodes.refused, stamps.why[args.lang]);
  if (stamps.signatures.length === 0)
    io.err(say("L'originale non è firmato: la copia lo dice.\n", "The original is not signed: the copy says so.\n"));
  const renderer = await openRenderer(await readEngineParts());
  const pdf = innerContent(original)?.content ?? original;
  const setup = { documentDate: stamps.date, ...(test ? { marking: "test" as const } : {}) };
  const laid = await renderer.renderOver(pdf, act, stamps, setup);
  if (!laid.ok) throw new Stopped(laid.refusal.code, exitCodes.refused, laid.refusal.why[args.lang]);
  const copy = await sealPdf(laid.rendered.bytes, signer, {
    at: now,
    reason: `Copia della determinazione n. ${stamps.number}/${stamps.year}`,
    name: act.body.name,
  }).catch((fault: unknown) => refuse(fault));
  await writeFile(out, copy).catch((fault: unknown) => {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Stopped("NOT_WRITTEN", exitCodes.unreadable, say(`Non si scrive: ${why}`, `Cannot write: ${why}`));
  });
  const earlier = report.signatures.length;
  return { copy: out, sha256: sha256Of(copy), size: copy.length, original: report.sha256, signatures: earlier, test };
}

function refuse(fault: unknown): never {
  if (fault instanceof SealError) throw new Stopped(fault.code, exitCodes.refused, fault.message);
  throw fault;
}

function said(made: Awaited<ReturnType<typeof makeCopy>>, lang: Language): string {
  const lines =
    lang === "it"
      ? [`Copia: ${made.copy}`, `impronta SHA-256: ${made.sha256}`, `originale SHA-256: ${made.original}`]
      : [`Copy: ${made.copy}`, `SHA-256: ${made.sha256}`, `original SHA-256: ${made.original}`];
  const test = { it: "Sigillo di PROVA: nessun valore legale.", en: "TEST seal: no legal value." };
  return [...lines, ...(made.test ? [test[lang]] : [])].join("\n");
}

async function readActJson({ act, lang }: StampArguments, io: Io): Promise<ActData> {
  const bytes = await readFile(act, lang, io);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    const message = lang === "it" ? `Il file «${act}» non è JSON: ${why}` : `«${act}» is not JSON: ${why}`;
    throw new Stopped("NOT_JSON", exitCodes.unreadable, message);
  }
  const parsed = parseAct(json);
  if (parsed.ok) return parsed.act;
  const problems = parsed.refusal.problems.map((one) => `  ${one.field}: ${one.value} (${one.expectation})`);
  const head = lang === "it" ? `Il file «${act}» non contiene un atto valido.` : `«${act}» does not hold a valid act.`;
  throw new Stopped("ACT_NOT_VALID", exitCodes.refused, [head, ...problems].join("\n"));
}

async function readFile(path: string, lang: Language, io: Io): Promise<Uint8Array> {
  try {
    return await io.readFile(path);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    const message = lang === "it" ? `Il file «${path}» non si legge: ${why}` : `«${path}» cannot be read: ${why}`;
    throw new Stopped("FILE_UNREADABLE", exitCodes.unreadable, message);
  }
}

async function sealerOf(args: StampArguments, io: Io, act: ActData, now: Date): Promise<SignerPort> {
  if (args.key !== undefined) {
    const bytes = await readFile(args.key, args.lang, io);
    try {
      return readPkcs12(bytes, args.password ?? "");
    } catch (fault) {
      return refuse(fault);
    }
  }
  const dir = await mkdtemp(join(tmpdir(), "visto-seal-"));
  try {
    return (await openTestPki({ dir, people: [], bodyName: act.body.name, now })).sealSigner;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
