/** Stable reasons why bytes are not what they claim to be. Added to, never renamed. */
export type MalformedCode =
  | "DER_TRUNCATED"
  | "DER_NON_MINIMAL_LENGTH"
  | "DER_INDEFINITE_LENGTH"
  | "DER_BAD_TAG"
  | "DER_TOO_DEEP"
  | "DER_TOO_MANY_NODES"
  | "DER_TRAILING_DATA"
  | "DER_UNEXPECTED_TAG"
  | "DER_BAD_VALUE"
  | "BER_UNTERMINATED"
  | "BER_BAD_CONSTRUCTED_STRING"
  | "X509_MALFORMED"
  | "X509_DUPLICATE_EXTENSION"
  | "CRL_MALFORMED"
  | "OCSP_MALFORMED"
  | "OCSP_NO_ANSWER"
  | "CMS_NOT_SIGNED_DATA"
  | "CMS_MALFORMED"
  | "CMS_DUPLICATE_ATTRIBUTE"
  | "CMS_TOO_MANY_SIGNERS"
  | "TEXT_ENCODING_MALFORMED"
  | "TOO_LARGE"
  | "PDF_NO_HEADER"
  | "PDF_NO_XREF"
  | "PDF_BAD_XREF"
  | "PDF_BAD_OBJECT"
  | "PDF_TOO_DEEP"
  | "PDF_TOO_MANY_OBJECTS"
  | "PDF_TOO_MANY_REVISIONS"
  | "PDF_STREAM_TOO_LARGE"
  | "PDF_UNSUPPORTED_FILTER"
  | "PDF_BAD_STREAM"
  | "PDF_DUPLICATE_KEY"
  | "PDF_NO_CATALOG"
  | "XML_TOO_LARGE"
  | "XML_ENCODING"
  | "XML_DOCTYPE"
  | "XML_MALFORMED"
  | "XML_TOO_DEEP"
  | "XML_DUPLICATE_ID"
  | "XML_SIGNATURE_MALFORMED"
  | "ZIP_MALFORMED"
  | "ZIP_TOO_LARGE"
  | "ZIP_UNSAFE_NAME"
  | "ZIP_DUPLICATE_ENTRY"
  | "ASIC_MALFORMED"
  | "TRUSTED_LIST_MALFORMED";

/**
 * Bytes that cannot be read as the structure they claim to be.
 *
 * Thrown by readers only. `gather` catches it once and turns it into a fact, so that a hostile file never looks like
 * a crash to a caller.
 */
export class MalformedError extends Error {
  override readonly name = "MalformedError";
  readonly code: MalformedCode;
  /** Offset in the input of the first byte that could not be accepted. */
  readonly offset: number;

  constructor(code: MalformedCode, message: string, offset: number, options?: { cause?: unknown }) {
    super(`${code} at ${offset}: ${message}`, options);
    this.code = code;
    this.offset = offset;
  }
}
