/** Octets of a text with one character an octet. */
export const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));

export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

const catalog = "<< /Type /Catalog /Pages 2 0 R >>";
const pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>";

/** The three objects of the smallest PDF, some replaced or added. */
export const objectsOf = (changed: { readonly [number: number]: string }): { readonly [number: number]: string } => ({
  1: catalog,
  2: pages,
  3: page,
  ...changed,
});

/** A PDF with a cross-reference table, of objects as text; `trailer` is written after /Root. */
export function handMadePdf(changed: { readonly [number: number]: string } = {}, trailer = ""): Uint8Array {
  let text = "%PDF-1.7\n";
  const objects = Object.entries(objectsOf(changed)).map(([number, body]) => ({ number: Number(number), body }));
  const lines = new Map<number, string>();
  for (const { number, body } of objects) {
    lines.set(number, `${String(text.length).padStart(10, "0")} 00000 n \n`);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const size = Math.max(...lines.keys()) + 1;
  const table = Array.from({ length: size }, (_, number) => lines.get(number) ?? "0000000000 65535 f \n");
  const start = text.length;
  text += `xref\n0 ${size}\n${table.join("")}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\n`;
  return octets(`${text}startxref\n${start}\n%%EOF\n`);
}

/** A hybrid file: the catalog is free in the table and has its place in the cross-reference stream beside it. */
export function hybridPdf(): Uint8Array {
  const objects = objectsOf({});
  let text = "%PDF-1.5\n";
  const at = new Map<number, number>();
  for (const [number, body] of Object.entries(objects)) {
    at.set(Number(number), text.length);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const stream = text.length;
  const entry = `\x01${String.fromCharCode((at.get(1) ?? 0) >> 8, (at.get(1) ?? 0) & 0xff)}\0`;
  text += `4 0 obj\n<< /Type /XRef /Size 5 /W [1 2 1] /Index [1 1] /Length 4 >>\nstream\n${entry}\nendstream\nendobj\n`;
  const start = text.length;
  const line = (number: number) => `${String(at.get(number)).padStart(10, "0")} 00000 n \n`;
  text += `xref\n0 4\n0000000000 65535 f \n0000000000 00000 f \n${line(2)}${line(3)}`;
  text += `trailer\n<< /Size 5 /Root 1 0 R /XRefStm ${stream} >>\nstartxref\n${start}\n%%EOF\n`;
  return octets(text);
}
