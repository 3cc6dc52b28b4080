export { type SignedDataOptions, signedData } from "./cms-signed-data.ts";
export { SealError, type SealErrorCode } from "./error.ts";
export { type SealOptions, sealPdf } from "./pades.ts";
export type { SignatureAlgorithm, SignerPort } from "./signer.ts";
