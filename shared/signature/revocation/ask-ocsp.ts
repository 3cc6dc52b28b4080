import { digest } from "../algorithms/digests.ts";
import { hex, sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { allReasons } from "../x509/distribution-points.ts";
import { sameName } from "../x509/name.ts";
import { isIssuedBy, type Path } from "../x509/path.ts";
import { certificateStatus } from "./certificate-status.ts";
import { type Collected, effective, type RevocationContext, timeliness } from "./evidence.ts";
import { isAbout, keyOctets, type OcspAnswer, type SingleResponse } from "./ocsp.ts";

const ocspSigning = "1.3.6.1.5.5.7.3.9";

/** What the OCSP answers at hand say of the first certificate of a path (RFC 6960 §3.2). @throws {MalformedError} */
export function askOcsp(path: Path, context: RevocationContext): Collected {
  const [certificate, issuer] = path;
  const found: Collected = { evidence: [], problems: [] };
  if (certificate === undefined || issuer === undefined) return found;
  for (const answer of context.ocsps) {
    const about = answer.responses.filter(({ id }) => isAbout(id, certificate, issuer));
    if (about.length === 0) found.problems.push("OTHER_CERTIFICATE");
    else if (answer.unknownCritical.length > 0) found.problems.push("CRITICAL_EXTENSION");
    else {
      const responder = responderOf(answer, path, context);
      if (responder === null) found.problems.push("UNDELEGATED");
      const weak = responder !== null && !areStrong(answer, responder, context);
      if (responder !== null) for (const response of about) record(response, certificate, weak, context, found);
    }
  }
  return found;
}

function record(
  response: SingleResponse,
  certificate: Certificate,
  weak: boolean,
  context: RevocationContext,
  found: Collected,
): void {
  const { status, thisUpdate, nextUpdate, archiveCutoff } = response;
  const time = timeliness(thisUpdate, nextUpdate, context);
  if (response.unknownCritical.length > 0) found.problems.push("CRITICAL_EXTENSION");
  else if (time === "not-yet") found.problems.push("NOT_YET");
  else if (status === "unknown") found.problems.push("UNKNOWN_TO_RESPONDER");
  else {
    const base = { source: "ocsp", thisUpdate, nextUpdate, fresh: time === "fresh", reasons: allReasons } as const;
    // Responders forget what has expired, unless they say how far back they know (§4.4.4).
    const kept = archiveCutoff !== null && archiveCutoff <= certificate.notAfter;
    if (time === "stale") found.problems.push("STALE");
    if (status !== "good") {
      const { revokedAt, reason } = status;
      found.evidence.push({ ...base, says: { since: effective(revokedAt, thisUpdate), reason } });
    } else if (weak) found.problems.push("WEAK_ALGORITHM");
    else if (thisUpdate > certificate.notAfter && !kept) found.problems.push("EXPIRED_ARE_DROPPED");
    else found.evidence.push({ ...base, says: "good" });
  }
}

/**
 * The answer is signed by the issuer of the certificate itself, or by one whom that same key appointed (RFC 6960
 * §4.2.2.2): id-kp-OCSPSigning in a certificate issued directly by it. anyExtendedKeyUsage appoints nobody. Null: neither.
 */
function responderOf(answer: OcspAnswer, path: Path, context: RevocationContext): Responder | null {
  const [, ...above] = path;
  const [issuer] = above;
  if (issuer === undefined) return null;
  if (isNamed(answer, issuer) && isIssuedBy(answer, above) === "valid") return { path: above, appointed: false };
  const candidates = [...answer.certificates, ...context.certificates].filter((one) => isNamed(answer, one));
  const found = candidates.find((candidate) => {
    if (--context.budget.left < 0) return false;
    const responderPath = [candidate, ...above];
    return (
      isIssuedBy(answer, responderPath) === "valid" &&
      isAppointed(candidate, above, answer.producedAt) &&
      isInGoodStanding(candidate, responderPath, context)
    );
  });
  return found === undefined ? null : { path: [found, ...above], appointed: true };
}

interface Responder {
  readonly path: Path;
  /** The first of the path is the responder's own certificate; the others are judged with the path in question. */
  readonly appointed: boolean;
}

function areStrong(answer: OcspAnswer, { path, appointed }: Responder, { isStrong }: RevocationContext): boolean {
  const [own, ...above] = path;
  if (!isStrong(answer, path, answer.producedAt)) return false;
  return !appointed || own === undefined || isStrong(own, above, answer.producedAt);
}

function isNamed({ responder }: OcspAnswer, candidate: Certificate): boolean {
  if ("name" in responder) return sameName(responder.name, candidate.subject);
  return responder.keyHash === hex(digest("sha1", keyOctets(candidate)));
}

function isAppointed(candidate: Certificate, above: Path, moment: number): boolean {
  const [issuer] = above;
  if (issuer === undefined || !sameName(candidate.issuer, issuer.subject)) return false;
  const { keyUsage, extendedKeyUsage, notBefore, notAfter, unknownCritical } = candidate;
  const maySign = keyUsage === null || keyUsage.has("digitalSignature") || keyUsage.has("nonRepudiation");
  const inForce = moment >= notBefore && moment <= notAfter;
  const appointed = extendedKeyUsage?.includes(ocspSigning) === true;
  return appointed && maySign && inForce && unknownCritical.length === 0 && isIssuedBy(candidate, above) === "valid";
}

/** ocsp-nocheck spares the question whether the responder is revoked (§4.2.2.2.1); without it somebody else must answer. */
function isInGoodStanding(candidate: Certificate, path: Path, context: RevocationContext): boolean {
  if (candidate.revocationNotNeeded) return true;
  if ([...context.asking].some((one) => sameBytes(one.raw, candidate.raw))) return false;
  const within = { ...context, asking: new Set([...context.asking, candidate]) };
  return certificateStatus(path, within).status === "good";
}
