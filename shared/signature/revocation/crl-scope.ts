import type { Certificate } from "../x509/certificate.ts";
import { allReasons, type DistributionPoint, type PointName } from "../x509/distribution-points.ts";
import { type GeneralName, sameGeneralName } from "../x509/general-name.ts";
import { type Name, nameBelow, sameName } from "../x509/name.ts";
import type { Crl } from "./crl.ts";

/** What a certificate without distribution points is looked for under (RFC 5280 §6.3.3): its issuer's name. */
export function impliedPoint(certificate: Certificate): DistributionPoint {
  const name: PointName = { kind: "full", names: [{ kind: "directory", name: certificate.issuer }] };
  return { name, reasons: allReasons, crlIssuer: [] };
}

/**
 * The reasons for which a list decides about a certificate under a distribution point; 0 = it is not about it
 * (RFC 5280 §6.3.3 b, d).
 */
export function reasonsInScope(crl: Crl, point: DistributionPoint, certificate: Certificate): number {
  const { scope } = crl;
  if (!isFromIssuer(crl, point, certificate)) return 0;
  if (scope === null) return point.reasons;
  if (scope.onlyAttributes) return 0;
  const isAuthority = certificate.basicConstraints?.ca === true;
  if ((scope.onlyUsers && isAuthority) || (scope.onlyAuthorities && !isAuthority)) return 0;
  if (scope.point !== null && !isSamePoint(scope.point, crl, point, certificate)) return 0;
  return point.reasons & scope.reasons;
}

function isFromIssuer(crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  if (point.crlIssuer.length === 0) return sameName(crl.issuer, certificate.issuer);
  const named = point.crlIssuer.some((one) => one.kind === "directory" && sameName(one.name, crl.issuer));
  return named && crl.scope?.indirect === true;
}

function isSamePoint(listed: PointName, crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  const ofList = fullNames(listed, crl.issuer);
  const issuers = point.crlIssuer;
  const [issuer] = issuers.flatMap((one) => (one.kind === "directory" ? [one.name] : []));
  const ofPoint = point.name === null ? issuers : fullNames(point.name, issuer ?? certificate.issuer);
  return ofList.some((one) => ofPoint.some((other) => sameGeneralName(one, other)));
}

function fullNames(name: PointName, below: Name): readonly GeneralName[] {
  return name.kind === "full" ? name.names : [{ kind: "directory", name: nameBelow(below, name.pairs) }];
}
