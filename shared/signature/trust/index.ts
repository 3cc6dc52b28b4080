export type { ListProblem } from "./list-signature.ts";
export { type CertificateQualification, certificateQualification, type QualifiedUse } from "./qualification.ts";
export { eidasStart, isGranted, isInForce, isOfService, statusAt } from "./service-history.ts";
export { type ListOptions, type RefusedList, readTrustedLists, type TrustStore } from "./trust-store.ts";
export type * from "./trust-types.ts";
export { readTrustedList } from "./trusted-list.ts";
