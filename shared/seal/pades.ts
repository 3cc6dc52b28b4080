import type { SignerPort } from "./signer.ts";

/** What the signature dictionary says beside the signature itself. */
export type SealOptions = {
  /** The claimed time, written in /M: PAdES keeps it out of the CMS (EN 319 142-1 §6.3). It proves nothing by itself. */
  readonly at: Date;
  readonly reason?: string;
  readonly name?: string;
  readonly location?: string;
  readonly contactInfo?: string;
  /** Name of the new form field; by default one that no other field has. */
  readonly fieldName?: string;
  /** Bytes kept for the CMS; by default enough for the certificates and no timestamp. */
  readonly estimatedSize?: number;
};

/**
 * Signs a PDF by an incremental update with one invisible signature field (PAdES baseline B).
 *
 * @returns the file, of which `pdf` is an exact prefix; earlier signatures stay as they were.
 * @throws {SealError} `PDF_UNREADABLE`, `PDF_ENCRYPTED`, `PDF_LOCKED`, `FIELD_NAME_TAKEN`, `SIGNATURE_TOO_LARGE`,
 * `CERTIFICATE_UNREADABLE`
 */
export async function sealPdf(_pdf: Uint8Array, _signer: SignerPort, _options: SealOptions): Promise<Uint8Array> {
  throw new Error("not built yet");
}
