import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type JourneyEnd, runJourney, type Stage, stages } from "../../local/demo/journey.ts";
import { type Demo, openDemo } from "../../local/demo/open-demo.ts";
import type { DemoAct } from "../../local/demo/people-turn.ts";
import { leaveResults } from "../../local/demo/results.ts";
import { standInsFor } from "../../local/demo/stand-ins.ts";
import { twin } from "../../local/demo/twin.ts";
import { exitCodes, type Io, type Language } from "../io.ts";
import { printable } from "../printable.ts";
import { endOfDemo } from "./demo-end.ts";
import { stageTexts } from "./demo-texts.ts";
import { readDemoAct } from "./read-demo-act.ts";

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
 * Exit 0 when the act is published, 1 when it ends where only a person could go on (BLOCKED, say) or the JSON is not an
 * act, 66 when a file cannot be read. With `--data` a demo that was interrupted goes on where it was, and one that had
 * ended changes nothing.
 */
export async function demoCommand(args: DemoArguments, io: Io): Promise<number> {
  const act = await chosenAct(args, io);
  if (typeof act === "number") return act;
  const onStage = progress(io, args.lang);
  onStage("start");
  // Before the work, so that results that cannot be written are told at once.
  await mkdir(args.out, { recursive: true });
  const dir = args.data ?? (await mkdtemp(join(tmpdir(), "visto-demo-")));
  let demo: Demo | undefined;
  try {
    demo = await openDemo({
      dir,
      baseUrl: "http://127.0.0.1:3000",
      told: (fault, about) => io.err(`  ! ${about}: ${fault instanceof Error ? fault.message : String(fault)}\n`),
      standIns: standInsFor(act.data),
    });
    const end = await runJourney(demo, act, { onStage });
    if (end.head) await leaveResults(demo, end.head, args.out);
    return conclude(end, args, io);
  } finally {
    await demo?.close();
    if (args.data === undefined) await rm(dir, { recursive: true, force: true });
  }
}

async function chosenAct(args: DemoArguments, io: Io): Promise<DemoAct | number> {
  const signature = args.p7m ? "cades" : "pades";
  if (args.act === undefined) return { ...twin, signature };
  const read = await readDemoAct({ act: args.act, files: args.files, lang: args.lang }, io);
  if (read.ok) return { data: read.data, files: read.files, officer: twin.officer, signature };
  io.err(printable(`${read.message}\n`));
  return read.exit;
}

/** One line a stage, with what it proves; on a terminal a bar runs along. */
function progress(io: Io, lang: Language) {
  let last: Stage | undefined;
  return (stage: Stage): void => {
    if (stage === last) return;
    last = stage;
    const at = stages.indexOf(stage) + 1;
    const [name, proves] = stageTexts[lang][stage];
    const bar = io.colour ? `\u001b[32m${"█".repeat(at)}\u001b[90m${"░".repeat(stages.length - at)}\u001b[0m ` : "";
    io.err(`${bar}[${String(at).padStart(2)}/${stages.length}] ${stage.padEnd(11)} ${name}: ${proves}\n`);
  };
}

function conclude(end: JourneyEnd, args: DemoArguments, io: Io): number {
  const { lines, published } = endOfDemo(end, args);
  io.out(printable(`${lines.join("\n")}\n`));
  return published ? exitCodes.done : exitCodes.refused;
}
