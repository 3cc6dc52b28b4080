import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoAct, runJourney, type Stage, stages } from "../../local/demo/journey.ts";
import { type Demo, openDemo } from "../../local/demo/open-demo.ts";
import { leaveResults } from "../../local/demo/results.ts";
import { twin } from "../../local/demo/twin.ts";
import { type ActHead, parseAct } from "../../shared/act/index.ts";
import { exitCodes, type Io, type Language } from "../io.ts";

export type DemoArguments = {
  readonly out: string;
  readonly act?: string;
  readonly files?: string;
  readonly data?: string;
  readonly p7m: boolean;
  readonly lang: Language;
};

/**
 * `visto demo`: the whole pipeline on one machine, with real stores, files and signatures, and TEST keys.
 *
 * Exit 0 when the act is published, 1 when it ends where only a person could go on (BLOCKED, say), 66 when a file
 * cannot be read. With `--data` a demo that was interrupted goes on where it was.
 */
export async function demoCommand(args: DemoArguments, io: Io): Promise<number> {
  const act = args.act === undefined ? { ...twin, signature: signature(args) } : await otherAct(args, args.act, io);
  if (typeof act === "number") return act;
  const dir = args.data ?? (await mkdtemp(join(tmpdir(), "visto-demo-")));
  let demo: Demo | undefined;
  try {
    demo = await openDemo({
      dir,
      baseUrl: "http://127.0.0.1:3000",
      told: (fault, about) => io.err(`  ! ${about}: ${fault instanceof Error ? fault.message : String(fault)}\n`),
    });
    const head = await runJourney(demo, act, progress(io));
    await leaveResults(demo, head, args.out);
    return conclude(head, args, io);
  } finally {
    await demo?.close();
    if (args.data === undefined) await rm(dir, { recursive: true, force: true });
  }
}

const signature = (args: DemoArguments) => (args.p7m ? ("cades" as const) : ("pades" as const));

async function otherAct(args: DemoArguments, path: string, io: Io): Promise<DemoAct | number> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(await io.readFile(path)));
  } catch (fault) {
    io.err(`visto demo: ${path}: ${fault instanceof Error ? fault.message : String(fault)}\n`);
    return exitCodes.unreadable;
  }
  const parsed = parseAct(json);
  if (!parsed.ok) {
    for (const problem of parsed.refusal.problems)
      io.err(`${path}: campo «${problem.field}»: trovato ${problem.value}, atteso ${problem.expectation}\n`);
    return exitCodes.refused;
  }
  const files = args.files === undefined ? {} : await filesByLabel(args.files);
  return { data: parsed.act, officer: twin.officer, files, signature: signature(args) };
}

/** `A.pdf`, `B.pdf.p7m`: the label is what stands before the first dot. */
async function filesByLabel(dir: string): Promise<DemoAct["files"]> {
  const names = await readdir(dir);
  const entry = (name: string) => ({
    path: join(dir, name),
    type: name.endsWith(".p7m") ? "application/pkcs7-mime" : "application/pdf",
  });
  return Object.fromEntries(
    names.filter((name) => /^[A-Z]{1,2}\d{0,2}\./.test(name)).map((name) => [name.split(".")[0], entry(name)]),
  );
}

const names: Record<Stage, string> = {
  draft: "Bozza",
  attachments: "Allegati",
  submission: "Invio in approvazione",
  rendering: "PDF da firmare",
  approval: "Approvazioni",
  signature: "Firma digitale (carta di PROVA)",
  number: "Numero",
  seal: "Copia sigillata",
  publication: "Pubblicazione",
  done: "Fine",
};

/** One line a stage, with what it proves; on a terminal a bar runs along. */
function progress(io: Io) {
  let last: Stage | undefined;
  return (stage: Stage, proves: string): void => {
    if (stage === last) return;
    last = stage;
    const at = stages.indexOf(stage) + 1;
    const bar = io.colour ? `\u001b[32m${"█".repeat(at)}\u001b[90m${"░".repeat(stages.length - at)}\u001b[0m ` : "";
    io.err(`${bar}[${String(at).padStart(2)}/${stages.length}] ${stage.padEnd(11)} ${names[stage]}: ${proves}\n`);
  };
}

function conclude(head: ActHead, args: DemoArguments, io: Io): number {
  if (head.state === "PUBLISHED" || head.state === "UNPUBLISHED") {
    const { number, year, date } = head.registration;
    io.out(`Determinazione n. ${number}/${year} del ${date}: pubblicata. Risultati in ${args.out}\n`);
    io.out(`Originale firmato SHA-256 ${head.signed.sha256}\n`);
    if (head.effect === "PENDING_VISTO")
      io.out("Effetto: in attesa di visto di regolarità contabile, non ancora esecutiva.\n");
    return exitCodes.done;
  }
  io.out(`L'atto è nello stato ${head.state}: per proseguire serve una persona.\n`);
  for (const finding of head.findings.filter((one) => one.severity === "E"))
    io.out(`  ${finding.code} ${finding.message}\n`);
  for (const slot of head.slots.filter((one) => one.state !== "VERIFIED"))
    io.out(`  Allegato ${slot.label}: ${slot.state}\n`);
  return exitCodes.refused;
}
