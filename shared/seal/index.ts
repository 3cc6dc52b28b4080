export { certificateRequest, type RequestingKey, type SealSubject } from "./certificate-request.ts";
export { type SignedDataOptions, signedData } from "./cms-signed-data.ts";
export { SealError, type SealErrorCode } from "./error.ts";
export { keySigner } from "./key-signer.ts";
export { type SealOptions, sealPdf } from "./pades.ts";
export { makePkcs12, readPkcs12 } from "./pkcs12.ts";
export {
  checkSealCertificates,
  type SealCertificateProblem,
  type SealCertificates,
} from "./seal-certificates.ts";
export type { SignatureAlgorithm, SignerPort } from "./signer.ts";
export { type TestCertificateRequest, type TestIssuer, type TestName, testCertificate } from "./test-certificate.ts";
export { type TimestampAsk, timestampRequest } from "./timestamp-request.ts";
export {
  grantedResponse,
  readTimestampResponse,
  type TimestampAnswer,
  type TimestampProblem,
  tokenIsOver,
} from "./timestamp-response.ts";
