import { getDocumentProxy } from "unpdf";
import type { ExtractedText } from "./text-types.ts";

/** The bytes are no PDF that can be read: broken, encrypted, or larger than the limits. The message says which. */
export class UnreadablePdf extends Error {
  override readonly name = "UnreadablePdf";
}

/** Why a PDF has no text to give: a password, more than the limits allow, or bytes that are no PDF. */
export function whyUnreadable(error: UnreadablePdf): "encrypted" | "too-long" | "broken" {
  if (error.cause instanceof Error && error.cause.name === "PasswordException") return "encrypted";
  return error.cause === undefined ? "too-long" : "broken";
}

export type TextLimits = { readonly pages: number; readonly characters: number };
const defaultLimits: TextLimits = { pages: 5_000, characters: 20_000_000 };

/**
 * The text of a PDF in the order of its content streams, lines parted by "\n".
 *
 * A hyphen that the typesetter put in, and that the PDF says is none (ActualText), comes out as U+00AD. Throws
 * {@link UnreadablePdf}. A page that is a scan has an empty text; nothing is recognised from pictures. Not promised:
 * that a foreign PDF draws what its text layer says.
 */
export async function extractText(pdf: Uint8Array, limits: TextLimits = defaultLimits): Promise<ExtractedText> {
  const document = await openPdf(pdf);
  try {
    if (document.numPages > limits.pages)
      throw new UnreadablePdf(`${document.numPages} pages, at most ${limits.pages}`);
    const pages: PageText[] = [];
    let characters = 0;
    for (let n = 1; n <= document.numPages; n++) {
      const page = await document.getPage(n);
      const text = readItems((await page.getTextContent({ includeMarkedContent: true })).items as readonly Item[]);
      characters += text.all.length;
      if (characters > limits.characters) throw new UnreadablePdf(`more than ${limits.characters} characters of text`);
      pages.push(text);
      page.cleanup();
    }
    return {
      pages: pages.map((page) => page.all),
      bodies: pages.map((page) => page.body),
      furniture: pages.map((page) => page.furniture),
    };
  } finally {
    await document.destroy();
  }
}

/** The document, for the readers of this folder. Throws {@link UnreadablePdf}. */
export async function openPdf(pdf: Uint8Array): Promise<Awaited<ReturnType<typeof getDocumentProxy>>> {
  try {
    // A copy, because the parser takes the buffer over, and no Buffer, which it refuses. No font programme becomes code.
    return await getDocumentProxy(new Uint8Array(pdf), { isEvalSupported: false, stopAtErrors: true, verbosity: 0 });
  } catch (cause) {
    throw new UnreadablePdf(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

type Item = {
  readonly type?: string;
  readonly tag?: string;
  readonly id?: string | null;
  readonly str?: string;
  readonly hasEOL?: boolean;
};
type PageText = { readonly all: string; readonly body: string; readonly furniture: string };
type Open = "artifact" | "replaced" | "content";

/** Walks the marked content: what stands inside an artifact is furniture (ISO 32000-1 14.8.2.2). */
function readItems(items: readonly Item[]): PageText {
  const open: Open[] = [];
  const text = { all: "", body: "", furniture: "" };
  for (const item of items) {
    if (item.type?.startsWith("begin")) open.push(kindOf(item));
    else if (item.type === "endMarkedContent") open.pop();
    else {
      const soft = item.str === "-" && open.at(-1) === "replaced";
      const said = (soft ? "\u00AD" : (item.str ?? "")) + (item.hasEOL ? "\n" : "");
      text.all += said;
      text[open.includes("artifact") ? "furniture" : "body"] += said;
    }
  }
  return text;
}

// A Span without an id inside tagged content carries a replacement text (ActualText): Typst marks its own hyphens so.
function kindOf(item: Item): Open {
  if (item.tag === "Artifact") return "artifact";
  return item.tag === "Span" && !item.id ? "replaced" : "content";
}
