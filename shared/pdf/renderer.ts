import type { ActData } from "../act/index.ts";
import type { AttachedFile } from "./finish/attached-files.ts";
import type { OverlayCode } from "./overlay/refusals.ts";
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
export type Arms = { readonly bytes: Uint8Array; readonly format: "svg" | "png" | "jpg"; readonly alt: string };

export type PageSetup = {
  /** Day written into the PDF's metadata, `YYYY-MM-DD`. Given, never today: the same act must give the same bytes. */
  readonly documentDate: string;
  /** `draft` prints "BOZZA – non firmata. Priva di valore legale."; `test` marks what test keys will sign. */
  readonly marking?: "draft" | "test" | undefined;
  readonly arms?: Arms | undefined;
  /** Files that travel inside the PDF. */
  readonly attached?: readonly AttachedFile[] | undefined;
};

/** Bytes of a PDF with what made them. Digests are SHA-256 in upper-case hex, as the acts print them. */
export type Rendered = {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** What the PDF claims of itself. Absent where it claims nothing. */
  readonly conformance?: "PDF/A-2a" | "PDF/A-3a" | undefined;
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
  readonly code: "GLYPH_MISSING" | "CONTROL_CHARACTER" | "TEXT_TOO_LONG" | OverlayCode;
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
 * character) is refused with the field and the text; an engine that breaks throws. The bytes are tagged, with title,
 * author and language, and claim PDF/A-2a, or 3a where files are attached. Not promised: that every part of that claim
 * was checked. What is checked, and by what, is in decision 22.
 */
export type Renderer = {
  /** The act as it goes to signature: empty number box, neutral footer. Any number in `act` is left out on purpose. */
  readonly renderOriginal: (act: ActData, setup: PageSetup) => Promise<RenderOutcome>;
  /** The same act by the same template, with the stamps as part of the page. */
  readonly renderCopy: (act: ActData, stamps: CopyStamps, setup: PageSetup) => Promise<RenderOutcome>;
  /**
   * An act that came as a PDF of others: the stamps laid over its pages by an incremental update, and the closing page
   * behind them. The result begins with the very bytes of `original`. What cannot be stamped is refused (decision 25).
   * `setup.attached` is not attached: it would break the PDF/A that the original may be.
   */
  readonly renderOver: (
    original: Uint8Array,
    act: ActData,
    stamps: CopyStamps,
    setup: PageSetup,
  ) => Promise<RenderOutcome>;
};
