import { cmsOver, type TestSigner } from "./test-signer.ts";

/**
 * A PDF in the making: its bytes so far and what its objects say now. Each step appends a revision (ISO 32000-1 §7.5.6);
 * nothing that was written is ever touched, as a signature demands and as an attacker must.
 */
export interface TestPdf {
  readonly bytes: Uint8Array;
  readonly objects: ReadonlyMap<number, string>;
  readonly fields: readonly number[];
  readonly annotations: readonly number[];
  /** Further entries of the catalog, the page and the form. */
  readonly catalog: string;
  readonly page: string;
  readonly form: string;
}

type State = Pick<TestPdf, "fields" | "annotations" | "catalog" | "page" | "form">;

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const references = (numbers: readonly number[]): string => `[${numbers.map((number) => `${number} 0 R`).join(" ")}]`;

/** A stream object. */
export const stream = (content: string, entries = ""): string =>
  `<< /Length ${Buffer.byteLength(content, "latin1")} ${entries} >>\nstream\n${content}\nendstream`;

export const signedText = "BT /F1 12 Tf 72 720 Td (Determinazione di prova, importo euro 1.234,56) Tj ET";

function shared(state: State): [number, string][] {
  return [
    [1, `<< /Type /Catalog /Pages 2 0 R /AcroForm 10 0 R ${state.catalog} >>`],
    [3, `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots ${references(state.annotations)} ${state.page} >>`],
    [10, `<< /Fields ${references(state.fields)} /SigFlags 3 ${state.form} >>`],
  ];
}

