import { evidenceName } from "../../shared/register/evidence-name.ts";
import type { Evidence } from "../../shared/register/index.ts";
import type { Report } from "../../shared/signature/index.ts";
import { exitCodes, type Io, type Language } from "../io.ts";
import {
  type EvidenceProblem,
  headings,
  originalSentences,
  portalSentences,
  problems,
  provedSentences,
  say,
} from "./evidence-texts.ts";

/** What a copy's own evidence says, in the report's JSON as `evidence`. Fields may be added, never renamed. */
export type EvidenceReport = {
  readonly schema: string | null;
  /** `consistent`: its parts are bound to each other and an intact seal covers them; who sealed is the signature's to say. */
  readonly verdict: "consistent" | "unsealed" | "contradicted";
  readonly test: boolean;
  readonly act: {
    readonly number: number;
    readonly year: number;
    readonly date: string;
    readonly register: string;
  } | null;
  readonly slot: { readonly hash: string; readonly prev: string } | null;
  readonly original: { readonly fileName: string; readonly sha256: string } | null;
  readonly revision: number | null;
  readonly problems: readonly { readonly code: EvidenceProblem; readonly message: string }[];
  readonly proved: readonly string[];
  readonly portal: readonly string[];
};
type WithEvidence = Report & { readonly evidence?: EvidenceReport };
type Answer = { readonly report: WithEvidence; readonly code: number };

/**
 * Adds to each verified file what the evidence inside it says, and compares the files after a copy with the original that
 * the copy names. One of these serves one command: it remembers the first copy.
 */
export function evidenceReader(io: Io, lang: Language): (file: string, answer: Answer) => Promise<Answer> {
  let copy: Evidence | null = null;
  return async (file, { report, code }) => {
    if (copy !== null && report.sha256 === copy.original.sha256) return asOriginal(report, copy, lang);
    if (report.error !== null || !/^pdf/.test(report.format) || report.size > largest) return { report, code };
    const found = await readCopy(await io.readFile(file), report, lang);
    if (found === null) return { report, code };
    copy ??= found.evidence;
    const contradicted = found.report.verdict === "contradicted";
    return { report: { ...report, evidence: found.report }, code: contradicted ? exitCodes.refused : code };
  };
}

/** An act of 1,000 movements and its evidence take 5 MB; a larger PDF is not held in memory for this. */
const largest = 16 * 1024 * 1024;

function asOriginal(report: Report, { original }: Evidence, lang: Language): Answer {
  const impronta = {
    label: "originale",
    recorded: original.sha256,
    matches: "file" as const,
    message: say(originalSentences.file, lang),
  };
  const codes = { valid: exitCodes.done, invalid: exitCodes.refused } as Readonly<Record<string, number>>;
  return { report: { ...report, impronta }, code: codes[report.verdict] ?? exitCodes.undetermined };
}

type Found = { readonly report: EvidenceReport; readonly evidence: Evidence | null };

async function readCopy(bytes: Uint8Array, report: Report, lang: Language): Promise<Found | null> {
  // Most PDFs carry none: neither the reader of PDFs nor that of acts is loaded for them.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(evidenceName) < 0) return null;
  const { readEvidence } = await import("../../shared/register/index.ts");
  const { attachedFilesIn, UnreadablePdf } = await import("../../shared/pdf/index.ts");
  try {
    const files = (await attachedFilesIn(bytes)).filter(({ name }) => name === evidenceName);
    const [file] = files;
    if (file === undefined) return null;
    if (files.length > 1) return { evidence: null, report: contradicted("EVIDENCE_TWICE", lang) };
    const read = readEvidence(file.bytes);
    if (!read.ok) return { evidence: null, report: contradicted("EVIDENCE_UNREADABLE", lang, read.problem) };
    return { evidence: read.evidence, report: await judged(bytes, read.evidence, report, lang) };
  } catch (error) {
    // The signatures in it are verified all the same.
    if (error instanceof UnreadablePdf) return null;
    throw error;
  }
}

async function judged(bytes: Uint8Array, evidence: Evidence, report: Report, lang: Language): Promise<EvidenceReport> {
  const { checkEvidence } = await import("../../shared/register/index.ts");
  const { comparePrinted } = await import("./printed-evidence.ts");
  const printed = await comparePrinted(bytes, evidence);
  const sealed = report.signatures.some((one) => one.integrity === "valid" && one.coverage === "whole-file");
  const found = [
    ...checkEvidence(evidence).map((code) => problem(code, lang)),
    ...printed.different.map((what) => problem("PRINTED_DIFFERS", lang, what)),
  ];
  const { slot, original, copy, approvals } = evidence;
  const { register, number, year, date } = slot;
  const facts = {
    approvals: approvals.length,
    attachments: evidence.manifest.attachments.length,
    printed: printed.same,
  };
  const verdict = found.length > 0 ? "contradicted" : sealed ? "consistent" : "unsealed";
  return {
    schema: evidence.schema,
    verdict,
    test: evidence.test,
    act: { number, year, date, register },
    slot: { hash: slot.hash, prev: slot.prev },
    original,
    revision: copy.revision,
    problems: sealed ? found : [...found, problem("NOT_UNDER_SEAL", lang)],
    proved: verdict === "consistent" ? provedSentences(facts).map((pair) => say(pair, lang)) : [],
    portal: portalSentences(copy.verification.address, copy.verification.code).map((pair) => say(pair, lang)),
  };
}

function problem(code: EvidenceProblem, lang: Language, detail?: string): EvidenceReport["problems"][number] {
  return {
    code,
    message: detail === undefined ? say(problems[code], lang) : `${say(problems[code], lang)}: ${detail}`,
  };
}

const contradicted = (code: EvidenceProblem, lang: Language, detail?: string): EvidenceReport => ({
  schema: null,
  verdict: "contradicted",
  test: false,
  act: null,
  slot: null,
  original: null,
  revision: null,
  problems: [problem(code, lang, detail)],
  proved: [],
  portal: [],
});

/** The lines for people after a file's report; empty where a file carries no evidence. */
export function evidenceText({ evidence }: WithEvidence, lang: Language): string {
  if (evidence === undefined) return "";
  const { act, slot, original, revision } = evidence;
  const out = [`  ${say(headings.evidence, lang)}${evidence.test ? ` (${say(headings.test, lang)})` : ""}:`];
  if (act !== null)
    out.push(
      `    determinazione n. ${act.number}/${act.year}, ${act.date}, ${act.register}; ${lang === "it" ? "revisione" : "revision"} ${revision}`,
    );
  if (slot !== null) out.push(`    ${lang === "it" ? "registro" : "register"}: ${slot.hash}`);
  if (original !== null)
    out.push(`    ${lang === "it" ? "originale" : "original"}: ${original.fileName}, ${original.sha256}`);
  for (const { message } of evidence.problems) out.push(`    - ${message}`);
  for (const [heading, lines] of [
    [headings.proved, evidence.proved],
    [headings.portal, evidence.portal],
  ] as const)
    if (lines.length > 0) out.push(`    ${say(heading, lang)}:`, ...lines.map((line) => `      · ${line}`));
  return `${out.join("\n")}\n`;
}
