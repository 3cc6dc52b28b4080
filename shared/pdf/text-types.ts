/**
 * The text of a PDF, page by page.
 *
 * `pages` holds everything that is drawn as text; `bodies` leaves out what the PDF marks as an artifact (running
 * headers and footers), `furniture` is only that. An untagged PDF has no artifacts: there `bodies` equals `pages`.
 */
export type ExtractedText = {
  readonly pages: readonly string[];
  readonly bodies: readonly string[];
  readonly furniture: readonly string[];
};

/** Where two texts part, with some characters of each side. */
export type TextDifference = {
  readonly where: "body" | "furniture" | "stamps";
  readonly page?: number | undefined;
  readonly expected: string;
  readonly found: string;
};

export type TextComparison = { readonly same: true } | { readonly same: false; readonly difference: TextDifference };
