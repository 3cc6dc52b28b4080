// Signed PDFs of any size, made by nothing of ours: a plain writer, and openssl for the signatures.
import { execFileSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { appendFileSync, closeSync, copyFileSync, openSync, readSync, statSync, writeSync } from "node:fs";

const megabyte = 1024 * 1024;
const pictureSize = megabyte;
/** Hex digits of /Contents. */
const room = 8192;

/** Writes a PDF of about so many pages of 1 MB, each a picture of random octets. */
export function writePdf(path: string, megabytes: number): void {
  const pages = Math.max(1, megabytes);
  const size = megabytes < 1 ? Math.floor(megabytes * megabyte) : pictureSize;
  const file = openSync(path, "w");
  const offsets: number[] = [];
  let at = 0;
  const put = (data: string | Uint8Array) => {
    const bytes = typeof data === "string" ? Buffer.from(data, "latin1") : data;
    writeSync(file, bytes);
    at += bytes.length;
  };
  const object = (number: number, body: string) => {
    offsets[number] = at;
    put(`${number} 0 obj\n${body}\nendobj\n`);
  };
  put("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  const kids = Array.from({ length: pages }, (_, page) => `${4 + 3 * page} 0 R`);
  object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  object(2, `<< /Type /Pages /Count ${pages} /Kids [ ${kids.join(" ")} ] >>`);
  object(3, "<< /Producer (bench) >>");
  const picture = Buffer.alloc(size);
  const content = "q 595 0 0 842 0 0 cm /I Do Q";
  for (let page = 0; page < pages; page++) {
    const number = 4 + 3 * page;
    const resources = `<< /XObject << /I ${number + 2} 0 R >> >>`;
    object(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents ${number + 1} 0 R >>`,
    );
    object(number + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    offsets[number + 2] = at;
    const kind = "/Type /XObject /Subtype /Image /Width 1024 /Height 1024 /ColorSpace /DeviceGray /BitsPerComponent 8";
    put(`${number + 2} 0 obj\n<< ${kind} /Length ${size} >>\nstream\n`);
    put(randomFillSync(picture));
    put("\nendstream\nendobj\n");
  }
  const start = at;
  const entries = offsets.slice(1).map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
  put(`xref\n0 ${entries.length + 1}\n0000000000 65535 f \n${entries.join("")}`);
  put(`trailer\n<< /Size ${entries.length + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  closeSync(file);
}

export type Signer = { readonly cert: string; readonly key: string };

/** Appends a revision with one more signature; `number` counts from 1. `work` is a path for a file in between. */
export function signPdf(path: string, number: number, signer: Signer, work: string): void {
  const { size } = statSync(path);
  const pages = pageCount(path);
  const first = 4 + 3 * pages + 2 * (number - 1);
  const fields = Array.from({ length: number }, (_, index) => `${4 + 3 * pages + 2 * index + 1} 0 R`).join(" ");
  const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 6 0 R >> >>";
  const blank = "0".repeat(room);
  const range = "/ByteRange [0 0000000000 0000000000 0000000000]";
  const bodies: [number, string][] = [
    [1, `<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [ ${fields} ] >> >>`],
    [4, `${page} /Contents 5 0 R /Annots [ ${fields} ] >>`],
    [
      first,
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20260101000000Z)\n${range}\n/Contents <${blank}> >>`,
    ],
    [
      first + 1,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Firma${number}) /V ${first} 0 R /Rect [0 0 0 0] /F 132 /P 4 0 R >>`,
    ],
  ];
  const previous = lastStart(path);
  let text = "";
  const offsets = bodies.map(([object, body]) => {
    const offset = size + text.length;
    text += `${object} 0 obj\n${body}\nendobj\n`;
    return [object, offset] as const;
  });
  const start = size + text.length;
  const rows = offsets.map(([object, offset]) => `${object} 1\n${String(offset).padStart(10, "0")} 00000 n \n`);
  text += `xref\n${rows.join("")}trailer\n<< /Size ${first + 2} /Root 1 0 R /Info 3 0 R /Prev ${previous} >>\n`;
  text += `startxref\n${start}\n%%EOF\n`;
  const gap = size + text.indexOf(`<${blank}>`);
  const after = gap + room + 2;
  const digits = [gap, after, size + text.length - after].map((each) => String(each).padStart(10, "0"));
  text = text.replace(range, `/ByteRange [0 ${digits.join(" ")}]`);
  copyFileSync(path, work);
  appendFileSync(work, text.replace(`<${blank}>`, ""), "latin1");
  const by = ["-signer", signer.cert, "-inkey", signer.key, "-md", "sha256", "-binary", "-cades", "-in", work];
  const cms = execFileSync("openssl", ["cms", "-sign", ...by, "-outform", "DER"], { maxBuffer: megabyte });
  appendFileSync(path, text.replace(blank, cms.toString("hex").padEnd(room, "0")), "latin1");
}

function pageCount(path: string): number {
  return Number(/\/Count (\d+)/.exec(piece(path, 0, 400))?.[1] ?? 1);
}

function lastStart(path: string): number {
  const { size } = statSync(path);
  return Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(piece(path, Math.max(0, size - 200), 200))?.[1]);
}

function piece(path: string, from: number, length: number): string {
  const file = openSync(path, "r");
  const bytes = Buffer.alloc(length);
  const count = readSync(file, bytes, 0, length, from);
  closeSync(file);
  return bytes.toString("latin1", 0, count);
}

export function makeSigner(signer: Signer): void {
  const subject = ["-subj", "/C=IT/O=PROVA TEST/CN=PROVA bench"];
  const made = ["-keyout", signer.key, "-out", signer.cert, "-days", "2", "-nodes", ...subject];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", ...made], { stdio: "ignore" });
}

/** Turns over one octet of the last picture. */
export function tamper(path: string): void {
  const file = openSync(path, "r+");
  writeSync(file, Buffer.from([0x21]), 0, 1, 3 * 1024);
  writeSync(file, Buffer.from([0x22]), 0, 1, 3 * 1024 + 1);
  closeSync(file);
}
