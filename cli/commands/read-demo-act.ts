import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DemoAct } from "../../local/demo/people-turn.ts";
import { type ActData, parseAct } from "../../shared/act/index.ts";
import { exitCodes, type Io, type Language } from "../io.ts";
import { inputTexts } from "./demo-texts.ts";

type Read =
  | { readonly ok: true; readonly data: ActData; readonly files: DemoAct["files"] }
  | { readonly ok: false; readonly exit: 1 | 66; readonly message: string };

/** An act with its whole text is well under a megabyte; more is not an act, and is not parsed. */
const largestFile = 16 * 1024 * 1024;

const whyOf = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault));

/** The act that `--act` names, with the files of its attachments. Every problem of the JSON is named, field by field. */
export async function readDemoAct(
  from: { readonly act: string; readonly files: string | undefined; readonly lang: Language },
  io: Pick<Io, "readFile">,
): Promise<Read> {
  const texts = inputTexts[from.lang];
  const unreadable = (message: string): Read => ({ ok: false, exit: exitCodes.unreadable, message });
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(from.act);
  } catch (fault) {
    return unreadable(texts.unreadable(from.act, whyOf(fault)));
  }
  if (bytes.length > largestFile)
    return unreadable(texts.unreadable(from.act, `${bytes.length} > ${largestFile} byte`));
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (fault) {
    // Not a fault: bytes that are no UTF-8 and text that is no JSON are both "this is not JSON".
    return unreadable(texts.notJson(from.act, whyOf(fault)));
  }
  const parsed = parseAct(json);
  if (!parsed.ok) return { ok: false, exit: exitCodes.refused, message: notAnAct(from, parsed.refusal.problems) };
  try {
    return { ok: true, data: parsed.act, files: from.files === undefined ? {} : await filesByLabel(from.files) };
  } catch (fault) {
    return unreadable(texts.folder(from.files ?? "", whyOf(fault)));
  }
}

type Problem = { readonly field: string; readonly value: string; readonly expectation: string };

function notAnAct({ act, lang }: { act: string; lang: Language }, problems: readonly Problem[]): string {
  const texts = inputTexts[lang];
  const lines = problems.map(
    ({ field, value, expectation }) =>
      `  ${field}\n      ${texts.found}: ${value}\n      ${texts.expected}: ${expectation}`,
  );
  return [texts.notAnAct(act, problems.length), ...lines].join("\n");
}

/** `A.pdf`, `B.pdf.p7m`, `A-lettera.pdf`: the label is what stands before the first dot, hyphen or blank. */
async function filesByLabel(dir: string): Promise<DemoAct["files"]> {
  const entries = (await readdir(dir)).sort().flatMap((name) => {
    const label = /^([A-Z]{1,2}\d{0,2})[.\- _]/.exec(name)?.[1];
    const type = name.toLowerCase().endsWith(".p7m") ? "application/pkcs7-mime" : "application/pdf";
    return label === undefined ? [] : [[label, { path: join(dir, name), type }] as const];
  });
  return Object.fromEntries(entries);
}
