import { readFileSync } from "node:fs";
import { enginePaths } from "../../../local/engine/index.ts";
import { type ByteSource, type OverlayStamps, openStamper } from "../../../shared/pdf/index.ts";
import { handMadePdf, octets } from "../../seal/hand-made-pdf.ts";

const face = (name: string) => {
  const found = enginePaths().fonts.find((font) => font.path.endsWith(name));
  if (!found) throw new Error(`the engine has no face ${name}`);
  return new Uint8Array(readFileSync(found.path));
};

export const stamper = openStamper({ text: face("3_400Regular.ttf"), strong: face("600SemiBold.ttf") });

export const stamps: OverlayStamps = {
  title: "Copia informatica della determinazione n. 2706/2025 del 24/12/2025.",
  lines: ["Direttore: Adele Prova · Pratica trattata da Zdeňka Příkladová", "Verifica: borgosereno.example/v"],
  url: "https://borgosereno.example/v/7KQ2-M4XD",
  label: (page, pages) => `pag. ${page}/${pages}`,
};

/** The stamped file, or the refusal as an error that a test shows. */
export async function stamped(base: Uint8Array, more: Partial<OverlayStamps> = {}): Promise<Uint8Array> {
  const laid = await stamper.layOver(base, { ...stamps, ...more });
  if (!laid.ok) throw new Error(JSON.stringify(laid.refusal));
  return new Uint8Array(Buffer.concat([base, laid.overlay.tail]));
}

/** A source that counts what is read of it. */
export function counted(bytes: Uint8Array): ByteSource & { readonly read: ByteSource["read"]; taken: number } {
  const source = {
    length: bytes.length,
    taken: 0,
    read: async (from: number, to: number) => {
      source.taken += to - from;
      // A copy, as a file gives: the reader may not lean on the bytes around.
      return bytes.slice(from, to);
    },
  };
  return source;
}

/** A stream object of the hand-made PDFs. */
export const stream = (content: string) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;

/** Pages with these dictionaries (without /Type and /Parent), the nodes above and other objects as given. */
export function pdfOfPages(
  pages: readonly string[],
  more: { readonly root?: string; readonly objects?: Readonly<Record<number, string>>; readonly catalog?: string } = {},
): Uint8Array {
  const kids = pages.map((_, index) => `${10 + index} 0 R`).join(" ");
  const leaves = Object.fromEntries(
    pages.map((page, index) => [10 + index, `<< /Type /Page /Parent 2 0 R ${page} >>`] as const),
  );
  return handMadePdf({
    1: `<< /Type /Catalog /Pages 2 0 R ${more.catalog ?? ""} >>`,
    2: `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} ${more.root ?? ""} >>`,
    3: "<< >>",
    ...leaves,
    ...more.objects,
  });
}

export { octets };
