import { openPdf } from "./extract-text.ts";

/** A file found inside a PDF: its name and bytes as they are stored, believed in nothing. */
export type FoundFile = { readonly name: string; readonly bytes: Uint8Array };

/**
 * The files that a PDF carries. Empty when there are none. Throws what `extractText` throws.
 *
 * Two readers may disagree on which of two files of one name counts: both are given.
 */
export async function attachedFilesIn(pdf: Uint8Array): Promise<readonly FoundFile[]> {
  const document = await openPdf(pdf);
  try {
    const found = (await document.getAttachments()) as Readonly<Record<string, Attachment>> | null;
    return Object.values(found ?? {}).flatMap(({ filename, content }) =>
      content instanceof Uint8Array ? [{ name: filename, bytes: content }] : [],
    );
  } finally {
    await document.destroy();
  }
}

type Attachment = { readonly filename: string; readonly content: unknown };