/** One page with one line of text; resources and paper size are inherited from the page tree. */
export function newPdf(over: Partial<State> = {}, more: Readonly<Record<number, string>> = {}): TestPdf {
  const state: State = { fields: [], annotations: [], catalog: "", page: "", form: "", ...over };
  const objects = new Map<number, string>([
    [2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources 7 0 R >>"],
    [4, stream(signedText)],
    [5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"],
    [6, "<< /Title (PROVA) >>"],
    [7, "<< /Font << /F1 5 0 R >> >>"],
    ...shared(state),
    ...Object.entries(more).map(([number, body]): [number, string] => [Number(number), body]),
  ]);
  const bytes = append(latin1("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), objects, {});
  return { bytes, objects, ...state };
}

export interface Revision {
  readonly objects?: Readonly<Record<number, string>>;
  readonly state?: Partial<State>;
  /** Objects that the cross-reference calls free from now on. */
  readonly free?: readonly number[];
  readonly root?: number;
  readonly info?: number;
}

/** Appends a revision that says these objects anew. */
export function revise(pdf: TestPdf, revision: Revision): TestPdf {
  const state: State = { ...pdf, ...revision.state };
  const changed = new Map<number, string>();
  for (const [number, body] of shared(state)) if (pdf.objects.get(number) !== body) changed.set(number, body);
  for (const [number, body] of Object.entries(revision.objects ?? {})) changed.set(Number(number), body);
  const objects = new Map([...pdf.objects, ...changed]);
  return { bytes: append(pdf.bytes, changed, revision), objects, ...picked(state) };
}

const picked = ({ fields, annotations, catalog, page, form }: State): State => ({
  fields,
  annotations,
  catalog,
  page,
  form,
});

function append(before: Uint8Array, objects: ReadonlyMap<number, string>, revision: Revision): Uint8Array {
  const parts: Uint8Array[] = [before];
  let at = before.length;
  const rows: string[] = [];
  for (const [number, body] of objects) {
    const text = latin1(`${number} 0 obj\n${body}\nendobj\n`);
    rows.push(`${number} 1\n${String(at).padStart(10, "0")} 00000 n \n`);
    parts.push(text);
    at += text.length;
  }
  for (const number of revision.free ?? []) rows.push(`${number} 1\n0000000000 00001 f \n`);
  const found = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(before).toString("latin1"));
  const previous = found === null ? "" : `/Prev ${found[1]}`;
  const head = found === null ? "0 1\n0000000000 65535 f \n" : "";
  const trailer = `<< /Root ${revision.root ?? 1} 0 R /Info ${revision.info ?? 6} 0 R /Size 400 ${previous} >>`;
  parts.push(latin1(`xref\n${head}${rows.join("")}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`));
  return joined(...parts);
}

export interface SignatureOptions {
  /** The number of the signature dictionary; the field has the next one. */
  readonly number: number;
  readonly name?: string;
  readonly certify?: 1 | 2 | 3;
  /** The body of a FieldMDP transform's parameters, `/Action /All` for instance. */
  readonly fieldMdp?: string;
  /** The body of the field's lock. */
  readonly lock?: string;
  readonly rect?: string;
  readonly subFilter?: string;
  /** Further entries of the signature dictionary and of its field. */
  readonly entries?: string;
  readonly field?: string;
  readonly objects?: Readonly<Record<number, string>>;
  readonly state?: Partial<State>;
  /** Signs a field that is already there instead of adding one. */
  readonly prepared?: number;
  /** What makes /Contents, over the bytes of the range. */
  readonly contents?: (covered: Uint8Array) => Uint8Array;
}

const room = 6000;

/** Appends a revision with a signature over everything before and in it. */
export function addSignature(pdf: TestPdf, signer: TestSigner, options: SignatureOptions): TestPdf {
  const { number, name = "Firma1", rect = "0 0 0 0", subFilter = "ETSI.CAdES.detached" } = options;
  const field = options.prepared ?? number + 1;
  const transform = (method: string, parameters: string) =>
    `<< /Type /SigRef /TransformMethod /${method} /TransformParams << /Type /TransformParams /V /1.2 ${parameters} >> >>`;
  const methods = [
    ...(options.certify === undefined ? [] : [transform("DocMDP", `/P ${options.certify}`)]),
    ...(options.fieldMdp === undefined ? [] : [transform("FieldMDP", options.fieldMdp)]),
  ];
  const reference = methods.length === 0 ? "" : `/Reference [${methods.join(" ")}]`;
  const dictionary =
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} /M (D:20250601120000+02'00') ${reference} ` +
    `${options.entries ?? ""} /ByteRange [0 ##########] /Contents <${"0".repeat(room)}> >>`.replace(
      "[0 ##########]",
      `[0${" ".repeat(40)}]`,
    );
  const lock = options.lock === undefined ? "" : `/Lock << /Type /SigFieldLock ${options.lock} >>`;
  const widget = `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${name}) /V ${number} 0 R /P 3 0 R /Rect [${rect}] /F 132 ${lock} ${options.field ?? ""} >>`;
  const state = { ...pdf, ...options.state };
  const isNew = !state.fields.includes(field);
  const perms = options.certify === undefined ? "" : ` /Perms << /DocMDP ${number} 0 R >>`;
  const next = revise(pdf, {
    objects: { ...options.objects, [number]: dictionary, [field]: widget },
    state: {
      ...options.state,
      catalog: state.catalog + perms,
      fields: isNew ? [...state.fields, field] : state.fields,
      annotations: isNew ? [...state.annotations, field] : state.annotations,
    },
  });
  return { ...next, bytes: filled(next.bytes, options.contents ?? ((covered) => cmsOver(signer, covered))) };
}

function filled(bytes: Uint8Array, contents: (covered: Uint8Array) => Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  const open = text.lastIndexOf("/Contents <") + "/Contents ".length;
  const close = text.indexOf(">", open) + 1;
  const mark = text.lastIndexOf("/ByteRange [0 ");
  const range = `/ByteRange [0 ${open} ${close} ${bytes.length - close}`;
  const end = text.indexOf("]", mark);
  const ranged = latin1(text.slice(0, mark) + range.padEnd(end - mark) + text.slice(end));
  const covered = joined(ranged.subarray(0, open), ranged.subarray(close));
  const value = Buffer.from(contents(covered)).toString("hex");
  if (value.length > room) throw new Error("the signature does not fit its room");
  return joined(ranged.subarray(0, open), latin1(`<${value.padEnd(room, "0")}>`), ranged.subarray(close));
}

/** The same length of other text in the place of some text: what an attacker without a key can do. */
export function overwritten(bytes: Uint8Array, from: string | RegExp, to: (found: string) => string): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  const changed = text.replace(from, (found) => to(found));
  if (changed === text) throw new Error(`nothing to overwrite: ${from}`);
  return latin1(changed);
}

/** More bytes behind everything. */
export const withTail = (bytes: Uint8Array, tail: string): Uint8Array => joined(bytes, latin1(tail));
