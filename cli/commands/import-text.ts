import {
  type ActData,
  type Finding,
  fieldWords,
  missingWords,
  printDay,
  problemWords,
  sha256Of,
} from "../../shared/act/index.ts";
import type { ReadActFile } from "../../shared/workflow/index.ts";
import type { Language } from "../io.ts";

/** A file that was read as an act, with what the checks find in it. */
export type Imported = {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly value: ReadActFile;
  /** Empty where not even body and subject were read: nothing was checked. */
  readonly findings: readonly Finding[];
  readonly blocking: boolean;
};

/** What `visto import --json` answers. Fields may be added, never renamed. */
export function importJson({ file, bytes, value, findings, blocking }: Imported, lang: Language) {
  const { read, format, envelopes, blankPages } = value;
  return {
    file,
    sha256: sha256Of(bytes),
    size: bytes.length,
    format,
    envelopes,
    pages: read.pages,
    pagesWithoutText: blankPages,
    act: read.whole ?? read.act,
    /** True when the act has at least what `visto check` asks of its input. */
    complete: read.whole !== null,
    found: read.found.map((one) => ({ ...one, label: fieldWords(one.field)[lang] })),
    missing: read.missing.map((one) => ({
      ...one,
      label: fieldWords(one.field)[lang],
      message: missingWords(one)[lang],
    })),
    problems: read.problems.map((one) => ({
      code: one.code,
      field: one.about,
      value: one.value,
      where: one.where ?? null,
      message: problemWords(one)[lang],
    })),
    findings,
    blocking,
    error: null,
  };
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

const texts = {
  it: {
    found: "Trovato",
    missing: "Non trovato",
    person: "Da chiedere a una persona: nessun testo lo dice",
    problems: "Letto solo in parte",
    page: "pag.",
    pages: (n: number) => (n === 1 ? "1 pagina" : `${n} pagine`),
    inside: (n: number) => (n === 1 ? "dentro una busta firmata (.p7m)" : `dentro ${n} buste firmate (.p7m)`),
    scan: "Nessun testo: è una scansione. Visto non riconosce i caratteri da un'immagine: chiedere il file originale.",
    nothing: "Nel testo non c'è niente di un atto: né intestazione, né allegati con le loro impronte.",
    blank: (pages: string) => `Pagine senza testo (scansioni): ${pages}.`,
    checks: (e: number, a: number, i: number) =>
      `Controlli su ciò che è stato trovato: ${count(e, "errore", "errori")}, ${count(a, "avviso", "avvisi")}, ${count(i, "nota", "note")}`,
    unchecked: "Controlli: non eseguiti, perché mancano l'ente o l'oggetto.",
    saved: (path: string) => `Scritto: ${path}`,
    signatures: "Le firme si verificano con visto verify.",
    act: "determinazione",
    of: "del",
  },
  en: {
    found: "Found",
    missing: "Not found",
    person: "To ask a person: no text says it",
    problems: "Read only in part",
    page: "p.",
    pages: (n: number) => (n === 1 ? "1 page" : `${n} pages`),
    inside: (n: number) => (n === 1 ? "inside a signed envelope (.p7m)" : `inside ${n} signed envelopes (.p7m)`),
    scan: "No text: it is a scan. Visto recognises no letters in pictures: ask for the original file.",
    nothing: "Nothing of an act is in the text: no heading, no attachments with their impronte.",
    blank: (pages: string) => `Pages without text (scans): ${pages}.`,
    checks: (e: number, a: number, i: number) =>
      `Checks on what was found: ${count(e, "error", "errors")}, ${count(a, "warning", "warnings")}, ${count(i, "note", "notes")}`,
    unchecked: "Checks: not run, because body or subject are missing.",
    saved: (path: string) => `Written: ${path}`,
    signatures: "visto verify verifies the signatures.",
    act: "act",
    of: "of",
  },
} as const;

/** The same for people: what was found and where, what was not, what only a person knows, what the checks say. */
export function importText(
  imported: Imported,
  { lang, out }: { readonly lang: Language; readonly out?: string | undefined },
): string {
  const t = texts[lang];
  const { file, value } = imported;
  const { read } = value;
  const shape = [
    value.format === "pdf" ? "PDF" : lang === "it" ? "testo" : "text",
    t.pages(read.pages),
    value.envelopes > 0 ? t.inside(value.envelopes) : "",
  ];
  const head = [`${file}: ${shape.filter(Boolean).join(", ")}`, titleOf(read.act, t)];
  const noText = read.missing.some(({ why }) => why === "no-text");
  const notes = [
    noText ? t.scan : read.found.length === 0 ? t.nothing : "",
    !noText && value.blankPages.length > 0 ? t.blank(value.blankPages.slice(0, 30).join(", ")) : "",
    value.envelopes > 0 ? t.signatures : "",
  ];
  const missing = read.missing
    .filter(({ why }) => why === "not-found")
    .map(({ field }) => `  ${fieldWords(field)[lang]}`);
  const person = read.missing.filter(({ why }) => why === "person").map(({ field }) => `  ${fieldWords(field)[lang]}`);
  const parts = [
    [...head, ...notes].filter(Boolean),
    group(
      t.found,
      read.found.map(
        (one) => `  ${fieldWords(one.field)[lang]}: ${one.value.slice(0, 160)}  [${t.page} ${one.where.page}]`,
      ),
    ),
    group(t.missing, noText ? [] : missing),
    group(t.person, person),
    group(
      t.problems,
      read.problems.map((one) => `  ${problemWords(one)[lang]}`),
    ),
    checks(imported, lang),
    out === undefined ? [] : [t.saved(out)],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n")}\n`;
}

const group = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [`${title} (${lines.length})`, ...lines];

function titleOf(act: Partial<ActData>, t: (typeof texts)[Language]): string {
  const number = act.number === undefined ? "" : ` ${act.number}/${act.year ?? ""}`;
  const date = act.date === undefined ? "" : ` ${t.of} ${printDay(act.date)}`;
  return act.body === undefined ? "" : `${act.body.name} – ${t.act}${number}${date}`;
}

function checks({ value, findings }: Imported, lang: Language): readonly string[] {
  const t = texts[lang];
  if (value.read.whole === null) return value.read.found.length === 0 ? [] : [t.unchecked];
  const many = (severity: Finding["severity"]) => findings.filter((one) => one.severity === severity).length;
  const order = ["E", "A", "I"];
  const sorted = findings.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
  return [
    t.checks(many("E"), many("A"), many("I")),
    ...sorted.map(({ severity, code, message, where }) => `  ${severity} ${code}  ${message}  [${where}]`),
  ];
}
