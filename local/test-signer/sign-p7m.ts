import { type SignerPort, signedData } from "../../shared/seal/index.ts";

/**
 * Wraps a file in an attached CAdES-BES envelope, as a signatory's card software would. A TEST: it is worth what the
 * signer's certificate is worth, and those of `openTestPki` say that they are worth nothing.
 *
 * @returns the .p7m, DER.
 * @throws {SealError} `CERTIFICATE_UNREADABLE`
 */
export function signP7m(bytes: Uint8Array, signer: SignerPort, at: Date): Promise<Uint8Array> {
  return signedData([bytes], signer, { attached: true, signingTime: at });
}
