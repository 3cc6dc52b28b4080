import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { type DistributionPoint, distributionPoints } from "../x509/distribution-points.ts";
import { sameName } from "../x509/name.ts";
import { isIssuedBy, type Path } from "../x509/path.ts";
import { inheritsParameters } from "../x509/working-key.ts";
import { trustedPathOf } from "./answer-issuer.ts";
import type { Crl } from "./crl.ts";
import { type EntrySearch, searchCrl } from "./crl-entry.ts";
import { impliedPoint, reasonsInScope } from "./crl-scope.ts";
import { type Collected, effective, type RevocationContext, timeliness } from "./evidence.ts";

/** What the lists at hand say of the first certificate of a path (RFC 5280 §6.3.3). @throws {MalformedError} */
export function askCrls(path: Path, context: RevocationContext): Collected {
  const [certificate, ...above] = path;
  const found: Collected = { evidence: [], problems: [] };
  if (certificate === undefined) return found;
  const points = [...distributionPoints(certificate), impliedPoint(certificate)];
  for (const crl of context.crls) {
    if (crl.deltaBase !== null) continue;
    for (const point of points) askOne(crl, point, { certificate, above, context, found });
  }
  return found;
}

interface Asked {
  readonly certificate: Certificate;
  readonly above: Path;
  readonly context: RevocationContext;
  readonly found: Collected;
}

function askOne(crl: Crl, point: DistributionPoint, asked: Asked): void {
  const { certificate, above, context, found } = asked;
  const reasons = reasonsInScope(crl, point, certificate);
  if (reasons === 0) {
    found.problems.push(sameName(crl.issuer, certificate.issuer) ? "OUT_OF_SCOPE" : "OTHER_CERTIFICATE");
    return;
  }
  if (crl.unknownCritical.length > 0) {
    found.problems.push("CRITICAL_EXTENSION");
    return;
  }
  const signer = signerOf(crl, [certificate, ...above], context);
  if (signer === null) {
    found.problems.push("ISSUER_NOT_FOUND");
    return;
  }
  const entry = searchCrl(crl, certificate);
  const weak = (list: Crl) => !areStrong(list, signer, [certificate, ...above], context);
  record(crl, entry, reasons, weak(crl), asked);
  for (const delta of context.crls) {
    if (!updates(delta, crl, signer, context)) continue;
    const change = searchCrl(delta, certificate);
    // What the delta does not mention stays as the complete list has it; removal ends a suspension.
    const removed = change !== "unlisted" && change !== "unusable" && change.reason === "removeFromCRL";
    record(delta, change === "unlisted" ? entry : removed ? "unlisted" : change, reasons, weak(delta), asked);
  }
}

function record(
  crl: Crl,
  entry: EntrySearch,
  reasons: number,
  weak: boolean,
  { certificate, context, found }: Asked,
): void {
  if (entry === "unusable") {
    found.problems.push("CRITICAL_EXTENSION");
    return;
  }
  const { thisUpdate, nextUpdate, keepsExpiredSince } = crl;
  const time = nextUpdate === null ? "stale" : timeliness(thisUpdate, nextUpdate, context);
  if (time === "not-yet") found.problems.push("NOT_YET");
  if (time === "not-yet") return;
  if (time === "stale") found.problems.push("STALE");
  const base = { source: "crl", thisUpdate, nextUpdate, reasons } as const;
  if (entry !== "unlisted" && entry.reason !== "removeFromCRL") {
    const since = effective(entry.revokedAt, thisUpdate);
    found.evidence.push({ ...base, fresh: time === "fresh", says: { since, reason: entry.reason } });
    return;
  }
  if (weak) {
    found.problems.push("WEAK_ALGORITHM");
    return;
  }
  // Lists drop what has expired: silence about an expired certificate says nothing, unless the list says that it keeps it.
  const kept = keepsExpiredSince !== null && keepsExpiredSince <= certificate.notAfter;
  if (thisUpdate > certificate.notAfter && !kept) found.problems.push("EXPIRED_ARE_DROPPED");
  else found.evidence.push({ ...base, fresh: time === "fresh", says: "good" });
}

/** The path of the key that signed the list, or null when no trusted one did. */
function signerOf(crl: Crl, path: readonly [Certificate, ...Path], context: RevocationContext): Path | null {
  const moment = Math.max(context.controlTime, crl.thisUpdate);
  const candidates = [...path, ...context.certificates].filter((one) => sameName(one.subject, crl.issuer));
  for (const candidate of candidates) {
    if (candidate.keyUsage !== null && !candidate.keyUsage.has("cRLSign")) continue;
    if (--context.budget.left < 0) return null;
    if (!inheritsParameters(candidate) && isIssuedBy(crl, [candidate]) !== "valid") continue;
    const trusted = trustedPathOf(candidate, path, moment, context);
    if (trusted !== null && isIssuedBy(crl, trusted) === "valid") return trusted;
  }
  return null;
}

/** The list, and the certificates of its signer that the path in question does not have: those are judged with it. */
function areStrong(crl: Crl, signer: Path, asked: Path, { isStrong }: RevocationContext): boolean {
  if (!isStrong(crl, signer, crl.thisUpdate)) return false;
  return signer.slice(0, -1).every((one, index) => {
    return (
      asked.some((other) => sameBytes(other.raw, one.raw)) || isStrong(one, signer.slice(index + 1), crl.thisUpdate)
    );
  });
}

/** A delta list that may be laid over a complete one (RFC 5280 §5.2.4, §6.3.3 c, h): same issuer, scope and key, and newer. */
function updates(delta: Crl, complete: Crl, signer: Path, context: RevocationContext): boolean {
  if (delta.deltaBase === null || complete.number === null || delta.number === null) return false;
  if (delta.unknownCritical.length > 0 || !sameName(delta.issuer, complete.issuer)) return false;
  if (delta.authorityKeyId !== complete.authorityKeyId || !sameScope(delta, complete)) return false;
  if (complete.number < delta.deltaBase || delta.number < complete.number) return false;
  if (delta.nextUpdate === null || timeliness(delta.thisUpdate, delta.nextUpdate, context) === "not-yet") return false;
  return isIssuedBy(delta, signer) === "valid";
}

function sameScope(a: Crl, b: Crl): boolean {
  if (a.scope === null || b.scope === null) return a.scope === b.scope;
  return sameBytes(a.scope.raw, b.scope.raw);
}

/** A list whose own structure breaks while it is searched counts as unreadable, like one that never opened. */
export function askedSafely(ask: () => Collected): Collected {
  try {
    return ask();
  } catch (error) {
    if (error instanceof MalformedError) return { evidence: [], problems: ["UNREADABLE"] };
    throw error;
  }
}
