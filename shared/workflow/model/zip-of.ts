import { type Zippable, zipSync } from "fflate";

export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array };

/** The entries in one ZIP (APPNOTE 6.3.10), stored and not deflated: PDFs are deflated inside. The same input, the same bytes. */
export function zipOf(entries: readonly ZipEntry[], at: string): Uint8Array {
  const files: Zippable = Object.fromEntries(entries.map(({ name, bytes }) => [name, Uint8Array.from(bytes)]));
  return zipSync(files, { level: 0, mtime: new Date(at) });
}
