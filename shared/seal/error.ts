/** Stable reasons why nothing was sealed. Added to, never renamed. */
export type SealErrorCode =
  /** The bytes are not a PDF that this writer can add to without guessing. */
  | "PDF_UNREADABLE"
  /** An encrypted PDF: its strings cannot be added to without its key. */
  | "PDF_ENCRYPTED"
  /** A certification signature forbids every later change (DocMDP P=1): one more signature would break it. */
  | "PDF_LOCKED"
  /** The form already has a field of that name. */
  | "FIELD_NAME_TAKEN"
  /** The CMS is larger than the room left for it: raise `estimatedSize`. */
  | "SIGNATURE_TOO_LARGE"
  /** The certificate's DER cannot be read. */
  | "CERTIFICATE_UNREADABLE"
  /** The private key is not the certificate's. */
  | "KEY_MISMATCH"
  /** The PKCS#12 cannot be opened: not one, or another password. */
  | "PKCS12_UNREADABLE"
  /** The PKCS#12 has no private key with its certificate. */
  | "PKCS12_WITHOUT_KEY";

/**
 * Nothing was sealed, and why.
 *
 * Thrown before a byte of the result exists; the input is never altered.
 */
export class SealError extends Error {
  override readonly name = "SealError";
  readonly code: SealErrorCode;
  constructor(code: SealErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
