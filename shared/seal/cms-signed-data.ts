import type { SignerPort } from "./signer.ts";

export type SignedDataOptions = {
  /** `true` puts the content inside (.p7m), `false` leaves it outside (PAdES, detached .p7s). */
  readonly attached: boolean;
  /** CAdES only: PAdES has its time in the PDF's /M. A claim of the signer, no proof. */
  readonly signingTime?: Date;
};

/**
 * Builds a CMS SignedData with one signer (RFC 5652), with the signed attributes of a CAdES baseline B signature.
 *
 * @returns the ContentInfo, DER.
 * @throws {SealError} `CERTIFICATE_UNREADABLE`
 */
export async function signedData(
  _content: Uint8Array,
  _signer: SignerPort,
  _options: SignedDataOptions,
): Promise<Uint8Array> {
  throw new Error("not built yet");
}
