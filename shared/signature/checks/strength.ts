import type { DigestName } from "../algorithms/digests.ts";
import { type SignatureScheme, schemeOf } from "../algorithms/signature-algorithm.ts";
import { type KeyFacts, keyFacts } from "../algorithms/verify-signature.ts";
import type { Policy, Sunset } from "../policy.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Path } from "../x509/path.ts";
import { workingKey } from "../x509/working-key.ts";

/** What a policy does not rely on at a moment, and since when. */
export interface Weakness {
  readonly what: "DIGEST" | "KEY";
  readonly detail: string;
  /** Undefined: the policy never relied on it. */
  readonly end: Sunset | undefined;
}

/** The moment for which strength is asked, milliseconds since 1970. `proved`: a trusted timestamp says so. */
export interface Moment {
  readonly at: number;
  readonly proved: boolean;
}

/** Null: the digest could be relied on at that moment, or there is none. */
export function weakDigest(digest: DigestName | null, policy: Policy, { at }: Moment): Weakness | null {
  if (digest === null) return null;
  const end = policy.sunsets.find(({ algorithm }) => algorithm === digest);
  const relied = end === undefined ? policy.acceptedDigests.includes(digest) : at < endOf(end);
  return relied ? null : { what: "DIGEST", detail: digest, end };
}

/** The same for a key in the hands of a scheme. A key below the policy's minimum needs a proved moment besides. */
export function weakKey(
  { type, bits }: KeyFacts,
  scheme: SignatureScheme["kind"] | null,
  policy: Policy,
  { at, proved }: Moment,
): Weakness | null {
  if (bits === null || type === "eddsa" || type === "other") return null;
  const minimum = { rsa: policy.minimumRsaBits, ec: policy.minimumEcBits, dsa: 2048 }[type];
  // A modulus may lack its top bits: DSS counts 1900 as 2048, and so do we.
  const enough = bits >= (type === "rsa" ? minimum * 0.927 : minimum);
  const names = scheme === "rsa" ? ["rsa", "rsa-pkcs1"] : [type];
  const ends = names.flatMap((name) => sunsetOf(policy.sunsets, name, bits) ?? []);
  const end = ends.sort((a, b) => endOf(a) - endOf(b))[0];
  const inTime = end !== undefined && at < endOf(end);
  if (enough ? end === undefined || inTime : inTime && proved) return null;
  return { what: "KEY", detail: `${type.toUpperCase()} ${bits} bit`, end };
}

/** What is weak about the signature that the first of `issuers` made over a certificate, a list or an answer. */
export function weakSigned(
  signed: Pick<Certificate, "signatureAlgorithm">,
  issuers: Path,
  policy: Policy,
  moment: Moment,
): Weakness | null {
  const scheme = schemeOf(signed.signatureAlgorithm);
  const digest = scheme === null || scheme.kind === "eddsa" ? null : scheme.digest;
  const key = keyFacts(workingKey(issuers));
  return weakDigest(digest, policy, moment) ?? weakKey(key, scheme?.kind ?? null, policy, moment);
}

/** The line with the most bits that the key still has. */
function sunsetOf(sunsets: readonly Sunset[], name: string, bits: number): Sunset | undefined {
  const fitting = sunsets.filter(({ algorithm, fromBits }) => algorithm === name && (fromBits ?? 0) <= bits);
  return fitting.sort((a, b) => (b.fromBits ?? 0) - (a.fromBits ?? 0))[0];
}

const endOf = (sunset: Sunset): number => Date.parse(sunset.until);
