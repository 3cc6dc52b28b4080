import { MalformedError } from "../error.ts";
import type { CmsFacts, Facts, SignatureFacts } from "../facts.ts";
import type { Certificate } from "../x509/certificate.ts";
import { accessAddresses, crlAddresses } from "../x509/distribution-points.ts";
import { sameName } from "../x509/name.ts";
import type { Path } from "../x509/path.ts";

/** A certificate whose status its issuer publishes: where, and under whom. */
export interface StatusNeed {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly ocsp: readonly string[];
  readonly crl: readonly string[];
}

export interface MaterialNeeds {
  /** Addresses of issuers that the file does not bring. */
  readonly issuers: readonly string[];
  readonly statuses: readonly StatusNeed[];
}

/**
 * What a file lacks for a verdict on its signatures: issuers named by AIA, and answers about revocation.
 *
 * Addresses are as the certificates write them, http and https only. They are the signer's choice: whoever fetches them
 * must guard itself. Repeated ones are told once.
 */
export function materialNeeds(facts: Facts): MaterialNeeds {
  const signatures = everySignature(facts);
  const issuers = new Set<string>();
  const statuses = new Map<Certificate, StatusNeed>();
  for (const { cms } of signatures) {
    if (cms === null || cms.certificate === null) continue;
    const path = bestPath(cms, cms.certificate);
    if (path.isWhole === false) for (const url of addresses(path.last, "caIssuers")) issuers.add(url);
    for (const [index, certificate] of path.certificates.entries()) {
      const issuer = path.certificates[index + 1];
      if (issuer === undefined || certificate.revocationNotNeeded || statuses.has(certificate)) continue;
      const need = { certificate, issuer, ocsp: addresses(certificate, "ocsp"), crl: addresses(certificate, "crl") };
      if (need.ocsp.length + need.crl.length > 0) statuses.set(certificate, need);
    }
  }
  return { issuers: [...issuers], statuses: [...statuses.values()] };
}

interface Climb {
  readonly certificates: Path;
  readonly last: Certificate;
  /** The path ends at an anchor, or where nobody issues it but itself. */
  readonly isWhole: boolean;
}

const longestClimb = 12;

/** The path to an anchor, or as far up as the certificates at hand lead by name. */
function bestPath({ paths, issuers }: CmsFacts, signer: Certificate): Climb {
  const [found] = paths?.paths ?? [];
  if (found !== undefined) return { certificates: found, last: found.at(-1) ?? signer, isWhole: true };
  const certificates = [signer];
  for (let last = signer; certificates.length < longestClimb; ) {
    if (sameName(last.issuer, last.subject)) return { certificates, last, isWhole: true };
    const issuer = issuers.find((one) => sameName(one.subject, last.issuer) && !certificates.includes(one));
    if (issuer === undefined) return { certificates, last, isWhole: false };
    certificates.push(issuer);
    last = issuer;
  }
  return { certificates, last: certificates.at(-1) ?? signer, isWhole: true };
}

function everySignature(facts: Facts): SignatureFacts[] {
  const inside = facts.content === null ? [] : everySignature(facts.content);
  return [...facts.signatures.flatMap(withThoseOnIt), ...inside];
}

function withThoseOnIt(signature: SignatureFacts): SignatureFacts[] {
  const tokens = signature.cms?.timestamps ?? [];
  const counters = signature.cms?.counterSigners ?? [];
  return [signature, ...tokens.map((token) => token.signature), ...counters].flatMap((one) =>
    one === signature ? [one] : withThoseOnIt(one),
  );
}

/** An extension that cannot be read names no address. */
function addresses(certificate: Certificate, what: "ocsp" | "caIssuers" | "crl"): string[] {
  try {
    const found = what === "crl" ? crlAddresses(certificate) : accessAddresses(certificate, what);
    return found.filter((url) => /^https?:\/\//i.test(url));
  } catch (error) {
    if (error instanceof MalformedError) return [];
    throw error;
  }
}
