import { type SealOptions, type SignerPort, sealPdf } from "../../shared/seal/index.ts";

/** What a test signature may say of itself; the reason always says that it is a test. */
export type TestSignatureOptions = Omit<SealOptions, "at" | "reason">;

/**
 * Signs a PDF as a signatory would with a card. A TEST: the reason says "Firma di PROVA".
 *
 * @returns the signed file, of which `bytes` is an exact prefix.
 * @throws {SealError} as `sealPdf` does.
 */
export function signPdf(
  bytes: Uint8Array,
  signer: SignerPort,
  at: Date,
  options: TestSignatureOptions = {},
): Promise<Uint8Array> {
  return sealPdf(bytes, signer, { ...options, at, reason: "Firma di PROVA: nessun valore legale (TEST)" });
}
