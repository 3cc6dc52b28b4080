import type { ActData } from "../act/index.ts";
import type { CopyStamps } from "./stamps.ts";

/** One TrueType file, as bytes. `text` faces set the act; the `mono` face sets digests and codes. */
export type FontFile = { readonly role: "text" | "mono"; readonly name: string; readonly bytes: Uint8Array };

/** Everything the engine needs, handed in: this folder reads no file and no network. */
export type EngineParts = {
  readonly wasm: Uint8Array;
  readonly fonts: readonly FontFile[];
  /** The Typst template, `template/act.typ`. */
  readonly template: Uint8Array;
};

/** A coat of arms for the heading. */
export type Arms = { readonly bytes: Uint8Array; readonly format: "svg" | "png"; readonly alt: string };

export type PageSetup = {
  /** Day written into the PDF's metadata, `YYYY-MM-DD`. Given, never today: the same act must give the same bytes. */
  readonly documentDate: string;
  /** `draft` prints "BOZZA – non firmata. Priva di valore legale."; `test` marks what test keys will sign. */
  readonly marking?: "draft" | "test" | undefined;
  readonly arms?: Arms | undefined;
};

/** Bytes of a PDF with what made them. Digests are SHA-256 in upper-case hex, as the acts print them. */
export type Rendered = {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Name and version of the engine. */
  readonly engine: string;
  readonly fontsDigest: string;
  readonly templateDigest: string;
};

/**
 * Why an act cannot be printed, in the shape of every other refusal. `details.field` is the path in the act or in the
 * stamps, `details.text` the words around the trouble, `details.codePoint` the character where there is one.
 */
export type PdfRefusal = {
  readonly code: "GLYPH_MISSING" | "CONTROL_CHARACTER" | "TEXT_TOO_LONG";
  readonly why: { readonly it: string; readonly en: string };
  readonly whoCanFix: "officer";
  readonly details: Readonly<Record<string, string>>;
};

export type RenderOutcome =
  | { readonly ok: true; readonly rendered: Rendered }
  | { readonly ok: false; readonly refusal: PdfRefusal };

/**
 * Turns an act into pages.
 *
 * Same input, same bytes, on every machine. What cannot be printed faithfully (a glyph that no font has, a control
 * character) is refused with the field and the text; an engine that breaks throws. Not promised: PDF/A. The bytes are
 * tagged PDF 1.7 with title, author and language, and claim nothing more.
 */
export type Renderer = {
  /** The act as it goes to signature: empty number box, neutral footer. Any number in `act` is left out on purpose. */
  readonly renderOriginal: (act: ActData, setup: PageSetup) => Promise<RenderOutcome>;
  /** The same act by the same template, with the stamps as part of the page. */
  readonly renderCopy: (act: ActData, stamps: CopyStamps, setup: PageSetup) => Promise<RenderOutcome>;
};
