import type { Certificate } from "../x509/certificate.ts";
import { criteriaFit } from "./criteria.ts";
import { legacyPolicies, type QcClaims, qcClaims } from "./qc-claims.ts";
import { eidasStart, isGranted, isOfService, statusAt } from "./service-history.ts";
import type { ServiceStatus, TrustService } from "./trust-types.ts";

export type QualifiedUse = "esign" | "eseal" | "web";

/** What a certificate was at one moment, as the lists tell it. */
export interface CertificateQualification {
  readonly qualified: boolean;
  readonly use: QualifiedUse | null;
  readonly device: boolean;
  /** The service that vouched, or the one that would have if its status had allowed. */
  readonly service: TrustService | null;
  readonly status: string | null;
}

/**
 * What a certificate was at a moment (ETSI TS 119 615 §4.4, as the CertQualificationMatrix of DSS lays it out).
 *
 * Asked for the moment of issuance and for the best signature time: a certificate of a service that was not granted
 * when it was issued never became a qualified one, whatever it says of itself.
 */
export function certificateQualification(
  certificate: Certificate,
  path: readonly Certificate[],
  services: readonly TrustService[],
  time: number,
): CertificateQualification {
  const claims = qcClaims(certificate);
  const issuing = services.filter((service) => path.slice(1).some((issuer) => isOfService(issuer, service)));
  let closest: CertificateQualification | null = null;
  for (const service of issuing) {
    const status = statusAt(service, time);
    if (status === null || status.type !== "CA/QC") continue;
    const found = underStatus(certificate, claims, service, status, time);
    if (found.qualified) return found;
    closest ??= found;
  }
  return closest ?? { qualified: false, use: null, device: false, service: null, status: null };
}

function underStatus(
  certificate: Certificate,
  claims: QcClaims,
  service: TrustService,
  status: ServiceStatus,
  time: number,
): CertificateQualification {
  const rules = status.qualifiers.filter(({ criteria }) => criteriaFit(criteria, certificate, claims));
  const told = new Set(rules.flatMap(({ qualifiers }) => qualifiers));
  const since = time >= eidasStart;
  const use = useOf(claims, told, since);
  const base = { service, status: status.status, use };
  const no = { ...base, qualified: false, device: false };
  if (!isGranted(status, time) || isQualified(claims, told, since) !== true) return no;
  // TS 119 612 §5.5.9.4: since the Regulation a service is granted for the kinds of certificates it names.
  if (since && use !== null && !namesUse(status, use)) return no;
  return { ...base, qualified: true, device: hasDevice(claims, told, since) };
}

function isQualified(claims: QcClaims, told: ReadonlySet<string>, since: boolean): boolean {
  if (told.has("NotQualified")) return false;
  if (told.has("QCStatement") || told.has("QCForESig") || told.has("QCForESeal") || told.has("QCForWSA")) return true;
  const legacy = claims.policies.includes(legacyPolicies.qcp) || claims.policies.includes(legacyPolicies.qcpPlus);
  return claims.compliance || (!since && legacy);
}

function useOf(claims: QcClaims, told: ReadonlySet<string>, since: boolean): QualifiedUse | null {
  const listed: readonly (readonly [string, QualifiedUse])[] = [
    ["QCForESig", "esign"],
    ["QCForESeal", "eseal"],
    ["QCForWSA", "web"],
  ];
  const named = listed.filter(([qualifier]) => told.has(qualifier));
  const [only] = named;
  if (only !== undefined) return named.length === 1 ? only[1] : null;
  if (told.has("QCForLegalPerson")) return "eseal";
  const [claimed] = claims.types;
  if (claimed !== undefined) return claims.types.length === 1 ? claimed : null;
  // Before there were types every qualified certificate was one for signatures; a compliant one without a type still is.
  return claims.compliance || !since ? "esign" : null;
}

const useNames = { esign: "ForeSignatures", eseal: "ForeSeals", web: "ForWebSiteAuthentication" } as const;

const namesUse = ({ additional }: ServiceStatus, use: QualifiedUse): boolean => additional.includes(useNames[use]);

function hasDevice(claims: QcClaims, told: ReadonlySet<string>, since: boolean): boolean {
  const no = since ? ["QCNoQSCD"] : ["QCNoSSCD"];
  const yes = since ? ["QCWithQSCD", "QCQSCDManagedOnBehalf", "QCWithSSCD"] : ["QCWithSSCD"];
  if (no.some((qualifier) => told.has(qualifier))) return false;
  if (yes.some((qualifier) => told.has(qualifier))) return true;
  return claims.device || (!since && claims.policies.includes(legacyPolicies.qcpPlus));
}
