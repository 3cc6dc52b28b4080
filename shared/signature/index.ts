export {
  type AddedSignature,
  comparePdfContent,
  type PdfComparison,
  type PdfComparisonCode,
} from "./compare-pdf-content.ts";
export { type MalformedCode, MalformedError } from "./error.ts";
export type { Facts, RevocationMaterial } from "./facts.ts";
export { detectFormat } from "./format.ts";
export { addMaterial } from "./gather/add-material.ts";
export { gather } from "./gather/gather.ts";
export { defaultMaxBytes, type Sources } from "./gather/prepare.ts";
export { innerContent } from "./inner-content.ts";
export { judge } from "./judge/judge.ts";
export { type ExpectedSigner, matchSigner, type SignerMatch } from "./match-signer.ts";
export { type Language, messages, type ReasonCode, sentence } from "./messages.ts";
export { defaultPolicy, type Policy } from "./policy.ts";
export { readPolicyJson } from "./policy-json.ts";
export type * from "./report.ts";
export { fetchedCrl, fetchedIssuers, fetchedOcsp } from "./revocation/fetched.ts";
export { type MaterialNeeds, materialNeeds, type StatusNeed } from "./revocation/needs.ts";
export { ocspRequest } from "./revocation/ocsp-request.ts";
export { isTrustFile, type TrustFile, type TrustFromFiles, trustFromFiles } from "./trust/trust-files.ts";
export { type ListOptions, type RefusedList, readTrustedLists, type TrustStore } from "./trust/trust-store.ts";
export type { ListPointer, TrustedList, TrustedListFacts } from "./trust/trust-types.ts";
export { readTrustedList } from "./trust/trusted-list.ts";
export { type VerifyOptions, verifyBytes } from "./verify-bytes.ts";
export { gatherSource, type SourceOptions, verifySource } from "./verify-source.ts";
export { type ByteChunks, gatherStream, verifyP7mStream } from "./verify-stream.ts";
export { type ByteSource, type ReadingCost, SourceFault, type SourceFaultCode } from "./windows/byte-source.ts";
