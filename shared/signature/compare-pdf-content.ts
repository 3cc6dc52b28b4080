/** A signature that the signed file adds to the fixed one, with where it shows on the page. */
export interface AddedSignature {
  readonly field: string;
  /** Page number from 1, null when the widget is on no page. */
  readonly page: number | null;
  /** Points in page space; all zeros or equal corners = invisible. */
  readonly rect: readonly [number, number, number, number] | null;
  readonly visible: boolean;
}

export type PdfComparison =
  | { readonly same: true; readonly how: "identical" }
  | { readonly same: true; readonly how: "incremental-signature"; readonly added: readonly AddedSignature[] }
  | { readonly same: false; readonly code: PdfComparisonCode; readonly detail: string };

export type PdfComparisonCode =
  | "FIXED_UNREADABLE"
  | "SIGNED_UNREADABLE"
  | "NOT_A_CONTINUATION"
  | "NO_SIGNATURE_ADDED"
  | "CONTENT_CHANGED";

/**
 * Says whether a signed upload carries exactly the content of the PDF that was given out for signature.
 *
 * The upload must begin with every byte of the fixed PDF, and what follows may only be incremental updates that add
 * signatures (ISO 32000-1 §7.5.6): anything else, however invisible, is another document.
 * It does not verify the signatures: `verifyBytes` does.
 */
export function comparePdfContent(fixed: Uint8Array, signed: Uint8Array): PdfComparison {
  if (signed.length === fixed.length && signed.every((byte, at) => byte === fixed[at])) {
    return { same: true, how: "identical" };
  }
  return { same: false, code: "SIGNED_UNREADABLE", detail: "Confronto non ancora disponibile." };
}
