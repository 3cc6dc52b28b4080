import type { Certificate } from "../x509/certificate.ts";
import type { QcClaims } from "./qc-claims.ts";
import type { Criteria } from "./trust-types.ts";

/** The criteria of a qualifier fit the certificate (TS 119 612 §5.5.9.2.2). A list that is not understood fits nothing. */
export function criteriaFit(criteria: Criteria, certificate: Certificate, claims: QcClaims): boolean {
  if (criteria.unknown) return false;
  const answers = [
    ...criteria.keyUsages.map(({ bit, value }) => (certificate.keyUsage?.has(bit as never) ?? false) === value),
    ...criteria.policySets.map((set) => set.every((policy) => claims.policies.includes(policy))),
    ...criteria.extendedKeyUsages.map((use) => certificate.extendedKeyUsage?.includes(use) ?? false),
    ...criteria.subjectAttributes.map((oid) => certificate.subject.attributes.some((each) => each.oid === oid)),
    ...criteria.lists.map((inner) => criteriaFit(inner, certificate, claims)),
  ];
  if (criteria.assert === "all") return answers.every(Boolean);
  if (criteria.assert === "atLeastOne") return answers.some(Boolean);
  return !answers.some(Boolean);
}
