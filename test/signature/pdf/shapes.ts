import { addSignature, newPdf, revise, stream, type TestPdf } from "../../support/signing/pdf-writer.ts";
import { adele } from "./never-green.ts";

// The objects that the tests of later revisions put into their files.

export const plainFont = "/Resources << /Font << /Helv 5 0 R >> >>";
export const form = (content: string, box = "0 0 200 20") =>
  stream(content, `/Type /XObject /Subtype /Form /BBox [${box}] ${plainFont}`);
export const textField = (value: string, more = "") =>
  `<< /Type /Annot /Subtype /Widget /FT /Tx /T (oggetto) /V (${value}) /P 3 0 R /Rect [72 500 272 520] /F 4 /DA (/Helv 12 Tf) /AP << /N 12 0 R >> ${more} >>`;
export const written = (value: string) => form(`BT /Helv 12 Tf 2 5 Td (${value}) Tj ET`);

/** One page with a text field that stands where no text is. */
export const withField = (over: Partial<TestPdf> = {}) =>
  newPdf({ fields: [11], annotations: [11], ...over }, { 11: textField("prova"), 12: written("prova") });

export const other = stream("BT /F1 12 Tf 72 720 Td (Determinazione di prova, importo euro 9.999,99) Tj ET");
export const signed = (over: Partial<TestPdf> = {}, more: Readonly<Record<number, string>> = {}) =>
  addSignature(newPdf(over, more), adele, { number: 20 });
export const certified = (level: 1 | 2 | 3, base = newPdf()) =>
  addSignature(base, adele, { number: 20, certify: level });

export const annotation = (subtype: string, more = "") =>
  `<< /Type /Annot /Subtype /${subtype} /P 3 0 R /Rect [300 300 400 320] /Contents (nota) ${more} >>`;
export const annotated = (pdf: TestPdf, body: string, more: Readonly<Record<number, string>> = {}) =>
  revise(pdf, { objects: { 60: body, ...more }, state: { annotations: [...pdf.annotations, 60] } });
